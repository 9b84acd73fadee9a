"""Files of the bank: what a whole statement's rows become, and what was there before."""

from __future__ import annotations

from datetime import date

from lixia_domain.application.finance import banking, credits
from lixia_domain.application.finance.bank_import import DebitEntry, Entry, import_entries
from lixia_domain.application.finance.bank_rows import EntryKind
from lixia_domain.kernel.money import Money, total
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.money import told_by_the_bank
from lixia_domain.testing.steps.sentences import Table, act, rows
from lixia_domain.testing.steps.treasury import PURPOSES, paid_by_the_bank
from lixia_domain.testing.steps.world import BANK, FUND, World


@act('银行流水"{number}"的记账日期为 {dated:Date}')
def _(world: World, number: str, dated: date) -> None:
    world.value_dates[number] = dated


@act("导入银行流水文件：")
def _(world: World, datatable: Table) -> None:
    told = rows(datatable)
    entries = [_credit(world, row) for row in told if row["收付"] == "收"]
    debits = [_debit(world, row) for row in told if row["收付"] == "付"]
    report = import_entries(
        world.ledger,
        world.by(credits.book),
        fund_id=FUND,
        kind=EntryKind.STATEMENT,
        entries=entries,
        debits=debits,
        stated_total=total(entry.notice.amount for entry in entries),
        on=world.today,
    )
    for finding in report.findings:
        if finding.refusal is not None:
            raise finding.refusal


carries_out(
    '{period:Month} 月初银行结存 {amount:Money}，凭"{document}"结转，其中：',
    banking.carry_in,
    bank_account=BANK,
    parts=lambda world, said: tuple(
        (PURPOSES.get(row["用途"], row["用途"]), Money.parse(row["金额"]))
        for row in rows(said["datatable"])
    ),
)


def _credit(world: World, row: dict[str, str]) -> Entry:
    number = row["流水号"]
    notice = told_by_the_bank(world, number, row["对方"], Money.parse(row["金额"]))
    return Entry(credit_id=number, notice=notice, place=_place(number), designation=None)


def _debit(world: World, row: dict[str, str]) -> DebitEntry:
    number = row["流水号"]
    outgoing = paid_by_the_bank(world, number, row["对方"], Money.parse(row["金额"]))
    return DebitEntry(debit_id=number, outgoing=outgoing, place=_place(number))


def _place(number: str) -> str:
    return f"银行流水文件 {number}"
