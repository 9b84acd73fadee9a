"""What looks like an account's number is no token of it, and is repeated to nobody."""

from __future__ import annotations

import pytest

from lixia_domain.kernel import tokens
from lixia_domain.kernel.rejection import Rejection

MADE = "a:" + "0123456789abcdef" * 2


@pytest.mark.parametrize("token", ["tok-4c1f", "payee-2021-03", "6222", "账号引用", MADE])
def test_a_token_is_taken(token: str) -> None:
    assert tokens.payee_token(token) == token


@pytest.mark.parametrize(
    "number", ["6222020012345678", "6222 0200 1234 5678", "6222-0200-1234", "账号 37010121"]
)
def test_a_number_is_refused_and_not_repeated(number: str) -> None:
    with pytest.raises(Rejection) as refused:
        tokens.payee_token(number)
    assert refused.value.reason is tokens.Why.PAYEE_IN_CLEAR
    assert number not in str(refused.value)


def test_only_tokens_that_were_made_of_the_number_tell_two_accounts_apart() -> None:
    other = MADE.replace("0", "1")
    assert tokens.differ(MADE, other)
    for one, two in ((MADE, MADE), (MADE, "tok-1"), ("", MADE), ("tok-1", "tok-2")):
        assert not tokens.differ(one, two)
