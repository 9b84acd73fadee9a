"""Every export that a bundle carries, made of one log at one position."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from filecmp import cmp
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from lixia_adapters.console.commands.looking.export_tables import workbook_of
from lixia_adapters.console.commands.looking.exporting import notes

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Progress, Store
    from lixia_domain.audit.books.entries import Journal
    from lixia_domain.audit.past.moment import Moment

CHUNK = 2**20
SUFFIXES = {"beancount": "beancount", "hledger": "journal", "ledger": "ledger"}
LANG = "zh"
"""Of the workbook: what is made anew elsewhere must come out the same."""


def exports(store: Store, position: int, step: Progress | None) -> dict[str, Iterable[bytes]]:
    """Return all exports by file name; each is made when it is read.

    Of a log without an approved tranche there is no 360Giving file: it can't be empty.
    """
    from lixia_domain.audit.books.entries import Book
    from lixia_domain.audit.books.fold import keep
    from lixia_domain.audit.past.moment import Moment

    moment = Moment(position=position)
    made: dict[str, Iterable[bytes]] = {}
    for book in Book:
        kept = cache(partial(keep, store.ledger, book, moment, progress=step))
        for form, suffix in SUFFIXES.items():
            made[f"{book.value}.{suffix}"] = _books(store, moment, kept, form)
    if grants := list(_grants(store, moment)):
        made["360giving.json"] = grants
    made["cloudevents.jsonl"] = _events(store, moment, step)
    made["events.parquet"] = _parquet(store, moment, step)
    made["books.xlsx"] = _workbook(store, moment, step)
    return made


def same(one: Path, other: Path) -> bool:
    """Tell whether two exports say the same.

    Byte for byte; a workbook, part by part, for not every machine compresses alike.
    """
    if one.suffix != ".xlsx":
        return cmp(one, other, shallow=False)
    try:
        return _same_parts(one, other)
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return False


def _same_parts(made: Path, other: Path) -> bool:
    """Compare part by part; of the other workbook no more is unpacked than was made."""
    with ZipFile(made) as ours, ZipFile(other) as theirs:
        sizes, others = (
            {part.filename: part.file_size for part in of.infolist()} for of in (ours, theirs)
        )
        return sizes == others and all(ours.read(name) == theirs.read(name) for name in sizes)


def _lines(lines: Iterable[str]) -> Iterator[bytes]:
    for line in lines:
        yield f"{line}\n".encode()


def _books(store: Store, moment: Moment, kept: Callable[[], Journal], form: str) -> Iterator[bytes]:
    from lixia_adapters.books import DIALECTS, lines

    yield from _lines(lines(kept(), DIALECTS[form], notes(store, moment)))


def _grants(store: Store, moment: Moment) -> Iterator[bytes]:
    from lixia_adapters.feeds.threesixty import PREFIX, package
    from lixia_domain.audit.books.grants import READS, grants
    from lixia_domain.audit.past.leaves import leaves

    found = grants(recorded for _, recorded in leaves(store.ledger, moment, READS))
    if found:
        note = "；".join((*notes(store, moment), f"position {moment.position}"))
        yield from _lines(package(found, prefix=PREFIX, note=note).splitlines())


def _events(store: Store, moment: Moment, step: Progress | None) -> Iterator[bytes]:
    from lixia_adapters.feeds.cloud_events import json_lines, source_of
    from lixia_domain.audit.past.leaves import leaves

    facts = leaves(store.ledger, moment, progress=step)
    yield from _lines(json_lines(facts, source=source_of(store.ledger.journal.about())))


def _parquet(store: Store, moment: Moment, step: Progress | None) -> Iterator[bytes]:
    from lixia_adapters.analysis import parquet

    with TemporaryDirectory(prefix="lixia-") as folder:
        path = Path(folder) / "events.parquet"
        parquet.export(store.ledger, path, moment, progress=step)
        yield from _chunks(path)


def _workbook(store: Store, moment: Moment, step: Progress | None) -> Iterator[bytes]:
    from lixia_adapters.books import workbook

    with TemporaryDirectory(prefix="lixia-") as folder:
        path = Path(folder) / "books.xlsx"
        sheets, position = workbook_of(store, moment, LANG, step)
        workbook.write(path, sheets, [*notes(store, moment), moment.text(position, LANG)])
        yield from _chunks(path)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
