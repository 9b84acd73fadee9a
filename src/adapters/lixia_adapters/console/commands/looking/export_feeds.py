"""``lixia export 360giving|cloudevents``: grants and facts in formats agreed upon by others."""

from __future__ import annotations

from lixia_adapters.console.commands.looking.exporting import (
    MOMENT,
    OUT,
    done,
    moment_of,
    notes,
    text_out,
    upto,
)
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import NotFound
from lixia_domain.kernel.words import Words


def _grants(invocation: Invocation) -> Answer:
    from lixia_adapters.feeds.threesixty import package
    from lixia_domain.audit.books.grants import READS, grants
    from lixia_domain.audit.past.leaves import leaves
    from lixia_domain.kernel.money import total

    with (
        invocation.open() as store,
        invocation.progress(Words("读取拨付", "Reading grants")) as step,
    ):
        when = moment_of(invocation, store)
        facts = leaves(store.ledger, when.moment, READS, progress=step)
        found = grants(recorded for _, recorded in facts)
        position, head = when.moment.upto(store.ledger.head()), notes(store, when.moment)
    if not found:
        raise NotFound(
            "没有已批准的拨付，360Giving 文件至少要有一笔",
            "no tranche was approved, and a 360Giving file needs one grant at least",
            "no_grants",
        )
    note = "；".join((*head, f"position {position}"))
    text_out(invocation, package(found, prefix=invocation["prefix"], note=note).splitlines())
    awarded, said = total(grant.awarded for grant in found), upto(when, position)
    return done(
        invocation,
        Words(
            f"{len(found):,} 笔资助，共 {awarded}；{said.zh}",
            f"{len(found):,} grants, {awarded.en} in all; {said.en}",
        ),
        grants=len(found),
        awarded_fen=awarded.fen,
        position=position,
    )


def _events(invocation: Invocation) -> Answer:
    from lixia_adapters.feeds.cloud_events import json_lines, source_of
    from lixia_domain.audit.past.leaves import leaves

    with invocation.open() as store, invocation.progress(Words("导出事件", "Exporting")) as step:
        when = moment_of(invocation, store)
        facts = leaves(store.ledger, when.moment, progress=step)
        source = source_of(store.ledger.journal.about())
        count = text_out(invocation, json_lines(facts, source=source))
        position = when.moment.upto(store.ledger.head())
    said = upto(when, position)
    return done(
        invocation,
        Words(f"{count:,} 个事件；{said.zh}", f"{count:,} events; {said.en}"),
        events=count,
        position=position,
    )


COMMANDS = (
    Command(
        "export 360giving",
        Words("资助（拨付），360Giving 格式", "grants, as 360Giving JSON"),
        (
            option(
                "[--prefix PREFIX]",
                "360Giving 分配给发布单位的前缀（默认 lixia，未经登记）",
                "the publisher's prefix, given by 360Giving (default: lixia, registered nowhere)",
                text,
                default="lixia",
            ),
            *MOMENT,
            OUT,
        ),
        _grants,
    ),
    Command(
        "export cloudevents",
        Words("全部事实，CloudEvents，每行一条", "facts as JSON lines"),
        (*MOMENT, OUT),
        _events,
    ),
)
