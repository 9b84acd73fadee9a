"""Thirty-two ways in which money went wrong: what each script that shows one is told today."""

from __future__ import annotations

import re

from .runner import Answer, Chapter

REFUSED, ACCEPTED, STOPPED = r"^  refused   ", r"^  ACCEPTED  ", r"^stopped  "
CRASHED = r"^  (?!refused |ACCEPTED |ClockAhead |CannotSeal )[A-Z]\w+ "
"""What ``tryit`` prints of an error that is no answer."""


def _refused(act: str, code: str, sentence: str = "") -> str:
    """Return the pattern of a refusal: of which act, by what code, and what its sentence says."""
    return f"{REFUSED}{act}.*: {re.escape(code)} .*{sentence}"


ANSWERS = {
    "r01_reduce_leaves_pledge": Answer(
        of=("S58",),
        says=(f"{STOPPED}pledge.instalments_uneven$",),
        never=("^claim 500 pledge 1000", "^budget"),
    ),
    "r02_cited_credit_not_booked": Answer(
        of=("S46",),
        says=(
            _refused("recover, not on record", "bank_credit.unknown"),
            f"{ACCEPTED}recover 1 ",
            _refused("recover 2 of the credit", "bank_credit.not_held", "0.00 yuan held"),
            _refused("allocate what was recovered", "amount.not_positive"),
            _refused("interest F1/P1, not on record", "bank_credit.unknown"),
            f"{ACCEPTED}interest F1/P1 ",
            _refused("interest F1/general", "bank_credit.not_held", "0.00 yuan held"),
            _refused("interest F2/general", "bank_credit.other_fund"),
            "^bank says 570  books hold 570$",
            r"^F1 .* bank 11\.70 元 gap 0\.00 元 \[\('book_out', 'disbursement/D1', 600\)\]$",
            _refused("month closes all the same", "banking.no_reason"),
        ),
        never=("books hold 980",),
    ),
    "r03_same_interest_twice_general": Answer(
        of=("S46",),
        says=(
            _refused("not on record", "bank_credit.unknown"),
            _refused("at once again", "bank_credit.not_held", "0.00 yuan held"),
            _refused("again after it was used up", "bank_credit.not_held", "0.00 yuan held"),
            "^general 0 ",
        ),
    ),
    "r04_cross_fund": Answer(
        of=("S47",),
        says=(
            *(
                _refused(act, "bank_credit.other_fund")
                for act in ("recover", "interest", "appropriation", "sale", "bounce")
            ),
            "^F2 banked 510; F2 holds 510 . F1 banked 200; F1 holds 200$",
            "^settled 0.00 元 F1/P1 None F2/P1 None",
        ),
        never=(f"{ACCEPTED}(?!claim of F1 paid into F2)",),
    ),
    "r05_old_team_paid": Answer(
        of=("S53",),
        says=(f"{STOPPED}disbursement.wrong_stage$",),
        never=("^paid to team-1",),
    ),
    "r06_cancelled_or_suspended_still_pays": Answer(
        of=("S48", "S52"),
        says=(
            _refused("a1 cancelled", "project.wrong_stage", "cancelled"),
            _refused("a2 suspended", "project.suspended"),
            *(
                _refused(f"b {how} naming another fund", "account.frozen")
                for how in ("cancel", "suspend", "nofund")
            ),
            _refused("c money in two funds", "account.frozen"),
            _refused("d at once", "account.frozen"),
            _refused("d after unfreeze", "project.wrong_stage", "cancelled"),
        ),
        never=(ACCEPTED,),
    ),
    "r07_use_change_without_consent": Answer(
        of=("S54",),
        says=(
            _refused("after the donor's no", "pledge.no_consent"),
            _refused("same target, new id, donor not asked", "pledge.no_consent"),
            "^P1 1000 executing P2 None$",
        ),
        never=(ACCEPTED,),
    ),
    "r08_moved_into_dead_project": Answer(
        of=("S54",),
        says=(_refused("move", "project.wrong_stage", "cancelled"), "^P2 cancelled None"),
        never=(ACCEPTED,),
    ),
    "r09_sale_moved_then_reversed_crashes": Answer(
        of=("S66",),
        says=(f"{ACCEPTED}reverse_by_bank", "^recorded nothing: False"),
    ),
    "r10_poison": Answer(
        of=("S62", "S88"),
        says=(
            _refused(re.escape("{'a': 0.5}"), "gate.wrong_type"),
            _refused(re.escape("{'a': True}"), "gate.wrong_type"),
            _refused(re.escape("{'a': 9223372036854775808}"), "gate.out_of_range"),
            _refused(re.escape("{'c': ''}"), "gate.blank"),
            r"views ok\n.* rebuild ok\n.* books: ClockAhead ",
        ),
        never=(ACCEPTED, r"(views|rebuild) (?!ok)", "books: (?!ClockAhead)"),
    ),
    "r11_four_eyes": Answer(
        of=("S52",),
        says=(
            *(
                _refused(f"{who}-1 pays", "disbursement.same_person")
                for who in ("req", "payee", "app")
            ),
            _refused("asked by 'req-1', approved by 'Req-1'", "disbursement.same_person"),
            _refused("asked by 'req-1', approved by 'req-1 '", "disbursement.same_person"),
            _refused("asked by 'café'", "person.not_an_account"),
            _refused("evidence accepted by 'Req-1'", "disbursement.own_spending"),
        ),
        never=(f"{ACCEPTED}.*(pays|approved by|evidence)",),
    ),
    "r12_tranches_without_evidence": Answer(
        of=("S60", "S61"),
        says=(
            f"{ACCEPTED}D1 tranche 1 paid",
            _refused("D2 approved", "disbursement.tranche_twice"),
            _refused("D3 approved", "disbursement.earlier_outstanding"),
            "^bal 700$",
        ),
        never=(f"{ACCEPTED}D[23]",),
    ),
    "r13_release_after_payment": Answer(
        of=("S59",),
        says=("^remainder 600$", f"{STOPPED}project.exceeds_remainder$"),
        never=("^budget",),
    ),
    "r14_release_names_other_project": Answer(
        of=("S51",),
        says=(f"{STOPPED}project.waits_elsewhere$",),
        never=("^W claims",),
    ),
    "r15_take_offer_unchecked": Answer(
        of=("S55",),
        says=(
            _refused("debarred: W takes", "enterprise.debarred"),
            _refused("nofund: W takes", "fund.unknown"),
            f"{ACCEPTED}newcomer claims 100 that were offered to W -> 'waitlisted'",
            f"{ACCEPTED}newcomer: W takes",
        ),
        never=("'confirmed'",),
    ),
    "r16_close_naming_some_accounts": Answer(
        of=("S48",),
        says=(
            _refused("fund closed naming no account", "fund.still_holds", "P1"),
            "^F1/P1 holds 1000$",
            _refused("tranche asked", "account.period_closed", "2025-01"),
        ),
    ),
    "r17_reversed_after_part_returned": Answer(
        of=("S64",),
        says=(
            f"{ACCEPTED}reverse_by_bank",
            f"{ACCEPTED}match_return",
            r"^book 0\.00 元 bank -0\.40 元 \[\('receivable', 'credit/L', 40\)\] suspense 0$",
        ),
        never=("'book_in', 'credit/L'",),
    ),
    "r18_income_returned_as_gift": Answer(
        of=("S65",),
        says=(
            _refused("appropriation returned", "bank_credit.not_donated", "appropriation"),
            r"\('F1/government', 500, 0, 0, 500\)",
            _refused("interest", "bank_credit.not_donated", "interest"),
        ),
    ),
    "r19_alike_ids": Answer(
        of=("S60",),
        says=(
            f"{ACCEPTED}book '01/R-1' -> 'new'",
            *(
                f"{ACCEPTED}book '{spelled}' -> 'known'"
                for spelled in ("01/R-1 ", " 01/R-1", "01/r-1", "０１/R-1", "cafe\u0301")
            ),
            *(_refused(f"book '01/R-1{sign}'", "gate.unprintable") for sign in (".n", ".x00")),
            _refused("book ''", "gate.blank"),
            "^general 200$",
            f"{ACCEPTED}invoice D1 '123'",
            _refused("invoice D2 ' 123'", "invoice.used"),
            _refused("invoice D2 '１２３'", "invoice.used"),
            f"{ACCEPTED}invoice D2 'A/123'",
            _refused("invoice D2 'a/123'", "disbursement.invoice_twice"),
        ),
    ),
    "r20_dates_and_clocks": Answer(
        of=("S88", "S96"),
        says=(
            _refused("book on 9999-12-31", "gate.several", "between 2000-01-01 and "),
            f"{ACCEPTED}book today",
            f"{ACCEPTED}approve a tranche today",
            "^  ClockAhead host 10 years ahead: .*lixia store confirm-clock",
            f"{ACCEPTED}every other host until 2035",
        ),
    ),
    "r21_instalments_slow": Answer(of=("S74",), awaits="S74, a later issue"),
    "r22_frozen_leaks": Answer(
        of=("S54", "S63"),
        says=(
            _refused("propose on suspended", "project.suspended"),
            _refused("change_use out of", "project.unknown_change"),
            "^P1 1000 P2 None$",
            _refused("frozen gift returned", "account.gift_frozen"),
            "^P1 1000$",
            f"{ACCEPTED}frozen gift's credit reversed by bank",
        ),
    ),
    "r23_project_named_general": Answer(
        of=("S49",),
        says=tuple(
            _refused(f"draft project '{word}'", "gate.reserved", word)
            for word in ("general", "government", "suspense", "other")
        ),
        never=(ACCEPTED,),
    ),
    "r24_same_name_other_code": Answer(
        of=("S50", "S15"),
        says=(
            f"{ACCEPTED}credit of B",
            _refused("receipt", "bank_credit.unknown_gift"),
            r"^\[\]$",
        ),
        never=(r"^\['A'\]",),
    ),
    "r25_threads_pay_seal_damaged": Answer(
        of=("S57",),
        says=(r"^\{'paid': 80\}$", "^verify rc 0"),
        never=("Error|Seal|Lost|damaged",),
    ),
    "r26_processes_pay_seal_damaged": Answer(
        of=("S57",),
        says=(
            *(f"^process {k} paid 20 {{}} $" for k in range(3)),
            "^process 3 paid 19 {} $",
            "still runs: True",
            "^verify rc 0",
        ),
        never=("damaged", "CannotSeal"),
    ),
    "r27_state_money_unapproved": Answer(
        of=("S56",),
        says=(
            "^claimed$",
            "^held 1000$",
            _refused("to the claim", "pledge.approval_missing"),
            _refused("to the project without", "credits.state_unclaimed"),
            _refused("receipt", "bank_credit.unknown_gift"),
            "^P1 None$",
        ),
    ),
    "r28_surplus_of_closed_project": Answer(
        of=("S67",),
        says=(
            f"{ACCEPTED}propose use change of the surplus",
            f"{ACCEPTED}move the surplus -> 'silent'",
            "^P1 still 0$",
            "^P2 700$",
        ),
    ),
    "r29_blank_papers": Answer(
        of=("S62",),
        says=(
            _refused("approve, minutes ''", "gate.blank", "minutes"),
            _refused("pay, debit '' voucher ''", "gate.several", "debit.*voucher"),
            _refused("return held, basis 'whim', document ''", "gate.blank", "document"),
            _refused("write off, minutes ''", "gate.blank", "minutes"),
            _refused("state approval ' '", "pledge.approval_missing"),
            _refused("unfreeze basis ''", "gate.blank", "basis"),
        ),
        never=(ACCEPTED,),
    ),
    "r30_released_after_spending": Answer(
        of=("S59",),
        says=(
            _refused("release a claim paid and spent in full", "project.all_received"),
            _refused("claim the whole budget", "project.exceeds_remainder"),
        ),
        never=(ACCEPTED,),
    ),
    "r31_default_fails_own_invariant": Answer(
        of=("S09",),
        says=("^claim 400 pledge 1000$", "^rc 0$", "^通过 [0-9]+，不通过 0，"),
    ),
    "r32_pay_on_restored_backup": Answer(
        of=("S57",),
        says=(
            "^  CannotSeal pay D1 a second time.*账库只到第 [0-9]+ 条，封存已到第 [0-9]+ 条",
            "^  CannotSeal pay D2",
            f"{ACCEPTED}book",
            r"^\['verify'\] rc 1",
            r"^\['seal'\] rc 1",
            r"^  CannotSeal request\+approve\+pay",
        ),
        never=(f"{ACCEPTED}(pay|request)",),
    ),
}

CHANGED = {
    "r02_cited_credit_not_booked": {
        "for _ in range(2): p.do(disbursements.recover, disbursement_id": (
            'tryit("recover, not on record", p.do, disbursements.recover, disbursement_id="D1", '
            'amount=Money(100), credit="R"); p.book("R",100)\n'
            'for n in (1,2): tryit(f"recover {n} of the credit", p.do, disbursements.recover, '
            "disbursement_id"
        ),
        'p.book("R",100); p.do(credits.allocate': (
            'tryit("allocate what was recovered", p.do, credits.allocate'
        ),
        'for f,d in (("F1","P1")': (
            'tryit("interest F1/P1, not on record", p.do, incomes.credit_interest, fund_id="F1", '
            'designation="P1", credit="I", amount=Money(70)); p.book("I",70)\n'
            'for f,d in (("F1","P1")'
        ),
        "p.do(incomes.credit_interest, fund_id=f": (
            'tryit(f"interest {f}/{d} ", p.do, incomes.credit_interest, fund_id=f'
        ),
        'amount=Money(70))\np.book("I",70)\n': "amount=Money(70))\n",
        "p.store.views()": "p.b",
    },
    "r03_same_interest_twice_general": {
        "inc(); tryit": 'tryit("not on record", inc); p.book("I",70); inc(); tryit'
    },
    "r16_close_naming_some_accounts": {"p.store.views()": "p.b"},
    "r17_reversed_after_part_returned": {"p.store.views()": "p.b", 'payee="p"': 'payee="企业1"'},
    "r04_cross_fund": {
        'p=base(); p.rap("D1","P1",600); p.rap("D2","P1",200)': (
            'p=base(); p.lax("P1"); p.rap("D1","P1",600); p.rap("D2","P1",200,tranche=2)'
        )
    },
    "r07_use_change_without_consent": {
        'change="U", agreed=False': (
            'change="U", gift="L1#1.1", to="P2", amount=Money(1000), agreed=False'
        )
    },
    "r08_moved_into_dead_project": {
        'p.do(projects.cancel, project_id="P2"': (
            'p.do(claims.answer_use_change, claim_id="C1", change="U", gift="L1#1.1", to="P2", '
            'amount=Money(1000), agreed=True, document="d"); p.do(projects.cancel, project_id="P2"'
        ),
        'p.acc("F1","P2").frozen': 'p.acc("F1","P2")',
    },
    "r09_sale_moved_then_reversed_crashes": {
        "p.do(projects.change_use": (
            'p.do(claims.answer_use_change, gift=g, to="P2", amount=Money(70), agreed=True, '
            'document="d"); p.do(projects.change_use'
        )
    },
    "r10_poison": {"p.book(bad.get": "tryit(repr(bad), p.book, bad.get"},
    "r11_four_eyes": {
        'p.request("D1","P1",300,who=r); tryit': (
            'tryit(f"asked by {r!r}", p.request, "D1","P1",300,who=r) and tryit'
        )
    },
    "r12_tranches_without_evidence": {
        "p.approve(d); tryit": 'tryit(f"{d} approved", p.approve, d) and tryit'
    },
    "r19_alike_ids": {
        'q=base(); q.rap("D1","P1",400); q.rap("D2","P1",400)': (
            'q=base(); q.lax("P1"); q.rap("D1","P1",400); q.rap("D2","P1",400,tranche=2)'
        )
    },
    "r25_threads_pay_seal_damaged": {
        "N=240": 'N=80; p.lax("PX")',
        'p.request(f"D{i}","PX",1000)': 'p.request(f"D{i}","PX",1000,tranche=i+1)',
    },
    "r26_processes_pay_seal_damaged": {
        'p.project("PX",10**6)': 'p.project("PX",10**6); p.lax("PX")',
        'p.request(f"D{i}","PX",1000)': 'p.request(f"D{i}","PX",1000,tranche=i+1)',
        "range(200)": "range(80)",
        ",200,4)": ",80,4)",
    },
    "r28_surplus_of_closed_project": {
        "p.do(funds.terminate": (
            'tryit("move the surplus", p.do, projects.change_use, project_id="P1", fund_id="F1", '
            'change="U", gift="L1#1.1", judgment="", minutes="m"); p.do(funds.terminate'
        ),
        'print("P1 still", p.bal("F1","P1"))': (
            'print("P1 still", p.bal("F1","P1")); print("P2", p.bal("F1","P2"))'
        ),
    },
    "r31_default_fails_own_invariant": {'"--builtin"': "INVARIANTS"},
    "r32_pay_on_restored_backup": {
        'p.project("PX",10**6)': 'p.project("PX",10**6); p.lax("PX")',
        'p.request("D2","PX",1000)': 'p.request("D2","PX",1000,tranche=2)',
        'q.request("D9","PX",5)': 'q.request("D9","PX",5,tranche=9)',
    },
}
"""What is changed in a script.

Tranches are open only by agreement; what is refused is told, and then done as it must be, so that
what comes after is asked as well; of the built-in specs those run that look at the store.
"""

MONEY = Chapter("money", ANSWERS, changed=CHANGED, never=(CRASHED,))
