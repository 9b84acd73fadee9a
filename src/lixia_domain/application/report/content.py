"""What a published report is made of, whatever it is printed on: sections, tables, charts.

Nothing here knows of HTML, workbooks or paper. Texts stand in Chinese and English; amounts are
``Money``; a cell of kind ``CODE`` holds a code that says itself in both languages (``Worded``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum, StrEnum
from shlex import quote
from typing import Any, TypeAlias

from attrs import asdict, frozen
from attrs import evolve as replace

from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.visible import visible
from lixia_domain.kernel.words import Words


class CellKind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    MONEY = "money"
    DATE = "date"


Cell: TypeAlias = str | int | Money | date | Words | None


@frozen
class Column:
    """A column: ``name`` is the field that it shows."""

    name: str
    title: Words
    kind: CellKind = CellKind.TEXT


@frozen(kw_only=True)
class Table:
    """Rows under columns; ``total`` is the last row, where the rows add up to one."""

    title: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    note: Words | None = None


def added(rows: Sequence[tuple[Cell, ...]], *places: int) -> tuple[Money, ...]:
    """Return what the amounts in each of the columns at ``places`` come to."""
    return tuple(total(cell for row in rows if isinstance(cell := row[at], Money)) for at in places)


@frozen(kw_only=True)
class Amounts:
    """Amounts that count, each by itself: to be shown in figures and in capitals."""

    title: Words
    items: tuple[tuple[Words, Money], ...]


class Shape(Enum):
    """How a chart is drawn: columns beside each other, or bars below each other."""

    COLUMNS = "columns"
    BARS = "bars"


@frozen(kw_only=True)
class Chart:
    """Amounts of several series, group by group. Nothing in it is not also in a table."""

    title: Words
    shape: Shape
    series: tuple[Words, ...]
    groups: tuple[tuple[Cell, tuple[Money, ...]], ...]


@frozen
class Verdict:
    """A sentence that was checked, how many facts speak against it, and the first of them."""

    sentence: str
    wrongs: int = 0
    first: tuple[Words, ...] = ()


@frozen(kw_only=True)
class Verdicts:
    """What the checks found. ``position`` is how far they have read."""

    title: Words
    found: tuple[Verdict, ...]
    position: int

    @property
    def broken(self) -> int:
        """Return how many sentences do not hold."""
        return sum(verdict.wrongs > 0 for verdict in self.found)


@frozen
class Paragraph:
    """A sentence or two. ``grave``: not to be overlooked."""

    text: Words
    grave: bool = False


Block: TypeAlias = Table | Amounts | Chart | Verdicts | Paragraph


@frozen
class Section:
    """A heading and what stands below it."""

    title: Words
    blocks: tuple[Block, ...]


@frozen(kw_only=True)
class Seal:
    """What a seal says of the facts that a report rests on: by which checkpoint they are covered.

    ``facts``: how many these are, of which the seal may not cover the last. ``witnesses`` signed
    this very checkpoint. ``wrongs``: what contradicts the seal.
    """

    origin: str
    size: int
    root: str
    facts: int
    witnesses: tuple[str, ...] = ()
    wrongs: tuple[Words, ...] = ()

    @property
    def unsealed(self) -> int:
        """Return how many of the report's facts were not sealed."""
        return max(self.facts - self.size, 0)


@frozen(kw_only=True)
class Document:
    """A report. ``recorded_at`` is when the last fact that it rests on was recorded: no clock."""

    title: Words
    foundation: str
    fund: str
    fund_id: str
    since: date
    as_of: date
    position: int
    recorded_at: datetime | None
    store: str
    """The store's fingerprint."""
    synthetic: bool
    sections: tuple[Section, ...]
    seal: Seal | None = None
    donor: str | None = None
    """Whom it is for, where it is one donor's sheet."""

    @property
    def request(self) -> str:
        """Return the options by which it is asked for again."""
        of = f"--since {self.since}" if self.donor is None else f"--donor {quote(self.donor)}"
        return f"{of} --as-of {self.as_of} --as-known-at {self.position}"

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all it says but the seal, whatever it is printed on."""
        bare = plain(replace(self, seal=None))
        told = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def broken(self) -> int:
        """Return how many of the checked sentences do not hold."""
        return sum(block.broken for block in self.blocks() if isinstance(block, Verdicts))

    @property
    def parts(self) -> tuple[Section, ...]:
        """Return all sections, the seal's last."""
        return (*self.sections, Section(Words("封存", "Seal"), sealed(self.seal)))

    def blocks(self) -> Iterator[Block]:
        """Yield all blocks, in order."""
        for section in self.parts:
            yield from section.blocks

    @property
    def ticket(self) -> str:
        """Return what the QR code says: how to make this report again, and what must come out."""
        said = {
            "report": self.digest,
            "since": self.since.isoformat(),
            "as-of": self.as_of.isoformat(),
            "at": str(self.position),
            "store": self.store,
        }
        if self.seal is not None:
            said |= {"origin": self.seal.origin, "size": str(self.seal.size)}
            said |= {"root": self.seal.root}
        return "\n".join(
            ["lixia-report/2", *(f"{name} {visible(value)}" for name, value in said.items())]
        )


SYNTHETIC = Words(
    "虚构示例：除报道所载数字、基金与基金会名称外，本报告内容均为虚构或推定，不得作为任何依据。",
    "Synthetic example: apart from the newspaper's figures and the names of fund and foundation "
    "all of this is made up or inferred, and proves nothing.",
)
"""What stands on every page of a report on a demo's store."""

UNSEALED = Words(
    "本账库尚未封存：读者只能核对本报告与账库一致，不能核对账库自身未被改动。",
    "The store is not sealed: a reader can check that this report fits the store, but not that the "
    "store itself was left unchanged.",
)

CHECKED = Words(
    "核验：lixia verify，公钥与见证人签署的检查点须从别处取得。封存证明所记自签署起未被改动，"
    "不证明所记属实。",
    "To check it: lixia verify, with keys and a witness's checkpoint from elsewhere. A seal proves "
    "that what was recorded has not changed since it was signed, not that it is true.",
)


def sealed(seal: Seal | None) -> tuple[Block, ...]:
    """Return what is said of a store's seal, or that it has none."""
    if seal is None:
        return (Paragraph(UNSEALED),)
    record = Table(
        title=Words("封存记录", "What the seal says"),
        columns=(Column("what", Words("事项", "What")), Column("value", Words("内容", "Value"))),
        rows=(
            (Words("来源", "Origin"), seal.origin),
            (Words("该检查点签署到（条）", "Signed up to leaf"), str(seal.size)),
            (Words("根哈希", "Root"), seal.root or None),
            (Words("本报告所据事实", "Facts this report rests on"), str(seal.facts)),
            (Words("其中未封存", "Of these, not sealed"), str(seal.unsealed)),
            (Words("见证人", "Witnesses"), "、".join(seal.witnesses) or None),
        ),
        note=CHECKED,
    )
    return (*(Paragraph(wrong, grave=True) for wrong in seal.wrongs), record)


def plain(value: Any) -> Any:
    """Return ``value`` as plain data for JSON: amounts in fen, dates in ISO form."""
    match value:
        case Money(fen=fen):
            return fen
        case datetime() | date():
            return value.isoformat()
        case Enum():
            return value.value
        case Words():
            return [value.zh, value.en]
        case str() | int() | None:
            return value
        case Mapping():
            return {name: plain(one) for name, one in value.items()}
        case Sequence():
            return [plain(one) for one in value]
        case _:
            return plain(asdict(value, recurse=False) | {"is": type(value).__name__})
