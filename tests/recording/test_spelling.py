"""Streams of older code are found under the canonical form of their keys; twins are noticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from attrs import evolve

from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import ENTERPRISE, Ownership
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.activities import campaigns
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.programme import enterprises
from lixia_domain.kernel.forms import Context
from lixia_domain.kernel.keys import Case
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.texts import Key
from lixia_domain.recording.spelling import MARK, canonical_name, spelled, twins
from lixia_domain.recording.work import Work
from lixia_domain.testing import grounds

ON = date(2021, 3, 10)
NOON = datetime(2021, 3, 10, 4, tzinfo=UTC)
OLD = "公益基金（一期）"
NEW = "公益基金(一期)"
KEPT = {f"spelling-fund/{OLD}"}
"""Where it is kept that somebody wrote ``NEW``."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store as older code left it: no mark, and a stream whose key is not canonical."""
    uri = f"sqlite:///{tmp_path}/old.db"
    with open_store(uri, create=True, clock=lambda: NOON) as made:
        made.ledger.journal.describe(MARK, "")
        made.ledger.transact(_establish, by=made.by("acct-1", Role.PROGRAMME_OFFICE))
    with open_store(uri, clock=lambda: NOON) as opened:
        yield opened


def _establish(work: Work) -> None:
    as_typed = evolve(FUND, key=(str,))  # older code took every key for what it was
    facts = fund.propose(None, name="虚构示例", foundation=grounds.KEEPER, purpose="p", on=ON)
    work.record(as_typed, OLD, facts)


@pytest.mark.parametrize("typed", [OLD, NEW, f" {NEW}　"])
def test_what_older_code_spelled_otherwise_is_found_and_goes_on_under_its_name(
    store: Store, typed: str
) -> None:
    by = store.by("acct-1", Role.ACCOUNTANT)

    keeper = grounds.keeper(grounds.told(store.ledger, by, ON))
    told = {"name": "虚构示例", "foundation": keeper, "purpose": "p", "agreement": "协议"}
    funds.establish(store.ledger, by, fund_id=typed, **told, on=ON)
    assert set(store.ledger.journal.stream_names()) - KEPT == {
        f"foundation-{keeper}",
        f"fund-{OLD}",
        f"account-{OLD}/general",
        f"account-{OLD}/suspense",
    }
    assert [row["fund"] for row in store.show("fund_register")["rows"]] == [OLD]


def test_a_store_that_was_canonical_from_the_first_is_not_searched(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/new.db", create=True) as store:
        assert store.ledger.journal.about()[MARK] == "canonical"
        assert store.ledger.spelled == {}


def test_a_credit_code_in_small_letters_is_the_same_enterprise(tmp_path: Path) -> None:
    code = "91370102MA3C00001E"
    with open_store("memory:", create=True, clock=lambda: NOON) as store:
        by = store.by("acct-1", Role.PROGRAMME_OFFICE)
        store.ledger.transact(
            lambda work: work.record(
                ENTERPRISE,
                code,
                enterprise.register(None, name="虚构示例", ownership=Ownership.PRIVATE, on=ON),
            ),
            by=by,
        )
        shouted = evolve(by, actor="ACCT-1")
        enterprises.verify(store.ledger, shouted, code=f" {code.lower()}", document="执照", on=ON)
        told = [(recorded.stream, recorded.actor) for recorded in store.ledger.read()]
        assert told == [
            (f"enterprise-{code}", "acct-1"),
            (f"enterprise-{code}", "acct-1"),
            (f"spelling-enterprise/{code}", "acct-1"),
        ]


@pytest.mark.parametrize(
    ("stream", "name"),
    [
        ("fund-公益（一）", "fund-公益(一)"),
        ("bank_credit-acct/2021-03-10/ref/1", "bank_credit-ACCT/2021-03-10/REF/1"),
        ("account-f/General", "account-f/general"),
        ("command-历下区/Alice/Key", "command-历下区/alice/Key"),
        ("elsewhere-（一）", "elsewhere-（一）"),
        ("no stream", "no stream"),
    ],
)
def test_a_streams_canonical_name_is_told_by_its_kind(stream: str, name: str) -> None:
    assert canonical_name(stream) == name
    assert canonical_name(name) == name


def test_of_twins_the_canonical_one_counts_and_all_are_a_finding() -> None:
    streams = ["invoice-inv-1", "invoice-INV-1", "invoice-Inv-1", "project-p"]
    own = {"invoice-inv-1": "invoice-inv-1", "invoice-Inv-1": "invoice-Inv-1"}
    assert spelled(streams) == own
    assert spelled(streams[::2]) == {"invoice-INV-1": "invoice-inv-1", **own}
    assert list(twins(streams[:2])) == [("invoice-INV-1", "invoice-inv-1")]
    assert list(twins(streams)) == [("invoice-INV-1", "invoice-inv-1", "invoice-Inv-1")]


def test_of_twins_the_one_is_meant_whose_very_name_is_given() -> None:
    credits = spelled(["bank_credit-K1", "bank_credit-ｋ1"])
    asked = Context(ON, credits)
    whole, gift = Key("bank_credit", Case.UPPER), Key("bank_credit", Case.UPPER, ends="#")
    assert [whole.read(typed, asked) for typed in ("ｋ1", " ｋ1 ", "K1", "k1")] == [
        *("ｋ1", "ｋ1", "K1", "K1")
    ]
    assert [gift.read(typed, asked) for typed in ("ｋ1#2", "k1#2", "ｋ1＃2")] == [
        *("ｋ1#2", "K1#2", "K1#2")
    ]


def test_a_projects_stream_keeps_its_letters() -> None:
    assert PROJECT.canonical("P1") == "P1" != PROJECT.canonical("p1")


def test_how_an_id_was_written_is_kept_beside_it_once() -> None:
    with open_store("memory:", create=True, clock=lambda: NOON) as store:
        by = store.by("acct-1", Role.PROGRAMME_OFFICE)
        told = {"title": "虚构示例", "on": ON}
        campaigns.open_campaign(store.ledger, by, campaign_id="ｃ（１）", **told)
        campaigns.open_campaign(store.ledger, by, campaign_id="c(1) ", **told)
        campaigns.add_action(
            store.ledger, by, campaign_id="ｃ（１）", action="a", title="虚构示例", on=ON
        )
        assert list(store.ledger.journal.stream_names()) == [
            "campaign-c(1)",
            "spelling-campaign/c(1)",
        ]
        [row] = store.show("spellings")["rows"]
        assert (row["kind"], row["id"], row["written"]) == ("campaign", "c(1)", "ｃ（１）")


def test_of_a_refused_call_no_spelling_is_kept() -> None:
    with open_store("memory:", create=True, clock=lambda: NOON) as store:
        by = store.by("acct-1", Role.PROGRAMME_OFFICE)
        with pytest.raises(Rejection):
            campaigns.close(store.ledger, by, campaign_id="ｃ", summary="虚构示例", on=ON)
        assert store.ledger.head() == 0
