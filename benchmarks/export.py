"""Exporting half a million events: as Parquet, against the raw rows; the books; DuckDB's recount.

The baseline of a Parquet export is reading the rows and packing the stored bytes, undecoded, into
a column of their own: what nobody who writes Parquet of this log can leave out.
"""

from __future__ import annotations

import os
import sys
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import synthetic
from benchmarks.harness import Result, main, paired
from lixia_adapters.analysis import parquet, recount
from lixia_adapters.books import BEANCOUNT, lines
from lixia_adapters.feeds.cloud_events import json_lines
from lixia_adapters.views import memory
from lixia_domain.audit.books.entries import Book
from lixia_domain.audit.books.fold import keep
from lixia_domain.audit.past.leaves import leaves
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import up_to_date
from lixia_domain.views import VIEWS

COUNT = 500_000
SECONDS, OF_RAW = 3.0, 0.30
"""Bars: seconds for a Parquet export of all, and its rate to that of packing the raw rows."""
ROUNDS = 5


def raw(ledger: Ledger, path: Path) -> int:
    """Pack the rows as they are stored."""
    schema = pa.schema([("position", pa.int64()), ("stream", pa.string()), ("state", pa.binary())])
    rows, done = ledger.journal.rows(0, ledger.head()), 0
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as out:
        while page := list(islice(rows, parquet.AT_A_TIME)):
            positions, streams, _, _, states = zip(*page, strict=True)
            columns = [
                pa.array(column, kind)
                for column, kind in zip((positions, streams, states), schema.types, strict=True)
            ]
            out.write_table(pa.Table.from_arrays(columns, schema=schema))
            done += len(page)
    return done


def books(ledger: Ledger, book: Book) -> int:
    """Keep a book and print it; return how many events were read."""
    with open(os.devnull, "w") as nowhere:
        nowhere.writelines(f"{line}\n" for line in lines(keep(ledger, book), BEANCOUNT))
    return ledger.head()


def feed(ledger: Ledger) -> int:
    """Make every event a CloudEvent."""
    return sum(1 for _ in json_lines(leaves(ledger), source="urn:x"))


def alone(name: str, work: float, bar: float | None = None) -> Result:
    """Return what takes ``work`` seconds; its ratio is to the bar's seconds, if there is one."""
    return Result(
        name=name,
        ours=work * 1_000,
        baseline=(bar or 0.0) * 1_000,
        ratio=work / bar if bar else 0.0,
        unit="ms in all",
        bar=1.0 if bar else None,
        better="≤",
    )


def run() -> list[Result]:
    """Measure."""
    with TemporaryDirectory() as name:
        folder, numbers = Path(name), count()
        synthetic.write(folder / "x.db", COUNT)
        with synthetic.ledger(folder / "x.db") as ledger:

            def fresh() -> Path:
                return folder / f"{next(numbers)}.parquet"

            packed = paired(
                "Parquet of all events, against the raw rows",
                lambda: parquet.export(ledger, fresh()),
                lambda: raw(ledger, fresh()),
                rounds=ROUNDS,
                unit="events",
            ).against(OF_RAW)
            managed = paired(
                "management book as beancount, against the statutory one",
                lambda: books(ledger, Book.MANAGEMENT),
                lambda: books(ledger, Book.STATUTORY),
                rounds=3,
                unit="events",
            )
            started = perf_counter()
            feed(ledger)
            fed = perf_counter() - started
            path = fresh()
            parquet.export(ledger, path)
            build = up_to_date(ledger, memory.read_models(""), VIEWS)
            started = perf_counter()
            store = ledger.journal.about()["fingerprint"]
            figures = sum(1 for _ in recount.recount(path, build, store=store))
            recounted = perf_counter() - started
        return [
            packed,
            alone(f"{COUNT:,} events as Parquet", COUNT / packed.ours, SECONDS),
            managed,
            alone(f"{COUNT:,} events as CloudEvents", fed),
            alone(f"{figures:,} figures recounted in DuckDB", recounted),
        ]


if __name__ == "__main__":
    sys.exit(main(run))
