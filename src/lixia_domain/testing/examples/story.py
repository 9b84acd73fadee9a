"""Who and what the examples are about (虚构示例: all of it is invented)."""

from __future__ import annotations

from datetime import date

from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money

PROJECT, SIMILAR = "2021-A-001", "2021-A-002"
BATCH = "2021-1"
FUND = "lixia-wenming"
FIRM, OTHER_FIRM = "91370102MA3C00001E", "91370102MA3C00002H"
FIRM_NAME = "泉畔示例商贸有限公司（虚构）"
CLAIM = "2021-A-001/c1"
TEAM, NEXT_TEAM = "team-quanyue", "team-huaiyin"
ACCOUNT, GENERAL = f"{FUND}/{PROJECT}", f"{FUND}/general"
CREDIT = "基金会收款户01/2021-04-15/DZ20210415000371/1"
GIFT, SECOND_GIFT = f"{CREDIT}#1", "基金会收款户01/2021-04-16/DZ20210416000024/1#1"
GRANT = "基金会收款户01/2021-05-06/CZ20210506000009/1#1"
PAPER = "2021-A-001-d1"
RECEIPT = "37010121/0000123456"
APPROVER, OFFICER, REVIEWER = "acct-b27f", "acct-6d10", "acct-e934"
HASH = "9f2c1d8e7b6a5f4031c2d3e4f5061728394a5b6c7d8e9f00112233445566778a"

DRAFTED = date(2021, 2, 22)
RELEASED = date(2021, 3, 10)
SIGNED = date(2021, 3, 26)
ARRIVED = date(2021, 4, 15)
APPROVED = date(2021, 5, 12)
PAID = date(2021, 5, 14)
REPORTED = date(2021, 8, 20)
ENDED = date(2021, 12, 28)
CLOSED = date(2022, 1, 5)

BUDGET = Money.yuan(45_000)
HALF = Money(22_500_00)
UNSPENT = Money(1_234_57)

PAID_SHARES = (
    GiftShare(gift=GIFT, source=SourceClass.DONATED, amount=Money(13_333_34)),
    GiftShare(gift=SECOND_GIFT, source=SourceClass.DONATED, amount=Money(6_666_66)),
)
BACK_SHARES = (
    GiftShare(gift=GIFT, source=SourceClass.DONATED, amount=Money(823_05)),
    GiftShare(gift=SECOND_GIFT, source=SourceClass.DONATED, amount=Money(411_52)),
)
