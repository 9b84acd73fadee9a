"""Of what is refused nothing is recorded, whatever a commit makes of the refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lixia_domain import Rejection, Role, Several, Store, Unfit, open_store
from lixia_domain.application.activities import teams
from lixia_domain.application.finance import receipts
from lixia_domain.application.use_case import UseCase, use_case
from lixia_domain.kernel.vocabulary import On, TeamId
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work

ON = date(2021, 3, 10)
LEAD = f"p:{'1' * 32}"


def attempt(several: Several, use_case: UseCase[Any, Any], **given: Any) -> str:
    """Do it, and go on when it is refused: what a careless application does."""
    try:
        return str(several.do(use_case, **given))
    except Rejection as refusal:
        return refusal.code


def test_a_number_that_is_taken_leaves_no_gift_receipted(
    office: Any, row: Callable[..., Any]
) -> None:
    entries = [row(number, 100, designation="p1") for number in (1, 2)]
    office.take(entries)
    first, second = (office.credit(entry.credit_id).allocations[0].gift for entry in entries)
    keeper = office.store.by("receipts-1", Role.RECEIPT_KEEPER)
    told = {"code": "A1", "number": "00000001", "on": ON}
    receipts.issue(office.ledger, keeper, gift=first, **told)
    head = office.ledger.head()

    def careless(several: Several) -> str:
        return attempt(several, receipts.issue, gift=second, **told)

    assert office.store.commit(careless, by=keeper) == "donation_receipt.used"
    assert office.ledger.head() == head
    assert office.credit(entries[1].credit_id).receipts == ()
    receipts.issue(office.ledger, keeper, code="A1", number="00000002", gift=second, on=ON)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with open_store(f"sqlite:///{tmp_path / 'x.db'}", create=True) as opened:
        yield opened


@use_case(says=Words("先记后拒", "record, then be refused"), by=Role.PROGRAMME_OFFICE)
def record_then_refuse(work: Work, *, team_id: TeamId, on: On) -> None:
    """Verify a team, register another, and be refused for a third, which nobody knows."""
    teams.verify.within(work, team_id=team_id, document="papers", on=on)
    teams.register.within(work, team_id=f"{team_id}-2", name="n", lead=LEAD, on=on)
    teams.verify.within(work, team_id="nobody", document="papers", on=on)


def test_what_others_of_the_commit_decided_is_kept(store: Store) -> None:
    def steps(several: Several) -> list[str]:
        several.do(teams.register, team_id="T1", name="n", lead=LEAD, on=ON)
        told = [attempt(several, record_then_refuse, team_id="T1", on=ON)]
        several.do(teams.register, team_id="T1-2", name="n", lead=LEAD, on=ON)
        return [*told, attempt(several, record_then_refuse, team_id="T1", on=ON)]

    told = store.commit(steps, by=store.by("office-1", Role.PROGRAMME_OFFICE))
    assert told == ["team.unknown", "team.unknown"]
    facts = [(one.stream, one.event.event_name) for one in store.ledger.read()]
    assert [fact for fact in facts if fact[0].startswith("team-")] == [
        ("team-T1", "team.registered"),
        ("team-T1-2", "team.registered"),
    ]
    assert store.ledger.journal.check() == []


@pytest.mark.parametrize("raised", [ValueError, Unfit, KeyboardInterrupt])
def test_whatever_it_was_stopped_by(store: Store, raised: type[BaseException]) -> None:
    @use_case(says=Words("先记后断", "record, then break"), by=Role.PROGRAMME_OFFICE)
    def broken(work: Work, *, on: On) -> None:
        teams.register.within(work, team_id="T1", name="n", lead=LEAD, on=on)
        raise raised([], {}) if raised is Unfit else raised

    def careless(several: Several) -> None:
        with pytest.raises(raised):
            several.do(broken, on=ON)

    store.commit(careless, by=store.by("office-1", Role.PROGRAMME_OFFICE))
    assert store.ledger.head() == 0


def test_a_refusal_that_does_not_stand_any_more_is_decided_anew(
    store: Store, tmp_path: Path
) -> None:
    tried: list[str] = []

    def careless(several: Several) -> str:
        tried.append(attempt(several, teams.verify, team_id="T1", document="papers", on=ON))
        if len(tried) == 1:
            with open_store(f"sqlite:///{tmp_path / 'x.db'}") as others:
                by = others.by("office-2", Role.PROGRAMME_OFFICE)
                teams.register(others.ledger, by, team_id="T1", name="n", lead=LEAD, on=ON)
        several.do(teams.register, team_id="T2", name="n", lead=LEAD, on=ON)
        return tried[-1]

    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    assert store.commit(careless, by=by) == "None"
    assert tried == ["team.unknown", "None"]
