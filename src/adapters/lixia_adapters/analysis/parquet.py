"""Events as Parquet: one row a fact, typed columns for what every question asks, the rest as JSON.

``kind`` (the stream's category) is there to partition by; within it streams keep their order. What
is stored in a past version stands here as the current one says it; ``stored_version`` tells.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from lixia_domain.audit.past.moment import WHOLE, Moment, Progress
from lixia_domain.recording import codec
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.recorder import Row

AT_A_TIME = 50_000
"""Rows of a row group: few enough for flat memory, enough for a reader to skip by."""
AT_ONCE = 10_000
"""Rows decoded at a time: their objects are gone before the next are made."""
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
TOLD = pa.schema(
    [
        ("position", pa.int64()),
        ("stream", pa.string()),
        ("version", pa.int64()),
        ("name", pa.string()),
        ("stored_version", pa.int32()),
        ("on", pa.string()),
        ("recorded_at", pa.string()),
        ("actor", pa.string()),
        ("role", pa.string()),
        ("command", pa.string()),
        ("correlation", pa.string()),
        ("fen", pa.int64()),
        ("payload", pa.string()),
    ]
)
"""What of it is read out of a row and its bytes; all else is made of that."""
PACKING: dict[str, Any] = {
    "compression": "zstd",
    "compression_level": 1,
    "use_dictionary": [
        name
        for name in SCHEMA.names
        if name not in ("leaf", "position", "recorded_at", "command", "correlation", "payload")
    ],
    "write_statistics": [name for name in SCHEMA.names if name != "payload"],
}
"""A dictionary is made only of what repeats itself: it costs time and room to find out each time
that a column doesn't. Nobody skips rows by the least and greatest JSON."""


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
    moment, first = moment.settled(ledger.head()), 0
    upto, opened = moment.upto(ledger.head()), set[str]()
    about = dict(ledger.journal.about())
    about |= {"position": str(upto), "as_of": str(moment.on or "")}
    schema = SCHEMA.with_metadata(about)
    log = ledger.journal.rows(0, upto)

    def pack(told: pa.Table, first: int) -> int:
        table = _within(_typed(told, first, schema), moment.on, opened)
        out.write_table(table)
        return int(table.num_rows)

    # One thread decodes while another, which hardly needs Python, types and packs what went before.
    with (
        pq.ParquetWriter(path, schema, **PACKING) as out,
        ThreadPoolExecutor(1) as packer,
    ):
        count, packed = 0, packer.submit(int)
        while group := list(_decoded(islice(log, AT_A_TIME))):
            told = pa.Table.from_batches(group)
            count += packed.result()
            packed = packer.submit(pack, told, first)
            first += told.num_rows
            if progress is not None:
                progress(told["position"][-1].as_py(), upto)
        count += packed.result()
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


def _decoded(log: Iterator[Row]) -> Iterator[pa.RecordBatch]:
    """Yield what only Python can read, with times still as text and amounts in fen."""
    while rows := list(islice(log, AT_ONCE)):
        stored, said, payloads = _read(rows)
        columns = [
            pa.array([row[0] for row in rows], pa.int64()),
            pa.array([row[1] for row in rows], pa.string()),
            pa.array([row[2] for row in rows], pa.int64()),
            pa.array([row[3] for row in rows], pa.string()),
            pa.array([one.version for one in stored], pa.int32()),
            pa.array([one.on for one in said], pa.string()),
            pa.array([one.recorded_at for one in stored], pa.string()),
            pa.array([one.actor for one in stored], pa.string()),
            pa.array([one.role for one in stored], pa.string()),
            pa.array([one.command for one in stored], pa.string()),
            pa.array([one.correlation for one in stored], pa.string()),
            pa.array([one.fen for one in said], pa.int64()),
            _texts(payloads),
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=TOLD)


def _typed(told: pa.Table, first: int, schema: pa.Schema) -> pa.Table:
    """Return all columns of what was ``told``: the rest of the work, which Arrow does by itself."""
    parts = pc.split_pattern(told["stream"], "-", max_splits=1)
    made = {
        "leaf": pa.array(range(first, first + told.num_rows), pa.int64()),
        "kind": pc.list_element(parts, 0),
        "key": pc.list_element(parts, 1),
        "on": told["on"].cast(pa.date32()),
        "recorded_at": told["recorded_at"].cast(pa.timestamp("us", tz="UTC")).cast(INSTANT),
        "amount": _yuan(told["fen"]),
    }
    columns = [made[name] if name in made else told[name] for name in schema.names]
    return pa.Table.from_arrays(columns, schema=schema)


def _texts(parts: Sequence[Any]) -> pa.Array:
    """Return buffers of UTF-8 as a column, copied once and not made Python objects first."""
    ends = array("i", accumulate([memoryview(part).nbytes for part in parts], initial=0))
    texts = pa.py_buffer(b"".join(parts))
    return pa.StringArray.from_buffers(len(parts), pa.py_buffer(ends), texts)


def _yuan(fen: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return whole fen as yuan with two decimals, exactly, a column at a time."""
    whole = fen.cast(pa.decimal128(19, 0))
    return pc.multiply(whole, pa.scalar(Decimal("0.01"))).cast(AMOUNT)
