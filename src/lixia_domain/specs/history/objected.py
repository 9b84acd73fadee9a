"""What must always hold of calls and objections (DOMAIN §7: S83), from facts alone.

A call comes to an end: results, or a minuted way out. Its objections are answered, its key goes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from attrs import define, field

from lixia_domain.aggregates import entry as ent
from lixia_domain.aggregates.open_call import facts as cal
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.specs.history.balloted import call_of
from lixia_domain.specs.history.folds import ALL, Check, Ref, ref

OPEN_LONG = timedelta(days=60)
"""What waits longer than this, after nothing more could come in, is forgotten (internal)."""


@define
class _Objection:
    raised: Ref
    entry: str | None
    upheld: bool | None = None
    answered: bool = False


@define
class _Call:
    number: int
    ballot: set[str] = field(factory=set)
    opened: Ref | None = None
    published: Ref | None = None
    until: date = date.max
    key_kept: bool = False
    cancelled: bool = False
    excluded: set[str] = field(factory=set)
    objections: dict[str, _Objection] = field(factory=dict)


class CallsEnd(Check):
    """No call is stuck below its number; no objection and no key is left when all is over.

    An objection to what another one took out is answered by that correction, once that is said.
    """

    reads = ALL

    def __init__(self) -> None:
        super().__init__()
        self.calls: dict[str, _Call] = {}
        self.withdrawn: dict[str, set[str]] = defaultdict(set)
        self.latest: datetime | None = None
        """When something was recorded last."""

    def take(self, recorded: Recorded) -> None:
        """Follow each call, and what day it is."""
        if self.latest is None or recorded.recorded_at > self.latest:
            self.latest = recorded.recorded_at
        match recorded.event:
            case cal.CallOpened(number=number):
                self.calls[recorded.key] = _Call(number)
            case ent.EntryWithdrawn():
                self.withdrawn[call_of(recorded.key)].add(recorded.key)
            case event if recorded.key in self.calls and isinstance(event, OF_CALL):
                self._follow(self.calls[recorded.key], event, recorded)
            case _:
                pass

    def _follow(self, call: _Call, event: cal.CallEvent, recorded: Recorded) -> None:
        match event:
            case cal.VotingOpened(entries=entries):
                call.ballot, call.opened, call.key_kept = set(entries), ref(recorded), True
            case cal.ResultsPublished(objections_until=until):
                call.published, call.until = ref(recorded), until
            case cal.ObjectionRaised(objection=number, entry=entry):
                call.objections[number] = _Objection(ref(recorded), entry)
            case cal.ObjectionDecided(objection=number, upheld=upheld):
                call.objections[number].upheld = upheld
            case cal.DecisionReopened(objection=number):
                call.objections[number].upheld = None
            case cal.ResultsCorrected(objection=number, excluded=excluded, objections_until=until):
                call.until = until
                call.excluded.update(excluded)
                call.objections[number].answered = True
            case cal.ObjectionSettled(objection=number):
                call.objections[number].answered = True
            case cal.CallReopened():
                call.ballot, call.opened = set(), None
            case cal.NumberReduced(number=number):
                call.number = number
            case cal.CallCancelled(on=on):
                call.cancelled, call.until = True, on
                call.objections.clear()
            case cal.VoterKeyDestroyed():
                call.key_kept = False
            case _:
                pass

    def end(self) -> None:
        """See what has not come to its end."""
        today = date.min if self.latest is None else business_date(self.latest)
        for name, call in self.calls.items():
            if call.opened is None:
                continue
            left = len(call.ballot - self.withdrawn[name])
            if call.published is None and not call.cancelled and left < call.number:
                self.wrong(
                    f"征集 {name} 应公布 {call.number} 件，可计票的只剩 {left} 件，请凭纪要延期、"
                    "重开、减少件数或取消，并销毁密钥",
                    f"call {name} is to publish {call.number}, {left} are left: by minutes extend "
                    "it, reopen it, publish fewer or cancel it, and destroy its key",
                    call.opened,
                )
            self._upheld_twice(name, call)
            over = call.opened if call.cancelled else call.published
            if over is not None and today > call.until + OPEN_LONG:
                self._left_over(name, call, over)

    def _upheld_twice(self, name: str, call: _Call) -> None:
        for number, one in call.objections.items():
            if one.upheld and not one.answered and one.entry in call.excluded:
                self.wrong(
                    f"征集 {name} 的异议 {number} 成立，所异议的作品此前已更正，请一并了结",
                    f"objection {number} in call {name} was upheld, what it is to is corrected by "
                    "another: settle it by that",
                    one.raised,
                )

    def _left_over(self, name: str, call: _Call, over: Ref) -> None:
        for number, one in call.objections.items():
            waits = one.upheld and not one.answered and one.entry not in call.excluded
            if one.upheld is None or waits:
                self.wrong(
                    f"征集 {name} 的异议 {number} 至今没有答复或更正，请裁定并更正结果",
                    f"objection {number} to the results of call {name} was never answered, or what "
                    "it asked for never done: decide, and correct the results",
                    one.raised,
                )
        if call.key_kept:
            self.wrong(
                f"征集 {name} 公示已于 {call.until} 期满，投票密钥还在，请销毁",
                f"objections to call {name} could be raised until {call.until}, its voter key is "
                "still there: destroy it",
                over,
            )


OF_CALL = (
    cal.VotingOpened,
    cal.ResultsPublished,
    cal.ObjectionRaised,
    cal.ObjectionDecided,
    cal.DecisionReopened,
    cal.ResultsCorrected,
    cal.ObjectionSettled,
    cal.CallReopened,
    cal.NumberReduced,
    cal.CallCancelled,
    cal.VoterKeyDestroyed,
)
