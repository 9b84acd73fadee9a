"""``lixia store``: make one, describe it, check it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _init(invocation: Invocation) -> Answer:
    from lixia_domain.application.bootstrap import open_store

    district = invocation["district"]
    with open_store(invocation.uri, create=True, district=district) as store:
        about, head = store.ledger.journal.about(), store.ledger.head()
        there = store.ledger.district
    data = {
        "store": invocation.uri,
        "fingerprint": about.get("fingerprint", ""),
        "district": there,
        "position": head,
    }
    said = Words(
        f"账库就绪：{invocation.uri}（{there}）", f"the store is ready: {invocation.uri} ({there})"
    )
    return Answer(data, [said, as_of(head)])


def _info(invocation: Invocation) -> Answer:
    from lixia_domain.recording import codec
    from lixia_domain.recording.ledger import BROUGHT_BY

    with invocation.open() as store:
        journal = store.ledger.journal
        about, head = journal.about(), journal.head()
        events = sum(1 for _ in journal.rows(0, head))
        last = [codec.recorded_at(row) for row in journal.rows(head - 1, head)]
    data: dict[str, Any] = {
        "store": invocation.uri,
        "fingerprint": about.get("fingerprint", ""),
        "district": about.get("district", ""),
        "created_at": about.get("created_at", ""),
        "demo": about.get("demo") is not None,
        "events": events,
        "position": head,
        "last_recorded_at": last[0].isoformat() if last else None,
        "extensions": {
            key.removeprefix(BROUGHT_BY): version
            for key, version in about.items()
            if key.startswith(BROUGHT_BY)
        },
    }
    names = {
        "store": Words("地址", "address"),
        "fingerprint": Words("指纹", "fingerprint"),
        "district": Words("区县", "district"),
        "created_at": Words("建立", "created"),
        "demo": Words("演示（虚构示例）", "demo (synthetic)"),
        "events": Words("事实数", "facts"),
        "position": Words("位置", "position"),
        "last_recorded_at": Words("最后记录", "last recorded"),
        "extensions": Words("有事实来自发行包", "facts brought by"),
    }
    rows = [[invocation.text(said), _text(invocation, data[name])] for name, said in names.items()]
    heads = [invocation.text(Words("栏目", "field")), invocation.text(Words("内容", "value"))]
    title = invocation.text(Words("账库概况", "The store"))
    return Answer(data, [Table(title, heads, rows, frozenset(), invocation.text(as_of(head)))])


def _text(invocation: Invocation, value: Any) -> str:
    if isinstance(value, bool):
        return invocation.text(Words("是", "yes") if value else Words("否", "no"))
    if isinstance(value, dict):
        value = Words("、", ", ").text(invocation.lang).join(f"{k} {v}" for k, v in value.items())
    return "—" if value in (None, "") else str(value)


def _check(invocation: Invocation) -> Answer:
    """Inspect the file, then read every fact: what can't be read is a finding, too."""
    from lixia_domain.recording.faults import UnreadableEvent

    with invocation.open() as store:
        findings = [invocation.text(Words(*pair)) for pair in store.ledger.journal.check()]
        events = 0
        try:
            for _ in store.ledger.read():
                events += 1
        except UnreadableEvent as fault:
            findings.append(fault.sentence(invocation.lang))
        findings += [invocation.text(Words(*pair)) for pair in _twins(store)]
        head = store.ledger.head()
    data = {"store": invocation.uri, "events": events, "position": head, "findings": findings}
    if findings:
        shown = [Words(f"✗ {finding}", f"✗ {finding}") for finding in findings]
        return Answer(data, [*shown, as_of(head)], exit=1)
    said = Words(f"✓ 完好：{events} 条事实均可读", f"✓ sound: all {events} facts can be read")
    return Answer(data, [said, as_of(head)])


def _twins(store: Store) -> Iterator[tuple[str, str]]:
    """Yield streams whose ids are spellings of one: older code took them for different things."""
    from lixia_domain.recording.spelling import twins

    for names in twins(store.ledger.journal.stream_names()):
        yield (
            f"同一编号有 {len(names)} 种写法，各成一流：{'、'.join(names)}；"
            "今后的记录归入第一种，照原样写出另一种的除外",
            f"one id in {len(names)} spellings, each a stream of its own: {', '.join(names)}; "
            "new facts go to the first, unless another is written exactly as it is",
        )


COMMANDS = (
    Command(
        "store init",
        Words("建立账库", "make a store"),
        (
            option(
                "[--district DISTRICT]",
                "所属区县（默认 历下区）",
                "whose it is (default: 历下区)",
                text,
                default="历下区",
            ),
        ),
        _init,
    ),
    Command("store info", Words("账库概况", "describe the store"), (), _info),
    Command("store check", Words("检查账库是否完好", "check that it is sound"), (), _check),
)
