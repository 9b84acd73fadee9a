"""Workbooks saved without the time of day: the same content is the same file."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first time that a ZIP can name."""
_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^<>]*>)[^<]*<")


def save(book: Workbook, to: IO[bytes], made: datetime = EARLIEST) -> None:
    """Write ``book`` as if it had been saved at ``made``: openpyxl and ZIP would note the clock's.

    Cells, and whatever else counts, are as openpyxl has written them.
    """
    instant = made.astimezone(UTC).replace(tzinfo=None)
    book.properties.created = instant
    with TemporaryFile() as saved:
        book.save(saved)
        with ZipFile(saved) as read, ZipFile(to, "w", ZIP_DEFLATED) as made_anew:
            for name in read.namelist():
                entry = ZipInfo(name, EARLIEST.timetuple()[:6])
                entry.compress_type = ZIP_DEFLATED
                if name == _PROPERTIES:
                    told = rf"\g<1>{instant:%Y-%m-%dT%H:%M:%SZ}<".encode()
                    made_anew.writestr(entry, _MODIFIED.sub(told, read.read(name)))
                    continue
                with read.open(name) as part, made_anew.open(entry, "w") as there:
                    shutil.copyfileobj(part, there)
