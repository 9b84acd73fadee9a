"""Receipts: what a donor can be given to show, offline and for good, that an event was sealed.

A receipt is one JSON file: for people what the events say, in Chinese and English; for programs
each event's stored bytes, its leaf and audit path, and one signed checkpoint over all of them. The
words follow from the bytes by the rules of this module, so words that were changed are found.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from lixia_domain.audit.seal import checkpoint, note
from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.findings import Finding, Found, finding
from lixia_domain.audit.seal.leaf import entry_of
from lixia_domain.audit.seal.merkle import SIZE, Tree, leaf_hash, verify_inclusion
from lixia_domain.audit.seal.note import BadNote, KeyKind, Note, VerifierKey
from lixia_domain.audit.seal.seal_log import SealLog
from lixia_domain.audit.seal.signatures import Judge
from lixia_domain.kernel.json_text import json_text
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.recorder import Row

FORMAT = "lixia-receipt/v1"
LONGEST = 10_000_000


class BadReceipt(Fault):
    """A file is no receipt."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"不是封存回执：{zh}", f"this is no receipt: {en}")


class NotSealed(Fault):
    """An event is not sealed yet, or not signed, so nothing can be proven of it."""

    def __init__(self, stream: str, version: int) -> None:
        super().__init__(
            f"流 {stream} 第 {version} 版尚未封存；请先运行 lixia seal",
            f"version {version} of stream {stream} is not sealed yet; run lixia seal first",
            stream=stream,
            version=version,
        )


@frozen(kw_only=True)
class Proven:
    """One event, as it is stored, and where it stands in the log."""

    stream: str
    version: int
    name: str
    stored: bytes
    leaf: int
    path: tuple[bytes, ...]


@frozen
class Receipt:
    """Events under one checkpoint."""

    note: Note
    events: tuple[Proven, ...]


def prove(rows: Iterable[Row], log: SealLog) -> Receipt:
    """Return a receipt for ``rows`` under the last checkpoint, with all cosignatures kept of it.

    If witnesses have signed an older checkpoint that covers the events, that one is taken: more
    people stand behind it. Raises ``NotSealed``, and ``SealDamaged``.
    """
    rows = list(rows)
    found = [(row, log.find(row[1], row[2])) for row in rows]
    needed = 0
    for (_, stream, version, _, _), leaf in found:
        if leaf is None:
            raise NotSealed(stream, version)
        needed = max(needed, leaf + 1)
    chosen = _chosen(log, needed)
    if chosen is None:
        raise NotSealed(rows[-1][1], rows[-1][2])
    size = checkpoint.read(chosen).size
    tree = Tree(log.leaves(size))
    events = tuple(
        Proven(
            stream=stream,
            version=version,
            name=name,
            stored=bytes(stored),
            leaf=leaf,
            path=tuple(tree.inclusion(leaf)),
        )
        for (_, stream, version, name, stored), leaf in found
        if leaf is not None
    )
    return Receipt(chosen, events)


def _chosen(log: SealLog, needed: int) -> Note | None:
    """Return the last checkpoint that witnesses have signed, else the last one."""
    best: Note | None = None
    for one in log.cosigned():
        size = checkpoint.read(one).size
        if size < needed:
            continue
        if best is None or size > checkpoint.read(best).size:
            best = one
        elif best.text == one.text:
            best = best.adding(one.signatures)
    latest = log.latest()
    if best is None and latest is not None and checkpoint.read(latest).size >= needed:
        best = latest
    return best


def render(receipt: Receipt) -> str:
    """Return the receipt as a file: words first, then what they follow from."""
    told = checkpoint.read(receipt.note)
    data = {
        "format": FORMAT,
        "zh": list(_words(receipt.events, told, zh=True)),
        "en": list(_words(receipt.events, told, zh=False)),
        "events": [
            {
                "stream": one.stream,
                "version": one.version,
                "name": one.name,
                "stored": one.stored.decode(),
                "leaf": one.leaf,
                "path": [b64encode(beside).decode() for beside in one.path],
            }
            for one in receipt.events
        ],
        "checkpoint": str(receipt.note),
    }
    return json_text(data, indent=1) + "\n"


def parse(text: str) -> Receipt:
    """Return the receipt that ``text`` is, nothing proven yet. Raises ``BadReceipt``."""
    try:
        data = json.loads(text) if len(text) <= LONGEST else None
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise BadReceipt(f"文件的 format 不是 {FORMAT}", f"the format it names is not {FORMAT}")
        signed = note.parse(_text(data["checkpoint"]))
        checkpoint.read(signed)
        events = tuple(map(_event, data["events"]))
    except BadNote as wrong:
        raise BadReceipt(f"其检查点有误（{wrong.zh}）", f"its checkpoint: {wrong.en}") from None
    except (KeyError, TypeError, ValueError, RecursionError) as wrong:
        raise BadReceipt(
            f"内容不完整或有误（{wrong}）", f"incomplete or malformed ({wrong})"
        ) from (None)
    if not events:
        raise BadReceipt("没有事件", "there is no event in it")
    return Receipt(signed, events)


def _event(data: Any) -> Proven:
    path = tuple(b64decode(_text(beside), validate=True) for beside in data["path"])
    version, leaf = data["version"], data["leaf"]
    if type(version) is not int or type(leaf) is not int or any(len(p) != SIZE for p in path):
        msg = "version, leaf or path"
        raise ValueError(msg)
    return Proven(
        stream=_text(data["stream"]),
        version=version,
        name=_text(data["name"]),
        stored=_text(data["stored"]).encode(),
        leaf=leaf,
        path=path,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        msg = f"{value!r} is no text"
        raise TypeError(msg)
    return value


def check(text: str, keys: Sequence[VerifierKey], where: str) -> tuple[Receipt, list[Finding]]:
    """Return the receipt in ``text``, and what is wrong with it by the keys that are trusted.

    Needs no store. Raises ``BadReceipt``.
    """
    receipt, found = parse(text), list[Finding]()

    def tell(kind: Found, where: str = where, **facts: Any) -> None:
        found.append(finding(kind, where, **facts))

    told = checkpoint.read(receipt.note)
    judge = Judge(
        [key for key in keys if key.kind is KeyKind.WITNESS or key.name == told.origin], tell
    )
    judge.signed_by_log(receipt.note, told, where)
    if not judge.witnesses_of(receipt.note, told, where):
        tell(Found.UNWITNESSED)
    for one in receipt.events:
        if not _holds(one, told):
            tell(Found.PROOF_PATH, stream=one.stream, version=one.version)
    if json.loads(text) != json.loads(render(receipt)):
        tell(Found.PROOF_TEXT)
    return receipt, found


def _holds(one: Proven, told: Checkpoint) -> bool:
    try:
        data = entry_of(
            told.origin,
            stream=one.stream,
            version=one.version,
            name=one.name,
            stored=one.stored,
        )
    except ValueError:
        return False
    return verify_inclusion(
        index=one.leaf, size=told.size, leaf=leaf_hash(data), path=one.path, root=told.root
    )


def _words(events: Sequence[Proven], told: Checkpoint, *, zh: bool) -> Iterator[str]:
    if zh:
        yield f"封存回执：以下 {len(events)} 个事件已在账册 {told.origin} 中封存。"
        yield f"检查点共 {told.size} 条，根哈希 {b64encode(told.root).decode()}。"
    else:
        yield f"Receipt: the events below ({len(events)}) are sealed in the log {told.origin}."
        yield f"Checkpoint of {told.size} leaves, root {b64encode(told.root).decode()}."
    for one in events:
        if zh:
            yield f"· {one.name}：流 {one.stream} 第 {one.version} 版，叶子 {one.leaf}"
        else:
            yield f"· {one.name}: stream {one.stream}, version {one.version}, leaf {one.leaf}"
        yield from (f"    {name} = {value}" for name, value in _fields(one.stored, zh=zh))
    if zh:
        yield "核验：lixia verify --proof 本文件 --vkey 公钥。公钥须从本文件以外取得，不需要账库。"
        yield "它证明事件的内容与次序自封存起未变；不证明所记之事属实。"
    else:
        yield (
            "To check: lixia verify --proof FILE --vkey KEY, the key taken from elsewhere; "
            "no store is needed."
        )
        yield (
            "It proves that the events are as they were sealed, in content and order; not that "
            "what they say is true."
        )


def _fields(stored: bytes, *, zh: bool) -> Iterator[tuple[str, str]]:
    """Yield what an event says: amounts in yuan, all else as it is stored."""
    try:
        told = json.loads(stored)
        data = dict(told["data"])
        found = [("recorded_at", str(told["recorded_at"]))]
        for name, value in data.items():
            found += _said(name, value, zh=zh)
    except (ValueError, KeyError, TypeError, RecursionError):
        found = [("?", "（无法读出）" if zh else "(can't be read)")]
    yield from found


def _said(name: str, value: Any, *, zh: bool) -> Iterator[tuple[str, str]]:
    """Yield a field; of one that has parts, each part under a name of its own."""
    if isinstance(value, dict) and value.keys() == {"fen"} and type(value["fen"]) is int:
        sign, fen = ("-" if value["fen"] < 0 else ""), abs(value["fen"])
        yuan = f"{sign}{fen // 100:,}.{fen % 100:02d}"
        yield name, f"{yuan} 元" if zh else f"CNY {yuan}"
    elif isinstance(value, dict | list) and value:
        parts = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for part, told in parts:
            yield from _said(f"{name}.{part}", told, zh=zh)
    else:
        yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
