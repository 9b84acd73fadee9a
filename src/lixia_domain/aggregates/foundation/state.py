"""What decisions about a foundation need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.foundation.facts import (
    BankAccountRegistered,
    FoundationEvent,
    FoundationRegistered,
    FoundationRenamed,
    FoundationYearReported,
    Office,
    OfficerAppointed,
    OfficerLeft,
    QualificationEnded,
    QualificationRecorded,
    RelatedPartyDeclared,
    RelatedTieEnded,
    Tie,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.replacing import replace


@frozen(kw_only=True)
class Term:
    """Somebody's time in an office, both days included; ``until`` is ``None`` while it lasts."""

    person: str
    office: Office
    since: date
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Tell whether the office was held on ``on``; on the day of leaving it is not any more."""
        return self.since <= on and (self.until is None or on < self.until)


@frozen(kw_only=True)
class Relation:
    """How a party is tied to a person, from its declaration; ``until`` is ``None`` while it is."""

    declared: RelatedPartyDeclared
    until: date | None = None

    @property
    def names(self) -> tuple[str, str, Tie]:
        """Return who is tied to whom, and how."""
        return self.declared.party, self.declared.person, self.declared.tie

    def covers(self, on: date) -> bool:
        """Tell whether they were tied on ``on``; on the day of its end they are not any more."""
        return self.declared.on <= on and (self.until is None or on < self.until)


@frozen(kw_only=True)
class Foundation:
    """A foundation as its decisions see it. None registered yet is ``None``."""

    registered: FoundationRegistered
    names: tuple[tuple[date, str], ...]
    """Every name with the date from which it is borne, in order."""
    qualifications: tuple[QualificationRecorded, ...] = ()
    accounts: Mapping[str, BankAccountRegistered] = field(factory=dict)
    terms: tuple[Term, ...] = ()
    """Who holds or held which office, and when."""
    related: tuple[Relation, ...] = ()
    years: Mapping[int, FoundationYearReported] = field(factory=dict)

    @property
    def name(self) -> str:
        """Return the name it bears now."""
        return self.names[-1][1]

    @property
    def officers(self) -> frozenset[tuple[str, str]]:
        """Return who holds which office now."""
        return frozenset((term.person, term.office) for term in self.terms if term.until is None)

    def officers_on(self, on: date) -> frozenset[tuple[str, str]]:
        """Return who held which office on ``on``."""
        return frozenset((term.person, term.office) for term in self.terms if term.covers(on))

    def name_on(self, on: date) -> str | None:
        """Return the name it bore on ``on``; ``None`` before its registration."""
        return next((name for since, name in reversed(self.names) if since <= on), None)


def evolve(foundation: Foundation | None, event: FoundationEvent) -> Foundation:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, FoundationRegistered):
        return Foundation(registered=event, names=((event.on, event.name),))
    assert foundation is not None, "a foundation's history opens with FoundationRegistered"
    match event:
        case FoundationRenamed(name=name, on=on):
            return replace(foundation, names=(*foundation.names, (on, name)))
        case QualificationRecorded():
            return replace(foundation, qualifications=(*foundation.qualifications, event))
        case QualificationEnded():
            qualifications = tuple(_ended(known, event) for known in foundation.qualifications)
            return replace(foundation, qualifications=qualifications)
        case BankAccountRegistered(account=account):
            return replace(foundation, accounts={**foundation.accounts, account: event})
        case OfficerAppointed(person=person, office=office, on=on):
            term = Term(person=person, office=office, since=on)
            return replace(foundation, terms=(*foundation.terms, term))
        case OfficerLeft(person=person, office=office, on=on):
            terms = tuple(_left(term, person, office, on) for term in foundation.terms)
            return replace(foundation, terms=terms)
        case RelatedPartyDeclared():
            related = (*foundation.related, Relation(declared=event))
            return replace(foundation, related=related)
        case RelatedTieEnded(party=party, person=person, tie=tie, on=on):
            tied = (party, person, tie)
            related = tuple(
                replace(known, until=on) if known.names == tied and known.until is None else known
                for known in foundation.related
            )
            return replace(foundation, related=related)
        case FoundationYearReported(year=year):
            return replace(foundation, years={**foundation.years, year: event})
        case _:
            assert_never(event)


def _ended(known: QualificationRecorded, event: QualificationEnded) -> QualificationRecorded:
    named = (event.qualification, event.certificate)
    if (known.qualification, known.certificate) != named:
        return known
    return QualificationRecorded(
        qualification=known.qualification,
        certificate=known.certificate,
        since=known.since,
        until=event.until,
        on=known.on,
    )


def _left(term: Term, person: str, office: Office, on: date) -> Term:
    held = term.until is None and (term.person, term.office) == (person, office)
    return replace(term, until=on) if held else term


FOUNDATION: Decider[Foundation | None, FoundationEvent] = Decider(
    "foundation", None, evolve, get_args(FoundationEvent), key=(upper,)
)


class Why(Reason):
    """Every reason a foundation may refuse."""

    UNKNOWN = "foundation.unknown", "基金会尚未登记", "the foundation is not registered"
    EXISTS = (
        "foundation.exists",
        "该信用代码已登记为“{name}”",
        "the credit code is registered as “{name}”",
    )
    KEEPS_THE_SEAL = (
        "foundation.keeps_the_seal",
        "{who} 保管印章，不得同时经办票据",
        "{who} keeps the seals and can't handle the receipts as well",
    )
    NO_NAME = "foundation.no_name", "基金会名称不能为空", "a foundation has a name"
    ENDS_BEFORE = (
        "foundation.ends_before",
        "有效期止于 {until}，早于起始日 {since}",
        "it would end on {until}, before it begins on {since}",
    )
    NOT_QUALIFIED = (
        "foundation.not_qualified",
        "“{name}”在 {on} 没有公开募捐资格",
        "“{name}” is not qualified for public fundraising on {on}",
    )
    NO_CERTIFICATE = (
        "foundation.no_certificate",
        "没有凭“{certificate}”取得的这项资格",
        "there is no such qualification by certificate {certificate}",
    )
    NOT_SHORTER = (
        "foundation.not_shorter",
        "资格有效期止于 {now}，提前终止应在此之前，不是 {until}",
        "the qualification runs to {now}: it is cut short before that, not on {until}",
    )
    NOT_TIED = (
        "foundation.not_tied",
        "没有申报过 {party} 与 {person} 的这种关系，或已解除",
        "{party} and {person} are not declared as tied so, or not any more",
    )
    ACCOUNT_IN_CLEAR = (
        "foundation.account_in_clear",
        "看来是银行账号本身，请改用账号的引用",
        "this looks like an account number itself; give a token of it",
    )
    OFFICE_HELD = (
        "foundation.office_held",
        "{person} 已担任此职",
        "{person} holds this office already",
    )
    OFFICE_NOT_HELD = (
        "foundation.office_not_held",
        "{person} 现未担任此职",
        "{person} does not hold this office",
    )
    YEAR_NOT_OVER = (
        "foundation.year_not_over",
        "{year} 年尚未结束，不能报告",
        "{year} is not over yet: it can't be reported",
    )
    YEAR_REPORTED = (
        "foundation.year_reported",
        "{year} 年已报告（{document}），更正须注明所更正的文件",
        "{year} was reported by {document}; a correction cites it",
    )
    NOTHING_TO_CORRECT = (
        "foundation.nothing_to_correct",
        "{year} 年没有报告“{document}”可更正",
        "for {year} there is no report {document} to correct",
    )
    NEGATIVE = (
        "foundation.negative",
        "年度报告的金额不能为负：{amount}",
        "an amount of the year's report is negative: {amount}",
    )
    THREE_YEARS_BELOW = (
        "foundation.three_years_below",
        "前三年收入合计 {three}，低于其中上年的 {last}；请核对年度报告",
        "the three years before had {three} in all, less than the last of them, {last}: check the "
        "report",
    )
    PARTS_EXCEED = (
        "foundation.parts_exceed",
        "慈善活动支出与管理费用合计 {parts}，超过总支出 {whole}",
        "charitable spending and management cost add up to {parts}, more than the total {whole}",
    )
    COUNCIL_RELATIVE = (
        "foundation.council_relative",
        "收款方 {party} 是理事、监事或其近亲属，不得与基金会交易",
        "payee {party} is of the council or supervisors, or their close relative: no deal with it",
    )
    INTERESTED_BENEFICIARY = (
        "foundation.interested_beneficiary",
        "收款方 {party} 是捐赠人或管理人员的利害关系人，不得受益",
        "payee {party} is an interested party of a donor or manager and may not benefit",
    )
