"""``lixia seal``: seal what was recorded, now or as it comes, and show how far that is."""

from __future__ import annotations

import signal
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.files import KEY
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.seal.note import Note


def _seal(invocation: Invocation) -> Answer:
    from lixia_adapters.seals.keys import key_file

    given = None if invocation["key"] is None else Path(invocation["key"])
    with invocation.open(read_only=True) as store:
        store.key = given
        file = key_file(store.place, given)
        new = not file.exists()
        before = store.seals.log.state().size
        with invocation.progress(Words("封存", "Sealing")) as step:
            store.seals.seal(progress=step)
        if invocation["follow"]:
            _follow(invocation, store)
        data = _described(store)
    made = new and file.exists()
    data |= {"sealed_now": data["size"] - before, "key_file": str(file), "key_made": made}
    if not data["size"]:
        return Answer(data, [Words("账库为空，无可封存。", "The store is empty: nothing to seal.")])
    shown: list[Words | Table] = [
        Words(
            f"已封存 {data['size']} 个事件（本次新增 {data['sealed_now']} 个）。",
            f"{data['size']} events are sealed, {data['sealed_now']} of them now.",
        )
    ]
    if made:
        shown.append(
            Words(
                f"已新建签名密钥 {file}：请另存一份，勿与账库放在一处。",
                f"A key was made, {file}: keep a copy apart, and never beside the store.",
            )
        )
    shown += [_key(data), as_of(data["position"])]
    return Answer(data, shown)


def _follow(invocation: Invocation, store: Store) -> None:
    """Seal until interrupted or told to end, and say each checkpoint on standard error.

    What is being sealed then is signed first: a seal that runs ahead of its signatures is a
    finding.
    """
    asked = Event()
    with _told_to_end(asked):
        for note in store.seals.follow(asked.is_set):
            if not invocation.json:
                invocation.err.line(invocation.text(_line(note)))
                invocation.err.flush()
    invocation.err.line()


@contextmanager
def _told_to_end(asked: Event) -> Iterator[None]:
    """Take an interrupt or a request to end down, instead of falling over it."""

    def note(number: int, frame: object) -> None:
        asked.set()

    before = {each: signal.signal(each, note) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _line(note: Note) -> Words:
    from lixia_domain.audit.seal import checkpoint

    point = checkpoint.read(note)
    root = b64encode(point.root).decode()
    return Words(f"已封存 {point.size} 条  {root}", f"{point.size} sealed  {root}")


def _key(data: dict[str, Any]) -> Words:
    return Words(
        f"公钥（请交给核验人）：{data['key']}", f"Public key, for whoever verifies: {data['key']}"
    )


def _described(store: Store) -> dict[str, Any]:
    from lixia_domain.audit.seal import checkpoint

    seal, journal = store.seals.log, store.ledger.journal
    state, latest = seal.state(), seal.latest()
    signed = None if latest is None else checkpoint.read(latest)
    witnessed: dict[str, int] = {}
    for note in seal.cosigned():
        point = checkpoint.read(note)
        for line in note.signatures:
            if line.name != point.origin:
                witnessed[line.name] = max(witnessed.get(line.name, 0), point.size)
    keys = seal.keys()
    return {
        "store": store.uri,
        "seal": seal.place,
        "origin": state.origin,
        "size": state.size,
        "position": state.position,
        "unsealed": journal.count(journal.head()) - journal.count(state.position),
        "signed": 0 if signed is None else signed.size,
        "root": None if signed is None else b64encode(signed.root).decode(),
        "checkpoint": None if latest is None else str(latest),
        "key": str(keys[0]) if keys else None,
        "witnesses": witnessed,
    }


def _show(invocation: Invocation) -> Answer:
    with invocation.open(read_only=True) as store:
        data = _described(store)
    names = {
        "seal": Words("封存目录", "the seal lies in"),
        "origin": Words("账册", "log"),
        "size": Words("已封存（条）", "leaves sealed"),
        "signed": Words("已签署（条）", "leaves signed"),
        "unsealed": Words("未封存（个）", "events not sealed"),
        "root": Words("根哈希", "root"),
        "key": Words("公钥", "public key"),
        "witnesses": Words("见证", "witnessed"),
    }
    shown = {name: data[name] for name in names}
    shown["witnesses"] = "、".join(f"{name} {size}" for name, size in data["witnesses"].items())
    rows = [
        [invocation.text(said), "—" if shown[name] in (None, "") else str(shown[name])]
        for name, said in names.items()
    ]
    heads = [invocation.text(Words("栏目", "field")), invocation.text(Words("内容", "value"))]
    foot = invocation.text(as_of(data["position"]))
    return Answer(
        data, [Table(invocation.text(Words("封存", "The seal")), heads, rows, frozenset(), foot)]
    )


COMMANDS = (
    Command(
        "seal",
        Words("封存账库（lixia seal show 查看）", "seal the store"),
        (
            KEY,
            option("[--follow]", "持续封存，直到按 Ctrl+C", "go on sealing until interrupted"),
        ),
        _seal,
    ),
    Command("seal show", Words("封存到哪里、由谁见证", "how far, witnessed by whom"), (), _show),
)
