"""Last year's report, made again as it was known then: the same bytes, whatever came after."""

from __future__ import annotations

import shutil
from html import unescape
from pathlib import Path

import pytest

from .conftest import Lixia, head

FORMS = ("html", "pdf", "xlsx")
EXPORTS = ("beancount", "hledger", "ledger", "360giving", "cloudevents", "parquet", "xlsx")
IN_BOTH_LANGUAGES = ("xlsx",)
"""Exports that speak the language that was asked for; programs read the others."""
LATER = (
    "bank return-gift DEMO-01/2021-04-11/R0005/1#1.1 1000 --basis agreement "
    "--document 协议（虚构示例） --on 2022-04-01",
    "bank reversed DEMO-01/2021-12-06/R0076B/1 --reason 金额录错（虚构示例） --on 2022-04-01",
    "need decline N-126 --reason 虚构示例 --on 2022-04-01",
)
"""Corrections of the year that was closed; the second takes back a gift that was receipted."""

CORRECTED = ("DEMO-01/2021-04-11/R0005/1", "DEMO-01/2021-12-06/R0076B/1")
"""The credits that they correct."""


@pytest.fixture
def closed(lixia: Lixia, demo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the demo, whose year is closed and reported on, sealed."""
    path = tmp_path / "closed.db"
    shutil.copy(demo, path)
    shutil.copytree(f"{demo}.seal", f"{path}.seal")
    shutil.copy(f"{demo}.demo-key", f"{path}.demo-key")
    monkeypatch.setenv("LIXIA_STORE", f"sqlite:///{path}")
    assert lixia("seal").code == 0
    months = [
        event
        for event in lixia("history", "fund-F-WMSJ", "--json").json["events"]
        if event["event"] == "fund.period_closed"
    ]
    assert months[-1]["data"]["period"] == "2021-12"
    return path


def correct(lixia: Lixia) -> None:
    receipt = next(
        event["data"]["receipt"]
        for event in lixia("history", "bank_credit-DEMO-01/2021-12-06/R0076B/1", "--json").json[
            "events"
        ]
        if event["event"] == "bank_credit.receipted"
    )
    first = f"receipt reverse {receipt.replace('/', ' ')} --reason 虚构示例 --on 2022-04-01"
    first += " --actor receipts-1"
    for line in (first, *LATER):
        found = lixia(*line.split())
        assert found.code == 0, found
    assert lixia("seal").code == 0


def report(
    lixia: Lixia, place: Path, at: int, lang: str, donor: str | None = None
) -> dict[str, bytes]:
    """The report, or the sheet of a donor, in each form, as known at a position."""
    place.mkdir(exist_ok=True)
    made = {}
    for form in FORMS:
        file = place / f"{lang}-{donor or 'all'}.{form}"
        line = f"report --as-of 2021-12-31 --as-known-at {at} --{form} -o {file} --lang {lang}"
        found = lixia(*line.split(), *(() if donor is None else ("--donor", donor)))
        assert found.code == 0, found
        made[file.name] = file.read_bytes()
    return made


def reported(lixia: Lixia, place: Path, at: int) -> dict[str, bytes]:
    """The report in each form, and all views, as known at a position; in Chinese and English."""
    made = {}
    for lang in ("zh", "en"):
        made |= report(lixia, place, at, lang)
        for form in EXPORTS if lang == "zh" else IN_BOTH_LANGUAGES:
            file = place / f"{lang}-export.{form}"
            line = f"export {form} --as-of 2021-12-31 --as-known-at {at} -o {file} --lang {lang}"
            assert lixia(*line.split()).code == 0
            made[file.name] = file.read_bytes()
        for command in (
            f"report --as-of 2021-12-31 --as-known-at {at} --lang {lang} --json",
            f"replay --as-of 2021-12-31 --as-known-at {at} --lang {lang} --json",
            f"replay --as-known-at {at} --lang {lang} --json",
        ):
            made[command] = lixia(*command.split()).out.encode()
    return made


def test_a_closed_year_s_report_is_the_same_bytes_in_every_form_after_corrections(
    lixia: Lixia, closed: Path, tmp_path: Path
) -> None:
    known = head(closed)
    before = reported(lixia, tmp_path / "before", known)
    correct(lixia)
    assert head(closed) > known
    after = reported(lixia, tmp_path / "after", known)
    assert [name for name in before if before[name] != after[name]] == []
    assert len({bytes(made) for made in before.values()}) > 2 * len(FORMS) + len(EXPORTS)
    today = report(lixia, tmp_path / "today", head(closed), "zh")
    assert [name for name in today if today[name] == before[name]] == []


def test_a_donor_s_sheet_of_a_closed_year_is_the_same_bytes_after_corrections(
    lixia: Lixia, closed: Path, tmp_path: Path
) -> None:
    """Of the donor whose gift goes back in part, and of the one whose gift was none."""
    known = head(closed)
    donors = [giver(lixia, credit) for credit in CORRECTED]
    assert len({*donors}) == 2

    def sheets(place: Path, at: int) -> dict[str, bytes]:
        made = {}
        for donor in donors:
            made |= report(lixia, place, at, "zh", donor) | report(lixia, place, at, "en", donor)
            line = f"report --donor {donor} --as-of 2021-12-31 --as-known-at {at} --json"
            made[line] = lixia(*line.split()).out.encode()
        return made

    before = sheets(tmp_path / "before", known)
    correct(lixia)
    after = sheets(tmp_path / "after", known)
    assert [name for name in before if before[name] != after[name]] == []
    today = report(lixia, tmp_path / "today", head(closed), "zh", donors[1])
    assert [name for name in today if today[name] == before[name]] == []


def giver(lixia: Lixia, credit: str) -> str:
    """Return whose pledge it is that a credit of the bank's was allocated to."""
    claim = next(
        event["data"]["allocation"]["claim"]
        for event in lixia("history", f"bank_credit-{credit}", "--json").json["events"]
        if event["event"] == "bank_credit.allocated"
    )
    rows = lixia("view", "claim_board", "--json").json["rows"]
    return next(row["enterprise"] for row in rows if row["claim"] == claim)


def test_what_was_sealed_of_a_report_is_said_in_it(
    lixia: Lixia, closed: Path, tmp_path: Path
) -> None:
    known = head(closed)
    root = lixia("seal", "show", "--json").json["root"]
    told = lixia("report", "--as-of", "2021-12-31", "-o", "x.html", "--json").json
    assert told["seal"] == {
        "origin": lixia("seal", "show", "--json").json["origin"],
        "size": known,
        "root": root,
        "unsealed": 0,
        "witnesses": [],
        "contradictions": [],
    }
    assert root in unescape(Path("x.html").read_text("utf-8"))
    assert lixia(*LATER[2].split()).code == 0
    told = lixia("report", "--as-of", "2021-12-31", "--json").json
    assert (told["seal"]["size"], told["seal"]["unsealed"]) == (known, 1)
    shown = lixia("report", "--as-of", "2021-12-31").out
    assert f"所据 {known + 1} 条事实中已封存 {known} 条" in shown
    line = "report --as-of 2021-12-31 --lang en"
    assert f"{known} of its {known + 1} facts are sealed" in lixia(*line.split()).out


def test_a_report_on_a_store_that_contradicts_its_seal_says_so(lixia: Lixia, closed: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(closed)) as db, db:
        db.execute(
            "UPDATE stored_events SET state = CAST(replace(state, '虚构示例', '虚构例示') AS BLOB) "
            "WHERE originator_id = 'need-N-126' AND originator_version = 1"
        )
    found = lixia("report", "--as-of", "2021-12-31", "-o", "x.html", "--json")
    assert found.code == 1
    wrong, forked = found.json["seal"]["contradictions"]
    assert "need-N-126 第 1 版" in wrong
    assert "签名密钥记得" in forked
    page = Path("x.html").read_text("utf-8")
    assert f'<p class="grave">{wrong}</p>' in page
    assert f"✗ {wrong}" in lixia("report", "--as-of", "2021-12-31").out


@pytest.mark.parametrize(
    ("name", "said"), [("checkpoints", "已损坏"), ("state", "已损坏"), ("index", "索引")]
)
def test_a_report_on_a_store_whose_seal_is_damaged_says_so(
    lixia: Lixia, closed: Path, name: str, said: str
) -> None:
    file = Path(f"{closed}.seal/{name}")
    held = file.read_bytes()
    file.write_bytes(
        held.replace(b"account-", b"amount--") if name == "index" else held[:-9] + held[-8:]
    )
    found = lixia("report", "--as-of", "2021-12-31", "-o", "x.pdf", "--json")
    assert found.code == 1
    assert any(said in one for one in found.json["seal"]["contradictions"]), found
    assert Path("x.pdf").read_bytes().startswith(b"%PDF")


def test_the_witnesses_of_its_checkpoint_are_named(
    lixia: Lixia, closed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    vkey = lixia("witness", "key", "--name", "audit.example/w1", "--json").json["vkey"]
    log = lixia("seal", "show", "--json").json["key"]
    for line in (
        "witness ask -o request",
        f"witness sign request --vkey {log} -o answer",
        f"witness add answer --vkey {vkey}",
    ):
        assert lixia(*line.split()).code == 0
    for config in ("mine", "nobody's"):  # by keys that are known, and by those that the seal names
        told = lixia("report", "--as-of", "2021-12-31", "-o", "x.html", "--json").json
        assert told["seal"]["witnesses"] == ["audit.example/w1"], config
        assert ">audit.example/w1</td>" in Path("x.html").read_text("utf-8")
        monkeypatch.setenv("LIXIA_CONFIG", str(tmp_path / "nobody"))
