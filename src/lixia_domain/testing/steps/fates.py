"""A fund's rule and its end, and what becomes of enterprises: renamed, merged, debarred."""

from __future__ import annotations

from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.application.finance import funds, winding_up
from lixia_domain.application.programme import enterprises
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.people_and_projects import THE_FUND, keeper_registered

carries_out("专项基金已拟设，协议尚未签订", funds.propose, first=keeper_registered, **THE_FUND)
carries_out(
    "专项基金制定管理办法，管理费不超过 {permille:Number}‰",
    funds.set_management_rule,
    document="管理办法",
)
carries_out('专项基金进入终止程序，因"{reason}"', funds.terminate, document="管委会决议")
carries_out(
    '专项基金的非限定结余 {amount:Money} 转用于项目"{project_id}"，凭纪要"{minutes}"',
    winding_up.hand_on,
)
carries_out(
    '专项基金的非限定结余 {amount:Money} 依"{clause}"转用于项目"{project_id}"，凭纪要"{minutes}"',
    winding_up.hand_on,
)
carries_out('专项基金撤销终止程序，因"{reason}"，凭"{document}"', funds.resume)
carries_out('专项基金终止，清算报告"{report}"', funds.close)
carries_out('企业"{code}"更名为"{name}"', enterprises.rename, document="变更登记通知书")
carries_out('企业"{code}"并入"{successor}"', enterprises.merge, document="合并协议")
carries_out('企业"{code}"的并入撤销，因"{reason}"，凭"{document}"', enterprises.annul_merger)
carries_out('企业"{code}"被禁入，因"{reason}"', enterprises.debar, document="公示截图")
carries_out('企业"{code}"解除禁入', enterprises.reinstate, document="移出决定书")
carries_out(
    '以信用代码"{code}"登记企业"{name}"',
    enterprises.register,
    ownership=Ownership.PRIVATE,
    reads={"code": str},
)
carries_out(
    '以企业"{code}"的信用代码登记企业"{name}"',
    enterprises.register,
    ownership=Ownership.PRIVATE,
)
carries_out(
    '专项基金另依协议"{agreement}"设立', funds.establish, first=keeper_registered, **THE_FUND
)
carries_out('专项基金管理委员会任命为"{members}"', funds.appoint_committee, document="任命文件")
carries_out(
    '另一专项基金"{fund_id}"已设立',
    funds.establish,
    first=keeper_registered,
    agreement="{fund_id}设立协议",
    **THE_FUND,
)
