"""``lixia store``: make one, describe it, check it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _init(asked: Asked) -> Answer:
    from lixia_domain.application.bootstrap import open_store

    district = asked["district"]
    with open_store(asked.uri, create=True, district=district) as store:
        about, head = store.ledger.journal.about(), store.ledger.head()
        there = store.ledger.district
    data = {
        "store": asked.uri,
        "fingerprint": about.get("fingerprint", ""),
        "district": there,
        "position": head,
    }
    said = Say(f"账库就绪：{asked.uri}（{there}）", f"the store is ready: {asked.uri} ({there})")
    return Answer(data, [said, as_of(head)])


INIT = Command(
    (
        Option(
            "--district",
            "district",
            "所属区县（默认 历下区）",
            "whose it is (default: 历下区)",
            read=text,
            need=False,
            default="历下区",
        ),
    ),
    _init,
)


def _info(asked: Asked) -> Answer:
    from lixia_domain.recording import codec

    with asked.open() as store:
        journal = store.ledger.journal
        about, head = journal.about(), journal.head()
        events = sum(1 for _ in journal.rows(0, head))
        last = [codec.recorded_at(row) for row in journal.rows(head - 1, head)]
    data: dict[str, Any] = {
        "store": asked.uri,
        "fingerprint": about.get("fingerprint", ""),
        "district": about.get("district", ""),
        "created_at": about.get("created_at", ""),
        "demo": about.get("demo") is not None,
        "events": events,
        "position": head,
        "last_recorded_at": last[0].isoformat() if last else None,
    }
    names = {
        "store": Say("地址", "address"),
        "fingerprint": Say("指纹", "fingerprint"),
        "district": Say("区县", "district"),
        "created_at": Say("建立", "created"),
        "demo": Say("演示（虚构示例）", "demo (synthetic)"),
        "events": Say("事实数", "facts"),
        "position": Say("位置", "position"),
        "last_recorded_at": Say("最后记录", "last recorded"),
    }
    rows = [[asked.told(said), _text(asked, data[name])] for name, said in names.items()]
    heads = [asked.told(Say("栏目", "field")), asked.told(Say("内容", "value"))]
    title = asked.told(Say("账库概况", "The store"))
    return Answer(data, [Table(title, heads, rows, frozenset(), asked.told(as_of(head)))])


def _text(asked: Asked, value: Any) -> str:
    if isinstance(value, bool):
        return asked.told(Say("是", "yes") if value else Say("否", "no"))
    return "—" if value in (None, "") else str(value)


INFO = Command((), _info)


def _check(asked: Asked) -> Answer:
    """Inspect the file, then read every fact: what can't be read is a finding, too."""
    from lixia_domain.recording.faults import UnreadableEvent

    with asked.open() as store:
        findings = [asked.told(Say(*told)) for told in store.ledger.journal.check()]
        events = 0
        try:
            for _ in store.ledger.read():
                events += 1
        except UnreadableEvent as fault:
            findings.append(fault.sentence(asked.lang))
        findings += [asked.told(Say(*told)) for told in _twins(store)]
        head = store.ledger.head()
    data = {"store": asked.uri, "events": events, "position": head, "findings": findings}
    if findings:
        shown = [Say(f"✗ {finding}", f"✗ {finding}") for finding in findings]
        return Answer(data, [*shown, as_of(head)], exit=1)
    said = Say(f"✓ 完好：{events} 条事实均可读", f"✓ sound: all {events} facts can be read")
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


CHECK = Command((), _check)
