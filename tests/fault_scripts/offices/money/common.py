"""What every script about money begins with, as it stands beside the scripts."""

# ruff: noqa: F403, F405 - the scripts take all names from here
from office import *

from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT as BANK_CREDIT
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT as DISBURSEMENT
from lixia_domain.aggregates.pledge.state import PLEDGE as PLEDGE
from lixia_domain.aggregates.project.state import PROJECT as PROJECT


def base(amount=1000, book=True, **k):
    """Two funds F1, F2; project P1; firm 1 claims C1 (F1) and pays it by credit L1."""
    p = P()
    p.fund()
    p.fund("F2")
    p.project("P1", amount, **k)
    p.f = p.firm(1)
    p.claim("C1", "P1", p.f, amount)
    if book:
        p.book("L1", amount, [ToClaim(claim="C1")])
        p.start("P1")
    return p
