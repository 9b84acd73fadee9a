"""Wrong books, written as facts that no use case would record: the sentences find them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.facts import Remedy
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.accounted import AccountedFor, CameBack
from lixia_domain.specs.history.claims import ClaimsArePledges
from lixia_domain.specs.history.credited import CreditedIsBooked
from lixia_domain.specs.history.people import RulesInForce
from lixia_domain.specs.history.shorts import MadeGoodLawfully, NothingWhileShort
from lixia_domain.testing import EXAMPLES

from .told import Told, wrongs

ON, PERIOD = date(2025, 1, 2), "2025-01"
ON_P1, ON_GENERAL, ON_GOVERNMENT = "account-F1/P1", "account-F1/general", "account-F1/government"
MINE, ALSO_MINE, OTHERS = "01/A#1.1", "01/M#1.1", "01/B#1.1"


def share(gift: str, fen: int, source: SourceClass = SourceClass.DONATED) -> tuple[GiftShare, ...]:
    return (GiftShare(gift=gift, source=source, amount=Money(fen)),)


def given(gift: str, donor: str) -> Told:
    return ON_P1, acc.DonationReceived(
        gift=gift,
        credit=gift[:4],
        claim=None,
        legal_donor=donor,
        payer="p",
        restriction="P1",
        amount=Money(500),
        period=PERIOD,
        on=ON,
    )


def reversed_(fen: int, gift: str = MINE) -> Event:
    return acc.DonationReversed(
        gift=gift,
        amount=Money(fen),
        cites="c",
        reason="r",
        approver="a",
        period=PERIOD,
        on=ON,
    )


def arose(fen: int, donor: str = "me") -> Told:
    return ON_P1, acc.ShortfallArose(
        gift=MINE,
        source=SourceClass.DONATED,
        donor=donor,
        credit="01/A",
        amount=Money(fen),
        reason="r",
        period=PERIOD,
        on=ON,
    )


def put(shares: tuple[GiftShare, ...], on: str = ON_P1) -> Told:
    return on, acc.PutToShortfall(
        of="F1/P1", gift=MINE, shares=shares, document="d", period=PERIOD, on=ON
    )


def good(fen: int, remedy: Remedy, origin: str) -> Told:
    return ON_P1, acc.ShortfallMadeGood(
        gift=MINE,
        amount=Money(fen),
        remedy=remedy,
        origin=origin,
        document="d",
        approver="a",
        period=PERIOD,
        on=ON,
    )


def came_back(gift: str, fen: int, credit: str = "01/R") -> Told:
    return ON_P1, acc.RecoveryReceived(
        disbursement="D", shares=share(gift, fen), credit=credit, period=PERIOD, on=ON
    )


def out_again(gift: str, fen: int, credit: str = "01/R") -> Told:
    return ON_P1, acc.RecoveryReversed(
        disbursement="D",
        shares=share(gift, fen),
        credit=credit,
        cites="c",
        reason="r",
        approver="a",
        period=PERIOD,
        on=ON,
    )


PAID_FOR_IT = (
    ON_P1,
    acc.ShortfallPaid(
        gift="01/S#1.1",
        source=SourceClass.DONATED,
        credit="01/S",
        amount=Money(300),
        period=PERIOD,
        on=ON,
    ),
)
SHORT = (
    given(MINE, "me"),
    given(ALSO_MINE, "ME"),
    given(OTHERS, "another"),
    arose(300),
    (ON_P1, reversed_(500)),
)
LAWFUL = {
    "payment": (
        PAID_FOR_IT,
        put(share("01/S#1.1", 300)),
        good(300, Remedy.PAYMENT, "01/S"),
    ),
    "recovery": (
        came_back(MINE, 300),
        put(share(MINE, 300)),
        good(300, Remedy.RECOVERY, "01/R"),
    ),
    "gift": (put(share(ALSO_MINE, 300)), good(300, Remedy.GIFT, ALSO_MINE)),
    "unrestricted": (
        put(share("01/G#1.1", 300), ON_GENERAL),
        good(300, Remedy.UNRESTRICTED, "F1/general"),
    ),
}
UNLAWFUL = {
    "nothing paid": (put(share("01/S#1.1", 300)), good(300, Remedy.PAYMENT, "01/S")),
    "nothing came back": (put(share(MINE, 300)), good(300, Remedy.RECOVERY, "01/R")),
    "came back to another": (
        came_back(OTHERS, 300),
        put(share(OTHERS, 300)),
        good(300, Remedy.RECOVERY, "01/R"),
    ),
    "another donor's gift": (put(share(OTHERS, 300)), good(300, Remedy.GIFT, OTHERS)),
    "government money": (
        put(share("01/Z#1.1", 300, SourceClass.GOVERNMENT), ON_GENERAL),
        good(300, Remedy.UNRESTRICTED, "F1/general"),
    ),
    "another account": (
        put(share("01/Z#1.1", 300), ON_GOVERNMENT),
        good(300, Remedy.UNRESTRICTED, "F1/government"),
    ),
    "nothing left": (good(300, Remedy.GIFT, ALSO_MINE),),
    "nothing made good": (put(share(ALSO_MINE, 300)),),
    "less left": (put(share(ALSO_MINE, 299)), good(300, Remedy.GIFT, ALSO_MINE)),
}


@pytest.mark.parametrize("told", LAWFUL.values(), ids=LAWFUL)
def test_what_lawfully_makes_a_shortfall_good_is_not_minded(told: tuple[Told, ...]) -> None:
    assert not wrongs(MadeGoodLawfully, *SHORT, *told)


@pytest.mark.parametrize("told", UNLAWFUL.values(), ids=UNLAWFUL)
def test_a_shortfall_made_good_by_what_may_not_is_found(told: tuple[Told, ...]) -> None:
    assert len(wrongs(MadeGoodLawfully, *SHORT, *told)) == 1


@pytest.mark.parametrize("kind", ["donation", "income", "recovery"])
def test_a_shortfall_without_a_reversal_is_found(kind: str) -> None:
    income = acc.IncomeReversed(
        kind=acc.IncomeKind.INTEREST,
        gift=MINE,
        credit="01/A",
        amount=Money(300),
        cites="c",
        reason="r",
        approver="a",
        period=PERIOD,
        on=ON,
    )
    undone: dict[str, Told] = {
        "donation": (ON_P1, reversed_(300)),
        "income": (ON_P1, income),
        "recovery": out_again(MINE, 300),
    }
    assert not wrongs(MadeGoodLawfully, arose(300), undone[kind])
    assert wrongs(MadeGoodLawfully, arose(301), undone[kind]) == [
        f"专户 F1/P1 的捐赠 {MINE} 记了短缺 0.01 元，没有冲正的到账"
    ]


def test_money_granted_while_anything_is_short_is_found() -> None:
    granted = ON_P1, acc.FundsReserved(disbursement="D", shares=share(OTHERS, 5), on=ON)
    elsewhere = "account-F1/P2", acc.FundsReserved(disbursement="E", shares=(), on=ON)
    whole = good(300, Remedy.GIFT, ALSO_MINE)
    assert wrongs(NothingWhileShort, arose(300), granted)
    assert wrongs(NothingWhileShort, arose(300), good(299, Remedy.GIFT, ALSO_MINE), granted)
    assert not wrongs(NothingWhileShort, granted, arose(300), elsewhere, whole, granted)


def of(event: Event) -> Told:
    return "disbursement-D", event


def paid(fen: int) -> Told:
    return of(
        dis.FundsDisbursed(
            debit="b",
            voucher="v",
            payee="p",
            payee_account="t",
            agreement="a",
            tranche=1,
            line="l",
            amount=Money(fen),
            shares=share(MINE, fen),
            paid_by="c",
            released_by="r",
            on=ON,
        )
    )


def handed_in(fen: int) -> Told:
    return of(
        dis.ExpenseEvidenced(
            invoice="i1",
            invoice_date=ON,
            seller="s",
            file_hash="0",
            line="l",
            amount=Money(fen),
            on=ON,
        )
    )


def accepted(fen: int) -> Told:
    return of(dis.ExpenseAccepted(invoice="I1", amount=Money(fen), reviewer="r", on=ON))


def disallowed(fen: int) -> Told:
    return of(
        dis.ExpenseDisallowed(invoice="I1", amount=Money(fen), reviewer="r", reason="x", on=ON)
    )


def recovered(fen: int) -> Told:
    return of(
        dis.UnspentRecovered(credit="01/R", amount=Money(fen), shares=share(MINE, fen), on=ON)
    )


def unrecovered(fen: int) -> Told:
    return of(
        dis.RecoveryReversed(
            credit="01/R", amount=Money(fen), shares=share(MINE, fen), reason="r", on=ON
        )
    )


def lost(fen: int) -> Told:
    return of(dis.LossWrittenOff(amount=Money(fen), minutes="m", approver="a", on=ON))


def test_evidence_that_was_never_handed_in_is_found() -> None:
    assert not wrongs(AccountedFor, paid(500), handed_in(400), accepted(400), recovered(100))
    assert not wrongs(AccountedFor, paid(500), handed_in(400), disallowed(400))
    for told in (
        (accepted(400),),
        (disallowed(400),),
        (handed_in(300), accepted(400)),
        (handed_in(200), accepted(200), accepted(200)),
    ):
        assert "没有提交过" in wrongs(AccountedFor, paid(500), *told)[0]


def disallowed_no_more(fen: int) -> Told:
    words = {"reviewer": "q", "reason": "r", "document": "d"}
    return of(
        dis.DisallowanceReversed(invoice="I1", amount=Money(fen), owed=Money(fen), **words, on=ON)
    )


def test_a_disallowance_that_was_none_or_is_reversed_twice_over_is_found() -> None:
    owed = (paid(500), handed_in(400), disallowed(400))
    assert not wrongs(AccountedFor, *owed, disallowed_no_more(400), accepted(400))
    for told in (
        (paid(500), handed_in(400), disallowed_no_more(400)),
        (*owed, disallowed_no_more(300)),
        (*owed, disallowed_no_more(400), disallowed_no_more(400)),
    ):
        assert "没有不予认可过" in wrongs(AccountedFor, *told)[0]
    gone = wrongs(AccountedFor, *owed, recovered(200), disallowed_no_more(400))
    assert "待审凭证 4.00 元，而未核销的只有 3.00 元" in gone[0]


def promised(event: Event) -> Told:
    return "pledge-C1", event


def in_project(event: Event) -> Told:
    return "project-P1", event


def test_a_default_taken_back_restores_the_claim_unless_its_project_is_over() -> None:
    parts = (plg.Instalment(due=ON, amount=Money(500)),)
    pledge = evolve(  # type: ignore[misc] # an event is frozen by attrs
        EXAMPLES["pledge.donation_pledged"], project="P1", amount=Money(500), instalments=parts
    )
    words: dict[str, Any] = {"claim": "C1", "enterprise": "e", "amount": Money(500)}
    claimed = in_project(prj.ProjectClaimed(**words, on=ON))
    less = in_project(prj.ClaimReduced(claim="C1", amount=Money(200), reason="r", on=ON))
    back = prj.ClaimRestored(**words, confirmed=False, reason="r", on=ON)
    defaulted = (
        claimed,
        promised(pledge),
        promised(
            plg.InstalmentSettled(
                enterprise="e", number=1, amount=Money(200), credit="01/A", gift=MINE, on=ON
            )
        ),
        promised(EXAMPLES["pledge.defaulted"]),
        less,
    )
    over = in_project(prj.ProjectCancelled(reason="r", on=ON))
    withdrawn = promised(EXAMPLES["pledge.default_withdrawn"])
    assert not wrongs(ClaimsArePledges, *defaulted, withdrawn, in_project(back))
    assert not wrongs(ClaimsArePledges, *defaulted, over, withdrawn, in_project(back))
    assert not wrongs(ClaimsArePledges, *defaulted, over, withdrawn)
    assert (
        "认领 C1 为 2.00 元，认捐为 5.00 元" in wrongs(ClaimsArePledges, *defaulted, withdrawn)[0]
    )


def test_more_accounted_for_than_was_paid_is_found() -> None:
    assert not wrongs(AccountedFor, paid(500), lost(500))
    assert not wrongs(AccountedFor, paid(500), recovered(500), unrecovered(500), lost(500))
    assert "核销合计 5.01 元" in wrongs(AccountedFor, paid(500), recovered(400), lost(101))[0]


BOUNCED = of(dis.PaymentBounced(credit="01/R", reason="r", on=ON))
NOT_BOUNCED = of(dis.BounceReversed(credit="01/R", reason="r", on=ON))
WENT = ON_P1, acc.FundsPaidOut(disbursement="D", shares=share(MINE, 500), period=PERIOD, on=ON)


def test_what_came_back_is_on_the_account_or_found_missing() -> None:
    gone = (paid(500), WENT)
    assert not wrongs(CameBack, *gone, recovered(200), came_back(MINE, 200))
    assert not wrongs(CameBack, *gone, BOUNCED, came_back(MINE, 500))
    again = (NOT_BOUNCED, out_again(MINE, 500), recovered(500), came_back(MINE, 500))
    assert not wrongs(CameBack, *gone, BOUNCED, came_back(MINE, 500), *again)
    assert not wrongs(
        CameBack, *gone, recovered(2), came_back(MINE, 2), unrecovered(2), out_again(MINE, 2)
    )
    for told in (
        (recovered(200),),
        (BOUNCED,),
        (came_back(MINE, 200),),
        (recovered(200), came_back(MINE, 200, "01/X")),
        (BOUNCED, came_back(MINE, 500), NOT_BOUNCED),
        (recovered(2), came_back(MINE, 2), unrecovered(2)),
    ):
        assert "与专户入账相差" in wrongs(CameBack, *gone, *told)[0]


def test_what_came_back_to_a_gift_that_did_not_pay_is_found() -> None:
    gone = (paid(500), WENT)
    said = wrongs(CameBack, *gone, recovered(200), came_back(OTHERS, 200))
    assert said == [f"拨付 D 收回 2.00 元 到捐赠 {OTHERS}，多于该捐赠所付"]
    assert wrongs(CameBack, *gone, recovered(501), came_back(MINE, 501))


def allocated(fen: int) -> Told:
    part = bc.Allocation(gift=MINE, account="F1/P1", claim=None, instalment=None, amount=Money(fen))
    return "bank_credit-01/a", bc.CreditAllocated(allocation=part, on=ON)


def test_what_a_credit_gave_and_no_account_took_in_is_found() -> None:
    undone = "bank_credit-01/A", bc.CreditReversed(revision=1, reason="r", approver="a", on=ON)
    by_bank = "bank_credit-01/A", bc.CreditReversedByBank(revision=1, reason="r", on=ON)
    assert not wrongs(CreditedIsBooked, allocated(500), given(MINE, "me"))
    for gone in (undone, by_bank):
        assert not wrongs(
            CreditedIsBooked, allocated(500), given(MINE, "me"), gone, (ON_P1, reversed_(500))
        )
    assert wrongs(CreditedIsBooked, allocated(501), given(MINE, "me"))
    held = acc.SuspenseHeld(credit="01/A", amount=Money(500), period=PERIOD, on=ON)
    assert wrongs(CreditedIsBooked, allocated(500), ("account-F1/suspense", held)) == [
        "到账 01/A 分配了 5.00 元，各专户只入账 0.00 元"
    ]
    assert wrongs(CreditedIsBooked, given(MINE, "me"), (ON_P1, reversed_(500)), allocated(500))


def test_a_gift_said_to_have_gone_on_that_did_not_is_found() -> None:
    gone = "bank_credit-01/A", bc.CreditRedirected(gift=MINE, account="F1/P2", on=ON)
    moved = acc.SurplusMovedIn(
        share=share(MINE, 500)[0], origin="F1/P1", legal_donor="me", period=PERIOD, on=ON
    )
    assert not wrongs(CreditedIsBooked, gone, ("account-F1/P2", moved))
    assert wrongs(CreditedIsBooked, gone, ("account-F1/P3", moved)) == [
        f"捐赠 {MINE} 记为转到专户 F1/P2，该专户没有转入"
    ]


@pytest.mark.parametrize(
    ("rule", "on", "many"),
    [
        ("donation.in_kind_value@2024-09-05", date(2026, 3, 1), 0),
        ("donation.in_kind_value@2026-01-01", date(2025, 12, 31), 1),
        ("donation.surplus@2024-09-05", date(2026, 3, 1), 1),
    ],
)
def test_an_edition_that_was_divided_since_is_in_force_where_the_later_one_says_the_same(
    rule: str, on: date, many: int
) -> None:
    goods = evolve(EXAMPLES["in_kind.delivered"], rule=rule, on=on)  # type: ignore[misc] # frozen
    assert len(wrongs(RulesInForce, ("in_kind-W1", goods))) == many
