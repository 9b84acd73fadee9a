"""What may be done with a fund: propose, establish, rule, close months, wind up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lixia_domain.aggregates.fund.facts import (
    CommitteeAppointed,
    Facts,
    FundClosed,
    FundEstablished,
    FundProposed,
    FundTerminating,
    FundTerminationRevoked,
    ManagementRuleSet,
    PeriodClosed,
)
from lixia_domain.aggregates.fund.state import Fund, FundStage, Why
from lixia_domain.kernel.dates import period_of, year_of
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.reconciling import Proof
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import listed


def propose(fund: Fund | None, *, name: str, foundation: str, purpose: str, on: date) -> Facts:
    """Propose a fund inside a foundation (拟设). The same told twice is ``()``."""
    if fund is None:
        return (FundProposed(name=name, foundation=foundation, purpose=purpose, on=on),)
    known = fund.proposed
    if (known.name, known.foundation, known.purpose) == (name, foundation, purpose):
        return ()
    raise Rejection(Why.EXISTS, name=known.name)


def establish(fund: Fund | None, *, agreement: str, on: date) -> Facts:
    """Establish the fund by agreement (设立). The same told twice is ``()``."""
    fund = existing(fund)
    if fund.agreement == agreement:
        return ()
    if fund.agreement is not None:
        raise Rejection(Why.ESTABLISHED_OTHERWISE, agreement=fund.agreement)
    return (FundEstablished(agreement=agreement, on=on),)


def appoint_committee(
    fund: Fund | None, *, members: tuple[str, ...], document: str, on: date
) -> Facts:
    """Appoint the committee (任命管委会)."""
    established(fund)
    if not members:
        raise Rejection(Why.NO_MEMBERS)
    return (CommitteeAppointed(members=members, document=document, on=on),)


def close_period(fund: Fund | None, *, period: str, proof: Proof, on: date) -> Facts:
    """Close the accounting months up to ``period`` (结账), after its last day. Never reopened.

    The months of a closed fund are closed too, for it ends within one.
    Refused by a single fen between book and bank that ``proof`` does not list. Raises ``BadDate``
    for a ``period`` that is none.
    """
    fund = existing(fund)
    if fund.stage is FundStage.PROPOSED:
        raise Rejection(Why.NOT_ESTABLISHED)
    year_of(period)
    if period >= period_of(on):
        raise Rejection(Why.PERIOD_AHEAD, period=period)
    if period <= fund.closed_through:
        raise Rejection(Why.PERIOD_CLOSED, period=period, closed=fund.closed_through)
    if proof.gap != ZERO:
        raise Rejection(Why.UNPROVEN, book=proof.book, bank=proof.bank, gap=proof.gap)
    return (PeriodClosed(period=period, proof=proof, on=on),)


def set_management_rule(
    fund: Fund | None, *, permille: int, document: str, document_hash: str, on: date
) -> Facts:
    """Set the management rule (管理办法). The same told twice is ``()``."""
    fund = established(fund)
    if not 0 <= permille <= 1000:
        raise Rejection(Why.BAD_RATE, permille=permille)
    told = ManagementRuleSet(
        permille=permille, document=document, document_hash=document_hash, on=on
    )
    return () if fund.management is not None and fund.management.repeats(told) else (told,)


def terminate(fund: Fund | None, *, reason: str, document: str, on: date) -> Facts:
    """Begin to wind the fund up (进入终止程序). Begun already: ``()``."""
    if standing(fund).stage is FundStage.TERMINATING:
        return ()
    return (FundTerminating(reason=reason, document=document, on=on),)


def resume(
    fund: Fund | None, *, handed_over: Sequence[str], reason: str, document: str, on: date
) -> Facts:
    """Revoke the termination (撤销终止程序), by a document. The fund stands as before.

    ``handed_over``: accounts of which money was moved out since it began to be wound up.
    """
    winding_up(fund)
    if handed_over:
        raise Rejection(Why.HANDED_OVER, accounts=listed(handed_over))
    return (FundTerminationRevoked(reason=reason, document=document, on=on),)


def close(
    fund: Fund | None,
    *,
    balances: Mapping[str, Money],
    unsettled: Sequence[str],
    owing: Sequence[str],
    report: str,
    on: date,
) -> Facts:
    """Close the fund (终止). ``balances``: what its accounts still hold, each as it is told.

    ``unsettled``: its disbursements still open; ``owing``: credits of which something is owed.
    """
    winding_up(fund)
    for designation, amount in sorted(balances.items()):
        if amount != ZERO:
            raise Rejection(Why.STILL_HOLDS, designation=designation, amount=amount)
    if unsettled:
        raise Rejection(Why.UNSETTLED, disbursements=listed(unsettled))
    if owing:
        raise Rejection(Why.IS_OWED, credits=listed(owing))
    return (FundClosed(report=report, on=on),)


def posting(fund: Fund | None, *, on: date) -> Fund:
    """Return ``fund`` if it stands and its books are open on ``on``; else refuse."""
    return _open_month(standing(fund), on)


def _open_month(fund: Fund, on: date) -> Fund:
    if (period := period_of(on)) <= fund.closed_through:
        raise Rejection(Why.PERIOD_CLOSED, period=period, closed=fund.closed_through)
    return fund


def receiving(fund: Fund | None, *, on: date) -> Fund:
    """Return ``fund`` if it ever stood and its books are open on ``on``; else refuse.

    What the bank says of a fund that is closed by now is taken in as well, to be returned, handed
    over, or put to what it made short.
    """
    fund = existing(fund)
    return _open_month(fund, on) if fund.stage is FundStage.CLOSED else posting(fund, on=on)


def standing(fund: Fund | None) -> Fund:
    """Return ``fund`` if money may move in it: it stands, be it in its last days; else refuse."""
    fund = existing(fund)
    if fund.stage is FundStage.PROPOSED:
        raise Rejection(Why.NOT_ESTABLISHED)
    if fund.stage is FundStage.CLOSED:
        raise Rejection(Why.CLOSED)
    return fund


def established(fund: Fund | None) -> Fund:
    """Return ``fund`` if it stands and may take on more; else refuse."""
    fund = standing(fund)
    if fund.stage is FundStage.TERMINATING:
        raise Rejection(Why.TERMINATING)
    return fund


def winding_up(fund: Fund | None) -> Fund:
    """Return ``fund`` if it is being wound up; else refuse."""
    fund = standing(fund)
    if fund.stage is not FundStage.TERMINATING:
        raise Rejection(Why.NOT_TERMINATING)
    return fund


def existing(fund: Fund | None) -> Fund:
    """Return ``fund``. Refuses where there is none."""
    if fund is None:
        raise Rejection(Why.UNKNOWN)
    return fund


def kept_by(fund: Fund | None, foundation: str) -> None:
    """Refuse a fund of another foundation: what one holds never becomes the other's."""
    keeper = existing(fund).proposed.foundation
    if keeper != foundation:
        raise Rejection(Why.OTHER_FOUNDATION, keeper=keeper, other=foundation)
