"""What must always hold of ballots and votes (DOMAIN §7: S81, S82, S84), from facts alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from attrs import define, field

from lixia_domain.aggregates import entry as ent
from lixia_domain.aggregates.open_call import facts as cal
from lixia_domain.aggregates.vote import VoteCast
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.specs.history.folds import Check, Ref, ref


def call_of(key: str) -> str:
    """Return the call that an entry or a vote belongs to, by its key."""
    return key.partition("/")[0]


class BallotsComplete(Check):
    """Every entry that was admitted, and not taken back, is on the ballot, and no other."""

    reads = (ent.EntryScreened, ent.EntryScreeningWithdrawn, ent.EntryWithdrawn, cal.VotingOpened)

    def __init__(self) -> None:
        super().__init__()
        self.admitted: dict[str, set[str]] = defaultdict(set)

    def take(self, recorded: Recorded) -> None:
        """Note what is admitted; compare it with the ballot."""
        event, key = recorded.event, recorded.key
        match event:
            case ent.EntryScreened(admitted=True):
                self.admitted[call_of(key)].add(key)
            case ent.EntryScreeningWithdrawn() | ent.EntryWithdrawn():
                self.admitted[call_of(key)].discard(key)
            case cal.VotingOpened(entries=entries):
                admitted = self.admitted[key]
                if missing := sorted(admitted - set(entries)):
                    self.wrong(
                        f"征集 {key} 的选票漏列通过初审的 {'、'.join(missing)}，请重新投票",
                        f"the ballot of call {key} lacks {', '.join(missing)}, though admitted: "
                        "let them vote anew",
                        recorded,
                    )
                if strange := sorted(set(entries) - admitted):
                    self.wrong(
                        f"征集 {key} 的选票列有未通过或已撤回的 {'、'.join(strange)}，请重新投票",
                        f"the ballot of call {key} has {', '.join(strange)}, not admitted or taken "
                        "back: let them vote anew",
                        recorded,
                    )
            case _:
                pass


class VotesInWindow(Check):
    """Every vote is of a day on which the vote was open, and it was open to its last day's end."""

    reads = (cal.VotingOpened, cal.VotingClosed, VoteCast)

    def __init__(self) -> None:
        super().__init__()
        self.windows: dict[str, tuple[date, date]] = {}

    def take(self, recorded: Recorded) -> None:
        """Compare the day of a vote, and when voting was closed, with the window."""
        event, call = recorded.event, call_of(recorded.key)
        if isinstance(event, cal.VotingOpened):
            self.windows[call] = event.on, event.until
            return
        since, until = self.windows[call]
        if isinstance(event, VoteCast):
            if not since <= event.on <= until:
                self.wrong(
                    f"征集 {call} 有一票投于 {event.on}，不在 {since} 至 {until} 之间，请重新计票",
                    f"a vote in call {call} is of {event.on}, not between {since} and {until}: "
                    "count anew",
                    recorded,
                )
        elif (day := business_date(recorded.recorded_at)) <= until:
            self.wrong(
                f"征集 {call} 投票至 {until} 止，{day} 当日未完就已截止，请说明并受理异议",
                f"votes in call {call} were taken until {until}, and it was closed on {day} before "
                "that day was over: say so, and hear objections",
                recorded,
            )


@define
class _Count:
    """What a call's votes come to, voter by voter."""

    window: tuple[date, date] = (date.max, date.min)
    ballot: tuple[str, ...] = ()
    cast: dict[str, str] = field(factory=dict)
    """By voter, the entry that its last vote is for."""
    closed: int = 0


class VotesCounted(Check):
    """A frozen ballot tells what the votes come to, added up one by one, of all that still stand.

    It has read the log to the end of the vote, and no further than the log went.
    """

    reads = (
        cal.VotingOpened,
        VoteCast,
        cal.VotingClosed,
        cal.BallotFrozen,
        cal.ResultsPublished,
        ent.EntryWithdrawn,
    )

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, _Count] = defaultdict(_Count)
        self.withdrawn: set[str] = set()

    def take(self, recorded: Recorded) -> None:
        """Note each voter's vote; compare with what is frozen."""
        event, call = recorded.event, call_of(recorded.key)
        match event:
            case cal.VotingOpened(on=on, until=until, entries=entries):
                self.counts[call].window, self.counts[call].ballot = (on, until), entries
            case VoteCast(entry=entry, on=on):
                count = self.counts[call]
                if count.window[0] <= on <= count.window[1]:
                    count.cast[recorded.key] = entry
            case cal.VotingClosed():
                self.counts[call].closed = recorded.position
            case ent.EntryWithdrawn():
                self.withdrawn.add(recorded.key)
            case cal.BallotFrozen():
                self._compare(call, self.counts[call], event, recorded)
            case _:  # nobody votes any more
                self.counts.pop(call, None)

    def _compare(
        self, call: str, count: _Count, event: cal.BallotFrozen, recorded: Recorded
    ) -> None:
        if not count.closed <= event.position < recorded.position:
            self.wrong(
                f"征集 {call} 封票称读到第 {event.position} 条，而投票截止于第 {count.closed} 条、"
                f"封票在第 {recorded.position} 条，请重新计票",
                f"the tally of call {call} is said to be of position {event.position}; voting "
                f"closed at {count.closed}, it was frozen at {recorded.position}: count anew",
                recorded,
            )
        votes = Counter(count.cast.values())
        told = {one.entry: one.votes for one in event.tally}
        counted = {entry: votes[entry] for entry in count.ballot if entry not in self.withdrawn}
        wrong = [one for one in {**told, **counted} if told.get(one) != counted.get(one)]
        if wrong:
            shown = wrong[0]
            self.wrong(
                f"征集 {call} 封票有 {len(wrong)} 件不符：{shown} 记 {told.get(shown, '—')} 票，"
                f"逐票相加为 {counted.get(shown, '—')} 票，请重新计票并更正结果",
                f"the tally of call {call} is wrong for {len(wrong)} entries: {shown} has "
                f"{told.get(shown, '—')}, its votes add up to {counted.get(shown, '—')}; count "
                "anew, and correct the results",
                recorded,
            )


class OneKeyOneCall(Check):
    """A key under which voters' references are made serves one call."""

    reads = (cal.VotingOpened,)

    def __init__(self) -> None:
        super().__init__()
        self.of: dict[str, tuple[str, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Look whether another call has had the key."""
        assert isinstance(recorded.event, cal.VotingOpened)
        mark, call = recorded.event.key_mark, recorded.key
        first, fact = self.of.setdefault(mark, (call, ref(recorded)))
        if first != call:
            self.wrong(
                f"征集 {call} 与 {first} 用同一把投票密钥（印记 {mark}），请销毁，以后各用一把",
                f"call {call} has the voter key of {first} (mark {mark}): destroy it, and make one "
                "for each call",
                fact,
                recorded,
            )
