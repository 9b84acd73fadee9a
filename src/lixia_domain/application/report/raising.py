"""How the period's donations came: raised in public under a plan, by agreement, or otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from lixia_domain.aggregates.account.facts import DonationReceived
from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.application.report import statement as lines
from lixia_domain.application.report.content import (
    CellKind,
    Column,
    Section,
    Table,
    added,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words
from lixia_domain.rules.spans import Spans, cover
from lixia_domain.views.accounts import class_of
from lixia_domain.views.disclosure_log import DISCLOSURE_LOG
from lixia_domain.views.in_kind_register import IN_KIND_REGISTER
from lixia_domain.views.plan_register import PLAN_REGISTER, PlanRow, ran

_MONEY, _COUNT = CellKind.MONEY, CellKind.COUNT
TOTAL = Words("合计", "Total")
AGREED = Words("认领企业依协议捐赠", "By agreement, from those who claimed projects")
PUBLIC = Words("募捐方案期间、无协议的捐赠", "Without agreement, while a plan was running")
OTHERWISE = Words("其他捐赠", "Otherwise")
BEFORE = Words("前期捐赠的冲正、退还等", "Earlier gifts, reversed or returned")


def raising(source: Source) -> Section:
    """Return how donations came, the fundraising plans, and the goods that were given."""
    plans: list[PlanRow] = [row for row in source.of(PLAN_REGISTER) if row.fund == source.fund_id]
    blocks = (_ways(source, plans), *_plans(source, plans), *_goods(source))
    return Section(Words("募捐与受赠", "Fundraising and gifts"), blocks)


def _ways(source: Source, plans: list[PlanRow]) -> Table:
    running: list[Spans] = [ran(row) for row in plans]
    ways: dict[str, Words] = {}
    for recorded in source.facts(DonationReceived):
        event = recorded.event
        assert isinstance(event, DonationReceived)
        if event.on >= source.since:
            public = any(cover(spans, event.on) for spans in running)
            way = PUBLIC if public else OTHERWISE
            ways[event.gift] = way if event.claim is None else AGREED
    rows: dict[tuple[Words, bool], int] = {}
    for row in source.moved:
        if class_of(row.designation) == SourceClass.DONATED and lines.LINE[row.kind] in lines.NET:
            key = (ways.get(row.gift or "", BEFORE), row.designation == GENERAL)
            rows[key] = rows.get(key, 0) + row.in_fen - row.out_fen
    told = [
        (
            way,
            Money(rows.get((way, False), 0)),
            Money(rows.get((way, True), 0)),
            Money(rows.get((way, False), 0) + rows.get((way, True), 0)),
        )
        for way in (AGREED, PUBLIC, OTHERWISE, BEFORE)
        if (way, False) in rows or (way, True) in rows
    ]
    return Table(
        title=Words(
            "本期捐赠收入，按来源（净额）", "Donations of the period, by how they came, net"
        ),
        columns=(
            Column("way", Words("来源", "How")),
            Column("restricted", Words("指定项目", "For a project"), _MONEY),
            Column("general", Words("未指定项目", "For no one project"), _MONEY),
            Column("amount", Words("合计", "In all"), _MONEY),
        ),
        rows=tuple(told),
        total=(TOTAL, *added(told, 1, 2, 3)),
    )


def _plans(source: Source, plans: list[PlanRow]) -> Iterator[Table]:
    """Yield the fund's plans: number, period, where they were published, goal and what came."""
    channels: dict[str, dict[str, None]] = {}
    for row in source.of(DISCLOSURE_LOG):
        channels.setdefault(row.subject, {})[Platform(row.platform).zh] = None
    rows = tuple(
        (
            row.title,
            row.filing,
            f"{row.begins} – {row.ends}",
            "、".join(channels.get(row.plan, ())) or None,
            row.ended_on,
            Money(row.goal_fen),
            None if row.raised_fen is None else Money(row.raised_fen),
        )
        for row in plans
    )
    if rows:
        yield Table(
            title=Words("募捐方案", "Fundraising plans"),
            columns=(
                Column("title", Words("方案", "Plan")),
                Column("filing", Words("备案编号", "Filed as")),
                Column("period", Words("期间", "Period")),
                Column("channel", Words("公开平台", "Published on")),
                Column("ended", Words("结束日", "Ended"), CellKind.DATE),
                Column("goal", Words("目标", "Goal"), _MONEY),
                Column("raised", Words("募得（结束时报告）", "Raised, as reported"), _MONEY),
            ),
            rows=rows,
            note=Words(
                "募捐成本未单独列支，如有，列在管理费内。未用完的按方案载明的剩余财产处理办法。",
                "No cost of fundraising is booked apart: if any, it is in the management cost. "
                "What is left goes as the plan says.",
            ),
        )


def _goods(source: Source) -> Iterator[Table]:
    """Yield the goods that were given to the fund, by what they are worth: never cash."""
    rows = tuple(
        (
            row.item,
            row.on,
            f"{row.quantity} {row.unit}",
            Money(row.value_fen),
            Money(row.issued_fen),
            Money(row.sold_fen),
            Money(row.written_off_fen),
            Money(row.left_fen),
        )
        for row in source.of(IN_KIND_REGISTER)
        if row.fund == source.fund_id and (row.on >= source.since or row.left_fen)
    )
    if rows:
        yield Table(
            title=Words(
                "受赠实物（以凭证或评估价值计，不是现金）", "Goods given, by what they are worth"
            ),
            columns=(
                Column("item", Words("品名", "Item")),
                Column("on", Words("交付日", "Delivered"), CellKind.DATE),
                Column("quantity", Words("数量", "Quantity")),
                Column("value", Words("价值", "Worth"), _MONEY),
                Column("issued", Words("已发放", "Issued"), _MONEY),
                Column("sold", Words("已变卖", "Sold"), _MONEY),
                Column("written_off", Words("报损", "Written off"), _MONEY),
                Column("left", Words("结存", "Left"), _MONEY),
            ),
            rows=rows,
            total=(TOTAL, None, None, *added(rows, *range(3, 8))),
            note=Words(
                "本期受赠和期初已有而未用完的；变卖所得的现金列在收支表。",
                "Given in the period, or before and not used up; cash from sales stands in the "
                "statement.",
            ),
        )
