"""Sentences that hold of every sound history, whatever is in it: those of DOMAIN §3."""

from __future__ import annotations

from collections.abc import Callable

from lixia_domain.specs.history.bank import BooksMeetBank, ClosingFigures
from lixia_domain.specs.history.banked import (
    CreditsUsedOnce,
    OneDebitAPayment,
    OneFund,
    ReturnedAsWhatItIs,
)
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.money import (
    Available,
    CountedOnce,
    PaidWithinReceived,
    Parts,
    Sides,
)
from lixia_domain.specs.history.papers import GiftsNamed, InvoicesOnce, ReceiptNumbers
from lixia_domain.specs.history.past import Past
from lixia_domain.specs.history.people import (
    ClaimsArePledges,
    ClaimsWithinBudget,
    DonorsKnown,
    NamesByConsent,
    RulesInForce,
    RulesNamed,
    ThreePeople,
)
from lixia_domain.specs.history.receipted import ReceiptsOverGifts
from lixia_domain.specs.history.records import (
    ClosedStaysClosed,
    FiguresTraced,
    Rebuilt,
    ReversalsCite,
    Unbroken,
)
from lixia_domain.specs.history.rights import ActedByRight, HandsApart
from lixia_domain.specs.history.sentences import finding
from lixia_domain.specs.history.statements import StatementsMeetBooks

INVARIANTS: dict[str, type[Check]] = {
    "各期、各笔捐赠之和都等于全额": Parts,
    "每笔到账只计一次，入账的捐赠都出自银行到账": CountedOnce,
    "每笔到账的全部用途合计不超过银行所到": CreditsUsedOnce,
    "每笔钱自始至终在同一基金": OneFund,
    "利息、拨款、变卖所得从不记作退还捐赠": ReturnedAsWhatItIs,
    "每个专户的拨付不超过到账": PaidWithinReceived,
    "每个专户、每份捐赠的可用资金都不低于零": Available,
    "每个项目的认领和占用都不超过预算": ClaimsWithinBudget,
    "每笔认领都与认捐相等": ClaimsArePledges,
    "每笔拨付的申请人、审批人、收款方都是三个人": ThreePeople,
    "每笔拨付的申请、审批、付款、放行和收款都不是同一个人": HandsApart,
    "名册关闭以后，每条事实都由当时有此身份的有效成员记录": ActedByRight,
    "每条流都没有缺号，也没有倒退": Unbroken,
    "每次冲正都注明所引事实、理由和批准人": ReversalsCite,
    "结账以后不再记入已结期间": ClosedStaysClosed,
    "每个决定都注明所据规则": RulesNamed,
    "所据规则在当日都已生效": RulesInForce,
    "财政资金与捐赠资金不在同一专户": Sides,
    "未经同意的名称不在爱心榜上": NamesByConsent,
    "每份捐赠都记有法律上的捐赠人和付款人": DonorsKnown,
    "每个结余都等于其流水之和": FiguresTraced,
    "从头重建的视图与逐条更新的视图相同": Rebuilt,
    "每次结账所载的结余都等于其流水之和": ClosingFigures,
    "每个基金的账面都等于银行收付": BooksMeetBank,
    "每次结账和每次对账，账面都等于银行加减所列未达账项": StatementsMeetBooks,
    "每笔付款都列明所用的捐赠": GiftsNamed,
    "每笔付款各有一笔银行付款": OneDebitAPayment,
    "每个票据号码只用一次，也不跳号": ReceiptNumbers,
    "每张票据只凭一份捐赠，每份捐赠只有一张票据": ReceiptsOverGifts,
    "每张发票只用一次": InvoicesOnce,
}
"""What a spec says, and the check that looks whether it holds."""


def _holding(check: type[Check]) -> Callable[[Past], None]:
    def holds(history: Past) -> None:
        history.hold(check)

    return holds


for _text, _check in INVARIANTS.items():
    finding(_text, _check)(_holding(_check))
