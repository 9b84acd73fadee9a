"""Every receipt number is used once, by the fund that it was given to, without a silent gap.

DOMAIN §3: 12, S60. Where nothing of a code is on record as given out, its numbers are one book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from attrs import define, field

from lixia_domain.aggregates import donation_receipt as don
from lixia_domain.aggregates import receipt_book as books
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.in_kind import facts as goods
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.specs.history.folds import Check, Ref, ref

NUMBERED = tuple(
    cls for cls in don.DONATION_RECEIPT.events if cls is not don.DonationReceiptReversed
)
"""The facts that use a receipt number up; a reversal is of a number in use."""


class Span(NamedTuple):
    """Numbers on end."""

    first: int
    last: int

    def has(self, number: int) -> bool:
        """Tell whether ``number`` is one of them."""
        return self.first <= number <= self.last


@define
class Given:
    """Numbers that a fund was given, and which of them went back."""

    span: Span
    digits: int
    fund: str
    back: list[Span] = field(factory=list)

    def holds(self, number: str, fund: str) -> bool:
        """Tell whether ``number`` is among them, as written, for ``fund`` where that is known."""
        return (
            number.isdecimal()
            and len(number) == self.digits
            and self.span.has(int(number))
            and fund in {"", self.fund}
            and not any(span.has(int(number)) for span in self.back)
        )


class ReceiptNumbers(Check):
    """Every receipt number is used once, by the fund that it was given to, with no silent gap."""

    reads = (
        *NUMBERED,
        *books.RECEIPT_BOOK.events,
        acc.DonationReceived,
        bc.BankCreditRecorded,
        goods.InKindDelivered,
    )

    def __init__(self) -> None:
        super().__init__()
        self.used: dict[str, Ref] = {}
        self.numbers: dict[str, set[int]] = defaultdict(set)
        self.given: dict[str, list[Given]] = defaultdict(list)
        self.fund: dict[str, str] = {}
        """Of each credit, and of each delivery of goods."""
        self.arrived: dict[str, Money] = defaultdict(lambda: ZERO)

    def take(self, recorded: Recorded) -> None:
        """Note the number, whose it is, and whether as much had arrived."""
        match recorded.event:
            case acc.DonationReceived(gift=gift, amount=amount):
                self.arrived[gift] += amount
            case bc.BankCreditRecorded(fund=fund) | goods.InKindDelivered(fund=fund):
                self.fund[recorded.key] = fund
            case books.ReceiptNumbersAllotted(first=first, last=last, fund=fund):
                span = Span(int(first), int(last))
                self.given[recorded.key].append(Given(span, len(first), fund))
            case books.ReceiptNumbersHandedBack(first=first, last=last, fund=fund):
                for given in self.given[recorded.key]:
                    if given.fund == fund and given.span.has(int(first)):
                        given.back.append(Span(int(first), int(last)))
            case _:
                self._use(recorded)

    def _use(self, recorded: Recorded) -> None:
        event, key = recorded.event, recorded.key
        if key in self.used:
            self.wrong(
                f"票据 {key} 使用两次", f"receipt {key} is used twice", self.used[key], recorded
            )
        self.used[key] = ref(recorded)
        code, number = split_key(key)
        if number.isdecimal():
            self.numbers[upper(code)].add(int(number))
        self._owned(upper(code), number, recorded)
        if isinstance(event, don.DonationReceiptIssued) and event.amount > self.arrived[event.gift]:
            self.wrong(
                f"票据 {key} 开具 {event.amount}，而到账 {self.arrived[event.gift]}",
                f"receipt {key} is over {event.amount.en}, {self.arrived[event.gift].en} had come",
                recorded,
            )

    def _owned(self, code: str, number: str, recorded: Recorded) -> None:
        """See that a number was its fund's, once numbers of the code had been given out."""
        if not (given := self.given.get(code)):
            return
        match recorded.event:
            case don.DonationReceiptIssued(credit=cited):
                fund = self.fund.get(cited, "")
            case don.DonationReceiptIssuedInKind(delivery=cited):
                fund = self.fund.get(cited, "")
            case _:
                fund = ""
        if not any(one.holds(number, fund) for one in given):
            self.wrong(
                f"票据 {recorded.key} 的号码没有领用给基金 {fund or '（任一基金）'}",
                f"the number of receipt {recorded.key} was not given to fund {fund or '(any)'}",
                recorded,
            )

    def end(self) -> None:
        """Look for gaps: in what each fund was given up to its last number, and in what is old."""
        for code, numbers in sorted(self.numbers.items()):
            gaps = sorted(set(self._gaps(code, numbers)))
            if gaps:
                missing = sum(last - first + 1 for first, last in gaps)
                shown = [f"{a}" if a == b else f"{a}–{b}" for a, b in gaps[:5]]
                self.wrong(
                    f"票据代码 {code} 跳号 {missing} 个：{'、'.join(shown)}",
                    f"receipt code {code} skips {missing} numbers: {', '.join(shown)}",
                )

    def _gaps(self, code: str, numbers: set[int]) -> Iterator[tuple[int, int]]:
        given = self.given.get(code, [])
        old = set(numbers)
        for one in given:
            own = {number for number in numbers if one.span.has(number)}
            old -= own
            if own:
                yield from _between([*one.back, *_each(own)], one.span.first, max(own))
        if old:
            yield from _between([*(one.span for one in given), *_each(old)], min(old), max(old))


def _each(numbers: Iterable[int]) -> Iterator[Span]:
    return (Span(number, number) for number in numbers)


def _between(spans: Iterable[Span], least: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield what from ``least`` to ``most`` lies in none of ``spans``."""
    after = least
    for span in sorted(spans):
        if span.first > most:
            return
        if span.first > after:
            yield after, span.first - 1
        after = max(after, span.last + 1)
