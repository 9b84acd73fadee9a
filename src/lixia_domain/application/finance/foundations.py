"""Use cases of foundations: register, rename, qualify, staff, related parties, the year."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.facts import Facts, Office, Qualification, Tie
from lixia_domain.aggregates.foundation.state import FOUNDATION, Foundation, Why
from lixia_domain.aggregates.subject.facts import Details
from lixia_domain.application.finance.parties import sound_party
from lixia_domain.application.persons import subjects
from lixia_domain.application.scope import foundation_named
from lixia_domain.application.use_case import Role, decides, use_case
from lixia_domain.kernel.credit_codes import sound_code
from lixia_domain.kernel.figures import Fen
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.vocabulary import (
    AccountId,
    Authority,
    BankAccount,
    BankName,
    Certificate,
    Document,
    FoundationCode,
    On,
    Party,
    PersonRef,
    Purpose,
    Sha256,
    Since,
    Until,
    Year,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.ratios import Finding, YearFigures, year_tests

FoundationName: TypeAlias = Annotated[
    str, Text(200, refusal=Why.NO_NAME), Words("基金会名称", "the foundation's name")
]
YearSum: TypeAlias = Annotated[Money, Fen(0, refusal=Why.NEGATIVE)]


@use_case(
    says=Words("登记基金会", "register a foundation"), by=Role.ACCOUNTANT, scope=foundation_named()
)
def register(
    work: Work,
    *,
    code: FoundationCode,
    name: FoundationName,
    authority: Authority,
    document: Document,
    on: On,
) -> str:
    """Register a foundation under its credit code (登记); return the code as stored."""
    code = sound_code(code)
    facts = foundation.register(
        work.load(FOUNDATION, code), name=name, authority=authority, document=document, on=on
    )
    work.record(FOUNDATION, code, facts)
    return code


@decides(
    FOUNDATION,
    "code",
    says=Words("登记基金会更名", "note a foundation's other name"),
    by=Role.ACCOUNTANT,
    scope=foundation_named(),
)
def rename(
    known: Foundation | None,
    *,
    code: FoundationCode,
    name: FoundationName,
    document: Document,
    on: On,
) -> Facts:
    """Note that the foundation bears another name from ``on`` (更名)."""
    return foundation.rename(known, name=name, document=document, on=on)


@decides(
    FOUNDATION,
    "code",
    says=Words("记录基金会资格", "record a foundation's qualification"),
    by=Role.ACCOUNTANT,
    scope=foundation_named(),
)
def qualify(
    known: Foundation | None,
    *,
    code: FoundationCode,
    qualification: Annotated[Qualification, Words("资格", "qualified for what")],
    certificate: Certificate,
    since: Since,
    until: Until | None,
    on: On,
) -> Facts:
    """Record a qualification (公开募捐资格、税前扣除资格)."""
    return foundation.qualify(
        known,
        qualification=qualification,
        certificate=certificate,
        since=since,
        until=until,
        on=on,
    )


@decides(
    FOUNDATION,
    "code",
    says=Words("提前终止基金会资格", "cut a foundation's qualification short"),
    by=Role.ACCOUNTANT,
    scope=foundation_named(),
)
def end_qualification(
    known: Foundation | None,
    *,
    code: FoundationCode,
    qualification: Annotated[Qualification, Words("资格", "qualified for what")],
    certificate: Certificate,
    until: Annotated[Until, Words("有效期止于（含）", "the last day on which it holds")],
    document: Document,
    on: On,
) -> Facts:
    """Cut a qualification short (注销、撤销): it holds up to ``until`` and no longer."""
    return foundation.end_qualification(
        known,
        qualification=qualification,
        certificate=certificate,
        until=until,
        document=document,
        on=on,
    )


@decides(
    FOUNDATION,
    "code",
    says=Words("备案基金会银行账户", "register a foundation's bank account"),
    by=Role.ACCOUNTANT,
    scope=foundation_named(),
)
def register_account(
    known: Foundation | None,
    *,
    code: FoundationCode,
    account: Annotated[
        BankAccount,
        Words("账号的引用（不是账号本身）", "token of the account, never the number itself"),
    ],
    bank: BankName,
    purpose: Purpose,
    on: On,
) -> Facts:
    """Register a bank account by a token of its number (账户备案)."""
    return foundation.register_account(known, account=account, bank=bank, purpose=purpose, on=on)


@decides(
    FOUNDATION,
    "code",
    says=Words("登记基金会任职", "appoint a foundation's officer"),
    by=Role.ACCOUNTANT,
    scope=foundation_named(),
)
def appoint(
    known: Foundation | None,
    *,
    code: FoundationCode,
    person: Annotated[AccountId, Words("任职者的账号编号", "account id of the officer")],
    office: Annotated[Office, Words("职务", "the office")],
    document: Document,
    on: On,
) -> Facts:
    """Appoint an officer (任职). ``person`` is the account id that it acts by, never a name."""
    return foundation.appoint(known, person=person, office=office, document=document, on=on)


@decides(
    FOUNDATION,
    "code",
    says=Words("登记基金会离任", "let a foundation's officer go"),
    by=Role.ACCOUNTANT,
    scope=foundation_named(),
)
def leave(
    known: Foundation | None,
    *,
    code: FoundationCode,
    person: Annotated[AccountId, Words("离任者的账号编号", "account id of the officer")],
    office: Annotated[Office, Words("职务", "the office")],
    document: Document,
    on: On,
) -> Facts:
    """Let an officer go (离任)."""
    return foundation.leave(known, person=person, office=office, document=document, on=on)


@use_case(
    says=Words("登记基金会联系人", "name a foundation's contact"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=foundation_named(),
)
def name_contact(
    work: Work,
    *,
    code: FoundationCode,
    person: PersonRef,
    details: Details,
    document: Document,
    on: On,
) -> None:
    """Register who is to be spoken to (联系人), with sealed ``details``."""
    foundation.existing(work.load(FOUNDATION, code))
    stream = FOUNDATION.stream(code)
    subjects.contact(work, person, of=stream, details=details, document=document, on=on)


@use_case(
    says=Words("申报关联方", "declare a related party"),
    by=Role.ACCOUNTANT,
    scope=foundation_named(),
)
def declare(
    work: Work,
    *,
    code: FoundationCode,
    party: Annotated[Party, Words("收款方或团队的编号", "id of the payee or team")],
    person: Annotated[AccountId, Words("与之关联者的账号编号", "account id of who is tied to it")],
    tie: Annotated[Tie, Words("关系", "how they are tied")],
    document: Document,
    on: On,
) -> None:
    """Declare that ``party``, a payee or team by its id, is tied to ``person`` (申报关联方)."""
    facts = foundation.declare(
        work.load(FOUNDATION, code),
        party=sound_party(work, party),
        person=person,
        tie=tie,
        document=document,
        on=on,
    )
    work.record(FOUNDATION, code, facts)


@use_case(
    says=Words("解除关联关系", "end a declared tie"), by=Role.ACCOUNTANT, scope=foundation_named()
)
def end_tie(
    work: Work,
    *,
    code: FoundationCode,
    party: Annotated[Party, Words("收款方或团队的编号", "id of the payee or team")],
    person: Annotated[AccountId, Words("与之关联者的账号编号", "account id of who is tied to it")],
    tie: Annotated[Tie, Words("关系", "how they are tied")],
    document: Document,
    on: On,
) -> None:
    """Note that ``party`` is not tied to ``person`` so any more, from ``on`` (解除关联关系)."""
    facts = foundation.end_tie(
        work.load(FOUNDATION, code),
        party=sound_party(work, party),
        person=person,
        tie=tie,
        document=document,
        on=on,
    )
    work.record(FOUNDATION, code, facts)


@decides(
    FOUNDATION,
    "code",
    says=Words("报告基金会年度数字", "report a foundation's year"),
    by=Role.ACCOUNTANT,
    scope=foundation_named(),
)
def report_year(
    known: Foundation | None,
    *,
    code: FoundationCode,
    year: Year,
    prior_income: Annotated[YearSum, Words("上年总收入（元）", "income of the year before, yuan")],
    three_year_income: Annotated[
        YearSum, Words("前三年收入合计（元）", "income of the three years before, in all, yuan")
    ]
    | None,
    charitable_spending: Annotated[
        YearSum, Words("慈善活动支出（元）", "charitable spending, yuan")
    ],
    management_cost: Annotated[YearSum, Words("管理费用（元）", "management cost, yuan")],
    total_spending: Annotated[YearSum, Words("总支出（元）", "total spending, yuan")],
    document: Document,
    document_hash: Sha256,
    corrects: Annotated[Document, Words("所更正的报告文件", "the report that this one corrects")]
    | None,
    on: On,
) -> Facts:
    """Report a year (年度报告): the figures that the two tests of the year read."""
    return foundation.report_year(
        known,
        year=year,
        figures=YearFigures(
            prior_income=prior_income,
            three_year_income=three_year_income,
            charitable_spending=charitable_spending,
            management_cost=management_cost,
            total_spending=total_spending,
        ),
        document=document,
        document_hash=document_hash,
        corrects=corrects,
        on=on,
    )


def judge_year(ledger: Ledger, *, code: str, year: int) -> tuple[Finding, Finding]:
    """Return what the spending and the management test say of the foundation's ``year``.

    Refuses an unknown foundation; raises ``NoRule`` for years before the charity law.
    """
    known = foundation.existing(ledger.load(FOUNDATION, FOUNDATION.stream(code)).state)
    return year_tests(
        EDITIONS,
        foundation.year_figures(known, year),
        year=year,
        public=foundation.is_qualified(known, Qualification.PUBLIC_FUNDRAISING, date(year, 12, 31)),
    )
