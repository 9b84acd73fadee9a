"""What decisions about a volunteer need to know, and why they may refuse."""

from __future__ import annotations

from datetime import date
from typing import assert_never, get_args

from attrs import frozen

from lixia_domain.aggregates.volunteer.facts import (
    CertificateIssued,
    CertificateWithdrawn,
    ConsentScope,
    GuardianConsented,
    InsuranceTaken,
    PublicationAgreed,
    PublicationWithdrawn,
    ServiceWithdrawn,
    VolunteerEvent,
    VolunteerRegistered,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.keys import lower
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace


@frozen(kw_only=True)
class Consents:
    """The days from which a consent was given, and from which it was taken back."""

    stretches: tuple[tuple[date, date | None], ...] = ()

    @property
    def standing(self) -> bool:
        """Tell whether the consent was given and has not been taken back."""
        return bool(self.stretches) and self.stretches[-1][1] is None

    def on(self, day: date) -> bool:
        """Tell whether the consent stood on ``day``."""
        return any(
            since <= day and (until is None or day < until) for since, until in self.stretches
        )

    def given(self, on: date) -> Consents:
        """Return them with the consent given ``on`` a day; one that stands goes on standing."""
        return self if self.standing else Consents(stretches=(*self.stretches, (on, None)))

    def taken_back(self, on: date) -> Consents:
        """Return them with the consent taken back ``on`` a day."""
        if not self.standing:
            return self
        *before, (since, _) = self.stretches
        return Consents(stretches=(*before, (since, on)))


@frozen(kw_only=True)
class Volunteer:
    """A volunteer as decisions see it. None registered yet is ``None``."""

    registered: VolunteerRegistered
    adult_from: date | None
    """When a minor comes of age, as it was registered, or as the person's own record says."""
    guardian: str | None = None
    """Who consented last for a minor."""
    service: Consents = Consents()
    """When a guardian's consent to service stood."""
    guardian_shows: Consents = Consents()
    shows: Consents = Consents()
    """When the volunteer's own consent to be shown stood."""
    policies: tuple[InsuranceTaken, ...] = ()
    certificate: CertificateIssued | None = None
    """The one issued last, unless it was withdrawn."""
    issued: int = 0
    """How many certificates were issued."""

    @property
    def consenting(self) -> str | None:
        """Return the guardian by whose consent something stands."""
        stands = self.service.standing or self.guardian_shows.standing
        return self.guardian if stands else None

    def minor(self, on: date) -> bool:
        """Tell whether the volunteer was not of age on ``on``."""
        return self.adult_from is not None and on < self.adult_from

    def insured(self, on: date) -> bool:
        """Tell whether an insurance taken by then covers ``on``."""
        return any(p.on <= on and p.since <= on <= p.until for p in self.policies)


def evolve(volunteer: Volunteer | None, event: VolunteerEvent) -> Volunteer:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, VolunteerRegistered):
        return Volunteer(registered=event, adult_from=event.adult_from)
    assert volunteer is not None, "a volunteer's history opens with VolunteerRegistered"
    match event:
        case GuardianConsented(scope=scope, guardian=guardian, on=on):
            return replace(
                volunteer,
                guardian=guardian,
                service=_given(volunteer.service, ConsentScope.SERVICE in scope, on),
                guardian_shows=_given(
                    volunteer.guardian_shows, ConsentScope.PUBLICATION in scope, on
                ),
            )
        case ServiceWithdrawn(on=on):
            return replace(volunteer, service=volunteer.service.taken_back(on))
        case PublicationAgreed(on=on):
            return replace(volunteer, shows=volunteer.shows.given(on))
        case PublicationWithdrawn(on=on):
            return replace(
                volunteer,
                shows=volunteer.shows.taken_back(on),
                guardian_shows=volunteer.guardian_shows.taken_back(on),
            )
        case InsuranceTaken():
            return replace(volunteer, policies=(*volunteer.policies, event))
        case CertificateIssued(number=number):
            return replace(volunteer, certificate=event, issued=number)
        case CertificateWithdrawn():
            return replace(volunteer, certificate=None)
        case _:
            assert_never(event)


def _given(consents: Consents, given: bool, on: date) -> Consents:
    return consents.given(on) if given else consents


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
    NO_SERVICE = (
        "volunteer.no_service",
        "监护人没有同意其参加服务，无可撤回",
        "no guardian's consent to service stands: there is nothing to withdraw",
    )
    COVER_ENDS_FIRST = (
        "volunteer.cover_ends_first",
        "保险止期 {until} 早于起期 {since}",
        "the cover ends on {until}, before it begins on {since}",
    )
    NOT_YET = (
        "volunteer.not_yet",
        "志愿者 {person} 于 {since} 登记，{day} 尚不是志愿者，时长不能计入",
        "volunteer {person} was registered on {since}: {day} came before, its hours don't count",
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
    CERTIFIED_LATER = (
        "volunteer.certified_later",
        "活动 {sessions} 的时长在 {on} 尚未经团队证明，证明书不能写这一天：请写证明之日以后的日期",
        "the hours of {sessions} were not certified yet on {on}: the certificate bears a later day",
    )
    NO_CERTIFICATE = (
        "volunteer.no_certificate",
        "没有可收回的服务证明",
        "there is no certificate to withdraw",
    )


def existing(volunteer: Volunteer | None, person: str) -> Volunteer:
    """Return ``volunteer``. Refuses where there is none."""
    if volunteer is None:
        raise Rejection(Why.UNKNOWN, person=person)
    return volunteer
