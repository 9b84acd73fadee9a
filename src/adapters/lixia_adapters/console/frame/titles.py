"""What goes by its name on a line, or by its title in either language, in whatever case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

FEW = 5
"""So many that come near are named."""


class Called(NamedTuple):
    """What is meant by what was typed: those that are called so, else those that come near."""

    meant: tuple[str, ...]
    near: tuple[str, ...]


def called(typed: str, titles: Mapping[str, Collection[str]]) -> Called:
    """Return which of ``titles``' names, each with what else it is called, ``typed`` means."""
    from difflib import get_close_matches

    if typed in titles:
        return Called((typed,), ())
    typed = " ".join(typed.split()).casefold()
    known: dict[str, list[str]] = {}
    for name, said in titles.items():
        for each in dict.fromkeys((name.casefold(), *(title.casefold() for title in said))):
            known.setdefault(each, []).append(name)
    if typed in known:
        return Called(tuple(known[typed]), ())
    parts = [said for said in known if typed and typed in said]
    found = parts or get_close_matches(typed, known, FEW)
    near = dict.fromkeys(name for said in found for name in known[said])
    return Called((), tuple(near)[:FEW])
