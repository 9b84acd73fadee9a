from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from lixia_domain.aggregates.bank_credit import decisions as credit
from lixia_domain.aggregates.bank_credit import facts, findings
from lixia_domain.aggregates.bank_credit.agreed import Agreed, no_gift_for
from lixia_domain.aggregates.bank_credit.facts import Allocation, Income
from lixia_domain.aggregates.bank_credit.state import (
    BANK_CREDIT,
    Credit,
    Why,
    agreed_use,
    donated,
    earned,
    of_fund,
)
from lixia_domain.kernel.money import Money
from lixia_domain.testing import given

ON = date(2021, 4, 15)
NOTICE = facts.Notice(
    account="01", value_date=ON, payer="甲（虚构）", payer_ref=None, amount=Money(100), remark=""
)
RECORDED = facts.BankCreditRecorded(fund="f", notice=NOTICE, document="d", revision=1, on=ON)
SETTLED = facts.LegalDonorSettled(donor="e", document="代付说明", on=ON)
FOUND = facts.ApportionmentFound(document="认定书", rule="r", on=ON)
BACK = facts.CreditReturned(gift=None, amount=Money(30), basis="mistake", document="d", on=ON)
HELD = facts.CreditHeld(amount=Money(100), reason="待定", on=ON)


def part(kind: Income) -> Allocation:
    return Allocation(
        gift="g", account="f/p", claim=None, instalment=None, amount=Money(40), kind=kind
    )


def test_the_legal_donor_is_settled_once_and_by_document() -> None:
    told: dict[str, Any] = {"document": "代付说明", "on": ON}
    given(BANK_CREDIT, RECORDED).when(findings.settle_donor, donor="e", **told).then(SETTLED)
    given(BANK_CREDIT, RECORDED, SETTLED).when(findings.settle_donor, donor="e", **told).ignored()
    given(BANK_CREDIT, RECORDED, SETTLED).when(findings.settle_donor, donor="x", **told).refused(
        Why.DONOR_SETTLED, donor="e"
    )
    given(BANK_CREDIT, RECORDED).when(
        findings.settle_donor, donor="e", document=" ", on=ON
    ).refused(Why.NO_DOCUMENT)


def test_a_donor_is_settled_before_the_gift_is_on_an_account() -> None:
    told: dict[str, Any] = {"donor": "e", "document": "代付说明", "on": ON}
    other = facts.CreditAllocated(allocation=part(Income.INTEREST), on=ON)
    given(BANK_CREDIT, RECORDED, other).when(findings.settle_donor, **told).then(SETTLED)
    gift = facts.CreditAllocated(allocation=part(Income.DONATION), on=ON)
    given(BANK_CREDIT, RECORDED, gift).when(findings.settle_donor, **told).refused(
        Why.DONOR_ALLOCATED, gift="g"
    )
    back = facts.CreditReturned(gift="g", amount=Money(40), basis="mistake", document="d", on=ON)
    given(BANK_CREDIT, RECORDED, gift, back).when(findings.settle_donor, **told).then(SETTLED)
    given(BANK_CREDIT, RECORDED, SETTLED, gift).when(findings.settle_donor, **told).ignored()


def test_apportioned_money_is_neither_allocated_nor_receipted() -> None:
    told: dict[str, Any] = {"document": "认定书", "rule": "r", "on": ON}
    given(BANK_CREDIT, RECORDED).when(findings.find_apportioned, **told).then(FOUND)
    at = given(BANK_CREDIT, RECORDED, FOUND)
    at.when(findings.find_apportioned, **told).ignored()
    at.when(credit.allocate, allocation=part(Income.DONATION), on=ON).refused(Why.APPORTIONED)
    at.when(credit.receipt, gift="g", receipt="r", on=ON).refused(Why.APPORTIONED)


def test_only_donations_are_receipted() -> None:
    for kind in set(Income) - {Income.DONATION}:
        taken = facts.CreditAllocated(allocation=part(kind), on=ON)
        given(BANK_CREDIT, RECORDED, taken).when(
            credit.receipt, gift="g", receipt="r", on=ON
        ).refused(Why.NO_DONATION, gift="g", kind=kind)


def test_what_was_returned_leaves_the_bank_once() -> None:
    at = given(BANK_CREDIT, RECORDED, HELD, BACK)
    gone = facts.CreditReturnPaid(debit="b", amount=Money(30), on=ON)
    at.when(findings.pay_back, debit="b", amount=Money(30), on=ON).then(gone)
    at.when(findings.pay_back, debit="b", amount=Money(31), on=ON).refused(
        Why.NOT_RETURNED, returned=Money(30)
    )
    given(BANK_CREDIT, *at.facts, gone).when(
        findings.pay_back, debit="c", amount=Money(1), on=ON
    ).refused(Why.NOT_RETURNED, returned=Money(0))


def test_a_debit_that_was_no_return_leaves_the_return_waiting() -> None:
    gone = facts.CreditReturnPaid(debit="b", amount=Money(30), on=ON)
    undone = facts.CreditReturnUnpaid(debit="b", amount=Money(30), document="核对表", on=ON)
    at = given(BANK_CREDIT, RECORDED, HELD, BACK, gone)
    told: dict[str, Any] = {"debit": "b", "amount": Money(30), "document": "核对表", "on": ON}
    at.when(findings.unpay_back, **told).then(undone)
    again = given(BANK_CREDIT, *at.facts, undone)
    again.when(findings.pay_back, debit="c", amount=Money(30), on=ON).then(
        facts.CreditReturnPaid(debit="c", amount=Money(30), on=ON)
    )


def test_what_never_left_is_held_again_up_to_what_no_debit_paid() -> None:
    told: dict[str, Any] = {"reason": "账号有误", "document": "银行答复", "on": ON}
    cancelled = facts.CreditReturnCancelled(amount=Money(30), **told)
    held = facts.CreditHeld(amount=Money(30), reason="账号有误", claims=(), on=ON)
    at = given(BANK_CREDIT, RECORDED, HELD, BACK)
    at.when(findings.cancel_return, amount=Money(30), **told).then(cancelled, held)
    after = given(BANK_CREDIT, *at.facts, cancelled, held).state
    assert after is not None and (after.returned, after.open) == (Money(0), Money(0))
    gone = facts.CreditReturnPaid(debit="b", amount=Money(1), on=ON)
    given(BANK_CREDIT, *at.facts, gone).when(
        findings.cancel_return, amount=Money(30), **told
    ).refused(Why.NOT_RETURNED, returned=Money(29))


def test_what_had_been_given_for_a_claim_is_held_for_it_the_latest_return_first() -> None:
    told: dict[str, Any] = {"reason": "账号有误", "document": "银行答复", "on": ON}
    part = facts.Allocation(gift="c#1", account="f/p", claim="R1", instalment=1, amount=Money(60))
    other = attrs.evolve(part, gift="c#2", claim=None, instalment=None, amount=Money(40))
    gave = tuple(facts.CreditAllocated(allocation=one, on=ON) for one in (part, other))

    def back(gift: str, fen: int) -> facts.CreditReturned:
        return facts.CreditReturned(
            gift=gift, amount=Money(fen), basis="agreement", document="协议", on=ON
        )

    at = given(BANK_CREDIT, RECORDED, *gave, back("c#1", 50), back("c#2", 40))
    for fen, claims in ((40, ()), (41, ("R1",))):
        cancelled = facts.CreditReturnCancelled(amount=Money(fen), **told)
        uses = ("p",) if claims else ()
        held = facts.CreditHeld(
            amount=Money(fen), reason="账号有误", claims=claims, designations=uses, on=ON
        )
        at.when(findings.cancel_return, amount=Money(fen), **told).then(cancelled, held)
    after = given(BANK_CREDIT, *at.facts, cancelled, held).state
    assert after is not None and after.returns == (
        Agreed(amount=Money(49), claims=("R1",), designations=("p",)),
    )


def cite(gift: str, fen: int, account: str = "f/general") -> facts.Citation:
    return facts.Citation(
        fact=f"account-{account}@2",
        account=account,
        gift=gift,
        kind=Income.INTEREST,
        amount=Money(fen),
    )


def test_what_accounts_took_in_before_is_settled_before_anything_else() -> None:
    cites = (cite("c#1", 40), cite("c#1", 40), cite("c#2", 70), cite("c#3", 5, "f2/p"))
    told = credit.receive(
        fund="f",
        notice=NOTICE,
        document="d",
        allocations=(),
        why_held="待核对",
        on=ON,
        cites=cites,
    )
    cited = facts.CreditCitedBefore(cites=cites, on=ON)
    assert told == (RECORDED, cited, facts.CreditHeld(amount=Money(100), reason="待核对", on=ON))
    at = given(BANK_CREDIT, *told)
    refused: dict[str, Any] = {"amount": Money(155), "fact": "account-f/general@2"}
    at.when(credit.release, amount=Money(1), on=ON).refused(Why.CITED_BEFORE, **refused)
    at.when(credit.return_held, amount=Money(1), basis="mistake", document="d", on=ON).refused(
        Why.CITED_BEFORE, **refused
    )
    at.when(credit.correct, notice=NOTICE, document="d", reason="r", approver="a", on=ON).refused(
        Why.CITED_BEFORE, **refused
    )
    told_off: dict[str, Any] = {"taken_off": (), "on": ON}
    at.when(findings.settle_citations, document=" ", **told_off).refused(Why.NO_DOCUMENT)
    covered = Allocation(
        gift="c#1",
        account="f/general",
        claim=None,
        instalment=None,
        amount=Money(40),
        kind=Income.INTEREST,
    )
    settled = (
        facts.CreditReleased(amount=Money(40), on=ON),
        facts.CreditAllocated(allocation=covered, on=ON),
        facts.CitationsSettled(document="核对单", left=Money(115), on=ON),
    )
    at.when(findings.settle_citations, document="核对单", **told_off).then(*settled)
    after = given(BANK_CREDIT, *told, *settled)
    after.when(findings.settle_citations, document="核对单", **told_off).refused(Why.NOT_CITED)
    after.when(credit.release, amount=Money(61), on=ON).refused(
        Why.NOT_HELD, held=Money(60), amount=Money(61)
    )
    at.when(findings.settle_citations, taken_off={cites[0].fact}, document="核对单", on=ON).then(
        facts.CitationsSettled(document="核对单", left=Money(5), on=ON)
    )


def test_a_credit_is_used_in_its_own_fund_alone() -> None:
    at = given(BANK_CREDIT, RECORDED)
    assert of_fund(at.state, "f ") == at.state
    at.when(of_fund, fund="f2").refused(Why.OTHER_FUND, fund="f", other="f2")


def test_what_goes_back_goes_back_as_what_it_is() -> None:
    earnings = {Income.INTEREST, Income.APPROPRIATION, Income.MATCH, Income.SALE}
    earnings |= {Income.SPONSORSHIP}
    for kind in Income:
        at = given(BANK_CREDIT, RECORDED, facts.CreditAllocated(allocation=part(kind), on=ON))
        assert at.state is not None
        told: dict[str, Any] = {"gift": "g", "kind": kind}
        if kind in earnings:
            assert earned(at.state, "g") == part(kind)
            at.when(donated, gift="g").refused(Why.NOT_DONATED, **told)
            continue
        at.when(earned, gift="g").refused(Why.NOT_INCOME, **told)
        if kind in (Income.DONATION, Income.CARRIED_IN):
            assert donated(at.state, "g") == part(kind)


def test_what_had_been_returned_is_owed_when_the_bank_takes_all_of_it_back() -> None:
    taken = facts.CreditReversedByBank(revision=1, reason="冲正通知", on=ON)
    arose = facts.ReceivableArose(
        fund="f", debtor="甲（虚构）", amount=Money(30), document="冲正通知", on=ON
    )
    at = given(BANK_CREDIT, RECORDED, HELD, BACK)
    at.when(credit.reverse_by_bank, reason="冲正通知", on=ON).then(taken, arose)
    given(BANK_CREDIT, RECORDED, HELD).when(credit.reverse_by_bank, reason="冲正通知", on=ON).then(
        taken
    )
    owing = given(BANK_CREDIT, RECORDED, HELD, BACK, taken, arose)
    told: dict[str, Any] = {"by_credit": "c2", "on": ON}
    collected = facts.ReceivableCollected(fund="f", credit="c2", amount=Money(30), on=ON)
    owing.when(credit.collect, amount=Money(30), **told).then(collected)
    owing.when(credit.collect, amount=Money(31), **told).refused(Why.NOT_OWED, owed=Money(30))
    paid = given(BANK_CREDIT, RECORDED, HELD, BACK, taken, arose, collected)
    paid.when(credit.collect, amount=Money(1), **told).refused(Why.NOT_OWED, owed=Money(0))


def test_held_money_makes_good_what_another_credit_left_owing() -> None:
    at = given(BANK_CREDIT, RECORDED, HELD)
    put = facts.CreditPutToReceivable(of="c", amount=Money(60), on=ON)
    at.when(credit.put_to_receivable, of="c", amount=Money(60), on=ON).then(put)
    at.when(credit.put_to_receivable, of="c", amount=Money(101), on=ON).refused(
        Why.NOT_HELD, held=Money(100), amount=Money(101)
    )
    after = given(BANK_CREDIT, RECORDED, HELD, put)
    assert after.state is not None
    assert (after.state.held, after.state.open) == (Money(40), Money(0))
    other = facts.Notice(
        account="01", value_date=ON, payer="乙", payer_ref=None, amount=Money(9), remark=""
    )
    after.when(credit.correct, notice=other, document="d", reason="r", approver="a", on=ON).refused(
        Why.PART_RETURNED, returned=Money(60)
    )


def test_another_use_than_was_told_is_its_payers_own_word_so_much_and_thither() -> None:
    told: dict[str, Any] = {"document": "捐赠人书面指示", "on": ON}
    held = attrs.evolve(HELD, designations=("p",))
    at = given(BANK_CREDIT, RECORDED, held)
    said = facts.CreditDirected(to="q", amount=Money(60), donor="甲（虚构）", **told)
    at.when(findings.direct, to="q", amount=Money(60), **told).then(said)
    at.when(findings.direct, to="q", amount=Money(101), **told).refused(
        Why.NOTHING_AGREED, there=Money(100), amount=Money(101)
    )
    at.when(findings.direct, to="p", amount=Money(1), **told).refused(Why.NOTHING_AGREED)
    at.when(findings.direct, to="q", amount=Money(1), document=" ", on=ON).refused(Why.NO_DOCUMENT)
    given(BANK_CREDIT, RECORDED, held, SETTLED).when(
        findings.direct, to="q", amount=Money(60), **told
    ).then(attrs.evolve(said, donor="e"))


def test_more_than_was_paid_for_a_use_does_not_go_there() -> None:
    def use(state: Credit | None, fen: int) -> tuple[()]:
        assert state is not None
        agreed_use(state, Money(fen), no_gift_for("q"), to="q")
        return ()

    at = given(BANK_CREDIT, RECORDED, attrs.evolve(HELD, amount=Money(60), designations=("p",)))
    at = given(BANK_CREDIT, *at.facts, attrs.evolve(HELD, amount=Money(40)))
    at.when(use, fen=40).ignored()
    at.when(use, fen=41).refused(Why.AGREED_USE, room=Money(40), uses="p")
    at.when(use, fen=101).ignored()  # more than is held: that is refused where it is released
    given(BANK_CREDIT, RECORDED, HELD).when(use, fen=100).ignored()
