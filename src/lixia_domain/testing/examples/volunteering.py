"""Examples: needs, the team, its volunteers and what they did, and the brand that came of it."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import brand, need, team, volunteer_day
from lixia_domain.aggregates.service_session import facts as service_session
from lixia_domain.aggregates.volunteer import facts as volunteer
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.hours import Span
from lixia_domain.testing.examples.story import (
    APPROVER,
    CLOSED,
    DRAFTED,
    ENDED,
    HASH,
    OFFICER,
    PROJECT,
    REPORTED,
    REVIEWER,
    SIGNED,
    TEAM,
)

RESIDENT, LEAD, GUARDIAN = f"p:{'1' * 32}", f"p:{'2' * 32}", f"p:{'3' * 32}"
VOLUNTEER, PUPIL = f"p:{'4' * 32}", f"p:{'5' * 32}"
SESSION = "2021-A-001-s1"
SERVED_ON = date(2021, 6, 5)
MORNING = Span(start=9 * 60, minutes=150)
SHORTER = Span(start=9 * 60, minutes=120)

NEEDS: tuple[Event, ...] = (
    need.NeedRaised(
        summary="独居老人午餐无着落",
        domain="为老服务",
        place="泉畔社区（虚构）",
        person=RESIDENT,
        on=DRAFTED,
    ),
    need.NeedVerified(document="入户走访记录 2021-12（虚构）", on=DRAFTED),
    need.NeedMerged(into="need-0007", reason="同一楼栋的同一需求", on=DRAFTED),
    need.NeedPlanned(project=PROJECT, on=DRAFTED),
    need.NeedDeclined(reason="已由街道日间照料中心解决", on=DRAFTED),
    need.NeedMet(project=PROJECT, minutes="验收会纪要 2021-12-28", on=ENDED),
    need.NeedUnmet(project=PROJECT, on=ENDED),
    need.NeedReopened(project=PROJECT, on=ENDED),
)
TEAMS: tuple[Event, ...] = (
    team.TeamRegistered(name="泉悦志愿服务队（虚构）", lead=LEAD, on=DRAFTED),
    team.TeamVerified(document="志愿服务组织标识（虚构）", on=DRAFTED),
    team.GrantAgreementSigned(
        project=PROJECT,
        agreement="实施协议 2021-A-001-1",
        document_hash=HASH,
        open_tranches=1,
        minutes="管委会纪要 2021-05（虚构）",
        on=SIGNED,
    ),
    team.TeamDebarred(reason="虚报服务时长", document="处理决定 2021-9（虚构）", on=REPORTED),
    team.TeamReinstated(document="复查决定 2021-11（虚构）", on=REPORTED),
)
BRANDS: tuple[Event, ...] = (
    brand.BrandNominated(
        name="泉畔食光（虚构）",
        team=TEAM,
        projects=(PROJECT,),
        reason="全年送餐四千余份，零投诉",
        on=ENDED,
    ),
    brand.BrandIncubated(plan="孵化方案 2022-3（虚构）", on=ENDED),
    brand.BrandRecognised(title="区级志愿服务品牌", minutes="评审纪要 2022-1（虚构）", on=CLOSED),
    brand.BrandRetired(reason="团队解散", on=CLOSED),
)
VOLUNTEERS: tuple[Event, ...] = (
    volunteer.VolunteerRegistered(
        document="注册同意书 0417", adult_from=date(2024, 5, 1), on=DRAFTED
    ),
    volunteer.GuardianConsented(
        guardian=GUARDIAN,
        scope=(volunteer.ConsentScope.SERVICE, volunteer.ConsentScope.PUBLICATION),
        document="监护人同意书 0417",
        on=DRAFTED,
    ),
    volunteer.ServiceWithdrawn(reason="学业加重，监护人来电", on=REPORTED),
    volunteer.PublicationAgreed(document="肖像使用同意书 0418", on=DRAFTED),
    volunteer.PublicationWithdrawn(reason="本人要求", on=REPORTED),
    volunteer.InsuranceTaken(
        policy="PAZY-2021-000417（虚构）",
        insurer="示例保险（虚构）",
        since=date(2021, 6, 1),
        until=date(2021, 12, 31),
        on=SIGNED,
    ),
    volunteer.CertificateIssued(
        number=2,
        minutes=120,
        sessions=1,
        stretches=(volunteer.Stretch(session=SESSION, span=SHORTER),),
        position=2048,
        replaces=1,
        rule="volunteer.certificate@2017-12-01",
        on=ENDED,
    ),
    volunteer.CertificateWithdrawn(number=2, reason="所载时长经核查不实", on=CLOSED),
    volunteer_day.HoursBooked(session=SESSION, span=MORNING, on=SERVED_ON),
    volunteer_day.HoursUnbooked(session=SESSION, on=REPORTED),
)
SESSIONS: tuple[Event, ...] = (
    service_session.SessionPlanned(
        title="社区食堂送餐",
        project=PROJECT,
        activity=None,
        team=TEAM,
        place="泉畔社区（虚构）",
        day=SERVED_ON,
        span=MORNING,
        risk=True,
        on=SIGNED,
    ),
    service_session.SessionHeld(
        day=SERVED_ON, span=MORNING, document="签到表 0605（虚构）", on=SERVED_ON
    ),
    service_session.SessionCancelled(
        reason="暴雨，当日未举行，签到表系误填", document="社区说明 0607（虚构）", on=REPORTED
    ),
    service_session.HoursRecorded(
        person=VOLUNTEER,
        span=MORNING,
        recorder=OFFICER,
        rule="volunteer.insurance@2017-12-01",
        on=SERVED_ON,
    ),
    service_session.HoursCertified(
        team=TEAM,
        certifier=REVIEWER,
        hours=(service_session.Served(person=VOLUNTEER, minutes=150),),
        on=SERVED_ON,
    ),
    service_session.HoursCorrected(
        person=VOLUNTEER,
        was=MORNING,
        span=SHORTER,
        reason="当日 11:00 起在另一处服务",
        approver=APPROVER,
        on=REPORTED,
    ),
    service_session.PortraitsPublished(
        medium="区融媒体中心公众号（虚构）",
        document_hash=HASH,
        shown=(VOLUNTEER, PUPIL),
        redacted=7,
        rule="volunteer.publication@2017-12-01",
        on=REPORTED,
    ),
    service_session.PortraitsTakenDown(
        medium="区融媒体中心公众号（虚构）",
        document_hash=HASH,
        shown=(VOLUNTEER, PUPIL),
        redacted=7,
        document="撤稿回执 0701（虚构）",
        on=REPORTED,
    ),
)
EVENTS: tuple[Event, ...] = (*NEEDS, *TEAMS, *BRANDS, *VOLUNTEERS, *SESSIONS)
