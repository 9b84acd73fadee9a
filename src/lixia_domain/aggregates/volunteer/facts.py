"""What can have happened to a volunteer (志愿者)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.words import Worded, Words


class ConsentScope(Worded):
    """What a guardian consents to, each by itself."""

    SERVICE = "service", "参加服务"
    PUBLICATION = "publication", "公开肖像与事迹", "publication of portrait and deeds"


@frozen(kw_only=True)
class Stretch:
    """A stretch of one session, as its team has certified it."""

    session: str
    span: Span


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


@stored_as(
    "volunteer.service_withdrawn",
    says=Words("撤回参加服务的同意", "consent to service withdrawn"),
)
class ServiceWithdrawn(Event):
    """监护人撤回参加服务的同意：自当日起不得再安排其服务，此前已服务的时长不受影响。"""

    reason: str


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


@stored_as(
    "volunteer.certificate_issued", version=2, says=Words("出具服务证明", "certificate issued")
)
class CertificateIssued(Event):
    """出具志愿服务记录证明：截至账册 ``position``，所证明的各段时长即 ``stretches``。

    ``replaces`` 为所替换的一份。第一版只载总数，``stretches`` 为空（未载明）。
    """

    number: int
    minutes: int
    sessions: int
    stretches: tuple[Stretch, ...] | None
    position: int
    replaces: int | None
    rule: str


@stored_as("volunteer.certificate_withdrawn", says=Words("收回服务证明", "certificate withdrawn"))
class CertificateWithdrawn(Event):
    """收回第 ``number`` 号证明：所证明的时长有误，或已不再成立。"""

    number: int
    reason: str


VolunteerEvent: TypeAlias = (
    VolunteerRegistered
    | GuardianConsented
    | ServiceWithdrawn
    | PublicationAgreed
    | PublicationWithdrawn
    | InsuranceTaken
    | CertificateIssued
    | CertificateWithdrawn
)
Facts: TypeAlias = tuple[VolunteerEvent, ...]
