from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import command
from lixia_domain.aggregates.command import COMMAND, CommandDone, Why
from lixia_domain.testing import given

ON = date(2021, 3, 10)
DONE = CommandDone(use_case="claims.claim", request="ab12", outcome='"new"', position=7, on=ON)


def done(
    state: command.Command, *, use_case: str, request: str, outcome: str, position: int, on: date
) -> tuple[CommandDone]:
    return command.done(
        use_case=use_case, request=request, outcome=outcome, position=position, on=on
    )


def repeated(state: command.Command, *, request: str) -> tuple[str]:
    assert state is not None
    return (command.repeated(state, request=request),)


def test_what_was_done_is_recorded_with_its_outcome() -> None:
    told = given(COMMAND).when(
        done, use_case="claims.claim", request="ab12", outcome='"new"', position=7, on=ON
    )
    told.then(DONE)


def test_the_same_request_again_gets_the_outcome_it_had() -> None:
    given(COMMAND, DONE).when(repeated, request="ab12").then('"new"')


def test_another_request_under_the_key_is_refused() -> None:
    given(COMMAND, DONE).when(repeated, request="cd34").refused(
        Why.KEY_REUSED, use_case="claims.claim"
    )
