"""Whatever a use case names by an id must be there: no scenario's call passes with another id.

The scenarios are played; each good call is made again with each id in it replaced, one at a time,
by one under which nothing stands. It is refused and records nothing, unless ``MAY`` says why such
an id may name what isn't there. It is made again of the day before each thing that it names began,
too: nothing is recorded of a day on which what it names was not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from lixia_domain.application.chapters import use_cases
from lixia_domain.application.shapes import Shape
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.forms import Context
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.texts import Key
from lixia_domain.recording.catalogue import decider
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work
from lixia_domain.rules import NoRule

FEATURES = Path(__file__).with_name("test_features.py")

BEGINS = "the id begins a stream"
PERSON = "an account of whoever it is: only a closed roster knows all accounts"
PARTY = "who is paid, or signs, need not be registered: an id only"
BANK = "what a bank or an older register says may name what is not there, and is held"
LATER = "the bank's own record of it may come later"

MAY: Mapping[str, str] = {
    "banking.record_debit debit_id": BEGINS,
    "calls.destroy_key witness": PERSON,
    "calls.open_the_call call_id": BEGINS,
    "campaigns.open_campaign campaign_id": BEGINS,
    "claims.claim claim_id": BEGINS,
    "credits.book credit_id": BEGINS,
    "credits.book wishes[].ToClaim.claim": BANK,
    "credits.book wishes[].ToDesignation.designation": BANK,
    "credits.correct approver": PERSON,
    "credits.correct wishes[].ToClaim.claim": BANK,
    "credits.correct wishes[].ToDesignation.designation": BANK,
    "disbursements.approve conflicts_checked[]": PERSON,
    "disbursements.approve related[]": PERSON,
    "disbursements.evidence invoice": BEGINS,
    "disbursements.pay debit": LATER,
    "disbursements.pay released_by": PERSON,
    "disbursements.request disbursement_id": BEGINS,
    "disbursements.request payee": PARTY,
    "foundations.appoint person": PERSON,
    "foundations.declare party": PARTY,
    "foundations.declare person": PERSON,
    "funds.appoint_committee members[]": PERSON,
    "funds.establish fund_id": BEGINS,
    "funds.propose fund_id": BEGINS,
    "goods.deliver delivery_id": BEGINS,
    "goods.issue receiver": PARTY,
    "guides.draft guide_id": BEGINS,
    "members.admit account": BEGINS,
    "members.close administrators[].account": BEGINS,
    "members.propose administrators[].account": BEGINS,
    "members.propose_seat account": BEGINS,
    "mending.correct_debit debit_id": LATER,
    "needs.plan project_id": BEGINS,
    "needs.put_forward need_id": BEGINS,
    "objections.decide decided_by": PERSON,
    "payees.record_account payee": PARTY,
    "plans.file plan_id": BEGINS,
    "projects.assign_team team": PARTY,
    "projects.draft project_id": BEGINS,
    "projects.plan_batch batch_id": BEGINS,
    "projects.release_batch batch_id": BEGINS,
    "projects.replace_team team": PARTY,
    "sessions.plan session_id": BEGINS,
    "sessions.plan team": PARTY,
    "teams.nominate brand_id": BEGINS,
    "teams.register team_id": BEGINS,
}
"""By use case and place of the id: why nothing need stand there."""

NOT_YET: Mapping[str, str] = {
    "goods.deliver donor enterprise": PARTY,
    "members.close administrators foundation": "whoever is seated first is there before all else",
}
"""By use case, place and kind: why the day may be one before what is named there began."""

NOTHING = {
    "enterprise": "91370102MA3NOTHERX",
    "foundation": "53370000MJD00000XX",
    "bank_credit": "NO-SUCH",
    "bank_debit": "NO-SUCH",
    "invoice": "NO-SUCH",
}


def replaced(shape: Shape, value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Yield ``value`` with each id in it replaced, with the place where it stood."""
    if shape.kind == "form":
        if isinstance(shape.form, Key) and (shape.form.category or shape.names):
            yield (
                place,
                NOTHING.get(shape.form.category, "no-such")
                + shape.form.ends.ljust(2, "1")[: 2 * bool(shape.form.ends)],
            )
        return
    parts = shape.parts
    match shape.kind:
        case "maybe":
            yield from replaced(parts[0][1], value, place)
        case "many":
            for found, item in replaced(parts[0][1], value[0] if value else None, f"{place}[]"):
                yield found, (item, *(value or ())[1:])
        case "row" if value is not None:
            for at, (name, part) in enumerate(parts):
                for found, item in replaced(part, value[at], f"{place}.{name}"):
                    yield found, (*value[:at], item, *value[at + 1 :])
        case "record" if value is not None:
            for name, part in parts:
                for found, item in replaced(part, getattr(value, name), f"{place}.{name}"):
                    yield found, attrs.evolve(value, **{name: item})
        case "union" if value is not None:
            [(name, part)] = [each for each in parts if each[1].type is type(value)]
            yield from replaced(part, value, f"{place}.{name}")
        case "table" if value:
            (key, item), *rest = value.items()
            for found, other in replaced(parts[0][1], key, f"{place}.key"):
                yield found, {other: item, **dict(rest)}
            for found, other in replaced(parts[1][1], item, f"{place}.value"):
                yield found, {key: other, **dict(rest)}


class Tried:
    """What became of each call with an id under which nothing stands."""

    def __init__(self) -> None:
        self.accepted: set[str] = set()
        self.refused: set[str] = set()
        self.early: set[str] = set()
        """What was recorded of a day before something that it names was there."""
        self.in_time = 0
        self.busy = False

    def call(
        self, use_case: UseCase[..., Any], ledger: Ledger, by: By, given: dict[str, Any]
    ) -> None:
        """Make a call that would be carried out again and again, each time with another id."""
        if self.busy:
            return
        self.busy = True
        try:
            meant = use_case.gate.read(given, Context(business_date(by.at), ledger.spelled))
            if self._records(use_case, ledger, by, meant):
                for one in use_case.gate.arguments:
                    value = meant.get(one.name, one.default)
                    for place, told in replaced(one.shape, value, one.name):
                        said = f"{use_case.name} {place}"
                        good = self._records(use_case, ledger, by, {**meant, one.name: told})
                        (self.accepted if good else self.refused).add(said)
                self._earlier(use_case, ledger, by, meant)
        except Rejection:
            pass  # a scenario's own refusal
        finally:
            self.busy = False

    def _earlier(
        self, use_case: UseCase[..., Any], ledger: Ledger, by: By, meant: dict[str, Any]
    ) -> None:
        for name, find in use_case.gate.mentions if "on" in meant else ():
            for category, key in find(meant[name]) if name in meant else ():
                kind = decider(category)
                begun = ledger.load(kind, Work(ledger, by).stream(kind, key)).begun
                if begun is not None:
                    before = {**meant, "on": begun - timedelta(days=1)}
                    if self._records(use_case, ledger, by, before):
                        self.early.add(f"{use_case.name} {name} {category}")
                    self.in_time += 1

    def _records(
        self, use_case: UseCase[..., Any], ledger: Ledger, by: By, given: dict[str, Any]
    ) -> bool:
        work = Work(ledger, by)
        try:
            use_case.within(work, **given)
        except (Rejection, Fault, NoRule):
            return False
        return bool(work.new)


@pytest.fixture(scope="module")
def tried() -> Tried:
    found, carry_out = Tried(), UseCase.__call__

    def watched(self: UseCase[..., Any], ledger: Ledger, by: By, *args: Any, **given: Any) -> Any:
        found.call(self, ledger, by, given)
        return carry_out(self, ledger, by, *args, **given)

    patch = pytest.MonkeyPatch()
    patch.setattr(UseCase, "__call__", watched)
    try:
        code = pytest.main(
            ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", str(FEATURES)]
        )
    finally:
        patch.undo()
    assert code == 0
    return found


def test_nothing_is_named_that_is_not_there(tried: Tried) -> None:
    wrong = sorted(tried.accepted - MAY.keys())
    assert not wrong, "accepted, though nothing stands there:\n" + "\n".join(wrong)
    assert len(tried.refused) > 150


def test_nothing_is_of_a_day_before_what_it_names_was_there(tried: Tried) -> None:
    assert sorted(tried.early - NOT_YET.keys()) == []
    assert sorted(NOT_YET.keys() - tried.early) == []
    assert tried.in_time > 1000


def test_each_exception_is_one(tried: Tried) -> None:
    assert sorted(MAY.keys() - tried.accepted) == []


def named(shape: Shape) -> Iterator[tuple[str, str]]:
    """Yield, of each id that says what must stand under it, its own kind and the stream's."""
    if shape.names is not None:
        assert isinstance(shape.form, Key)
        yield shape.form.category, shape.names.of.category
    for _, part in shape.parts:
        yield from named(part)


def test_an_id_is_looked_up_in_streams_of_its_own_kind() -> None:
    found = {
        kinds
        for _, use_case in use_cases()
        for one in use_case.gate.arguments
        for kinds in named(one.shape)
    }
    assert {kinds for kinds in found if kinds[0] != kinds[1]} == {("", "campaign")}, "an activity"
    assert len(found) > 7
