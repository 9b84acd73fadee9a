"""``lixia store``: make one, describe it, check it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from lixia_adapters.console.commands.beginning.kept_views import kept_views
from lixia_adapters.console.commands.persons.member_administrators import ADMINISTRATORS
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words, many
from lixia_domain.recording.recorder import DEMO

if TYPE_CHECKING:
    from lixia_adapters.console.commands.persons.member_administrators import Appointed
    from lixia_domain.application.bootstrap import Store


def _init(invocation: Invocation) -> Answer:
    from lixia_domain.application.bootstrap import open_store

    who = _to_appoint(invocation)
    district = invocation["district"]
    with open_store(invocation.uri, create=True, district=district) as store:
        if who is not None:
            who = _closed(invocation, store, who)
        about, head = store.ledger.journal.about(), store.ledger.head()
        there, roster = store.ledger.district, _roster(store)
    data = {
        "store": invocation.uri,
        "fingerprint": about.get("fingerprint", ""),
        "district": there,
        "position": head,
        **roster.data,
        "administrators": [] if who is None else who.data(),
    }
    said = Words(
        f"账库就绪：{invocation.uri}（{there}）", f"the store is ready: {invocation.uri} ({there})"
    )
    notes = [] if who is None else who.notes()
    return Answer(data, [said, roster.said, *notes, as_of(head)])


def _to_appoint(invocation: Invocation) -> Appointed | None:
    """Return the administrators of a new store, or none for ``--open``; refuse all else first."""
    from lixia_adapters.console.commands.persons.member_administrators import appointed
    from lixia_domain.application.clock import now
    from lixia_domain.kernel.dates import business_date
    from lixia_domain.kernel.forms import Context

    named, document = invocation["administrators"], invocation["document"]
    if named and document is None and not invocation["open"]:
        raise Usage(
            "缺少 --document：任命管理员的文件",
            "--document is missing: who appoints the administrators",
            "missing_option",
        )
    if bool(named) == invocation["open"]:
        raise Usage(
            "名册由两名管理员关闭，或暂不关闭，二者取一：",
            "the roster is closed by two administrators, or left open: take one of",
            "administrators_or_open",
            more=CHOICE,
        )
    if not named:
        return None
    today = business_date(now())
    return appointed(named, Context(today), document, today)


def _closed(invocation: Invocation, store: Store, who: Appointed) -> Appointed:
    """Close the roster of a store. Refuses where it is closed, before asking for any right."""
    from lixia_adapters.console.commands.persons.member_administrators import kept
    from lixia_domain.aggregates.roster.state import Why
    from lixia_domain.application.overview.membership import closing
    from lixia_domain.application.persons import members
    from lixia_domain.kernel.rejection import Rejection
    from lixia_domain.kernel.roles import Role

    if closing(store.ledger) is not None:
        raise Rejection(Why.CLOSED)
    who = kept(store, who)
    actor = invocation["actor"] or invocation.environ.get("LIXIA_ACTOR") or "local"
    members.close(
        store.ledger,
        store.by(actor, Role.ADMINISTRATOR),
        administrators=who.administrators,
        document=invocation["document"],
        on=store.today(),
    )
    return who


class _Roster(NamedTuple):
    """What is said of a store's roster."""

    data: dict[str, Any]
    said: Words


def _roster(store: Store) -> _Roster:
    from lixia_domain.application.overview.membership import closing, said

    closed = closing(store.ledger)
    data = {
        "roster": "open" if closed is None else "closed",
        "closed_on": None if closed is None else closed.on.isoformat(),
        "closed_by": None if closed is None else closed.who,
    }
    return _Roster(data, said(closed))


def _info(invocation: Invocation) -> Answer:
    from lixia_domain.recording import codec
    from lixia_domain.recording.brought import brought

    with invocation.open() as store:
        journal = store.ledger.journal
        about, head = journal.about(), journal.head()
        events = journal.count(head)
        last = [codec.recorded_at(row) for row in journal.rows(head - 1, head)]
        roster = _roster(store)
    data: dict[str, Any] = {
        "store": invocation.uri,
        "fingerprint": about.get("fingerprint", ""),
        "district": about.get("district", ""),
        "created_at": about.get("created_at", ""),
        "demo": DEMO in about,
        "events": events,
        "position": head,
        "last_recorded_at": last[0].isoformat() if last else None,
        **roster.data,
        "extensions": brought(about),
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
    table = Table(title, heads, rows, frozenset(), invocation.text(as_of(head)))
    return Answer(data, [table, roster.said])


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
        rows = None
        if invocation["views"]:
            kept = kept_views(invocation, store)
            findings += kept.findings
            rows = kept.rows
        head = store.ledger.head()
    data = {"store": invocation.uri, "events": events, "position": head, "findings": findings}
    if rows is not None:
        data["rows"] = rows
    if findings:
        shown = [Words(f"✗ {finding}", f"✗ {finding}") for finding in findings]
        return Answer(data, [*shown, as_of(head)], exit=1)
    said = [
        Words(
            f"✓ 完好：{events} 条事实均可读", f"✓ sound: {many(events, 'fact')}, each can be read"
        )
    ]
    if rows is not None:
        said.append(
            Words(
                f"✓ 视图相符：{rows} 行均由事实推算得出",
                f"✓ the views fit: {many(rows, 'row')}, each follows from the facts",
            )
        )
    return Answer(data, [*said, as_of(head)])


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


OPEN = "lixia store init --open"
CLOSED_ZH = (
    "lixia store init --administrator 账号1@基金会代码 --administrator 账号2 --document 文件"
)
CLOSED_EN = (
    "lixia store init --administrator ACCOUNT1@FOUNDATION --administrator ACCOUNT2 "
    "--document DOCUMENT"
)
CHOICE = (
    Words(CLOSED_ZH, CLOSED_EN),
    Words(
        "  关闭：自此每次办理都核对身份，不可撤回",
        "  closed: who acts is checked from then on, for good",
    ),
    Words(OPEN, OPEN),
    Words(
        "  暂不关闭：不核对身份，报告上写明；以后可用 lixia member close 关闭",
        "  open: nobody is checked, and reports say so; lixia member close closes it later",
    ),
)

COMMANDS = (
    Command(
        "store init",
        Words("建立账库", "make a store"),
        (
            ADMINISTRATORS._replace(need=False),
            option("[--document DOCUMENT]", "任命管理员的文件", "who appoints them", text),
            option(
                "[--open]",
                "名册暂不关闭：不核对办理人身份",
                "leave the roster open: who acts is not checked",
            ),
            option(
                "[--actor ID]",
                "关闭名册的账号（默认 LIXIA_ACTOR，否则 local）",
                "account of who closes the roster (default: LIXIA_ACTOR, else local)",
            ),
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
    Command(
        "store check",
        Words("检查账库是否完好", "check that it is sound"),
        (
            option(
                "[--views]",
                "视图也逐行与事实推算的核对",
                "compare each row of the views with what the facts give, too",
            ),
        ),
        _check,
    ),
)
