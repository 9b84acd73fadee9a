"""What a runner keeps beside the rows of processes: where wishes are open, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.view import Part, Rollup, Row, View
from lixia_domain.processes.wish import Process


class Refused(Row, frozen=True):
    """A wish that a rule refused: the reason's code and sentences, how often it was tried."""

    wish: str
    code: str
    zh: str
    en: str
    on: date
    tries: int = 1


class Calling(Row, frozen=True):
    """A row of a process that has wishes to be carried out; ``subject`` is its key there."""

    process: str
    subject: str
    open: int = 0


REFUSED: View[Refused] = View(
    name="refused_wishes",
    version=1,
    title="未能办理的流程",
    title_en="Wishes refused",
    row=Refused,
    reads=(),
    keys=lambda recorded: (),
    evolve=lambda row, recorded: row,
)
"""Rows that no fact makes: the runner writes them. Lost, a wish is only tried once more."""


def agenda(processes: Iterable[Process[Any]]) -> Rollup[Calling]:
    """Return the index of rows with calls: nearly always empty, however many rows there are."""
    return Rollup(
        name="agenda",
        version=1,
        title="待自动办理",
        title_en="To be carried out",
        row=Calling,
        parts=tuple(_part(process) for process in processes if process.calls is not None),
        start=_start,
    )


def _part(process: Process[Any]) -> Part[Any]:
    def keys(key: str, row: Any) -> tuple[str, ...]:
        return (join_key(process.name, key),) if process.calls and process.calls(row) else ()

    return Part(of=process.view, keys=keys, adds=_one, columns=("open",))


def _one(row: Any) -> Mapping[str, int]:
    return {"open": 1}


def _start(key: str) -> Calling:
    process, subject = split_key(key)
    return Calling(process=process, subject=subject)
