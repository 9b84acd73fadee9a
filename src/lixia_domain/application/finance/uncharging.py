"""Steps by which a fee or cost that was charged wrongly lies on its gifts again (列支冲正)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lixia_domain.aggregates.account import charges
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT, Gift
from lixia_domain.aggregates.bank_debit import Purpose
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.application.finance.giving_back import give_back
from lixia_domain.application.finance.shortfalls import put_recovered
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import upper
from lixia_domain.recording.work import Work

CHARGES: dict[Purpose, type[charges.Charge]] = {
    Purpose.FEE: acc.BankFeeCharged,
    Purpose.MANAGEMENT: acc.ManagementCostCharged,
}
"""The fact that an account's money was charged by, for what a bank's entry was matched to."""


def uncharge(
    work: Work, debit_id: str, purpose: Purpose, *, reason: str, document: str, on: date
) -> None:
    """Put back what was charged by an entry of the bank, to the gifts it was taken of.

    What is short of one of them is made good by it, and what unrestricted money had made good of
    one that is nobody's any more goes there, as with whatever else comes back.
    """
    charged = _charged(work, debit_id, CHARGES[purpose])
    key, charge = charged.key, charged.event
    assert isinstance(charge, charges.Charge)
    fund.posting(work.load(FUND, split_key(key)[0]), on=on)
    lie_there = existing_account(work.load(ACCOUNT, key)).gifts
    known = all(share.gift in lie_there for share in charge.shares)
    facts = charges.reverse_charge(
        work.load(ACCOUNT, key),
        charge=charge,
        cites=f"{charged.stream}@{charged.version}",
        as_charged=lie_there if known else _as_charged(work, charged),
        reason=reason,
        document=document,
        approver=work.by.actor,
        on=on,
    )
    work.record(ACCOUNT, key, facts)
    put_recovered(work, key, charge.shares, debit_id, on)
    give_back(work, key, charge.shares, on)


def _charged(work: Work, debit_id: str, cls: type[charges.Charge]) -> Recorded:
    """Return the fact that stands of those that an entry was charged by: the last."""
    return [
        recorded
        for recorded in work.facts(cls)
        if isinstance(recorded.event, cls) and upper(recorded.event.debit) == upper(debit_id)
    ][-1]


def _as_charged(work: Work, charged: Recorded) -> Mapping[str, Gift]:
    """Return the gifts of an account as they were when it was charged."""
    history = work.history(ACCOUNT, charged.key)
    before: list[Any] = [each.event for each in history if each.version < charged.version]
    return existing_account(ACCOUNT.fold(before)).gifts
