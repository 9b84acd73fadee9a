"""Why a file can't be used is said in each language alone, where we have words for it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from lixia_domain.kernel.system_errors import words_of


@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EIO, errno.EEXIST])
def test_what_the_system_says_has_chinese_words(code: int) -> None:
    said = words_of(OSError(code, os.strerror(code)))
    assert said.zh.isascii() is False and said.en == os.strerror(code)


def test_a_real_refusal_is_told_without_its_number(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as refused:
        (tmp_path / "none").read_bytes()
    assert words_of(refused.value) == ("没有这个文件或文件夹", "No such file or directory")


def test_what_we_have_no_words_for_is_told_as_the_system_does() -> None:
    assert words_of(OSError(errno.EXDEV, "Cross-device link")) == ("Cross-device link",) * 2
    assert words_of(OSError("a module of its own")) == ("a module of its own",) * 2
