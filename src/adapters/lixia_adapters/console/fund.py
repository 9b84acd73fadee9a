"""``lixia fund``: special funds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.asked import Asked
from lixia_adapters.console.recording import recording
from lixia_adapters.console.spec import FUND, Option, text

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_FUND = Option("FUND", "fund_id", "基金编号", "the fund's id", read=text)

ESTABLISH = recording(
    "funds.establish",
    _FUND,
    Option("--name", "name", "基金名称", "the fund's name", read=text),
    Option("--foundation", "foundation", "所在基金会", "the foundation it is in", read=text),
    Option("--purpose", "purpose", "宗旨", "its purpose", read=text),
    Option("--agreement", "agreement", "设立协议", "the agreement it stands on", read=text),
    role="foundation",
)

COMMITTEE = recording(
    "funds.appoint_committee",
    _FUND,
    Option(
        "--member",
        "members",
        "成员编号（不是姓名）",
        "a member's id, never a name",
        read=text,
        many=True,
    ),
    Option("--document", "document", "任命文件", "the document", read=text),
    role="foundation",
)


def _designations(asked: Asked, store: Store) -> dict[str, Any]:
    """Return the fund's accounts, as the log knows them."""
    from lixia_domain.aggregates.account import AccountOpened

    fund = asked.fund(store)
    opened = (recorded.event for recorded in store.ledger.read(reads=(AccountOpened,)))
    return {
        "designations": tuple(
            event.designation
            for event in opened
            if isinstance(event, AccountOpened) and event.fund == fund
        )
    }


CLOSE_MONTH = recording(
    "funds.close_period",
    Option("MONTH", "period", "结至哪一月，如 2021-12", "through which month", read=text),
    FUND,
    role="foundation",
    extra=_designations,
)
