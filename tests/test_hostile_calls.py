"""Every use case is called wrongly, in every way that its declaration forbids.

The scenarios are played; when a use case is first carried out, the same call is made with each of
its arguments replaced, one at a time. What is forbidden is answered in words and changes nothing;
what is allowed would be recorded in canonical form.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.hostile import variants

from lixia_domain.application.chapters import use_cases
from lixia_domain.application.gate import Unfit
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.forms import Context
from lixia_domain.kernel.ids import BadKey
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording import policy
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work
from lixia_domain.views import VIEWS

FEATURES = Path(__file__).with_name("test_features.py")


class Liar:
    """Stands at the door of every use case while the scenarios are played."""

    def __init__(self) -> None:
        self.tried: set[str] = set()
        self.busy = False
        self.cases: Counter[str] = Counter()
        self.wrong: list[str] = []

    def first(
        self, use_case: UseCase[..., Any], ledger: Ledger, by: By, given: dict[str, Any]
    ) -> None:
        """Try everything on a use case that is about to be carried out for the first time."""
        if self.busy or use_case.name in self.tried:
            return
        today = business_date(by.at)
        try:
            use_case.gate.read(given, Context(today, ledger.spelled))
        except Rejection:
            return  # this call is one of the scenarios' own refusals: wait for a good one
        self.busy = True
        try:
            self.tried.add(use_case.name)
            self._every(use_case, ledger, by, given)
        finally:
            self.busy = False

    def _every(
        self, use_case: UseCase[..., Any], ledger: Ledger, by: By, given: dict[str, Any]
    ) -> None:
        today, head, before = business_date(by.at), ledger.head(), _views(ledger)
        asked = Context(today, ledger.spelled)
        meant = use_case.gate.read(given, asked)
        for argument in use_case.gate.arguments:
            name = argument.name
            if name not in given and argument.shape.kind != "maybe" and not argument.needed:
                given_value = argument.default
            else:
                given_value = given.get(name)
            for one in variants(argument.shape, given_value, today):
                told = {**given, name: one.value}
                self._seen_alike(use_case, asked, told)
                place = f"{use_case.name}({name}={one.value!r:.80})"
                if one.forbidden:
                    self.cases["forbidden"] += 1
                    self._refused(use_case, ledger, by, told, place, name)
                else:
                    self.cases["allowed"] += 1
                    self._canonical(use_case, ledger, by, told, place)
                    if one.same and use_case.gate.read(told, asked)[name] != meant.get(name):
                        self.wrong.append(f"{place} is another spelling, and another thing")
                if ledger.head() != head:
                    self.wrong.append(f"{place} recorded something")
                    head = ledger.head()
        for told, what in (({**given, "no_such": 1}, "no_such"), ({}, "on")):
            self.cases["forbidden"] += 1
            self._refused(use_case, ledger, by, told, f"{use_case.name}({told})", what)
        if _views(ledger) != before:
            self.wrong.append(f"{use_case.name}: a view has changed")

    def _seen_alike(
        self, use_case: UseCase[..., Any], context: Context, told: dict[str, Any]
    ) -> None:
        """What the gate lets through in one look, it gives back as it is where it reads each."""
        gate = use_case.gate
        if gate._glance(told, context.today):
            self.cases["seen in one look"] += 1
            for name, value in told.items():
                if (read := gate._readers[name](value, context)) != value:
                    self.wrong.append(f"{use_case.name}({name}={value!r:.80}) is read as {read!r}")

    def _refused(
        self,
        use_case: UseCase[..., Any],
        ledger: Ledger,
        by: By,
        told: dict[str, Any],
        place: str,
        name: str,
    ) -> None:
        try:
            use_case(ledger, by, **told)
        except Unfit as answer:
            if not any(one.where.startswith(name) for one in answer.wrong):
                self.wrong.append(f"{place}: {answer} does not name {name}")
            if not answer.sentence("en") or not answer.sentence("zh"):
                self.wrong.append(f"{place}: refused without a word")
        except Rejection as answer:
            if answer.reason.code.startswith("gate."):
                self.wrong.append(f"{place}: {answer} is no Unfit")
        except BaseException as crash:
            self.wrong.append(f"{place}: {type(crash).__name__} {crash}")
        else:
            self.wrong.append(f"{place} was accepted")

    def _canonical(
        self, use_case: UseCase[..., Any], ledger: Ledger, by: By, told: dict[str, Any], place: str
    ) -> None:
        """Decide without recording: what would be recorded is sound, and bears no odd spelling."""
        work = Work(ledger, by)
        try:
            use_case.within(work, **told)
        except (Rejection, Fault, BadKey):
            return  # its decision may have reasons of its own
        except BaseException as crash:
            self.wrong.append(f"{place}: {type(crash).__name__} {crash}")
            return
        for _, _, event in work.new:
            data = json.loads(json.dumps(policy.encode(event)))
            if policy.decode(event.event_name, event.event_version, data) != event:
                self.wrong.append(f"{place}: {event.event_name} is not read as it was recorded")


def _views(ledger: Ledger) -> str:
    from lixia_domain.audit.past.moment import Moment
    from lixia_domain.audit.past.rows import replay

    rows = replay(ledger, VIEWS, Moment())
    return repr([(view.name, sorted(rows.rows(view))) for view in VIEWS])


@pytest.fixture(scope="module")
def liar() -> Liar:
    found, carry_out = Liar(), UseCase.__call__

    def watched(self: UseCase[..., Any], ledger: Ledger, by: By, *args: Any, **given: Any) -> Any:
        found.first(self, ledger, by, given)
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


def test_every_use_case_was_called(liar: Liar) -> None:
    missing = sorted({each.name for _, each in use_cases()} - liar.tried)
    assert not missing, f"no scenario in features/ carries these out: {missing}"


def test_nothing_that_is_forbidden_gets_in_and_what_is_allowed_is_canonical(liar: Liar) -> None:
    print(f"{sum(liar.cases.values())} cases: {dict(liar.cases)}")
    assert not liar.wrong, "\n".join(liar.wrong[:50])
    assert sum(liar.cases.values()) > 20_000
