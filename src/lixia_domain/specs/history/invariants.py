"""Sentences that hold of every sound history, whatever is in it: those of DOMAIN §3."""

from __future__ import annotations

from collections.abc import Callable

from lixia_domain.specs.history.accounted import AccountedFor, CameBack
from lixia_domain.specs.history.agreed import PaidForThat
from lixia_domain.specs.history.announced import CeremonyFigures, FirmsOnce
from lixia_domain.specs.history.balloted import (
    BallotsComplete,
    OneKeyOneCall,
    VotesCounted,
    VotesInWindow,
)
from lixia_domain.specs.history.bank import BooksMeetBank, ClosedEmpty, ClosingFigures
from lixia_domain.specs.history.bank_months import BankMonths
from lixia_domain.specs.history.banked import (
    CreditsUsedOnce,
    OneDebitAPayment,
    OneFund,
    ReturnedAsWhatItIs,
)
from lixia_domain.specs.history.begun import NamedOnceThere
from lixia_domain.specs.history.certified import CertificatesStand
from lixia_domain.specs.history.claims import ClaimsArePledges, ClaimsWithinBudget
from lixia_domain.specs.history.consents import FrozenStays, MovedByConsent
from lixia_domain.specs.history.counterparts import (
    DebitsHaveTheirFact,
    GovernmentSpentInTime,
)
from lixia_domain.specs.history.credited import CreditedIsBooked
from lixia_domain.specs.history.dated import (
    BankDaysPast,
    InvoicesInTime,
    OfficersNotPaid,
    TimeGoesOn,
    YearsFit,
)
from lixia_domain.specs.history.disclosed import DisclosedInTime, PlansInTime
from lixia_domain.specs.history.dunned import DemandsInTime, NobodyDunned
from lixia_domain.specs.history.editions import EditionsFollow
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.given import DonorsOwnMoney, PledgedByRight
from lixia_domain.specs.history.held import HeldForWhatItCame
from lixia_domain.specs.history.listed import ListedIsOpen
from lixia_domain.specs.history.money import (
    Available,
    CountedOnce,
    NamedApart,
    PaidWithinReceived,
    Parts,
    Sides,
)
from lixia_domain.specs.history.named import NamesWhatIsThere
from lixia_domain.specs.history.needs import NeedsOpenAgain
from lixia_domain.specs.history.objected import CallsEnd
from lixia_domain.specs.history.open_items import OpenItems
from lixia_domain.specs.history.papers import GiftsNamed, InvoicesOnce, NothingBlank
from lixia_domain.specs.history.past import Past
from lixia_domain.specs.history.payments import PaidWhilePayable
from lixia_domain.specs.history.people import (
    DonorsKnown,
    NamesByConsent,
    RulesInForce,
    RulesNamed,
    ThreePeople,
)
from lixia_domain.specs.history.persons import GuardiansOfAge, LeftAlone, OneAge
from lixia_domain.specs.history.receipt_numbers import ReceiptNumbers
from lixia_domain.specs.history.receipted import ReceiptsOverGifts
from lixia_domain.specs.history.records import (
    ClosedStaysClosed,
    DatedSoundly,
    FiguresTraced,
    Rebuilt,
    ReversalsCite,
    Unbroken,
)
from lixia_domain.specs.history.returned import ApportionedGoesBack, MatchesPromised, ReturnsPaid
from lixia_domain.specs.history.rights import ActedByRight, HandsApart
from lixia_domain.specs.history.sentences import finding
from lixia_domain.specs.history.served import ServedByRight, SessionsByRight
from lixia_domain.specs.history.shorts import MadeGoodLawfully, NothingWhileShort
from lixia_domain.specs.history.shown import ShownByConsent
from lixia_domain.specs.history.statements import StatementsMeetBooks
from lixia_domain.specs.history.tranches import EvidenceFirst, TrancheNumbers

INVARIANTS: dict[str, type[Check]] = {
    "各期、各笔捐赠之和都等于全额": Parts,
    "每笔到账只计一次，入账的捐赠都出自银行到账": CountedOnce,
    "每笔到账的全部用途合计不超过银行所到": CreditsUsedOnce,
    "暂收款只成为它所为之来的，所欠由债务人清偿": HeldForWhatItCame,
    "为某一用途付的，又回到暂收的，只用于此，或依付款人的书面指示": PaidForThat,
    "到账分配和转出的每一分，都在专户入账": CreditedIsBooked,
    "每笔钱自始至终在同一基金": OneFund,
    "利息、拨款、变卖所得从不记作退还捐赠": ReturnedAsWhatItIs,
    "每笔退回都由银行付出，一笔不多，一笔不少": ReturnsPaid,
    "财政配套都有约定，不超上限，不过期限": MatchesPromised,
    "认定为摊派的款项全部退回": ApportionedGoesBack,
    "每份捐赠的变更用途都有约定、同意或裁判": MovedByConsent,
    "冻结的专户和捐赠不转出、不退还、不列支": FrozenStays,
    "冲抵认捐的是认捐人自己的钱，国有单位的已获审批备案": DonorsOwnMoney,
    "每个专户的拨付不超过到账": PaidWithinReceived,
    "每个专户、每份捐赠的可用资金都不低于零": Available,
    "每笔短缺都出自冲正，不用其他捐赠人的钱和财政资金弥补": MadeGoodLawfully,
    "短缺弥补以前，专户不批准、不付款": NothingWhileShort,
    "每个项目的认领、到账和占用都不超过预算": ClaimsWithinBudget,
    "每笔认领都与认捐相等": ClaimsArePledges,
    "认捐时企业未停用，所向基金已设立": PledgedByRight,
    "每笔拨付的申请人、审批人、收款方都是三个人": ThreePeople,
    "每笔拨付的申请、审批、付款、放行、收款和凭证审核各有其人": HandsApart,
    "名册关闭以后，每条事实都由当时有此身份的有效成员记录": ActedByRight,
    "每条流都没有缺号，也没有倒退": Unbroken,
    "每次冲正都注明所引事实、理由和批准人": ReversalsCite,
    "结账以后不再记入已结期间": ClosedStaysClosed,
    "没有事实的业务日期早于 2000 年，或晚于记录之日二十年": DatedSoundly,
    "每个决定都注明所据规则": RulesNamed,
    "所据规则在当日都已生效": RulesInForce,
    "财政资金与捐赠资金不在同一专户": Sides,
    "没有项目以保留的用途名称为编号": NamedApart,
    "未经同意的名称不在爱心榜上": NamesByConsent,
    "每份捐赠都记有法律上的捐赠人和付款人": DonorsKnown,
    "每个结余都等于其流水之和": FiguresTraced,
    "从头重建的视图与逐条更新的视图相同": Rebuilt,
    "每次结账所载的结余都等于其流水之和": ClosingFigures,
    "每个基金的账面都等于银行收付": BooksMeetBank,
    "每个银行账户每月的余额，都等于账册各项逐笔相加": BankMonths,
    "每次结账和每次对账所列的未达账项，都出自银行与账册的事实": ListedIsOpen,
    "没有超过 60 日的未达账项，超过 10 日未达的付款都注明原因": OpenItems,
    "每笔核对过的付款流水，账上都有金额相同的一笔，一一对应": DebitsHaveTheirFact,
    "财政资金在期限以内由银行付出": GovernmentSpentInTime,
    "基金终止时，各专户都没有余额": ClosedEmpty,
    "每次结账和每次对账，账面都等于银行加减所列未达账项": StatementsMeetBooks,
    "每笔付款都列明所用的捐赠": GiftsNamed,
    "每笔付款各有一笔银行付款": OneDebitAPayment,
    "付款时项目、团队、基金、专户仍与批准时相同": PaidWhilePayable,
    "每一期只付一次": TrancheNumbers,
    "此前各期核销以后，才批准并支付下一期": EvidenceFirst,
    "每笔核销都凭已提交的凭证，合计不超过付款": AccountedFor,
    "每笔收回、退票都已入账，退入当初付款的捐赠": CameBack,
    "凡须有文书的，文书都已写明": NothingBlank,
    "每个票据号码只用一次，也不跳号": ReceiptNumbers,
    "每张票据只凭一份捐赠，每份捐赠只有一张票据": ReceiptsOverGifts,
    "每张发票只用一次": InvoicesOnce,
    "每次催告都在到期之后，每次违约都在催告期满之后": DemandsInTime,
    "从不向停下的项目和终止中的基金催款": NobodyDunned,
    "每次公开都是应公开的一期，且在该期开始之后": DisclosedInTime,
    "每个募捐方案都提前十日备案，期满以后不再延长": PlansInTime,
    "任职于基金会的人在任期间从不受款": OfficersNotPaid,
    "每张发票都在协议签订与提交之间": InvoicesInTime,
    "没有银行流水的日期晚于登记之日": BankDaysPast,
    "年度报告的数字彼此相符": YearsFit,
    "记录时间从不后退 5 秒以上": TimeGoesOn,
    "每个人只有一个成年之日、一名监护人": OneAge,
    "监护人都已成年且不是本人，未成年的作者都有监护人": GuardiansOfAge,
    "每段服务时长都在登记和监护人同意以后，有危险的先投保": ServedByRight,
    "每场活动当日，项目在实施，团队是项目的团队且未停用": SessionsByRight,
    "每份服务证明都与经证明的时段相符": CertificatesStand,
    "每次公开影像，可辨认的人当日都有有效的同意": ShownByConsent,
    "限制处理以后，不再记录这个人的事": LeftAlone,
    "选票列明每件通过初审的作品": BallotsComplete,
    "每一票都在投票期内，投票期到最后一日终了": VotesInWindow,
    "封票所载的票数都等于逐票相加": VotesCounted,
    "一把投票密钥只用于一个征集": OneKeyOneCall,
    "每个征集都有结果或出路，异议都有答复，密钥到期销毁": CallsEnd,
    "仪式公布的数字都等于当时账册逐笔相加": CeremonyFigures,
    "合并的企业只算一家，停用的企业不并入别家": FirmsOnce,
    "每条事实所引的都已登记，且状态容许": NamesWhatIsThere,
    "每条事实所引的在其业务日期都已经有了": NamedOnceThere,
    "项目终止以后，所列的需求重新待办": NeedsOpenAgain,
    "指南各版的版次和施行日依次相接": EditionsFollow,
}
"""What a spec says, and the check that looks whether it holds."""


def _holding(check: type[Check]) -> Callable[[Past], None]:
    def holds(history: Past) -> None:
        history.hold(check)

    return holds


for _text, _check in INVARIANTS.items():
    finding(_text, _check)(_holding(_check))
