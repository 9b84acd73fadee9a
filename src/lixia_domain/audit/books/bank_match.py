"""Bank and books, entry by entry: what both have, what only one has, what they say differently."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from attrs import frozen

from lixia_domain.aggregates.bank_debit import Purpose
from lixia_domain.kernel.money import Money
from lixia_domain.recording.faults import Fault
from lixia_domain.views.bank_book import CREDIT, DEBIT, BankRow
from lixia_domain.views.payment_register import PaymentRow

NEAR = timedelta(days=5)
"""How far apart book and bank may date the same payment."""


class Verdict(StrEnum):
    """What became of an entry."""

    MATCHED = "matched"  # 相符
    MATCHED_BY_AMOUNT = "matched_by_amount"  # 编号不同，金额与日期唯一相符
    DIFFERING = "differing"  # 编号相同，内容不同
    ONLY_BANK = "only_bank"  # 银行有，账库无
    ONLY_BOOK = "only_book"  # 账库有，银行无
    UNBOOKED = "unbooked"  # 流水已登记，账上尚无对应付出

    @property
    def fine(self) -> bool:
        """Tell whether nobody need look at it."""
        return self in (Verdict.MATCHED, Verdict.MATCHED_BY_AMOUNT)


@frozen(kw_only=True)
class BankEntry:
    """One entry as one of the two has it. ``side`` is credit or debit; ``place``: where it stands.

    ``account`` is empty where the books do not say. ``booked`` is false for a debit on record that
    nothing in the books was matched to.
    """

    side: str
    entry: str
    account: str
    on: date
    amount: Money
    place: str
    booked: bool = True


@frozen(kw_only=True)
class Compared:
    """An entry of the bank, of the books, or of both."""

    verdict: Verdict
    bank: BankEntry | None
    book: BankEntry | None


class Overlap(Fault):
    """Two statements of one account speak of the same days: entries would count twice."""

    def __init__(self, account: str, one: str, other: str, first: date, last: date) -> None:
        days = str(first) if first == last else f"{first}—{last}"
        super().__init__(
            f"账户 {account}：{one} 与 {other} 的日期重叠（{days}），请每次只给不重叠的对账单",
            f"account {account}: {one} and {other} overlap ({days}); give statements that do not",
            account=account,
            one=one,
            other=other,
            first=first,
            last=last,
        )


class OutOfPeriod(Fault):
    """A statement has entries outside the days that it is said to be of."""

    def __init__(self, entry: BankEntry, first: date, last: date) -> None:
        super().__init__(
            f"{entry.place}：{entry.on} 不在所核对的 {first}—{last} 内，请核对 --from、--to",
            f"{entry.place}: {entry.on} is outside {first}—{last}, the days that are compared; "
            "check --from and --to",
            place=entry.place,
            on=entry.on,
            first=first,
            last=last,
        )


class EmptyStatement(Fault):
    """A statement without entries says nothing of any period."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} 没有任何流水，无从核对",
            f"{name} has no entries: nothing to compare with",
            name=name,
        )


def statements(files: Mapping[str, Sequence[BankEntry]]) -> list[BankEntry]:
    """Return the entries of several statements, by name, each once.

    Raises ``Overlap`` where two speak of the same days of one account, ``EmptyStatement``.
    """
    spans: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for name, entries in files.items():
        if not entries:
            raise EmptyStatement(name)
        days: dict[str, list[date]] = defaultdict(list)
        for entry in entries:
            days[entry.account].append(entry.on)
        for account, on in days.items():
            spans[account].append((min(on), max(on), name))
    for account, found in spans.items():
        found.sort()
        for (_, last, one), (first, end, other) in pairwise(found):
            if first <= last:
                raise Overlap(account, one, other, first, min(last, end))
    once = {_said(entry): entry for entries in files.values() for entry in reversed(entries)}
    return sorted(once.values(), key=lambda entry: (entry.on, entry.side, entry.entry))


def _said(entry: BankEntry) -> tuple[str, str, str, date, Money]:
    return entry.side, entry.entry, entry.account, entry.on, entry.amount


def on_record(
    fund: str, bank: Iterable[BankRow], payments: Iterable[tuple[str, PaymentRow]]
) -> list[BankEntry]:
    """Return what the store has of a fund's bank entries, and payments that cite one it has not.

    ``payments`` come with the fund that paid them. An entry that the bank took back
    is none.
    """
    found: list[BankEntry] = []
    matched = set[str]()
    for row in bank:
        if row.fund != fund or row.value_date is None or row.reversed_on is not None:
            continue
        if row.purpose == Purpose.DISBURSEMENT.value:
            matched.add(row.cites or "")
        found.append(
            BankEntry(
                side=row.side,
                entry=row.entry,
                account=row.account,
                on=row.value_date,
                amount=Money(row.in_fen or row.out_fen),
                place=row.document,
                booked=row.side == CREDIT or row.purpose is not None,
            )
        )
    known = {entry.entry for entry in found if entry.side == DEBIT}
    for of, paid in payments:
        told = paid.debit in known or paid.disbursement in matched
        if of == fund and paid.paid_on is not None and not told:
            found.append(
                BankEntry(
                    side=DEBIT,
                    entry=paid.debit,
                    account="",
                    on=paid.paid_on,
                    amount=Money(paid.paid_fen),
                    place=paid.disbursement,
                )
            )
    return found


def months(bank: Sequence[BankEntry]) -> tuple[date, date]:
    """Return the first and the last day of the months that entries speak of."""
    first, last = min(entry.on for entry in bank), max(entry.on for entry in bank)
    _, days = monthrange(last.year, last.month)
    return first.replace(day=1), last.replace(day=days)


def compare(
    bank: Sequence[BankEntry], book: Iterable[BankEntry], first: date, last: date
) -> tuple[Compared, ...]:
    """Compare a statement's entries with what is on record of its accounts from first to last day.

    First by the entry's own key; what is left, by side and amount within ``NEAR`` days, where there
    is one such entry on both sides and no other. In order of days. Raises ``OutOfPeriod``.
    """
    for entry in bank:
        if not first <= entry.on <= last:
            raise OutOfPeriod(entry, first, last)
    accounts = {entry.account for entry in bank}
    here = {
        (entry.side, entry.entry): entry
        for entry in book
        if first <= entry.on <= last and entry.account in (*accounts, "")
    }
    found: list[Compared] = []
    left: list[BankEntry] = []
    for entry in bank:
        other = here.pop((entry.side, entry.entry), None)
        if other is None:
            left.append(entry)
        else:
            found.append(Compared(verdict=_verdict(entry, other), bank=entry, book=other))
    ours, theirs = _by_amount(here.values()), _by_amount(left)
    for entry in left:
        other = _alike(entry, theirs, ours)
        if other is None:
            found.append(Compared(verdict=Verdict.ONLY_BANK, bank=entry, book=None))
        else:
            del here[other.side, other.entry]
            verdict = Verdict.MATCHED_BY_AMOUNT if other.booked else Verdict.UNBOOKED
            found.append(Compared(verdict=verdict, bank=entry, book=other))
    found += [Compared(verdict=Verdict.ONLY_BOOK, bank=None, book=o) for o in here.values()]
    return tuple(sorted(found, key=_place))


def _verdict(bank: BankEntry, book: BankEntry) -> Verdict:
    same_day = bank.on == book.on if book.account else abs(bank.on - book.on) <= NEAR
    if bank.amount != book.amount or not same_day or book.account not in (bank.account, ""):
        return Verdict.DIFFERING
    return Verdict.MATCHED if book.booked else Verdict.UNBOOKED


Alike: TypeAlias = Mapping[tuple[str, Money], Sequence[BankEntry]]


def _by_amount(entries: Iterable[BankEntry]) -> Alike:
    found: dict[tuple[str, Money], list[BankEntry]] = defaultdict(list)
    for entry in entries:
        found[entry.side, entry.amount].append(entry)
    return found


def _alike(entry: BankEntry, theirs: Alike, ours: Alike) -> BankEntry | None:
    """Return the one entry of ours that this one of theirs can be, if it can be no other's."""
    told = (entry.side, entry.amount)
    others = [other for other in ours.get(told, ()) if abs(entry.on - other.on) <= NEAR]
    if len(others) != 1 or sum(abs(one.on - others[0].on) <= NEAR for one in theirs[told]) != 1:
        return None
    return others[0]


def _place(compared: Compared) -> tuple[date, str, str]:
    entry = compared.bank or compared.book
    assert entry is not None
    return entry.on, entry.side, entry.entry
