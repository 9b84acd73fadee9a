"""What may be done with a foundation, and whom it may deal with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lixia_domain.aggregates.foundation.facts import (
    BankAccountRegistered,
    Facts,
    FoundationRegistered,
    FoundationRenamed,
    FoundationYearReported,
    Office,
    OfficerAppointed,
    OfficerLeft,
    Qualification,
    QualificationEnded,
    QualificationRecorded,
    RelatedPartyDeclared,
    RelatedTieEnded,
    Tie,
)
from lixia_domain.aggregates.foundation.state import Foundation, Why
from lixia_domain.kernel.keys import NOBODY_KNOWN, among, as_known
from lixia_domain.kernel.money import ZERO
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.tokens import is_number
from lixia_domain.rules.ratios import YearFigures


def register(
    foundation: Foundation | None, *, name: str, authority: str, document: str, on: date
) -> Facts:
    """Register a foundation (登记). Whether its credit code is sound is checked outside."""
    told = FoundationRegistered(name=_name(name), authority=authority, document=document, on=on)
    if foundation is None:
        return (told,)
    if foundation.registered.repeats(told):
        return ()
    raise Rejection(Why.EXISTS, name=foundation.name)


def rename(foundation: Foundation | None, *, name: str, document: str, on: date) -> Facts:
    """Bear another name from ``on`` (更名). The name it bears: ``()``."""
    if existing(foundation).name == _name(name):
        return ()
    return (FoundationRenamed(name=name, document=document, on=on),)


def qualify(
    foundation: Foundation | None,
    *,
    qualification: Qualification,
    certificate: str,
    since: date,
    until: date | None,
    on: date,
) -> Facts:
    """Record a qualification (资格). The same told twice is ``()``."""
    foundation = existing(foundation)
    if until is not None and until < since:
        raise Rejection(Why.ENDS_BEFORE, since=since, until=until)
    told = QualificationRecorded(
        qualification=qualification, certificate=certificate, since=since, until=until, on=on
    )
    if any(known.repeats(told) for known in foundation.qualifications):
        return ()
    return (told,)


def end_qualification(
    foundation: Foundation | None,
    *,
    qualification: Qualification,
    certificate: str,
    until: date,
    document: str,
    on: date,
) -> Facts:
    """Cut a qualification short (提前终止) after ``until``. The same told twice is ``()``."""
    held = [
        known
        for known in existing(foundation).qualifications
        if known.qualification is qualification and known.certificate == certificate
    ]
    if not held:
        raise Rejection(Why.NO_CERTIFICATE, certificate=certificate)
    last = held[-1]
    if last.until == until:
        return ()
    if until < last.since:
        raise Rejection(Why.ENDS_BEFORE, since=last.since, until=until)
    if last.until is not None and until > last.until:
        raise Rejection(Why.NOT_SHORTER, now=last.until, until=until)
    return (
        QualificationEnded(
            qualification=qualification,
            certificate=certificate,
            until=until,
            document=document,
            on=on,
        ),
    )


def register_account(
    foundation: Foundation | None, *, account: str, bank: str, purpose: str, on: date
) -> Facts:
    """Register a bank account by its token (账户备案). Refuses what looks like a number."""
    foundation = existing(foundation)
    if is_number(account):
        raise Rejection(Why.ACCOUNT_IN_CLEAR)
    account = as_known(account, foundation.accounts)
    told = BankAccountRegistered(account=account, bank=bank, purpose=purpose, on=on)
    known = foundation.accounts.get(account)
    return () if known is not None and known.repeats(told) else (told,)


def appoint(
    foundation: Foundation | None, *, person: str, office: Office, document: str, on: date
) -> Facts:
    """Appoint an officer (任职)."""
    if among(person, _holders(foundation, office)):
        raise Rejection(Why.OFFICE_HELD, person=person)
    return (OfficerAppointed(person=person, office=office, document=document, on=on),)


def leave(
    foundation: Foundation | None, *, person: str, office: Office, document: str, on: date
) -> Facts:
    """Let an officer go (离任), under the spelling in which the office was given."""
    holders = [who for who in _holders(foundation, office) if among(who, (person,))]
    if not holders:
        raise Rejection(Why.OFFICE_NOT_HELD, person=person)
    return tuple(
        OfficerLeft(person=holder, office=office, document=document, on=on) for holder in holders
    )


def _holders(foundation: Foundation | None, office: Office) -> list[str]:
    return sorted(who for who, held in existing(foundation).officers if held == office)


def apart_from_seal(
    foundation: Foundation | None,
    *,
    who: str,
    on: date,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> None:
    """Refuse ``who`` receipts if it keeps the foundation's seals ``on`` (印章、票据分管)."""
    held = () if foundation is None else foundation.officers_on(on)
    if among(who, [person for person, office in held if office == Office.SEAL_KEEPER], eyes):
        raise Rejection(Why.KEEPS_THE_SEAL, who=who)


def declare(
    foundation: Foundation | None, *, party: str, person: str, tie: Tie, document: str, on: date
) -> Facts:
    """Declare a related party (申报关联方). The same told twice is ``()``."""
    told = RelatedPartyDeclared(party=party, person=person, tie=tie, document=document, on=on)
    related = existing(foundation).related
    if any(known.until is None and known.declared.repeats(told) for known in related):
        return ()
    return (told,)


def end_tie(
    foundation: Foundation | None, *, party: str, person: str, tie: Tie, document: str, on: date
) -> Facts:
    """Note that a declared tie is no more (解除关联关系), under the spelling of its declaration."""
    standing = {
        known.names[:2]
        for known in existing(foundation).related
        if known.until is None and known.declared.tie is tie
        if among(party, (known.declared.party,)) and among(person, (known.declared.person,))
    }
    if not standing:
        raise Rejection(Why.NOT_TIED, party=party, person=person)
    return tuple(
        RelatedTieEnded(party=of, person=who, tie=tie, document=document, on=on)
        for of, who in sorted(standing)
    )


def report_year(
    foundation: Foundation | None,
    *,
    year: int,
    figures: YearFigures,
    document: str,
    document_hash: str,
    corrects: str | None,
    on: date,
) -> Facts:
    """Report a year (年度报告). A second report of a year must cite the one it corrects."""
    foundation = existing(foundation)
    if year >= on.year:
        raise Rejection(Why.YEAR_NOT_OVER, year=year)
    _sound(figures)
    told = FoundationYearReported(
        year=year,
        prior_income=figures.prior_income,
        three_year_income=figures.three_year_income,
        charitable_spending=figures.charitable_spending,
        management_cost=figures.management_cost,
        total_spending=figures.total_spending,
        document=document,
        document_hash=document_hash,
        corrects=corrects,
        on=on,
    )
    known = foundation.years.get(year)
    if known is not None and known.repeats(told):
        return ()
    if known is not None and corrects is None:
        raise Rejection(Why.YEAR_REPORTED, year=year, document=known.document)
    if corrects is not None and (known is None or known.document != corrects):
        raise Rejection(Why.NOTHING_TO_CORRECT, year=year, document=corrects)
    return (told,)


def year_figures(foundation: Foundation | None, year: int) -> YearFigures | None:
    """Return what was reported for ``year`` last; ``None`` where nothing was."""
    reported = existing(foundation).years.get(year)
    if reported is None:
        return None
    return YearFigures(
        prior_income=reported.prior_income,
        three_year_income=reported.three_year_income,
        charitable_spending=reported.charitable_spending,
        management_cost=reported.management_cost,
        total_spending=reported.total_spending,
    )


def is_qualified(foundation: Foundation, qualification: Qualification, on: date) -> bool:
    """Tell whether a qualification was in force on ``on``: of each certificate, its last record."""
    last = {
        known.certificate: known
        for known in foundation.qualifications
        if known.qualification is qualification
    }
    return any(
        known.since <= on and (known.until is None or on <= known.until) for known in last.values()
    )


def qualified(foundation: Foundation | None, *, on: date) -> Foundation:
    """Return ``foundation`` if it may raise money in public on ``on``; else refuse."""
    foundation = existing(foundation)
    if not is_qualified(foundation, Qualification.PUBLIC_FUNDRAISING, on):
        raise Rejection(Why.NOT_QUALIFIED, name=foundation.name, on=on)
    return foundation


def may_pay(
    foundation: Foundation,
    *,
    parties: tuple[str, ...],
    on: date,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> tuple[str, ...]:
    """Return who must abstain where one of ``parties`` is paid ``on``, each once, in order.

    Refuses a party of the council, of its close relatives, or an interested beneficiary: as ties
    and offices stood on that day, whatever was recorded since. Of who sat in the council, relatives
    are relatives while it sits.
    """
    officers = foundation.officers_on(on)
    sat = {term.person for term in foundation.terms if term.office is not Office.MANAGER}
    sits = {person for person, office in officers if office != Office.MANAGER}
    tied: dict[str, None] = {}
    for relation in foundation.related:
        known = relation.declared
        if not relation.covers(on) or not among(known.party, parties, eyes):
            continue
        if known.tie is Tie.COUNCIL_RELATIVE:
            if known.person in sat - sits:
                continue
            raise Rejection(Why.COUNCIL_RELATIVE, party=known.party)
        if known.tie is Tie.INTERESTED_BENEFICIARY:
            raise Rejection(Why.INTERESTED_BENEFICIARY, party=known.party)
        tied[known.person] = None
    for person, office in sorted(officers):
        if among(person, parties, eyes) and office != Office.MANAGER:
            raise Rejection(Why.COUNCIL_RELATIVE, party=person)
    return tuple(tied)


def existing(foundation: Foundation | None) -> Foundation:
    """Return ``foundation``. Refuses where there is none."""
    if foundation is None:
        raise Rejection(Why.UNKNOWN)
    return foundation


def _name(name: str) -> str:
    if not name.strip():
        raise Rejection(Why.NO_NAME)
    return name


def _sound(figures: YearFigures) -> None:
    for amount in (
        figures.prior_income,
        figures.three_year_income or ZERO,
        figures.charitable_spending,
        figures.management_cost,
        figures.total_spending,
    ):
        if amount < ZERO:
            raise Rejection(Why.NEGATIVE, amount=amount)
    three = figures.three_year_income
    if three is not None and three < figures.prior_income:
        raise Rejection(Why.THREE_YEARS_BELOW, three=three, last=figures.prior_income)
    parts = figures.charitable_spending + figures.management_cost
    if parts > figures.total_spending:
        raise Rejection(Why.PARTS_EXCEED, parts=parts, whole=figures.total_spending)
