"""What older code recorded and today's does not, so that stores which have it stay in the specs."""

from __future__ import annotations

from collections.abc import Callable

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account import income
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement import recoveries
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.application.finance import excess
from lixia_domain.application.finance.accounts import posting_account
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import CREDITS_FIRST
from lixia_domain.recording.work import Work
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.sentences import act, one_of
from lixia_domain.testing.steps.treasury import PURPOSES
from lixia_domain.testing.steps.world import ACCOUNTS, FUND, World


@act("这个账册由早先的代码开设")
def _(world: World) -> None:
    world.ledger.journal.describe(CREDITS_FIRST, "")


@act(
    '早先的代码把未登记的到账"{credit}" {amount:Money} 记为{purpose}资金的利息',
    accepts={"purpose": one_of(PURPOSES)},
)
def _(world: World, credit: str, amount: Money, purpose: str) -> None:
    def recorded(work: Work) -> None:
        key = posting_account(work, FUND, PURPOSES[purpose], world.today)
        known = work.load(ACCOUNT, key)
        told = income.credit_interest(
            known, gift=f"{credit}#1", credit=credit, amount=amount, on=world.today
        )
        work.record(ACCOUNT, key, told)

    _by_the_accountant(world, recorded)


@act('早先的代码凭未登记的到账"{credit}"收回拨付"{paper}"的结余 {amount:Money}')
def _(world: World, credit: str, paper: str, amount: Money) -> None:
    def recorded(work: Work) -> None:
        known = disbursement.existing(work.load(DISBURSEMENT, paper))
        told = recoveries.recover(known, amount=amount, credit=credit, on=world.today)
        work.record(DISBURSEMENT, paper, told)
        key = known.requested.account
        back = account.recover(
            work.load(ACCOUNT, key),
            disbursement=paper,
            shares=told[0].shares,
            credit=credit,
            on=world.today,
        )
        work.record(ACCOUNT, key, back)

    _by_the_accountant(world, recorded)


@act('早先的代码支付拨付"{paper}"，付款编号写作"{debit}"')
def _(world: World, paper: str, debit: str) -> None:
    def recorded(work: Work) -> None:
        known = disbursement.existing(work.load(DISBURSEMENT, paper))
        told = disbursement.pay(
            known, debit=debit, voucher="记-1", paid_by="出纳", released_by=None, on=world.today
        )
        work.record(DISBURSEMENT, paper, told)
        key = known.requested.account
        paid = account.pay_out(work.load(ACCOUNT, key), disbursement=paper, on=world.today)
        work.record(ACCOUNT, key, paid)

    _by_the_accountant(world, recorded)


carries_out(
    '凭纪要"{minutes}"冲回超出到账"{credit_id}"的引用',
    excess.take_off,
)


def _by_the_accountant(world: World, recorded: Callable[[Work], None]) -> None:
    by = world.store.by(ACCOUNTS[Role.ACCOUNTANT], Role.ACCOUNTANT)
    world.ledger.transact(recorded, by=by)
    world.ledger._old.clear()  # no other code records such facts while the ledger is open
