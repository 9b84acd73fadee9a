"""``lixia export 360giving|cloudevents``: grants and facts in formats agreed upon by others."""

from __future__ import annotations

from lixia_adapters.console.answer import Answer
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.exporting import MOMENT, OUT, done, moment_of, notes, text_out, upto
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import NotFound


def _grants(asked: Asked) -> Answer:
    from lixia_adapters.feeds.threesixty import package
    from lixia_domain.audit.books.grants import READS, grants
    from lixia_domain.audit.past.leaves import leaves
    from lixia_domain.kernel.money import total

    with asked.open() as store, asked.progress(Say("读取拨付", "Reading grants")) as step:
        when = moment_of(asked, store)
        told = leaves(store.ledger, when.moment, READS, progress=step)
        found = grants(recorded for _, recorded in told)
        position, head = when.moment.upto(store.ledger.head()), notes(store)
    if not found:
        raise NotFound(
            "没有已批准的拨付，360Giving 文件至少要有一笔",
            "no tranche was approved, and a 360Giving file needs one grant at least",
            "no_grants",
        )
    note = "；".join((*head, f"position {position}"))
    text_out(asked, package(found, prefix=asked["prefix"], note=note).splitlines())
    awarded, said = total(grant.awarded for grant in found), upto(when, position)
    return done(
        asked,
        Say(
            f"{len(found):,} 笔资助，共 {awarded}；{said.zh}",
            f"{len(found):,} grants, {awarded} in all; {said.en}",
        ),
        grants=len(found),
        awarded_fen=awarded.fen,
        position=position,
    )


GIVING = Command(
    (
        Option(
            "--prefix",
            "prefix",
            "360Giving 分配给发布单位的前缀（默认 lixia，未经登记）",
            "the publisher's prefix, given out by 360Giving (default: lixia, registered nowhere)",
            read=text,
            need=False,
            default="lixia",
            value="PREFIX",
        ),
        *MOMENT,
        OUT,
    ),
    _grants,
)


def _events(asked: Asked) -> Answer:
    from lixia_adapters.feeds.cloud_events import json_lines, source_of
    from lixia_domain.audit.past.leaves import leaves

    with asked.open() as store, asked.progress(Say("导出事件", "Exporting")) as step:
        when = moment_of(asked, store)
        told = leaves(store.ledger, when.moment, progress=step)
        source = source_of(store.ledger.journal.about())
        count = text_out(asked, json_lines(told, source=source))
        position = when.moment.upto(store.ledger.head())
    said = upto(when, position)
    return done(
        asked,
        Say(f"{count:,} 个事件；{said.zh}", f"{count:,} events; {said.en}"),
        events=count,
        position=position,
    )


CLOUDEVENTS = Command((*MOMENT, OUT), _events)
