"""What can have happened to an open call (征集评选)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.words import Worded, Words


class CallKind(Worded):
    """What is sent in."""

    RULES = "rules", "条文"
    STORY = "story", "故事"
    SHORT_VIDEO = "short_video", "短视频"
    OTHER = "other", "其他"


class TieRule(Worded):
    """Who is published of those with equal votes, where not all of them fit."""

    EARLIER = "earlier", "投稿在先", "the earlier entry"
    JURY = "jury", "评审裁定", "the jury"
    LOT = "lot", "抽签"


class Revote(Worded):
    """What becomes of a second vote for another entry."""

    REFUSED = "refused", "不得改投"
    REPLACES = "replaces", "以后一票为准", "the later vote counts"


@frozen(kw_only=True)
class EntryVotes:
    """What an entry has got (票数)."""

    entry: str
    votes: int


@stored_as("open_call.opened", says=Words("征集启事发布", "open call announced"))
class CallOpened(Event):
    """发布征集启事：应公布的件数、并列与改投规则、投稿截止日、公示期（自然日）。"""

    title: str
    kind: CallKind
    campaign: str | None
    number: int
    tie_rule: TieRule
    revote: Revote
    entries_until: date
    objection_days: int


@stored_as("open_call.voting_opened", says=Words("投票开始", "voting opened"))
class VotingOpened(Event):
    """开始投票：选票所列作品按投稿先后排列；``key_mark`` 为本次投票密钥的印记。"""

    entries: tuple[str, ...]
    until: date
    key_mark: str


@stored_as("open_call.voting_closed", says=Words("投票截止", "voting closed"))
class VotingClosed(Event):
    """投票截止：此后再无选票入账，票数方可封存。"""


@stored_as("open_call.ballot_frozen", says=Words("封票", "ballot frozen"))
class BallotFrozen(Event):
    """封票：截至账册 ``position`` 的逐件票数与并列规则；已撤回的作品不列。"""

    position: int
    tally: tuple[EntryVotes, ...]
    tie_rule: TieRule


@stored_as("open_call.results_published", says=Words("结果公布", "results published"))
class ResultsPublished(Event):
    """公布结果（按票数排列）并开始公示；``decided`` 为并列中裁定入选者，依据见 ``document``。"""

    entries: tuple[str, ...]
    decided: tuple[str, ...]
    document: str
    objections_until: date


@stored_as("open_call.objection_raised", says=Words("提出异议", "objection raised"))
class ObjectionRaised(Event):
    """公示期内提出异议，针对某件作品或全部结果；``objector`` 为异议人代号，匿名者为空。"""

    objection: str
    entry: str | None
    objector: str | None
    grounds: str
    document: str


@stored_as("open_call.objection_decided", says=Words("异议裁定", "objection decided"))
class ObjectionDecided(Event):
    """裁定异议：``upheld`` 为成立，结果须更正；裁定人、理由与纪要俱在。"""

    objection: str
    upheld: bool
    decided_by: str
    reason: str
    minutes: str


@stored_as("open_call.decision_reopened", says=Words("异议裁定撤销", "decision reopened"))
class DecisionReopened(Event):
    """裁定（``upheld`` 为原裁定）有误，凭纪要撤销：异议重新待裁。据以更正或了结之后不得撤销。"""

    objection: str
    upheld: bool
    reason: str
    minutes: str


@stored_as("open_call.results_corrected", says=Words("结果更正", "results corrected"))
class ResultsCorrected(Event):
    """依成立的异议更正结果并重新公示，仍恰为应公布的件数。

    ``excluded`` 此次取消资格者，``removed`` 原公布而今不在者。
    ``decided``、``document`` 同公布结果。
    """

    objection: str
    entries: tuple[str, ...]
    removed: tuple[str, ...]
    excluded: tuple[str, ...]
    decided: tuple[str, ...]
    document: str
    decided_by: str
    reason: str
    minutes: str
    objections_until: date


@stored_as("open_call.objection_settled", says=Words("异议随更正了结", "objection settled"))
class ObjectionSettled(Event):
    """已成立的异议由依 ``by`` 一件异议所作的更正一并了结，不再另行更正；``minutes`` 为认定纪要。"""

    objection: str
    by: str
    minutes: str


@stored_as("open_call.entries_extended", says=Words("投稿延期", "time for entries extended"))
class EntriesExtended(Event):
    """延长投稿期至 ``until``（含）。"""

    until: date
    reason: str
    minutes: str


@stored_as("open_call.reopened", says=Words("重新征集", "call reopened"))
class CallReopened(Event):
    """不足应公布件数，重新收稿至 ``entries_until``（含）：选票与封票作废，已投的票仍有效。"""

    entries_until: date
    reason: str
    minutes: str


@stored_as("open_call.number_reduced", says=Words("减少公布件数", "number to publish reduced"))
class NumberReduced(Event):
    """不足应公布件数，改为公布 ``number`` 件。"""

    number: int
    reason: str
    minutes: str


@stored_as("open_call.cancelled", says=Words("征集取消", "call cancelled"))
class CallCancelled(Event):
    """不足应公布件数，取消征集；``removed`` 为原已公布者。"""

    removed: tuple[str, ...]
    reason: str
    minutes: str


@stored_as("open_call.award_granted", says=Words("授奖", "award granted"))
class AwardGranted(Event):
    """公示期满后授奖。"""

    entry: str
    award: str


@stored_as("open_call.award_withdrawn", says=Words("授奖撤销", "award withdrawn"))
class AwardWithdrawn(Event):
    """授奖有误，凭纪要撤销。"""

    entry: str
    award: str
    reason: str
    minutes: str


@stored_as("open_call.voter_key_destroyed", says=Words("投票密钥销毁", "voters' key destroyed"))
class VoterKeyDestroyed(Event):
    """公示期满后销毁投票密钥：此后任何人都无法查证某票出自何人。"""

    key_mark: str
    witness: str


CallEvent: TypeAlias = (
    CallOpened
    | VotingOpened
    | VotingClosed
    | BallotFrozen
    | ResultsPublished
    | ObjectionRaised
    | ObjectionDecided
    | DecisionReopened
    | ResultsCorrected
    | ObjectionSettled
    | EntriesExtended
    | CallReopened
    | NumberReduced
    | CallCancelled
    | AwardGranted
    | AwardWithdrawn
    | VoterKeyDestroyed
)
Facts: TypeAlias = tuple[CallEvent, ...]
