"""Gifts in kind: taken in, issued, sold, written off, and the receipts given for them."""

from __future__ import annotations

from lixia_domain.aggregates.donation_receipt import DONATION_RECEIPT, DonationReceiptIssuedInKind
from lixia_domain.application.finance import goods, receipts
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.books import CODE
from lixia_domain.testing.steps.expect import NotSo, same
from lixia_domain.testing.steps.reading import Words, by_word, figure, row_of, view_rows
from lixia_domain.testing.steps.sentences import check, one_of
from lixia_domain.testing.steps.world import World, credit_code

VALUED = by_word(Valued) | {"公允": Valued.FAIR_VALUE}
GOODS = Words(
    "数字",
    "figure",
    {
        "价值": "value_fen",
        "结存价值": "left_fen",
        "发放价值": "issued_fen",
        "变卖所得": "net_fen",
        "报损价值": "written_off_fen",
    },
)


carries_out(
    '"{donor}"捐赠实物"{delivery_id}"：{quantity:Number} {unit}"{item}"，'
    '{valued}价值 {value:Money}，凭证"{document}"，限用于项目"{project_id}"',
    goods.deliver,
    reads={"donor": credit_code, "valued": VALUED},
)
carries_out(
    '以业务日期 {on:Date} 补记："{donor}"捐赠实物"{delivery_id}"：'
    '{quantity:Number} {unit}"{item}"，'
    '{valued}价值 {value:Money}，凭证"{document}"，限用于项目"{project_id}"',
    goods.deliver,
    reads={"donor": credit_code, "valued": VALUED},
)
carries_out(
    '实物"{delivery_id}"发放 {quantity:Number} 件给项目"{project_id}"',
    goods.issue,
    receiver="team-01",
    document="领用单",
)
carries_out(
    '实物"{delivery_id}"发放 {quantity:Number} 件给项目"{project_id}"，由"{receiver}"签收',
    goods.issue,
    document="领用单",
)
carries_out(
    '实物"{delivery_id}"变卖 {quantity:Number} 件，售价 {proceeds:Money}，'
    '费用 {costs:Money}，所得见到账"{credit_id}"',
    goods.sell,
    minutes="变卖纪要",
)
carries_out('实物"{delivery_id}"开具票据"{number}"', receipts.issue_in_kind, code=CODE)
carries_out(
    '实物"{delivery_id}"报损 {quantity:Number} 件，因"{reason}"',
    goods.write_off,
    minutes="报损纪要",
)


carries_out(
    '实物"{delivery_id}"凭领用单"{issued}"发放的退回 {quantity:Number} 件，因"{reason}"',
    goods.take_back,
    document="退库单",
)
carries_out(
    '实物"{delivery_id}"依纪要"{written_off}"报损的找回 {quantity:Number} 件，因"{reason}"',
    goods.find,
    document="盘点表",
)


@check(
    '实物"{delivery}"结存 {left:Number} 件，{word}为 {amount:Money}',
    accepts={"word": one_of(GOODS.known)},
)
def _(world: World, delivery: str, left: int, word: str, amount: Money) -> None:
    row = row_of(view_rows(world, "in_kind_register"), delivery, "实物", "delivery")
    zh, en = f"实物 {delivery} ", f"delivery {delivery}"
    same(f"{zh}的结存件数", f"what is left of {en}", row.left, left)
    figure(row, GOODS, word, amount, zh, en)


@check(
    '票据"{number}"开给"{who}"，实物"{item}" {quantity:Number} {unit}，{valued}价值 {value:Money}',
    accepts={"valued": one_of(VALUED)},
)
def _(
    world: World,
    number: str,
    who: str,
    item: str,
    quantity: int,
    unit: str,
    valued: str,
    value: Money,
) -> None:
    history = world.ledger.history(DONATION_RECEIPT.stream(join_key(CODE, number)))
    issued = history[0].event if history else None
    if not isinstance(issued, DonationReceiptIssuedInKind):
        raise NotSo(f"票据 {number} 未就实物开具", f"receipt {number} is not for goods")
    found = (issued.donor, issued.item, issued.quantity, issued.unit, issued.valued, issued.value)
    told = (credit_code(who), item, quantity, unit, VALUED[valued], value)
    same(f"票据 {number} ", f"receipt {number}", _listed(found), _listed(told))


def _listed(parts: tuple[object, ...]) -> str:
    return "、".join(map(str, parts))
