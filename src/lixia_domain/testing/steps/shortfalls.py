"""What the bank took back of money that was spent: how it is made good."""

from __future__ import annotations

from lixia_domain.application.finance import shortfalls
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.money import the_gift

carries_out(
    '项目"{designation}"中捐赠"{gift}"的短缺 {amount:Money}，依"{document}"向"{debtor}"追索',
    shortfalls.claim,
)
carries_out(
    '项目"{designation}"中捐赠"{gift}"的短缺 {amount:Money} 由到账"{credit}"弥补，凭"{document}"',
    shortfalls.pay,
)
carries_out(
    '项目"{designation}"中捐赠"{gift}"的短缺 {amount:Money} 由到账"{credit}"的捐赠弥补，'
    '凭"{document}"',
    shortfalls.put_gift,
    by_gift=the_gift,
)
carries_out(
    '项目"{designation}"中捐赠"{gift}"的短缺 {amount:Money} 由非限定资金弥补，纪要"{minutes}"',
    shortfalls.cover,
)
