"""What a spec says, and what is so instead: told in both languages, whoever reads it."""

from __future__ import annotations

from typing import NoReturn

import pytest

from lixia_domain.kernel.words import said


class NotSo(AssertionError):  # noqa: N818 - its name says what it is
    """What a spec says does not hold. ``zh`` and ``en`` say what is so instead."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en


class NotApplicable(pytest.skip.Exception):  # type: ignore[misc, name-defined] # a class, be it so named
    """The spec does not speak of this store: it is not run, and does not pass."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en


def skip(zh: str, en: str) -> NoReturn:
    """Say that the spec does not speak of this store."""
    raise NotApplicable(zh, en)


def expect(holds: object, zh: str, en: str) -> None:
    """Say so unless ``holds``."""
    if not holds:
        raise NotSo(zh, en)


def same(
    zh: str, en: str, found: object, told: object, *, note: tuple[str, str] = ("", "")
) -> None:
    """Compare what is ``found`` with what the spec has ``told``.

    ``zh`` and ``en`` name it: “项目 P-001 的预算”, "the budget of project P-001".
    """
    if found != told:
        raise NotSo(
            f"{zh}为 {_shown(found, '无', 'zh')}，不是 {_shown(told, '无', 'zh')}{note[0]}",
            f"{en} is {_shown(found, 'none', 'en')}, not {_shown(told, 'none', 'en')}{note[1]}",
        )


def _shown(value: object, nothing: str, lang: str) -> str:
    return nothing if value in ("", None, [], ()) else str(said(value, lang))
