"""Names of files made of data: each is one name, in the folder it was meant for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.printers.hostile_texts import hostile

from lixia_adapters.printers.file_names import LONGEST, file_name
from lixia_domain.kernel.visible import steers

ANY = st.text(st.characters(codec=None, exclude_categories=()))


def fit(name: str) -> bool:
    return (
        0 < len(name.encode()) <= LONGEST
        and Path(name).name == name
        and name not in (".", "..")
        and not name.startswith(("-", ".", "~", " "))
        and not name.endswith((".", " "))
        and not set(name) & set('/\\:*?"<>|')
        and not any(map(steers, name))
        and name.split(".")[0].upper() not in ("CON", "NUL", "PRN", "AUX", "COM1", "LPT9")
    )


def test_hostile_texts_are_files_in_their_folder_each_with_its_own_name(tmp_path: Path) -> None:
    texts = dict.fromkeys(hostile())
    folder = tmp_path / "folder"
    folder.mkdir()
    for text in texts:
        assert fit(file_name(text)), text
        (folder / file_name(text)).write_text(text, "utf-8", errors="surrogatepass", newline="")
    assert len(list(folder.iterdir())) == len(texts)
    assert list(tmp_path.iterdir()) == [folder]


@given(ANY, ANY)
def test_two_texts_never_give_one_name(one: str, other: str) -> None:
    assert fit(file_name(one))
    assert (file_name(one) == file_name(other)) is (one == other)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lixia-report-2021-12-31", "lixia-report-2021-12-31"),
        ("历下区（虚构示例）", "历下区（虚构示例）"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"),
        ("..", "%2E%2E"),
        ("-rf", "%2Drf"),
        ("CON.txt", "%43ON.txt"),
        ("a\x00b\u202e", "a%00b%E2%80%AE"),
        ("", "%"),
    ],
)
def test_a_name_stays_readable(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_long_name_is_cut_and_still_its_own() -> None:
    one, other = "甲" * 200, "甲" * 199 + "乙"
    assert file_name(one) != file_name(other)
    assert fit(file_name(one)) and file_name(one).startswith("甲" * 30)
