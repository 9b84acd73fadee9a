"""Figures of views, said again in SQL over the exported facts.

Each query gives rows of (key, column, amount in fen or count); what it does not name is 0. None of
the folds' code is used: where the two differ, one of them is wrong.
"""

from __future__ import annotations

from typing import NamedTuple

_AMOUNT = "CAST(amount * 100 AS BIGINT)"

MOVES = f"""
CREATE TEMP VIEW moves AS
SELECT split_part(key, '/', 1) AS fund, split_part(key, '/', 2) AS designation,
       CASE name WHEN 'account.income_reversed' THEN name || ':' || (payload ->> '$.kind')
            ELSE name END AS name, key, position,
       {_AMOUNT} AS fen
FROM facts WHERE kind = 'account' AND amount IS NOT NULL
"""

_SIGNS = {
    "account.donation_received": ("+received_fen", "+balance_fen"),
    "account.appropriation_received": ("+received_fen", "+balance_fen"),
    "account.other_income_received": ("+received_fen", "+balance_fen"),
    "account.suspense_held": ("+received_fen", "+balance_fen"),
    "account.suspense_cleared": ("+moved_out_fen", "-balance_fen"),
    "account.donation_reversed": ("+reversed_fen", "-balance_fen"),
    "account.donation_returned": ("+returned_fen", "-balance_fen"),
    "account.appropriation_returned": ("+returned_fen", "-balance_fen"),
    "account.other_income_returned": ("+returned_fen", "-balance_fen"),
    "account.interest_returned": ("-income_fen", "-balance_fen"),
    "account.sale_proceeds_returned": ("-income_fen", "-balance_fen"),
    "account.income_reversed:interest": ("-income_fen", "-balance_fen"),
    "account.income_reversed:sale": ("-income_fen", "-balance_fen"),
    "account.income_reversed:carried_in": ("-moved_in_fen", "-balance_fen"),
    "account.income_reversed:appropriation": ("+reversed_fen", "-balance_fen"),
    "account.income_reversed:match": ("+reversed_fen", "-balance_fen"),
    "account.income_reversed:sponsorship": ("+reversed_fen", "-balance_fen"),
    "account.interest_credited": ("+income_fen", "+balance_fen"),
    "account.sale_proceeds_received": ("+income_fen", "+balance_fen"),
    "account.bank_fee_charged": ("+charged_fen", "-balance_fen"),
    "account.management_cost_charged": ("+charged_fen", "-balance_fen"),
    "account.bank_fee_reversed": ("-charged_fen", "+balance_fen"),
    "account.management_cost_reversed": ("-charged_fen", "+balance_fen"),
    "account.shortfall_arose": ("+short_fen", "+balance_fen"),
    "account.shortfall_paid": ("+moved_in_fen", "+balance_fen"),
    "account.put_to_shortfall": ("+moved_out_fen", "-balance_fen"),
    "account.shortfall_made_good": ("+made_good_fen",),
    "account.income_reversed:shortfall": ("-moved_in_fen", "-balance_fen"),
    "account.funds_reserved": ("+reserved_fen",),
    "account.reservation_released": ("-reserved_fen",),
    "account.funds_paid_out": ("+paid_out_fen", "-reserved_fen", "-balance_fen"),
    "account.payment_reversed": ("-paid_out_fen", "+balance_fen"),
    "account.recovery_received": ("+recovered_fen", "+balance_fen"),
    "account.recovery_reversed": ("-recovered_fen", "-balance_fen"),
    "account.surplus_moved_in": ("+moved_in_fen", "+balance_fen"),
    "account.surplus_moved_out": ("+moved_out_fen", "-balance_fen"),
}
"""What a fact of money adds to, and takes from."""


def _effects() -> str:
    rows = ", ".join(
        f"('{name}', '{sign[1:]}', {sign[0]}1)" for name, signs in _SIGNS.items() for sign in signs
    )
    return f'CREATE TEMP TABLE effects AS FROM (VALUES {rows}) told(name, "column", sign)'


CLAIMED = f"""
CREATE TEMP VIEW standing AS
SELECT key AS project, payload ->> '$.claim' AS claim,
       arg_max(CASE name WHEN 'project.claim_released' THEN 0 ELSE {_AMOUNT} END, position) AS fen,
       arg_max(name, position) <> 'project.claim_released' AS stands
FROM facts
WHERE name IN (
  'project.claimed', 'project.claim_reduced', 'project.claim_released', 'project.claim_restored'
)
GROUP BY ALL HAVING bool_or(name = 'project.claimed')
"""

BUDGETS = """
CREATE TEMP VIEW budgets AS
SELECT key AS project, bool_or(name = 'project.published') AS published,
       arg_max(list_sum(CAST(payload -> '$.lines[*].amount.fen' AS BIGINT[])), position)
       FILTER (name IN ('project.drafted', 'project.budget_revised')) AS fen
FROM facts
WHERE name IN ('project.drafted', 'project.budget_revised', 'project.published') GROUP BY ALL
"""

SETUP = (_effects(), MOVES, CLAIMED, BUDGETS)

_CLASS = """CASE designation WHEN 'suspense' THEN 'suspense' WHEN 'other' THEN 'other'
            WHEN 'government' THEN 'government' ELSE 'donated' END"""
_PROJECTS = "designation NOT IN ('general', 'suspense', 'government', 'other')"


class Recount(NamedTuple):
    """One view's figures in SQL: which columns, and the query."""

    view: str
    columns: tuple[str, ...]
    sql: str


FUND_STATEMENT = Recount(
    "fund_statement",
    (
        "received_fen",
        "reversed_fen",
        "returned_fen",
        "paid_out_fen",
        "recovered_fen",
        "moved_in_fen",
        "moved_out_fen",
        "balance_fen",
        "reserved_fen",
        "income_fen",
        "charged_fen",
        "short_fen",
        "made_good_fen",
    ),
    f"""
SELECT fund || '/' || {_CLASS}, "column", sum(sign * fen)
FROM moves JOIN effects USING (name) GROUP BY ALL
""",
)

PROJECTS = Recount(
    "project_register",
    (
        "budget_fen",
        "claimed_fen",
        "received_fen",
        "moved_in_fen",
        "moved_out_fen",
        "reserved_fen",
        "disbursed_fen",
        "recovered_fen",
        "income_fen",
        "charged_fen",
        "short_fen",
        "made_good_fen",
        "balance_fen",
    ),
    f"""
WITH said AS (
  SELECT url_decode(designation) AS project,
         CASE WHEN "column" IN ('reversed_fen', 'returned_fen') THEN 'received_fen'
              WHEN "column" = 'paid_out_fen' THEN 'disbursed_fen' ELSE "column" END AS "column",
         CASE WHEN "column" IN ('reversed_fen', 'returned_fen') THEN -fen ELSE sign * fen END AS fen
  FROM moves JOIN effects USING (name) WHERE {_PROJECTS}
  UNION ALL SELECT project, 'claimed_fen', fen FROM standing
  UNION ALL SELECT project, 'budget_fen', fen FROM budgets
)
SELECT project, "column", sum(fen) FROM said GROUP BY ALL
""",
)

CLAIMS = Recount(
    "claim_board",
    ("amount_fen", "pledged_fen", "settled_fen"),
    f"""
SELECT payload ->> '$.claim', 'amount_fen', arg_max({_AMOUNT}, position) FROM facts
WHERE name IN (
  'project.claimed', 'project.claim_waitlisted', 'project.claim_reduced', 'project.claim_restored'
) GROUP BY ALL
UNION ALL
SELECT key, 'pledged_fen', arg_max({_AMOUNT}, position) FROM facts
WHERE name IN ('pledge.donation_pledged', 'pledge.amended') GROUP BY ALL
UNION ALL
SELECT key, 'settled_fen',
       sum({_AMOUNT} * CASE name WHEN 'pledge.instalment_settled' THEN 1 ELSE -1 END) FROM facts
WHERE name IN ('pledge.instalment_settled', 'pledge.instalment_unsettled') GROUP BY ALL
""",
)

BANK = Recount(
    "bank_book",
    ("in_fen", "out_fen", "allocated_fen", "held_fen", "returned_fen", "paid_back_fen"),
    f"""
WITH said AS (
  SELECT *, {_AMOUNT} AS fen, payload ->> '$.gift' AS gift,
         coalesce(max(position) FILTER (name IN ('bank_credit.reversed',
                  'bank_credit.reversed_by_bank')) OVER (PARTITION BY stream), 0) AS undone
  FROM facts WHERE kind IN ('bank_credit', 'bank_debit')
)
SELECT stream, 'in_fen', arg_max(fen, position) FROM said
WHERE name = 'bank_credit.recorded' GROUP BY ALL
UNION ALL
SELECT stream, 'out_fen', arg_max(fen, position) FROM said
WHERE name = 'bank_debit.recorded' GROUP BY ALL
UNION ALL
SELECT stream, 'allocated_fen', sum(CASE name WHEN 'bank_credit.returned' THEN -fen ELSE fen END)
FROM said WHERE position > undone
      AND (name IN ('bank_credit.allocated', 'bank_credit.put_to_receivable')
      OR (name = 'bank_credit.returned' AND gift IS NOT NULL)) GROUP BY ALL
UNION ALL
SELECT stream, 'held_fen', sum(CASE name WHEN 'bank_credit.held' THEN fen ELSE -fen END)
FROM said WHERE position > undone AND (name IN ('bank_credit.held', 'bank_credit.released',
                                                 'bank_credit.put_to_receivable')
      OR (name = 'bank_credit.returned' AND gift IS NULL)) GROUP BY ALL
UNION ALL
SELECT stream, 'returned_fen', sum(CASE name WHEN 'bank_credit.returned' THEN fen ELSE -fen END)
FROM said WHERE name IN ('bank_credit.returned', 'bank_credit.return_cancelled') GROUP BY ALL
UNION ALL
SELECT stream, 'paid_back_fen', sum(CASE name WHEN 'bank_credit.return_paid' THEN fen ELSE -fen END)
FROM said WHERE name IN ('bank_credit.return_paid', 'bank_credit.return_unpaid') GROUP BY ALL
""",
)

GOODS = Recount(
    "in_kind_register",
    ("value_fen", "left_fen", "issued_fen", "sold_fen", "written_off_fen"),
    f"""
WITH said AS (
  SELECT key, CASE WHEN name IN ('in_kind.sale_reversed', 'in_kind.returned', 'in_kind.found')
                   THEN -{_AMOUNT} ELSE {_AMOUNT} END AS fen,
         CASE name WHEN 'in_kind.delivered' THEN 'value_fen'
              WHEN 'in_kind.sale_reversed' THEN 'sold_fen'
              WHEN 'in_kind.returned' THEN 'issued_fen'
              WHEN 'in_kind.found' THEN 'written_off_fen'
              ELSE replace(name, 'in_kind.', '') || '_fen' END AS "column"
  FROM facts WHERE kind = 'in_kind' AND amount IS NOT NULL
)
SELECT key, "column", sum(fen) FROM said GROUP BY ALL
UNION ALL
SELECT key, 'left_fen', sum(CASE "column" WHEN 'value_fen' THEN fen ELSE -fen END)
FROM said GROUP BY ALL
""",
)

PAYMENTS = Recount(
    "payment_register",
    ("paid_fen",),
    f"""
SELECT key, 'paid_fen', arg_max({_AMOUNT}, position) FROM facts
WHERE name IN ('disbursement.funds_disbursed', 'disbursement.payment_cancelled') GROUP BY ALL
HAVING arg_max(name, position) = 'disbursement.funds_disbursed'
""",
)

LEDGER = Recount(
    "account_ledger",
    ("in_fen", "out_fen"),
    """
SELECT m.key || '/' || printf('%012d', m.position), CASE e.sign WHEN 1 THEN 'in_fen' ELSE 'out_fen'
       END, m.fen
FROM moves m JOIN effects e ON e.name = m.name AND e."column" = 'balance_fen'
""",
)

SUMMARY = Recount(
    "programme_summary",
    (
        "projects",
        "projects_claimed",
        "enterprises",
        "budget_fen",
        "pledged_fen",
        "received_fen",
        "disbursed_fen",
        "government_received_fen",
        "government_disbursed_fen",
    ),
    f"""
WITH published AS (SELECT project, fen FROM budgets WHERE published),
claims AS (FROM standing WHERE stands AND project IN (SELECT project FROM published)),
money AS (
  SELECT CASE {_CLASS} WHEN 'government' THEN 'government_' ELSE '' END
         || CASE "column" WHEN 'paid_out_fen' THEN 'disbursed_fen' ELSE 'received_fen' END
         AS "column",
         CASE WHEN "column" IN ('reversed_fen', 'returned_fen') THEN -fen ELSE sign * fen END AS fen
  FROM moves JOIN effects USING (name) WHERE designation NOT IN ('suspense', 'other')
  AND "column" IN ('received_fen', 'reversed_fen', 'returned_fen', 'paid_out_fen')
),
pledges AS (
  SELECT key, arg_max(payload ->> '$.enterprise', position) AS enterprise FROM facts
  WHERE kind = 'pledge' GROUP BY key
  HAVING bool_or(name = 'pledge.donation_pledged')
     AND NOT bool_or(name IN ('pledge.released', 'pledge.hardship_exit_evidenced'))
)
SELECT '全部', 'projects', count(*) FROM published
UNION ALL SELECT '全部', 'budget_fen', sum(fen) FROM published
UNION ALL SELECT '全部', 'projects_claimed', count(DISTINCT project) FROM claims
UNION ALL SELECT '全部', 'pledged_fen', sum(fen) FROM claims
UNION ALL SELECT '全部', 'enterprises', count(DISTINCT enterprise) FROM pledges
UNION ALL SELECT '全部', "column", sum(fen) FROM money GROUP BY ALL
""",
)

RECOUNTS = (
    SUMMARY,
    FUND_STATEMENT,
    PROJECTS,
    CLAIMS,
    LEDGER,
    BANK,
    PAYMENTS,
    GOODS,
)
