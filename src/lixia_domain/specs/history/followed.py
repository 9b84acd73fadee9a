"""Sentences that follow money: from a tranche to its gifts, from a firm to what it gave."""

from __future__ import annotations

from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.aggregates.bank_debit import BankDebitRecorded
from lixia_domain.aggregates.disbursement.facts import (
    DisbursementApproved,
    DisbursementRequested,
    FundsDisbursed,
)
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money, total
from lixia_domain.specs.history.folds import Fold, Ref, ref
from lixia_domain.specs.history.past import Past
from lixia_domain.specs.history.rows import Claims
from lixia_domain.specs.history.sentences import finding
from lixia_domain.testing.steps.expect import expect, same
from lixia_domain.testing.steps.sentences import Table, one_of, rows
from lixia_domain.views.claim_board import CLAIM_BOARD, overdue


@finding(
    '拨付"{paper}"由"{approver}"批准，付给"{payee}"，出自下列捐赠：',
    heads=one_of(("捐赠", "金额")),
)
def _(history: Past, paper: str, approver: str, payee: str, datatable: Table) -> None:
    facts = [told.event for told in history.stream(f"disbursement-{paper}")]
    approved = [event for event in facts if isinstance(event, DisbursementApproved)]
    asked = [event for event in facts if isinstance(event, DisbursementRequested)]
    expect(
        asked,
        f"账册中没有拨付“{paper}”{history.note[0]}",
        f"the books have no disbursement {paper!r}{history.note[1]}",
    )
    same(
        f"拨付 {paper} 的审批人",
        f"who approved {paper}",
        approved[-1].approver if approved else "",
        approver,
        note=history.note,
    )
    paid = [event for event in facts if isinstance(event, FundsDisbursed)]
    same(
        f"拨付 {paper} 的收款方",
        f"the payee of {paper}",
        paid[-1].payee if paid else asked[-1].payee,
        payee,
        note=history.note,
    )
    shares = paid[-1].shares if paid else approved[-1].shares
    found = [f"{share.gift} {share.amount}" for share in shares]
    told = [f"{row['捐赠']} {Money.parse(row['金额'])}" for row in rows(datatable)]
    zh, en = f"拨付 {paper} 所出自的捐赠", f"the gifts behind {paper}"
    same(zh, en, "；".join(sorted(found)), "；".join(sorted(told)), note=history.note)


@finding('企业"{enterprise}"认捐合计 {pledged:Money}，到账 {received:Money}', Claims)
def _(history: Past, enterprise: str, pledged: Money, received: Money) -> None:
    theirs = [
        row
        for row in history.fold(Claims).tables[CLAIM_BOARD.name].values()
        if row.enterprise == enterprise
    ]
    expect(
        theirs,
        f"账册中没有企业“{enterprise}”的认捐{history.note[0]}",
        f"the books have no pledge of {enterprise!r}{history.note[1]}",
    )
    promised = total(Money(row.pledged_fen) for row in theirs if not row.pledge_released)
    came = total(Money(row.settled_fen) for row in theirs)
    zh, en = f"企业 {enterprise} ", f"of {enterprise}"
    same(f"{zh}的认捐合计", f"the pledges {en}", promised, pledged, note=history.note)
    same(f"{zh}的到账", f"what came {en}", came, received, note=history.note)


@finding("逾期的认捐恰为：", Claims, heads=one_of(("认捐", "期次", "欠额")))
def _(history: Past, datatable: Table) -> None:
    late = [
        f"{row.claim} 第 {each.number} 期 {Money(each.missing_fen)}"
        for row in history.fold(Claims).tables[CLAIM_BOARD.name].values()
        for each in overdue(row, history.day)
    ]
    told = [
        f"{row['认捐']} 第 {row['期次']} 期 {Money.parse(row['欠额'])}" for row in rows(datatable)
    ]
    zh, en = "逾期的认捐", "the pledges that are overdue"
    same(zh, en, "；".join(sorted(late)), "；".join(sorted(told)), note=history.note)


class Banked(Fold):
    """What each bank account holds by the bank's own entries."""

    reads: tuple[type[Event], ...] = (  # type: ignore[misc]  # a ClassVar of the base
        crd.BankCreditRecorded,
        crd.CreditReversed,
        crd.CreditReversedByBank,
        BankDebitRecorded,
    )

    def __init__(self) -> None:
        super().__init__()
        self.came: dict[str, tuple[str, Money]] = {}
        """Credits that stand, with their account."""
        self.went: dict[str, Money] = {}
        self.refs: dict[str, list[Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Take an entry in, or off again."""
        match recorded.event:
            case crd.BankCreditRecorded(notice=notice):
                self.came[recorded.key] = (notice.account, notice.amount)
                self.refs.setdefault(notice.account, []).append(ref(recorded))
            case BankDebitRecorded(outgoing=outgoing):
                account = outgoing.account
                self.went[account] = self.went.get(account, Money(0)) + outgoing.amount
                self.refs.setdefault(account, []).append(ref(recorded))
            case _:
                self.came.pop(recorded.key, None)

    def balance(self, account: str) -> Money:
        """Return what ``account`` holds."""
        came = total(amount for at, amount in self.came.values() if at == account)
        return came - self.went.get(account, Money(0))


@finding('银行账户"{account}"按流水的余额为 {amount:Money}', Banked)
def _(history: Past, account: str, amount: Money) -> None:
    banked = history.fold(Banked)
    expect(
        account in banked.refs,
        f"账册中没有账户“{account}”的银行流水{history.note[0]}",
        f"the books have no entry of the bank account {account!r}{history.note[1]}",
    )
    history.refs.extend(banked.refs[account][-20:])
    zh, en = f"银行账户 {account} 的余额", f"the balance of {account}"
    same(zh, en, banked.balance(account), amount, note=history.note)
