"""Roster log (名册记录): since when rights are checked, and who became administrator."""

from datetime import date
from typing import Annotated, cast, get_args

from lixia_domain.aggregates.roster import facts as roster
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Audience, Row, View
from lixia_domain.kernel.words import Worded


class RosterAct(Worded):
    """What was done to the roster."""

    CLOSED = "closed", "名册关闭"
    PROPOSED = "administrators_proposed", "提名管理员"
    SEATED = "administrators_seated", "管理员就任"
    SEAT_PROPOSED = "seat_proposed", "提名增补管理员"
    SEAT_FILLED = "seat_filled", "增补管理员就任"
    CLOCK_CONFIRMED = "clock_confirmed", "时钟确认"


class RosterRow(Row, frozen=True):
    """One act. ``administrators`` are accounts; each with its foundation, if it stands for one."""

    act: Annotated[str, column("事项", "act", codes=RosterAct)]
    on: Annotated[date, column("日期", "on")]
    actor: Annotated[str, column("经办账号", "actor")]
    role: Annotated[str, column("身份", "role", codes=Role)]
    administrators: Annotated[str, column("管理员", "administrators")]
    document: Annotated[str, column("凭证", "document")]


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the district and the place in its stream."""
    return (join_key(recorded.key, str(recorded.version)),)


def evolve(_: RosterRow | None, recorded: Recorded) -> RosterRow:
    """Write the act down."""
    event = cast(roster.RosterEvent, recorded.event)
    match event:
        case roster.ClockConfirmed():
            chosen: tuple[roster.Administrator, ...] = ()
        case roster.SeatProposed() | roster.SeatFilled():
            chosen = (event.administrator,)
        case _:
            chosen = event.administrators
    return RosterRow(
        act=RosterAct(event.event_name.partition(".")[2]).value,
        on=event.on,
        actor=recorded.actor,
        role=recorded.role,
        administrators="、".join(
            f"{one.account}（{one.foundation}）" if one.foundation else one.account
            for one in chosen
        ),
        document=event.document,
    )


ROSTER_LOG: View[RosterRow] = View(
    name="roster_log",
    version=2,
    title="名册记录",
    title_en="Roster log",
    row=RosterRow,
    reads=get_args(roster.RosterEvent),
    keys=keys,
    evolve=evolve,
    shown="on act administrators actor role document",
    audience=Audience.AUDITOR,
)
