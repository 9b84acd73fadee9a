"""Events as Parquet: one row a fact, typed columns for what every question asks, the rest as JSON.

``kind`` (the stream's category) is there to partition by; within it streams keep their order. What
is stored in a past version stands here as the current one says it; ``stored_version`` tells.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lixia_adapters.analysis.amounts import Said, decoders
from lixia_domain.audit.moment import WHOLE, Moment, Progress
from lixia_domain.recording import codec
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.recorder import Row

AT_A_TIME = 50_000
"""Rows of a row group: few enough for flat memory, enough for a reader to skip by."""
AMOUNT = pa.decimal128(18, 2)
INSTANT = pa.timestamp("us", tz="Asia/Shanghai")

SCHEMA = pa.schema(
    [
        pa.field("leaf", pa.int64(), nullable=False),
        pa.field("position", pa.int64(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("stream", pa.string(), nullable=False),
        pa.field("key", pa.string(), nullable=False),
        pa.field("version", pa.int64(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("stored_version", pa.int32(), nullable=False),
        pa.field("on", pa.date32(), nullable=False),
        pa.field("recorded_at", INSTANT, nullable=False),
        pa.field("actor", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),
        pa.field("command", pa.string()),
        pa.field("correlation", pa.string()),
        pa.field("amount", AMOUNT),
        pa.field("payload", pa.string(), nullable=False),
    ]
)


class Envelope(msgspec.Struct, gc=False):
    """A stored envelope as far as a column wants it: nothing is made that Arrow makes faster."""

    version: int
    recorded_at: str
    actor: str
    role: str
    data: msgspec.Raw
    command: str | None = None
    correlation: str | None = None


_open = msgspec.json.Decoder(Envelope).decode
_encode = msgspec.json.Encoder().encode


def export(
    ledger: Ledger, path: Path, moment: Moment = WHOLE, *, progress: Progress | None = None
) -> int:
    """Write what had happened and was known at ``moment``; return the number of rows.

    Raises ``BeyondHead``, and ``UnreadableEvent`` at the first fact that this code can't
    understand; then what stands at ``path`` is not whole.
    """
    moment, first, count = moment.settled(ledger.head()), 0, 0
    upto, opened = moment.upto(ledger.head()), set[str]()
    about = dict(ledger.journal.about())
    about |= {"position": str(upto), "as_of": str(moment.on or "")}
    schema = SCHEMA.with_metadata(about)
    log = ledger.journal.rows(0, upto)
    # One thread makes columns while another packs the ones before.
    with (
        pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as out,
        ThreadPoolExecutor(1) as packer,
    ):
        packed: Future[None] | None = None
        while rows := list(islice(log, AT_A_TIME)):
            table = _within(_table(rows, first, schema), moment.on, opened)
            first, count = first + len(rows), count + table.num_rows
            if packed is not None:
                packed.result()
            packed = packer.submit(out.write_table, table)
            if progress is not None:
                progress(rows[-1][0], upto)
        if packed is not None:
            packed.result()
    return count


def _within(table: pa.Table, on: date | None, opened: set[str]) -> pa.Table:
    """Return what had happened by ``on``, in streams that were ``opened`` by then."""
    if on is None:
        return table
    table = table.filter(pc.less_equal(table["on"], pa.scalar(on, pa.date32())))
    opened.update(table.filter(pc.equal(table["version"], 1))["stream"].to_pylist())
    return table.filter(pc.is_in(table["stream"], pa.array(sorted(opened), pa.string())))


def _read(rows: Sequence[Row]) -> tuple[list[Envelope], list[Said], list[Any]]:
    """Return envelopes, what columns need, and payloads of ``rows``."""
    try:
        stored = [_open(row[4]) for row in rows]
        if [one.version for one in stored] == [_current[row[3]] for row in rows]:
            payloads: list[Any] = [one.data for one in stored]
            said = [decoders[row[3]](data) for row, data in zip(rows, payloads, strict=True)]
            return stored, said, payloads
    except (KeyError, msgspec.DecodeError, ValueError):
        pass  # whoever is damaged is found below, and named
    return _brought_up(rows)


def _brought_up(rows: Sequence[Row]) -> tuple[list[Envelope], list[Said], list[Any]]:
    """Do the same one by one, through the codec: it knows past versions, and names what is bad."""
    payloads = [_encode(recorded.event) for recorded in map(codec.unseal, rows)]
    said = [decoders[row[3]](data) for row, data in zip(rows, payloads, strict=True)]
    return [_open(row[4]) for row in rows], said, payloads


class _Versions(dict[str, int]):
    """The current version of each stored name."""

    def __missing__(self, name: str) -> int:
        self[name] = version = EVENTS[name].event_version
        return version


_current = _Versions()


def _table(rows: Sequence[Row], first: int, schema: pa.Schema) -> pa.Table:
    positions, streams, versions, names, _ = zip(*rows, strict=True)
    stored, said, payloads = _read(rows)
    stream = pa.array(streams, pa.string())
    parts = pc.split_pattern(stream, "-", max_splits=1)
    columns = [
        pa.array(range(first, first + len(rows)), pa.int64()),
        pa.array(positions, pa.int64()),
        pc.list_element(parts, 0),
        stream,
        pc.list_element(parts, 1),
        pa.array(versions, pa.int64()),
        pa.array(names, pa.string()),
        pa.array([one.version for one in stored], pa.int32()),
        pa.array([one.on for one in said], pa.string()).cast(pa.date32()),
        _instants([one.recorded_at for one in stored]),
        pa.array([one.actor for one in stored], pa.string()),
        pa.array([one.role for one in stored], pa.string()),
        pa.array([one.command for one in stored], pa.string()),
        pa.array([one.correlation for one in stored], pa.string()),
        _yuan([one.fen for one in said]),
        _texts(payloads),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _texts(parts: Sequence[Any]) -> pa.Array:
    """Return buffers of UTF-8 as a column, copied once and not made Python objects first."""
    ends = array("i", accumulate([memoryview(part).nbytes for part in parts], initial=0))
    texts = pa.py_buffer(b"".join(parts))
    return pa.StringArray.from_buffers(len(parts), pa.py_buffer(ends), texts)


def _instants(told: list[str]) -> pa.Array:
    instants = pa.array(told, pa.string()).cast(pa.timestamp("us", tz="UTC"))
    return instants.cast(INSTANT)


def _yuan(fen: list[int | None]) -> pa.Array:
    """Return whole fen as yuan with two decimals, exactly, a column at a time."""
    whole = pa.array(fen, pa.int64()).cast(pa.decimal128(19, 0))
    return pc.multiply(whole, pa.scalar(Decimal("0.01"))).cast(AMOUNT)
