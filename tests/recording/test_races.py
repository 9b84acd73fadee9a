"""Real processes at the same store at the same time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lixia_adapters.demo.cast import credit_code
from lixia_adapters.views import memory
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.programme import enterprises, projects
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.projector import up_to_date
from lixia_domain.recording.work import Work
from lixia_domain.testing import grounds
from lixia_domain.views import VIEWS

ON = date(2021, 3, 10)
NOW = datetime(2021, 3, 10, 2, tzinfo=UTC)
LAST = Money(100_00)
"""What is left of each project when the race begins."""
FIRMS = (credit_code(801), credit_code(802))
PROJECTS = 200

START = """
import sys, time
from pathlib import Path
place, name = Path(sys.argv[1]), sys.argv[2]
def wait_for_the_others():
    (place / name).touch()
    while not (place / "start").exists():
        time.sleep(0.001)
"""

CLAIM = (
    START
    + """
import json, random
from datetime import UTC, date, datetime
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.application.programme import claims
from lixia_domain.application.bootstrap import open_store
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
on, told = date(2021, 3, 10), {}
order = [f"p{n}" for n in range(int(sys.argv[4]))]
random.Random(name).shuffle(order)
clock = lambda: datetime(2021, 3, 10, 2, tzinfo=UTC)
with open_store(f"sqlite:///{place}/store.db", clock=clock) as store:
    wait_for_the_others()
    for project in order:
        amount = Money(100_00)
        try:
            told[project] = claims.claim(
                store.ledger, store.by(name, Role.PROGRAMME_OFFICE),
                claim_id=f"{project}-{name}", project_id=project, enterprise_code=sys.argv[3],
                fund_id="f1", amount=amount, on=on,
                instalments=(Instalment(due=date(2021, 6, 30), amount=amount),),
            )
        except Rejection as refusal:
            told[project] = [refusal.reason.code, refusal.sentence("zh"), refusal.sentence("en")]
print(json.dumps(told))
"""
)

PROJECT_ROWS = (
    START
    + """
from lixia_adapters.views import sqlite
from lixia_domain.application.bootstrap import open_store
from lixia_domain.recording.projector import up_to_date
from lixia_domain.views import VIEWS
with open_store(f"sqlite:///{place}/store.db") as store:
    wait_for_the_others()
    up_to_date(store.ledger, store.read_models, VIEWS, page=int(sys.argv[3]))
"""
)


def race(place: Path, program: str, rivals: dict[str, tuple[str, ...]]) -> list[str]:
    """Run ``program`` once per rival, all from the same moment; return what they printed."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(place), name, *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, args in rivals.items()
    ]
    try:
        while not all((place / name).exists() for name in rivals):
            assert all(process.poll() is None for process in running), running[0].communicate()
        (place / "start").touch()
        done = [process.communicate(timeout=60) for process in running]
    finally:
        for process in running:
            process.kill()
    assert not any(errors for _, errors in done), done
    return [printed for printed, _ in done]


def programme(store: Store) -> None:
    """Publish ``PROJECTS`` projects and verify two enterprises, in one commit."""

    def steps(work: Work) -> None:
        keeper = grounds.keeper(grounds.within(work, ON))
        told = {"fund_id": "f1", "name": "虚构示例", "foundation": keeper, "purpose": "p"}
        funds.establish.within(work, **told, agreement="a", on=ON)
        for firm in FIRMS:
            name = f"虚构示例 {firm}"
            enterprises.register.within(
                work, code=firm, name=name, ownership=Ownership.PRIVATE, on=ON
            )
            enterprises.verify.within(work, code=firm, document="d", on=ON)
        offers = {f"p{n}": projects.Offer(minimum=LAST) for n in range(PROJECTS)}
        for key in offers:
            line = BudgetLine(line="服务", amount=LAST)
            projects.draft.within(
                work,
                project_id=key,
                title=f"虚构示例 {key}",
                domain="助残济困",
                needs=(grounds.need(grounds.within(work, ON)),),
                lines=(line,),
                relief=False,
                on=ON,
            )
            projects.approve.within(work, project_id=key, minutes="m", on=ON)
        projects.release_batch.within(work, batch_id="b1", title="虚构示例", offers=offers, on=ON)

    store.ledger.transact(steps, by=store.by("office", Role.PROGRAMME_OFFICE))


def opened(place: Path) -> Store:
    return open_store(f"sqlite:///{place}/store.db", create=True, clock=lambda: NOW)


def test_two_processes_at_the_last_slot_of_each_of_200_projects(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        programme(store)
        before = store.ledger.head()
    told: list[dict[str, Any]] = [
        json.loads(printed)
        for printed in race(
            tmp_path,
            CLAIM,
            {name: (firm, str(PROJECTS)) for name, firm in zip("ab", FIRMS, strict=True)},
        )
    ]

    outcomes = Counter(
        json.dumps(answer, ensure_ascii=False) for answers in told for answer in answers.values()
    )
    (refusal,) = outcomes.keys() - {'"confirmed"'}
    assert outcomes == {'"confirmed"': PROJECTS, refusal: PROJECTS}
    code, zh, en = json.loads(refusal)
    assert code == "project.exceeds_remainder"
    assert "0.00" in zh and "0.00" in en

    with opened(tmp_path) as store:
        for n in range(PROJECTS):
            project = f"p{n}"
            (winner,) = [
                name
                for name, answers in zip("ab", told, strict=True)
                if answers[project] == "confirmed"
            ]
            found = store.ledger.transact(
                lambda work, key=project: work.load(PROJECT, key),  # type: ignore[misc] # bound now
                by=store.by("reader", Role.SYSTEM),
            )
            assert found is not None
            assert {claim: taken.amount for claim, taken in found.claims.items()} == {
                f"{project}-{winner}": LAST
            }
        # A win is a claim, its pledge and its confirmation; a refusal is nothing at all.
        assert store.ledger.head() == before + 3 * PROJECTS
        assert store.ledger.journal.check() == []


def test_two_processes_at_one_read_model_count_each_fact_once(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        programme(store)
    race(tmp_path, PROJECT_ROWS, {"a": ("7",), "b": ("11",)})
    with opened(tmp_path) as store:
        alone = up_to_date(store.ledger, memory.read_models(), VIEWS)
        found = store.read_models.open(VIEWS, store=store.ledger.journal.about()["fingerprint"])
        assert found.position() == store.ledger.head()
        for model in alone.models:
            assert list(found.rows(model)) == list(alone.rows(model)), model.name
