"""Looking at a history: as of a date, as known at a position, in one pass; and what is found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs
import pytest
from benchmarks import synthetic

from lixia_adapters.demo.cast import FOUNDATION_CODE as KEEPER
from lixia_domain import open_store
from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.donation_receipt import (
    DONATION_RECEIPT,
    DonationReceiptIssued,
    DonationReceiptReversed,
)
from lixia_domain.aggregates.enterprise import EnterpriseMerged
from lixia_domain.aggregates.invoice import InvoiceShared, InvoiceUsed
from lixia_domain.aggregates.member.facts import RoleGranted
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application import bootstrap
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.persons import members
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.specs.history.bank import BooksMeetBank, ClosingFigures
from lixia_domain.specs.history.banked import (
    CreditsUsedOnce,
    OneDebitAPayment,
    OneFund,
    ReturnedAsWhatItIs,
)
from lixia_domain.specs.history.folds import ALL, KEPT, Check
from lixia_domain.specs.history.held import HeldForWhatItCame
from lixia_domain.specs.history.invariants import INVARIANTS
from lixia_domain.specs.history.moment import WHOLE, Gate, Moment
from lixia_domain.specs.history.money import Available, CountedOnce, PaidWithinReceived
from lixia_domain.specs.history.papers import GiftsNamed, InvoicesOnce
from lixia_domain.specs.history.past import Archive, Past, Run, go_through
from lixia_domain.specs.history.people import NamesByConsent, RulesInForce, ThreePeople
from lixia_domain.specs.history.receipt_numbers import NUMBERED, ReceiptNumbers
from lixia_domain.specs.history.receipted import ReceiptsOverGifts
from lixia_domain.specs.history.records import (
    ClosedStaysClosed,
    FiguresTraced,
    Rebuilt,
    ReversalsCite,
    Unbroken,
)
from lixia_domain.specs.history.rights import ActedByRight, HandsApart
from lixia_domain.specs.history.rows import Projects, Summary
from lixia_domain.specs.history.tranches import TrancheNumbers
from lixia_domain.testing.examples import EXAMPLES
from lixia_domain.views import VIEWS

AT = datetime(2021, 3, 10, tzinfo=UTC)
AFTER = date(2100, 1, 1)


@pytest.fixture(scope="module")
def facts(demo: Path) -> Sequence[Recorded]:
    with open_store(f"sqlite:///{demo}", read_only=True) as store:
        return list(store.ledger.read())


C = TypeVar("C", bound=Check)


def looking(check: type[C], facts: Sequence[Recorded]) -> tuple[C, Run]:
    """All is taken in, and nothing is compared yet."""
    run = Run(WHOLE, [check])
    go_through(facts, [run])
    return cast(C, run.folds[check]), run


def found(check: type[C], facts: Sequence[Recorded]) -> C:
    looked, run = looking(check, facts)
    run.end()
    return looked


def changed(
    facts: Sequence[Recorded], cls: type[Event], place: int = 0, **told: Any
) -> list[Recorded]:
    """The same history, but one fact says otherwise."""
    places = [at for at, recorded in enumerate(facts) if isinstance(recorded.event, cls)]
    at = places[place]
    event: Any = attrs.evolve(facts[at].event, **told)  # type: ignore[misc]
    return [*facts[:at], another(facts[at], event=event), *facts[at + 1 :]]


def another(recorded: Recorded, **told: Any) -> Recorded:
    fields = {name: getattr(recorded, name) for name in recorded.__struct_fields__}
    return Recorded(**{**fields, **told})


def dropped(facts: Sequence[Recorded], cls: type[Event]) -> list[Recorded]:
    """The same history without the first fact of a kind."""
    at = next(at for at, recorded in enumerate(facts) if isinstance(recorded.event, cls))
    return [*facts[:at], *facts[at + 1 :]]


def shared_out(facts: Sequence[Recorded], total: Money, *slips: str) -> list[Recorded]:
    """The same history, but its first invoice is over ``total``, and each slip uses a fen more."""
    told = changed(facts, InvoiceUsed, total=total)
    first = next(recorded for recorded in told if isinstance(recorded.event, InvoiceUsed))
    evidence = next(r for r in told if isinstance(r.event, dis.ExpenseEvidenced))
    for slip in slips:
        share = InvoiceShared(
            disbursement="D", amount=Money(1), slip=slip, file_hash="0", on=first.event.on
        )
        told += [another(evidence), another(first, event=share)]
    return told


def given_back(facts: Sequence[Recorded]) -> list[Recorded]:
    """The same history, and its interest goes back as if it were a donation."""
    bore = next(r for r in facts if isinstance(r.event, acc.InterestCredited))
    gift = cast(acc.InterestCredited, bore.event).gift
    back = acc.DonationReturned(
        gift=gift,
        amount=ONE_FEN,
        basis="order",
        document="d",
        rule="r",
        period="2021-12",
        on=bore.event.on,
    )
    return [*facts, another(bore, event=back)]


def meant_otherwise(facts: Sequence[Recorded]) -> list[Recorded]:
    """The same history, but what interest was made of had come for a claim."""
    bore = next(r for r in facts if isinstance(r.event, acc.InterestCredited))
    credit = cast(acc.InterestCredited, bore.event).credit
    held = bc.CreditHeld(amount=ONE_FEN, reason="r", claims=("c",), on=bore.event.on)
    first = next(r for r in facts if isinstance(r.event, bc.BankCreditRecorded) and r.key == credit)
    at = facts.index(first) + 1
    return [*facts[:at], another(first, event=held), *facts[at:]]


def collected_of(facts: Sequence[Recorded], debtor: str) -> list[Recorded]:
    """The same history, and somebody else's payment settles what ``debtor`` owes."""
    first = next(r for r in facts if isinstance(r.event, bc.BankCreditRecorded))
    told: dict[str, Any] = {"fund": "F", "amount": ONE_FEN, "on": first.event.on}
    arose = bc.ReceivableArose(debtor=debtor, document="d", **told)
    collected = bc.ReceivableCollected(credit=first.key, **told)
    return [*facts, another(first, event=arose), another(first, event=collected)]


def receipted_too(facts: Sequence[Recorded], **told: str) -> list[Recorded]:
    """The same history, and once more is a gift receipted."""
    first = next(recorded for recorded in facts if isinstance(recorded.event, bc.CreditReceipted))
    return [*facts, another(first, event=attrs.evolve(first.event, **told))]


@pytest.mark.parametrize("text", INVARIANTS)
def test_a_sound_history_holds(facts: Sequence[Recorded], text: str) -> None:
    assert not found(INVARIANTS[text], facts).wrongs


ONE_FEN = Money(1)
PAID: dict[str, Any] = {"purpose": dbt.Purpose.DISBURSEMENT, "cites": "x"}
CHINESE = set("，。；：（）的是与")
"""What an English sentence has no use for."""

TAMPERED = [
    (CountedOnce, lambda f: changed(f, acc.DonationReceived, amount=ONE_FEN), "入账 0.01 元"),
    (
        CountedOnce,
        lambda f: [*f, *[r for r in f if isinstance(r.event, acc.DonationReceived)][:1]],
        "入账两次",
    ),
    (Available, lambda f: dropped(f, acc.DonationReceived), "结余"),
    (CreditsUsedOnce, lambda f: dropped(f, bc.BankCreditRecorded), "没有登记"),
    (CreditsUsedOnce, lambda f: changed(f, acc.InterestCredited, amount=Money(10**9)), "合计用了"),
    (
        CreditsUsedOnce,
        lambda f: [*f, *[r for r in f if isinstance(r.event, acc.RecoveryReceived)][:1]],
        "合计用了",
    ),
    (HeldForWhatItCame, lambda f: meant_otherwise(f), "改作了别用"),
    (HeldForWhatItCame, lambda f: collected_of(f, "乙"), "不是债务人付的"),
    (OneFund, lambda f: changed(f, bc.BankCreditRecorded, fund="F2"), "记到了基金"),
    (OneFund, lambda f: changed(f, dis.DisbursementRequested, account="F2/p"), "记到了基金"),
    (ReturnedAsWhatItIs, lambda f: given_back(f), "记作退还捐赠"),
    (
        OneDebitAPayment,
        lambda f: [*f, *[r for r in f if isinstance(r.event, dis.FundsDisbursed)][:1]],
        "又付了",
    ),
    (OneDebitAPayment, lambda f: changed(f, dbt.BankDebitMatched, **PAID), "不是一笔"),
    (OneDebitAPayment, lambda f: changed(f, dis.DisbursementApproved, on=AFTER), "不是一笔"),
    (PaidWithinReceived, lambda f: dropped(f, acc.DonationReceived), "拨付超过到账"),
    (ThreePeople, lambda f: changed(f, dis.DisbursementApproved, approver="payee-01"), "收款方"),
    (
        ThreePeople,
        lambda f: changed(f, dis.DisbursementApproved, approver="team-lead-01"),
        "申请人",
    ),
    (ThreePeople, lambda f: changed(f, dis.FundsDisbursed, payee="x"), "付给了 x"),
    (Unbroken, lambda f: dropped(f, acc.DonationReceived), "缺第 2 版"),
    (Unbroken, lambda f: [f[1], f[0], *f[2:]], "不在"),
    (
        ClosedStaysClosed,
        lambda f: [*f, *[r for r in f if isinstance(r.event, acc.FundsPaidOut)]],
        "又记入",
    ),
    (
        RulesInForce,
        lambda f: changed(f, dis.DisbursementApproved, rule="donation.receipt@2024-09-05"),
        "并不生效",
    ),
    (
        RulesInForce,
        lambda f: changed(f, dis.DisbursementApproved, rule="no.rule@2016-09-01"),
        "不在规则簿中",
    ),
    (
        ClosingFigures,
        lambda f: changed(f, acc.AccountPeriodClosed, donated=ONE_FEN),
        "结账 0.01 元",
    ),
    (BooksMeetBank, lambda f: dropped(f, acc.DonationReceived), "银行"),
    (GiftsNamed, lambda f: changed(f, dis.FundsDisbursed, amount=ONE_FEN), "付款 0.01 元"),
    (ReceiptNumbers, lambda f: [r for r in f if r.key != "DEMO2021/00000007"], "跳号 1 个：7"),
    (
        ReceiptNumbers,
        lambda f: [r for r in f if r.key not in {f"DEMO2021/{n:08d}" for n in (7, 8, 11)}],
        "跳号 3 个：7–8、11",
    ),
    (ReceiptsOverGifts, lambda f: receipted_too(f, receipt="DEMO2021/00000002"), "又凭捐赠"),
    (ReceiptsOverGifts, lambda f: receipted_too(f, gift="x"), "又凭捐赠 x"),
    (
        ReceiptsOverGifts,
        lambda f: receipted_too(f, gift="x", receipt="X/1"),
        "票据 X/1：票据一方记 —，捐赠一方记 x",
    ),
    (
        ReceiptsOverGifts,
        lambda f: [*f, *[r for r in f if isinstance(r.event, bc.CreditReceipted)][:1]],
        "又开 DEMO2021/00000001",
    ),
    (ReceiptsOverGifts, lambda f: dropped(f, DonationReceiptIssued), "票据一方记 —"),
    (ReceiptsOverGifts, lambda f: dropped(f, bc.CreditReceipted), "捐赠一方记 —"),
    (ReceiptsOverGifts, lambda f: changed(f, DonationReceiptIssued, gift="x"), "票据一方记 x"),
    (InvoicesOnce, lambda f: [*f, *[r for r in f if isinstance(r.event, InvoiceUsed)][:1]], "两次"),
    (
        InvoicesOnce,
        lambda f: [*f, *[r for r in f if isinstance(r.event, dis.ExpenseEvidenced)][:1]],
        "两次",
    ),
    (InvoicesOnce, lambda f: shared_out(f, ONE_FEN, "甲"), "超过价税合计 0.01 元"),
    (InvoicesOnce, lambda f: shared_out(f, Money.yuan(90_000), "甲", "甲"), "没有自己的分割单"),
    (InvoicesOnce, lambda f: shared_out(f, Money.yuan(90_000), ""), "没有自己的分割单"),
]


@pytest.mark.parametrize(
    ("check", "tamper", "said"), TAMPERED, ids=lambda value: getattr(value, "__name__", None)
)
def test_a_history_that_was_tampered_with_is_found_out(
    facts: Sequence[Recorded], check: type[Check], tamper: Any, said: str
) -> None:
    wrongs = found(check, tamper(facts)).wrongs
    assert any(said in wrong.zh for wrong in wrongs), wrongs[:3]
    assert not any(CHINESE & set(wrong.en.replace("（虚构示例）", "")) for wrong in wrongs), wrongs[
        :3
    ]


def test_what_a_firm_owes_is_paid_by_what_it_went_into_at_whatever_remove(
    facts: Sequence[Recorded],
) -> None:
    first = next(r for r in facts if isinstance(r.event, bc.BankCreditRecorded))
    payer = cast(bc.BankCreditRecorded, first.event).notice
    merged = [
        another(
            first,
            stream=f"enterprise-{code}",
            event=EnterpriseMerged(successor=successor, document="d", on=first.event.on),
        )
        for code, successor in (("乙", "丙"), ("丙", payer.payer_ref or payer.payer))
    ]
    assert not found(HeldForWhatItCame, [*merged, *collected_of(facts, "乙")]).wrongs
    assert found(HeldForWhatItCame, [*merged[:1], *collected_of(facts, "乙")]).wrongs


@pytest.mark.parametrize(("basis", "sound"), [(acc.MADE_GOOD, True), ("use_change", False)])
def test_what_goes_back_to_the_unrestricted_money_is_donors_money_again(
    facts: Sequence[Recorded], basis: str, sound: bool
) -> None:
    came = next(r for r in facts if isinstance(r.event, acc.AppropriationReceived))
    granted = cast(acc.AppropriationReceived, came.event)
    there, told = f"{granted.gift}/general", {"on": granted.on, "period": granted.period}
    government = GiftShare(gift=granted.gift, source=SourceClass.GOVERNMENT, amount=ONE_FEN)
    donated = attrs.evolve(government, source=SourceClass.DONATED)
    out = acc.SurplusMovedOut(
        share=government, to=there, basis=basis, document="m", rule="r", **told
    )
    into = acc.SurplusMovedIn(share=donated, origin=came.key, legal_donor="d", **told)
    moved = [another(came, event=out), another(came, stream=f"account-{there}", event=into)]
    wrongs = found(Available, [*facts[: facts.index(came) + 1], *moved]).wrongs
    assert any("资金类别" in each.zh for each in wrongs) is not sound


def test_an_invoice_may_be_shared_out_up_to_its_total(facts: Sequence[Recorded]) -> None:
    assert not found(InvoicesOnce, shared_out(facts, Money.yuan(90_000), "甲", "乙")).wrongs


def test_a_view_that_forgets_is_found_out(facts: Sequence[Recorded]) -> None:
    looked, run = looking(Rebuilt, facts[:600])
    run.tables.rows["project_register"].popitem()
    run.end()
    assert any("project_register" in wrong.zh for wrong in looked.wrongs)


def test_faults_beyond_the_limit_are_counted_not_kept(facts: Sequence[Recorded]) -> None:
    class Nothing(Check):
        reads = ALL

        def take(self, recorded: Recorded) -> None:
            self.wrong("不对", "wrong", recorded)

    looked = found(Nothing, facts)
    assert len(looked.wrongs) == KEPT and looked.count == len(facts)


def test_as_of_a_date_later_facts_and_streams_opened_later_are_left_out() -> None:
    early, late = date(2021, 3, 10), date(2021, 3, 11)

    def fact(position: int, stream: str, version: int, on: date) -> Recorded:
        event = acc.AccountFrozen(gift=None, reason="", by=None, on=on)
        return Recorded(position, stream, version, event, AT, "a", "system")

    told = [
        fact(1, "account-1", 1, early),
        fact(2, "account-2", 1, late),
        fact(3, "account-1", 2, late),
        fact(4, "account-2", 2, early),  # can't be, but would be left out with its stream
        fact(5, "account-3", 1, early),
    ]

    def let(moment: Moment) -> list[int]:
        gate = Gate(moment)
        return [recorded.position for recorded in told if gate.lets(recorded)]

    assert let(WHOLE) == [1, 2, 3, 4, 5]
    assert let(Moment(on=early)) == [1, 5]
    assert let(Moment(position=3)) == [1, 2, 3]
    assert let(Moment(on=early, position=3)) == [1]


def test_all_scenarios_of_a_run_share_one_pass(demo: Path) -> None:
    with open_store(f"sqlite:///{demo}", read_only=True) as store:
        archive = Archive(store, store.ledger.head())
        launch = Moment(on=date(2021, 3, 10))
        archive.want(WHOLE, INVARIANTS.values())
        archive.want(launch, (Summary, Projects))
        for check in INVARIANTS.values():
            archive.fold(WHOLE, check)
        row = archive.fold(launch, Summary).tables["programme_summary"]["全部"]
        assert (row.projects, row.projects_claimed) == (123, 55)
        assert archive.passes == 1


def test_views_folded_for_specs_are_the_views_that_everybody_sees(demo: Path) -> None:
    with (
        open_store(f"sqlite:///{demo}", read_only=True) as store,
        open_store(f"sqlite:///{demo}", read_only=True) as other,
    ):
        archive = Archive(store, store.ledger.head())
        anew = archive.fold(WHOLE, Rebuilt).tables
        build = other.views()
        for model in VIEWS:
            assert dict(build.rows(model)) == anew[model.name], model.name


def test_an_answer_cites_the_facts_it_was_read_from(demo: Path) -> None:
    with open_store(f"sqlite:///{demo}", read_only=True) as store:
        past = Past(Archive(store, store.ledger.head()))
        past.settle(Moment(on=date(2021, 3, 10)))
        names = [recorded.event.event_name for recorded in past.stream("project-P-001")]
        assert "project.claimed" in names and "project.started" not in names
        assert [ref.name for ref in past.refs] == names


def test_a_name_without_consent_is_found_out(facts: Sequence[Recorded]) -> None:
    looked, run = looking(NamesByConsent, facts)
    key, row = next(
        (k, r) for k, r in run.tables.rows["enterprise_roll"].items() if looked.agreed[k]
    )
    looked.agreed[key].clear()  # as if the roll had not heard of the withdrawal
    run.end()
    assert any(row.name in wrong.zh for wrong in looked.wrongs)


def test_a_balance_without_its_movements_is_found_out(facts: Sequence[Recorded]) -> None:
    looked, run = looking(FiguresTraced, facts)
    run.tables.rows["account_ledger"].popitem()
    run.end()
    assert looked.wrongs


def test_a_credit_given_out_twice_is_found_out(facts: Sequence[Recorded]) -> None:
    allocated = next(r for r in facts if isinstance(r.event, bc.CreditAllocated))
    looked = found(CountedOnce, [*facts, allocated])
    assert any("超过到账额" in wrong.zh for wrong in looked.wrongs)


def test_folds_that_look_at_the_same_view_share_its_rows(facts: Sequence[Recorded]) -> None:
    run = Run(WHOLE, [Rebuilt, FiguresTraced, Projects])
    go_through(facts, [run])
    run.end()
    rebuilt, traced, projects = run.folds.values()
    assert rebuilt.tables is traced.tables is projects.tables
    assert projects.tables["project_register"]


@pytest.mark.parametrize("count", [1, 5_003, 20_001])
def test_the_history_that_benchmarks_read_is_sound(count: int) -> None:
    made = list(synthetic.envelopes(count))
    run = Run(WHOLE, INVARIANTS.values())
    go_through(made, [run])
    run.end()
    assert len(made) == count
    assert not [wrong for fold in run.folds.values() for wrong in cast(Check, fold).wrongs[:1]]
    if count > 20_000:
        told = {type(recorded.event) for recorded in made}
        assert {acc.AccountPeriodClosed, acc.FundsPaidOut, DonationReceiptIssued} <= told


def test_every_fact_that_uses_a_receipt_number_is_looked_at() -> None:
    assert {*NUMBERED, DonationReceiptReversed} == set(DONATION_RECEIPT.events)


def test_a_reversal_that_cites_nothing_is_found_out(facts: Sequence[Recorded]) -> None:
    reversed_ = acc.DonationReversed(
        gift="nix",
        amount=ONE_FEN,
        cites="bank_credit-nix 1",
        reason=" ",
        approver="x",
        period="2021-12",
        on=date(2021, 12, 1),
    )
    at = next(r for r in facts if isinstance(r.event, acc.DonationReceived))
    wrongs = found(ReversalsCite, [*facts, another(at, event=reversed_)]).wrongs
    said = " ".join(wrong.zh for wrong in wrongs)
    assert "没有注明理由" in said and "所引事实“bank_credit-nix 1”不在账册中" in said
    assert not found(ReversalsCite, facts).wrongs


def test_a_charge_is_reversed_once_and_as_it_was(facts: Sequence[Recorded]) -> None:
    at = next(r for r in facts if isinstance(r.event, acc.DonationReceived))
    fee: Any = EXAMPLES["account.bank_fee_charged"]
    charged = another(at, event=fee)
    back: Any = EXAMPLES["account.bank_fee_reversed"]
    back = attrs.evolve(back, cites=f"{charged.stream}@{charged.version}")
    once = [charged, another(charged, event=back)]
    assert not found(ReversalsCite, once).wrongs
    for wrong in (
        [*once, another(charged, event=back)],
        [charged, another(charged, event=attrs.evolve(back, cites="account-nix@1"))],
        [charged, another(charged, event=attrs.evolve(back, debit="nix"))],
        [charged, another(charged, event=attrs.evolve(back, shares=back.shares * 2))],
    ):
        assert "不是原样冲正" in found(ReversalsCite, wrong).wrongs[0].zh


def test_a_payment_is_reversed_once_and_as_it_was(facts: Sequence[Recorded]) -> None:
    at = next(r for r in facts if isinstance(r.event, acc.FundsPaidOut))
    paid: Any = at.event
    example: Any = EXAMPLES["account.payment_reversed"]
    back = attrs.evolve(example, disbursement=paid.disbursement, shares=paid.shares)
    once = [at, another(at, event=back)]
    assert not found(ReversalsCite, once).wrongs
    for wrong in (
        [*once, another(at, event=back)],
        [at, another(at, event=attrs.evolve(back, disbursement="nix"))],
        [at, another(at, event=attrs.evolve(back, shares=paid.shares * 2))],
    ):
        assert "不是原样冲正" in found(ReversalsCite, wrong).wrongs[0].zh


def test_who_gives_a_right_up_had_it_for_all_that_the_commit_records() -> None:
    """An administrator revokes its own role under a key: the request is noted after that."""
    with bootstrap.open_store("memory:", create=True, clock=ToldClock(AT)) as store:
        three = tuple(
            Administrator(account=f"admin-{n}", person=f"p:{n:032x}", foundation=foundation)
            for n, foundation in enumerate(("", "", KEEPER))
        )
        told = {"document": "授权书", "on": store.today()}
        first = store.by("admin-0", Role.ADMINISTRATOR)
        members.close(store.ledger, first, administrators=three, **told)
        given = {"account": "admin-0", "member_role": Role.ADMINISTRATOR, **told}
        members.revoke(store.ledger, attrs.evolve(first, command="once"), **given)
        gone = list(store.ledger.read())
        assert gone[-1].event.event_name == "command.done"
        assert not found(ActedByRight, gone).wrongs
        told_after = another(gone[-1], correlation="another")
        assert len(found(ActedByRight, [*gone, told_after]).wrongs) == 1


def test_who_acts_past_a_term_is_found(facts: Sequence[Recorded]) -> None:
    """As if the year's accountant had held the role until the summer only."""
    granted = [
        at
        for at, recorded in enumerate(facts)
        if isinstance(recorded.event, RoleGranted) and recorded.event.role is Role.ACCOUNTANT
    ]
    short = list(facts)
    for at in granted:
        event: Any = facts[at].event
        short[at] = another(facts[at], event=attrs.evolve(event, until=date(2021, 6, 30)))
    wrongs = found(ActedByRight, short).wrongs
    assert wrongs
    late = {ref for wrong in wrongs for ref in wrong.refs}
    by_position = {recorded.position: recorded for recorded in facts}
    days = [business_date(by_position[ref.position].recorded_at) for ref in late]
    assert min(days) > date(2021, 6, 30)


HANDS: dict[str, dict[str, Any]] = {
    "disbursement.requested": {"requester": "office-1", "payee": "shop-1"},
    "disbursement.approved": {"approver": "appr-1"},
    "disbursement.approval_fell": {},
    "disbursement.funds_disbursed": {"paid_by": "cash-1", "released_by": "appr-1"},
}


@pytest.mark.parametrize(("fell", "hands"), [(True, 0), (False, 1)])
def test_an_approval_that_fell_is_nobodys_hand_any_more(*, fell: bool, hands: int) -> None:
    names = [name for name in HANDS if fell or name != "disbursement.approval_fell"]
    history = [
        Recorded(
            position,
            "disbursement-D1",
            position,
            attrs.evolve(cast(Any, EXAMPLES[name]), **HANDS[name]),
            AT,
            "a",
            Role.CASHIER,
        )
        for position, name in enumerate(names, 1)
    ]
    assert len(found(HandsApart, history).wrongs) == hands


@pytest.mark.parametrize(
    ("by", "again", "hands"),
    [("acct-1", "acct-1", 0), ("cash-1", "cash-2", 1), ("chief-1", "cash-2", 1)],
)
def test_who_paid_does_not_cancel_the_payment_and_its_hands_are_free_again(
    by: str, again: str, hands: int
) -> None:
    paid = EXAMPLES["disbursement.funds_disbursed"]
    told: list[Any] = [
        attrs.evolve(cast(Any, paid), paid_by="cash-1", released_by="chief-1"),
        EXAMPLES["disbursement.payment_cancelled"],
        attrs.evolve(cast(Any, paid), paid_by="chief-1", released_by=again),
    ]
    history = [
        Recorded(at, "disbursement-D1", at, event, AT, by, Role.CASHIER)
        for at, event in enumerate(told, 1)
    ]
    assert len(found(HandsApart, history).wrongs) == hands


PAID_ANEW = (
    ("D1", "disbursement.requested"),
    ("D1", "disbursement.funds_disbursed"),
    ("D1", "disbursement.payment_bounced"),
    ("D2", "disbursement.requested"),
    ("D2", "disbursement.funds_disbursed"),
    ("D1", "disbursement.bounce_reversed"),
    ("D3", "disbursement.requested"),
    ("D3", "disbursement.funds_disbursed"),
)


@pytest.mark.parametrize(("number", "wrongs"), [(5, 0), (6, 0), (8, 2)])
def test_a_tranche_that_bounced_is_paid_anew_and_the_bank_may_still_take_the_bounce_back(
    number: int, wrongs: int
) -> None:
    history = [
        Recorded(
            position,
            f"disbursement-{paper}",
            position,
            cast(Any, EXAMPLES[name]),
            AT,
            "a",
            Role.CASHIER,
        )
        for position, (paper, name) in enumerate(PAID_ANEW[:number], 1)
    ]
    assert len(found(TrancheNumbers, history).wrongs) == wrongs


GOODS: dict[str, Any] = {
    "in_kind.receipted": {"receipt": "R/1"},
    "donation_receipt.issued_in_kind": {"delivery": "G1"},
    "donation_receipt.reversed": {},
    "in_kind.unreceipted": {"receipt": "R/1"},
}


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, None), (1, "票据一方记 —，捐赠一方记 G1"), (2, None), (3, "捐赠一方记 G1"), (4, None)],
)
def test_a_receipt_over_goods_is_over_them_until_it_is_reversed(
    number: int, said: str | None
) -> None:
    history = [
        Recorded(
            position,
            "in_kind-G1" if name.startswith("in_kind") else "donation_receipt-R/1",
            position,
            attrs.evolve(cast(Any, EXAMPLES[name]), **told),
            AT,
            "a",
            Role.RECEIPT_KEEPER,
        )
        for position, (name, told) in enumerate([*GOODS.items()][:number], 1)
    ]
    wrongs = found(ReceiptsOverGifts, history).wrongs
    assert [said in wrong.zh for wrong in wrongs if said] == ([True] if said else [])
    assert bool(wrongs) is (said is not None)
