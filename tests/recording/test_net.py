"""The net: whatever way a fact came, what could not be read back is never stored."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import attrs
import pytest
from attrs import evolve, frozen

from lixia_domain.aggregates.account.facts import AccountOpened
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import LARGEST_FEN, Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words
from lixia_domain.recording import net
from lixia_domain.recording.faults import UnwritableFact
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.walk import LARGEST_NUMBER, compiled
from lixia_domain.recording.work import By, Work
from lixia_domain.testing import EXAMPLES

SAYS = Words("虚构示例", "synthetic")
ON = date(2021, 3, 10)
BY = By(actor="acct-1", role=Role.SYSTEM, at=datetime(2021, 3, 10, 2, tzinfo=UTC))
OPENED = AccountOpened(fund="f", designation="p", on=ON)


class Text(str):
    __slots__ = ()


class Instant(datetime):
    pass


WRONG: list[Any] = [
    *(None, True, 1, 1.5, "text", Text("text"), b"text", (), [], {}, ON, BY.at, Money(1)),
    *(Role.SYSTEM, object()),
]


def admits(value: object, wrong: object, annotation: object) -> bool:
    """Tell, by the example and not by the walk, whether a field may hold ``wrong``."""
    if wrong is None:
        told = str(annotation)  # as it is written, or as somebody has resolved it since
        return "None" in told or "Optional" in told
    return type(wrong) is type(value)


def stream_of(event: Event) -> str:
    """Return the name of a stream that may hold ``event``."""
    return f"{event.event_name.partition('.')[0]}-x"


def with_field(value: Any, name: str, content: object) -> Any:
    """Return a copy with a field that no constructor was asked about."""
    changed = copy.copy(value)
    object.__setattr__(changed, name, content)
    return changed


def damaged(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield ``value`` with one thing wrong in it, and where, for each of many."""
    if attrs.has(type(value)):
        for one in attrs.fields(type(value)):
            held, place = getattr(value, one.name), f"{path}.{one.name}".lstrip(".")
            if held is None:
                yield place, with_field(value, one.name, object())
                continue
            for wrong in WRONG:
                if not admits(held, wrong, one.type):
                    yield place, with_field(value, one.name, wrong)
            for where, inner in damaged(held, place):
                yield where, with_field(value, one.name, inner)
    elif isinstance(value, tuple) and value:
        for wrong in WRONG:
            if type(wrong) is not type(value[-1]):
                yield f"{path}[]", (*value[:-1], wrong)
        for where, inner in damaged(value[-1], f"{path}[]"):
            yield where, (*value[:-1], inner)
    elif type(value) is int:
        limit = LARGEST_FEN if path.endswith(".fen") else LARGEST_NUMBER
        yield path, limit + 1
        yield path, -limit - 1


@pytest.mark.parametrize("event", EXAMPLES.values(), ids=lambda event: event.event_name)
def test_what_is_not_of_its_fields_exact_type_is_caught_and_the_field_is_named(
    event: Event,
) -> None:
    stream = stream_of(event)
    net.check(stream, 1, event)
    for place, wrong in damaged(event):
        with pytest.raises(UnwritableFact) as caught:
            net.check(stream, 1, wrong)
        assert caught.value.field in (place, place.removesuffix(".fen")), wrong
        for lang in ("zh", "en"):
            sentence = caught.value.sentence(lang)
            assert all(named in sentence for named in (stream, event.event_name)), sentence


@pytest.mark.parametrize("sign", [-1, 1])
def test_numbers_and_amounts_up_to_their_limit_pass(sign: int) -> None:
    held = EXAMPLES["account.suspense_held"]
    net.check(stream_of(held), 1, with_field(held, "amount", Money(sign * LARGEST_FEN)))
    done = EXAMPLES["command.done"]
    net.check(stream_of(done), 1, with_field(done, "position", sign * LARGEST_NUMBER))


def test_a_fact_of_no_catalogue_is_caught_even_under_a_known_name() -> None:
    @stored_as("account.opened", says=SAYS)
    class Opened(Event):
        fund: str
        designation: str

    @stored_as("account.never_heard_of", says=SAYS)
    class Other(Event):
        pass

    for stranger in (Opened(fund="f", designation="p", on=ON), Other(on=ON), "text", None):
        with pytest.raises(UnwritableFact) as caught:
            net.check("some-stream", 1, stranger)  # type: ignore[arg-type] # that is what is caught
        assert caught.value.field == "event"


class Sort(Enum):
    A = "a"


def test_two_enums_of_one_name_are_told_apart() -> None:
    def made() -> type[Enum]:
        class Sort(Enum):
            A = "a"

        return Sort

    other = made()

    @frozen
    class Two:
        here: Sort
        there: Enum

    Two.__annotations__ = {"here": Sort, "there": other}
    walk = compiled(Two)
    assert walk(Two(Sort.A, other["A"])) is None
    assert (walk(Two(other["A"], other["A"])) or ("",))[0] == "here"  # type: ignore[arg-type]
    assert (walk(Two(Sort.A, Sort.A)) or ("",))[0] == "there"


def test_a_field_of_a_type_that_no_walk_is_known_for_is_a_program_error() -> None:
    @frozen
    class Loose:
        what: dict[str, str]

    with pytest.raises(TypeError, match="dict"):
        compiled(Loose)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"}) as opened:
        yield opened


def opening(key: str, fact: Event = OPENED) -> Callable[[Work], None]:
    return lambda work: work.record(ACCOUNT, key, [fact])  # type: ignore[list-item] # any, here


def refused(ledger: Ledger, *steps: Callable[[Work], None], by: By = BY) -> UnwritableFact:
    """Return the fault that ends ``steps``, and make sure that nothing of them stays."""
    before = ledger.head()

    def use_case(work: Work) -> None:
        for step in steps:
            step(work)

    with pytest.raises(UnwritableFact) as caught:
        ledger.transact(use_case, by=by)
    assert ledger.head() == before
    return caught.value


def test_one_unfit_fact_and_nothing_of_its_commit_is_recorded(ledger: Ledger) -> None:
    unfit = AccountOpened(fund="f", designation=None, on=ON)  # type: ignore[arg-type]
    fault = refused(ledger, opening("a"), opening("b", unfit))
    assert fault.field == "designation"
    assert "account-b" in fault.sentence("zh") and "account.opened" in fault.sentence("en")
    ledger.transact(opening("b"), by=BY)
    assert [r.stream for r in ledger.read()] == ["account-b"]
    assert ledger.transact(lambda work: work.load(ACCOUNT, "a"), by=BY) is None


ENVELOPES: list[tuple[str, object]] = [
    ("actor", None),
    ("actor", 7),
    ("actor", Text("acct-1")),
    ("role", "system"),
    ("at", Instant(2021, 3, 10, tzinfo=UTC)),
    ("command", 7),
    ("correlation", b"x"),
]


@pytest.mark.parametrize(("name", "content"), ENVELOPES, ids=str)
def test_an_envelope_that_is_not_text_role_and_instant_is_caught(
    ledger: Ledger, name: str, content: Any
) -> None:
    assert refused(ledger, opening("a"), by=with_field(BY, name, content)).field == name


BROKEN = "缺\ud800口"


@pytest.mark.parametrize("name", ["actor", "command", "correlation"])
def test_an_envelope_with_a_lone_surrogate_is_caught(ledger: Ledger, name: str) -> None:
    fault = refused(ledger, opening("a"), by=evolve(BY, **{name: BROKEN}))
    assert fault.field == name
    fault.sentence("zh").encode()


def test_a_fact_with_a_lone_surrogate_anywhere_is_caught(ledger: Ledger) -> None:
    assert refused(ledger, opening("a", evolve(OPENED, fund=BROKEN))).field == "fund"
    shared = EXAMPLES["account.funds_reserved"]
    share = evolve(shared.shares[0], gift=BROKEN)  # type: ignore[attr-defined]
    fact = with_field(shared, "shares", (share,))
    assert refused(ledger, opening("a", fact)).field == "shares[].gift"
    seen = EXAMPLES["bank_credit.recorded"]
    notice = evolve(seen.notice, payer=BROKEN)  # type: ignore[attr-defined]
    credited = with_field(seen, "notice", notice)

    def book(work: Work) -> None:
        work.record(BANK_CREDIT, "a", [credited])

    assert refused(ledger, book).field == "notice.payer"


def test_a_broken_text_is_found_behind_sound_ones(ledger: Ledger) -> None:
    reserved = EXAMPLES["account.funds_reserved"]
    assert refused(ledger, opening("a", reserved), by=evolve(BY, actor=BROKEN)).field == "actor"


NAMES = {
    "empty": "",
    "an empty part": "F//P",
    "a line's end": "F/P\n",
    "nul": "F\0",
    "an escape of nothing": "50%",
    "an escape that was none": "%41",
    "a surrogate": BROKEN,
}


@pytest.mark.parametrize("name", NAMES)
def test_no_stream_begins_under_a_name_that_could_not_be_taken_apart(
    ledger: Ledger, name: str
) -> None:
    fault = refused(ledger, opening(NAMES[name]))
    assert fault.field == "stream"
    for lang in ("zh", "en"):
        assert fault.sentence(lang).isprintable(), "nothing of the name breaks a line or a terminal"


@pytest.mark.parametrize("parts", [("F", "P"), ("50%", " a/b\n"), ("账户", "café ②", BROKEN)])
def test_what_join_key_gives_names_a_stream(ledger: Ledger, parts: tuple[str, ...]) -> None:
    ledger.transact(opening(join_key(*parts)), by=BY)
    assert ledger.head() == 1


def test_a_stream_that_is_there_keeps_the_name_it_has(ledger: Ledger) -> None:
    older = Recorded(0, "account-50%", 1, OPENED, BY.at, "acct-1", "system")
    ledger.journal.insert_events([ledger.mapper.to_stored_event(older)])
    ledger.transact(opening("50%", EXAMPLES["account.suspense_held"]), by=BY)
    assert ledger.head() == 2
