"""A person erased, as an outsider sees it: nothing in any file given out, and every proof holds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Lixia
from .test_commands import booked
from .test_persons import LEAD, ME, ON, kept, keys

__all__ = ["kept", "keys"]

NAME, PHONE = "某甲（虚构示例）", "4-虚构号码-7391"

EXPORTS = ("beancount", "hledger", "ledger", "cloudevents", "parquet", "xlsx")
FORMS = ("html", "pdf", "xlsx")
READ = (
    "view subject_register",
    "view data_access --csv",
    f"history subject-{ME}",
    "history need-N9 --json",
    "replay --as-known-at 9999-01-01 --json",
    "diff --from 0 --to 9999-01-01T00:00 --events --json",
    "chain N9 --json",
    "verify --json",
    "seal show --json",
)


@pytest.fixture
def details(tmp_path: Path) -> Path:
    """Details that nothing else could look like."""
    file = tmp_path / "details.txt"
    file.write_text(f"姓名={NAME}\n电话={PHONE}\n", "utf-8")
    return file


def given_out(lixia: Lixia, folder: Path) -> None:
    """Write everything that commands give out of a store into files of ``folder``."""
    folder.mkdir()
    for form in EXPORTS:
        found = lixia("export", form, "-o", str(folder / f"export.{form}"))
        assert found.code == 0, found
    for form in FORMS:
        line = ("report", "--as-of", "2021-11-08", "-o", str(folder / f"report.{form}"))
        assert lixia(*line).code == 0
    line = ("prove", "--stream", f"subject-{ME}", "--version", "1", "-o", str(folder / "r"))
    assert lixia(*line).code == 0
    for at, line in enumerate(READ):
        found = lixia(*line.split())
        assert found.code == 0, (line, found)
        (folder / f"{at}.txt").write_text(found.out + found.err, "utf-8")


def read_through(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a file's bytes, and those that lie packed within them."""
    yield path.name, path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for part in packed.namelist():
                yield f"{path.name}/{part}", packed.read(part)
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        yield f"{path.name}/rows", str(pq.read_table(path).to_pylist()).encode()


@pytest.mark.parametrize("when", ["before it is erased", "after"])
def test_no_plain_text_is_in_any_file_there_is(
    lixia: Lixia, kept: Path, details: Path, tmp_path: Path, when: str
) -> None:
    booked(kept, "K1", 6000, "C1", "2021-04-01")
    for line in (
        f"need raise N9 --summary 示例需求 --domain 为老服务 --place 社区 --person {ME} "
        f"--details {details} {ON}",
        f"team register t1 示例队（虚构） --lead {LEAD} --details {details} --notice 告知书 {ON}",
        f"vault show {ME} --purpose 通知 --role team {ON}",
        "seal",
    ):
        found = lixia(*line.split())
        assert found.code == 0, (line, found)
    statement = lixia("view", "fund_statement", "--json").json["rows"]
    root = lixia("seal", "show", "--json").json
    assert lixia("prove", "--stream", f"subject-{ME}", "--version", "1", "-o", "receipt").code == 0
    if when == "after":
        line = f"erase {ME} --reason 不再参加 --document 申请 {ON}"
        assert lixia(*line.split()).code == 0
        assert lixia("seal").code == 0
    details.unlink()
    given_out(lixia, tmp_path / "out")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > len(EXPORTS) + len(FORMS) + len(READ) + 8
    for file in files:
        for name, raw in read_through(file):
            for secret in (NAME, PHONE):
                for spelt in (secret, secret.encode("unicode_escape").decode()):
                    assert spelt.encode() not in raw, name
                assert secret.encode("utf-16-be") not in raw, name
    assert lixia("view", "fund_statement", "--json").json["rows"] == statement
    held = lixia("verify", "--proof", "receipt", "--json").json
    assert held["sound"] and lixia("verify", "--strict").code == 0
    Path("kept").write_text(root["checkpoint"], "utf-8")
    [fits] = lixia("verify", "--checkpoint", "kept", "--json").json["checkpoints"]
    assert fits == {"file": "kept", "size": root["size"], "fits": True}
