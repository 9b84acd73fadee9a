"""The demo meets the report, says what is made up, and does no harm to other stores."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from lixia_adapters import demo
from lixia_adapters.console.commands.beginning.demo import SHOWN
from lixia_adapters.console.main import main
from lixia_adapters.demo import cast, figures
from lixia_adapters.demo.stage import LAUNCH
from lixia_adapters.demo.work import SILENT
from lixia_domain.aggregates.account.facts import AccountFrozen, DonationReversed, SuspenseHeld
from lixia_domain.aggregates.bank_credit.facts import BankCreditRecorded, CreditReturned
from lixia_domain.aggregates.batch import PledgesAnnounced
from lixia_domain.aggregates.disbursement.facts import DisbursementApproved, DisbursementRequested
from lixia_domain.aggregates.enterprise import EnterpriseRegistered
from lixia_domain.aggregates.open_call.facts import BallotFrozen
from lixia_domain.aggregates.project.facts import ProjectCancelled, ProjectDrafted
from lixia_domain.aggregates.team import TeamRegistered
from lixia_domain.application.activities import calls
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import disclosures, foundations
from lixia_domain.application.overview.calendar import DutyState, calendar
from lixia_domain.kernel.columns import columns, row_schema
from lixia_domain.recording.read_models import view_json
from lixia_domain.rules.deadlines import Matter
from lixia_domain.rules.holidays import is_working
from lixia_domain.rules.ratios import Verdict
from lixia_domain.views import VIEWS, by_name

Ran = tuple[int, str, str]


def lixia(*argv: str) -> Ran:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(argv)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, object]]:
    """A demo played by the command: its store's address, and what it printed."""
    uri = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'x.db'}"
    code, out, err = lixia("demo", "--store", uri, "--json")
    assert (code, err) == (0, "")
    return uri, json.loads(out)


@pytest.fixture
def store(played: tuple[str, dict[str, object]]) -> Iterator[Store]:
    with open_store(played[0]) as opened:
        yield opened


def test_the_launch_is_the_reports_to_the_fen(played: tuple[str, dict[str, object]]) -> None:
    uri, told = played
    assert (
        told["domains"],
        told["projects"],
        told["projects_claimed"],
        told["projects_unclaimed"],
        told["enterprises"],
        told["pledged_fen"],
        told["actions"],
        told["activities"],
        told["rules_published"],
    ) == (8, 123, 55, 68, 76, 247_500_000, 7, 30, 100)
    assert told["met"] is True
    assert told["store"] == uri


def test_the_announcement_says_what_the_log_says_at_its_position(store: Store) -> None:
    [recorded] = store.ledger.read(reads=(PledgesAnnounced,))
    said = recorded.event
    assert isinstance(said, PledgesAnnounced)
    log = figures.pledged_by(store.ledger, said.position)
    assert log == {
        "domains": said.domains,
        "projects": said.projects,
        "projects_claimed": said.projects_claimed,
        "projects_unclaimed": said.projects - said.projects_claimed,
        "enterprises": said.enterprises,
        "pledged_fen": said.pledged.fen,
    }
    assert said.on.isoformat() == "2021-03-10"


def test_figures_at_the_end_are_those_of_the_views(
    played: tuple[str, dict[str, object]], store: Store
) -> None:
    _, told = played
    summary = store.show("programme_summary")
    [whole] = (row for row in summary["rows"] if row["domains"] is not None)
    assert told["position"] == summary["position"] == store.ledger.head()
    assert told["received_fen"] == whole["received_fen"]
    assert told["disbursed_fen"] == whole["disbursed_fen"]
    assert 0 < whole["disbursed_fen"] < whole["received_fen"] < whole["pledged_fen"]


def test_the_year_holds_what_it_promises(store: Store) -> None:
    facts = [recorded.event for recorded in store.ledger.read()]
    kinds = {type(fact) for fact in facts}
    assert {AccountFrozen, DonationReversed, SuspenseHeld, CreditReturned} <= kinds
    [cancelled] = (r for r in store.ledger.read(reads=(ProjectCancelled,)))
    [frozen] = (r for r in store.ledger.read(reads=(AccountFrozen,)))
    assert frozen.key == f"{cast.FUND}/{cancelled.key}"
    assert frozen.correlation == cancelled.correlation
    credits = [fact for fact in facts if isinstance(fact, BankCreditRecorded)]
    assert any(fact.notice.payer.startswith("不明") for fact in credits)
    assert any(fact.on > cast.JUNE for fact in credits)
    days = [fact.on for fact in facts]
    assert min(days).isoformat() == "2021-01-11"


def test_the_campaign_and_its_calls_are_the_reports(store: Store) -> None:
    board = store.show("campaign_board")["rows"]
    [whole] = (row for row in board if row["level"] == "campaign")
    assert (whole["actions"], whole["activities"], whole["held"]) == (7, 30, 30)
    titles = {row["title"] for row in board if row["level"] == "activity"}
    named = {"我为泉城喝彩", "争当泉城文明使者", "红色故事 DOU在历下"}
    assert named <= titles
    assert all(title.endswith("（虚构示例）") for title in titles - named)
    found = {row["kind"]: row for row in store.show("call_board")["rows"]}
    assert found.keys() == {"rules", "story", "short_video"}
    assert found["rules"]["published"] == 100
    assert all(row["awards"] for kind, row in found.items() if kind != "rules")
    assert all(row["key_destroyed_on"] > row["objections_until"] for row in found.values())
    tally = store.show("vote_tally")["rows"]
    assert all(row["title"].endswith("（虚构示例）") for row in tally)
    editions = store.show("guide_versions")["rows"]
    assert [(row["edition"], row["state"]) for row in editions] == [
        (1, "superseded"),
        (2, "published"),
    ]


def test_the_frozen_tallies_stand_a_recount(store: Store) -> None:
    for recorded in store.ledger.read(reads=(BallotFrozen,)):
        frozen = recorded.event
        assert isinstance(frozen, BallotFrozen)
        counted = calls.recount(store.ledger, recorded.key, frozen.position)
        assert {each.entry: each.votes for each in frozen.tally} == counted


def test_requester_approver_and_payee_are_three(store: Store) -> None:
    asked = {r.key: r.event for r in store.ledger.read(reads=(DisbursementRequested,))}
    approved = {r.key: r.event for r in store.ledger.read(reads=(DisbursementApproved,))}
    assert len(approved) > 20
    for key, approval in approved.items():
        request = asked[key]
        assert isinstance(request, DisbursementRequested)
        assert isinstance(approval, DisbursementApproved)
        assert len({request.requester, approval.approver, request.payee}) == 3


def test_all_that_is_made_up_says_so(store: Store) -> None:
    for recorded in store.ledger.read(reads=(ProjectDrafted, EnterpriseRegistered, TeamRegistered)):
        match recorded.event:
            case ProjectDrafted(title=name) | EnterpriseRegistered(name=name):
                assert name.endswith("（虚构示例）")
            case TeamRegistered(name=name):
                assert name.endswith("（虚构示例）")
    assert len({claim.code for claim in cast.claims()}) == 76
    assert all(claim.code.startswith("91000000") for claim in cast.claims())


NOT_PLAYED = ["use_change_register"]
"""Views of what does not happen in the demo: no money of its projects changes its use."""


def test_every_view_has_rows(played: tuple[str, dict[str, object]], store: Store) -> None:
    rows = {model.name: len(store.show(model.name)["rows"]) for model in VIEWS}
    assert played[1]["views"] == rows
    assert [name for name, number in rows.items() if not number] == NOT_PLAYED


def test_what_the_year_brought_is_what_the_views_say(
    played: tuple[str, dict[str, object]], store: Store
) -> None:
    told = played[1]
    [whole] = (r for r in store.show("programme_summary")["rows"] if r["domains"] is not None)
    for name in ("government_received_fen", "government_disbursed_fen"):
        assert told[name] == whole[name] > 0
    needs = store.show("need_register")["rows"]
    assert {row["stage"] for row in needs} == {"planned", "met", "merged", "declined", "verified"}
    assert told["needs"] == len(needs)
    assert told["needs_met"] == sum(row["stage"] == "met" for row in needs) == cast.FINISHED
    hours = store.show("service_hours")["rows"]
    assert told["volunteers"] == len(hours)
    assert told["certified_minutes"] == sum(row["certified_minutes"] for row in hours) > 0
    assert sum(row["certificate_stands"] for row in hours) == 3
    assert {row["stage"] for row in store.show("brand_register")["rows"]} == {
        "recognised",
        "incubating",
    }
    sessions = store.show("session_log")["rows"]
    assert told["sessions"] == len(sessions)
    assert {row["state"] for row in sessions} == {"certified"}
    teams = store.show("team_register")["rows"]
    assert told["teams"] == len(teams) == cast.STARTED
    assert all(row["agreements"] == 1 and row["state"] == "verified" for row in teams)


def test_book_and_bank_agree_every_month_but_for_listed_items(store: Store) -> None:
    months = store.show("bank_statements")["rows"]
    assert [row["period"] for row in months] == [f"2021-{month:02d}" for month in range(3, 13)]
    assert all(row["book_fen"] is not None for row in months)
    listed = [row for row in months if row["items"]]
    assert listed and all(row["book_fen"] != row["closing_fen"] for row in listed)
    [last] = (row for row in months if row["period"] == "2021-12")
    held = sum(row["balance_fen"] for row in store.show("fund_statement")["rows"])
    assert last["closing_fen"] == last["book_fen"] == held


def test_the_fund_might_offer_its_projects_to_the_public(store: Store) -> None:
    checks = disclosures.readiness(store.ledger, fund_id=cast.FUND, on=LAUNCH)
    assert len(checks) == 5
    assert all(check.met for check in checks)
    findings = foundations.judge_year(store.ledger, code=cast.FOUNDATION_CODE, year=2021)
    assert [finding.verdict for finding in findings] == [Verdict.MET, Verdict.MET]


def test_who_is_tied_to_a_payee_is_named_and_its_payments_are_published(store: Store) -> None:
    [party] = store.show("related_parties")["rows"]
    paid = {
        r["disbursement"]
        for r in store.show("payment_register")["rows"]
        if r["payee"] == party["party"]
    }
    approvals = {r.key: r.event for r in store.ledger.read(reads=(DisbursementApproved,))}
    assert paid
    for paper in paid:
        approval = approvals[paper]
        assert isinstance(approval, DisbursementApproved)
        assert party["person"] in approval.conflicts_checked
    published = {
        r["subject"] for r in store.show("disclosure_log")["rows"] if r["matter"] == "transaction"
    }
    assert published == paid


def test_one_disclosure_is_owed_and_the_calendar_finds_it(store: Store) -> None:
    found = calendar(
        store.views(),
        today=date(2022, 3, 31),
        since=LAUNCH,
        until=date(2022, 3, 31),
        working=is_working,
    )
    late = [
        entry
        for entry in found.entries
        if entry.state is DutyState.OVERDUE and entry.duty.matter is not Matter.INSTALMENT
    ]
    assert [(e.duty.subject, e.duty.period) for e in late] == [
        (cast.started()[SILENT - 1], "2022-01-06")
    ]


def test_a_rebuild_leaves_every_view_byte_for_byte(played: tuple[str, dict[str, object]]) -> None:
    uri, told = played
    before = {m.name: lixia("view", m.name, "--json", "--store", uri) for m in VIEWS}
    code, out, _ = lixia("rebuild", "--store", uri, "--json")
    assert (code, json.loads(out)["position"]) == (0, told["position"])
    assert {m.name: lixia("view", m.name, "--json", "--store", uri) for m in VIEWS} == before


def test_it_is_the_same_each_time() -> None:
    def log() -> list[object]:
        with demo.play("memory:").store as store:
            return [
                (r.stream, r.version, r.event, r.recorded_at, r.actor) for r in store.ledger.read()
            ]

    assert log() == log()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.delenv("LIXIA_STORE", raising=False)
    return tmp_path


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make the demo short where only its store matters."""

    def cut() -> None:
        monkeypatch.setattr("lixia_adapters.demo.launch", lambda _: 0)
        monkeypatch.setattr("lixia_adapters.demo.year", lambda _: None)

    return cut


def test_a_person_sees_the_report_beside_it(here: Path) -> None:
    code, out, err = lixia("demo")
    assert (code, err) == (0, "")
    assert (here / "lixia-demo.db").exists()
    for figure in ("8", "123", "55", "68", "76", r"2,475,000\.00", "7", "30", "100"):
        assert re.search(rf"\s{figure}\s+{figure}\s+✓", out)
    for untold in ("捐赠到账净额（元）", "财政资金到账（元）", "居民需求", "志愿服务品牌"):
        assert re.search(rf"{untold}\s+未报道\s+[1-9][0-9,.]*\s+虚构示例", out)
    assert "✗" not in out
    assert "虚构示例" in out
    for name in SHOWN:
        assert by_name(name).title in out
    assert "接下来" in out


def test_without_a_store_named_it_plays_in_its_own_place_each_time(
    here: Path, monkeypatch: pytest.MonkeyPatch, short: Callable[[], None]
) -> None:
    monkeypatch.setenv("LIXIA_STORE", f"sqlite:///{here / 'mine.db'}")
    short()
    lixia("demo")
    first = json.loads(lixia("store", "info", "--store", "sqlite:///lixia-demo.db", "--json")[1])
    assert first["demo"] is True
    assert not (here / "mine.db").exists()


def test_an_earlier_demo_is_replaced_only_if_asked(here: Path) -> None:
    uri = "sqlite:///x.db"
    with open_store(uri, create=True) as store:
        store.ledger.journal.describe("demo", "虚构示例")
    _facts(uri)
    code, _, err = lixia("demo", "--store", uri, "--json")
    assert (code, json.loads(err)["error"]["code"]) == (1, "occupied")
    assert "--replace" in err
    code, out, _ = lixia("demo", "--store", uri, "--json", "--replace")
    assert (code, json.loads(out)["projects"]) == (0, 123)
    assert lixia("store", "check", "--store", uri)[0] == 0


@pytest.mark.parametrize("more", [[], ["--replace"]])
def test_a_store_that_is_no_demo_is_never_replaced(here: Path, more: list[str]) -> None:
    uri = "sqlite:///lixia-demo.db"
    lixia("store", "init", "--open", "--store", uri)
    _facts(uri)
    before = (here / "lixia-demo.db").read_bytes()
    for told in (["--store", uri], []):
        code, _, err = lixia("demo", *told, *more, "--json")
        assert (code, json.loads(err)["error"]["code"]) == (1, "occupied")
    assert (here / "lixia-demo.db").read_bytes() == before


def _facts(uri: str) -> None:
    line = "batch plan B --title b --on 2021-03-01"
    assert lixia(*line.split(), "--store", uri)[0] == 0


def test_an_empty_store_may_be_played_in(here: Path, short: Callable[[], None]) -> None:
    lixia("store", "init", "--open", "--store", "sqlite:///x.db")
    short()
    code, _, err = lixia("demo", "--store", "sqlite:///x.db", "--json")
    assert (code, err) == (1, "")  # nothing was played, so the report is not met


def test_a_figure_that_is_not_met_is_shown_and_exits_1(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "REPORT", {**figures.REPORT, "enterprises": 77})
    code, out, _ = lixia("demo", "--store", "memory:")
    assert code == 1
    assert re.search(r"77\s+76\s+✗", out)


def test_every_row_fits_the_schema_of_its_view(store: Store) -> None:
    build = store.views()
    for model in VIEWS:
        checker = Draft202012Validator(row_schema(model), format_checker=FormatChecker())
        for row in view_json(build, model)["rows"]:
            assert not list(checker.iter_errors(row)), (model.name, row["key"])


def test_every_code_of_a_cell_that_holds_several_has_words(store: Store) -> None:
    build = store.views()
    several = [(m, c) for m in VIEWS for c in columns(m.row) if c.several]
    assert {model.name for model, _ in several} == {"subject_register", "data_access"}
    for model, column in several:
        for _, row in build.rows(model):
            codes = {part.partition(":")[0] for part in getattr(row, column.name).split("、")}
            assert codes <= column.codes.keys(), (model.name, column.name)
