"""A bundle made to do harm is refused before much of it is unpacked."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from lixia_adapters.bundles import ZipFiles, canonical
from lixia_adapters.console.commands.looking.bundled import same
from lixia_domain.audit.bundle import files
from lixia_domain.audit.bundle.check import check
from lixia_domain.audit.bundle.files import BadBundle
from lixia_domain.audit.bundle.record import BundleEvents, BundleSeal
from lixia_domain.audit.seal.checkpoint import SAYS
from lixia_domain.audit.seal.note import Note
from lixia_domain.audit.seal.said import sealed as said
from lixia_domain.audit.seal.seal_log import SealDamaged

from .conftest import Place
from .test_bundle import bundle, codes, contents, resigned, rewritten  # noqa: F401 - a fixture


@pytest.mark.parametrize("name", ["exports/books.txt", "events.jsonl", "README.txt"])
def test_a_file_that_unpacks_to_much_more_is_refused_by_its_name(
    bundle: Path,  # noqa: F811
    name: str,
) -> None:
    told = contents(bundle) | {name: bytes(2**26)}
    with pytest.raises(BadBundle, match=f"{name} 解压后过大"):
        ZipFiles(str(rewritten(bundle, told)))


def test_a_list_without_end_is_refused(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(canonical, "LONGEST_LIST", 10_000)
    told = contents(bundle) | {f"exports/{number}.txt": b"" for number in range(200)}
    with pytest.raises(BadBundle, match="文件过多"):
        ZipFiles(str(rewritten(bundle, told)))


@pytest.mark.parametrize(
    ("name", "size"),
    [("manifest", 2**16), ("about.json", 2**20), ("keys", 2**20), ("checkpoint", 2**20)],
)
def test_each_file_has_its_own_cap(bundle: Path, name: str, size: int) -> None:  # noqa: F811
    told = contents(bundle) | {name: os.urandom(size + 1)}
    with pytest.raises(BadBundle, match=f"{name} 过大"):
        files.data(ZipFiles(str(rewritten(bundle, told))), name)


def test_an_event_without_end_is_refused(
    bundle: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 100)
    with pytest.raises(BadBundle, match=r"events\.jsonl 过大"):
        list(BundleEvents(ZipFiles(str(bundle))).rows())


def test_what_is_nested_without_end_is_malformed(bundle: Path) -> None:  # noqa: F811
    told = contents(bundle) | {"about.json": b"[" * 500_000}
    with pytest.raises(BadBundle, match="无法读懂"):
        BundleEvents(ZipFiles(str(rewritten(bundle, told)))).about()


@pytest.mark.parametrize(
    "entry",
    [b"[" * 60_000, b'{"stream":"a","version":1e999}', b'{"stream":"a","version":NaN}', b"7"],
)
def test_an_entry_that_is_none_is_found(sealed: Place, bundle: Path, entry: bytes) -> None:  # noqa: F811
    told = contents(bundle)
    name = next(each for each in told if each.startswith("tile/entries/"))
    told[name] = struct.pack(">H", len(entry)) + entry + told[name]
    seal = BundleSeal(ZipFiles(str(rewritten(bundle, told))))
    with pytest.raises(SealDamaged, match="叶子 0"):
        list(seal.places(1))


def test_nothing_is_read_beyond_the_first_broken_sum(
    bundle: Path,  # noqa: F811
    sealed: Place,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = contents(bundle)
    told["README.txt"] += b"!"
    there = ZipFiles(str(rewritten(bundle, told)))
    opened = list[str]()
    real = ZipFiles.open

    def noted(self: ZipFiles, name: str) -> object:
        opened.append(name)
        return real(self, name)

    monkeypatch.setattr(ZipFiles, "open", noted)
    assert codes(check(there)) == ["bundle.file"]
    assert set(opened) <= {"manifest", "keys", "SHA256SUMS", "README.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_what_never_ends_is_no_bundle(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    for place in (tmp_path / "pipe.zip", Path("/dev/zero"), Path("a\0b")):
        with pytest.raises(BadBundle, match="无法读取"):
            ZipFiles(str(place))


def test_a_workbook_within_is_not_unpacked_beyond_what_was_made(tmp_path: Path) -> None:
    for name, content in (("made.xlsx", b"a"), ("there.xlsx", bytes(2**20)), ("none.xlsx", b"")):
        with ZipFile(tmp_path / name, "w", ZIP_DEFLATED) as archive:
            archive.writestr("xl/a.xml", content)
    (tmp_path / "none.xlsx").write_bytes(b"PK")
    assert same(tmp_path / "made.xlsx", tmp_path / "made.xlsx")
    for other in ("there.xlsx", "none.xlsx"):
        assert not same(tmp_path / "made.xlsx", tmp_path / other)


def test_what_a_checkpoint_says_may_be_nested_without_end() -> None:
    assert said(Note(f"a\n1\nb\n{SAYS}{'[' * 200_000}\n")) is None
