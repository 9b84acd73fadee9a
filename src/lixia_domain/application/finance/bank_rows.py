"""What an import of a bank file is given, row by row, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from attrs import define, evolve, field, frozen

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.application.gate import Unfit
from lixia_domain.application.shapes import Shape, shape_of
from lixia_domain.kernel.forms import Context, Misfit, Wrong
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.vocabulary import CreditId, DebitId, Designation, Document


class EntryKind(StrEnum):
    """What kind of document is imported."""

    REGISTER = "register"  # 捐赠公示名册
    STATEMENT = "statement"  # 银行对账单


@frozen(kw_only=True)
class Entry:
    """One row: its key, what it says, where it stands, and what its remark unambiguously asks.

    ``designation`` is a project's or claim's id, ``general``, or ``None``: the credit then waits.
    """

    credit_id: CreditId
    notice: Notice
    place: Document
    designation: Designation | None


@frozen(kw_only=True)
class DebitEntry:
    """One row by which money left: its key, what it says, and where it stands."""

    debit_id: DebitId
    outgoing: Outgoing
    place: Document


@frozen(kw_only=True)
class Finding:
    """Something about one row that a person should read; ``refusal``, where it was refused."""

    place: str
    code: str
    zh: str
    en: str
    refusal: Rejection | None = field(default=None, eq=False)


def refused(place: str, refusal: Rejection) -> Finding:
    """Return what is to be read of a row that was refused."""
    return Finding(
        place=place,
        code=refusal.reason.code,
        zh=refusal.sentence("zh"),
        en=refusal.sentence("en"),
        refusal=refusal,
    )


@define(kw_only=True)
class Debits:
    """What became of the rows by which money left: ``rows`` = ``new`` + ``known`` + ``refused``."""

    rows: int = 0
    total: Money = ZERO
    new: int = 0
    known: int = 0
    refused: int = 0


@define(kw_only=True)
class Report:
    """What became of a file's rows: ``rows`` = ``new`` + ``known`` + ``corrected`` + ``refused``.

    ``held`` is the part of ``new`` that waits for allocation. Amounts are exact sums. Rows by which
    money left are counted apart, in ``debits``.
    """

    rows: int
    total: Money
    stated_total: Money
    new: int = 0
    known: int = 0
    corrected: int = 0
    held: int = 0
    refused: int = 0
    booked: bool = False
    findings: list[Finding] = field(factory=list)
    debits: Debits = field(factory=Debits)

    @property
    def clean(self) -> bool:
        """Tell whether no row was refused: only then is anything of the file booked."""
        return not self.refused and not self.debits.refused


def opening_report(
    entries: Sequence[Entry], debits: Sequence[DebitEntry], stated_total: Money
) -> Report:
    """Return the report of a file of which nothing has been booked yet."""
    gone = Debits(rows=len(debits), total=_summed(debits, "outgoing"))
    return Report(
        rows=len(entries),
        total=_summed(entries, "notice"),
        stated_total=stated_total,
        debits=gone,
    )


def _summed(rows: Sequence[object], part: str) -> Money:
    """Return what ``rows`` add up to, as far as they bear amounts: no gate has seen them yet."""
    amounts = (getattr(getattr(row, part, None), "amount", None) for row in rows)
    return total(
        amount
        for amount in amounts
        if type(amount) is Money and type(getattr(amount, "fen", None)) is int
    )


Row = TypeVar("Row", Entry, DebitEntry)
_SHAPES = {kind: shape_of(kind, kind.__name__) for kind in (Entry, DebitEntry)}


def fitting(
    rows: Sequence[Row], kind: type[Row], asked: Context, report: Report
) -> tuple[Sequence[Row], int]:
    """Return the rows of ``kind`` that the gate lets in, canonical, and how many it does not.

    What is wrong with those is among the report's findings.
    """
    fit, read = list[Row](), _SHAPES[kind].read
    for row in rows:
        try:
            fit.append(read(row, asked))
        except Misfit as misfit:
            place = getattr(row, "place", None)
            report.findings += [
                refused(place if isinstance(place, str) else "", _in_cell(_SHAPES[kind], one))
                for one in misfit.wrong
            ]
    return fit, len(rows) - len(fit)


def _in_cell(row: Shape, wrong: Wrong) -> Unfit:
    """Return what is wrong with a row, with the words for the cell that it stands in."""
    cell, name = row, wrong.where
    for name in wrong.where.split("."):
        cell = dict(cell.parts).get(name, cell)
    return Unfit([evolve(wrong, where=name)], {} if cell.words is None else {name: cell.words})
