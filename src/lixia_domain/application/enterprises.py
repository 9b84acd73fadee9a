"""Use cases of enterprises: register and verify."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import ENTERPRISE, Ownership
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording.ledger import Work


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
    from stdnum.exceptions import ValidationError

    try:
        return str(uscc.validate(code))
    except ValidationError as wrong:
        raise Rejection(Why.BAD_CODE, code=code, why=str(wrong)) from None


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
