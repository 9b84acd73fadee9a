"""Commands as data: told again, left out and written down as a script that repeats a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any
from unicodedata import normalize

from attrs import fields, frozen, has

from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.roles import Role

ROOMS = {
    "acceptance_reversal": "finance",
    "accounts": "finance",
    "arrears": "programme",
    "banking": "finance",
    "calls": "activities",
    "campaigns": "activities",
    "claims": "programme",
    "closing": "finance",
    "credits": "finance",
    "disbursements": "finance",
    "disclosures": "finance",
    "enterprises": "programme",
    "entries": "activities",
    "foundations": "finance",
    "funds": "finance",
    "goods": "finance",
    "guides": "activities",
    "incomes": "finance",
    "members": "persons",
    "mending": "finance",
    "winding_up": "finance",
    "needs": "programme",
    "objections": "activities",
    "oversight": "programme",
    "payees": "finance",
    "plans": "finance",
    "projects": "programme",
    "receipts": "finance",
    "sessions": "activities",
    "short_calls": "activities",
    "shortfalls": "finance",
    "subjects": "persons",
    "teams": "activities",
    "volunteers": "activities",
    "votes": "activities",
}
"""In which part of the application the module of a use case stands."""


@frozen
class Act:
    """One command: which use case, by whom, in which role, with what."""

    does: str
    """Module and name of the use case; or what is none, as ``clock.go`` for days that pass."""
    by: str
    role: Role
    given: Mapping[str, Any]
    key: str | None = None
    """The idempotency key, if it is sent with one."""
    crash: int | None = None
    """At which statement of the database the process is killed, if it is."""

    def __str__(self) -> str:
        """Return the call that makes the same command again."""
        given = ", ".join(f"{name}={written(value)}" for name, value in self.given.items())
        more = f", key={self.key!r}" if self.key else ""
        more += f", crash={self.crash}" if self.crash is not None else ""
        return f"Act({self.does!r}, {self.by!r}, Role.{self.role.name}, dict({given}){more})"


NO_COMMAND = ("clock.go", "clock.step", "processes.run", "store.reopen")
"""What happens beside commands: time passes, processes run, the store is put away."""

UPPER = (
    "credit_id",
    "credit",
    "by_credit",
    "debit",
    "debit_id",
    "gift",
    "invoice",
    "number",
    "red_number",
)
"""Arguments whose ids are one in capitals and small letters, in full width and half."""


def canonical(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given, ids as they are kept: two spellings of one are one."""
    return {
        name: normalize("NFKC", value).strip().upper()
        if name in UPPER and isinstance(value, str)
        else value
        for name, value in given.items()
    }


def written(value: object) -> str:
    """Return a value as Python reads it again."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, tuple):
        return "(" + "".join(f"{written(each)}, " for each in value) + ")"
    if isinstance(value, dict):
        inside = ", ".join(f"{key!r}: {written(each)}" for key, each in value.items())
        return "{" + inside + "}"
    if has(type(value)):
        inside = ", ".join(f"{name}={written(each)}" for name, each in told(value))
        return f"{type(value).__name__}({inside})"
    return repr(value)


def told(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a value with fields holds."""
    return ((each.name, getattr(value, each.name)) for each in fields(type(value)))


def classes(value: object) -> Iterator[type]:
    """Yield the classes that must be imported for a value to be read again."""
    if isinstance(value, Enum) or has(type(value)):
        yield type(value)
    inside: Iterable[object] = ()
    if isinstance(value, Mapping):
        inside = value.values()
    elif isinstance(value, tuple):
        inside = value
    elif has(type(value)):
        inside = (each for _, each in told(value))
    for each in inside:
        yield from classes(each)


@cache
def use_case(does: str) -> UseCase[..., Any]:
    """Return the use case that an act names."""
    module, _, name = does.partition(".")
    found: UseCase[..., Any] = getattr(
        import_module(f"lixia_domain.application.{ROOMS[module]}.{module}"), name
    )
    return found
