"""``lixia disburse``: tranches, with four eyes on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.commands.finance.parties import naming
from lixia_adapters.console.commands.persons.references import turning
from lixia_adapters.console.frame.recording import recording
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from lixia_domain.application.bootstrap import Store


def _tokens(store: Store, purpose: str) -> Callable[[str], str]:
    """Return what makes a token of an account's number, as an import of a statement does."""
    from lixia_adapters.console.commands.finance.bank_import import key_of
    from lixia_adapters.registers.pseudonyms import account_token

    key = key_of(store, dry_run=False)
    return lambda number: account_token(number, key)


COMMANDS = (
    turning(
        "disburse token",
        Words("收款账号换成引用", "turn payees' account numbers into tokens"),
        "payee-account",
        "收款账号文件，每行一个；- 从标准输入读取",
        by=_tokens,
    ),
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
    recording("disburse reverse-disallowance", "acceptance_reversal.reverse_disallowance"),
    recording("disburse recover", "disbursements.recover"),
    recording("disburse write-off", "disbursements.write_off"),
    recording("disburse reverse-write-off", "loss_reversal.reverse"),
)
