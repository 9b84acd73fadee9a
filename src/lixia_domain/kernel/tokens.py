"""Tokens of bank accounts: the numbers themselves stand in no fact."""

from __future__ import annotations

import re

from lixia_domain.kernel.rejection import Reason, Rejection

_NUMBER = re.compile(r"\d{8}")
"""Account numbers have 8 digits on end and more; blanks and hyphens don't hide them."""
MADE = re.compile(r"a:[0-9a-f]{32}")
"""A token that readers make of a number with the store's key: two of one number are the same."""


class Why(Reason):
    """What may never stand for an account in a fact."""

    PAYEE_IN_CLEAR = (
        "payee.account_in_clear",
        "看来是收款账号本身，未予记录：请改用账号的引用（如 payee-07），账号本身由基金会保管",
        "this looks like the payee's account number itself: nothing was recorded; give a token of "
        "it (such as payee-07), the number stays with the foundation",
    )


def is_number(account: str) -> bool:
    """Tell whether ``account`` is not a token, but looks like an account's number."""
    if MADE.fullmatch(account):
        return False
    return _NUMBER.search(re.sub(r"[\s-]", "", account)) is not None


def differ(one: str, other: str) -> bool:
    """Tell whether two tokens are of different accounts; of one that was made up nobody can."""
    return one != other and all(MADE.fullmatch(each) for each in (one, other))


def payee_token(account: str) -> str:
    """Return ``account``. Refuses what looks like its number, without repeating it."""
    if is_number(account):
        raise Rejection(Why.PAYEE_IN_CLEAR)
    return account
