"""What decisions about an open call need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.open_call import facts
from lixia_domain.aggregates.open_call.facts import CallEvent, EntryVotes
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


class CallStage(Worded):
    """Where in its life a call stands."""

    OPEN = "open", "征集中"
    VOTING = "voting", "投票中"
    COUNTING = "counting", "待封票"
    FROZEN = "frozen", "已封票"
    PUBLISHED = "published", "已公布"
    CANCELLED = "cancelled", "已取消"


@frozen(kw_only=True)
class Objection:
    """An objection to the published results, and what became of it."""

    raised: facts.ObjectionRaised
    decided: facts.ObjectionDecided | None = None
    corrected: facts.ResultsCorrected | None = None
    settled: facts.ObjectionSettled | None = None
    """By another objection's correction, which answers this one as well."""

    @property
    def upheld(self) -> bool:
        """Tell whether it was upheld and awaits a correction that answers it."""
        waits = self.corrected is None and self.settled is None
        return self.decided is not None and self.decided.upheld and waits

    @property
    def pending(self) -> bool:
        """Tell whether it awaits a decision, or the correction that was decided on."""
        return self.decided is None or self.upheld


@frozen(kw_only=True)
class Call:
    """A call as its decisions see it. No call yet is ``None``."""

    opened: facts.CallOpened
    number: int
    """How many are to be published, as it stands now."""
    entries_until: date
    stage: CallStage = CallStage.OPEN
    ballot: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    """The entries on the ballot, earlier submitted first."""
    voting_since: date | None = None
    voting_until: date | None = None
    key_mark: str | None = None
    key_destroyed: bool = False
    tally: tuple[EntryVotes, ...] = ()
    published: tuple[str, ...] = ()
    objections_until: date | None = None
    objections: Mapping[str, Objection] = field(factory=dict)
    excluded: frozenset[str] = frozenset()
    """Entries that an upheld objection took out of the running."""
    awards: frozenset[tuple[str, str]] = frozenset()
    """Entries and the awards they were granted."""


def evolve(call: Call | None, event: CallEvent) -> Call:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, facts.CallOpened):
        return Call(opened=event, number=event.number, entries_until=event.entries_until)
    assert call is not None, "a call's history opens with CallOpened"
    match event:
        case facts.VotingOpened(entries=entries, until=until, key_mark=mark):
            return replace(
                call,
                stage=CallStage.VOTING,
                ballot=frozenset(entries),
                order=entries,
                voting_since=event.on,
                voting_until=until,
                key_mark=mark,
            )
        case facts.VotingClosed():
            return replace(call, stage=CallStage.COUNTING)
        case facts.BallotFrozen(tally=tally):
            return replace(call, stage=CallStage.FROZEN, tally=tally)
        case facts.ResultsPublished(entries=entries, objections_until=until):
            return replace(
                call, stage=CallStage.PUBLISHED, published=entries, objections_until=until
            )
        case facts.ObjectionRaised(objection=objection):
            return _with_objection(call, objection, Objection(raised=event))
        case facts.ObjectionDecided(objection=objection):
            decided = replace(call.objections[objection], decided=event)
            return _with_objection(call, objection, decided)
        case facts.DecisionReopened(objection=objection):
            undecided = replace(call.objections[objection], decided=None)
            return _with_objection(call, objection, undecided)
        case facts.ResultsCorrected(objection=objection, entries=entries, excluded=excluded):
            corrected = replace(call.objections[objection], corrected=event)
            return replace(
                _with_objection(call, objection, corrected),
                published=entries,
                excluded=call.excluded | set(excluded),
                objections_until=event.objections_until,
            )
        case facts.ObjectionSettled(objection=objection):
            settled = replace(call.objections[objection], settled=event)
            return _with_objection(call, objection, settled)
        case facts.EntriesExtended(until=until):
            return replace(call, entries_until=until)
        case facts.CallReopened(entries_until=until):
            return replace(
                call,
                stage=CallStage.OPEN,
                entries_until=until,
                ballot=frozenset(),
                order=(),
                tally=(),
            )
        case facts.NumberReduced(number=number):
            return replace(call, number=number)
        case facts.CallCancelled():
            return replace(call, stage=CallStage.CANCELLED, published=())
        case facts.AwardGranted(entry=entry, award=award):
            return replace(call, awards=call.awards | {(entry, award)})
        case facts.AwardWithdrawn(entry=entry, award=award):
            return replace(call, awards=call.awards - {(entry, award)})
        case facts.VoterKeyDestroyed():
            return replace(call, key_destroyed=True)
        case _:
            assert_never(event)


def _with_objection(call: Call, number: str, objection: Objection) -> Call:
    return replace(call, objections={**call.objections, number: objection})


OPEN_CALL: Decider[Call | None, CallEvent] = Decider("open_call", None, evolve, get_args(CallEvent))


class Why(Reason):
    """Every reason a call may refuse."""

    UNKNOWN = "open_call.unknown", "没有这个征集", "there is no such call"
    EXISTS = "open_call.exists", "征集编号已用于《{title}》", "the id is that of “{title}”"
    BAD_TERMS = (
        "open_call.bad_terms",
        "应公布 {number} 件、公示 {days} 日：两者都至少为 1",
        "{number} to publish, {days} days for objections: both are 1 at least",
    )
    WRONG_STAGE = (
        "open_call.wrong_stage",
        "征集处于“{stage}”阶段，不能{act}",
        "the call is at stage {stage}: {act} is not possible",
    )
    ENTRIES_OVER = (
        "open_call.entries_over",
        "投稿已于 {until} 截止",
        "entries were taken until {until}",
    )
    ENTRIES_RUN = (
        "open_call.entries_run",
        "投稿至 {until} 止，尚未截止，不能开始投票",
        "entries are taken until {until}: voting can't open before",
    )
    TOO_FEW = (
        "open_call.too_few",
        "应公布 {number} 件，可计票的只有 {count} 件",
        "{number} are to be published, only {count} can be",
    )
    OTHER_KEY = (
        "open_call.other_key",
        "投票密钥不是本次征集的（印记 {mark}），请换回原密钥",
        "the voter key is not this call's (mark {mark}); put the right one back",
    )
    NOT_ON_BALLOT = (
        "open_call.not_on_ballot",
        "选票上没有作品 {entry}",
        "entry {entry} is not on the ballot",
    )
    VOTING_OVER = (
        "open_call.voting_over",
        "投票已于 {until} 截止",
        "votes were taken until {until}",
    )
    VOTING_NOT_OPEN = (
        "open_call.voting_not_open",
        "投票自 {since} 开始，{on} 的票不计",
        "votes are taken from {since} on: one of {on} does not count",
    )
    KEY_USED = (
        "open_call.key_used",
        "投票密钥（印记 {mark}）已用于征集 {call}；一把密钥只用于一个征集，请另造一把",
        "the voter key (mark {mark}) is that of call {call}; each call has its own: make another",
    )
    VOTING_RUNS = (
        "open_call.voting_runs",
        "投票至 {until} 终了，次日起方可截止",
        "votes are taken to the end of {until}: voting can close from the next day on",
    )
    TIE_OPEN = (
        "open_call.tie_open",
        "{entries} 票数并列，须依规则（{rule}）裁定其中 {seats} 件，收到 {count} 件",
        "{entries} have equal votes: {seats} of them must be decided by {rule}, {count} were named",
    )
    NOT_TIED = (
        "open_call.not_tied",
        "{entries} 不在须裁定的并列之中",
        "{entries} are not among the tied to be decided on",
    )
    NO_DOCUMENT = (
        "open_call.no_document",
        "并列的裁定须有依据（评审纪要或抽签记录）",
        "how a tie was decided must be evidenced by minutes or the record of the lot",
    )
    NOT_PUBLISHED = (
        "open_call.not_published",
        "作品 {entry} 不在公布的结果之中",
        "entry {entry} is not among the published",
    )
    OBJECTIONS_RUN = (
        "open_call.objections_run",
        "公示至 {until} 止，期满后方可{act}",
        "objections may be raised until {until}: {act} is possible after",
    )
    OBJECTIONS_OVER = (
        "open_call.objections_over",
        "公示已于 {until} 结束，不再受理异议",
        "objections could be raised until {until}",
    )
    OBJECTION_REUSED = (
        "open_call.objection_reused",
        "异议编号 {objection} 已用于另一异议",
        "{objection} is the number of another objection",
    )
    UNKNOWN_OBJECTION = (
        "open_call.unknown_objection",
        "没有异议 {objection}",
        "there is no objection {objection}",
    )
    DECISION_UNFOUNDED = (
        "open_call.decision_unfounded",
        "裁定异议须写明裁定人、理由与纪要，尚缺：{missing}",
        "who decided on an objection, why and by which minutes must be told; missing: {missing}",
    )
    OWN_OBJECTION = (
        "open_call.own_objection",
        "{who} 是异议 {objection} 的提出人，不得裁定自己的异议，请另一人裁定",
        "{who} raised objection {objection} and does not decide on it: let another one",
    )
    DECIDED_OTHERWISE = (
        "open_call.decided_otherwise",
        "异议 {objection} 已由 {by} 裁定，不能改判",
        "objection {objection} was decided on by {by}: that stands",
    )
    DECISION_USED = (
        "open_call.decision_used",
        "异议 {objection} 的裁定已据以更正或了结，不能撤销；有误的，另提异议",
        "results were corrected, or the matter settled, by the decision on objection {objection}: "
        "it stands; if it was wrong, another objection is raised",
    )
    AWARDED = (
        "open_call.awarded",
        "已授奖 {count} 项，先撤销授奖，再撤销裁定",
        "{count} awards were granted: withdraw them before a decision is reopened",
    )
    NOT_GRANTED = (
        "open_call.not_granted",
        "作品 {entry} 没有获“{award}”",
        "entry {entry} was not granted “{award}”",
    )
    NOT_UPHELD = (
        "open_call.objection_not_upheld",
        "异议 {objection} 未经裁定成立，不能据以更正结果",
        "objection {objection} was not upheld: it corrects nothing",
    )
    SETTLED_OTHERWISE = (
        "open_call.settled_otherwise",
        "异议 {objection} 已由依异议 {by} 作出的更正了结",
        "objection {objection} was settled by the correction that objection {by} brought about",
    )
    CORRECTED_OTHERWISE = (
        "open_call.corrected_otherwise",
        "已依异议 {objection} 更正过结果",
        "the results were corrected by objection {objection} already",
    )
    NOTHING_CORRECTED = (
        "open_call.nothing_corrected",
        "既未取消资格，也未重新裁定并列，没有可更正的",
        "no entry loses its place and no tie is decided anew: nothing to correct",
    )
    NOT_LATER = (
        "open_call.not_later",
        "新期限 {until} 不晚于 {now}",
        "the new date {until} is not later than {now}",
    )
    REACHABLE = (
        "open_call.reachable",
        "可公布的有 {count} 件，不少于应公布的 {number} 件：只有不足时才能{act}",
        "{count} can be published of {number} that are to be: {act} is for calls that fall short",
    )
    NOT_FEWER = (
        "open_call.not_fewer",
        "改为公布 {number} 件：应为 1 至 {most} 件",
        "{number} to publish: it must be 1 to {most}",
    )
    NOT_ANSWERED = (
        "open_call.not_answered",
        "异议 {by} 没有更正过结果，不能据以了结异议 {objection}",
        "nothing was corrected by objection {by}: it does not settle objection {objection}",
    )
    OBJECTION_PENDING = (
        "open_call.objection_pending",
        "异议 {objections} 尚未处理完毕，不能{act}",
        "objections {objections} are not dealt with yet: {act} is not possible",
    )


def standing(call: Call | None, act: Words, *stages: CallStage) -> Call:
    """Return ``call`` if it stands in one of ``stages``; else ``act`` is refused."""
    if call is None:
        raise Rejection(Why.UNKNOWN)
    if call.stage not in stages:
        raise Rejection(Why.WRONG_STAGE, stage=call.stage, act=act)
    return call
