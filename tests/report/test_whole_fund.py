"""A fund to which all happened that can happen to one, told section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve

from lixia_adapters.demo import cast
from lixia_domain.aggregates import disclosure, donation_receipt, team
from lixia_domain.aggregates import enterprise as firm
from lixia_domain.aggregates import fundraising_plan as plan
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.foundation import facts as fdn
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.report.content import Cell, Document, Paragraph, Section, Table
from lixia_domain.application.report.donor import NoSuchDonor, sheet
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import GENERAL, SUSPENSE
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES, story

from .conftest import report

NOW = datetime(2022, 6, 1, tzinfo=UTC)
LAST = date(2022, 5, 31)
KEEPER = EXAMPLES["fund.proposed"].foundation
PERSON = f"p:{'0' * 31}7"
SUPPLIER = story.OTHER_FIRM
GENERAL_GIFT, LATE_GIFT, ELSEWHERE = "general#1", "late#1", "elsewhere#1"
CLOSED = "2021-A-009"


def share(gift: str, yuan: int, source: SourceClass = SourceClass.DONATED) -> GiftShare:
    return GiftShare(gift=gift, source=source, amount=Money.yuan(yuan))


def in_order(facts: Sequence[Any]) -> list[Any]:
    """Return facts each dated no earlier than the one before."""
    found: list[Any] = []
    for fact in facts:
        on = max(fact.on, found[-1].on) if found else fact.on
        found.append(evolve(fact, on=on))
    return found


def told(work: Work) -> None:
    """Record the life of a fund: facts as they would be, each on its own stream."""
    example: Any = EXAMPLES
    work.record(FUND, story.FUND, [example["fund.proposed"], example["fund.established"]])
    declared = example["foundation.related_party_declared"]
    tie = {"party": "payee-07", "person": declared.person, "tie": declared.tie}
    ended = evolve(example["foundation.related_tie_ended"], **tie, on=story.ENDED)
    foundation = (
        example["foundation.registered"],
        evolve(
            example["foundation.qualification_recorded"],
            qualification=fdn.Qualification.TAX_DEDUCTION,
            until=date(2023, 12, 31),
        ),
        evolve(declared, party=SUPPLIER, on=story.RELEASED),
        evolve(declared, party=SUPPLIER, person=f"{declared.person}x", on=story.RELEASED),
        evolve(declared, party=PERSON, on=story.PAID),
        evolve(declared, party="payee-07", on=story.RELEASED),
        ended,
        example["foundation.year_reported"],
    )
    work.record(FOUNDATION, KEEPER, in_order(foundation))
    work.record(firm.ENTERPRISE, story.FIRM, [example["enterprise.registered"]])
    work.record(team.TEAM, story.TEAM, [example["team.registered"]])
    foreign = evolve(example["account.donation_received"], gift=ELSEWHERE)
    work.record(ACCOUNT, join_key("f2", "P"), [example["account.opened"], foreign])
    _projects(work)
    _money(work)
    _papers(work)


def _projects(work: Work) -> None:
    example: Any = EXAMPLES
    drafted, published = example["project.drafted"], example["project.published"]
    begun = (drafted, example["project.approved"], published)
    ended = {
        story.PROJECT: (example["project.team_assigned"], example["project.started"]),
        story.SIMILAR: (example["project.cancelled"],),
        CLOSED: (example["project.closed"],),
        "2021-A-010": (),
    }
    for key, more in ended.items():
        work.record(PROJECT, key, in_order([*begun, *more]))


def _money(work: Work) -> None:
    example: Any = EXAMPLES
    received = example["account.donation_received"]
    opened = example["account.opened"]
    here = [
        opened,
        received,
        evolve(received, gift=story.SECOND_GIFT, legal_donor=PERSON, claim=None),
        evolve(example["account.funds_paid_out"], shares=story.PAID_SHARES),
        evolve(example["account.recovery_received"], shares=story.BACK_SHARES),
        evolve(example["account.recovery_reversed"], shares=story.BACK_SHARES[:1]),
        evolve(example["account.donation_reversed"], gift=story.GIFT, amount=Money.yuan(100)),
        evolve(example["account.donation_returned"], gift=story.GIFT, amount=Money.yuan(50)),
        evolve(example["account.surplus_moved_out"], share=share(story.GIFT, 500)),
    ]
    work.record(ACCOUNT, story.ACCOUNT, in_order(here))
    there = [
        evolve(opened, designation=story.SIMILAR),
        evolve(example["account.surplus_moved_in"], share=share(story.GIFT, 500)),
    ]
    work.record(ACCOUNT, join_key(story.FUND, story.SIMILAR), in_order(there))
    late = evolve(received, gift=LATE_GIFT, claim=None, on=date(2022, 2, 1), period="2022-02")
    work.record(
        ACCOUNT, join_key(story.FUND, CLOSED), in_order([evolve(opened, designation=CLOSED), late])
    )
    work.record(
        ACCOUNT,
        join_key(story.FUND, "2021-A-404"),
        [
            evolve(opened, designation="2021-A-404"),
            evolve(received, gift="lost#1", claim=None, restriction="2021-A-404"),
        ],
    )
    general = [
        evolve(opened, designation=GENERAL),
        evolve(received, gift=GENERAL_GIFT, claim=None, restriction=GENERAL),
        example["account.interest_credited"],
        evolve(example["account.bank_fee_charged"], shares=(share(GENERAL_GIFT, 10),)),
        evolve(
            example["account.bank_fee_reversed"], shares=(share(GENERAL_GIFT, 3),), on=story.PAID
        ),
        evolve(example["account.management_cost_charged"], shares=(share(GENERAL_GIFT, 20),)),
        evolve(example["account.management_cost_reversed"], shares=(share(GENERAL_GIFT, 5),)),
        evolve(example["account.shortfall_arose"], gift=GENERAL_GIFT, amount=Money.yuan(30)),
        evolve(example["account.put_to_shortfall"], shares=(share(GENERAL_GIFT, 5),)),
    ]
    work.record(ACCOUNT, join_key(story.FUND, GENERAL), in_order(general))
    granted = [evolve(opened, designation="government"), example["account.appropriation_received"]]
    work.record(ACCOUNT, join_key(story.FUND, "government"), in_order(granted))
    held, cleared = example["account.suspense_held"], example["account.suspense_cleared"]
    suspense = [
        evolve(opened, designation=SUSPENSE),
        evolve(held, amount=Money.yuan(70), on=story.ARRIVED),
        evolve(cleared, amount=Money.yuan(20), to="returned", on=date(2022, 2, 1)),
        evolve(cleared, amount=Money.yuan(30), to=story.GIFT, on=date(2022, 2, 1)),
    ]
    work.record(ACCOUNT, join_key(story.FUND, SUSPENSE), in_order(suspense))
    credit = [
        example["bank_credit.recorded"],
        evolve(example["bank_credit.held"], amount=Money.yuan(20)),
    ]
    work.record(BANK_CREDIT, story.CREDIT, in_order(credit))


def _papers(work: Work) -> None:
    example: Any = EXAMPLES
    asked, approved = example["disbursement.requested"], example["disbursement.approved"]
    paid = example["disbursement.funds_disbursed"]
    payees = {story.PAPER: SUPPLIER, "own": story.TEAM, "person": PERSON, "other": "payee-07"}
    for paper, payee in payees.items():
        facts = [evolve(asked, payee=payee), approved, evolve(paid, payee=payee)]
        work.record(DISBURSEMENT, paper, in_order(facts))
        if paper != story.PAPER:
            out = evolve(
                example["account.funds_paid_out"],
                disbursement=paper,
                shares=(share(story.SECOND_GIFT, 7),),
                on=story.ENDED,
            )
            work.record(ACCOUNT, story.ACCOUNT, [out])
    accepted = evolve(example["disbursement.expense_accepted"], amount=paid.amount)
    work.record(DISBURSEMENT, "done", [asked, approved, paid, accepted])
    pledged = example["pledge.donation_pledged"]
    work.record(PLEDGE, story.CLAIM, [pledged])
    later = evolve(pledged, instalments=tuple(evolve(i, due=LAST) for i in pledged.instalments))
    work.record(PLEDGE, "not due", [evolve(later, enterprise=story.OTHER_FIRM)])
    owed = evolve(example["pledge.defaulted"], owed=Money.yuan(9))
    work.record(PLEDGE, "defaulted", in_order([evolve(pledged, enterprise=story.OTHER_FIRM), owed]))
    work.record(PLEDGE, "released", in_order([pledged, example["pledge.released"]]))
    work.record(PLEDGE, "another fund's", [evolve(pledged, fund="f2")])
    filed = evolve(example["fundraising_plan.filed"], fund=story.FUND)
    work.record(plan.FUNDRAISING_PLAN, "running", [filed])
    work.record(
        plan.FUNDRAISING_PLAN,
        "over",
        in_order([evolve(filed, begins=date(2021, 1, 1), ends=date(2021, 1, 2)), EXAMPLES[ENDED]]),
    )
    publication = evolve(example["disclosure.published"], subject="running")
    corrected = evolve(example["disclosure.corrected"], on=date(2022, 3, 1))
    work.record(disclosure.DISCLOSURE, "d-1", in_order([publication, corrected]))
    goods = evolve(example["in_kind.delivered"], fund=story.FUND)
    work.record(IN_KIND, "goods", [goods])
    work.record(IN_KIND, "elsewhere", [evolve(goods, fund="f2")])
    receipt = evolve(example["donation_receipt.issued"], gift=story.GIFT)
    work.record(donation_receipt.DONATION_RECEIPT, story.RECEIPT, [receipt])


ENDED = "fundraising_plan.ended"


@pytest.fixture(scope="module")
def fund() -> Iterator[Store]:
    with open_store("memory:", create=True, clock=lambda: NOW) as opened:
        opened.ledger.transact(told, by=opened.by("acct-1", Role.SYSTEM))
        yield opened


@pytest.fixture(scope="module")
def whole(fund: Store) -> Document:
    """The report on everything up to the last day."""
    return report(fund, fund_id=story.FUND, as_of=LAST, since=date(2021, 1, 1))


@pytest.fixture(scope="module")
def year(fund: Store) -> Document:
    """The report on the accounting year of the last day."""
    return report(fund, fund_id=story.FUND, as_of=LAST)


def section(document: Document, title: str) -> Section:
    [found] = (each for each in document.sections if each.title.zh == title)
    return found


def table(document: Document, title: str) -> Table:
    [found] = (b for b in document.blocks() if isinstance(b, Table) and b.title.zh == title)
    return found


def rows(found: Table) -> dict[str, tuple[Cell, ...]]:
    return {(cell.zh if isinstance(cell, Words) else str(cell)): rest for cell, *rest in found.rows}  # type: ignore[misc]


def said(document: Document, title: str) -> str:
    told = [b.text.zh for b in section(document, title).blocks if isinstance(b, Paragraph)]
    return "".join(told)


def money(cell: Cell) -> Money:
    assert isinstance(cell, Money)
    return cell


@pytest.mark.parametrize("name", ["whole", "year"])
def test_opening_lines_and_closing_add_up(name: str, request: pytest.FixtureRequest) -> None:
    found = table(request.getfixturevalue(name), "基金收支表")
    assert found.total is not None
    for at in range(1, len(found.columns)):
        lines = [
            -money(row[at]) if row[0].zh.startswith("减") else money(row[at])  # type: ignore[union-attr]
            for row in found.rows
            if row[at] is not None and not row[0].zh.startswith("其中")  # type: ignore[union-attr]
        ]
        assert total(lines) == found.total[at]


def test_what_one_year_closed_with_the_next_opens_with(fund: Store, year: Document) -> None:
    before = report(fund, fund_id=story.FUND, as_of=date(2021, 12, 31))
    closing = table(before, "基金收支表").total
    assert closing is not None
    opening = rows(table(year, "基金收支表"))["期初结存"]
    named = [column.name for column in table(before, "基金收支表").columns]
    assert named == [column.name for column in table(year, "基金收支表").columns]
    assert list(opening) == list(closing[1:])


def test_lines_in_which_nothing_moved_are_left_out(year: Document) -> None:
    lines = list(rows(table(year, "基金收支表")))
    assert lines[:2] == ["期初结存", "加：收到款项"]
    assert not [line for line in lines if "手续费" in line]


def test_a_shortfall_that_is_not_made_good_is_told(year: Document) -> None:
    left = rows(table(year, "基金收支表"))["其中期末仍未弥补的短缺（由基金会弥补）"]
    assert left[0] == Money.yuan(30)
    assert left[-1] == Money.yuan(30)


def test_suspense_is_a_liability_and_no_income(whole: Document, year: Document) -> None:
    found = table(year, "暂收款（负债，不是收入）")
    assert [money(row[1]) for row in found.rows] == [
        Money.yuan(amount) for amount in (70, 0, 30, 20)
    ]
    assert found.total is not None
    assert found.total[1] == Money.yuan(20)
    assert found.note is not None
    assert "1 笔，最早 2021-04-15" in found.note.zh
    assert "suspense" not in [column.name for column in table(whole, "基金收支表").columns]


def test_gross_undone_and_net_stand_beside_each_other(whole: Document) -> None:
    for row in table(whole, "总额与净额（自设立起累计）").rows:
        gross, undone, net = map(money, row[1:])
        assert net == gross - undone
    assert money(rows(table(whole, "总额与净额（自设立起累计）"))["捐赠到账"][1]) == Money.yuan(150)


def test_costs_are_told_by_kind_and_by_who_had_them(whole: Document) -> None:
    kinds = rows(table(whole, "本期支出，按种类"))
    assert kinds["银行手续费"][0] == Money.yuan(10 - 3)
    assert kinds["管理费"][0] == Money.yuan(20 - 5)
    payees = rows(table(whole, "本期收款方，按类别"))
    assert set(payees) == {"实施团队", "个人", "单位（统一社会信用代码）", "登记的其他收款方"}
    paid = money(table(whole, "本期支出，按种类").rows[0][1])
    assert table(whole, "本期收款方，按类别").total[3] == paid  # type: ignore[index]
    assert table(whole, "受资助的团队").total[1] == paid  # type: ignore[index]


def test_what_is_paid_is_an_advance_until_it_is_accounted_for(whole: Document) -> None:
    found = rows(table(whole, "拨付与预付（自设立起）"))
    assert found["已凭证核销（支出）"] == [Money.yuan(20_000)]
    assert found["尚未核销（预付）"] == [Money.yuan(80_000)]


def test_dealings_with_related_parties_are_told_from_their_declaration_on(whole: Document) -> None:
    found = table(whole, "关联方交易")
    assert {row[1] if isinstance(row[1], str) else row[1].zh for row in found.rows} == {  # type: ignore[union-attr]
        SUPPLIER,
        "个人",
    }
    assert {row[4] for row in found.rows} == {"管委会纪要 2021-5"}
    assert "已申报关联方 3 个" in said(whole, "支出与收款方")


def test_a_tie_that_has_ended_is_none_and_a_party_tied_twice_is_one(whole: Document) -> None:
    found = table(whole, "关联方交易").rows
    assert "payee-07" not in {row[1] for row in found}
    assert len({*found}) == len(found), "each payment is told once"


def test_nobody_related_was_paid_in_a_year_without_payments(year: Document) -> None:
    assert "本期与其交易 0 笔" in said(year, "支出与收款方")


def test_what_is_held_is_told_by_what_it_is_for(year: Document) -> None:
    found = rows(table(year, "期末捐赠结存的计划用途"))
    assert len(found) == 5  # under way, cancelled, closed, not on record, for no one project
    held = table(year, "基金收支表").total
    assert held is not None
    donated = money(held[1]) + money(held[2])
    short = money(rows(table(year, "基金收支表"))["其中期末仍未弥补的短缺（由基金会弥补）"][0])
    assert table(year, "期末捐赠结存的计划用途").total == (Words("合计", "Total"), 4, donated), (
        short
    )
    stranded = table(year, "已取消、已结项项目的结存")
    assert [str(row[0]) for row in stranded.rows] == [story.SIMILAR, CLOSED]
    assert all(row[4] for row in stranded.rows)


def test_what_was_promised_and_has_not_come_is_told_by_how_late_it_is(year: Document) -> None:
    found = rows(table(year, "认捐未到"))
    assert list(found) == ["已违约，仍应履行", "未到期", "已逾期"]
    assert found["已违约，仍应履行"] == [1, Money.yuan(9)]
    assert found["已逾期"] == [1, story.BUDGET]


def test_how_donations_came_is_told_apart(whole: Document, year: Document) -> None:
    assert set(rows(table(whole, "本期捐赠收入，按来源（净额）"))) == {
        "认领企业依协议捐赠",
        "募捐方案期间、无协议的捐赠",
        "其他捐赠",
    }
    assert set(rows(table(year, "本期捐赠收入，按来源（净额）"))) == {"其他捐赠"}
    plans = table(whole, "募捐方案")
    assert [row[3] for row in plans.rows] == [None, "全国慈善信息平台"]


def test_goods_are_told_by_what_they_are_worth(whole: Document) -> None:
    [row] = table(whole, "受赠实物（以凭证或评估价值计，不是现金）").rows
    assert row[3] == row[7]


def test_corrections_are_noted_in_the_period_that_they_were_made_in(
    whole: Document, year: Document
) -> None:
    assert "更正账目 4 笔，更正已公开信息 1 项" in said(whole, "更正")
    assert "更正账目 1 笔，更正已公开信息 1 项" in said(year, "更正")
    assert len(table(whole, "账目更正").rows) == 4


def test_it_says_that_it_is_not_the_statutory_accounts(whole: Document) -> None:
    assert "不是基金会的法定财务会计报告" in said(whole, "编制说明")
    assert rows(table(whole, "基金会"))["统一社会信用代码"] == [KEEPER]


def told_to(fund: Store, donor: str, **asked: Any) -> Document:
    wanted: dict[str, Any] = {"fund_id": story.FUND, "as_of": LAST, "at": None, "seal": None}
    return sheet(fund, donor=donor, **wanted | asked)


def test_a_donor_reads_where_each_fen_went(fund: Store) -> None:
    document = told_to(fund, story.FIRM)
    given = table(document, "到账的捐赠")
    uses = table(document, "每笔捐赠的去向")
    assert given.total is not None
    assert uses.total is not None
    assert uses.total[2] == given.total[4]
    named = [row[1].zh if isinstance(row[1], Words) else row[1] for row in uses.rows]
    assert {"助餐", "冲正、退还", "手续费与管理费", "弥补短缺", "尚未用出"} == set(named)
    assert story.RECEIPT.replace("/", "-") in str(given.rows)
    assert document.request.startswith(f"--donor {story.FIRM} --as-of")
    assert story.FIRM_NAME in document.title.zh
    assert "税前扣除资格至" in str(document.sections[1])


def test_who_only_promised_gets_a_sheet_too(fund: Store) -> None:
    document = told_to(fund, story.OTHER_FIRM)
    assert not table(document, "到账的捐赠").rows
    assert story.OTHER_FIRM in document.title.zh


def test_a_donor_without_promise_or_gift_has_no_sheet(fund: Store) -> None:
    with pytest.raises(NoSuchDonor):
        told_to(fund, "91370102MA3C00003K")


def test_another_funds_gifts_are_in_no_sheet_of_this_one(fund: Store) -> None:
    document = told_to(fund, story.FIRM)
    assert ELSEWHERE not in str(document.sections)


def test_a_fund_of_a_foundation_that_is_not_on_record_has_a_report(store: Store) -> None:
    def founded(work: Work) -> None:
        work.record(FUND, "f2", [EXAMPLES["fund.proposed"], EXAMPLES["fund.established"]])

    with open_store("memory:", create=True, clock=lambda: NOW) as opened:
        opened.ledger.transact(founded, by=opened.by("acct-1", Role.SYSTEM))
        document = report(opened, fund_id="f2", as_of=LAST)
        assert document.foundation == KEEPER
        assert "尚未报告年度数字" in said(document, "基金会年度指标")
        with pytest.raises(NoSuchDonor):
            sheet(opened, donor=story.FIRM, fund_id="f2", as_of=LAST, at=None, seal=None)


def test_a_sheet_of_the_demo_tells_what_the_project_did(store: Store) -> None:
    claim = next(claim for claim in cast.claims() if claim.project == "P-008")
    document = sheet(store, donor=claim.code, fund_id=cast.FUND, as_of=LAST, at=None, seal=None)
    [row] = table(document, "受助项目").rows
    assert row[4] == 4
    assert claim.firm in document.title.zh
