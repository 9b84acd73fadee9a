"""``lixia pledge``, where a promise needs a permission, is not kept, or wants no receipt."""

from __future__ import annotations

from lixia_adapters.console.commands.programme.claim import CLAIM_ID
from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, day, number, text
from lixia_adapters.console.frame.recording import recording
from lixia_domain.kernel.words import Words

_DOCUMENT = Option("--document", "document", "文件编号", "the document", read=text)

STATE_APPROVAL = recording(
    "arrears.evidence_state_approval",
    CLAIM_ID,
    Option("--approval", "approval", "审批文件", "the approval", read=text),
    Option("--filing", "filing", "备案文件", "its filing", read=text),
    role="accountant",
)
DEMAND = recording(
    "arrears.demand",
    CLAIM_ID,
    Option("--instalment", "number", "第几期", "which instalment", read=number, value="N"),
    Option(
        "--deadline",
        "deadline",
        "限何日付清（含当日）",
        "to be paid by when",
        read=day,
        value="DATE",
    ),
    _DOCUMENT,
    role="accountant",
)
DEFAULT = recording("arrears.default", CLAIM_ID, role="accountant")
WAIVE_RECEIPT = recording("arrears.waive_receipt", CLAIM_ID, _DOCUMENT, role="accountant")


def _overdue(invocation: Invocation) -> Answer:
    from lixia_domain.kernel.columns import column_of
    from lixia_domain.views.claim_board import CLAIM_BOARD, overdue

    with invocation.open() as store:
        on = invocation["on"] or store.today()
        build = store.views()
        with build.reading() as position:
            found = [
                {
                    "claim": claim,
                    "project": row.project,
                    "enterprise": row.enterprise,
                    "instalment": late.number,
                    "due": late.due.isoformat(),
                    "missing_fen": late.missing_fen,
                    "days": late.days,
                }
                for claim, row in build.rows(CLAIM_BOARD)
                for late in overdue(row, on)
            ]
    heads = [
        *(
            column_of(CLAIM_BOARD, name).words.text(invocation.lang)
            for name in ("claim", "project", "enterprise")
        ),
        *map(
            invocation.text,
            (
                Words("期", "no."),
                Words("到期", "due"),
                Words("尚欠（元）", "short"),
                Words("天", "days"),
            ),
        ),
    ]
    rows = [[str(v) if n != "missing_fen" else yuan(v) for n, v in late.items()] for late in found]
    title = invocation.text(Words(f"{on} 逾期的认捐", f"Overdue on {on}"))
    shown = Table(title, heads, rows, frozenset({3, 5, 6}), invocation.text(as_of(position)))
    return Answer({"on": on.isoformat(), "position": position, "overdue": found}, [shown])


OVERDUE = Command(
    (
        Option(
            "--on",
            "on",
            "以哪一天判断（默认今天）",
            "on which day (default: today)",
            read=day,
            need=False,
            value="DATE",
        ),
    ),
    _overdue,
)
