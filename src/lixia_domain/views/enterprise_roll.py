"""Roll of honour (爱心榜): what each enterprise promised and gave, named only by consent.

The roll is for the public, so neither its keys nor its rows say who an enterprise is unless it has
agreed (慈善法 82). The name shown is the one that the consent itself gives.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, TypeAlias, assert_never, get_args

from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import ZERO
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import PledgedColumn, ReceivedColumn


class Unnamed(Worded):
    """What stands in place of a name."""

    UNNAMED = "爱心企业（未公开名称）", "爱心企业（未公开名称）", "a donor (unnamed)"


OwnFact: TypeAlias = (
    plg.DonationPledged
    | plg.PledgeAmended
    | plg.InstalmentSettled
    | plg.InstalmentUnsettled
    | plg.PledgeReleased
    | plg.HardshipExitEvidenced
    | plg.NamePublicationAgreed
    | plg.NamePublicationWithdrawn
)
"""What happens to a pledge while it is one donor's."""

UNNAMED = Unnamed.UNNAMED.value


class RollRow(Row, frozen=True):
    """An enterprise as the public may see it, from its standing pledges.

    Firms that were merged are one: from then on their pledges are the successor's. A name is shown
    while the pledge whose donor agreed to it stands, or money has come for it (S86).

    ``pseudonym`` stays the same through consent and its withdrawal. ``claims`` and ``pledged_fen``
    count pledges not released; ``received_fen`` is what has arrived against any of its pledges.
    """

    pseudonym: Annotated[str, column("代号", "pseudonym")]
    name: Annotated[str, column("名称", "name", codes=Unnamed, closed=False)] = UNNAMED
    claims: Annotated[int, column("认领数", "claims")] = 0
    pledged_fen: PledgedColumn = 0
    received_fen: ReceivedColumn = 0
    first_pledged_on: Annotated[date | None, column("首次认捐", "first pledged")] = None
    _pledges: tuple[tuple[str, int], ...] = ()
    """Standing pledges and their amounts in fen."""
    _received: tuple[tuple[str, int], ...] = ()
    """Pledges for which money has come, and how much of it in fen."""
    _consents: tuple[tuple[str, str], ...] = ()
    """Pledges whose donor agreed to be named, and how; a withdrawn consent leaves no name here."""
    _all: int = 0
    """How many pledges were made, or passed to it, and did not pass on."""


@lru_cache(16_384)
def pseudonym(enterprise: str) -> str:
    """Return what the roll calls an enterprise of this credit code: 16 hex digits of SHA-256.

    It keeps a name off a page. It is no secret: who knows a code can work it out.
    """
    return hashlib.sha256(enterprise.encode()).hexdigest()[:16]


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the enterprise's pseudonym."""
    event = recorded.event
    assert isinstance(event, READS)
    if isinstance(event, plg.PledgeSucceeded):
        return pseudonym(event.predecessor), pseudonym(event.enterprise)
    return (pseudonym(event.enterprise),)


def evolve(row: RollRow | None, recorded: Recorded) -> RollRow | None:
    """Bring an enterprise's row up to date. One that all pledges have left is dropped."""
    event, pledge = recorded.event, recorded.key
    assert isinstance(event, READS)
    if isinstance(event, plg.PledgeSucceeded):
        return _passed(row, event, pledge)
    row = row or RollRow(pseudonym=pseudonym(event.enterprise))
    return _shown(_changed(row, event, pledge))


def _changed(row: RollRow, event: OwnFact, pledge: str) -> RollRow:
    match event:
        case plg.InstalmentSettled(amount=amount):
            return _came(row, pledge, amount.fen)
        case plg.InstalmentUnsettled(amount=amount):
            return _came(row, pledge, -amount.fen)
        case plg.DonationPledged(amount=amount, on=on):
            first = on if row.first_pledged_on is None else min(on, row.first_pledged_on)
            pledges = {**dict(row._pledges), pledge: amount.fen}
            return replace(_pledged(row, pledges), first_pledged_on=first, _all=row._all + 1)
        case plg.PledgeAmended(amount=amount):
            return _pledged(row, {**dict(row._pledges), pledge: amount.fen})
        case plg.PledgeReleased() | plg.HardshipExitEvidenced():
            return _pledged(row, {p: amount for p, amount in row._pledges if p != pledge})
        case plg.NamePublicationAgreed(display_name=name):
            return _named(row, {**dict(row._consents), pledge: name})
        case plg.NamePublicationWithdrawn():
            return _named(row, {p: name for p, name in row._consents if p != pledge})
        case _:
            assert_never(event)


def _passed(row: RollRow | None, event: plg.PledgeSucceeded, pledge: str) -> RollRow | None:
    """Take a pledge from its donor of before, or give it to the one that it passes to."""
    received, name = event.received.fen, event.display_name
    if row is not None and row.pseudonym == pseudonym(event.predecessor):
        left = _pledged(row, {p: fen for p, fen in row._pledges if p != pledge})
        left = _named(left, {p: told for p, told in row._consents if p != pledge})
        left = replace(_came(left, pledge, -received), _all=row._all - 1)
        return _shown(left) if left._all else None
    row = row or RollRow(pseudonym=pseudonym(event.enterprise))
    stands = {pledge: event.amount.fen} if event.amount > ZERO else {}
    row = _pledged(row, {**dict(row._pledges), **stands})
    row = _named(
        row, dict(row._consents) if name is None else {**dict(row._consents), pledge: name}
    )
    first = min(event.pledged_on, row.first_pledged_on or event.pledged_on)
    row = replace(_came(row, pledge, received), first_pledged_on=first, _all=row._all + 1)
    return _shown(row)


def _pledged(row: RollRow, pledges: Mapping[str, int]) -> RollRow:
    return replace(
        row,
        claims=len(pledges),
        pledged_fen=sum(pledges.values()),
        _pledges=tuple(pledges.items()),
    )


def _came(row: RollRow, pledge: str, fen: int) -> RollRow:
    came = {**dict(row._received), pledge: dict(row._received).get(pledge, 0) + fen}
    return replace(
        row,
        received_fen=row.received_fen + fen,
        _received=tuple((key, so_far) for key, so_far in came.items() if so_far),
    )


def _named(row: RollRow, consents: Mapping[str, str]) -> RollRow:
    return replace(row, _consents=tuple(consents.items()))


def _shown(row: RollRow) -> RollRow:
    """Show the name of the consent given last of those that come with something to thank for."""
    thanked = dict(row._pledges).keys() | dict(row._received).keys()
    names = [name for pledge, name in row._consents if pledge in thanked]
    return replace(row, name=names[-1] if names else UNNAMED)


READS = (*get_args(OwnFact), plg.PledgeSucceeded)

ENTERPRISE_ROLL: View[RollRow] = View(
    name="enterprise_roll",
    version=2,
    title="爱心榜",
    title_en="Roll of honour",
    row=RollRow,
    reads=READS,
    keys=keys,
    evolve=evolve,
    shown="name claims pledged_fen received_fen first_pledged_on pseudonym",
    audience=Audience.PUBLIC,
)
