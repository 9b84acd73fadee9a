"""What was asked for and is not there, with what comes nearest."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import Any

from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.faults import Fault

LOOKED_AT = 5_000
"""How many names are compared letter by letter; that costs 10 µs each."""
SHOWN = 5
FEW = 24
"""So many names are all told where none comes near."""


class Unknown(Fault):
    """There is no such row, column, stream or money.

    ``near`` are those of a similar name; where there are none, all, if they are few.
    """

    def __init__(self, kind: tuple[str, str], name: str, known: Iterable[str]) -> None:
        every = tuple(dict.fromkeys(known))
        self.near = nearest(name, every) or (every if len(every) <= FEW else ())
        zh, en = kind
        near_zh = f"，可以是：{'、'.join(self.near)}" if self.near else ""
        near_en = f"; there are: {', '.join(self.near)}" if self.near else ""
        super().__init__(
            f"没有{zh}“{name}”{near_zh}",
            f"there is no {en} {name!r}{near_en}",
            name=name,
            near=self.near,
        )


ROW = "这一行", "row"
COLUMN = "栏目", "column"
CREDIT = "到账", "bank credit"
GIFT = "捐赠", "gift"
PLEDGE = "认捐", "pledge"
DISBURSEMENT = "拨付", "disbursement"
PROJECT = "到过账的项目", "project that money came to"
STREAM = "流", "stream"


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``known`` that hold ``name``, else those that look like it."""
    every = list(dict.fromkeys(known))
    holding = [one for one in every if name and name.casefold() in one.casefold()]
    if holding:
        return tuple(sorted(holding)[:SHOWN])
    return tuple(get_close_matches(name, islice(every, LOOKED_AT), SHOWN, 0.5))


def columns(model: ReadModel) -> tuple[str, ...]:
    """Return the columns of a view that people are shown."""
    fields: tuple[str, ...] = model.row.__struct_fields__
    return tuple(field for field in fields if not field.startswith("_"))


def column_of(model: ReadModel, name: str) -> str:
    """Return ``name`` if it is a column of ``model``. Raises ``Unknown``, naming the nearest."""
    known = columns(model)
    if name not in known:
        raise Unknown(COLUMN, name, known)
    return name


def whole(value: Any) -> int | None:
    """Return ``value`` if it is a whole number, and not a flag."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
