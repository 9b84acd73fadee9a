"""Who gave and who served, as the public may see it: names by consent, persons never."""

from __future__ import annotations

from collections import Counter

from lixia_domain.application.report.content import (
    CellKind,
    Column,
    Paragraph,
    Section,
    Table,
)
from lixia_domain.application.report.money import sums
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.words import Words
from lixia_domain.views.brand_register import BRAND_REGISTER
from lixia_domain.views.enterprise_roll import ENTERPRISE_ROLL, UNNAMED, RollRow, Unnamed
from lixia_domain.views.need_register import NEED_REGISTER, NeedRow
from lixia_domain.views.service_hours import SERVICE_HOURS
from lixia_domain.views.session_log import SESSION_LOG
from lixia_domain.views.team_register import TEAM_REGISTER


def roll(source: Source) -> Section:
    """Return the roll of donors; those who did not agree to be named stand there as one row.

    What else was donated (by persons, or without a pledge) is the difference to the statement, so
    that the roll adds up to what came.
    """
    donors: list[RollRow] = [
        row for row in source.of(ENTERPRISE_ROLL) if row.claims or row.received_fen
    ]
    named = sorted(
        (row for row in donors if row.name != UNNAMED),
        key=lambda row: (-row.received_fen, -row.pledged_fen, row.name, row.pseudonym),
    )
    hidden = [row for row in donors if row.name == UNNAMED]
    rows: list[tuple[str | Words, int, Money, Money]] = [
        (row.name, row.claims, Money(row.pledged_fen), Money(row.received_fen)) for row in named
    ]
    if hidden:
        rows.append(
            (
                Words(
                    f"{Unnamed.UNNAMED.zh} {len(hidden)} 家",
                    f"Donors who are not named: {len(hidden)}",
                ),
                sum(row.claims for row in hidden),
                total(Money(row.pledged_fen) for row in hidden),
                total(Money(row.received_fen) for row in hidden),
            )
        )
    others = sums(source).received - total(row[3] for row in rows)
    if others != ZERO:
        rows.append(
            (
                Words("其他捐赠（个人及未经认领）", "Other gifts: by persons, or not claimed"),
                0,
                ZERO,
                others,
            )
        )
    table = Table(
        title=Words("捐赠名录", "Roll of donors"),
        columns=(
            Column("name", Words("捐赠人", "Donor")),
            Column("claims", Words("认领数", "Claims"), CellKind.COUNT),
            Column("pledged", Words("认捐", "Pledged"), CellKind.MONEY),
            Column("received", Words("到账", "Received"), CellKind.MONEY),
        ),
        rows=tuple(rows),
        total=(
            Words("合计", "Total"),
            sum(row[1] for row in rows),
            total(row[2] for row in rows),
            total(row[3] for row in rows),
        ),
        note=Words(
            "只列经捐赠人同意公开的名称；不同意或撤回同意的合并为一行，撤回自其后公开的报告起生效。",
            "Only names that their donors agreed to show; all others are one row. A withdrawal "
            "counts from the next report on.",
        ),
    )
    return Section(Words("爱心榜", "Donors"), (table,))


def service(source: Source) -> Section:
    """Return how many served and how long, in numbers only."""
    sessions = [row for row in source.of(SESSION_LOG) if row.held_on]
    needs: list[NeedRow] = source.of(NEED_REGISTER)
    brands = [row for row in source.of(BRAND_REGISTER) if not row.retired_on]
    minutes = sum(row.certified_minutes for row in sessions)
    rows = (
        (Words("登记的居民需求", "Residents' needs"), len(needs)),
        (Words("其中已满足", "Of these, met"), sum(row.met_on is not None for row in needs)),
        (Words("志愿团队", "Volunteer teams"), len(source.of(TEAM_REGISTER))),
        (Words("志愿者", "Volunteers"), len(source.of(SERVICE_HOURS))),
        (Words("已举行的服务活动", "Sessions held"), len(sessions)),
        (Words("经证明的服务时长（整小时）", "Certified service, whole hours"), minutes // 60),
        (Words("志愿服务品牌", "Brands"), len(brands)),
    )
    table = Table(
        title=Words("志愿服务", "Volunteer service"),
        columns=(
            Column("what", Words("事项", "What")),
            Column("count", Words("数量", "How many"), CellKind.COUNT),
        ),
        rows=rows,
    )
    areas = _areas(needs)
    privacy = Words(
        "志愿者与居民只以数量出现；未经同意不公开任何个人。",
        "Volunteers and residents appear as numbers; nobody is named without consent.",
    )
    return Section(
        Words("志愿服务与受益", "Service and who it was for"), (table, areas, Paragraph(privacy))
    )


def _areas(needs: list[NeedRow]) -> Table:
    """Return where the residents' needs are, and how many of them were met: by place, no person."""
    raised, met = Counter[str](), Counter[str]()
    for row in needs:
        raised[row.place] += 1
        met[row.place] += row.met_on is not None
    return Table(
        title=Words("受益区域", "Where it was for"),
        columns=(
            Column("place", Words("地点", "Place")),
            Column("needs", Words("需求", "Needs"), CellKind.COUNT),
            Column("met", Words("已满足", "Met"), CellKind.COUNT),
        ),
        rows=tuple((place, raised[place], met[place]) for place in sorted(raised)),
        total=(Words("合计", "Total"), raised.total(), met.total()),
        note=Words(
            "受益人数不作登记：以满足的需求数与服务时长说明成效。",
            "How many people benefited is not recorded: needs met and hours served tell.",
        ),
    )
