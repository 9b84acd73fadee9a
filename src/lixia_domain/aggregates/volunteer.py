"""Volunteer (志愿者): consents, insurance and certificates of a person known by reference only.

Source: 志愿服务条例 17, 19, 20 (insurance first; a free certificate; nothing published without
consent); 个人信息保护法 31 (minors: the guardian consents).
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import lower
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


class ConsentScope(Worded):
    """What a guardian consents to, each by itself."""

    SERVICE = "service", "参加服务"
    PUBLICATION = "publication", "公开肖像与事迹", "publication of portrait and deeds"


@stored_as("volunteer.registered", says=Words("志愿者登记", "volunteer registered"))
class VolunteerRegistered(Event):
    """志愿者登记（流名即其代号）。``adult_from``：成年之日，登记时已成年的为空。"""

    document: str
    adult_from: date | None


@stored_as("volunteer.guardian_consented", says=Words("监护人同意", "guardian consented"))
class GuardianConsented(Event):
    """监护人同意：谁、同意什么、凭何文件。"""

    guardian: str
    scope: tuple[ConsentScope, ...]
    document: str


@stored_as("volunteer.publication_agreed", says=Words("同意公开肖像与事迹", "publication agreed"))
class PublicationAgreed(Event):
    """成年志愿者本人同意公开肖像与事迹。"""

    document: str


@stored_as("volunteer.publication_withdrawn", says=Words("撤回公开同意", "publication withdrawn"))
class PublicationWithdrawn(Event):
    """本人或监护人撤回公开同意。"""

    reason: str


@stored_as("volunteer.insurance_taken", says=Words("投保意外伤害险", "insurance taken"))
class InsuranceTaken(Event):
    """投保人身意外伤害保险，自 ``since`` 至 ``until``（含）。"""

    policy: str
    insurer: str
    since: date
    until: date


@stored_as("volunteer.certificate_issued", says=Words("出具服务证明", "certificate issued"))
class CertificateIssued(Event):
    """出具志愿服务记录证明：截至账册 ``position`` 经证明的时长。``replaces`` 为所替换的一份。"""

    number: int
    minutes: int
    sessions: int
    position: int
    replaces: int | None
    rule: str


VolunteerEvent: TypeAlias = (
    VolunteerRegistered
    | GuardianConsented
    | PublicationAgreed
    | PublicationWithdrawn
    | InsuranceTaken
    | CertificateIssued
)
Facts: TypeAlias = tuple[VolunteerEvent, ...]


@frozen(kw_only=True)
class Volunteer:
    """A volunteer as decisions see it. None registered yet is ``None``."""

    registered: VolunteerRegistered
    service: bool = False
    """Whether a guardian agreed to service."""
    guardian_publishes: bool = False
    publishes: bool = False
    policies: tuple[InsuranceTaken, ...] = ()
    certificate: CertificateIssued | None = None

    def minor(self, on: date) -> bool:
        """Tell whether the volunteer was not of age on ``on``."""
        adult_from = self.registered.adult_from
        return adult_from is not None and on < adult_from

    def insured(self, on: date) -> bool:
        """Tell whether an insurance taken by then covers ``on``."""
        return any(p.on <= on and p.since <= on <= p.until for p in self.policies)


def evolve(volunteer: Volunteer | None, event: VolunteerEvent) -> Volunteer:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, VolunteerRegistered):
        return Volunteer(registered=event)
    assert volunteer is not None, "a volunteer's history opens with VolunteerRegistered"
    match event:
        case GuardianConsented(scope=scope):
            return replace(
                volunteer,
                service=volunteer.service or ConsentScope.SERVICE in scope,
                guardian_publishes=volunteer.guardian_publishes
                or ConsentScope.PUBLICATION in scope,
            )
        case PublicationAgreed():
            return replace(volunteer, publishes=True)
        case PublicationWithdrawn():
            return replace(volunteer, publishes=False, guardian_publishes=False)
        case InsuranceTaken():
            return replace(volunteer, policies=(*volunteer.policies, event))
        case CertificateIssued():
            return replace(volunteer, certificate=event)
        case _:
            assert_never(event)


VOLUNTEER: Decider[Volunteer | None, VolunteerEvent] = Decider(
    "volunteer", None, evolve, get_args(VolunteerEvent), key=(lower,)
)


class Why(Reason):
    """Every reason a volunteer's stream may refuse."""

    UNKNOWN = (
        "volunteer.unknown",
        "志愿者 {person} 尚未登记",
        "volunteer {person} is not registered",
    )
    EXISTS = (
        "volunteer.exists",
        "该志愿者已登记，内容不同",
        "the volunteer is registered already, otherwise",
    )
    OF_AGE = (
        "volunteer.of_age",
        "志愿者已成年，应由本人同意",
        "the volunteer is of age and consents in person",
    )
    GUARDIAN_DECIDES = (
        "volunteer.guardian_decides",
        "志愿者未成年，公开须经监护人同意",
        "the volunteer is a minor: the guardian decides on publication",
    )
    NO_SCOPE = (
        "volunteer.no_scope",
        "须说明监护人同意的是什么",
        "a guardian's consent says what it is to",
    )
    NO_CONSENT = (
        "volunteer.no_consent",
        "志愿者没有同意公开，无可撤回",
        "there is no consent to publication to withdraw",
    )
    COVER_ENDS_FIRST = (
        "volunteer.cover_ends_first",
        "保险止期 {until} 早于起期 {since}",
        "the cover ends on {until}, before it begins on {since}",
    )
    NO_GUARDIAN = (
        "volunteer.no_guardian",
        "志愿者 {person} 未成年，监护人尚未同意其参加服务",
        "volunteer {person} is a minor and no guardian has agreed to service",
    )
    MINOR_AT_RISK = (
        "volunteer.minor_at_risk",
        "志愿者 {person} 未成年，不得参加有人身危险的服务",
        "volunteer {person} is a minor and takes no part in dangerous service",
    )
    NOT_INSURED = (
        "volunteer.not_insured",
        "志愿者 {person} 在 {day} 没有事先投保的人身意外险，不得参加有人身危险的服务",
        "volunteer {person} has no insurance taken before and covering {day}: "
        "no dangerous service without",
    )
    NOTHING_CERTIFIED = (
        "volunteer.nothing_certified",
        "没有经团队证明的服务时长，不能出具证明",
        "no certified hours: there is nothing to certify",
    )


def register(
    volunteer: Volunteer | None,
    *,
    person: str,
    document: str,
    adult_from: date | None,
    on: date,
) -> Facts:
    """Register a volunteer (登记) under a reference. The same told twice is ``()``."""
    reference(person)
    told = VolunteerRegistered(document=document, adult_from=adult_from, on=on)
    if volunteer is None:
        return (told,)
    if volunteer.registered.repeats(told):
        return ()
    raise Rejection(Why.EXISTS)


def consent(
    volunteer: Volunteer | None,
    *,
    person: str,
    guardian: str,
    scope: tuple[ConsentScope, ...],
    document: str,
    on: date,
) -> Facts:
    """Note what the guardian of a minor agrees to (监护人同意)."""
    volunteer = existing(volunteer, person)
    if not volunteer.minor(on):
        raise Rejection(Why.OF_AGE)
    if not scope:
        raise Rejection(Why.NO_SCOPE)
    return (GuardianConsented(guardian=reference(guardian), scope=scope, document=document, on=on),)


def agree_to_publish(volunteer: Volunteer | None, *, person: str, document: str, on: date) -> Facts:
    """Note an adult's own consent to be shown (同意公开). Agreed before: ``()``."""
    volunteer = existing(volunteer, person)
    if volunteer.minor(on):
        raise Rejection(Why.GUARDIAN_DECIDES)
    return () if volunteer.publishes else (PublicationAgreed(document=document, on=on),)


def withdraw_publication(
    volunteer: Volunteer | None, *, person: str, reason: str, on: date
) -> Facts:
    """Withdraw the consent to be shown (撤回公开)."""
    volunteer = existing(volunteer, person)
    if not (volunteer.publishes or volunteer.guardian_publishes):
        raise Rejection(Why.NO_CONSENT)
    return (PublicationWithdrawn(reason=reason, on=on),)


def insure(
    volunteer: Volunteer | None,
    *,
    person: str,
    policy: str,
    insurer: str,
    since: date,
    until: date,
    on: date,
) -> Facts:
    """Note an insurance (投保). The same told twice is ``()``."""
    volunteer = existing(volunteer, person)
    if until < since:
        raise Rejection(Why.COVER_ENDS_FIRST, since=since, until=until)
    told = InsuranceTaken(policy=policy, insurer=insurer, since=since, until=until, on=on)
    return () if any(p.repeats(told) for p in volunteer.policies) else (told,)


def fit_to_serve(volunteer: Volunteer | None, *, person: str, day: date, risk: bool) -> Volunteer:
    """Return ``volunteer`` if it may have served on ``day``; else refuse.

    A minor needs its guardian's consent and takes no part where there is ``risk`` to the person;
    there, everybody else is insured first (志愿服务条例 17).
    """
    volunteer = existing(volunteer, person)
    if volunteer.minor(day):
        if not volunteer.service:
            raise Rejection(Why.NO_GUARDIAN, person=person)
        if risk:
            raise Rejection(Why.MINOR_AT_RISK, person=person)
    if risk and not volunteer.insured(day):
        raise Rejection(Why.NOT_INSURED, person=person, day=day)
    return volunteer


def may_be_shown(volunteer: Volunteer | None, on: date) -> bool:
    """Tell whether portrait and deeds may be published on ``on``: never without consent."""
    if volunteer is None:
        return False
    return volunteer.guardian_publishes if volunteer.minor(on) else volunteer.publishes


def issue_certificate(
    volunteer: Volunteer | None,
    *,
    person: str,
    minutes: int,
    sessions: int,
    position: int,
    rule: str,
    on: date,
) -> Facts:
    """Issue the certificate of hours (出具证明), as the views show them at ``position``.

    The same hours again: ``()``; others replace the certificate before.
    """
    volunteer = existing(volunteer, person)
    if minutes <= 0:
        raise Rejection(Why.NOTHING_CERTIFIED)
    last = volunteer.certificate
    if last is not None and (last.minutes, last.sessions) == (minutes, sessions):
        return ()
    return (
        CertificateIssued(
            number=last.number + 1 if last else 1,
            minutes=minutes,
            sessions=sessions,
            position=position,
            replaces=last.number if last else None,
            rule=rule,
            on=on,
        ),
    )


def existing(volunteer: Volunteer | None, person: str) -> Volunteer:
    """Return ``volunteer``. Refuses where there is none."""
    if volunteer is None:
        raise Rejection(Why.UNKNOWN, person=person)
    return volunteer
