"""What must always hold of service hours (DOMAIN §7: S77, S78), from facts alone.

Only stretches that still stand are judged: what is struck out is mended.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from lixia_domain.aggregates import team as tea
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import kept, lower
from lixia_domain.kernel.words import Words
from lixia_domain.specs.history.folds import Check, Ref, ref
from lixia_domain.specs.history.persons import Ages


class Stretches(Check):
    """Follows which stretches stand: whose, in which session, and by which fact."""

    READS = (
        ses.SessionPlanned,
        ses.SessionHeld,
        ses.SessionCancelled,
        ses.HoursRecorded,
        ses.HoursCorrected,
    )

    def __init__(self) -> None:
        super().__init__()
        self.planned: dict[str, ses.SessionPlanned] = {}
        self.held: dict[str, tuple[date, Ref]] = {}
        self.standing: dict[tuple[str, str], Ref] = {}
        """By session and person."""

    def follow(self, recorded: Recorded) -> None:
        """Note what a fact of a session makes of its stretches."""
        session = recorded.key
        match recorded.event:
            case ses.SessionPlanned() as planned:
                self.planned[session] = planned
            case ses.SessionHeld(day=day):
                self.held[session] = day, ref(recorded)
            case ses.SessionCancelled():
                self.held.pop(session, None)
            case ses.HoursRecorded(person=person):
                self.standing[session, lower(person)] = ref(recorded)
            case ses.HoursCorrected(person=person, span=None):
                self.standing.pop((session, lower(person)), None)
            case _:
                pass


class ServedByRight(Stretches):
    """Whoever served had registered by that day, a minor with its guardian's consent before.

    Where there is danger there is no minor, and an insurance taken before covers the day.
    """

    reads = (
        *Stretches.READS,
        *Ages.READS,
        vol.GuardianConsented,
        vol.ServiceWithdrawn,
        vol.InsuranceTaken,
    )

    def __init__(self) -> None:
        super().__init__()
        self.ages = Ages()
        self.registered: dict[str, date] = {}
        self.agreed: dict[str, list[list[date]]] = defaultdict(list)
        """By person, since when a guardian agrees to service, and when it took that back."""
        self.cover: dict[str, list[vol.InsuranceTaken]] = defaultdict(list)

    def take(self, recorded: Recorded) -> None:
        """Note who may serve since when."""
        event, person = recorded.event, lower(recorded.key)
        match event:
            case vol.GuardianConsented(scope=scope, on=on):
                if vol.ConsentScope.SERVICE in scope:
                    self.agreed[person].append([on])
            case vol.ServiceWithdrawn(on=on):
                for agreed in self.agreed[person]:
                    agreed.append(on)
            case vol.InsuranceTaken():
                self.cover[person].append(event)
            case vol.VolunteerRegistered(on=on):
                self.registered[person] = on
                self.ages.note(recorded)
            case _ if isinstance(event, Ages.READS):
                self.ages.note(recorded)
            case _:
                self.follow(recorded)

    def end(self) -> None:
        """Judge each stretch that stands by its session's day."""
        for (session, person), fact in self.standing.items():
            day, _ = self.held[session]
            why = self._against(person, day, risk=self.planned[session].risk)
            if why is not None:
                self.wrong(
                    f"{person} 在活动 {session}（{day}）的时长：{why.zh}，请更正撤销",
                    f"hours of {person} in session {session} of {day}: {why.en}; strike them out",
                    fact,
                )

    def _against(self, person: str, day: date, *, risk: bool) -> Words | None:
        minor = self.ages.minor(person, day)
        agreed = any(
            since <= day and all(day < until for until in ended)
            for since, *ended in self.agreed.get(person, ())
        )
        insured = any(
            one.on <= day and one.since <= day <= one.until for one in self.cover.get(person, ())
        )
        if self.registered.get(person, date.max) > day:
            return Words("当日尚未登记", "it had not registered by then")
        if minor and not agreed:
            return Words("监护人当日尚未同意", "its guardian had not agreed by then")
        if minor and risk:
            return Words(
                "未成年人不参加有危险的服务", "a minor takes no part where there is danger"
            )
        if risk and not insured:
            return Words("有危险而未事先投保", "there was danger, and no insurance taken before")
        return None


class SessionsByRight(Stretches):
    """On its day a session's project ran, its team was the project's, and might.

    What was certified for a team that was debarred later stands; what is recorded after, doesn't.
    An order that was told later, and dated before, makes nothing wrong that was right when it was
    recorded; nor does a start that was told later leave it wrong.
    """

    reads = (
        *Stretches.READS,
        ses.HoursCertified,
        prj.ProjectStarted,
        prj.ProjectCancelled,
        prj.ProjectClosed,
        prj.ProjectSuspended,
        prj.ProjectResumed,
        prj.TeamAssigned,
        prj.TeamReplaced,
        tea.TeamDebarred,
        tea.TeamReinstated,
    )

    def __init__(self) -> None:
        super().__init__()
        self.started: dict[str, date] = {}
        self.over: dict[str, date] = {}
        self.suspended: dict[str, list[list[date]]] = defaultdict(list)
        """By project, when it was suspended, and resumed if it was."""
        self.teams: dict[str, list[tuple[date, str]]] = defaultdict(list)
        self.debarred: dict[str, list[list[date]]] = defaultdict(list)
        self.against: dict[str, Words | None] = {}
        """By session, what was on record against it when it was told that it was held."""
        self.debarred_then: list[tuple[str, Ref]] = []
        """Sessions whose hours were told while their team was on record as debarred."""

    def take(self, recorded: Recorded) -> None:
        """Note what ran when, and who might."""
        event, key = recorded.event, kept(recorded.key)
        match event:
            case prj.ProjectStarted(on=on):
                self.started[key] = on
            case prj.ProjectCancelled(on=on) | prj.ProjectClosed(on=on):
                self.over[key] = on
            case prj.ProjectSuspended(on=on):
                self.suspended[key].append([on])
            case prj.ProjectResumed(on=on):
                self.suspended[key][-1].append(on)
            case prj.TeamAssigned(team=team, on=on) | prj.TeamReplaced(team=team, on=on):
                self.teams[key].append((on, kept(team)))
            case tea.TeamDebarred(on=on):
                self.debarred[key].append([on])
            case tea.TeamReinstated(on=on):
                self.debarred[key][-1].append(on)
            case ses.SessionHeld(day=day):
                self.against[recorded.key] = self._against(self.planned[recorded.key], day)
                self.follow(recorded)
            case ses.HoursCertified() | ses.HoursRecorded():
                if self._debarred(recorded.key, event.on):
                    self.debarred_then.append((recorded.key, ref(recorded)))
                self.follow(recorded)
            case _:
                self.follow(recorded)

    def end(self) -> None:
        """Judge each session by its day, and what was recorded by when it was."""
        for session, (day, fact) in self.held.items():
            why = self._against(self.planned[session], day)
            if why is not None and self.against[session] is not None:
                self.wrong(
                    f"活动 {session} 举行于 {day}，{why.zh}，请撤销所记时长",
                    f"session {session} was held on {day}, {why.en}: strike its hours out",
                    fact,
                )
        standing = set(self.standing.values())
        for session, fact in self.debarred_then:
            team = kept(self.planned[session].team)
            certified = fact.name == ses.HoursCertified.event_name
            if self._debarred(session, fact.on) and (certified or fact in standing):
                self.wrong(
                    f"团队 {team} 停用以后，又为活动 {session} 登记或证明时长，请撤销",
                    f"hours of session {session} were told after team {team} was debarred: strike "
                    "them out",
                    fact,
                )

    def _debarred(self, session: str, day: date) -> bool:
        return _between(self.debarred[kept(self.planned[session].team)], day)

    def _against(self, planned: ses.SessionPlanned, day: date) -> Words | None:
        if _between(self.debarred[kept(planned.team)], day):
            return Words("团队已停用", "its team was debarred")
        if planned.project is None:
            return None
        project = kept(planned.project)
        if day < self.started.get(project, date.max):
            return Words("项目尚未启动", "its project had not started")
        if day > self.over.get(project, date.max):
            return Words("项目已结束", "its project was over")
        if _between(self.suspended[project], day):
            return Words("项目当时中止", "its project was suspended")
        if kept(planned.team) not in self._teams(project, day):
            return Words("团队当日不是项目的团队", "its team was not the project's")
        return None

    def _teams(self, project: str, day: date) -> set[str]:
        """Return whose the project was on ``day``: of a day of change, both."""
        before = [team for on, team in self.teams[project] if on < day]
        return {*before[-1:], *(team for on, team in self.teams[project] if on == day)}


def _between(spells: list[list[date]], day: date) -> bool:
    """Tell whether ``day`` lies within a spell, after its first day and before its end."""
    return any(first < day < (*till, date.max)[0] for first, *till in spells)
