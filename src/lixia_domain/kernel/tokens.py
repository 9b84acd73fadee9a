"""Tokens of bank accounts: the numbers themselves stand in no fact."""

from __future__ import annotations

import re

from lixia_domain.kernel.rejection import Reason, Rejection

_NUMBER = re.compile(r"\d{8}")
"""Account numbers have 8 digits on end and more; blanks and hyphens don't hide them."""


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
    return _NUMBER.search(re.sub(r"[\s-]", "", account)) is not None


def payee_token(account: str) -> str:
    """Return ``account``. Refuses what looks like its number, without repeating it."""
    if is_number(account):
        raise Rejection(Why.PAYEE_IN_CLEAR)
    return account
