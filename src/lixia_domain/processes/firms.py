"""What banks call firms: their names, and the codes of those that went into others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lixia_domain.aggregates import enterprise as ent
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.view import Row, View, replace


class Firm(Row, frozen=True):
    """A firm's code, the names that it bears or bore, and what it went into."""

    code: str
    names: tuple[str, ...] = ()
    successor: str = ""


def evolve(row: Firm | None, recorded: Recorded) -> Firm:
    """Bring a firm up to date."""
    event, firm = recorded.event, row or Firm(code=recorded.key)
    if isinstance(event, ent.EnterpriseMerged):
        return replace(firm, successor=event.successor)
    if isinstance(event, ent.EnterpriseMergerAnnulled):
        return replace(firm, successor="")
    assert isinstance(event, ent.EnterpriseRegistered | ent.EnterpriseRenamed)
    return replace(firm, names=(*firm.names, event.name))


FIRMS: View[Firm] = View(
    name="firms",
    version=1,
    title="企业名称",
    title_en="Firms by name",
    row=Firm,
    reads=(
        ent.EnterpriseRegistered,
        ent.EnterpriseRenamed,
        ent.EnterpriseMerged,
        ent.EnterpriseMergerAnnulled,
    ),
    keys=lambda recorded: (recorded.key,),
    evolve=evolve,
)


def by_name(firms: Iterable[Firm]) -> Mapping[str, str]:
    """Return the code of who stands for it today, by each name and each code that is no more.

    A name that several firms bear says nothing.
    """
    known = {firm.code: firm for firm in firms}
    codes: dict[str, str] = {}
    doubtful = set[str]()
    for firm in known.values():
        stands = firm
        while stands.successor in known:
            stands = known[stands.successor]
        for called in (firm.code, *map(kept, firm.names)):
            if codes.setdefault(called, stands.code) != stands.code:
                doubtful.add(called)
    return {called: code for called, code in codes.items() if called not in doubtful}
