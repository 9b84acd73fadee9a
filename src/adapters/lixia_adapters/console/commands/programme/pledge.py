"""``lixia pledge``: what becomes of a claim: signed, promised, shown, in arrears, given up."""

from __future__ import annotations

from lixia_adapters.console.commands.programme.claim import DUE, instalments
from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import day
from lixia_adapters.console.frame.recording import recording
from lixia_domain.kernel.words import Words


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


COMMANDS = (
    recording("pledge confirm", "claims.confirm", project_id="PROJECT"),
    recording(
        "pledge take-offer",
        "claims.take_offer",
        DUE,
        extra=instalments,
        project_id="PROJECT",
        amount="AMOUNT",
        instalments="[--instalment]",
    ),
    recording(
        "pledge reduce",
        "claims.reduce",
        DUE,
        extra=instalments,
        project_id="PROJECT",
        amount="AMOUNT",
        instalments="[--instalment]",
    ),
    recording("pledge release", "claims.release", project_id="PROJECT"),
    recording(
        "pledge agreement", "claims.sign_agreement", on_cancellation="[--if-cancelled=silent]"
    ),
    recording("pledge promise", "claims.evidence_promise"),
    recording(
        "pledge hardship",
        "claims.exit_by_hardship",
        project_id="PROJECT",
        finances="[--finances]",
        report="[--report]",
        statement="[--statement]",
    ),
    recording("pledge publish-name", "claims.agree_to_publish", display_name="--name"),
    recording("pledge hide-name", "claims.withdraw_publication"),
    recording(
        "pledge answer-change",
        "claims.answer_use_change",
        gift="GIFT",
        agreed="--answer yes|no",
        amount="--amount",
    ),
    recording("pledge state-approval", "arrears.evidence_state_approval"),
    recording("pledge demand", "arrears.demand", number="--instalment"),
    recording("pledge default", "arrears.default"),
    recording("pledge withdraw-default", "arrears.withdraw_default"),
    recording("pledge waive-receipt", "arrears.waive_receipt"),
    recording("pledge withdraw-waiver", "arrears.withdraw_waiver"),
    Command(
        "pledge overdue",
        Words("逾期的认捐", "what is overdue"),
        (option("[--on DATE]", "以哪一天判断（默认今天）", "on which day (default: today)", day),),
        _overdue,
    ),
)
