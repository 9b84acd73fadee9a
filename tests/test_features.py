"""The auditors' scenarios, each carried out; none missing, no sentence idle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import scenarios
from pytest_bdd.feature import get_features
from pytest_bdd.parser import Scenario, ScenarioTemplate
from pytest_bdd.scenario import scenario_wrapper_template_registry
from tests.mended import CARRIED_OUT, IN_SCENARIO, mends

from lixia_domain.application.use_case import UseCase
from lixia_domain.audit.past.names import columns
from lixia_domain.audit.trace.flow import FlowKind
from lixia_domain.audit.trace.follow import follow
from lixia_domain.audit.trace.steps import trace
from lixia_domain.kernel.money import Money
from lixia_domain.recording.faults import UnreadableEvent
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By
from lixia_domain.specs.history.invariants import INVARIANTS
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.past import Archive
from lixia_domain.specs.history.records import Rebuilt
from lixia_domain.views import by_name

pytest_plugins = ["lixia_domain.testing.steps", "lixia_domain.specs.history.steps"]

FEATURES = Path(__file__).parent.parent / "features"
scenarios(str(FEATURES))


@pytest.fixture(scope="session")
def lixia_store(demo_copy: Callable[[], Path]) -> str:
    """The history that history specs look at here: the demo's."""
    return f"sqlite:///{demo_copy()}"


@pytest.fixture(autouse=True)
def every_trail_is_whole(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every scenario: money is followed to its ends, and every sum of money to its events."""
    if "_pytest_bdd_example" not in request.fixturenames:
        yield
        return
    store = request.getfixturevalue("world").store
    yield
    try:
        build = store.views()
    except UnreadableEvent:  # what the scenario was about
        return
    for _, row in build.rows(by_name("bank_book")):
        if row.side == "credit":
            tree = follow(store.ledger, FlowKind.CREDIT, row.entry).to
            assert (tree.adds_up, tree.amount.fen) == (True, row.in_fen)
            assert not {leaf.kind for leaf in tree.leaves()} & {FlowKind.OPEN, FlowKind.UNBOOKED}
    for paper, row in build.rows(by_name("payment_register")):
        found = follow(store.ledger, FlowKind.DISBURSEMENT, paper)
        assert found.origin is not None
        assert (found.to.adds_up, found.origin.adds_up) == (True, True)
        assert found.to.amount == found.origin.amount == Money(row.paid_fen)
    for name in ("fund_statement", "programme_summary"):
        for key, row in build.rows(by_name(name)):
            for column in (column for column in columns(by_name(name)) if column.endswith("_fen")):
                traced = trace(store.ledger, by_name(name), key, column)
                assert (traced.figure, traced.ends) == (getattr(row, column), True)


USED = "每笔到账的全部用途合计不超过银行所到"
BOOKED = "每个基金的账面都等于银行收付"
MONTHS = "每个银行账户每月的余额，都等于账册各项逐笔相加"
NUMBERS = "每个票据号码只用一次，也不跳号"
NAMED = "每条事实所引的都已登记，且状态容许"
CERTIFIED = "每份服务证明都与经证明的时段相符"
CALLS = "每个征集都有结果或出路，异议都有答复，密钥到期销毁"
UNSOUND = {
    "登记时写明了用途的，也先暂收": {USED, BOOKED, MONTHS},
    "一笔到账收回两次的，只认一次，多出的写明": {USED, BOOKED, MONTHS},
    "引用未登记的到账入账的月份，登记并核对以后才能结账": {USED, BOOKED, MONTHS},
    "没有对账单的月份也一样": {USED, BOOKED, MONTHS},
    "到账的银行记账日在次月的，当月不能列为账面已收，要先更正": {MONTHS},
    "调节之后把当月到账改成与对账单不符的数，差额不明，不能结账": {MONTHS},
    "银行说的与流水差一分，调节不成": {MONTHS},
    "银行日期在当月而对账单上没有的到账，是假的，当月不能调节，也不能结账": {MONTHS},
    "票据载明品名、数量与价值，账户一分不动": {NUMBERS},
    "已开票的不再开，红冲之后可换号重开；货币捐赠用过的号码不再用": {NUMBERS},
    "减少的件数须在一件与现有件数之间；新期限须晚于今日": {CALLS},
    "旧版本的事实读作现行版本": {NAMED},
    "举行登记错了日子：连同时长撤销，另行安排": {CERTIFIED},
    "撤回之后不足应公布的件数，不予公布并告知件数": {CALLS},
    "先发放一半再开票，票据仍按收讫时的整批": {NUMBERS},
}
"""Scenarios of what is not right, be it that it can't be closed: what must be found in them."""


@pytest.fixture(autouse=True)
def every_history_is_sound(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every scenario: all that must always hold holds of what it recorded."""
    if "_pytest_bdd_example" not in request.fixturenames:
        yield
        return
    store = request.getfixturevalue("world").store
    yield
    checks = {said: check for said, check in INVARIANTS.items() if check is not Rebuilt}
    archive = Archive(store, store.ledger.head())
    archive.want(WHOLE, checks.values())
    try:
        found = {said for said, check in checks.items() if archive.fold(WHOLE, check).count}
    except UnreadableEvent:  # what the scenario was about
        return
    name = scenario_wrapper_template_registry[request.function].name
    assert found == UNSOUND.get(name, set())


@pytest.fixture(autouse=True)
def what_was_wrong_is_mended(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a scenario that is named as mending a fact by another: so it has."""
    name = getattr(scenario_wrapper_template_registry.get(request.function), "name", None)
    pairs = IN_SCENARIO.get(name, []) if name is not None else []
    store = request.getfixturevalue("world").store if pairs else None
    yield
    for pair in pairs:
        elsewhere = bool(CARRIED_OUT[pair]["elsewhere"])
        assert store is not None and mends(store.ledger, pair, elsewhere=elsewhere), pair


SAYS_WHO = {"subjects.disclose", "campaigns.open_campaign"}
"""What scenarios ask for in roles that they name themselves, be it to be refused."""


@pytest.fixture(autouse=True)
def whoever_acts_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every scenario, whatever is done is done in a role that may do it."""
    carry_out = UseCase.__call__

    def looked_at(self: UseCase[..., Any], ledger: Ledger, by: By, **given: Any) -> Any:
        assert by.role in self.by or self.name in SAYS_WHO, f"{self.name} as {by.role}"
        return carry_out(self, ledger, by, **given)

    monkeypatch.setattr(UseCase, "__call__", looked_at)


def templates() -> Iterator[ScenarioTemplate]:
    for feature in get_features([str(FEATURES)]):
        yield from feature.scenarios.values()


def told(template: ScenarioTemplate) -> Iterator[Scenario]:
    """Yield the scenario once for each of its examples."""
    contexts = [context for table in template.examples for context in table.as_contexts()]
    for context in contexts or [{}]:
        yield template.render(context)


def test_every_scenario_stands_under_a_rule() -> None:
    assert not [template.name for template in templates() if template.rule is None]


def test_no_scenario_hides_behind_another_of_its_name() -> None:
    # pytest-bdd keeps one scenario of each name in a file and drops the others silently.
    for path in FEATURES.rglob("*.feature"):
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        names = Counter(line for line in lines if line.startswith(("场景:", "场景大纲:")))
        assert not [name for name, times in names.items() if times > 1], path.name


def test_no_sentence_of_the_library_is_idle() -> None:
    from lixia_domain.testing.steps.sentences import SENTENCES

    said = {step.name for template in templates() for s in told(template) for step in s.steps}
    idle = [known.name for known in SENTENCES if not any(map(known.is_matching, said))]
    assert SENTENCES and not idle


def test_every_sentence_has_one_meaning() -> None:
    from lixia_domain.testing.steps.sentences import SENTENCES

    for said in {step.name for template in templates() for s in told(template) for step in s.steps}:
        meanings = [known.name for known in SENTENCES if known.is_matching(said)]
        assert len(meanings) == 1, said
