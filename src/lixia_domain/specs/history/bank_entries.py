"""Entries of the bank, and what left the books by which of them: when each of both told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple, assert_never

from attrs import define, field

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.keys import upper
from lixia_domain.specs.history.moves import Move

LATER = "9999-99"
"""A month after all others: what has not happened."""


class Place(NamedTuple):
    """A bank account as far as it is one fund's."""

    fund: str
    account: str


class Part(NamedTuple):
    """So much left the books for somebody: from which bank account, in which month."""

    place: Place
    month: str
    fen: int


@define
class BankCredit:
    """A bank credit as it was recorded last, and how it was recorded before."""

    fund: str = ""
    account: str = ""
    fen: int = 0
    valued: str = LATER
    booked: str = LATER
    taken_back: str = LATER
    """When the bank took it back."""
    corrected: list[tuple[str, str, int]] = field(factory=list)
    """Earlier revisions: booked when, until when, over how much."""


@define
class BankDebit:
    """A bank debit, and what it was matched to."""

    fund: str
    account: str
    fen: int
    valued: str
    matched: tuple[dbt.Purpose, str] | None = None


class Road(Enum):
    """By what money came to an account, or left it."""

    CREDIT = "credit"
    PAYMENT = "payment"
    DEBIT = "debit"
    RETURN = "return"


class Cause(NamedTuple):
    """Why money of a fund's account moved: by ``what``, in a month; ``credit`` had brought it."""

    fund: str
    road: Road
    what: str
    credit: str
    month: str


def cause_of(fund: str, event: Event, part: Move) -> Cause:
    """Return why the fact of an account of ``fund`` moves ``part``."""
    gift: str = getattr(event, "gift", None) or part.gift
    credit = upper(getattr(event, "credit", None) or credit_of(gift))
    month: str = event.period  # type: ignore[attr-defined]
    match event:
        case acc.FundsPaidOut(disbursement=paper) | acc.PaymentReversed(disbursement=paper):
            return Cause(fund, Road.PAYMENT, paper, credit, month)
        case (
            acc.BankFeeCharged(debit=debit)
            | acc.ManagementCostCharged(debit=debit)
            | acc.BankFeeReversed(debit=debit)
            | acc.ManagementCostReversed(debit=debit)
        ):
            return Cause(fund, Road.DEBIT, upper(debit), credit, month)
        case (
            acc.SuspenseCleared(to="returned")
            | acc.DonationReturned()
            | acc.InterestReturned()
            | acc.AppropriationReturned()
            | acc.SaleProceedsReturned()
            | acc.OtherIncomeReturned()
        ):
            return Cause(fund, Road.RETURN, credit, credit, month)
        case _:
            return Cause(fund, Road.CREDIT, credit, credit, month)


def _pays(debit: BankDebit) -> bool:
    """Tell whether a debit is what was paid or charged by it, and no return or nothing."""
    return debit.matched is not None and debit.matched[0] is not dbt.Purpose.RETURN


class Went:
    """Money that left the books: which bank account it left, and when the bank told of it."""

    def __init__(
        self,
        credits: Mapping[str, BankCredit],
        debits: Mapping[str, BankDebit],
        paid_by: Mapping[str, str],
    ) -> None:
        self.credits, self.debits, self.paid_by = credits, debits, paid_by
        self.open: dict[str, list[Part]] = defaultdict(list)
        """What was paid in the books, by debit."""
        self.returned: dict[str, list[Part]] = defaultdict(list)
        """What went back of a credit."""
        self.back: dict[str, list[str]] = defaultdict(list)
        """The debits by which money of a credit went back, in the bank's order."""
        for key, debit in sorted(debits.items(), key=lambda pair: pair[1].valued):
            if debit.matched is not None and debit.matched[0] is dbt.Purpose.RETURN:
                self.back[upper(debit.matched[1])].append(key)

    def place(self, cause: Cause, fen: int) -> Place:
        """Return the bank account on which ``fen`` moved, and note what left the books."""
        found = self.credits.get(cause.credit)
        came = Place(cause.fund, "") if found is None else Place(found.fund, found.account)
        match cause.road:
            case Road.CREDIT:
                return came
            case Road.RETURN:
                self.returned[cause.what].append(Part(came, cause.month, -fen))
                return came
            case Road.PAYMENT:
                return self._out(self.paid_by.get(cause.what, ""), came, cause.month, fen)
            case Road.DEBIT:
                return self._out(cause.what, came, cause.month, fen)
            case _:
                assert_never(cause.road)

    def _out(self, key: str, came: Place, month: str, fen: int) -> Place:
        debit = self.debits.get(key)
        matched = debit is not None and debit.matched is not None
        place = Place(debit.fund, debit.account) if debit is not None and matched else came
        self.open[key].append(Part(place, month, -fen))
        return place

    def unbooked(self, key: str, debit: BankDebit) -> Iterable[tuple[str, str, int]]:
        """Yield how much of ``debit`` the books lack, from which month on until which."""
        booked = list(self._booked(key, debit))
        for part in booked:
            yield debit.valued, part.month, part.fen
        yield debit.valued, LATER, max(0, debit.fen - sum(part.fen for part in booked))

    def _booked(self, key: str, debit: BankDebit) -> Iterable[Part]:
        if debit.matched is None:
            return ()
        purpose, cites = debit.matched
        if purpose is not dbt.Purpose.RETURN:
            return self.open.get(key, ())
        return self._returns(upper(cites))[key]

    def _returns(self, credit: str) -> Mapping[str, list[Part]]:
        """Share what went back of ``credit`` out to the debits that paid it, first come first."""
        waiting = sorted(self.returned.get(credit, ()), key=lambda part: part.month)
        found: dict[str, list[Part]] = defaultdict(list)
        for key in self.back[credit]:
            left = self.debits[key].fen
            after: list[Part] = []
            for part in waiting:
                taken = min(left, part.fen)
                left -= taken
                found[key].append(part._replace(fen=taken))
                after.append(part._replace(fen=part.fen - taken))
            waiting = after
        found[""] = waiting
        return found

    def undebited(self) -> Iterable[tuple[Place, str, str, int]]:
        """Yield what the books have paid and the bank has not, from which month until which."""
        for key, parts in self.open.items():
            debit = self.debits.get(key)
            told = LATER if debit is None or not _pays(debit) else debit.valued
            for part in parts:
                yield part.place, part.month, told, part.fen
        for credit in self.returned:
            for key, parts in self._returns(credit).items():
                told = self.debits[key].valued if key else LATER
                for part in parts:
                    yield part.place, part.month, told, part.fen
