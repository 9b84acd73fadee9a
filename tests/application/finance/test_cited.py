"""What older code let accounts take in by a credit that was not on record, found in its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from attrs import evolve

from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.aggregates.bank_credit.facts import Citation, Income
from lixia_domain.application.finance.cited import READS, cited_before
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.money import Money
from lixia_domain.recording.ledger import CREDITS_FIRST
from lixia_domain.recording.work import Work
from lixia_domain.testing import EXAMPLES

AT = datetime(2021, 3, 10, tzinfo=UTC)


class Old:
    """A store's facts of old; ``None`` where it has none."""

    def __init__(self, told: Sequence[tuple[str, str, dict[str, Any]]] | None) -> None:
        self.told = told

    def of_old(self, mark: str, reads: Any, question: Any) -> Any:
        assert (mark, reads) == (CREDITS_FIRST, READS)
        if self.told is None:
            return None
        return question(one for one in self.recorded() if isinstance(one.event, reads))

    def facts(self, cls: type[Event]) -> Iterator[Recorded]:
        return (one for one in self.recorded() if isinstance(one.event, cls))

    def recorded(self) -> Iterator[Recorded]:
        for at, (stream, name, facts) in enumerate(self.told or (), 1):
            event = evolve(cast(Any, EXAMPLES[name]), **facts)
            yield Recorded(at, stream, at, event, AT, "a", "r")


def found(credit: str, told: Sequence[tuple[str, str, dict[str, Any]]] | None) -> Any:
    return cited_before(cast(Work, Old(told)), credit)


def test_only_what_came_before_the_credit_is_a_citation_however_it_is_spelled() -> None:
    bore = ("account-f/general", "account.interest_credited", {"credit": "ｃ1", "gift": "c1#1"})
    booked: tuple[str, str, dict[str, Any]] = ("bank_credit-C1", "bank_credit.recorded", {})
    interest = cast(Any, EXAMPLES["account.interest_credited"])
    cite = Citation(
        fact="account-f/general@1",
        account="f/general",
        gift="c1#1",
        kind=Income.INTEREST,
        amount=interest.amount,
    )
    assert found("c1", [bore, booked]) == (cite,)
    assert found("C1", [booked, bore]) == ()
    assert found("c2", [bore]) == () == found("c1", None)
    off = ("account-f/general", "account.income_reversed", {"cites": "account-f/general@1"})
    assert found("c1", [bore, off]) == ()


@pytest.mark.parametrize("kind", Grant)
def test_government_money_is_cited_as_what_it_is(kind: Grant) -> None:
    told = {"credit": "c", "gift": "c#1", "kind": kind, "amount": Money(5)}
    (cite,) = found("c", [("account-f/government", "account.appropriation_received", told)])
    assert (cite.kind, cite.gift, cite.amount) == (Income(kind.value), "c#1", Money(5))


def test_recoveries_are_numbered_parts_of_the_credit() -> None:
    back = ("account-f/p", "account.recovery_received", {"credit": "r"})
    cites = found("R", [back, back])
    assert [each.gift for each in cites] == ["R#0.1", "R#0.2"]
    recovered = cast(Any, EXAMPLES["account.recovery_received"])
    assert {each.amount for each in cites} == {shared(recovered.shares)}
