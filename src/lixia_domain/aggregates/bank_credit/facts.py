"""What can have happened to a bank credit (到账)."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from attrs import evolve, frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.texts import cleaned
from lixia_domain.kernel.vocabulary import Amount, BankAccount, BankText, PastDay, PayerRef
from lixia_domain.kernel.words import Worded, Words


class Income(Worded):
    """What a part of a credit is. Only a donation is a gift in law, and gets a receipt."""

    DONATION = "donation", "捐赠"
    INTEREST = "interest", "利息"
    APPROPRIATION = "appropriation", "财政拨款"
    MATCH = "match", "财政配套"
    SALE = "sale", "实物变卖所得"
    RECOVERY = "recovery", "拨付款收回"
    SPONSORSHIP = "sponsorship", "赞助"
    SHORTFALL = "shortfall", "弥补短缺", "paid towards a shortfall"
    CARRIED_IN = "carried_in", "期初结转"


GIVEN = (Income.DONATION, Income.SALE)
"""Of what money there is a donor to ask: of gifts, and of what goods fetched that were given."""


@frozen(kw_only=True)
class Notice:
    """What a bank notice or register row says.

    ``payer`` is an organisation's name, with its credit code as ``payer_ref`` where the bank gives
    it; or a person's masked form with its reference (HMAC).
    ``remark`` is scrubbed of persons. ``account`` is where the money arrived.
    """

    account: BankAccount
    value_date: Annotated[PastDay, Words("记账日期", "the bank's date")]
    payer: Annotated[BankText, Words("付款人", "payer")]
    payer_ref: Annotated[PayerRef, Words("付款人代号", "the payer's reference")] | None
    amount: Amount
    remark: Annotated[BankText, Words("摘要", "remark")]

    def repeats(self, other: Notice) -> bool:
        """Tell whether both say the same, but for what can't be seen in a text."""
        return self == other or self._seen() == other._seen()

    def _seen(self) -> Notice:
        return evolve(
            self,
            account=kept(self.account),
            payer=cleaned(self.payer),
            remark=cleaned(self.remark),
        )


@frozen(kw_only=True)
class Allocation:
    """A part of a credit that an account took in, under the id ``gift``."""

    gift: str
    account: str
    claim: str | None
    instalment: int | None
    amount: Money
    kind: Income = Income.DONATION


@frozen(kw_only=True)
class Citation:
    """A fact by which an account took money in, citing a credit that was not on record then.

    ``fact`` is its stream and version, ``gift`` the id under which it is a part of the credit.
    """

    fact: str
    account: str
    gift: str
    kind: Income
    amount: Money


@stored_as("bank_credit.recorded", says=Words("银行到账登记", "bank credit recorded"))
class BankCreditRecorded(Event):
    """银行到账。``document`` 为凭证出处（文件、表、行）；``revision`` 自 1 起，更正一次加一。"""

    fund: str
    notice: Notice
    document: str
    revision: int


@stored_as(
    "bank_credit.notice_conflicted", says=Words("到账通知前后不符", "notices of a credit conflict")
)
class CreditNoticeConflicted(Event):
    """同一笔到账又来了内容不同的通知：拒绝入账并留痕。"""

    notice: Notice
    document: str


@stored_as("bank_credit.allocated", version=2, says=Words("到账分配", "credit allocated"))
class CreditAllocated(Event):
    """到账分配入账：捐赠，或利息、拨款等（``kind``）。"""

    allocation: Allocation


@stored_as("bank_credit.held", version=3, says=Words("到账暂收", "credit held"))
class CreditHeld(Event):
    """部分或全部待定，记入暂收；``claims``、``designations`` 为付款时指明的认领和用途。"""

    amount: Money
    reason: str
    claims: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()


FUND_CLOSED = "基金已终止，待退回或转交"
"""Why money waits that came for a fund which is closed: it can't become a gift there any more."""


@stored_as("bank_credit.released", says=Words("暂收解除", "held credit released"))
class CreditReleased(Event):
    """待定款项解除暂收，用于分配。"""

    amount: Money


@stored_as("bank_credit.returned", says=Words("到账退回", "credit returned"))
class CreditReturned(Event):
    """原路退回付款人。``gift`` 为空时退的是暂收款。"""

    gift: str | None
    amount: Money
    basis: str
    document: str


@stored_as("bank_credit.redirected", says=Words("捐赠转到另一账户", "gift redirected"))
class CreditRedirected(Event):
    """一份捐赠依法变更用途，转到另一账户。"""

    gift: str
    account: str


@stored_as("bank_credit.receipted", says=Words("到账已开票", "credit receipted"))
class CreditReceipted(Event):
    """一份捐赠已开票。"""

    gift: str
    receipt: str


@stored_as("bank_credit.unreceipted", says=Words("到账票据收回", "credit's receipt undone"))
class CreditUnreceipted(Event):
    """票据已红冲或作废。"""

    gift: str
    receipt: str


@stored_as("bank_credit.reversed", says=Words("到账更正冲正", "credit reversed"))
class CreditReversed(Event):
    """登记更正而冲正：引用所冲的版次，附理由与批准人。"""

    revision: int
    reason: str
    approver: str


@stored_as("bank_credit.reversed_by_bank", says=Words("银行冲正", "reversed by the bank"))
class CreditReversedByBank(Event):
    """银行自行冲正。"""

    revision: int
    reason: str


@stored_as(
    "bank_credit.legal_donor_settled", says=Words("确认法律上的捐赠人", "legal donor settled")
)
class LegalDonorSettled(Event):
    """代付：付款人不是捐赠人，依 ``document`` 确认法律上的捐赠人。"""

    donor: str
    document: str


@stored_as(
    "bank_credit.apportionment_found", says=Words("认定为摊派所得", "found to be apportioned")
)
class ApportionmentFound(Event):
    """认定为摊派所得（慈善法 32）：只可退回，不得分配、开票。"""

    document: str
    rule: str


@stored_as("bank_credit.directed", says=Words("付款人指示用途", "payer directed the use"))
class CreditDirected(Event):
    """``donor`` 本人书面指示：原为别的用途而付、待定的 ``amount`` 改用于 ``to``，凭 ``document``。

    ``to`` 为 ``other`` 的，不是捐赠，按其实际情况另行办理。
    """

    to: str
    amount: Money
    donor: str
    document: str


@stored_as("bank_credit.return_paid", says=Words("退款已付出", "return paid"))
class CreditReturnPaid(Event):
    """退回的款项已由银行付出，见 ``debit``。"""

    debit: str
    amount: Money


@stored_as("bank_credit.return_unpaid", says=Words("退款付出撤销", "payment of a return undone"))
class CreditReturnUnpaid(Event):
    """付款流水 ``debit`` 不是这笔退款：核对已撤销，退款仍待银行付出。"""

    debit: str
    amount: Money
    document: str


@stored_as("bank_credit.return_cancelled", says=Words("退回撤销", "return cancelled"))
class CreditReturnCancelled(Event):
    """退回的款项没有离开银行：撤销退回，凭 ``document``，款项重新暂收。"""

    amount: Money
    reason: str
    document: str


@stored_as("bank_credit.cited_before", says=Words("此前已被引用", "credit cited before"))
class CreditCitedBefore(Event):
    """登记以前账上已引用这笔到账：整笔暂收，核对以前不得动用。"""

    cites: tuple[Citation, ...]


@stored_as("bank_credit.citations_settled", says=Words("此前引用核对", "citations settled"))
class CitationsSettled(Event):
    """此前的引用已核对，记为本笔到账的用途；``left`` 为到账不足、未能认领的部分。"""

    document: str
    left: Money


@stored_as("bank_credit.receivable_arose", says=Words("应收退款产生", "receivable arose"))
class ReceivableArose(Event):
    """银行冲正了已经退回的款：收了退款的 ``debtor`` 欠基金 ``amount``，是为应收。"""

    fund: str
    debtor: str
    amount: Money
    document: str


@stored_as("bank_credit.receivable_collected", says=Words("应收退款收回", "receivable collected"))
class ReceivableCollected(Event):
    """应收由另一笔到账 ``credit`` 收回。"""

    fund: str
    credit: str
    amount: Money


@stored_as("bank_credit.put_to_receivable", says=Words("清偿应收", "put to a receivable"))
class CreditPutToReceivable(Event):
    """暂收的一部分用来清偿另一笔到账 ``of`` 的应收。"""

    of: str
    amount: Money


CreditEvent: TypeAlias = (
    BankCreditRecorded
    | CreditNoticeConflicted
    | CreditAllocated
    | CreditHeld
    | CreditReleased
    | CreditReturned
    | CreditRedirected
    | CreditReceipted
    | CreditUnreceipted
    | CreditReversed
    | CreditReversedByBank
    | LegalDonorSettled
    | ApportionmentFound
    | CreditDirected
    | CreditReturnPaid
    | CreditReturnUnpaid
    | CreditReturnCancelled
    | CreditCitedBefore
    | CitationsSettled
    | ReceivableArose
    | ReceivableCollected
    | CreditPutToReceivable
)
Facts: TypeAlias = tuple[CreditEvent, ...]
