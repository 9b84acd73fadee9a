"""Use cases of enterprises: register, verify, rename, merge, debar, reinstate."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import ENTERPRISE, Ownership
from lixia_domain.aggregates.subject.facts import Detail, Kind
from lixia_domain.application.persons import subjects
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


class Why(Reason):
    """What is refused before the enterprise's own rules are asked."""

    BAD_CODE = (
        "enterprise.bad_code",
        "统一社会信用代码 {code!r} 不正确：{why}",
        "{code!r} is no unified social credit code: {why}",
    )


def sound_code(code: str) -> str:
    """Return ``code`` in its compact form. Refuses one whose length, letters or check digit is off.

    Source: GB 32100-2015, as checked by python-stdnum.
    """
    from stdnum.cn import uscc  # costs 60 ms, and most use cases never need it
    from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

    try:
        return str(uscc.validate(code))
    except InvalidLength:
        why = Words("应为 18 位", "it has 18 characters")
    except InvalidChecksum:
        why = Words("校验码不符，请逐位核对", "its check digit is off; compare it digit by digit")
    except ValidationError:
        why = Words("有不该有的字符", "it has a character that none of them has")
    raise Rejection(Why.BAD_CODE, code=code, why=why)


@use_case
def register(work: Work, *, code: str, name: str, ownership: Ownership, on: date) -> str:
    """Register an enterprise under its credit code (登记); return the code as stored."""
    code = sound_code(code)
    facts = enterprise.register(work.load(ENTERPRISE, code), name=name, ownership=ownership, on=on)
    work.record(ENTERPRISE, code, facts)
    return code


@use_case
def verify(work: Work, *, code: str, document: str, on: date) -> None:
    """Note that the enterprise's licence was seen (核验)."""
    facts = enterprise.verify(work.load(ENTERPRISE, code), document=document, on=on)
    work.record(ENTERPRISE, code, facts)


@use_case
def rename(work: Work, *, code: str, name: str, document: str, on: date) -> None:
    """Note that the enterprise bears another name from ``on`` (更名): the same identity."""
    facts = enterprise.rename(work.load(ENTERPRISE, code), name=name, document=document, on=on)
    work.record(ENTERPRISE, code, facts)


@use_case
def merge(work: Work, *, code: str, successor: str, document: str, on: date) -> None:
    """Merge the enterprise into another (合并). What it gave, and its receipts, stay."""
    facts = enterprise.merge(
        work.load(ENTERPRISE, code),
        code=code,
        successor=successor,
        into=work.load(ENTERPRISE, successor),
        document=document,
        on=on,
    )
    work.record(ENTERPRISE, code, facts)


@use_case
def debar(work: Work, *, code: str, reason: str, document: str, on: date) -> None:
    """Keep the enterprise from claiming (禁入)."""
    facts = enterprise.debar(work.load(ENTERPRISE, code), reason=reason, document=document, on=on)
    work.record(ENTERPRISE, code, facts)


@use_case
def reinstate(work: Work, *, code: str, document: str, on: date) -> None:
    """Let a debarred enterprise claim again (解除禁入)."""
    facts = enterprise.reinstate(work.load(ENTERPRISE, code), document=document, on=on)
    work.record(ENTERPRISE, code, facts)


@use_case
def name_contact(
    work: Work, *, code: str, person: str, details: tuple[Detail, ...], document: str, on: date
) -> None:
    """Register who is to be spoken to (联系人), with sealed ``details``."""
    enterprise.standing(work.load(ENTERPRISE, code))
    stream = ENTERPRISE.stream(code)
    subjects.register.within(
        work,
        person=person,
        kind=Kind.CONTACT,
        of=stream,
        details=details,
        document=document,
        on=on,
    )


def successor_of(work: Work, code: str) -> str:
    """Return the code of who stands for the enterprise today: itself, or what it went into."""
    known = work.load(ENTERPRISE, code)
    while known is not None and known.successor is not None:
        code = known.successor
        known = work.load(ENTERPRISE, code)
    return code
