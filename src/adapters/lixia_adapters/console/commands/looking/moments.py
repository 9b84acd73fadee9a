"""Points in a history as people write them: a business date, a time, a position of the log."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.readers import day
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.past.moment import Moment


def point(given: str) -> int | date | datetime:
    """Read a position (figures only), a date, or a time; one without a zone is Shanghai's."""
    from lixia_domain.kernel.dates import SHANGHAI, BadDate, parse_date

    if given.isdecimal() and len(given) <= 9:
        return int(given)
    try:
        return parse_date(given)
    except BadDate:
        pass
    try:
        given_time = datetime.fromisoformat(given)
    except ValueError:
        raise Usage(
            f"“{given}”应为账册位置（如 1024）、日期（2021-12-31）或时刻（2021-12-31T18:00+08:00）",
            f"{given!r} should be a position (1024), a date (2021-12-31) or a time "
            "(2021-12-31T18:00+08:00)",
        ) from None
    return given_time if given_time.utcoffset() is not None else given_time.replace(tzinfo=SHANGHAI)


class Chosen(NamedTuple):
    """A moment, and how it was found: a time was turned into a position."""

    moment: Moment
    said: Words | None = None


def _known(store: Store, invocation: date | datetime) -> tuple[int, Words]:
    """Return the last position recorded by a time, or by the end of a day in Shanghai."""
    from lixia_domain.audit.past.moment import known_at
    from lixia_domain.kernel.dates import SHANGHAI

    instant = invocation
    if not isinstance(instant, datetime):
        instant = datetime.combine(instant, time.max, SHANGHAI)
    found = known_at(store.ledger, instant)
    shown = f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return found, Words(
        f"{shown}（Asia/Shanghai）以前最后记录的是第 {found} 条",
        f"the last fact recorded by {shown} (Asia/Shanghai) is at position {found}",
    )


def chosen(store: Store, on: date | None, known: Any) -> Chosen:
    """Return the moment that ``--as-of`` and ``--as-known-at`` name."""
    from lixia_domain.audit.past.moment import Moment

    if known is None or isinstance(known, int):
        return Chosen(Moment(on=on, position=known))
    position, said = _known(store, known)
    return Chosen(Moment(on=on, position=position), said)


def end(store: Store, invocation: Any) -> Chosen:
    """Return the moment that one end of a difference names: a date is a business date."""
    if isinstance(invocation, date) and not isinstance(invocation, datetime):
        return chosen(store, invocation, None)
    return chosen(store, None, invocation)


AS_OF = option(
    "[--as-of DATE]",
    "截至这一业务日期（含当日）",
    "as of this business date, the day included",
    day,
)
AS_KNOWN_AT = option(
    "[--as-known-at WHEN]",
    "按当时所知：账册位置、日期（至当日终）或时刻（无时区者按 Asia/Shanghai）",
    "as known at: a position, a date (its end) or a time (without a zone: Asia/Shanghai)",
    point,
)
