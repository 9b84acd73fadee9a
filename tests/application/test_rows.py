"""Rows as commands: new, known, repeated, further on, said otherwise, refused; all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from attrs import evolve

from lixia_adapters.demo.cast import credit_code
from lixia_domain import By, Rejection, Role, Store, open_store
from lixia_domain.aggregates.command import CommandDone
from lixia_domain.aggregates.enterprise import EnterpriseRegistered, EnterpriseVerified, Ownership
from lixia_domain.aggregates.enterprise import Why as EnterpriseWhy
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application import rights
from lixia_domain.application.persons import members
from lixia_domain.application.programme import claims, enterprises, needs, projects
from lixia_domain.application.rows import Act, Fate, Fault, Outcome, Row, Why, record_rows
from lixia_domain.application.use_case import UseCase, Words, use_case
from lixia_domain.kernel.forms import Why as Gate
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.vocabulary import Amount, CreditCode, Document, Name, On
from lixia_domain.recording.work import Work

ON = date(2021, 3, 10)
FIRM, OTHER = credit_code(811), credit_code(812)
OFFICE = Role.PROGRAMME_OFFICE


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'x.db'}", create=True) as opened:
        yield opened


def act(use_case: UseCase[..., Any], key: str, *, unsaid: str = "", **given: Any) -> Act:
    given.setdefault("on", ON)
    said = {name: str(value) for name, value in given.items() if value != ()}
    return Act(
        use_case=use_case,
        key=(key,),
        given=given,
        said=said,
        unsaid=frozenset(unsaid.split()),
        places={name: f"column {name}" for name in given},
    )


def registering(code: str = FIRM, name: str = "甲", **more: Any) -> Act:
    return act(
        enterprises.register, code, code=code, name=name, ownership=Ownership.PRIVATE, **more
    )


def verifying(code: str = FIRM, document: str = "执照") -> Act:
    return act(enterprises.verify, code, code=code, document=document)


def sent(store: Store, *acts: tuple[Act, ...], by: By | None = None, **how: Any) -> list[Outcome]:
    rows = [Row(number, each) for number, each in enumerate(acts, 3)]
    return record_rows(store.ledger, by or store.by("office-1", OFFICE), rows, **how)


def fates(outcomes: list[Outcome]) -> list[Fate]:
    return [one.fate for one in outcomes]


def wrongs(outcomes: list[Outcome]) -> list[tuple[int, str, str]]:
    return [
        (one.number, fault.column, fault.refusal.code) for one in outcomes for fault in one.faults
    ]


def names(store: Store) -> list[str]:
    return [
        recorded.event.event_name
        for recorded in store.ledger.read(reads=(EnterpriseRegistered, EnterpriseVerified))
    ]


def test_a_row_is_recorded_with_a_command_for_each_of_its_acts(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    [one] = sent(store, (registering(), verifying()), progress=lambda *so_far: seen.append(so_far))
    assert one == Outcome(3, Fate.NEW, (), 4)
    assert names(store) == ["enterprise.registered", "enterprise.verified"]
    done = [recorded for recorded in store.ledger.read(reads=(CommandDone,))]
    assert [recorded.event.use_case for recorded in done] == [  # type: ignore[attr-defined]
        "enterprises.register",
        "enterprises.verify",
    ]
    assert len({recorded.correlation for recorded in done}) == 1
    assert seen == [(0, 1), (1, 1)]


def test_a_row_sent_again_adds_nothing_whoever_sends_it_and_whenever(store: Store) -> None:
    sent(store, (registering(),))
    head = store.ledger.head()
    again = registering(on=date(2021, 3, 11), unsaid="on")
    assert sent(store, (again,), by=store.by("office-2", OFFICE)) == [Outcome(3, Fate.KNOWN, (), 0)]
    assert store.ledger.head() == head


def test_a_row_that_is_twice_in_a_file_is_told_from_one_that_was_known(store: Store) -> None:
    assert fates(sent(store, (registering(),), (registering(),))) == [Fate.NEW, Fate.REPEATED]
    assert fates(sent(store, (registering(),), (registering(),))) == [Fate.KNOWN, Fate.REPEATED]


def test_a_row_that_has_got_further_adds_what_is_new(store: Store) -> None:
    sent(store, (registering(),))
    assert sent(store, (registering(), verifying())) == [Outcome(3, Fate.NEW, (), 2)]
    assert names(store) == ["enterprise.registered", "enterprise.verified"]


def test_what_was_recorded_by_hand_and_is_the_same_is_known(store: Store) -> None:
    by = store.by("office-1", OFFICE)
    enterprises.register(store.ledger, by, code=FIRM, name="甲", ownership=Ownership.PRIVATE, on=ON)
    head = store.ledger.head()
    assert fates(sent(store, (registering(),))) == [Fate.KNOWN]
    assert store.ledger.head() == head


def test_what_the_caller_has_found_on_record_is_not_done_again(store: Store) -> None:
    unknown = evolve(verifying(OTHER), on_record=True)
    assert fates(sent(store, (unknown,))) == [Fate.KNOWN]
    assert store.ledger.head() == 0


@pytest.mark.parametrize(
    ("again", "columns"),
    [
        (registering(name="乙"), ["column name"]),
        (registering(name="乙", on=date(2021, 3, 9)), ["column name", "column on"]),
        (act(enterprises.register, FIRM, code=FIRM, name="甲"), [""]),
    ],
)
def test_a_row_that_says_otherwise_is_refused_by_cell(
    store: Store, again: Act, columns: list[str]
) -> None:
    """What is said no more is otherwise too; it has no column where the sheet has none for it."""
    sent(store, (registering(),))
    head = store.ledger.head()
    outcomes = sent(store, (again,))
    assert wrongs(outcomes) == [(3, column, Why.SAID_OTHERWISE.code) for column in columns]
    assert str(store.today()) in outcomes[0].faults[0].refusal.sentence("zh")
    assert store.ledger.head() == head


def test_one_refused_row_refuses_all(store: Store) -> None:
    outcomes = sent(store, (registering(),), (registering(OTHER, "乙"), verifying("无")))
    assert fates(outcomes) == [Fate.NEW, Fate.REFUSED]
    assert wrongs(outcomes) == [(4, "", EnterpriseWhy.UNKNOWN.code)]
    assert store.ledger.head() == 0


def test_of_a_refused_row_nothing_is_recorded_where_the_others_are(store: Store) -> None:
    outcomes = sent(
        store,
        (registering(),),
        (registering(OTHER, "乙"), verifying("无")),
        (verifying(),),
        partial=True,
    )
    assert fates(outcomes) == [Fate.NEW, Fate.REFUSED, Fate.NEW]
    assert names(store) == ["enterprise.registered", "enterprise.verified"]


def test_a_row_with_faults_is_told_with_them_and_not_decided_on(store: Store) -> None:
    fault = Fault("column name", Rejection(Gate.BLANK))
    by = store.by("office-1", OFFICE)
    rows = [Row(3, (), (fault,)), Row(4, (registering(),))]
    assert record_rows(store.ledger, by, rows) == [
        Outcome(3, Fate.REFUSED, (fault,), 0),
        Outcome(4, Fate.NEW, (), 2),
    ]
    assert store.ledger.head() == 0
    record_rows(store.ledger, by, rows, partial=True)
    assert names(store) == ["enterprise.registered"]


def test_a_dry_run_tells_the_same_and_records_nothing(store: Store) -> None:
    asked = ((registering(), verifying()), (registering(OTHER, "乙"),))
    told = sent(store, *asked, dry_run=True)
    assert store.ledger.head() == 0
    assert told == sent(store, *asked)
    assert fates(sent(store, *asked, dry_run=True)) == [Fate.KNOWN, Fate.KNOWN]


def test_the_cell_that_names_what_does_not_stand_is_told(store: Store) -> None:
    """By the argument that refers to it, by a fact of the refusal that a cell holds, or by none."""
    drafted = act(
        projects.draft,
        "P1",
        project_id="P1",
        title="助餐",
        domain="为老服务",
        needs=("N-9",),
        lines=(),
        relief=False,
    )
    published = act(
        projects.publish,
        "P1",
        project_id="P1",
        batch_id="B-9",
        offer=projects.Offer(minimum=Money(1)),
    )
    claimed = act(
        claims.claim,
        "C1",
        claim_id="C1",
        project_id="P1",
        enterprise_code=FIRM,
        fund_id="F-9",
        amount=Money(1),
        instalments=(),
    )
    seen = act(needs.verify, "N-9", need_id="N-9", document="走访")
    outcomes = sent(store, (drafted,), (published,), (claimed,), (seen,))
    assert [column for _, column, _ in wrongs(outcomes)] == [
        "column needs",
        "column batch_id",
        "column fund_id",
        "column need_id",
    ]


class Said(Reason):
    """Refusals as aggregates give them."""

    TAKEN = "thing.exists", "编号已用于《{title}》", "the id is that of {title}"
    NOT_SO = "thing.not_so", "不合", "it is not so"


REFUSALS = (
    (Rejection(Said.TAKEN, title="别的"), "column code"),
    (Rejection(Said.NOT_SO, asked=Money(500)), "column amount"),
    (Rejection(Said.NOT_SO, left=Money(400)), ""),
    (Rejection(Said.NOT_SO, day=ON), "column on"),
    (Rejection(Said.NOT_SO, enterprise=FIRM), "column code"),
    (Rejection(Said.NOT_SO, thing=Ownership.PRIVATE), "column ownership"),
    (Rejection(Said.NOT_SO, thing="同"), ""),
    (Rejection(Said.NOT_SO, docu="同"), "column document"),
    (Rejection(Said.NOT_SO, count=500), ""),
)


@use_case(says=Words("退回", "refuse"), by=OFFICE)
def refuse(
    work: Work,
    *,
    code: CreditCode,
    amount: Amount,
    name: Name,
    document: Document,
    ownership: Annotated[Ownership, Words("所有制", "whose it is")],
    nth: Annotated[int, Words("第几个", "which")],
    on: On,
) -> None:
    """Refuse with one of ``REFUSALS``."""
    raise REFUSALS[nth][0]


@pytest.mark.parametrize("nth", range(len(REFUSALS)))
def test_the_cell_that_a_refusal_speaks_of_is_told(store: Store, nth: int) -> None:
    """By what a fact of it says; where two cells say that, by its name; else by the row alone."""
    row = act(refuse, FIRM, code=FIRM, amount=Money(500), name="同", document="同", nth=nth)
    given = {**row.given, "ownership": Ownership.PRIVATE}
    said = {**row.said, "ownership": Ownership.PRIVATE.value}
    places = {**row.places, "ownership": "column ownership"}
    row = evolve(row, given=given, said=said, places=places)
    refusal, column = REFUSALS[nth]
    assert wrongs(sent(store, (row,))) == [(3, column, refusal.code)]


def close(store: Store) -> None:
    """Close the roster: from now on only members may do anything."""
    administrators = tuple(
        Administrator(account=f"admin-{n}", person=f"p:{str(n) * 32}", foundation=of)
        for n, of in ((1, ""), (2, credit_code(903, kind="53")))
    )
    by = store.by("admin-1", Role.ADMINISTRATOR)
    members.close(store.ledger, by, administrators=administrators, document="任命书", on=ON)


@pytest.fixture
def closed(store: Store) -> Store:
    close(store)
    return store


def test_whoever_may_do_nothing_of_the_kind_is_told_once_and_not_by_row(closed: Store) -> None:
    head = closed.ledger.head()
    with pytest.raises(Rejection) as refused:
        sent(closed, (registering(),), (registering(OTHER, "乙"),), partial=True)
    assert refused.value.reason is rights.Why.NOT_A_MEMBER
    assert closed.ledger.head() == head


def test_who_sends_a_row_again_needs_the_right_too(store: Store) -> None:
    sent(store, (registering(),))
    close(store)
    with pytest.raises(Rejection) as refused:
        sent(store, (registering(),))
    assert refused.value.reason is rights.Why.NOT_A_MEMBER


def test_what_is_somebody_elses_business_is_told_by_row(store: Store) -> None:
    """The fund is unknown too; but whoever may not ask is not told of it."""
    sent(store, (registering(),))
    close(store)
    admin, ledger = store.by("admin-1", Role.ADMINISTRATOR), store.ledger
    told: dict[str, Any] = {"account": "firm-1", "document": "授权书", "on": ON}
    members.admit(ledger, admin, person=f"p:{'5' * 32}", **told)
    members.grant(ledger, admin, member_role=Role.ENTERPRISE, stands_for=FIRM, **told)
    claimed = act(
        claims.claim,
        "C1",
        claim_id="C1",
        project_id="P1",
        enterprise_code=OTHER,
        fund_id="F-9",
        amount=Money(1),
        instalments=(),
    )
    outcomes = sent(store, (claimed,), by=store.by("firm-1", Role.ENTERPRISE))
    assert wrongs(outcomes) == [(3, "", rights.Why.NOT_THEIRS.code)]


def test_a_race_that_was_lost_is_decided_anew(store: Store) -> None:
    """Who registers the firm meanwhile makes the row known: nothing is recorded twice."""
    raced = False

    def meanwhile(done: int, of: int) -> None:
        nonlocal raced
        if done == of and not raced:
            raced = True
            with open_store(store.uri) as other:
                sent(other, (registering(),), by=other.by("office-2", OFFICE))

    assert fates(sent(store, (registering(),), progress=meanwhile)) == [Fate.KNOWN]
    assert names(store) == ["enterprise.registered"]
