"""Natural persons: in facts, references only, made with a key that the domain never sees."""

from __future__ import annotations

import re

from lixia_domain.kernel.keys import is_code, party
from lixia_domain.kernel.rejection import Reason, Rejection

REFERENCE = re.compile(r"p:[0-9a-f]{32}")
ACCOUNT = re.compile(r"(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._:#/-]{0,63}")
"""The form of an account's id; references and credit codes have it too. No Chinese name has it, no
phone number, no mail address; a name in Latin letters without blanks can't be told from it."""


class Why(Reason):
    """What may never stand for a person in a fact."""

    NOT_A_REFERENCE = (
        "person.not_a_reference",
        "个人只能以代号（p: 加 32 位十六进制数）登记；收到的不是代号，请先用密钥换算",
        "a person is recorded by a reference (p: and 32 hex digits) only; this is none: "
        "make one with the key first",
    )
    NOT_AN_ACCOUNT = (
        "person.not_an_account",
        "须为账号编号（字母和数字，不含空格，如 lead-01）或个人代号（p: 加 32 位十六进制数）；"
        "所给可能是姓名，未予记录",
        "must be an account id (letters and digits without blanks, such as lead-01) or a person's "
        "reference (p: and 32 hex digits); this may be a name: nothing was recorded",
    )


def reference(person: str) -> str:
    """Return ``person``. Refuses what is no reference, without repeating it: it may be a name."""
    if not REFERENCE.fullmatch(person):
        raise Rejection(Why.NOT_A_REFERENCE)
    return person


def payer(ref: str) -> str:
    """Return who paid, as a notice refers to it: a person's reference, or a credit code."""
    who = party(ref)
    return who if is_code(who) else reference(who)


def sound_account(account: str) -> str:
    """Return ``account``. Refuses what may be a name, without repeating it."""
    if not ACCOUNT.fullmatch(account):
        raise Rejection(Why.NOT_AN_ACCOUNT)
    return account
