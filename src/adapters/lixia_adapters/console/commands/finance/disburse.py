"""``lixia disburse``: tranches, with four eyes on each."""

from __future__ import annotations

from lixia_adapters.console.commands.finance.parties import naming
from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording(
        "disburse account", "payees.record_account", payee="PAYEE", payee_account="--account"
    ),
    recording("disburse request", "disbursements.request", source=None),
    recording(
        "disburse approve",
        "disbursements.approve",
        conflicts_checked="--checked",
        related="[--related]",
    ),
    recording("disburse refuse", "disbursements.refuse"),
    recording("disburse withdraw", "disbursements.withdraw"),
    recording("disburse pay", "disbursements.pay"),
    recording("disburse correct-debit", "mending.correct_debit"),
    recording("disburse cancel-payment", "mending.cancel_payment"),
    recording("disburse bounce", "disbursements.bounce"),
    recording(
        "disburse evidence",
        "disbursements.evidence",
        extra=naming("seller"),
        invoice_date="--date",
    ),
    recording("disburse accept", "disbursements.accept_expense"),
    recording("disburse reverse-acceptance", "acceptance_reversal.reverse"),
    recording("disburse disallow", "disbursements.disallow_expense"),
    recording("disburse recover", "disbursements.recover"),
    recording("disburse write-off", "disbursements.write_off"),
    recording("disburse reverse-write-off", "loss_reversal.reverse"),
)
