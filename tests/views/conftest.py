"""Random, refused and lucky acts on a few projects, claims and accounts; all names synthetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.views import memory, sqlite
from lixia_domain.aggregates.account import charges, income, undoing
from lixia_domain.aggregates.account import decisions as acc
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.pledge import decisions as plg
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project import claims, life
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.kernel.gifts import SourceClass, shared
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.read_models import Build, ReadModels
from lixia_domain.recording.work import By, Work

Act = tuple[str, int, int, int]
ON = date(2021, 3, 10)
BY = By(actor="acct-1", role=Role.SYSTEM, at=datetime(2021, 3, 10, 2, tzinfo=UTC))
DOMAINS = ("为老服务", "助残济困")
DESIGNATIONS = ("p0", "p1", "p2/甲", "general")
ENTERPRISES = ("91370102MA3C00001E", "91370102MA3C00002C", "91370102MA3C00003A")


def draft(work: Work, a: int, b: int, n: int) -> None:
    key = DESIGNATIONS[a % 3]
    if work.load(PROJECT, key) is not None:
        return
    told = life.draft(
        None,
        title=f"虚构示例 {key}",
        domain=DOMAINS[b % 2],
        needs=("n1",),
        lines=(BudgetLine(line="服务", amount=Money(90 + n)),),
        relief=True,
        on=ON,
    )
    work.record(PROJECT, key, told)


def publish(work: Work, a: int, b: int, n: int) -> None:
    key = DESIGNATIONS[a % 3]
    if b:
        work.record(PROJECT, key, life.approve(work.load(PROJECT, key), minutes="m", on=ON))
    told = life.publish(work.load(PROJECT, key), batch="b1", minimum=Money(n), waitlist=True, on=ON)
    work.record(PROJECT, key, told)


def revise(work: Work, a: int, b: int, n: int) -> None:
    key = DESIGNATIONS[a % 3]
    lines = (BudgetLine(line="服务", amount=Money(80 + n)),)
    told = claims.revise_budget(work.load(PROJECT, key), lines=lines, reason="r", on=ON)
    work.record(PROJECT, key, told)


def end(work: Work, a: int, b: int, n: int) -> None:
    key = DESIGNATIONS[a % 3]
    if b:
        told = life.give_back(work.load(PROJECT, key), reason="r", on=ON)
    else:
        told = life.cancel(work.load(PROJECT, key), reason="r", on=ON)
    work.record(PROJECT, key, told)


def claim(work: Work, a: int, b: int, n: int) -> None:
    key, claim, who = DESIGNATIONS[a % 3], f"c{a % 3}{b}", ENTERPRISES[(a + b) % 3]
    told = claims.claim(
        work.load(PROJECT, key), claim=claim, enterprise=who, amount=Money(n), on=ON
    )
    work.record(PROJECT, key, told)
    dues = (date(2021, 4, 1), date(2021, 9, 1))
    parts = (Money(n - n // 2), Money(n // 2)) if n > 1 else (Money(n),)
    instalments = tuple(
        Instalment(due=due, amount=part) for due, part in zip(dues, parts, strict=False)
    )
    pledged = plg.pledge(
        work.load(PLEDGE, claim),
        project=key,
        enterprise=who,
        fund="f1",
        amount=Money(n),
        instalments=instalments,
        relief=True,
        on=ON,
    )
    work.record(PLEDGE, claim, pledged)


def claim_changes(work: Work, a: int, b: int, n: int) -> None:
    key, claim = DESIGNATIONS[a % 3], f"c{a % 3}{b}"
    project = work.load(PROJECT, key)
    match n % 4:
        case 0:
            work.record(PROJECT, key, claims.confirm_claim(project, claim=claim, on=ON))
        case 1:
            cut = claims.reduce_claim(project, claim=claim, amount=Money(n), reason="r", on=ON)
            work.record(PROJECT, key, cut)
        case 2:
            work.record(
                PROJECT,
                key,
                claims.release_claim(project, claim=claim, paid=ZERO, reason="r", on=ON),
            )
            work.record(PLEDGE, claim, plg.release(work.load(PLEDGE, claim), reason="r", on=ON))
        case _:
            told = claims.take_offer(project, claim=claim, amount=Money(n), on=ON)
            work.record(PROJECT, key, told)


def pledge_changes(work: Work, a: int, b: int, n: int) -> None:
    claim = f"c{a % 3}{b}"
    pledge = work.load(PLEDGE, claim)
    match n % 3:
        case 0:
            told = plg.agree_to_publish(
                pledge, display_name=f"虚构企业{n}", scope="s", document="d", on=ON
            )
        case 1:
            told = plg.withdraw_publication(pledge, reason="r", on=ON)
        case _:
            told = plg.exit_by_hardship(
                pledge, finances="f", report="r", statement="s", rule="x", on=ON
            )
    work.record(PLEDGE, claim, told)


def opened(work: Work, designation: str) -> str:
    key = join_key("f1", designation)
    told = acc.open_account(work.load(ACCOUNT, key), fund="f1", designation=designation, on=ON)
    work.record(ACCOUNT, key, told)
    return key


def receive(work: Work, a: int, b: int, n: int) -> None:
    key, claim = opened(work, DESIGNATIONS[a % 4]), f"c{a % 3}{b}"
    gift = f"{claim}-{n}#1"
    donation = acc.Donation(
        gift=gift,
        credit=f"{claim}-{n}",
        claim=claim,
        legal_donor="d",
        payer="d",
        amount=Money(n),
    )
    told = acc.receive_donations(work.load(ACCOUNT, key), donations=(donation,), on=ON)
    work.record(ACCOUNT, key, told)
    pledge = work.load(PLEDGE, claim)
    if pledge is not None and pledge.open:
        number, missing = pledge.open[0]
        paid = min(missing, Money(n))
        settled = plg.settle(pledge, number=number, amount=paid, credit="k", gift=gift, on=ON)
        work.record(PLEDGE, claim, settled)


def undo(work: Work, a: int, b: int, n: int) -> None:
    key, claim = join_key("f1", DESIGNATIONS[a % 4]), f"c{a % 3}{b}"
    gift, account = f"{claim}-{n}#1", work.load(ACCOUNT, join_key("f1", DESIGNATIONS[a % 4]))
    part = Money(n - n // 3)
    if b:
        told = acc.return_donation(
            account, gift=gift, amount=part, basis="agreement", document="d", rule="r", on=ON
        )
    else:
        told = undoing.reverse_donation(
            account, gift=gift, amount=part, cites="c", reason="r", approver="a", on=ON
        )
    work.record(ACCOUNT, key, told)
    unsettled = plg.unsettle(
        work.load(PLEDGE, claim), number=1, amount=Money(1), gift=gift, reason="r", on=ON
    )
    work.record(PLEDGE, claim, unsettled)


def spend(work: Work, a: int, b: int, n: int) -> None:
    key, paper = join_key("f1", DESIGNATIONS[a % 4]), f"d{a}{b}{n}-{work.position}"
    donated = SourceClass.DONATED
    told = acc.reserve(
        work.load(ACCOUNT, key), disbursement=paper, amount=Money(n), source=donated, on=ON
    )
    work.record(ACCOUNT, key, told)
    if b == 0:
        return
    if b == 1:
        free = acc.release_reservation(work.load(ACCOUNT, key), disbursement=paper, on=ON)
        work.record(ACCOUNT, key, free)
        return
    shares = work.load(ACCOUNT, key).reservations[paper]  # type: ignore[union-attr] # opened
    paid = acc.pay_out(work.load(ACCOUNT, key), disbursement=paper, on=ON)
    work.record(ACCOUNT, key, paid)
    if n % 2 and shared(shares) == Money(n):
        back = acc.recover(
            work.load(ACCOUNT, key), disbursement=paper, shares=shares[:1], credit="k", on=ON
        )
        work.record(ACCOUNT, key, back)


def government(work: Work, a: int, b: int, n: int) -> None:
    key = opened(work, "government")
    told = income.receive_appropriation(
        work.load(ACCOUNT, key),
        gift=f"g{a}{b}{n}",
        credit="k",
        document="d",
        purpose="p",
        expiry=date(2021, 12, 31),
        carry_over=False,
        amount=Money(n),
        on=ON,
    )
    work.record(ACCOUNT, key, told)


def bears(work: Work, a: int, b: int, n: int) -> None:
    """Interest, goods sold, fees and costs: on any account, where its rules allow it."""
    key = opened(work, (*DESIGNATIONS, "government", "suspense")[a + b])
    account = work.load(ACCOUNT, key)
    match n % 4:
        case 0:
            told: Any = income.credit_interest(
                account, gift=f"i{a}{b}{n}", credit="k", amount=Money(n), on=ON
            )
        case 1:
            told = income.receive_sale(
                account,
                gift=f"s{a}{b}{n}",
                credit="k",
                item="w",
                legal_donor="d",
                proceeds=Money(n),
                costs=Money(b),
                rule="r",
                on=ON,
            )
        case 2:
            told = charges.charge_fee(account, debit=f"b{n}", amount=Money(b + 1), on=ON)
        case _:
            told = charges.charge_management_cost(
                account,
                cost=f"m{a}{b}{n}",
                debit=f"b{n}",
                foundation="f",
                year=2021,
                document="d",
                amount=Money(b + 1),
                rule="r",
                on=ON,
            )
    work.record(ACCOUNT, key, told)


def other_income(work: Work, a: int, b: int, n: int) -> None:
    key = opened(work, "other")
    told = income.receive_other(
        work.load(ACCOUNT, key), credit=f"k{n}", payer="p", document="d", amount=Money(n), on=ON
    )
    work.record(ACCOUNT, key, told)


def suspense(work: Work, a: int, b: int, n: int) -> None:
    key = opened(work, "suspense")
    account = work.load(ACCOUNT, key)
    if b:
        told = acc.hold(account, credit=f"k{n}", amount=Money(n), on=ON)
    else:
        told = acc.clear(account, credit=f"k{n}", amount=Money(n), to="t", on=ON)
    work.record(ACCOUNT, key, told)


def move(work: Work, a: int, b: int, n: int) -> None:
    here, there = join_key("f1", DESIGNATIONS[a % 4]), opened(work, DESIGNATIONS[b])
    gifts = sorted(key for key, _ in getattr(work.load(ACCOUNT, here), "gifts", {}).items())
    if here == there or not gifts:
        return
    out = acc.move_out(
        work.load(ACCOUNT, here),
        gift=gifts[n % len(gifts)],
        to=there,
        basis="b",
        document="d",
        rule="r",
        on=ON,
    )
    work.record(ACCOUNT, here, out)
    share = out[0].share
    told = acc.move_in(work.load(ACCOUNT, there), share=share, origin=here, legal_donor="d", on=ON)
    work.record(ACCOUNT, there, told)


ACTS: dict[str, Callable[[Work, int, int, int], None]] = {
    act.__name__: act
    for act in (
        draft,
        publish,
        revise,
        end,
        claim,
        claim_changes,
        pledge_changes,
        receive,
        undo,
        spend,
        government,
        suspense,
        bears,
        other_income,
        move,
    )
}


@pytest.fixture(scope="session")
def play() -> Callable[[Ledger, Iterable[Act]], None]:
    """Do what can be done of some acts; what the rules refuse is left out."""

    def play(ledger: Ledger, acts: Iterable[Act]) -> None:
        for name, a, b, n in acts:
            with suppress(Rejection):
                ledger.transact(lambda work: ACTS[name](work, a, b, n), by=BY)  # noqa: B023

    return play


@pytest.fixture(scope="session")
def story() -> list[Act]:
    """A plain history in which every kind of act is done."""
    return [
        *(("draft", p, p, 40) for p in range(3)),
        *(("publish", p, 1, 30) for p in range(3)),
        *(("claim", p, c, 45 + c) for p in range(3) for c in range(3)),
        *(("claim_changes", p, c, n) for p in range(3) for c, n in ((0, 4), (1, 5))),
        ("claim_changes", 2, 2, 2),
        *(("pledge_changes", p, c, 3 + c) for p in range(3) for c in range(2)),
        *(("receive", p, c, n) for p in range(4) for c in range(3) for n in (7, 11)),
        *(("undo", p, c, 7) for p in range(4) for c in range(2)),
        *(("move", p, 1, 0) for p in range(3)),
        *(("spend", p, b, 2 + b) for p in range(4) for b in (0, 1, 2)),
        ("spend", 0, 2, 3),
        ("government", 0, 0, 9),
        *(("suspense", 0, b, 5) for b in (1, 1, 0)),
        *(("bears", 3, 0, n) for n in (4, 5, 6, 7)),
        ("other_income", 0, 0, 3),
        ("revise", 0, 0, 60),
        ("end", 2, 0, 0),
        ("pledge_changes", 0, 0, 4),
        ("pledge_changes", 1, 0, 5),
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger in the file ``store.db`` of this test."""
    with open_ledger(tmp_path / "store.db") as opened:
        yield opened


def open_ledger(path: Path) -> Ledger:
    module = "lixia_adapters.stores.sqlite"
    return Ledger({"PERSISTENCE_MODULE": module, "SQLITE_DBNAME": str(path)})


@pytest.fixture
def reopen() -> Callable[[Path], Ledger]:
    """Open another ledger on a file."""
    return open_ledger


@pytest.fixture(params=["memory", "sqlite"])
def read_models(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReadModels]:
    """Each place that can keep read models."""
    place: ReadModels
    if request.param == "memory":
        place = memory.read_models()
    else:
        place = sqlite.read_models(str(tmp_path / "store.db"))
    yield place
    place.close()


@pytest.fixture(scope="session")
def contents() -> Callable[[Build], dict[str, Any]]:
    """Return every row of every read model of a build."""
    return lambda build: {model.name: list(build.rows(model)) for model in build.models}
