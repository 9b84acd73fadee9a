"""Examples: a campaign, an open call with its entries and votes, and the guide it led to."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import entry, guide, vote
from lixia_domain.aggregates.campaign import facts as campaign
from lixia_domain.aggregates.open_call import facts as open_call
from lixia_domain.kernel.events import Event
from lixia_domain.testing.examples.story import DRAFTED, ENDED, HASH, RELEASED, REPORTED, SIGNED

ENTRY, OTHER_ENTRY = "WM-100/017", "WM-100/018"
VOTED, COUNTED, CORRECTED = date(2021, 6, 30), date(2021, 7, 1), date(2021, 7, 5)
MARK = "5d41402abc4b2a76"

CAMPAIGNS: tuple[Event, ...] = (
    campaign.CampaignOpened(title="“我爱济南 我为泉城代言”", on=RELEASED),
    campaign.ActionAdded(action="3", title="我为泉城美颜", on=RELEASED),
    campaign.ActivityScheduled(
        activity="11",
        action="3",
        title="护泉清河（虚构示例）",
        place="示例公园（虚构）",
        day=SIGNED,
        on=RELEASED,
    ),
    campaign.ActivityHeld(
        activity="11", action="3", participants=86, document="活动签到汇总（虚构）", on=SIGNED
    ),
    campaign.ActivityUnheld(
        activity="11",
        action="3",
        participants=86,
        reason="签到表系另一活动的",
        document="更正说明 0402（虚构）",
        on=REPORTED,
    ),
    campaign.ActivityCancelled(activity="12", action="3", reason="暴雨", on=REPORTED),
    campaign.CampaignClosed(summary="共举办活动 29 项（虚构）", on=ENDED),
)
CALLS: tuple[Event, ...] = (
    open_call.CallOpened(
        title="“公共文明100条”征集评选",
        kind=open_call.CallKind.RULES,
        campaign="WM-2021",
        number=100,
        tie_rule=open_call.TieRule.EARLIER,
        revote=open_call.Revote.REPLACES,
        entries_until=date(2021, 4, 30),
        objection_days=7,
        on=RELEASED,
    ),
    open_call.VotingOpened(entries=(ENTRY, OTHER_ENTRY), until=VOTED, key_mark=MARK, on=SIGNED),
    open_call.VotingClosed(on=VOTED),
    open_call.BallotFrozen(
        position=4021,
        tally=(
            open_call.EntryVotes(entry=ENTRY, votes=612),
            open_call.EntryVotes(entry=OTHER_ENTRY, votes=588),
        ),
        tie_rule=open_call.TieRule.EARLIER,
        on=COUNTED,
    ),
    open_call.ResultsPublished(
        entries=(ENTRY, OTHER_ENTRY),
        decided=(OTHER_ENTRY,),
        document="评审纪要 2021-07（虚构）",
        objections_until=date(2021, 7, 8),
        on=COUNTED,
    ),
    open_call.ObjectionRaised(
        objection="YY-1",
        entry=OTHER_ENTRY,
        objector="p:0d4e8a7712c34b5f9a66e1f0c2b7d385",
        grounds="与已出版的守则雷同（虚构）",
        document="异议书 1（虚构）",
        on=COUNTED,
    ),
    open_call.ObjectionDecided(
        objection="YY-1",
        upheld=True,
        decided_by="acct-b27f",
        reason="比对属实（虚构）",
        minutes="评审纪要 2021-08（虚构）",
        on=CORRECTED,
    ),
    open_call.DecisionReopened(
        objection="YY-1",
        upheld=True,
        reason="裁定时未听取作者陈述",
        minutes="评审会纪要 2021-07-06（虚构）",
        on=CORRECTED,
    ),
    open_call.ResultsCorrected(
        objection="YY-1",
        entries=(ENTRY, "WM-100/019"),
        removed=(OTHER_ENTRY,),
        excluded=(OTHER_ENTRY,),
        decided=(),
        document="",
        decided_by="acct-b27f",
        reason="比对属实（虚构）",
        minutes="评审纪要 2021-08（虚构）",
        objections_until=date(2021, 7, 12),
        on=CORRECTED,
    ),
    open_call.ObjectionSettled(
        objection="YY-2", by="YY-1", minutes="评审纪要 2021-08（虚构）", on=CORRECTED
    ),
    open_call.EntriesExtended(
        until=date(2021, 4, 30),
        reason="来稿不足（虚构）",
        minutes="会纪〔2021〕4号（虚构）",
        on=SIGNED,
    ),
    open_call.CallReopened(
        entries_until=date(2021, 8, 31),
        reason="撤稿后不足应公布件数（虚构）",
        minutes="会纪〔2021〕11号（虚构）",
        on=COUNTED,
    ),
    open_call.NumberReduced(
        number=98,
        reason="撤稿后不足应公布件数（虚构）",
        minutes="会纪〔2021〕12号（虚构）",
        on=COUNTED,
    ),
    open_call.CallCancelled(
        removed=(ENTRY,),
        reason="不足应公布件数（虚构）",
        minutes="会纪〔2021〕13号（虚构）",
        on=CORRECTED,
    ),
    open_call.AwardGranted(entry=ENTRY, award="一等奖", on=REPORTED),
    open_call.AwardWithdrawn(
        entry=ENTRY,
        award="一等奖",
        reason="奖项登记有误，应为二等奖",
        minutes="评审会纪要 2021-08（虚构）",
        on=ENDED,
    ),
    open_call.VoterKeyDestroyed(key_mark=MARK, witness="acct-b27f", on=REPORTED),
)
ENTRIES: tuple[Event, ...] = (
    entry.EntrySubmitted(
        title="乘坐电梯先下后上（虚构示例）",
        authors=("p:5f0c6a1d9e8b47320c1f5a6b7d8e9f01",),
        document="投稿 017.pdf",
        document_hash=HASH,
        on=SIGNED,
    ),
    entry.EntryScreened(admitted=True, reason="", on=SIGNED),
    entry.EntryScreeningWithdrawn(
        admitted=True,
        reason="与另一件重复，初审未发现",
        document="初审复核记录 0327（虚构）",
        on=SIGNED,
    ),
    entry.EntryWithdrawn(reason="作者要求", on=SIGNED),
    vote.VoteCast(entry=ENTRY, instead_of=OTHER_ENTRY, on=VOTED),
)
GUIDES: tuple[Event, ...] = (
    guide.GuideDrafted(
        edition=2,
        title="文明实践行为指南",
        document="行为指南 第二版.pdf",
        document_hash=HASH,
        cites=("WM-100",),
        on=DRAFTED,
    ),
    guide.GuidePublished(
        edition=2,
        document_hash=HASH,
        minutes="历文明办会纪〔2021〕9号（虚构）",
        since=date(2021, 9, 1),
        on=REPORTED,
    ),
)
EVENTS: tuple[Event, ...] = (*CAMPAIGNS, *CALLS, *ENTRIES, *GUIDES)
