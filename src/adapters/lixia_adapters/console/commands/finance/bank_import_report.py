"""What came of an import, as ``lixia bank import`` answers it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import BESIDE, Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.trouble import FINDING
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_adapters.registers.entries import Document
    from lixia_adapters.registers.statement import Understood
    from lixia_domain.application.finance.bank_import import Report

SHOWN = 20
"""So many findings are shown to a person; all of them are in the JSON."""


def answered(
    invocation: Invocation,
    fund_id: str,
    document: Document,
    report: Report,
    position: int,
    *,
    beside: bool = False,
) -> Answer:
    """Return what was booked, held and refused, with the first rows that were refused.

    ``beside``: the key of references lies beside the store, where earlier code put it.
    """
    findings = [
        {
            "place": finding.place,
            "code": finding.code,
            "sentence": invocation.text(Words(finding.zh, finding.en)),
        }
        for finding in report.findings
    ]
    counts = {
        "rows": report.rows,
        "new": report.new,
        "known": report.known,
        "corrected": report.corrected,
        "held": report.held,
        "refused": report.refused,
    }
    data: dict[str, Any] = {
        "file": Path(invocation["file"]).name,
        "kind": str(document.kind),
        "title": document.title,
        "fund": fund_id,
        **counts,
        "total_fen": report.total.fen,
        "stated_total_fen": report.stated_total.fen,
        "debits": {
            **{name: getattr(report.debits, name) for name in _DEBIT_HEADS},
            "total_fen": report.debits.total.fen,
        },
        "statement": _plain(document.statement),
        "booked": report.booked,
        "key_beside_store": beside,
        "dry_run": invocation["dry_run"],
        "findings": findings,
        "position": position,
    }
    figures = [[invocation.text(_HEADS[name]), f"{count:,}"] for name, count in counts.items()] + [
        [
            invocation.text(Words("各行合计（元）", "sum of the rows (yuan)")),
            yuan(report.total.fen),
        ],
        *_stated(invocation, document, report),
        *_debits(invocation, report),
    ]
    shown: list[Table | Words] = [
        _verdict(invocation, report),
        Table(
            document.title,
            [invocation.text(Words("行", "rows")), invocation.text(Words("数", "count"))],
            figures,
            frozenset({1}),
            invocation.text(as_of(position)),
        ),
    ]
    if document.statement is not None:
        shown += _understood(invocation, document.statement)
    if invocation["dry_run"]:
        shown += _as_booked(invocation, document)
    if beside:
        shown.append(BESIDE)
    if findings:
        heads = [invocation.text(Words("位置", "place")), invocation.text(Words("说明", "what"))]
        rows = [[f["place"], f["sentence"]] for f in findings[:SHOWN]]
        more = len(findings) - len(rows)
        foot = invocation.text(Words(f"另有 {more} 条，见 --json", f"{more} more, see --json"))
        title = invocation.text(Words("须留意的行", "Rows to look at"))
        shown.append(Table(title, heads, rows, foot=foot if more else ""))
    return Answer(data, shown, exit=0 if report.clean else FINDING)


def _as_booked(invocation: Invocation, document: Document) -> list[Table | Words]:
    """Return the first rows as they would be booked: persons hidden, below zero what left."""
    told = [
        (e.place, e.notice.value_date, e.notice.payer, e.notice.amount, e.notice.remark)
        for e in document.entries[:SHOWN]
    ]
    told += [
        (e.place, e.outgoing.value_date, e.outgoing.payee, -e.outgoing.amount, e.outgoing.remark)
        for e in document.debits[:SHOWN]
    ]
    if not told:
        return []
    rows = [
        [place.rpartition(" 第 ")[2].removesuffix(" 行"), str(day), who, yuan(amount.fen), remark]
        for place, day, who, amount, remark in told
    ]
    heads = [invocation.text(words) for words in _AS_BOOKED]
    count = len(document.entries) + len(document.debits)
    more = count - len(rows)
    foot = invocation.text(Words(f"另有 {more:,} 行", f"and {more:,} more")) if more else ""
    title = invocation.text(Words("将这样入账", "As they would be booked"))
    return [Table(title, heads, rows, frozenset({0, 3}), foot)]


_AS_BOOKED = (
    Words("行", "row"),
    Words("日期", "date"),
    Words("对方", "who"),
    Words("金额（元）", "yuan"),
    Words("摘要", "remark"),
)


def _stated(invocation: Invocation, document: Document, report: Report) -> list[list[str]]:
    """Return what the file itself states, where it does: never a sum of ours under its name."""
    if document.statement is None:
        told = [(Words("文件合计（元）", "stated total (yuan)"), report.stated_total)]
    else:
        came, went = document.statement.stated
        told = [
            (said, amount)
            for said, amount in (
                (Words("文件所称收入（元）", "in, as the file states (yuan)"), came),
                (Words("文件所称支出（元）", "out, as the file states (yuan)"), went),
            )
            if amount is not None
        ]
    return [[invocation.text(said), yuan(amount.fen)] for said, amount in told]


def _plain(statement: Understood | None) -> dict[str, Any] | None:
    """Return how a statement was understood, as data."""
    if statement is None:
        return None
    came, went = statement.stated
    return {
        "columns": dict(statement.read_as),
        "unit_yuan": statement.unit,
        "stated_in_fen": None if came is None else came.fen,
        "stated_out_fen": None if went is None else went.fen,
        "left_out": [
            {"row": one.row, "reason": str(one.reason), "fen": one.amount.fen}
            for one in statement.left_out
        ],
    }


def _understood(invocation: Invocation, statement: Understood) -> list[Table | Words]:
    """Return which column was taken for what, and the rows that are no entries, by reason."""
    from lixia_adapters.registers.mapping import said
    from lixia_adapters.registers.statement import REASONS, Reason

    read = [(header, said(name)) for name, header in statement.read_as if header]
    zh, en = (
        mark.join(f"{header} → {words.text(lang)}" for header, words in read)
        for lang, mark in (("zh", "、"), ("en", ", "))
    )
    unit = "" if statement.unit == 1 else f"；1 = {statement.unit:,} 元"
    unit_en = "" if statement.unit == 1 else f"; 1 is {statement.unit:,} yuan"
    told: list[Table | Words] = [Words(f"各栏读作：{zh}{unit}", f"columns read as: {en}{unit_en}")]
    if statement.days is not None:
        accounts, (first, last) = "、".join(statement.accounts[:SHOWN]), statement.days
        told.append(
            Words(
                f"账户 {accounts}，{first} 至 {last}",
                f"account {accounts.replace('、', ', ')}, {first} to {last}",
            )
        )
    for reason, why in REASONS.items():
        rows = [one for one in statement.left_out if one.reason is reason]
        if rows:
            numbers = "、".join(str(one.row) for one in rows[:SHOWN])
            more = "…" if len(rows) > SHOWN else ""
            amount = yuan(sum(one.amount.fen for one in rows))
            bare = reason in (Reason.FOOT, Reason.HEADER, Reason.NOTE)  # no money of their own
            told.append(
                Words(
                    f"未作为流水的 {len(rows)} 行（{why.zh}）：第 {numbers}{more} 行"
                    + ("" if bare else f"，共 {amount} 元"),
                    f"no entries: {many(len(rows), 'row')} ({why.en}): "
                    f"{numbers.replace('、', ', ')}{more}" + ("" if bare else f", {amount} yuan"),
                )
            )
    return told


def _debits(invocation: Invocation, report: Report) -> list[list[str]]:
    """Return the rows about money that left, where the file has any."""
    if not report.debits.rows:
        return []
    counts = [
        [invocation.text(head), f"{getattr(report.debits, name):,}"]
        for name, head in _DEBIT_HEADS.items()
    ]
    whole = Words("付款流水合计（元）", "sum of the debits (yuan)")
    return [*counts, [invocation.text(whole), yuan(report.debits.total.fen)]]


def _verdict(invocation: Invocation, report: Report) -> Words:
    if not report.clean:
        refused = report.refused + report.debits.refused
        return Words(
            f"有 {refused} 行被拒绝，整个文件未入账。请按下表核实后重新导入。",
            f"Rows refused: {refused}; nothing of the file was booked. "
            "Check the rows below and import it again.",
        )
    if invocation["dry_run"]:
        return Words("试算完成，未记录任何内容。", "Dry run: nothing was recorded.")
    gone = report.debits.new
    if not report.new and not gone and not (report.corrected and invocation["accept_corrections"]):
        return Words("没有新的到账，未新增任何记录。", "Nothing new; nothing was recorded.")
    held = f"，其中 {report.held:,} 笔待分配" if report.held else ""
    held_en = f", of them waiting to be allocated: {report.held:,}" if report.held else ""
    out = f"；登记付款流水 {gone:,} 笔" if gone else ""
    out_en = f"; debits recorded: {gone:,}" if gone else ""
    return Words(
        f"已入账 {report.new:,} 笔{held}{out}。",
        f"Credits booked: {report.new:,}{held_en}{out_en}.",
    )


_HEADS = {
    "rows": Words("共计", "all"),
    "new": Words("新入账", "new"),
    "known": Words("此前已入账", "known"),
    "corrected": Words("内容有更正", "corrected"),
    "held": Words("待分配（含于新入账）", "held (part of new)"),
    "refused": Words("拒绝", "refused"),
}


_DEBIT_HEADS = {
    "rows": Words("付款流水", "debits"),
    "new": Words("付款流水：新登记", "debits: new"),
    "known": Words("付款流水：此前已登记", "debits: known"),
    "refused": Words("付款流水：拒绝", "debits: refused"),
}
