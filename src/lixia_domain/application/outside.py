"""Use cases that extensions bring: imported when they are needed, and only if one can call them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.use_case import UseCase
    from lixia_domain.extensions import Installed

OF_EVERY_CALL = frozenset({"self", "ledger", "by"})
"""What stands before a use case's arguments in every call, so that none may be called so."""


def use_cases_of(extension: Installed) -> Iterator[UseCase[..., Any]]:
    """Yield the use cases that an extension brings, importing them. Raises ``BadExtension``."""
    for home in extension.extension.use_cases:
        yield from use_cases_in(extension, home)


def use_cases_in(extension: Installed, home: str) -> Sequence[UseCase[..., Any]]:
    """Return the use cases of one of an extension's modules. Raises ``BadExtension``."""
    from lixia_domain.extensions.faults import BadExtension, blaming

    name = extension.distribution
    with blaming(name, Words(f"载入 {home} ", f"importing {home}")):
        module = import_module(home)
    found = tuple(declared_in(module))
    if not found:
        raise BadExtension(name, f"{home} 没有声明办理事项", f"{home} declares no use case")
    for use_case in found:
        with blaming(name, Words(f"读取 {use_case.name} 的声明", f"reading {use_case.name}")):
            wrong = tuple(_wrong(use_case))
        for words in wrong:
            zh, en = f"{use_case.name}：{words.zh}", f"{use_case.name}: {words.en}"
            raise BadExtension(name, zh, en)
    return found


def declared_in(module: Any) -> Iterator[UseCase[..., Any]]:
    """Yield the use cases that a module declares, not those that it imports."""
    from lixia_domain.application.use_case import UseCase

    opening = f"{module.__name__.rpartition('.')[2]}."
    for thing in vars(module).values():
        if isinstance(thing, UseCase) and thing.name.startswith(opening):
            yield thing


def _wrong(use_case: UseCase[..., Any]) -> Iterator[Words]:
    """Yield why a use case can't be called; making its gate raises for types it can't tell."""
    from lixia_domain.extensions.held import WORDS

    if not WORDS.fits(use_case.says):
        yield Words(f"says 应为{WORDS.says.zh}", f"says must be {WORDS.says.en}")
    if not use_case.by or not all(isinstance(role, Role) for role in use_case.by):
        yield Words("by 没有指明可办理的身份", "by must name the roles that may do it")
    for argument in use_case.gate.arguments:
        if argument.name in OF_EVERY_CALL:
            yield Words(
                f"参数不能叫 {argument.name}，办理时已用此名",
                f"no argument may be called {argument.name}, which every call has",
            )
        if argument.name == "on" and argument.shape.type is not date:
            yield Words("参数 on 应为业务日期 On", "the argument on must be the business date, On")
