"""Use cases of money that arrives: book it, hold it, allocate it, return it, correct it.

Whatever happens, every fen that the bank says arrived lies in exactly one place: on an account as
a gift, in suspense, or returned.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from lixia_domain.aggregates import donation_receipt
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account import undoing
from lixia_domain.aggregates.account.facts import IncomeKind
from lixia_domain.aggregates.account.refusals import Why as AccountWhy
from lixia_domain.aggregates.account.state import ACCOUNT, APPORTIONMENT, MISTAKE
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit import findings
from lixia_domain.aggregates.bank_credit.agreed import no_gift_for
from lixia_domain.aggregates.bank_credit.facts import CreditAllocated, Facts, Income, Notice
from lixia_domain.aggregates.bank_credit.state import (
    BANK_CREDIT,
    EARNED,
    OWED,
    Credit,
    agreed_use,
    donated,
    earned,
    unmeant,
)
from lixia_domain.aggregates.bank_credit.state import Why as CreditWhy
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.aggregates.bank_credit.state import of_fund as of_fund_credit
from lixia_domain.aggregates.donation_receipt import DONATION_RECEIPT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.project.state import existing as existing_project
from lixia_domain.application.finance.booking import Booking, ToClaim, ToDesignation, Why, Wish
from lixia_domain.application.finance.cited import taken_off
from lixia_domain.application.finance.freezes import own_freeze
from lixia_domain.application.finance.held import clear_suspense, of_debtor
from lixia_domain.application.finance.parties import sound_donor
from lixia_domain.application.finance.taking_back import make_room_for
from lixia_domain.application.finance.undoing import Undoing, give_back, unsettle
from lixia_domain.application.finance.whereabouts import unspent
from lixia_domain.application.scope import keeper_of, of_credit, of_fund, of_part
from lixia_domain.application.use_case import Role, decides, use_case
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, kept
from lixia_domain.kernel.money import ZERO
from lixia_domain.kernel.roles import Beside
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.vocabulary import (
    AccountId,
    Amount,
    Basis,
    CreditId,
    Designation,
    Document,
    Donor,
    FundId,
    GiftId,
    Minutes,
    On,
    Reason,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import REFUND
from lixia_domain.rules.people import NO_APPORTIONMENT

__all__ = ["ToClaim", "ToDesignation", "Why", "Wish"]

CORRECTS = (Role.APPROVER, Role.ACCOUNTANT)
"""Who may approve that a register row is corrected."""
NEW, KNOWN, CONFLICTED, CORRECTED = "new", "known", "conflicted", "corrected"


@use_case(
    says=Words("登记到账", "book what arrived at the bank"), by=Role.ACCOUNTANT, scope=of_fund()
)
def book(
    work: Work,
    *,
    credit_id: CreditId,
    fund_id: FundId,
    notice: Annotated[Notice, Words("到账内容", "what the notice says")],
    document: Document,
    wishes: Annotated[tuple[Wish, ...], Words("用途", "where it goes")],
    on: On,
) -> str:
    """Book what the bank says arrived; allocate it as wished, hold the rest in suspense.

    Returns ``new``, ``known`` (nothing recorded) or ``conflicted``: the same entry with other
    content, of which only the conflict is recorded.
    """
    before = work.load(BANK_CREDIT, credit_id)
    if before is None:
        booking = Booking(work, fund_id, on)
        booking.receive(credit_id, notice=notice, document=document, wishes=wishes)
        booking.post()
        return NEW
    facts = bank_credit.record(before, fund=fund_id, notice=notice, document=document, on=on)
    work.record(BANK_CREDIT, credit_id, facts)
    return CONFLICTED if bank_credit.differs(before, notice) else KNOWN


@use_case(
    says=Words("更正到账", "correct a booked register row"), by=Role.ACCOUNTANT, scope=of_credit()
)
def correct(
    work: Work,
    *,
    credit_id: CreditId,
    notice: Annotated[Notice, Words("到账内容", "what the notice says")],
    document: Document,
    wishes: Annotated[tuple[Wish, ...], Words("用途", "where it goes")],
    reason: Reason,
    approver: Annotated[AccountId, Beside(CORRECTS), Words("批准人", "who approved")],
    on: On,
) -> str:
    """Correct a register row: reverse what was booked, book what it says now (冲正并重记).

    ``approver`` is another person of the foundation, who approves or keeps its books.

    Refused where the money has been receipted, reserved or spent since.
    """
    before = existing_credit(work.load(BANK_CREDIT, credit_id))
    facts = bank_credit.correct(
        before, notice=notice, document=document, reason=reason, approver=approver, on=on
    )
    Undoing(work, credit_id, before, reason, approver, on).take_back()
    work.record(BANK_CREDIT, credit_id, facts)
    booking = Booking(work, before.fund, on)
    corrected = existing_credit(work.load(BANK_CREDIT, credit_id))
    booking.dispose(credit_id, corrected, wishes)
    booking.post()
    return CORRECTED


@use_case(
    says=Words("登记银行冲正", "take off what the bank took back"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def reverse_by_bank(work: Work, *, credit_id: CreditId, reason: Reason, on: On) -> None:
    """Note that the bank took an entry back, and take it off the accounts (银行冲正).

    It is never refused for what became of the money. Receipts given for it are reversed with it;
    what is reserved of it is freed and its tranches wait for approval again; what was spent of it
    is short, and stands beside the account's balance until it is made good (短缺).
    """
    before = existing_credit(work.load(BANK_CREDIT, credit_id))
    facts = bank_credit.reverse_by_bank(before, reason=reason, on=on)
    Undoing(work, credit_id, before, reason, work.by.actor, on, by_bank=True).take_back()
    for gift, _ in before.receipts:
        _reverse_receipt(work, credit_id, gift, reason=f"银行冲正：{reason}", on=on)
    work.record(BANK_CREDIT, credit_id, facts)


@use_case(says=Words("分配暂收款", "allocate held money"), by=Role.ACCOUNTANT, scope=of_credit())
def allocate(
    work: Work,
    *,
    credit_id: CreditId,
    wishes: Annotated[tuple[Wish, ...], Words("用途", "where it goes")],
    on: On,
) -> list[str]:
    """Allocate held money as directed (分配暂收款); return the ids of the gifts made.

    A wish that names an amount gets it or is refused: more than the instalment is short of is not
    quietly cut. What was paid for a named use goes there; elsewhere only as its payer's own
    document says (``direct``).
    """
    fund_id = existing_credit(work.load(BANK_CREDIT, credit_id)).fund
    booking = Booking(work, fund_id, on)
    gifts: list[str] = []
    for wish in wishes:
        known = existing_credit(work.load(BANK_CREDIT, credit_id))
        obstacle = booking.obstacle(wish, known.notice, known.donor, known.meant)
        if obstacle is not None:
            raise obstacle
        amount = wish.amount or booking.wanted(
            wish, known.held, known.notice, known.donor, known.meant, ()
        )
        agreed_use(known, amount, booking.fits(wish), to=booking.use(wish))
        released = bank_credit.release(work.load(BANK_CREDIT, credit_id), amount=amount, on=on)
        work.record(BANK_CREDIT, credit_id, released)
        credit = existing_credit(work.load(BANK_CREDIT, credit_id))
        gift = booking.allocate(credit_id, credit, wish, amount)
        clear_suspense(work, credit_id, fund_id, amount, to=gift, on=on)
        gifts.append(gift)
    booking.post()
    return gifts


@use_case(
    says=Words("退回暂收款", "return held money to its payer"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def return_held(
    work: Work,
    *,
    credit_id: CreditId,
    amount: Amount,
    basis: Annotated[Basis, Words("退回的理由", "why it goes back")],
    document: Document,
    on: On,
) -> None:
    """Return held money to its payer (退回暂收款)."""
    work.release_money()
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    facts = bank_credit.return_held(credit, amount=amount, basis=basis, document=document, on=on)
    work.record(BANK_CREDIT, credit_id, facts)
    clear_suspense(work, credit_id, credit.fund, amount, to="returned", on=on)


@use_case(
    says=Words("退还捐赠", "return a gift to its donor"),
    by=Role.ACCOUNTANT,
    scope=of_part(),
)
def return_gift(
    work: Work,
    *,
    gift: GiftId,
    amount: Amount,
    basis: Annotated[Basis, Text(refusal=AccountWhy.NO_BASIS)],
    document: Annotated[Document, Text(refusal=AccountWhy.NO_BASIS)],
    on: On,
) -> None:
    """Return a gift or a part of it to its donor (退还捐赠); its receipt is reversed with it.

    ``basis``: ``agreement``, ``judgment``, ``order`` or ``mistake``, by ``document``. At most what
    is neither spent nor reserved, on whatever account: a part may have come back after the gift
    was moved on. What was paid by mistake is owed again; what lawfully went back is not: claim and
    pledge are cut by it.
    """
    work.release_money()
    credit_id = credit_of(gift)
    part = donated(existing_credit(work.load(BANK_CREDIT, credit_id)), gift)
    for key, share in unspent(work, gift, amount).items():
        returned = account.return_donation(
            work.load(ACCOUNT, key),
            gift=gift,
            amount=share,
            basis=basis,
            document=document,
            rule=in_force(EDITIONS, REFUND, on).version,
            on=on,
            own_freeze=own_freeze(work, key),
        )
        work.record(ACCOUNT, key, returned)
    _reverse_receipt(work, credit_id, gift, reason=f"退还捐赠：{document}", on=on)
    facts = bank_credit.return_gift(
        work.load(BANK_CREDIT, credit_id),
        gift=gift,
        amount=amount,
        basis=basis,
        document=document,
        on=on,
    )
    work.record(BANK_CREDIT, credit_id, facts)
    if basis == MISTAKE:
        unsettle(work, part, amount, reason=basis, on=on)
    else:
        give_back(work, part, amount, document=document, on=on)


@use_case(
    says=Words(
        "退回利息、拨款、变卖所得或赞助", "return interest, grants, sale proceeds, sponsorship"
    ),
    by=Role.ACCOUNTANT,
    scope=of_part(),
)
def return_income(
    work: Work,
    *,
    gift: GiftId,
    amount: Amount,
    basis: Annotated[Basis, Text(refusal=AccountWhy.NO_BASIS)],
    document: Annotated[Document, Text(refusal=AccountWhy.NO_BASIS)],
    on: On,
) -> None:
    """Return income that was no donation, or a part of it, to whoever paid it (退回).

    Interest, government money, the proceeds of a sale and sponsorship go back each by a fact of its
    own; of a match as much may come again. ``basis`` and limits are those of a returned gift.
    """
    work.release_money()
    credit_id = credit_of(gift)
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    part = earned(credit, gift)
    other = part.kind is Income.SPONSORSHIP
    for key, share in ({part.account: amount} if other else unspent(work, gift, amount)).items():
        returned = undoing.return_income(
            work.load(ACCOUNT, key),
            kind=IncomeKind(part.kind.value),
            gift=gift,
            credit=credit_id,
            amount=share,
            basis=basis,
            document=document,
            on=on,
            own_freeze=own_freeze(work, key),
        )
        work.record(ACCOUNT, key, returned)
    facts = bank_credit.return_gift(
        credit, gift=gift, amount=amount, basis=basis, document=document, on=on
    )
    work.record(BANK_CREDIT, credit_id, facts)


@use_case(
    says=Words("转交暂收款到另一基金", "hand held money over to another fund"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def hand_over(
    work: Work,
    *,
    credit_id: CreditId,
    to: Annotated[FundId, Words("转入的基金", "the fund it goes to")],
    minutes: Minutes,
    on: On,
) -> None:
    """Hand an entry that is held over to another fund of the same foundation (转交).

    So what was booked into the wrong fund, or came for one that is closed, finds its place. All of
    it goes, for the claims it came for and of the donor who was settled, and is held there.
    """
    before = existing_credit(work.load(BANK_CREDIT, credit_id))
    fund.kept_by(work.load(FUND, to), keeper_of(work, before.fund))
    facts = bank_credit.hand_over(before, fund=to, minutes=minutes, approver=work.by.actor, on=on)
    clear_suspense(work, credit_id, before.fund, before.held, to="reversed", on=on)
    work.record(BANK_CREDIT, credit_id, facts)
    booking = Booking(work, to, on)
    booking.dispose(credit_id, existing_credit(work.load(BANK_CREDIT, credit_id)), (), before.meant)
    booking.post()


@decides(
    BANK_CREDIT,
    "credit_id",
    says=Words("确认法律上的捐赠人", "settle who the legal donor is"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def settle_donor(
    known: Credit | None,
    *,
    credit_id: CreditId,
    donor: Donor,
    document: Annotated[Document, Text(refusal=CreditWhy.NO_DOCUMENT)],
    on: On,
) -> Facts:
    """Settle who the legal donor is where another one paid (代付), before any receipt.

    ``donor`` is an enterprise's credit code, or a person's reference.
    """
    return findings.settle_donor(known, donor=sound_donor(donor), document=document, on=on)


@use_case(
    says=Words("登记付款人对用途的书面指示", "note where its payer directs held money"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def direct(
    work: Work,
    *,
    credit_id: CreditId,
    to: Annotated[
        Designation,
        Words(
            "改用于何处（项目编号、general，或 other：不是捐赠）",
            "the use (a project's id, general, or other: it is no gift)",
        ),
    ],
    amount: Amount,
    document: Annotated[
        Document,
        Words("付款人（或法律上的捐赠人）本人的书面指示", "the payer's, or legal donor's, own"),
        Text(refusal=CreditWhy.NO_DOCUMENT),
    ],
    on: On,
) -> None:
    """Note that held money is for another use, by its payer's own document (书面指示).

    What was paid for a claim or a project has an agreed use, and keeps it when it lies in suspense
    again; nobody of the foundation changes that (慈善法 56). What is directed is then allocated.
    """
    if to not in (GENERAL, GOVERNMENT, OTHER):
        existing_project(work.load(PROJECT, to))
    facts = findings.direct(
        work.load(BANK_CREDIT, credit_id), to=kept(to), amount=amount, document=document, on=on
    )
    work.record(BANK_CREDIT, credit_id, facts)


@use_case(
    says=Words("认定摊派并退还", "find a credit apportioned, and return it"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def find_apportioned(
    work: Work,
    *,
    credit_id: CreditId,
    document: Annotated[Document, Text(refusal=CreditWhy.NO_DOCUMENT)],
    on: On,
) -> None:
    """Note that a credit was apportioned (摊派), and return what was given, receipts reversed.

    Source: 慈善法 32. What its payer owed stays paid: what came back of a payment, or made good
    what was short. What was reserved is freed, and what was spent is short: all goes back.
    """
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    rule = in_force(EDITIONS, NO_APPORTIONMENT, on).version
    found = findings.find_apportioned(credit, document=document, rule=rule, on=on)
    work.record(BANK_CREDIT, credit_id, found)
    for part in credit.allocations if found else ():
        if part.amount > ZERO and part.kind not in OWED:
            back = return_income if part.kind in EARNED else return_gift
            if part.kind is not Income.SPONSORSHIP:
                why = f"摊派：{document}"
                make_room_for(work, part, credit=credit_id, reason=why, on=on)
            back.within(
                work,
                gift=part.gift,
                amount=part.amount,
                basis=APPORTIONMENT,
                document=document,
                on=on,
            )
    if found and credit.held > ZERO:
        return_held.within(
            work,
            credit_id=credit_id,
            amount=credit.held,
            basis=APPORTIONMENT,
            document=document,
            on=on,
        )


RECEIVABLE = "receivable/"
"""Opens where suspense money went that made good what another credit left owing."""


@use_case(
    says=Words("收回应收款", "collect what a credit left owing"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def collect_receivable(
    work: Work,
    *,
    credit_id: CreditId,
    by_credit: Annotated[CreditId, Words("由哪笔到账收回", "the credit it was paid by")],
    amount: Amount,
    on: On,
) -> None:
    """Take what is owed out of held money of another credit of the fund (收回应收款).

    A receivable arises where the bank takes a credit back of which a part had been returned. It
    is paid by whoever owes it, or for them by a declaration.
    """
    owing = existing_credit(work.load(BANK_CREDIT, credit_id))
    paying = unmeant(of_fund_credit(work.load(BANK_CREDIT, by_credit), owing.fund))
    agreed_use(paying, amount, no_gift_for(None), to="应收")
    put = bank_credit.put_to_receivable(paying, of=credit_id, amount=amount, on=on)
    collected = bank_credit.collect(owing, by_credit=by_credit, amount=amount, on=on)
    of_debtor(work, by_credit, paying, (owing.debtor,))
    work.record(BANK_CREDIT, by_credit, put)
    work.record(BANK_CREDIT, credit_id, collected)
    to = f"{RECEIVABLE}{credit_id}"
    clear_suspense(work, by_credit, owing.fund, amount, to=to, on=on)


@use_case(
    says=Words("核对此前对到账的引用", "settle what was taken in by a credit before"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def settle_citations(
    work: Work,
    *,
    credit_id: CreditId,
    document: Annotated[Document, Text(refusal=CreditWhy.NO_DOCUMENT)],
    on: On,
) -> None:
    """Make what accounts took in by a credit before it was on record its uses (核对引用).

    Older code let recoveries, interest and appropriations cite a credit that was not booked. Each
    is covered whole, in the log's order, as far as the credit goes; the fact tells what is left.
    """
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    facts = findings.settle_citations(credit, taken_off=taken_off(work), document=document, on=on)
    work.record(BANK_CREDIT, credit_id, facts)
    for fact in facts:
        if isinstance(fact, CreditAllocated):
            part = fact.allocation
            clear_suspense(work, credit_id, credit.fund, part.amount, to=part.gift, on=on)


def _reverse_receipt(work: Work, credit_id: str, gift: str, *, reason: str, on: date) -> None:
    number = existing_credit(work.load(BANK_CREDIT, credit_id)).receipt_of(gift)
    if number is None:
        return
    facts = donation_receipt.reverse(
        work.load(DONATION_RECEIPT, number), reason=reason, approver=work.by.actor, on=on
    )
    work.record(DONATION_RECEIPT, number, facts)
    noted = bank_credit.unreceipt(
        work.load(BANK_CREDIT, credit_id), gift=gift, receipt=number, on=on
    )
    work.record(BANK_CREDIT, credit_id, noted)
