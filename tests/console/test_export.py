"""``lixia export``: what others' formats ask for, where it goes, and what is in the way."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.console.frame import tree
from lixia_domain.application.bootstrap import open_store
from lixia_domain.recording import policy
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.testing import EXAMPLES

from .conftest import Lixia, done, head, ran

FORMS = ("beancount", "hledger", "ledger", "360giving", "cloudevents", "parquet", "xlsx")
NEEDS_FILE = ("parquet", "xlsx")
ELSEWHERE = {"bundle": "test_bundle.py"}
PAGE = Path(__file__).parents[2] / "docs" / "exports.md"


def at(path: Path) -> tuple[str, str]:
    return ("--store", f"sqlite:///{path}")


def test_every_export_is_tested_and_has_a_row_on_the_page_of_exports() -> None:
    there = {words[1] for words in tree.TREE if words[0] == "export"}
    untested = sorted(there - {*FORMS, *ELSEWHERE})
    assert not untested, f"add to FORMS: {untested}"
    assert {*FORMS, *ELSEWHERE} == there
    rows = set(re.findall(r"^\| `lixia export (\S+?)[ `]", PAGE.read_text("utf-8"), re.MULTILINE))
    assert not there - rows, f"add a row to docs/exports.md for: {sorted(there - rows)}"
    assert rows == there


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_one_file_and_says_what_it_holds(
    walked: Path, tmp_path: Path, form: str
) -> None:
    facts, out = head(walked), tmp_path / f"出.{form}"
    told = done("export", form, *at(walked), "-o", str(out))
    assert told.out == "" and str(out) in told.err and f"截至第 {facts} 条" in told.err
    assert (
        f"as of position {facts}"
        in done("export", form, *at(walked), "-o", str(out), "--lang=en").err
    )
    data = done("export", form, *at(walked), "-o", str(out), "--json")
    assert (data.json["file"], data.json["position"], data.err) == (str(out), facts, "")
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    if form in NEEDS_FILE:
        bare = ran("export", form, *at(walked), "--json")
        assert (bare.code, bare.error["code"]) == (2, "missing_option")
        assert "标准输出" in bare.error["sentence"]
    else:
        assert done("export", form, *at(walked)).out == out.read_text("utf-8")
        bare = ran("export", form, *at(walked), "--json")
        assert (bare.code, bare.error["code"]) == (2, "usage")
    assert head(walked) == facts


@pytest.mark.parametrize("form", FORMS)
def test_what_goes_wrong_leaves_an_older_file_as_it_was(
    walked: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "old"
    out.write_text("老文件", "utf-8")
    found = ran("export", form, *at(walked), "--as-known-at", "999999", "-o", str(out), "--json")
    assert (found.code, found.error["code"]) == (1, "beyond_head")
    nowhere = ran("export", form, *at(walked), "-o", str(tmp_path / "无" / "x"), "--json")
    assert (nowhere.code, nowhere.error["code"]) == (1, "file")
    assert "无/x" in nowhere.error["sentence"]
    missing = ran("export", form, *at(tmp_path / "none.db"), "-o", str(out), "--json")
    assert (missing.code, missing.error["code"]) == (2, "store_missing")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert out.read_text("utf-8") == "老文件"


@pytest.mark.parametrize(
    ("form", "package", "extra"),
    [
        ("cloudevents", "cloudevents", "feeds"),
        ("parquet", "pyarrow", "analysis"),
        ("xlsx", "openpyxl", "workbooks"),
    ],
)
def test_a_package_that_is_missing_is_named_with_the_way_to_get_it(
    walked: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    package: str,
    extra: str,
) -> None:
    for name in list(sys.modules):
        if name.startswith(("lixia_adapters.feeds", "lixia_adapters.analysis", f"{package}.")) or (
            name == "lixia_adapters.books.workbook"
        ):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    found = ran("export", form, *at(walked), "-o", str(tmp_path / "x"), "--json")
    assert (found.code, found.error["code"]) == (2, "missing_package")
    assert f"pip install 'lixia-domain[{extra}]'" in found.error["sentence"]


DAY = r"^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"
ORGANISATIONS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["id", "name"],
        "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
    },
}
GRANT: dict[str, Any] = {
    "type": "object",
    "required": [
        *("id", "title", "description", "currency", "amountAwarded", "awardDate"),
        *("recipientOrganization", "fundingOrganization"),
    ],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string", "maxLength": 139},
        "description": {"type": "string"},
        "currency": {"const": "CNY"},
        "amountAwarded": {"type": "number"},
        "amountDisbursed": {"type": "number"},
        "awardDate": {"type": "string", "oneOf": [{"format": "date-time"}, {"pattern": DAY}]},
        "recipientOrganization": ORGANISATIONS,
        "fundingOrganization": ORGANISATIONS,
        "grantProgramme": {"type": "array", "items": {"type": "object", "required": ["code"]}},
        "beneficiaryLocation": {
            "type": "array",
            "items": {"type": "object", "properties": {"countryCode": {"enum": ["CN"]}}},
        },
        "dateModified": {"type": "string", "format": "date-time"},
    },
    "additionalProperties": False,
}
PACKAGE = {
    "type": "object",
    "required": ["grants"],
    "properties": {
        "version": {"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        "description": {"type": "string"},
        "grants": {"type": "array", "minItems": 1, "uniqueItems": True, "items": GRANT},
    },
    "additionalProperties": False,
}
"""What the published 360Giving schemas ask of the fields that we write; we write no others."""


def validator() -> Any:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(PACKAGE)
    return Draft202012Validator(PACKAGE, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("store", ["demo", "walked"])
def test_grants_are_valid_360giving(store: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(store)
    package = json.loads(done("export", "360giving", *at(path)).out, parse_float=Decimal)
    assert [error.message for error in validator().iter_errors(package)] == []
    payments = done("view", "payment_register", *at(path), "--json").json["rows"]
    paid = {row["key"]: row["paid_fen"] for row in payments if not row["bounced"]}
    awarded = {
        grant["id"].removeprefix("360G-lixia-"): grant["amountAwarded"]
        for grant in package["grants"]
    }
    assert {key: int(amount * 100) for key, amount in awarded.items()} == paid


def test_the_validator_would_find_what_is_wrong(walked: Path) -> None:
    package = json.loads(done("export", "360giving", *at(walked)).out)
    for field, value in (
        ("dateModified", "2021-04-31T25:00:00+08:00"),
        ("awardDate", "2021-13-01"),
        ("amountAwarded", "3000.00"),
        ("recipientOrganization", []),
        ("title", None),
    ):
        wrong = {**package, "grants": [{**package["grants"][0], field: value}]}
        assert not validator().is_valid(wrong), field


def test_a_grant_is_what_was_awarded_and_stayed(walked: Path) -> None:
    """D1 was paid, D2 refused, D3 withdrawn, D4 sent back by the bank: D1 alone is a grant."""
    text = done("export", "360giving", *at(walked), "--prefix", "示例").out
    [grant] = json.loads(text, parse_float=Decimal)["grants"]
    assert grant["id"] == "360G-示例-D1"
    assert (grant["amountAwarded"], grant["amountDisbursed"]) == (Decimal(3000), Decimal(2100))
    assert '"amountAwarded": 3000.00' in text
    assert grant["awardDate"] == "2021-04-05"
    nothing = ran("export", "360giving", *at(walked), "--as-of", "2021-04-04")
    assert (nothing.code, "没有已批准的拨付" in nothing.err) == (1, True)


def test_no_donor_and_nobodys_reference_is_in_books_or_grants(walked: Path) -> None:
    """Enterprises hide names, and persons stand under references: neither is exported here."""
    with closing(sqlite3.connect(walked)) as db:
        stored = b"".join(s for (s,) in db.execute("SELECT state FROM stored_events")).decode()
    hidden = {"甲企业", "乙企业", *re.findall(r"p:[0-9a-f]{32}", stored)}
    assert len(hidden) > 3
    for form in ("beancount", "hledger", "ledger", "360giving"):
        text = done("export", form, *at(walked)).out
        assert not [name for name in hidden if f'"{name}' in text or f" {name}" in text]


def test_every_fact_is_a_cloud_event_that_the_library_reads(walked: Path) -> None:
    from cloudevents.core.formats.json import JSONFormat

    lines = done("export", "cloudevents", *at(walked)).out.splitlines()
    assert len(lines) == head(walked)
    events = [JSONFormat().read(None, line) for line in lines]  # refuses what is no CloudEvent
    assert len({(event.get_source(), event.get_id()) for event in events}) == len(events)
    assert [event.get_extension("leaf") for event in events] == [str(n) for n in range(len(lines))]
    fingerprint = done("store", "info", *at(walked), "--json").json["fingerprint"]
    assert {event.get_source().rpartition(":")[2] for event in events} == {fingerprint}
    with open_store(at(walked)[1]) as store:
        for recorded, event in zip(store.ledger.read(), events, strict=True):
            assert event.get_id() == f"{recorded.stream}@{recorded.version}"
            assert event.get_time() == recorded.recorded_at
            assert event.get_data() == policy.encode(recorded.event)


def test_every_event_there_is_can_be_a_cloud_event() -> None:
    from lixia_adapters.feeds.cloud_events import cloud_event, source_of
    from lixia_domain.kernel.envelope import Recorded

    when = datetime(2021, 12, 31, 23, 30, tzinfo=UTC)
    for name, example in EXAMPLES.items():
        stream = f"{name.partition('.')[0]}-甲/乙%2F"
        recorded = Recorded(7, stream, 3, example, when, "acct-1", "system")
        event = cloud_event(
            6, recorded, source=source_of({"district": "历下区", "fingerprint": "f1"})
        )
        assert event.get_type() == f"cn.lixia.{name}.v{EVENTS[name].event_version}"
        assert str(event.get_time()) == "2022-01-01 07:30:00+08:00"


def test_parquet_bears_every_fact_to_the_fen(walked: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = tmp_path / "facts.parquet"
    done("export", "parquet", *at(walked), "-o", str(out))
    table = pq.read_table(out)
    assert table.schema.field("amount").type == pa.decimal128(18, 2)
    assert table.schema.field("recorded_at").type == pa.timestamp("us", tz="Asia/Shanghai")
    rows = table.to_pylist()
    with open_store(at(walked)[1]) as store:
        facts = list(store.ledger.read())
    assert len(rows) == len(facts)
    for leaf, (row, fact) in enumerate(zip(rows, facts, strict=True)):
        assert (row["leaf"], row["position"], row["stream"], row["version"]) == (
            *(leaf, fact.position),
            *(fact.stream, fact.version),
        )
        assert (row["kind"], row["key"]) == tuple(fact.stream.split("-", 1))
        assert (row["name"], row["on"]) == (fact.event.event_name, fact.event.on)
        assert (row["recorded_at"], row["actor"], row["role"]) == (
            *(fact.recorded_at, fact.actor),
            fact.role,
        )
        assert json.loads(row["payload"]) == policy.encode(fact.event)
        event: Any = fact.event
        if hasattr(event, "shares"):
            assert row["amount"] == sum(s.amount.fen for s in event.shares) / Decimal(100)
        elif hasattr(event, "amount"):
            assert row["amount"] == event.amount.fen / Decimal(100)
    kinds = {row["name"] for row in rows if row["amount"] is not None}
    assert {"bank_credit.recorded", "bank_debit.recorded", "in_kind.issued"} <= kinds


@pytest.mark.parametrize("form", FORMS)
def test_a_time_becomes_a_position_that_is_named(walked: Path, tmp_path: Path, form: str) -> None:
    known, by, timed = str(head(walked)), tmp_path / "by", tmp_path / "timed"
    done("export", form, *at(walked), "--as-known-at", known, "-o", str(by))
    for lang, says in (("zh", f"以前最后记录的是第 {known} 条"), ("en", f"is at position {known}")):
        told = ran(
            *("export", form, *at(walked), "--as-known-at", "9999-12-31T12:00"),
            *("-o", str(timed), "--lang", lang),
        )
        assert (told.code, says in told.err) == (0, True)
    done("export", form, *at(walked), "--as-known-at", "9999-12-31", "-o", str(timed))
    assert timed.read_bytes() == by.read_bytes()
    early = ran("export", form, *at(walked), "--as-known-at", "2019-01-01", "-o", str(by), "--json")
    assert (early.code, early.error["code"]) == (1, "before_all")


def test_parquet_as_of_a_date_or_a_position(walked: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from lixia_domain.audit.past.moment import Moment, facts

    out = tmp_path / "facts.parquet"
    for span, moment in (
        (("--as-of", "2021-04-05"), Moment(on=date(2021, 4, 5))),
        (("--as-known-at", "50"), Moment(position=50)),
        (
            ("--as-of", "2021-04-05", "--as-known-at", "90"),
            Moment(on=date(2021, 4, 5), position=90),
        ),
    ):
        done("export", "parquet", *at(walked), *span, "-o", str(out))
        with open_store(at(walked)[1]) as store:
            wanted = [(f.stream, f.version) for f in facts(store.ledger, moment)]
        rows = pq.read_table(out).to_pylist()
        assert [(row["stream"], row["version"]) for row in rows] == wanted


def test_parquet_says_a_past_version_as_the_current_one_does(lixia: Lixia, tmp_path: Path) -> None:
    """The first version of an appropriation had no kind: the payload has it, and says so."""
    import pyarrow.parquet as pq

    lixia("store", "init", "--open")
    golden = Path(__file__).parents[1] / "golden"
    [old] = [p for p in golden.rglob("*") if p.name.startswith("account.appropriation_received.v1")]
    data = json.loads(old.read_text("utf-8"))
    state = {
        "version": 1,
        "recorded_at": "2021-05-06T01:00:00Z",
        "actor": "a",
        "role": "foundation",
        "data": data,
    }
    with closing(sqlite3.connect("lixia.db")) as db, db:
        db.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES ('account-F1/government', 1, 'account.appropriation_received', ?)",
            (json.dumps(state).encode(),),
        )
    done("export", "parquet", "-o", "x.parquet")
    [row] = pq.read_table("x.parquet").to_pylist()
    assert row["stored_version"] == 1
    assert json.loads(row["payload"])["kind"] == "appropriation"
    assert row["amount"] == Decimal(data["amount"]["fen"]) / 100


@pytest.mark.parametrize("form", FORMS)
def test_a_fact_that_cannot_be_read_is_named_and_nothing_is_written(
    lixia: Lixia, programme: Path, form: str
) -> None:
    """Of all positions the last: exports that read what they need alone find it where it counts."""
    state = {"version": 1, "recorded_at": "2021-05-06T01:00:00Z", "actor": "a", "role": "r"}
    damaged = json.dumps({**state, "data": {}}).encode()
    with closing(sqlite3.connect(programme)) as db, db:
        for stream, name in (("account-x", "opened"), ("disbursement-x", "requested")):
            db.execute(
                "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
                "VALUES (?, 1, ?, ?)",
                (stream, f"{stream[:-2]}.{name}", damaged),
            )
    found = lixia("export", form, "-o", "x", "--json")
    assert (found.code, found.error["code"]) == (1, "corrupt_event"), found
    assert not Path("x").exists()


def test_the_workbook_adds_up_and_says_whose_it_is(demo: Path, tmp_path: Path) -> None:
    import openpyxl

    out = tmp_path / "账.xlsx"
    done("export", "xlsx", *at(demo), "-o", str(out))
    book = openpyxl.load_workbook(out)
    about = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert any(str(line).startswith("名册已于 2021-01-11 由 admin-1 关闭") for line in about)
    assert "虚构示例" in about and f"截至第 {head(demo)} 条" in about
    balance = list(book["科目余额表"].iter_rows(min_row=2, values_only=True))
    *lines, whole = [[Decimal(str(cell)) for cell in row[4:7]] for row in balance]
    assert [sum(column) for column in zip(*lines, strict=True)] == whole
    assert whole[0] == whole[1] > 0 and whole[2] == 0
    bank = sum(row[6] for row in balance if str(row[1]).startswith("Assets:Bank"))
    head_row, *rows = book["基金收支"].iter_rows(values_only=True)
    assert bank == sum(row[head_row.index("结余")] for row in rows)
    days = [row[0] for row in book["分录"].iter_rows(min_row=2, values_only=True)]
    assert all(one <= other for one, other in pairwise(days))


def test_the_workbook_shows_the_past_as_it_was(demo: Path, tmp_path: Path) -> None:
    import openpyxl

    sums = []
    for span in (("--as-of", "2021-06-30"), ()):
        out = tmp_path / "x.xlsx"
        done("export", "xlsx", *at(demo), *span, "-o", str(out), "--lang", "en")
        head_row, *rows = openpyxl.load_workbook(out)["Claim board"].iter_rows(values_only=True)
        sums.append(sum(Decimal(str(row[head_row.index("settled")])) for row in rows))
    assert 0 < sums[0] < sums[1]
