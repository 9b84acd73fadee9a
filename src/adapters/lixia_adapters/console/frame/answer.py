"""What a command answers: as data, and as what a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lixia_domain.kernel.words import Words


class Table(NamedTuple):
    """Rows of text under headings. ``right``: the columns whose figures stand right-aligned."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    foot: str = ""
    """Said under the table: up to which position it was read."""


class Branch(NamedTuple):
    """A line of a tree, and what hangs under it."""

    label: str
    children: tuple[Branch, ...] = ()


class Answer(NamedTuple):
    """The same answer twice: as data, and as what a person reads."""

    data: Any
    shown: Sequence[Table | Words | Branch] = ()
    exit: int = 0
    raw: str | None = None
    """Written as it is, in place of all else: an export."""


BESIDE = Words(
    "代号密钥还放在账库旁边，拿到账库的人也拿到了它；请执行 lixia store move-keys 移走",
    "the key of references still lies beside the store: whoever gets one gets both; "
    "move it by lixia store move-keys",
)
"""Said by whatever has used a key that earlier code put beside the store."""


def as_of(position: int) -> Words:
    """Return up to which fact of the log an answer has read."""
    return Words(f"截至第 {position} 条", f"as of position {position}")


def yuan(fen: int) -> str:
    """Return an amount in yuan with thousands separators and two decimals."""
    sign, fen = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{fen // 100:,}.{fen % 100:02d}"


def fact_text(name: str, lang: str) -> str:
    """Return a fact in words, by the name that it is stored under."""
    from lixia_domain.recording.catalogue import EVENTS

    return EVENTS[name].event_words.text(lang)


def facts_table(recorded: Sequence[Mapping[str, Any]], lang: str) -> Table:
    """Return what was recorded as a table."""
    heads = [
        Words("位置", "position").text(lang),
        Words("流", "stream").text(lang),
        Words("版", "version").text(lang),
        Words("事实", "fact").text(lang),
    ]
    rows = [
        [
            str(fact["position"] or "—"),
            fact["stream"],
            str(fact["version"]),
            fact_text(fact["event"], lang),
        ]
        for fact in recorded
    ]
    return Table(Words("事实", "Facts").text(lang), heads, rows, frozenset({0, 2}))
