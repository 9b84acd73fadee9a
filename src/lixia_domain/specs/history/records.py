"""What must always hold of the record itself (DOMAIN §3: 6, 7, 10)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.application import kept_views
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.past.rows import Rows
from lixia_domain.extensions.shown import all_views
from lixia_domain.kernel.dates import business_date, years_on
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.money import Money
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.projector import Projector
from lixia_domain.recording.read_models import ViewsUnavailable
from lixia_domain.specs.history.folds import ALL, Check, Ref, has_field, read_for, ref
from lixia_domain.specs.history.moves import ACCOUNT_MOVES, MOVES, moves
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER
from lixia_domain.views.accounts import class_of
from lixia_domain.views.fund_statement import FUND_STATEMENT

FIRST, MOST = 97, 20_000
"""Facts kept up at a time where a view is kept up bit by bit: few at first, then ever more."""


class Unbroken(Check):
    """Positions ascend, each stream's versions run on from 1, its dates never run backwards."""

    reads = ALL

    def __init__(self) -> None:
        super().__init__()
        self.position = 0
        self.streams: dict[str, tuple[int, date]] = {}

    def take(self, recorded: Recorded) -> None:
        """Compare the fact with the one before it."""
        position, stream, on = recorded.position, recorded.stream, recorded.event.on
        if position <= self.position:
            self.wrong(
                f"位置 {position} 不在 {self.position} 之后",
                f"position {position} does not come after {self.position}",
                recorded,
            )
        self.position = position
        version, before = self.streams.get(stream, (0, on))
        if recorded.version != version + 1:
            self.wrong(
                f"流 {stream} 缺第 {version + 1} 版",
                f"stream {stream} lacks version {version + 1}",
                recorded,
            )
        if on < before:
            self.wrong(
                f"流 {stream} 的业务日期倒退",
                f"the business dates of stream {stream} run backwards",
                recorded,
            )
        self.streams[stream] = (recorded.version, on)


REVERSED = tuple(cls for name, cls in EVENTS.items() if "reversed" in name)
"""The facts that reverse another one."""


class ReversalsCite(Check):
    """Every reversal tells all that it has to (reason, approver, what it cites), and that is there.

    What it takes off an account had come to that account, with the bank credit, or by the account's
    own fact, that it cites. A charge or payment is put back as it was taken off, once.
    """

    reads = tuple(dict.fromkeys((*MOVES, bc.BankCreditRecorded, *REVERSED)))

    def __init__(self) -> None:
        super().__init__()
        self.there: set[str] = set()
        self.gone: dict[str, tuple[str, tuple[GiftShare, ...]]] = {}
        """Charges and payments that stand: by which debit, and of which gifts."""

    def take(self, recorded: Recorded) -> None:
        """Note what stands; look at what is reversed."""
        event, stream = recorded.event, recorded.stream
        if isinstance(event, bc.BankCreditRecorded):
            self.there.add(stream)
        elif isinstance(event, acc.BankFeeCharged | acc.ManagementCostCharged):
            self.gone[f"{stream}@{recorded.version}"] = event.debit, event.shares
        elif isinstance(event, acc.FundsPaidOut):
            self.gone[event.disbursement] = "", event.shares
        elif not isinstance(event, REVERSED):
            came = [f"{stream} {move.gift}" for move in moves(event) if move.balance > 0]
            self.there.update((f"{stream}@{recorded.version}", *came) if came else ())
        else:
            self._told(event, recorded)
            if isinstance(event, acc.BankFeeReversed | acc.ManagementCostReversed):
                self._put_back(event.cites, (event.debit, event.shares), recorded)
            elif isinstance(event, acc.PaymentReversed):
                self._put_back(event.disbursement, ("", event.shares), recorded)
            elif type(event) in ACCOUNT_MOVES:
                self._cited(event, recorded)
            elif recorded.version == 1:
                self.wrong(
                    f"{stream} 冲正的事实不在账册中",
                    f"what is reversed of {stream} is not in the books",
                    recorded,
                )

    def _told(self, event: Event, recorded: Recorded) -> None:
        stream = recorded.stream
        for field, zh, en in (("reason", "理由", "reason"), ("approver", "批准人", "approver")):
            if not getattr(event, field, "told").strip():
                self.wrong(
                    f"{stream} 的冲正没有注明{zh}",
                    f"a reversal of {stream} names no {en}",
                    recorded,
                )

    def _put_back(
        self, cites: str, as_it_went: tuple[str, tuple[GiftShare, ...]], recorded: Recorded
    ) -> None:
        if self.gone.pop(cites, None) != as_it_went:
            self.wrong(
                f"{recorded.stream} 冲正的“{cites}”不在账册中，或不是原样冲正",
                f"{recorded.stream} reverses {cites!r}, which does not stand so",
                recorded,
            )

    def _cited(self, event: Event, recorded: Recorded) -> None:
        stream, cites = recorded.stream, getattr(event, "cites", "")
        gifts = {f"{stream} {move.gift}" for move in moves(event)}
        if cites.split(" ")[0] not in self.there or not gifts <= self.there:
            self.wrong(
                f"{stream} 的冲正所引事实“{cites}”不在账册中",
                f"a reversal of {stream} cites {cites!r}, which is not in the books",
                recorded,
            )


class ClosedStaysClosed(Check):
    """Nothing is posted to a month that its account, or its whole fund, has closed."""

    reads = (
        *(
            cls
            for name, cls in EVENTS.items()
            if name.startswith("account.") and has_field(cls, "period")
        ),
        fnd.PeriodClosed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.closed: dict[str, tuple[str, Ref]] = {}
        self.funds: dict[str, tuple[str, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Compare the month with the last closings of account and fund."""
        account, event = recorded.key, recorded.event
        period: str = event.period  # type: ignore[attr-defined]
        if isinstance(event, fnd.PeriodClosed):
            self.funds[kept(account)] = (period, ref(recorded))
            return
        own = self.closed.get(account, ("", ref(recorded)))
        fund = self.funds.get(kept(split_key(account)[0]), own)
        closing = isinstance(event, acc.AccountPeriodClosed)
        closed, fact = own if closing else max(own, fund, key=lambda told: told[0])
        if period <= closed:
            self.wrong(
                f"专户 {account} 已结至 {closed}，又记入 {period}",
                f"account {account} is closed through {closed}, {period} was posted to since",
                fact,
                recorded,
            )
        if closing:
            self.closed[account] = (period, ref(recorded))


FIRST_DAY, AHEAD = date(2000, 1, 1), 20
"""Facts are dated from this day on, and at most so many years after their recording."""


class DatedSoundly(Check):
    """No fact bears a date that no calendar of the programme reaches."""

    reads = ALL

    def take(self, recorded: Recorded) -> None:
        """Compare its date with the day on which it was recorded."""
        on, day = recorded.event.on, business_date(recorded.recorded_at)
        if not FIRST_DAY <= on <= years_on(day, AHEAD):
            self.wrong(
                f"{recorded.stream} 的业务日期为 {on}，记录于 {day}",
                f"a fact of {recorded.stream} is dated {on}, it was recorded on {day}",
                recorded,
            )


class Rebuilt(Check):
    """Every view kept up bit by bit is what it is when made from nothing."""

    views = all_views()
    reads = read_for(views)

    def __init__(self) -> None:
        super().__init__()
        self.memory = open_store("memory:", create=True)  # its read models, not its log
        self.build = self.memory.read_models.begin(self.views, store="")
        self.projector = Projector(self.views, self.build)
        self.waiting: list[Recorded] = []
        self.page = FIRST

    def take(self, recorded: Recorded) -> None:
        """Keep the views up, some facts at a time."""
        self.waiting.append(recorded)
        if len(self.waiting) >= self.page:
            self._follow()

    def _follow(self) -> None:
        if self.waiting:
            last = self.waiting[-1].position
            self.projector.follow(self.waiting, self.build.position(), last)
            self.waiting = []
            self.page = min(2 * self.page, MOST)

    def end(self) -> None:
        """Compare, row by row, with the rows that were made from nothing."""
        self._follow()
        for model in self.build.models:
            kept, anew = dict(self.build.rows(model)), self.tables[model.name]
            if kept == anew:
                continue
            for key in sorted({*kept, *anew}):
                if kept.get(key) != anew.get(key):
                    self.wrong(
                        f"视图 {model.name} 的 {key}：逐条更新与从头重建不一致",
                        f"{key} of view {model.name}: kept up bit by bit it is not what it is "
                        "made from nothing",
                    )
        self.memory.close()

    def _known(self, position: int) -> Rows:
        rows = Rows(self.views)
        rows.tables = {model.name: dict(self.tables[model.name]) for model in rows.models}
        rows.at = position
        return rows

    def look(self, store: Store, position: int) -> None:
        """Compare with the rows that people are shown, at the position where those stand."""
        try:
            if not kept_views.there(store):
                return
            found = kept_views.check(store, known=self._known(position))
        except ViewsUnavailable as fault:
            self.wrong(fault.zh, fault.en)
            return
        for zh, en in found.form:
            self.wrong(zh, en)
        for one in found.otherwise:
            self.wrong(one.sentence("zh"), one.sentence("en"))


class FiguresTraced(Check):
    """Each fund's balance, class by class, is the sum of single movements, each with its fact."""

    views = (FUND_STATEMENT, ACCOUNT_LEDGER)

    def end(self) -> None:
        """Add the movements up and compare."""
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for row in self.tables[ACCOUNT_LEDGER.name].values():
            sums[row.fund, class_of(row.designation)] += row.in_fen - row.out_fen
        for row in self.tables[FUND_STATEMENT.name].values():
            shown, traced = Money(row.balance_fen), Money(sums[row.fund, row.source])
            if shown != traced:
                self.wrong(
                    f"基金 {row.fund} 的 {row.source} 结余 {shown}，流水合计 {traced}",
                    f"{row.source} of fund {row.fund} has {shown} left, its movements add up to "
                    f"{traced}",
                )
