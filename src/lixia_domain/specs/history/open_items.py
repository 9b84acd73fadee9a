"""How long what only book or bank has is open, and why (DOMAIN §7: S71; an internal rule)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.dates import year_of
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.book import OPEN_ITEMS
from lixia_domain.rules.edition import Edition
from lixia_domain.specs.history.folds import Check


class OpenItems(Check):
    """Of what a reconciliation or closing lists nothing is older than 60 days at the month's end.

    A payment that the bank has not debited after 10 has its reason. How old an item is, the facts
    that it cites tell, not the list.
    """

    reads = (
        bc.BankCreditRecorded,
        bc.CreditReturned,
        bc.CreditReversedByBank,
        dis.FundsDisbursed,
        dbt.BankDebitRecorded,
        stm.BankReconciled,
        fnd.PeriodClosed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.since: dict[str, date] = {}
        """Since when what an item cites is there."""

    def take(self, recorded: Recorded) -> None:
        """Note what may be listed; look at what is."""
        event, key = recorded.event, recorded.key
        match event:
            case bc.BankCreditRecorded(notice=notice):
                self._note("credit", key, notice.value_date)
            case bc.CreditReversedByBank(on=on):
                self._note("credit", key, on)
            case bc.CreditReturned(on=on):
                self._note("return", key, on)
            case dis.FundsDisbursed(on=on):
                self._note("disbursement", key, on)
            case dbt.BankDebitRecorded(outgoing=outgoing):
                self._note("debit", key, outgoing.value_date)
            case stm.BankReconciled(items=items, period=period):
                self._look(items, period, recorded)
            case fnd.PeriodClosed(period=period, proof=proof) if proof is not None:
                self._look(proof.items, period, recorded)
            case _:
                pass

    def _note(self, kind: str, key: str, day: date) -> None:
        self.since[upper(join_key(kind, key))] = day

    def _look(self, items: Iterable[Item], period: str, recorded: Recorded) -> None:
        for rule in EDITIONS:
            if rule.rule == OPEN_ITEMS and rule.covers(recorded.event.on):
                for item in items:
                    self._age(item, _last_day(period), rule, recorded)

    def _age(self, item: Item, end: date, rule: Edition, recorded: Recorded) -> None:
        since = self.since.get(upper(item.cites))
        if since is None:
            return
        days = (end - since).days
        explained = item.side is not Side.BOOK_OUT or item.reason.strip()
        if days > rule.figures["item_days"]:
            self.wrong(
                f"{recorded.key} {end} 的未达账项 {item.cites} {item.amount} 已 {days} 日",
                f"{item.cites} over {item.amount.en} is open for {days} days on {end} "
                f"({recorded.key})",
                recorded,
            )
        elif days > rule.figures["payment_days"] and not explained:
            self.wrong(
                f"{recorded.key} {end} 的付款 {item.cites} 已 {days} 日未达，没有注明原因",
                f"payment {item.cites} over {item.amount.en} is open for {days} days on {end}, "
                f"without a reason ({recorded.key})",
                recorded,
            )


def _last_day(period: str) -> date:
    year, month = year_of(period), int(period[-2:])
    return date(year, month, monthrange(year, month)[1])
