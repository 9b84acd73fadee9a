from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve as replace

from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.facts import (
    CommitteeAppointed,
    FundEstablished,
    FundProposed,
    PeriodClosed,
)
from lixia_domain.aggregates.fund.state import FUND, Fund, Why
from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Proof, Side
from lixia_domain.testing import given

ON = date(2021, 3, 1)
WORDS = {"name": "公益基金", "foundation": "基金会（虚构）", "purpose": "文明实践"}
PROPOSED = FundProposed(**WORDS, on=ON)
ESTABLISHED = FundEstablished(agreement="协议一", on=ON)
PROOF = Proof(
    book=Money(100),
    bank=Money(130),
    items=(Item(side=Side.BOOK_OUT, cites="d1", amount=Money(30)),),
    statements=("b1",),
    position=9,
)
CLOSED = PeriodClosed(period="2021-02", proof=PROOF, on=ON)


def test_proposing_is_recorded_once() -> None:
    given(FUND).when(fund.propose, **WORDS, on=ON).then(PROPOSED)
    given(FUND, PROPOSED).when(fund.propose, **WORDS, on=date(2021, 4, 1)).ignored()


@pytest.mark.parametrize("word", WORDS)
def test_another_fund_under_the_id_is_refused(word: str) -> None:
    told = given(FUND, PROPOSED).when(fund.propose, **{**WORDS, word: "别的"}, on=ON)
    told.refused(Why.EXISTS, name="公益基金")


def test_establishing_is_recorded_once() -> None:
    given(FUND, PROPOSED).when(fund.establish, agreement="协议一", on=ON).then(ESTABLISHED)
    given(FUND, PROPOSED, ESTABLISHED).when(fund.establish, agreement="协议一", on=ON).ignored()


def test_establishing_under_another_agreement_is_refused() -> None:
    told = given(FUND, PROPOSED, ESTABLISHED).when(fund.establish, agreement="协议二", on=ON)
    told.refused(Why.ESTABLISHED_OTHERWISE, agreement="协议一")


def test_establishing_what_was_never_proposed_is_refused() -> None:
    given(FUND).when(fund.establish, agreement="协议一", on=ON).refused(Why.UNKNOWN)


def test_a_fund_is_its_keepers_and_no_other_foundations() -> None:
    told = given(FUND, PROPOSED, ESTABLISHED).when(fund.kept_by, foundation="另一基金会（虚构）")
    told.refused(Why.OTHER_FOUNDATION, keeper=WORDS["foundation"], other="另一基金会（虚构）")
    fund.kept_by(given(FUND, PROPOSED).state, WORDS["foundation"])


def test_a_committee_is_recorded() -> None:
    told = given(FUND, PROPOSED, ESTABLISHED).when(
        fund.appoint_committee, members=("acct-1", "acct-2"), document="名单", on=ON
    )
    fact = CommitteeAppointed(members=("acct-1", "acct-2"), document="名单", on=ON)
    told.then(fact)
    after = FUND.fold([PROPOSED, ESTABLISHED, fact])
    assert after is not None
    assert after.committee == ("acct-1", "acct-2")


def test_a_committee_of_nobody_is_refused() -> None:
    told = given(FUND, PROPOSED, ESTABLISHED).when(
        fund.appoint_committee, members=(), document="名单", on=ON
    )
    told.refused(Why.NO_MEMBERS)


def test_a_committee_of_a_fund_that_does_not_stand_is_refused() -> None:
    told = given(FUND, PROPOSED).when(
        fund.appoint_committee, members=("acct-1",), document="名单", on=ON
    )
    told.refused(Why.NOT_ESTABLISHED)


def test_closing_a_month_is_recorded() -> None:
    told = given(FUND, PROPOSED, ESTABLISHED).when(
        fund.close_period, period="2021-02", proof=PROOF, on=ON
    )
    told.then(CLOSED)


@pytest.mark.parametrize("period", ["2021-02", "2021-01", "2020-12"])
def test_closing_what_is_closed_is_refused(period: str) -> None:
    told = given(FUND, PROPOSED, ESTABLISHED, CLOSED).when(
        fund.close_period, period=period, proof=PROOF, on=ON
    )
    told.refused(Why.PERIOD_CLOSED, closed="2021-02", period=period)


@pytest.mark.parametrize("period", ["2021-03", "2021-04"])
def test_closing_a_month_that_is_not_over_is_refused(period: str) -> None:
    told = given(FUND, PROPOSED, ESTABLISHED)
    told.when(fund.close_period, period=period, proof=PROOF, on=date(2021, 3, 31)).refused(
        Why.PERIOD_AHEAD, period=period
    )


def test_nothing_is_closed_before_the_fund_stands() -> None:
    told = given(FUND, PROPOSED)
    told.when(fund.close_period, period="2021-02", proof=PROOF, on=ON).refused(Why.NOT_ESTABLISHED)


@pytest.mark.parametrize("fen", [-1, 1])
def test_a_month_is_not_closed_with_a_fen_unexplained(fen: int) -> None:
    proof = replace(PROOF, bank=PROOF.bank + Money(fen))
    told = given(FUND, PROPOSED, ESTABLISHED).when(
        fund.close_period, period="2021-02", proof=proof, on=ON
    )
    told.refused(Why.UNPROVEN, book=Money(100), gap=Money(-fen))


@pytest.mark.parametrize("period", ["", "2021", "2021-13", "2021-3", "九月"])
def test_what_is_no_month_is_never_closed(period: str) -> None:
    with pytest.raises(BadDate):
        given(FUND, PROPOSED, ESTABLISHED).when(
            fund.close_period, period=period, proof=PROOF, on=ON
        )


def posting(known: Fund | None, *, on: date) -> tuple[str]:
    return (fund.posting(known, on=on).closed_through,)


def test_an_open_month_may_be_posted_to() -> None:
    given(FUND, PROPOSED, ESTABLISHED, CLOSED).when(posting, on=date(2021, 3, 1)).then("2021-02")


def test_a_closed_month_may_not_be_posted_to() -> None:
    told = given(FUND, PROPOSED, ESTABLISHED, CLOSED).when(posting, on=date(2021, 2, 28))
    told.refused(Why.PERIOD_CLOSED, period="2021-02")
