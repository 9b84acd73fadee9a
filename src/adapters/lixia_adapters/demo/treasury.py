"""Government money, interest, fees and goods: a synthetic year (虚构示例).

The report says that government money and the fund's stand side by side, and gives no figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from lixia_adapters.demo import cast
from lixia_adapters.demo.bank import DESK, Entry, book, left_bank
from lixia_adapters.demo.stage import Day, Stage
from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.application.finance import banking, goods, incomes
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.money import Money

GRANT, MATCH, MATCH_CAP = Money.yuan(300_000), Money.yuan(60_000), Money.yuan(100_000)
UNRESTRICTED, INTEREST = Money.yuan(20_000), Money(321_547)
FEE, COST = Money.yuan(120), Money.yuan(1_500)
GRANT_PAPER, MATCH_PAPER = f"财政文件 2021-18{cast.SYNTHETIC}", f"配套约定 2021-03{cast.SYNTHETIC}"
GOODS = "SW-001"

TREASURY = f"示例区财政局{cast.SYNTHETIC}"
BANK = f"示例银行{cast.SYNTHETIC}"
CITIZEN = Entry(
    date(2021, 5, 19),
    "R9001",
    f"爱心市民{cast.SYNTHETIC}",
    UNRESTRICTED,
    cast.person("示例捐赠人1"),
)
GRANTED = Entry(date(2021, 4, 20), "CZ-01", TREASURY, GRANT)
MATCHED = Entry(date(2021, 9, 15), "CZ-02", TREASURY, MATCH)
BORE = Entry(date(2021, 12, 21), "LX-01", BANK, INTEREST)
CHARGED = Entry(date(2021, 12, 22), "SXF-01", BANK, FEE)
MANAGED = Entry(date(2021, 12, 24), "GL-01", f"示例审计所{cast.SYNTHETIC}", COST)


def happenings() -> Iterator[Day]:
    """Yield what comes from the treasury and the bank, and the goods, each with its day."""
    yield date(2021, 4, 12), _match_promised
    yield GRANTED.on, _granted
    yield CITIZEN.on, _given
    yield MATCHED.on, _matched
    yield date(2021, 6, 8), _delivered
    yield date(2021, 9, 1), _issued
    yield BORE.on, _interest
    yield CHARGED.on, _fee
    yield MANAGED.on, _managed


def _match_promised(stage: Stage) -> None:
    stage.play(
        incomes.promise_match,
        **DESK,
        fund_id=cast.FUND,
        document=MATCH_PAPER,
        purpose=f"文明实践项目配套{cast.SYNTHETIC}",
        cap=MATCH_CAP,
        until=cast.YEAR_END,
    )


def _granted(stage: Stage) -> None:
    _appropriation(stage, GRANTED, GRANT_PAPER, Grant.APPROPRIATION)


def _matched(stage: Stage) -> None:
    _appropriation(stage, MATCHED, MATCH_PAPER, Grant.MATCH)


def _appropriation(stage: Stage, entry: Entry, document: str, kind: Grant) -> None:
    book(stage, entry, remark=document)
    stage.play(
        incomes.receive_appropriation,
        **DESK,
        fund_id=cast.FUND,
        credit=entry.key,
        document=document,
        purpose=f"项目场地与设备{cast.SYNTHETIC}",
        expiry=date(2022, 12, 31),
        carry_over=True,
        amount=entry.amount,
        kind=kind,
    )


def _given(stage: Stage) -> None:
    book(stage, CITIZEN, remark="爱心捐款", wishes=(ToDesignation(designation=GENERAL),))


def _interest(stage: Stage) -> None:
    book(stage, BORE, remark="结息")
    stage.play(
        incomes.credit_interest,
        **DESK,
        fund_id=cast.FUND,
        designation=GENERAL,
        credit=BORE.key,
        amount=INTEREST,
    )


def _fee(stage: Stage) -> None:
    left_bank(stage, CHARGED.key, payee=BANK, amount=FEE)
    stage.play(banking.charge_fee, **DESK, debit_id=CHARGED.key, designation=GENERAL)


def _managed(stage: Stage) -> None:
    left_bank(stage, MANAGED.key, payee=MANAGED.party, amount=COST)
    stage.play(
        banking.charge_management_cost,
        **DESK,
        debit_id=MANAGED.key,
        designation=GENERAL,
        cost="GL-2021-01",
        foundation=cast.FOUNDATION_CODE,
        year=2021,
        document=f"审计费发票{cast.SYNTHETIC}",
    )


def _delivered(stage: Stage) -> None:
    document = f"实物接收单 {GOODS}{cast.SYNTHETIC}"
    stage.play(
        goods.deliver,
        **DESK,
        delivery_id=GOODS,
        fund_id=cast.FUND,
        donor=cast.claims()[0].code,
        project_id=cast.started()[0],
        item=f"保温餐盒{cast.SYNTHETIC}",
        unit="套",
        quantity=200,
        value=Money.yuan(12_000),
        valued=Valued.DOCUMENT,
        document=document,
        document_hash=sha256(document.encode()).hexdigest(),
    )


def _issued(stage: Stage) -> None:
    stage.play(
        goods.issue,
        **DESK,
        delivery_id=GOODS,
        quantity=150,
        project_id=cast.started()[0],
        receiver=cast.team(1),
        document=f"实物发放单 {GOODS}{cast.SYNTHETIC}",
    )
