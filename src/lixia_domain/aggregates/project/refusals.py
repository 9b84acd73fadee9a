"""What a project refuses (拒绝的理由), each with its permanent code."""

from __future__ import annotations

from lixia_domain.kernel.rejection import Reason


class Why(Reason):
    """Every reason a project may refuse."""

    UNKNOWN = "project.unknown", "没有这个项目", "there is no such project"
    EXISTS = "project.exists", "项目编号已用于《{title}》", "the id is that of “{title}”"
    NO_NEED = "project.no_need", "项目须至少引用一项需求", "a project cites at least one need"
    NO_BUDGET = "project.no_budget", "项目须有预算科目", "a project needs budget lines"
    LINE_TWICE = "project.line_twice", "预算科目“{line}”重复", "budget line “{line}” stands twice"
    WRONG_STAGE = (
        "project.wrong_stage",
        "项目处于“{stage}”阶段，不能{act}",
        "the project is {stage}: {act} is not possible",
    )
    MINIMUM_ABOVE_BUDGET = (
        "project.minimum_above_budget",
        "启动最低额 {minimum} 超过预算 {budget}",
        "the minimum to start, {minimum}, exceeds the budget {budget}",
    )
    EXCEEDS_REMAINDER = (
        "project.exceeds_remainder",
        "拟认领 {amount}，仅剩 {remainder} 可认领",
        "{amount} asked for, {remainder} left to claim",
    )
    CLAIM_REUSED = (
        "project.claim_reused",
        "认领编号 {claim} 已用于 {enterprise} 的 {amount}",
        "claim id {claim} is that of {enterprise} over {amount}",
    )
    UNKNOWN_CLAIM = "project.unknown_claim", "项目没有认领 {claim}", "there is no claim {claim}"
    WAITS_ELSEWHERE = (
        "project.waits_elsewhere",
        "认领编号 {claim} 正在项目 {project} 候补，请另用编号",
        "claim id {claim} waits for a slot of project {project}: use another id",
    )
    ALL_RECEIVED = (
        "project.all_received",
        "认领 {claim} 的 {paid} 已全部到账，没有可释放的名额；要退款请办退还捐赠",
        "all {paid} of claim {claim} has arrived, there is no slot to free; to pay money back, "
        "return the gift",
    )
    NOT_LESS = (
        "project.not_less",
        "调减后的 {amount} 不小于现认领额 {claimed}",
        "{amount} is no reduction of {claimed}",
    )
    CUTS_CLAIMED = (
        "project.cuts_claimed",
        "调整后预算 {budget} 低于已认领的 {claimed}",
        "the revised budget {budget} is below the claimed {claimed}",
    )
    CUTS_COMMITTED = (
        "project.cuts_committed",
        "科目“{line}”调整为 {amount}，低于已占用的 {committed}",
        "line “{line}” revised to {amount}, below the committed {committed}",
    )
    UNKNOWN_LINE = "project.unknown_line", "预算没有科目“{line}”", "no budget line “{line}”"
    LINE_EXHAUSTED = (
        "project.line_exhausted",
        "科目“{line}”余额 {left}，拟占用 {amount}",
        "line “{line}” has {left} left, {amount} asked for",
    )
    NO_TEAM = "project.no_team", "尚未确定实施团队", "no team has been assigned"
    HAS_TEAM = "project.has_team", "已由 {team} 实施，请走更换程序", "{team} is assigned already"
    OLD_TRANCHE_OPEN = (
        "project.old_tranche_open",
        "原团队的拨付 {disbursements} 尚未结清，不能更换团队",
        "the old team's disbursements {disbursements} are not settled",
    )
    OTHER_TEAM = (
        "project.other_team",
        "拨付是按 {team} 的协议 {agreement} 申请的，项目现由 {now} 按协议 {now_agreement} 实施；"
        "请撤回，由现团队另行申请",
        "the disbursement was asked for under {team}'s agreement {agreement}; the project is now "
        "carried out by {now} under {now_agreement}: withdraw it and let that team ask anew",
    )
    SAME_AGREEMENT = (
        "project.same_agreement",
        "更换团队须另签协议，不能沿用 {agreement}",
        "a new team needs an agreement of its own, not {agreement}",
    )
    BELOW_MINIMUM = (
        "project.below_minimum",
        "到账 {received}，未达启动最低额 {minimum}",
        "{received} received, the published minimum is {minimum}",
    )
    TRANCHES_OPEN = (
        "project.tranches_open",
        "拨付 {disbursements} 尚未结清，不能结项",
        "disbursements {disbursements} are not settled: the project can't close",
    )
    CHANGE_REUSED = (
        "project.change_reused",
        "用途变更编号 {change} 已用于转入 {to}",
        "use change id {change} is that of a move to {to}",
    )
    CHANGE_INTO_ITSELF = (
        "project.change_into_itself",
        "捐赠不能转用于原项目自身，请填另一项目",
        "a gift can't be moved to the project it is for; name another",
    )
    SUSPENDED = (
        "project.suspended",
        "项目已中止（{reason}），不能{act}",
        "the project is suspended ({reason}): {act} is not possible",
    )
    SUSPENDED_OTHERWISE = (
        "project.suspended_otherwise",
        "项目已中止：{reason}",
        "the project is suspended already: {reason}",
    )
    NOT_SUSPENDED = "project.not_suspended", "项目没有中止", "the project is not suspended"
    REVIEW_FAILED = (
        "project.review_failed",
        "中期评估未通过（{findings}），整改并再次评估通过前不拨付",
        "the interim review was not passed ({findings}): no tranche until a later one is",
    )
    NO_CONSENT = (
        "project.naming_unconsented",
        "冠名须经受益人同意（慈善法 99），请附同意书",
        "naming needs the beneficiary's consent, by document",
    )
    NAMED_OTHERWISE = (
        "project.named_otherwise",
        "项目已冠名“{name}”",
        "the project is named “{name}” already",
    )
    SURPLUS_MOVED = (
        "project.surplus_moved",
        "验收以后已有剩余捐赠转作他用，验收不能撤销",
        "money that was left has gone to another use since the acceptance: it stands",
    )
    MONEY_AWAITED = (
        "project.money_awaited",
        "认捐尚有 {awaited} 未到账，不能结项；到账、调减、释放或认定违约后再结",
        "{awaited} of what was pledged has not arrived: the project can't close yet",
    )
    UNKNOWN_CHANGE = "project.unknown_change", "没有用途变更 {change}", "no use change {change}"
