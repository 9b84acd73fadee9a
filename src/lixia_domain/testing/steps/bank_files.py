"""Files of the bank: what a whole statement's rows become, and what was there before."""

from __future__ import annotations

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.application.finance import banking
from lixia_domain.application.finance.bank_import import DebitEntry, Entry, Kind, import_entries
from lixia_domain.kernel.money import Money, total
from lixia_domain.testing.steps.sentences import Table, act, rows
from lixia_domain.testing.steps.treasury import BANK, PURPOSES
from lixia_domain.testing.steps.world import FUND, World


@act("导入银行流水文件：")
def _(world: World, datatable: Table) -> None:
    told = rows(datatable)
    entries = [_credit(world, row) for row in told if row["收付"] == "收"]
    debits = [_debit(world, row) for row in told if row["收付"] == "付"]
    report = import_entries(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        kind=Kind.STATEMENT,
        entries=entries,
        debits=debits,
        stated_total=total(entry.notice.amount for entry in entries),
        on=world.today,
    )
    for finding in report.findings:
        if finding.refusal is not None:
            raise finding.refusal


@act('{period} 月初银行结存 {amount:Money}，凭"{document}"结转，其中：')
def _(world: World, period: str, amount: Money, document: str, datatable: Table) -> None:
    banking.carry_in(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        bank_account=BANK,
        period=period,
        amount=amount,
        document=document,
        parts=tuple((_place_of(row["用途"]), Money.parse(row["金额"])) for row in rows(datatable)),
        on=world.today,
    )


def _place_of(purpose: str) -> str:
    return PURPOSES.get(purpose, purpose)


def _credit(world: World, row: dict[str, str]) -> Entry:
    number = row["流水号"]
    notice = Notice(
        account=BANK,
        value_date=world.value_dates.setdefault(number, world.today),
        payer=row["对方"],
        payer_ref=None,
        amount=Money.parse(row["金额"]),
        remark="",
    )
    return Entry(credit_id=number, notice=notice, place=_place(number), designation=None)


def _debit(world: World, row: dict[str, str]) -> DebitEntry:
    number = row["流水号"]
    outgoing = Outgoing(
        account=BANK,
        value_date=world.value_dates.setdefault(number, world.today),
        payee=row["对方"],
        amount=Money.parse(row["金额"]),
        remark="",
    )
    return DebitEntry(debit_id=number, outgoing=outgoing, place=_place(number))


def _place(number: str) -> str:
    return f"银行流水文件 {number}"
