"""Administrators as a command line names them, and the commands that appoint them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation, circumstances
from lixia_adapters.console.frame.options import Command, Option, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.aggregates.roster.facts import Administrator
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.kernel.forms import Context

FORM = "ACCOUNT[=p:REF][@FOUNDATION]"


class Named(NamedTuple):
    """An administrator as the command line names one; without a ``person``, one is made up."""

    account: str
    person: str | None
    foundation: str

    @property
    def written(self) -> str:
        """Return it as a command line names it."""
        person = f"={self.person}" if self.person else ""
        return f"{self.account}{person}{f'@{self.foundation}' if self.foundation else ''}"


def administrator(given: str) -> Named:
    """Read ``ACCOUNT[=p:REF][@FOUNDATION]``."""
    rest, at, foundation = given.strip().rpartition("@")
    if not at:
        rest, foundation = foundation, ""
    account, equals, person = rest.partition("=")
    if not account.strip() or (equals and not person.strip()) or (at and not foundation.strip()):
        raise Usage(f"“{given}”应写成 {FORM}", f"{given!r} should be {FORM}")
    return Named(account.strip(), person.strip() or None, foundation.strip())


ADMINISTRATORS = Option(
    "--administrator",
    "administrators",
    "管理员的账号；其后可写本人的代号（不写则新编一个），和所代表基金会的信用代码；"
    "至少两人，其一代表基金会",
    "an administrator's account; behind it the person's reference (none: a new one is made) and "
    "the credit code of the foundation one stands for; at least two, one of them a foundation's",
    administrator,
    many=True,
    value=FORM,
)


class Appointed(NamedTuple):
    """Administrators with a person behind each; ``fresh``: references that were made up for it."""

    administrators: tuple[Administrator, ...]
    fresh: frozenset[str]

    def data(self) -> list[dict[str, Any]]:
        """Return them for JSON."""
        return [
            {
                "account": one.account,
                "person": one.person,
                "foundation": one.foundation,
                "new_reference": one.person in self.fresh,
            }
            for one in self.administrators
        ]

    def notes(self) -> list[Words]:
        """Return what is to be noted: which reference is whose."""
        return [
            Words(
                f"账号 {one.account} 的个人代号：{one.person}（新编，请记下；"
                "同一人再用别的账号，须用同一代号）",
                f"account {one.account}: person {one.person} (new: note it down; the same "
                "person's other accounts take the same reference)",
            )
            for one in self.administrators
            if one.person in self.fresh
        ]


def appointed(named: Sequence[Named], context: Context, document: str, on: date) -> Appointed:
    """Return the administrators who are ``named``, a random reference for whom none is given.

    Raises what closing a roster with them would refuse whatever the store.
    """
    from secrets import token_hex

    from lixia_domain.aggregates.roster import decisions as roster
    from lixia_domain.aggregates.roster.facts import Administrator
    from lixia_domain.aggregates.roster.state import Roster
    from lixia_domain.application.persons import members

    made = [one.person or f"p:{token_hex(16)}" for one in named]
    found = tuple(
        Administrator(account=one.account, person=person, foundation=one.foundation)
        for one, person in zip(named, made, strict=True)
    )
    asked = {"administrators": found, "document": document, "on": on}
    sound = members.close.gate.read(asked, context)
    roster.close(Roster(), **sound)
    fresh = frozenset(p for one, p in zip(named, made, strict=True) if one.person is None)
    return Appointed(sound["administrators"], fresh)


def kept(store: Store, appointed: Appointed) -> Appointed:
    """Return ``appointed`` with references that the vault keeps, if there is one."""
    from attrs import evolve

    from lixia_domain.application.vault import VaultMissing

    if not store.place or not appointed.fresh:
        return appointed
    try:
        vault = store.vault
    except VaultMissing:
        return appointed
    found, fresh = [], set()
    for one in appointed.administrators:
        if one.person in appointed.fresh:
            one = evolve(one, person=vault.refer(f"account/{one.account}"))
            fresh.add(one.person)
        found.append(one)
    return Appointed(tuple(found), frozenset(fresh))


def _appointing(invocation: Invocation, carries: str) -> Answer:
    from lixia_adapters.console.frame.recording import answer
    from lixia_domain.application.chapters import use_case_named

    document = invocation["document"]
    with invocation.open() as store:
        on = invocation.day(store)
        who = appointed(invocation["administrators"], circumstances(store), document, on)
        if not invocation["dry_run"]:
            who = kept(store, who)
        done = invocation.carry_out(
            store,
            use_case_named(carries),
            administrators=who.administrators,
            document=document,
            on=on,
        )
    named = tuple(Named(one.account, one.person, one.foundation) for one in who.administrators)
    invocation.values = {**invocation.values, "administrators": named}
    return answer(invocation, done, *who.notes(), administrators=who.data())


def _close(invocation: Invocation) -> Answer:
    return _appointing(invocation, "members.close")


def _propose(invocation: Invocation) -> Answer:
    return _appointing(invocation, "members.propose")


def _seat(invocation: Invocation) -> Answer:
    """Confirm: whoever does names them as they were proposed, references and all."""
    for one in invocation["administrators"]:
        if one.person is None:
            raise Usage(
                f"确认须写明 {one.account} 的个人代号：{FORM}（见 lixia history roster-district）",
                f"confirming takes the reference of {one.account}: {FORM} "
                "(see lixia history roster-district)",
            )
    return _appointing(invocation, "members.seat")


LEGAL_WORD = option(
    "--document DOCUMENT", "法定代表人的文件", "the legal representative's document", text
)

COMMANDS = (
    Command(
        "member close",
        Words(
            "关闭名册：自此每次办理都核对身份，不可撤回",
            "close the roster: who acts is checked from then on, for good",
        ),
        (ADMINISTRATORS, option("--document DOCUMENT", "任命文件", "who appoints them", text)),
        _close,
        "members.close",
    ),
    Command(
        "member propose",
        Words("提名新管理员（原管理员均已不在时）", "propose administrators where all are gone"),
        (ADMINISTRATORS, LEGAL_WORD),
        _propose,
        "members.propose",
    ),
    recording(
        "member propose-seat",
        "members.propose_seat",
        account="ACCOUNT",
    ),
    recording(
        "member fill-seat",
        "members.fill_seat",
        account="ACCOUNT",
    ),
    Command(
        "member seat",
        Words("确认另一人所提名的管理员", "confirm the administrators whom another has proposed"),
        (ADMINISTRATORS, LEGAL_WORD),
        _seat,
        "members.seat",
    ),
)
