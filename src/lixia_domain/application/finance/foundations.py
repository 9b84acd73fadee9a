"""Use cases of foundations: register, rename, qualify, staff, related parties, the year."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.facts import Office, Qualification, Tie
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.subject.facts import Detail, Kind
from lixia_domain.application.finance.parties import sound_party
from lixia_domain.application.persons import subjects
from lixia_domain.application.programme.enterprises import sound_code
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.money import Money
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.ratios import Finding, YearFigures, year_tests


@use_case
def register(work: Work, *, code: str, name: str, authority: str, document: str, on: date) -> str:
    """Register a foundation under its credit code (登记); return the code as stored."""
    code = sound_code(code)
    facts = foundation.register(
        work.load(FOUNDATION, code), name=name, authority=authority, document=document, on=on
    )
    work.record(FOUNDATION, code, facts)
    return code


@use_case
def rename(work: Work, *, code: str, name: str, document: str, on: date) -> None:
    """Note that the foundation bears another name from ``on`` (更名)."""
    facts = foundation.rename(work.load(FOUNDATION, code), name=name, document=document, on=on)
    work.record(FOUNDATION, code, facts)


@use_case
def qualify(
    work: Work,
    *,
    code: str,
    qualification: Qualification,
    certificate: str,
    since: date,
    until: date | None,
    on: date,
) -> None:
    """Record a qualification (公开募捐资格、税前扣除资格)."""
    facts = foundation.qualify(
        work.load(FOUNDATION, code),
        qualification=qualification,
        certificate=certificate,
        since=since,
        until=until,
        on=on,
    )
    work.record(FOUNDATION, code, facts)


@use_case
def register_account(
    work: Work, *, code: str, account: str, bank: str, purpose: str, on: date
) -> None:
    """Register a bank account by a token of its number (账户备案)."""
    facts = foundation.register_account(
        work.load(FOUNDATION, code), account=account, bank=bank, purpose=purpose, on=on
    )
    work.record(FOUNDATION, code, facts)


@use_case
def appoint(work: Work, *, code: str, person: str, office: Office, document: str, on: date) -> None:
    """Appoint an officer (任职). ``person`` is the account id that it acts by, never a name."""
    facts = foundation.appoint(
        work.load(FOUNDATION, code), person=person, office=office, document=document, on=on
    )
    work.record(FOUNDATION, code, facts)


@use_case
def leave(work: Work, *, code: str, person: str, office: Office, document: str, on: date) -> None:
    """Let an officer go (离任)."""
    facts = foundation.leave(
        work.load(FOUNDATION, code), person=person, office=office, document=document, on=on
    )
    work.record(FOUNDATION, code, facts)


@use_case
def name_contact(
    work: Work, *, code: str, person: str, details: tuple[Detail, ...], document: str, on: date
) -> None:
    """Register who is to be spoken to (联系人), with sealed ``details``."""
    foundation.existing(work.load(FOUNDATION, code))
    stream = FOUNDATION.stream(code)
    subjects.register.within(
        work,
        person=person,
        kind=Kind.CONTACT,
        of=stream,
        details=details,
        document=document,
        on=on,
    )


@use_case
def declare(
    work: Work, *, code: str, party: str, person: str, tie: Tie, document: str, on: date
) -> None:
    """Declare that ``party``, a payee or team by its id, is tied to ``person`` (申报关联方)."""
    facts = foundation.declare(
        work.load(FOUNDATION, code),
        party=sound_party(work, party),
        person=person,
        tie=tie,
        document=document,
        on=on,
    )
    work.record(FOUNDATION, code, facts)


@use_case
def report_year(
    work: Work,
    *,
    code: str,
    year: int,
    prior_income: Money,
    three_year_income: Money | None,
    charitable_spending: Money,
    management_cost: Money,
    total_spending: Money,
    document: str,
    document_hash: str,
    corrects: str | None,
    on: date,
) -> None:
    """Report a year (年度报告): the figures that the two tests of the year read."""
    facts = foundation.report_year(
        work.load(FOUNDATION, code),
        year=year,
        figures=YearFigures(
            prior_income=prior_income,
            three_year_income=three_year_income,
            charitable_spending=charitable_spending,
            management_cost=management_cost,
            total_spending=total_spending,
        ),
        document=document,
        document_hash=document_hash,
        corrects=corrects,
        on=on,
    )
    work.record(FOUNDATION, code, facts)


def judge_year(ledger: Ledger, *, code: str, year: int) -> tuple[Finding, Finding]:
    """Return what the spending and the management test say of the foundation's ``year``.

    Refuses an unknown foundation; raises ``NoRule`` for years before the charity law.
    """
    known = foundation.existing(ledger.load(FOUNDATION, FOUNDATION.stream(code)).state)
    return year_tests(
        EDITIONS,
        foundation.year_figures(known, year),
        year=year,
        public=foundation.is_qualified(known, Qualification.PUBLIC_FUNDRAISING, date(year, 12, 31)),
    )
