"""The words of a report in one language: cells, dates, and what stands on every page."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from lixia_domain.application.report.content import Cell, Column, Document
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Worded, Words

_SHANGHAI = ZoneInfo("Asia/Shanghai")

DIGEST = Words("内容摘要", "Digest")
CAPITALS = Words("大写", "In capitals")
AMOUNT = Words("金额（元）", "Amount (yuan)")
HOLDS = Words("成立", "holds")
BROKEN = Words("不成立", "does not hold")
HOW = Words(
    "扫码得报告指纹：在原账库上执行 lixia report {request} --json，digest 须与之相同。",
    "The code holds this report's fingerprint: lixia report {request} --json on the store must "
    "give the same digest.",
)


def cell(column: Column, value: Cell, lang: str) -> str:
    """Return a cell as a person reads it; — for nothing."""
    match value:
        case None:
            return "—"
        case Words() | Worded():
            return value.text(lang)
        case Money():
            return yuan(value)
        case int():
            return f"{value:,}"
        case date():
            return value.isoformat()
        case _:
            return value


def total(column: Column, value: Cell, lang: str) -> str:
    """Return a cell of the last row, which says nothing where nothing adds up."""
    return "" if value is None else cell(column, value, lang)


def yuan(amount: Money) -> str:
    """Return an amount with thousands separators, without its unit."""
    return str(amount).removesuffix(" 元")


def facts(document: Document, lang: str) -> list[tuple[str, str]]:
    """Return what a report says of itself: whose, as of when, as known at which position."""
    recorded = document.recorded_at
    told = [
        (Words("基金会", "Foundation"), document.foundation),
        (Words("专项基金", "Fund"), f"{document.fund}（{document.fund_id}）"),
        (Words("期间", "Period"), f"{document.since} – {document.as_of}"),
        (
            Words("所据账册", "Known at"),
            Words(f"第 {document.position} 条", f"position {document.position}").text(lang),
        ),
        (
            Words("最后一条记录于", "Last recorded"),
            "—" if recorded is None else f"{recorded.astimezone(_SHANGHAI):%Y-%m-%d %H:%M:%S}",
        ),
        (Words("账库指纹", "Store"), document.store or "—"),
        (DIGEST, document.digest),
    ]
    return [(name.text(lang), value) for name, value in told]


def how(document: Document, lang: str) -> str:
    """Return how a reader checks the report against the store."""
    return HOW.text(lang).format(request=document.request)
