"""``replay``, ``diff`` and ``trace`` on a store where all that can happen to money has happened."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.past.moment import Moment
from lixia_domain.audit.past.names import columns
from lixia_domain.audit.trace.flow import FlowKind
from lixia_domain.audit.trace.follow import follow
from lixia_domain.audit.trace.moves import moves
from lixia_domain.audit.trace.steps import trace
from lixia_domain.views import VIEWS, by_name

from .conftest import Lixia
from .test_commands import walk


@pytest.fixture(scope="session")
def told(opened: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that the whole story of ``test_commands`` leaves behind."""
    path = tmp_path_factory.mktemp("told") / "lixia.db"
    shutil.copy(opened, path)
    for _ in walk(path, "--store", f"sqlite:///{path}"):
        pass
    return path


@pytest.fixture
def store(told: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{told}") as found:
        yield found


@pytest.fixture
def audit(lixia: Lixia, told: Path, monkeypatch: pytest.MonkeyPatch) -> Lixia:
    monkeypatch.setenv("LIXIA_STORE", f"sqlite:///{told}")
    return lixia


def test_every_figure_of_the_story_is_the_sum_of_its_events(store: Store) -> None:
    traced = Counter[str]()
    for model in VIEWS:
        for key, row in store.views().rows(model):
            for column in columns(model):
                found = trace(store.ledger, model, key, column)
                assert found.figure == getattr(row, column), (model.name, key, column)
                assert found.ends, (model.name, key, column)
                if column.endswith("_fen"):
                    assert sum(step.amount or 0 for step in found.steps) == (found.figure or 0)
                    traced[model.name] += bool(found.steps)
    assert traced.keys() >= {"bank_book", "bank_statements", "in_kind_register", "fund_statement"}


def test_every_fen_of_the_story_is_followed_to_its_end(store: Store) -> None:
    kinds: set[FlowKind] = set()
    for key, row in store.views().rows(by_name("bank_book")):
        if row.side == "credit":
            tree = follow(store.ledger, FlowKind.CREDIT, row.entry).to
            assert (tree.adds_up, tree.amount.fen) == (True, row.in_fen), key
            kinds |= {leaf.kind for leaf in tree.leaves()}
    for credit in ("退1", "退2"):
        tree = follow(store.ledger, FlowKind.CREDIT, credit).to
        assert {leaf.kind for leaf in tree.leaves()} == {FlowKind.RESTORED}
    assert not {FlowKind.OPEN, FlowKind.UNBOOKED} & kinds
    rows = [row for _, row in store.views().rows(by_name("fund_statement"))]
    gifts = [row for row in rows if row.source in ("donated", "government")]
    ends: Counter[FlowKind] = Counter()
    seen: set[str] = set()
    for recorded in store.ledger.read():
        for gift in {move.gift for move in moves(recorded)} - seen:
            seen.add(gift)
            tree = follow(store.ledger, FlowKind.GIFT, gift).to
            assert tree.adds_up
            for leaf in tree.leaves():
                ends[leaf.kind] += leaf.amount.fen
    assert ends[FlowKind.AVAILABLE] + ends[FlowKind.RESERVED] == sum(
        row.balance_fen for row in gifts
    )
    assert ends[FlowKind.CHARGED] == sum(row.charged_fen for row in gifts)
    interest = 21
    assert ends[FlowKind.RETURNED] - interest == sum(row.returned_fen for row in gifts)
    assert ends[FlowKind.REVERSED] == sum(row.reversed_fen for row in gifts)
    # D1 was paid out of several gifts and accounted for in several ways: nobody says which for
    # which. D4 bounced, so that nothing of it is gone.
    net = sum(row.paid_out_fen - row.recovered_fen for row in gifts)
    assert ends[FlowKind.SHARED] == net == 300_000 - 90_000
    whole = follow(store.ledger, FlowKind.DISBURSEMENT, "D1").to
    assert [(leaf.kind, leaf.amount.fen) for leaf in whole.leaves()] == [
        (FlowKind.SETTLED, 200_000),
        (FlowKind.RESTORED, 90_000),
        (FlowKind.LOST, 10_000),
    ]
    for paper in ("D1", "D2", "D3", "D4"):
        found = follow(store.ledger, FlowKind.DISBURSEMENT, paper)
        assert found.to.adds_up
        assert found.origin is not None
        assert found.origin.adds_up
    for project in ("P1", "P2"):
        found = follow(store.ledger, FlowKind.PROJECT, project)
        assert found.to.adds_up
        assert found.origin is not None
        assert (found.origin.adds_up, found.origin.amount) == (True, found.to.amount)
    for pledge in ("C1", "C2", "C3", "C4"):
        assert follow(store.ledger, FlowKind.PLEDGE, pledge).to.adds_up


@pytest.mark.parametrize(
    "line",
    [
        "replay --as-of 2021-04-07 --view fund_statement",
        "replay --as-of 2021-04-30 --as-known-at 60",
        "replay --as-of 2021-04-08 --stream disbursement-D1",
        "replay --as-known-at 60 --view project_register --key P1",
        "diff --from 40 --to 2021-04-20 --events",
        "diff --from 2021-04-01 --to 2021-04-20 --view claim_board",
        "trace fund_statement F1/donated balance_fen",
        "trace programme_summary 全部 received_fen --as-of 2021-04-05",
        "trace project_register P1 stage",
        "trace --credit K1",
        "trace --credit K7 --as-known-at 90",
        "trace --gift K1#1.1",
        "trace --pledge C1",
        "trace --disbursement D1",
        "trace --project P1",
    ],
)
def test_is_answered_in_both_languages_and_for_programs(audit: Lixia, line: str) -> None:
    answers = [audit(*line.split(), "--lang", lang) for lang in ("zh", "en")]
    assert [found.code for found in answers] == [0, 0]
    assert answers[0].out != answers[1].out
    assert "截至" in answers[0].out
    assert "as of" in answers[1].out
    first, again = (audit(*line.split(), "--json").out for _ in range(2))
    assert first == again
    assert isinstance(json.loads(first), dict)


def test_the_way_of_money_is_drawn_as_a_tree(audit: Lixia) -> None:
    out = audit("trace", "--credit", "K1").out
    assert out.splitlines()[0].startswith("到账 K1  7,000.00")
    assert "\n│  ├─ 专户 F1/P1  2,095.46" in out
    assert "\n│  │  ├─ 拨付 D1  2,095.46  (原付 2,993.51)" in out
    assert "凭证（全笔） FP2  500.00  不予认可" in out
    assert "各末端相加为 7,000.00，一分不差" in out
    data = audit("trace", "--credit", "K1", "--json").json
    assert (data["adds_up"], data["to"]["amount_fen"]) == (True, 700_000)
    assert sum(leaf["amount_fen"] for leaf in _leaves(data["to"])) == 700_000


def _leaves(node: Any) -> list[Any]:
    return [leaf for child in node["children"] for leaf in _leaves(child)] or [node]


def test_a_time_without_a_zone_is_read_in_shanghai_and_the_position_is_said(audit: Lixia) -> None:
    head = audit("replay", "--as-known-at", "9999-12-31", "--json").json["position"]
    said = audit("replay", "--as-known-at", "9999-12-31T12:00").out
    assert f"9999-12-31 12:00:00（Asia/Shanghai）以前最后记录的是第 {head} 条" in said
    utc = audit("replay", "--as-known-at", "9999-12-31T04:00+00:00").out
    assert utc == said


def test_a_view_as_known_at_a_time_names_the_position(audit: Lixia) -> None:
    line = ("view", "project_register", "--as-known-at", "9999-12-31T12:00")
    shown = audit(*line, "--json").json
    assert f"以前最后记录的是第 {shown['position']} 条" in audit(*line).out
    assert audit(*line[:3], str(shown["position"]), "--json").json == shown


def test_what_was_known_does_not_change_with_what_is_recorded_later(
    lixia: Lixia, programme: Path
) -> None:
    line = ("replay", "--as-known-at", str(9), "--json")
    before = lixia(*line).out
    assert lixia("project", "draft", "P9", "--title", "x", "--domain", "医疗健康", "--need", "N1",
                 "--line", "a=1", "--on", "2021-03-03").code == 0  # fmt: skip
    assert lixia(*line).out == before


@pytest.mark.parametrize(
    ("line", "code", "error", "names"),
    [
        ("replay", 2, "missing_option", "--as-of"),
        ("replay --as-of 2021-13-01", 2, "bad_value", "2021-13-01"),
        ("replay --as-of 2019-01-01", 1, "before_all", "2021-03-01"),
        ("replay --as-known-at 2019-01-01", 1, "before_all", "2019-01-01"),
        ("replay --as-known-at 99999", 1, "beyond_head", "99999"),
        ("replay --as-known-at soon", 2, "usage", "soon"),
        ("replay --as-of 2021-04-01 --view fund_statment", 2, "unknown_view", "fund_statement"),
        ("replay --as-of 2021-04-01 --key P1", 2, "missing_option", "--view"),
        ("replay --as-of 2021-04-01 --view project_register --stream a-b", 2, "usage", "--stream"),
        ("replay --as-of 2021-04-01 --view project_register --key P", 1, "unknown", "P1"),
        ("replay --as-of 2021-04-01 --stream project-P", 1, "unknown", "project-P1"),
        ("replay --as-of 2021-03-01 --stream project-P1", 1, "not_open_yet", "2021-03-02"),
        ("diff --from 2021-03-01", 2, "missing_option", "--to"),
        ("diff --from 1 --to 99999", 1, "beyond_head", "99999"),
        ("trace", 2, "missing_option", "--credit"),
        ("trace project_register P1", 2, "missing_option", "--credit"),
        ("trace --credit K1 --gift K1", 2, "missing_option", "--gift"),
        ("trace projects P1 budget_fen", 2, "unknown_view", "project_register"),
        ("trace project_register P budget_fen", 1, "unknown", "P1"),
        ("trace project_register P1 budget", 1, "unknown", "budget_fen"),
        ("trace disclosure_log x z", 1, "unknown", "address"),
        ("trace --credit K", 1, "unknown", "K1"),
        ("trace --gift K1", 1, "unknown", "K1#1.1"),
        ("trace --pledge C", 1, "unknown", "C1"),
        ("trace --disbursement D", 1, "unknown", "D1"),
        ("trace --project P", 1, "unknown", "P1"),
    ],
)
def test_what_cannot_be_answered_is_told_with_what_comes_nearest(
    audit: Lixia, line: str, code: int, error: str, names: str
) -> None:
    found = audit(*line.split(), "--json")
    assert (found.code, found.error["code"]) == (code, error)
    assert names in found.error["sentence"]
    assert not found.out


def test_a_difference_says_old_and_new(audit: Lixia, store: Store) -> None:
    line = "diff --from 2021-04-06 --to 2021-04-10 --view project_register --events --json"
    data = audit(*line.split()).json
    [row] = [row for row in data["rows"] if row["key"] == "P1"]
    model = by_name("project_register")
    old, new = (
        dict(store.replay(Moment(on=on), (model,)).rows(model))["P1"]
        for on in (_day("2021-04-06"), _day("2021-04-10"))
    )
    assert (
        row["columns"]["recovered_fen"]
        == {
            "old": old.recovered_fen,
            "new": new.recovered_fen,
        }
        == {"old": 0, "new": 90_000}
    )
    assert data["event_count"] == len(data["events"])
    assert {event["how"] for event in data["events"]} == {"new"}
    back = audit("diff", "--from", "2021-04-10", "--to", "2021-04-06", "--events", "--json").json
    assert {event["how"] for event in back["events"]} == {"gone"}


def _day(text: str) -> Any:
    from lixia_domain.kernel.dates import parse_date

    return parse_date(text)
