"""Bank debit (付款流水): one entry of a bank statement by which money left, and what it was for.

The key is the entry's own, as with credits. The books say first what is paid, and cite the entry by
which it leaves; the bank's entry is matched to that, or shows a fee that nobody asked for. Each
entry is cited and matched once, as a whole.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.texts import cleaned
from lixia_domain.kernel.vocabulary import (
    Amount,
    BankAccount,
    BankText,
    PastDay,
    PayeeAccountIfAny,
)
from lixia_domain.kernel.words import Worded, Words


@frozen(kw_only=True)
class Outgoing:
    """What the bank says left. ``payee`` is an organisation, or a person's reference.

    ``payee_account`` is a token of the account it went to, as far as the statement told.
    """

    account: BankAccount
    value_date: Annotated[PastDay, Words("记账日期", "the bank's date")]
    payee: Annotated[BankText, Words("收款单位（个人用代号）", "to whom; a person by reference")]
    amount: Amount
    remark: Annotated[BankText, Words("摘要", "remark")]
    payee_account: PayeeAccountIfAny = ""

    def repeats(self, other: Outgoing) -> bool:
        """Tell whether both say the same, but for what can't be seen in a text.

        One that does not tell to which account it went contradicts none that does.
        """
        if not (self.payee_account and other.payee_account):
            other = replace(other, payee_account=self.payee_account)
        return self == other or self._seen() == other._seen()

    def _seen(self) -> Outgoing:
        return replace(
            self,
            account=kept(self.account),
            payee=cleaned(self.payee),
            remark=cleaned(self.remark),
        )


class Purpose(Worded):
    """What an entry was matched to."""

    DISBURSEMENT = "disbursement", "拨付"
    RETURN = "return", "退款"
    FEE = "fee", "手续费"
    MANAGEMENT = "management", "管理费", "management cost"


@stored_as("bank_debit.recorded", version=2, says=Words("付款流水登记", "bank debit recorded"))
class BankDebitRecorded(Event):
    """银行付款流水。``document`` 为凭证出处。"""

    fund: str
    outgoing: Outgoing
    document: str


@stored_as("bank_debit.matched", says=Words("付款流水核对相符", "bank debit matched"))
class BankDebitMatched(Event):
    """付款流水与账上的一笔付出核对相符。``cites`` 为拨付、到账、账户或管理费的编号。"""

    purpose: Purpose
    cites: str
    amount: Money


@stored_as("bank_debit.cited", says=Words("付款引用付款流水", "bank debit cited"))
class BankDebitCited(Event):
    """账上付款引用这笔付款流水，不论银行流水是否已登记。``cites`` 为拨付编号。"""

    cites: str
    amount: Money


@stored_as("bank_debit.unmatched", says=Words("付款流水核对撤销", "match of a bank debit undone"))
class BankDebitUnmatched(Event):
    """撤销核对：这笔流水不是 ``cites``，凭 ``document``。"""

    purpose: Purpose
    cites: str
    reason: str
    document: str


@stored_as("bank_debit.released", says=Words("付款流水引用撤销", "citation of a bank debit undone"))
class BankDebitReleased(Event):
    """账上付款引错了这笔流水，改引另一笔。``cites`` 为拨付编号。"""

    cites: str
    reason: str
    document: str


DebitEvent: TypeAlias = (
    BankDebitRecorded | BankDebitCited | BankDebitMatched | BankDebitUnmatched | BankDebitReleased
)
Facts: TypeAlias = tuple[DebitEvent, ...]


@frozen(kw_only=True)
class Debit:
    """A debit as its decisions see it. None known under the key is ``None``."""

    fund: str
    outgoing: Outgoing
    cited: BankDebitCited | None = None
    matched: BankDebitMatched | None = None


Known: TypeAlias = Debit | BankDebitCited | None
"""A debit on record, or only that a payment cites one that the bank has yet to tell."""


def evolve(debit: Known, event: DebitEvent) -> Known:
    """Remember one fact. Never refuses: it is already true."""
    match event:
        case BankDebitRecorded(fund=fund, outgoing=outgoing):
            cited = debit if isinstance(debit, BankDebitCited) else None
            return Debit(fund=fund, outgoing=outgoing, cited=cited)
        case BankDebitCited():
            return replace(debit, cited=event) if isinstance(debit, Debit) else event
        case BankDebitMatched():
            assert isinstance(debit, Debit), "a debit is recorded before it is matched"
            return replace(debit, matched=event)
        case BankDebitUnmatched():
            assert isinstance(debit, Debit), "a debit is matched before that is undone"
            return replace(debit, matched=None)
        case BankDebitReleased():
            return replace(debit, cited=None) if isinstance(debit, Debit) else None
        case _:
            assert_never(event)


BANK_DEBIT: Decider[Known, DebitEvent] = Decider(
    "bank_debit", None, evolve, get_args(DebitEvent), key=(upper,)
)


class Why(Reason):
    """Every reason a bank debit may refuse."""

    UNKNOWN = "bank_debit.unknown", "没有这笔付款流水", "there is no such debit"
    CONFLICT = (
        "bank_debit.conflict",
        "同一笔付款流水已登记为付 {payee} {amount}，来件内容不同；请向银行核实",
        "the entry is on record as {amount} to {payee}; this one says otherwise: ask the bank",
    )
    MATCHED = (
        "bank_debit.matched",
        "付款流水已与 {cites} 核对",
        "the entry is matched to {cites} already",
    )
    CITED = (
        "bank_debit.cited",
        "付款流水 {debit} 是拨付 {cites} 的付款，一笔流水只付一笔；请按银行回单核对流水编号",
        "debit {debit} is the payment of disbursement {cites}, and one entry pays once: look the "
        "entry's number up on the bank's slip",
    )
    AMOUNT_DIFFERS = (
        "bank_debit.amount_differs",
        "银行付出 {paid}，账上付出 {booked}，不符",
        "the bank paid {paid}, the books say {booked}",
    )
    OTHER_FUND = (
        "bank_debit.other_fund",
        "付款流水记在基金 {fund}，账上这笔付出在基金 {other}，不是一笔；请核对流水",
        "the entry is fund {fund}'s, in the books fund {other} paid: they are not one, look again",
    )
    BEFORE_APPROVAL = (
        "bank_debit.before_approval",
        "银行在 {dated} 付出，拨付在 {approved} 才获批准，不是这笔付款；请按银行回单核对流水编号",
        "the bank paid on {dated}, the disbursement was approved on {approved}: this is not its "
        "payment, look the entry's number up on the bank's slip",
    )
    PAID_BY_OTHER = (
        "bank_debit.paid_by_other",
        "拨付 {cites} 已与付款流水 {debit} 核对，一笔付款只核对一次；请查明这笔流水另付了什么",
        "disbursement {cites} is matched to debit {debit}, and a payment is matched once: find out "
        "what else this entry paid",
    )
    NOT_MATCHED = (
        "bank_debit.not_matched",
        "付款流水尚未核对，无可撤销",
        "the entry is matched to nothing: there is nothing to undo",
    )
    CITES_OTHER = (
        "bank_debit.cites_other",
        "账上这笔付出引用的是付款流水 {debit}",
        "in the books this payment cites debit {debit}",
    )


def record(debit: Known, *, fund: str, outgoing: Outgoing, document: str, on: date) -> Facts:
    """Record what the bank says left (登记付款流水). The same told twice is ``()``."""
    positive(outgoing.amount)
    if not isinstance(debit, Debit):
        return (BankDebitRecorded(fund=fund, outgoing=outgoing, document=document, on=on),)
    if debit.fund == fund and debit.outgoing.repeats(outgoing):
        return ()
    raise Rejection(Why.CONFLICT, payee=debit.outgoing.payee, amount=debit.outgoing.amount)


def cite(
    debit: Known,
    *,
    debit_id: str,
    fund: str,
    cites: str,
    amount: Money,
    approved: date | None,
    on: date,
) -> Facts:
    """Cite the entry as that by which ``cites`` is paid out of ``fund`` (引用), once for each.

    One that the bank has told already must be that fund's, of that amount, of nothing else, and of
    no day before ``cites`` was ``approved``.
    """
    told = BankDebitCited(cites=cites, amount=amount, on=on)
    if isinstance(debit, Debit):
        free = open_debit(of_fund(debit, fund), debit_id=debit_id)
        if free.outgoing.amount != amount:
            raise Rejection(Why.AMOUNT_DIFFERS, paid=free.outgoing.amount, booked=amount)
        _not_before(free, approved)
    elif debit is not None:
        raise Rejection(Why.CITED, debit=debit_id, cites=debit.cites)
    return (told,)


def match(
    debit: Known,
    *,
    debit_id: str,
    purpose: Purpose,
    cites: str,
    cited: str,
    amount: Money,
    on: date,
    approved: date | None = None,
) -> Facts:
    """Match the entry to what the books paid (核对). The same told twice is ``()``.

    ``cited`` is the debit that the books' own fact names: it must be this one, ``debit_id``. Of
    what was ``approved`` first, the bank's day is no earlier.
    """
    debit = existing(debit)
    if upper(cited) != upper(debit_id):
        raise Rejection(Why.CITES_OTHER, debit=cited)
    if debit.outgoing.amount != amount:
        raise Rejection(Why.AMOUNT_DIFFERS, paid=debit.outgoing.amount, booked=amount)
    _not_before(debit, approved)
    told = BankDebitMatched(purpose=purpose, cites=cites, amount=amount, on=on)
    if debit.matched is None:
        if debit.cited is not None and (purpose, cites) != (
            Purpose.DISBURSEMENT,
            debit.cited.cites,
        ):
            raise Rejection(Why.CITED, debit=debit_id, cites=debit.cited.cites)
        return (told,)
    if debit.matched.repeats(told):
        return ()
    raise Rejection(Why.MATCHED, cites=debit.matched.cites)


def unmatch(debit: Known, *, reason: str, document: str, on: date) -> Facts:
    """Undo what the entry was matched to (撤销核对): what was made of it is undone with it."""
    debit = existing(debit)
    matched = debit.matched
    if matched is None:
        raise Rejection(Why.NOT_MATCHED)
    return (
        BankDebitUnmatched(
            purpose=matched.purpose, cites=matched.cites, reason=reason, document=document, on=on
        ),
    )


def release(
    debit: Known, *, debit_id: str, cites: str, reason: str, document: str, on: date
) -> Facts:
    """Let the entry go that ``cites`` named by mistake, with the match to it (撤销引用)."""
    matched = debit.matched if isinstance(debit, Debit) else None
    undone: Facts = ()
    if matched is not None and (matched.purpose, matched.cites) == (Purpose.DISBURSEMENT, cites):
        undone = unmatch(debit, reason=reason, document=document, on=on)
    told = debit.cited if isinstance(debit, Debit) else debit
    if told is None:  # a payment of the time before debits were noted at what cites them
        return undone
    if told.cites != cites:
        raise Rejection(Why.CITED, debit=debit_id, cites=told.cites)
    return (*undone, BankDebitReleased(cites=cites, reason=reason, document=document, on=on))


def _not_before(debit: Debit, approved: date | None) -> None:
    dated = debit.outgoing.value_date
    if approved is not None and dated < approved:
        raise Rejection(Why.BEFORE_APPROVAL, dated=dated, approved=approved)


def paid_once(debit_id: str, *, by: str, cites: str) -> None:
    """Refuse ``debit_id`` for a payment that is matched to another entry already."""
    if upper(by) != upper(debit_id):
        raise Rejection(Why.PAID_BY_OTHER, debit=by, cites=cites)


def open_debit(debit: Known, *, debit_id: str) -> Debit:
    """Return ``debit`` if nothing is matched to it yet, and no payment cites it; else refuse."""
    debit = existing(debit)
    if debit.matched is not None:
        raise Rejection(Why.MATCHED, cites=debit.matched.cites)
    if debit.cited is not None:
        raise Rejection(Why.CITED, debit=debit_id, cites=debit.cited.cites)
    return debit


def of_fund(debit: Known, fund: str) -> Debit:
    """Return ``debit`` if it is ``fund``'s; else refuse: money stays in one fund."""
    debit = existing(debit)
    if kept(debit.fund) != kept(fund):
        raise Rejection(Why.OTHER_FUND, fund=debit.fund, other=fund)
    return debit


def existing(debit: Known) -> Debit:
    """Return ``debit``. Refuses where the bank has told of none."""
    if not isinstance(debit, Debit):
        raise Rejection(Why.UNKNOWN)
    return debit
