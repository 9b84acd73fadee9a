"""A fund, a project of it under way with money on its account, and whoever acts (虚构示例)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from attrs import define
from stdnum.cn import uscc

from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import accounts, credits, disbursements, funds
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.application.programme import projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.application.use_case import Role, UseCase
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import grounds

ON = date(2021, 3, 10)
CODE = "91370102" + "000000001" + uscc.calc_check_digit("91370102" + "000000001")
OFFER = Offer(minimum=Money(1), waitlist=False)
GENERAL = (ToDesignation(designation="general"),)


@define
class Desk:
    """A fund, a project of it under way with money on its account, and whoever acts."""

    store: Store

    def do(self, use_case: UseCase[Any, Any], who: str = "acct-1", **given: Any) -> Any:
        by = self.store.by(who, use_case.by[0] if use_case.by else Role.PROGRAMME_OFFICE)
        return use_case(self.store.ledger, by, **{"on": ON, **given})

    def refused(self, use_case: UseCase[Any, Any], who: str = "acct-1", **given: Any) -> str:
        """Carry out what must be refused, and leave the log as it was; return the reason."""
        head = self.store.ledger.head()
        with pytest.raises(Rejection) as refusal:
            self.do(use_case, who, **given)
        assert self.store.ledger.head() == head
        return str(refusal.value.reason.code)

    def book(self, credit: str, wishes: tuple[Any, ...] = GENERAL, **said: Any) -> Any:
        notice = {
            "account": "01",
            "value_date": ON,
            "payer": "甲企业（虚构示例）",
            "payer_ref": None,
            "amount": Money(100),
            "remark": "",
        }
        return self.do(
            credits.book,
            credit_id=credit,
            fund_id="f1",
            notice=Notice(**{**notice, **said}),
            document="回单",
            wishes=wishes,
        )

    def held(self, designation: str) -> Money:
        by = self.store.by("acct-1", Role.ACCOUNTANT)
        key = accounts.account_key("f1", designation)
        found = self.store.ledger.transact(lambda work: work.load(ACCOUNT, key), by=by)
        assert found is not None
        return found.held

    def request(self, paper: str, who: str = "req-1", payee: str = "payee-1") -> None:
        self.do(
            disbursements.request,
            who,
            disbursement_id=paper,
            project_id="p1",
            fund_id="f1",
            line="物资",
            tranche=int(paper[-1]),
            amount=Money(40),
            payee=payee,
            payee_account="token-1",
            purpose="采购物资",
        )

    def approve(self, paper: str, who: str = "app-1", **said: Any) -> None:
        given = {"minutes": "纪要", "conflicts_checked": (who,), "related": (), **said}
        self.do(disbursements.approve, who, disbursement_id=paper, **given)

    def pay(self, paper: str) -> None:
        self.do(
            disbursements.pay, "cash-1", disbursement_id=paper, debit=f"D/{paper}", voucher="记-1"
        )

    def evidence(self, paper: str, invoice: str) -> dict[str, Any]:
        return {
            "disbursement_id": paper,
            "invoice": invoice,
            "invoice_date": ON,
            "seller": "销售方（虚构示例）",
            "file_hash": "0" * 64,
            "amount": Money(10),
        }


def draft(project: str) -> dict[str, Any]:
    lines = (BudgetLine(line="物资", amount=Money(100)),)
    return {
        "project_id": project,
        "title": "示例项目（虚构示例）",
        "domain": "为老服务",
        "needs": ("n1",),
        "lines": lines,
        "relief": True,
    }


@pytest.fixture
def desk() -> Iterator[Desk]:
    with open_store("memory:", create=True) as store:
        desk = Desk(store)
        desk.do(
            funds.establish,
            fund_id="f1",
            name="公益基金（虚构示例）",
            foundation=grounds.keeper(desk.do),
            purpose="扶持",
            agreement="协议",
        )
        grounds.need(desk.do)
        desk.do(projects.draft, **draft("p1"))
        desk.do(projects.approve, project_id="p1", minutes="纪要")
        grounds.batch(desk.do)
        desk.do(projects.publish, project_id="p1", batch_id="b1", offer=OFFER)
        desk.do(projects.assign_team, project_id="p1", team="t1", agreement="协议")
        desk.book("L0", (ToDesignation(designation="p1"),))
        desk.do(projects.start, project_id="p1")
        yield desk
