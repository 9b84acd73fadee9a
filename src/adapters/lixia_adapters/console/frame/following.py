"""What likely comes next: after a command that recorded something, the line to type then.

One table says which commands follow which. How they are written comes from the table of commands,
ids from the line that was just carried out, and who acts where the same may; what a person must
fill in stands in capitals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from shlex import quote
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame import tree
from lixia_adapters.console.frame.options import Option
from lixia_adapters.console.frame.who_acts import LOCAL, whoever_may
from lixia_adapters.console.frame.width import wrapped
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.overview.membership import Membership

FOLLOWING: Mapping[str, tuple[str, ...]] = {
    "store init": ("foundation register",),
    "member close": ("member reference", "member admit --person REF"),
    "member admit": ("member grant",),
    "member grant": ("member list", "member rights"),
    "member propose": ("member seat",),
    "member seat": ("member list",),
    "member propose-seat": ("member fill-seat",),
    "member fill-seat": ("member list",),
    "fund propose": ("fund establish",),
    "fund establish": ("need raise", "enterprise register"),
    "need raise": ("need verify",),
    "need verify": ("need plan", "project draft"),
    "need plan": ("project approve",),
    "project draft": ("project approve",),
    "project approve": ("batch plan", "project publish"),
    "batch plan": ("project publish",),
    "project publish": ("enterprise register", "claim --due DATE"),
    "batch release": ("enterprise register", "claim --due DATE"),
    "enterprise register": ("enterprise verify",),
    "enterprise verify": ("claim --due DATE",),
    "claim": ("pledge agreement", "bank import"),
    "pledge take-offer": ("pledge agreement", "bank import"),
    "pledge state-approval": ("pledge confirm",),
    "pledge confirm": ("pledge agreement", "bank import"),
    "pledge agreement": ("bank import",),
    "bank allocate": ("receipt issue",),
    "bank debit": ("bank match --payment DISBURSEMENT",),
    "bank statement": ("bank reconcile",),
    "bank reconcile": ("fund close-month",),
    "in-kind deliver": ("in-kind issue", "receipt issue-in-kind"),
    "team register": ("team verify",),
    "team verify": ("project team",),
    "project team": ("project start",),
    "project start": ("disburse account", "disburse request"),
    "disburse account": ("disburse request",),
    "disburse request": ("disburse approve",),
    "disburse approve": ("disburse pay --released-by ID",),
    "disburse pay": ("disburse evidence",),
    "disburse evidence": ("disburse accept",),
    "disburse accept": ("project ask-acceptance",),
    "project ask-acceptance": ("project accept",),
    "project accept": ("project close",),
    "foundation register": ("fund establish", "foundation qualify"),
    "foundation qualify": ("plan file",),
    "session plan": ("session hold",),
    "session hold": ("session record",),
    "session record": ("session certify",),
    "brand nominate": ("brand incubate",),
    "brand incubate": ("brand recognise",),
    "campaign open": ("campaign action",),
    "campaign action": ("campaign schedule",),
    "campaign schedule": ("campaign hold",),
    "call open": ("entry submit",),
    "entry submit": ("entry screen",),
    "entry screen": ("call open-voting",),
    "call open-voting": ("vote cast",),
    "call close-voting": ("call freeze",),
    "call freeze": ("call publish",),
    "call publish": ("call award",),
    "call award": ("call destroy-key",),
    "guide draft": ("guide publish",),
}
"""What follows a command, with such options as it can't do without. After all others of those that
record, what is pending tells."""

FIRST_OF: Mapping[Role, str] = {
    Role.ACCOUNTANT: "foundation register",
    Role.PROGRAMME_OFFICE: "need raise",
}
"""What whoever was granted a role does first in a new store."""

CLOSING = (("store", "init"), ("member", "close"))
"""Commands whose administrators may act from then on, whoever closed the roster."""

BY_ANOTHER = frozenset({"member propose", "member propose-seat"})
"""Commands that somebody else than who carried them out must follow up."""

SEE = Words("看还有什么待办", "see what is pending")
SAME = {
    "enterprise_code": "code",
    "code": "enterprise_code",
    "foundation_code": "code",
    "account": "account",
    "person": "person",
    "foundation": "foundation",
}
"""Under which name an id of another command may have been given as well."""


def following(
    words: tree.CommandName,
    values: Mapping[str, Any],
    lang: str,
    columns: int,
    *,
    members: Membership | None = None,
    usual: str = LOCAL,
) -> Iterator[str]:
    """Yield what comes after a command that was carried out: what it is, then the line to type.

    ``members``: those of a closed store, of whom one is named who may; ``usual``: who acts
    where a line does not say who.
    """
    appointed = values.get("administrators", ()) if words in CLOSING else ()
    name = "member close" if appointed else " ".join(words)
    actor = next((one.account for one in appointed if one.foundation), values.get("actor"))
    may = [Role.ADMINISTRATOR.value] if appointed else tree.TREE[words].described().roles
    for line in (*FOLLOWING.get(name, ("pending",)), *_first_of(name, values)):
        found, more = tree.find(line.split())
        entry = tree.TREE[found]
        command = entry.described()
        options = [option for option in command.options if option.need]
        parts = [_written(option, values) for option in options]
        typed = " ".join(("lixia", *found, *parts, *more))
        who = None
        if members is not None:
            another = _who_proposed(members, actor or usual, values) if name in BY_ANOTHER else ()
            told = {value for value in values.values() if isinstance(value, str)}
            first = actor or usual
            who = whoever_may(members, command.roles, first=first, whose=told, but=another)
            who = None if who == usual and not actor else who
        elif actor and name not in BY_ANOTHER and not set(command.roles).isdisjoint(may):
            who = actor
        if who and "--actor" not in more:
            typed += f" --actor {quote(who)}"
        fill = (
            Words("（大写处请填写）", " (fill in the capitals)") if parts or more else Words("", "")
        )
        says = SEE if line == "pending" else entry.says
        said = Words(f"接下来{fill.zh}：{says.zh}", f"Next{fill.en}: {says.en}")
        yield ""
        yield from wrapped(said.text(lang), columns)
        yield typed + (f" --store {quote(values['store'])}" if values["store"] else "")


def _first_of(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the account that was granted a role may begin with."""
    if name == "member grant" and values.get("member_role") in FIRST_OF:
        yield f"{FIRST_OF[values['member_role']]} --actor {quote(values['account'])}"


def _who_proposed(members: Membership, actor: str, values: Mapping[str, Any]) -> set[str]:
    """Return the persons who may not confirm a proposal: whose it was, and whom it names."""
    named = {one.person for one in values.get("administrators", ())} | {values.get("person")}
    proposer = members.members.get(actor.lower())
    return {one for one in (*named, proposer and proposer.person) if one}


def _written(option: Option, values: Mapping[str, Any]) -> str:
    """Return an option as it is to be typed, with the id that was given before."""
    if option.name == "administrators" and values.get(option.name):
        return " ".join(f"{option.shown} {quote(one.written)}" for one in values[option.name])
    given = values.get(option.name) or values.get(SAME.get(option.name, ""))
    if isinstance(given, str) and (option.name.endswith("_id") or option.name in SAME):
        return quote(given) if option.positional else f"{option.shown} {quote(given)}"
    return option.written
