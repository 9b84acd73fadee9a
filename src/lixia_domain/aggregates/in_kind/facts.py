"""What can have happened to a gift in kind (实物捐赠)."""

from __future__ import annotations

from typing import TypeAlias

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words


@stored_as("in_kind.delivered", says=Words("实物收讫", "goods taken in"))
class InKindDelivered(Event):
    """实物收讫：捐赠人、限定用途、数量、价值与其依据。``document_hash`` 为依据的 SHA-256。"""

    fund: str
    donor: str
    restriction: str
    item: str
    unit: str
    quantity: int
    value: Money
    valued: Valued
    document: str
    document_hash: str
    rule: str


@stored_as("in_kind.issued", says=Words("实物发放", "goods issued"))
class InKindIssued(Event):
    """实物发放。``to`` 为项目，``receiver`` 为签收的团队或人员编号（不是姓名）。"""

    quantity: int
    value: Money
    to: str
    receiver: str
    document: str


@stored_as("in_kind.sold", says=Words("实物变卖", "goods sold"))
class InKindSold(Event):
    """实物变卖：售价减必要费用入账为捐赠资金，限定用途不变（慈善法 54）。"""

    quantity: int
    value: Money
    proceeds: Money
    costs: Money
    credit: str
    gift: str
    minutes: str
    rule: str


@stored_as("in_kind.sale_reversed", says=Words("变卖冲正", "sale of goods reversed"))
class InKindSaleReversed(Event):
    """变卖冲正：所得那笔到账冲正了，实物回到结存，另行处理。``gift`` 为原所得的编号。"""

    quantity: int
    value: Money
    gift: str
    reason: str


@stored_as("in_kind.written_off", says=Words("实物报损", "goods written off"))
class InKindWrittenOff(Event):
    """实物报损。"""

    quantity: int
    value: Money
    reason: str
    minutes: str
    approver: str


@stored_as("in_kind.returned", says=Words("发放退回", "issued goods came back"))
class InKindReturned(Event):
    """发放有误或未用，实物退回结存。``issued`` 为原领用单。"""

    quantity: int
    value: Money
    issued: str
    reason: str
    document: str


@stored_as("in_kind.found", says=Words("报损找回", "goods written off were found"))
class InKindFound(Event):
    """报损的实物找回或可用，回到结存。``written_off`` 为原报损纪要。"""

    quantity: int
    value: Money
    written_off: str
    reason: str
    document: str


@stored_as("in_kind.receipted", says=Words("实物已开票", "goods receipted"))
class InKindReceipted(Event):
    """整批实物已开具捐赠票据。"""

    receipt: str


@stored_as("in_kind.unreceipted", says=Words("实物票据收回", "receipt for goods undone"))
class InKindUnreceipted(Event):
    """票据红冲，可另行开具。"""

    receipt: str


InKindEvent: TypeAlias = (
    InKindDelivered
    | InKindIssued
    | InKindSold
    | InKindSaleReversed
    | InKindWrittenOff
    | InKindReturned
    | InKindFound
    | InKindReceipted
    | InKindUnreceipted
)
Facts: TypeAlias = tuple[InKindEvent, ...]
