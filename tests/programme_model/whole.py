"""What costs too much after each step: views, replays, rebuilds, books and specs over the whole."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.programme_model.findings import as_the_model_sees
from tests.programme_model.overviews import overviews
from tests.programme_model.world import DisagreementError, World

from lixia_adapters.books import BEANCOUNT, lines
from lixia_domain.audit.books.entries import Book
from lixia_domain.audit.books.fold import keep
from lixia_domain.audit.past.moment import Moment
from lixia_domain.specs.history.invariants import INVARIANTS
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.past import Archive
from lixia_domain.specs.history.records import Rebuilt
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER

CHECKS = {said: check for said, check in INVARIANTS.items() if check is not Rebuilt}
"""What the built-in specs say, but what is compared here row by row."""


def looked_over(world: World, *, specs: bool = False, beans: bool = False) -> None:
    """Compare views, replay, rebuild and model; with ``beans`` the books, with ``specs`` those."""
    store = world.store
    head = store.ledger.head()
    kept = rows(store.views())
    replayed = {
        (model, key): row
        for model, table in store.known_by(head).tables.items()
        for key, row in table.items()
    }
    _same("the views kept", kept, "those replayed", replayed)
    _same("the views kept", kept, "those rebuilt", rows(store.rebuild()))
    _as_the_model_has(world, kept)
    _nothing_negative(world)
    for wrong in overviews(world.model, store):
        raise DisagreementError(wrong)
    if beans:
        _books(world)
    if specs:
        _specs(world)


def rows(build: Any) -> dict[tuple[str, str], object]:
    """Return all rows of all views."""
    return {(model.name, key): row for model in build.models for key, row in build.rows(model)}


def _same(
    one: str,
    here: dict[tuple[str, str], object],
    other: str,
    there: dict[tuple[str, str], object],
) -> None:
    for key in sorted(here.keys() | there.keys()):
        if here.get(key) != there.get(key):
            raise DisagreementError(f"{key}: {one} have {here.get(key)}, {other} {there.get(key)}")


def _as_the_model_has(world: World, kept: dict[tuple[str, str], Any]) -> None:
    """Compare what every account's movements add up to with what the model says lies there."""
    lies: Counter[tuple[str, str]] = Counter()
    for (view, _), row in kept.items():
        if view == ACCOUNT_LEDGER.name:
            lies[row.fund, row.designation] += row.in_fen - row.out_fen
    for key, account in world.model.accounts.items():
        if lies[key] != account.held:
            raise DisagreementError(
                f"{key}: its movements add up to {lies[key]}, the model has {account.held}"
            )


def _nothing_negative(world: World) -> None:
    """Check the model's own sums: each fen of an entry is in one place, nothing below zero."""
    model = world.model
    arrived: Counter[str] = Counter()
    for key, credit in model.credits.items():
        parts = sum(part.amount for part in credit.parts)
        whole = parts + credit.held + credit.returned + credit.put
        if not credit.reversed and whole != credit.amount:
            raise DisagreementError(f"{key}: {credit.amount} arrived, {whole} is told for")
        arrived[credit.fund] += credit.held
    for (fund, use), account in model.accounts.items():
        amounts = [account.suspense, account.other]
        amounts += [gift.balance - gift.reserved for gift in account.gifts.values()]
        if min(amounts) < 0:
            raise DisagreementError(f"{fund}/{use} holds less than nothing")
    for fund in model.funds:
        if arrived[fund] != model.look(fund, "suspense").suspense:
            raise DisagreementError(
                f"{fund}: held by its credits {arrived[fund]}, in suspense otherwise"
            )


def _books(world: World) -> None:
    """Let bean-check read the books."""
    for book in Book:
        journal = keep(world.store.ledger, book, Moment(position=world.head))
        file = world.folder / f"{book.value}.beancount"
        file.write_text("\n".join(_printed(journal)), "utf-8")
        program = Path(sys.executable).parent / "bean-check"
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
        said = subprocess.run([program, file], capture_output=True, text=True, env=env, check=False)
        if said.returncode or said.stderr:
            raise DisagreementError(
                f"bean-check says of the {book.value} books: {said.stderr[:800]}"
            )


def _printed(journal: Any) -> Iterator[str]:
    return iter(lines(journal, BEANCOUNT, ()))


def _specs(world: World) -> None:
    """Let each sentence of the built-in specs look for what never may be in this store."""
    archive = Archive(world.store, world.head)
    archive.want(WHOLE, CHECKS.values())
    said = []
    for sentence, check in CHECKS.items():
        found = archive.fold(WHOLE, check)
        wrongs = [each.en for each in found.wrongs if not as_the_model_sees(world.model, each)]
        said += [f"{sentence}: {wrong}" for wrong in wrongs]
    if said:
        raise DisagreementError(f"specs fail over this history: {said}")
