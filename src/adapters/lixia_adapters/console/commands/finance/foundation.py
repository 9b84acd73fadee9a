"""``lixia foundation``, what it records: who keeps the money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.details import DETAILS, sealing
from lixia_adapters.console.commands.persons.person import PERSON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Option, account, day, money, number, sha256, text
from lixia_adapters.console.frame.recording import recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

CODE = Option("CODE", "code", "基金会的统一社会信用代码", "the foundation's credit code", read=text)
DOCUMENT = Option("--document", "document", "依据文件", "the document", read=text)
_NAME = Option("NAME", "name", "基金会名称", "the foundation's name", read=text)
_PERSON = Option(
    "--person",
    "person",
    "人员编号（不是姓名）",
    "a person's id, never a name",
    read=account,
    value="ID",
)
_OFFICE = Option(
    "--office",
    "office",
    "职务：理事长、理事、监事、秘书长、管理人员",
    "the office",
    choices=("chair", "council", "supervisor", "secretary", "manager"),
)
YEAR = Option("YEAR", "year", "哪一年", "which year", read=number)


def _office(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.foundation.facts import Office

    return {"office": Office(invocation["office"])}


REGISTER = recording(
    "foundations.register",
    CODE,
    _NAME,
    Option("--authority", "authority", "登记管理机关", "who registered it", read=text),
    DOCUMENT,
    role="accountant",
)
RENAME = recording("foundations.rename", CODE, _NAME, DOCUMENT, role="accountant")


def _qualification(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.foundation.facts import Qualification

    return {"qualification": Qualification(invocation["qualification"])}


QUALIFY = recording(
    "foundations.qualify",
    CODE,
    Option(
        "--for",
        "qualification",
        "资格：公开募捐、公益性捐赠税前扣除",
        "qualified for what",
        choices=("public_fundraising", "tax_deduction"),
    ),
    Option("--certificate", "certificate", "证书编号", "the certificate", read=text),
    Option("--since", "since", "自何日起", "from which day", read=day, value="DATE"),
    Option("--until", "until", "至何日止", "to which day", read=day, need=False, value="DATE"),
    role="accountant",
    extra=_qualification,
)
BANK_ACCOUNT = recording(
    "foundations.register_account",
    CODE,
    Option(
        "--account",
        "account",
        "账号的引用（不是账号本身）",
        "token of the account, never the number itself",
        read=text,
        value="TOKEN",
    ),
    Option("--bank", "bank", "开户银行", "the bank", read=text),
    Option("--purpose", "purpose", "用途", "what it is for", read=text),
    role="accountant",
)
CONTACT = recording(
    "foundations.name_contact",
    CODE,
    PERSON,
    DETAILS,
    DOCUMENT,
    role="accountant",
    extra=sealing("person"),
)
APPOINT = recording(
    "foundations.appoint", CODE, _PERSON, _OFFICE, DOCUMENT, role="accountant", extra=_office
)
LEAVE = recording(
    "foundations.leave", CODE, _PERSON, _OFFICE, DOCUMENT, role="accountant", extra=_office
)


def _tie(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.foundation.facts import Tie

    return {"tie": Tie(invocation["tie"])}


RELATED = recording(
    "foundations.declare",
    CODE,
    Option("--party", "party", "收款方或团队的编号", "id of the payee or team", read=text),
    _PERSON,
    Option(
        "--tie",
        "tie",
        "关系：理事监事或其近亲属、捐赠人或管理人员的利害关系人、其他关联方",
        "how they are tied",
        choices=("council_relative", "interested_beneficiary", "supplier"),
    ),
    DOCUMENT,
    role="accountant",
    extra=_tie,
)
REPORT_YEAR = recording(
    "foundations.report_year",
    CODE,
    YEAR,
    Option(
        "--prior-income",
        "prior_income",
        "上年总收入（元）",
        "income of the year before, yuan",
        read=money,
    ),
    Option(
        "--three-years",
        "three_year_income",
        "前三年收入合计（元）",
        "income of the three years before, in all, yuan",
        read=money,
        need=False,
        value="AMOUNT",
    ),
    Option(
        "--spending",
        "charitable_spending",
        "慈善活动支出（元）",
        "charitable spending, yuan",
        read=money,
        value="AMOUNT",
    ),
    Option(
        "--management",
        "management_cost",
        "管理费用（元）",
        "management cost, yuan",
        read=money,
        value="AMOUNT",
    ),
    Option(
        "--total",
        "total_spending",
        "总支出（元）",
        "total spending, yuan",
        read=money,
        value="AMOUNT",
    ),
    DOCUMENT,
    sha256("document_hash"),
    Option(
        "--corrects",
        "corrects",
        "所更正的报告文件",
        "the report that this one corrects",
        read=text,
        need=False,
        value="DOCUMENT",
    ),
    role="accountant",
)
