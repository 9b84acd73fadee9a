"""A claim from end to end, against a bare commit of three rows.

A claim loads four streams, decides, and records three facts (claimed, confirmed, pledged) in one
durable commit. The bare side inserts three rows of like size, in streams of their own.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.append import INSERT, SETTINGS
from benchmarks.harness import Result, main
from lixia_adapters.demo.cast import credit_code
from lixia_adapters.stores.sqlite_form import TABLES
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.persons import members
from lixia_domain.application.programme import claims, enterprises, projects
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.testing import grounds

ON, AT = date(2021, 3, 10), datetime(2021, 3, 10, 9, tzinfo=UTC)
CODE = "91370100000000000P"
ROUNDS, EACH = 9, 60
P50, P50_LONG, P99 = 1.75, 1.90, 4.0
CLOSED, CLOSED_LONG = 1.85, 2.05
"""Bars of claims in a store whose roster is closed: two streams more are read and re-checked."""
BYTES = b"x" * 380
"""What a fact of a claim takes, envelope and all."""
CENT = Money.yuan(1)


def prepared(folder: Path, code: str, *, closed: bool) -> Store:
    """Return a store with an enterprise, small projects, and one that hundreds may share.

    ``closed``: its roster is, and the enterprise's account is a member.
    """
    file = folder / f"claims-{closed}.db"
    store = open_store(f"sqlite:///{file}", create=True, clock=lambda: AT)
    ledger, by = store.ledger, store.by("bench", Role.PROGRAMME_OFFICE)
    keeper = store.by("bench", Role.ACCOUNTANT)

    do = grounds.told(ledger, keeper, ON)
    told = {
        "name": "f",
        "foundation": grounds.keeper(do),
        "purpose": "p",
        "agreement": "a",
    }
    funds.establish(ledger, keeper, fund_id="F", **told, on=ON)
    enterprises.register(ledger, by, code=code, name="虚构示例", ownership=Ownership.PRIVATE, on=ON)
    enterprises.verify(ledger, by, code=code, document="d", on=ON)
    wanted = {f"P-{n:04d}": 1 for n in range((ROUNDS + 1) * EACH)} | {"LONG": 10_000}
    for project_id, yuan in wanted.items():
        projects.draft(
            ledger,
            by,
            project_id=project_id,
            title="虚构示例",
            domain="为老服务",
            needs=(grounds.need(do),),
            lines=(BudgetLine(line="物资", amount=Money.yuan(yuan)),),
            relief=True,
            on=ON,
        )
        projects.approve(ledger, by, project_id=project_id, minutes="m", on=ON)
    offers = {project_id: projects.Offer(minimum=CENT) for project_id in wanted}
    projects.release_batch(ledger, by, batch_id="B", title="b", offers=offers, on=ON)
    if closed:
        close(store, code)
    for number in range(120):
        claimed(store, code, "LONG", f"long-{number}")
    return store


def close(store: Store, code: str) -> None:
    """Close the roster, and let the account that claims stand for the enterprise."""
    persons = [f"p:{number:032x}" for number in range(3)]
    administrators = (
        Administrator(account="admin-1", person=persons[0], foundation=""),
        Administrator(account="admin-2", person=persons[1], foundation=credit_code(1, kind="53")),
    )
    by = store.by("admin-1", Role.ADMINISTRATOR)
    members.close(store.ledger, by, administrators=administrators, document="d", on=ON)
    members.admit(store.ledger, by, account="bench", person=persons[2], document="d", on=ON)
    members.grant(
        store.ledger,
        by,
        account="bench",
        member_role=Role.ENTERPRISE,
        stands_for=code,
        document="d",
        on=ON,
    )


def claimed(store: Store, code: str, project_id: str, claim_id: str) -> None:
    """Claim one yuan of a project."""
    claims.claim(
        store.ledger,
        store.by("bench", Role.ENTERPRISE),
        claim_id=claim_id,
        project_id=project_id,
        enterprise_code=code,
        fund_id="F",
        amount=CENT,
        instalments=(Instalment(due=ON, amount=CENT),),
        on=ON,
    )


def timed(work: Callable[[int], None], turn: int) -> list[float]:
    """Return how long each of a round's pieces took, in seconds."""
    took = []
    for number in range(turn * EACH, turn * EACH + EACH):
        started = perf_counter()
        work(number)
        took.append(perf_counter() - started)
    return took


def compare(
    name: str, ours: Callable[[int], None], bare: Callable[[int], None], bar: float
) -> list[Result]:
    """Let both sides take turns; return the ratios of their middles and of their tails."""
    timed(ours, 0), timed(bare, 0)
    mine: list[float] = []
    theirs: list[float] = []
    ratios = []
    for turn in range(1, ROUNDS + 1):
        a, b = timed(ours, turn), timed(bare, turn)
        ratios.append(median(a) / median(b))
        mine += a
        theirs += b
    tails = quantiles(mine, n=100)[98], quantiles(theirs, n=100)[98]
    spread = f"{ROUNDS} rounds of {EACH}, {min(ratios):.2f} to {max(ratios):.2f}"
    return [
        Result(
            name=f"{name}, p50",
            ours=1 / median(mine),
            baseline=1 / median(theirs),
            ratio=median(ratios),
            unit="claims; ratio of times",
            bar=bar,
            better="≤",
            detail=spread,
        ),
        Result(
            name=f"{name}, p99",
            ours=1 / tails[0],
            baseline=1 / tails[1],
            ratio=tails[0] / tails[1],
            unit="claims; ratio of times",
            bar=P99,
            better="≤",
            detail=f"{tails[0] * 1e3:.2f} ms against {tails[1] * 1e3:.2f} ms",
        ),
    ]


def run() -> list[Result]:
    """Measure claims of projects of their own, and of one project with a long stream."""
    from stdnum.cn import uscc

    code = CODE[:-1] + uscc.calc_check_digit(CODE[:-1])
    with TemporaryDirectory(prefix="lixia-bench-") as place:
        folder = Path(place)
        raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
        for setting in SETTINGS:
            raw.execute(f"PRAGMA {setting}")
        for statement in TABLES:
            raw.execute(statement)

        def bare(kind: str) -> Callable[[int], None]:
            def three(number: int) -> None:
                raw.execute("BEGIN IMMEDIATE")
                raw.executemany(
                    INSERT, [(f"{kind}-{number}-{at}", 1, "t", BYTES) for at in range(3)]
                )
                raw.execute("COMMIT")

            return three

        with closing(raw):
            return [
                result
                for closed, bars in ((False, (P50, P50_LONG)), (True, (CLOSED, CLOSED_LONG)))
                for result in _claims(folder, code, bare, closed=closed, bars=bars)
            ]


def _claims(
    folder: Path,
    code: str,
    bare: Callable[[str], Callable[[int], None]],
    *,
    closed: bool,
    bars: tuple[float, float],
) -> Iterator[Result]:
    said = " in a closed store" if closed else ""
    with prepared(folder, code, closed=closed) as store:
        yield from compare(
            f"claim{said}",
            lambda n: claimed(store, code, f"P-{n:04d}", f"c-{n}"),
            bare(f"own-{closed}"),
            bars[0],
        )
        yield from compare(
            f"claim{said}, stream of 240 events and more",
            lambda n: claimed(store, code, "LONG", f"l-{n}"),
            bare(f"long-{closed}"),
            bars[1],
        )


if __name__ == "__main__":
    sys.exit(main(run))
