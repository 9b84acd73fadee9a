"""A credit is its legal donor's once that is settled, else its payer's; a merger counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from stdnum.cn import uscc

from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, existing
from lixia_domain.aggregates.enterprise import ENTERPRISE, Ownership
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import accounts
from lixia_domain.application.finance.booking import ToClaim, given_by
from lixia_domain.application.programme import claims, enterprises
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES, story

from .conftest import Desk

NOW = datetime(2022, 6, 1, tzinfo=UTC)
MERGED, INTO, STRANGER = story.FIRM, story.OTHER_FIRM, "91370102MA3C00003K"


def merged(work: Work) -> None:
    registered = EXAMPLES["enterprise.registered"]
    work.record(ENTERPRISE, INTO, [registered])
    gone = evolve(EXAMPLES["enterprise.merged"], successor=INTO)
    work.record(ENTERPRISE, MERGED, [registered, gone])


@pytest.mark.parametrize(
    ("payer", "donor", "asked", "is_so"),
    [
        (STRANGER, MERGED, MERGED, True),
        (STRANGER, MERGED, INTO, True),
        (INTO, STRANGER, INTO, False),
        (INTO, None, INTO, True),
        (MERGED, None, INTO, True),
        (STRANGER, None, INTO, False),
    ],
)
def test_the_settled_donor_counts_before_the_payer_and_one_firm_is_what_it_went_into(
    payer: str, donor: str | None, asked: str, is_so: bool
) -> None:
    recorded = EXAMPLES["bank_credit.recorded"]
    noticed = evolve(recorded, notice=evolve(recorded.notice, payer_ref=payer))
    settled = evolve(EXAMPLES["bank_credit.legal_donor_settled"], donor=donor)
    credit = existing(BANK_CREDIT.fold([noticed, *([] if donor is None else [settled])]))
    with open_store("memory:", create=True, clock=lambda: NOW) as store:
        by = store.by("acct-1", Role.SYSTEM)
        store.ledger.transact(merged, by=by)
        assert store.ledger.transact(lambda work: given_by(work, asked, credit), by=by) is is_so


def firm(desk: Desk, serial: str) -> str:
    code = f"91370102{serial}"
    code += uscc.calc_check_digit(code)
    desk.do(
        enterprises.register, code=code, name=f"{serial}（虚构示例）", ownership=Ownership.PRIVATE
    )
    desk.do(enterprises.verify, code=code, document="营业执照")
    return code


def test_what_is_paid_on_a_claim_after_a_merger_is_the_successors_gift(desk: Desk) -> None:
    """The claim passed to it: what is short of the gift later is its, too (S86)."""
    before, after = firm(desk, "000000011"), firm(desk, "000000022")
    desk.do(
        claims.claim,
        claim_id="R1",
        project_id="p1",
        enterprise_code=before,
        fund_id="f1",
        amount=Money(50),
        instalments=(Instalment(due=date(2021, 6, 30), amount=Money(50)),),
    )
    desk.do(enterprises.merge, code=before, successor=after, document="合并公告")
    desk.book("L1", (ToClaim(claim="R1"),), payer_ref=after, amount=Money(50))
    by, key = desk.store.by("acct-1", Role.SYSTEM), accounts.account_key("f1", "p1")
    held = desk.store.ledger.transact(lambda work: work.load(ACCOUNT, key), by=by)
    assert held is not None
    assert held.gifts["L1#1.1"].donor == after
