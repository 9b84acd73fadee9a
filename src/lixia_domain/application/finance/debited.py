"""What the bank itself says of money that left: from where, to whom, when. Nobody's word counts.

What a bank does not say, or hides in a name (a masked one), is not held against anybody; what is to
be seen of it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_credit.state import Credit
from lixia_domain.aggregates.bank_debit import (
    BANK_DEBIT,
    BankDebitMatched,
    Debit,
    Outgoing,
    Purpose,
)
from lixia_domain.aggregates.disbursement.facts import FundsDisbursed
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.application.finance.booking import paid_by
from lixia_domain.application.scope import keeper_of
from lixia_domain.kernel.keys import is_code, kept, party
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.fees import BANK_FEE, MOST_FEN

CARRIED_IN = "期初结转"
"""In place of payer and donor of what an account held before its first statement."""

MASKS = "*＊"


class Why(Reason):
    """Why an entry of the bank is not what it is said to be."""

    NOT_OURS = (
        "debited.not_ours",
        "付款账户 {account} 不是基金会登记的银行账户：请核对流水，账户属实的先登记",
        "account {account} is none that the foundation has on record: look at the entry again; if "
        "it is the foundation's, record it first",
    )
    OTHER_ACCOUNT = (
        "debited.other_account",
        "这笔钱到的是账户 {came}，付款流水出自账户 {left}，不是这笔退款；请核对流水",
        "the money had come to account {came}, this entry left {left}: it is not its return",
    )
    OTHER_PAYEE = (
        "debited.other_payee",
        "银行付给了“{paid}”，账上应付给“{due}”，不是一笔；请核对流水，付错的向收款方追回",
        "the bank paid “{paid}”, the books say “{due}”: they are not one; look again, and if it "
        "was paid by mistake, claim it back",
    )
    BEFORE_RETURN = (
        "debited.before_return",
        "银行在 {dated} 付出，退回在 {returned} 才入账，不是这笔退款；请核对流水",
        "the bank paid on {dated}, the return was booked on {returned}: this is not it, look again",
    )
    LEFT = (
        "debited.left",
        "银行流水 {debit} 付出了这笔款，付款不能撤销；核对错了的先撤销核对，"
        "引错了流水的先更正引用，退回来的登记退票",
        "bank debit {debit} is this payment, which can't be cancelled: undo a wrong match first, "
        "correct a wrong citation first, and what came back is a bounce",
    )
    NO_FEE = (
        "debited.no_fee",
        "{amount} 不像手续费（单笔至多 {most}）：请查明付的是什么，确属费用的凭文件列为管理费",
        "{amount} is no bank fee (at most {most} each): find out what it paid; if it is a cost, "
        "charge it as one, with its document",
    )


def matched_to(work: Work, paper: str, cited: str) -> Iterator[str]:
    """Yield the entries that are matched to the payment of ``paper``, which cites ``cited``.

    Today a payment is noted at the entry that it cites, and no other is matched to it. Where none
    is noted, all that was ever matched is looked through.
    """
    known = work.load(BANK_DEBIT, cited)
    if isinstance(known, Debit) and known.cited is not None:
        entries = [cited]
    else:
        entries = [recorded.key for recorded in work.facts(BankDebitMatched)]
    for entry in dict.fromkeys(entries):
        told = work.load(BANK_DEBIT, entry)
        now = told.matched if isinstance(told, Debit) else None
        if now is not None and (now.purpose, now.cites) == (Purpose.DISBURSEMENT, paper):
            yield entry


def never_left(work: Work, paper: str, paid: FundsDisbursed) -> None:
    """Refuse where the bank has told of a payment: matched to it, or by the entry it cites."""
    for entry in matched_to(work, paper, paid.debit):
        raise Rejection(Why.LEFT, debit=entry)
    told = work.load(BANK_DEBIT, paid.debit)
    if isinstance(told, Debit) and told.outgoing.amount == paid.amount:
        raise Rejection(Why.LEFT, debit=paid.debit)


def left_ours(work: Work, debit: Debit) -> None:
    """Refuse an entry of an account that the foundation, which has accounts on record, has not."""
    keeper = work.load(FOUNDATION, keeper_of(work, debit.fund))
    ours = {} if keeper is None else keeper.accounts
    account = debit.outgoing.account
    if ours and kept(account) not in {kept(one) for one in ours}:
        raise Rejection(Why.NOT_OURS, account=account)


def paid(work: Work, debit_id: str, payee: str) -> None:
    """Refuse an entry that the bank has told as one of another account, or to another payee."""
    debit = work.load(BANK_DEBIT, debit_id)
    if isinstance(debit, Debit):
        left_ours(work, debit)
        _paid_to(work, debit.outgoing, payee)


def _paid_to(work: Work, outgoing: Outgoing, payee: str) -> None:
    """Refuse an entry by which the bank paid somebody else than ``payee``, as far as it names one.

    Two references, two codes, or a code and the firm's name can be compared; a team's account or a
    name alone can't.
    """
    told, due = party(outgoing.payee), party(payee)
    firm = work.load(ENTERPRISE, due) if is_code(due) else None
    same = told == due or (firm is not None and kept(firm.name) == kept(outgoing.payee))
    comparable = firm is not None or (_is_reference(told) and _is_reference(due))
    if outgoing.payee and comparable and not same:
        raise Rejection(Why.OTHER_PAYEE, paid=outgoing.payee, due=payee)


def went_back(work: Work, debit: Debit, credit: Credit) -> None:
    """Refuse an entry that is no return of ``credit``: to its payer, from its account, in time."""
    outgoing, notice = debit.outgoing, credit.notice
    if kept(outgoing.account) != kept(notice.account):
        raise Rejection(Why.OTHER_ACCOUNT, came=notice.account, left=outgoing.account)
    returned = credit.returned_on
    if returned is not None and outgoing.value_date < returned:
        raise Rejection(Why.BEFORE_RETURN, dated=outgoing.value_date, returned=returned)
    if not _is_payer(work, outgoing.payee, notice):
        raise Rejection(Why.OTHER_PAYEE, paid=outgoing.payee, due=notice.payer)


def a_fee(amount: Money, on: date) -> None:
    """Refuse as a bank's fee what is more than a bank takes for anything."""
    most = Money(in_force(EDITIONS, BANK_FEE, on).figures[MOST_FEN])
    if amount > most:
        raise Rejection(Why.NO_FEE, amount=amount, most=most)


def _is_payer(work: Work, payee: str, notice: Notice) -> bool:
    """Tell whether ``payee`` paid, or nobody can tell from the names that the bank gave."""
    if not payee or notice.payer in ("", CARRIED_IN):
        return True
    if kept(payee) == kept(notice.payer) or party(payee) == party(notice.payer_ref or ""):
        return True
    if is_code(party(payee)):
        return paid_by(work, party(payee), notice)
    ref = party(notice.payer_ref or "")
    if is_code(ref):
        firm = work.load(ENTERPRISE, ref)
        return firm is not None and kept(firm.name) == kept(payee)
    if _masked(payee) or _masked(notice.payer):
        return _is_reference(party(payee)) or _may_be_one(kept(payee), kept(notice.payer))
    return bool(ref) and not _is_reference(party(payee))


def _masked(name: str) -> bool:
    return any(mask in name for mask in MASKS)


def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two names, of which a bank has hidden a part, agree in what is to be seen."""
    pairs = ((one, other), (one[::-1], other[::-1]))
    return all(
        a == b
        for names in pairs
        for a, b in takewhile(lambda pair: not _masked("".join(pair)), zip(*names, strict=False))
    )


def _is_reference(party_id: str) -> bool:
    return party_id.startswith("p:") or is_code(party_id)
