"""The ways to ask after money: by bank credit, gift, pledge, disbursement or project."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from lixia_domain.audit.past.moment import WHOLE, Moment
from lixia_domain.audit.trace.arrivals import credit, gift, pledge
from lixia_domain.audit.trace.flow import FlowKind, Node
from lixia_domain.audit.trace.spending import disbursement, project
from lixia_domain.audit.trace.streams import Books
from lixia_domain.recording.ledger import Ledger

ARRIVED: Mapping[FlowKind, Callable[[Books, str], Node]] = {
    FlowKind.CREDIT: credit,
    FlowKind.GIFT: gift,
    FlowKind.PLEDGE: pledge,
}
SPENT: Mapping[FlowKind, Callable[[Books, str], tuple[Node, Node]]] = {
    FlowKind.DISBURSEMENT: disbursement,
    FlowKind.PROJECT: project,
}


@frozen(kw_only=True)
class Followed:
    """Money at one ``position`` of the log: where it went and, if it was asked, came from."""

    position: int
    to: Node
    origin: Node | None = None


def follow(ledger: Ledger, kind: FlowKind, key: str, moment: Moment = WHOLE) -> Followed:
    """Return where the money of a credit, gift, pledge, disbursement or project went.

    Of a disbursement and a project, also where it came from. Raises ``Unknown``, naming the
    nearest, ``BeyondHead``, and ``KeyError`` for any other kind.
    """
    head = ledger.head()
    books = Books(ledger, moment.settled(head))
    position = moment.upto(head)
    if kind in ARRIVED:
        return Followed(position=position, to=ARRIVED[kind](books, key))
    to, origin = SPENT[kind](books, key)
    return Followed(position=position, to=to, origin=origin)
