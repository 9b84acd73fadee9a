"""What a bank takes for itself: a limit beyond which an entry is no fee."""

from __future__ import annotations

from lixia_domain.rules.edition import Edition, Sure
from lixia_domain.rules.laws import GIFTS

BANK_FEE = "bank.fee"
MOST_FEN = "most_fen"

EDITIONS: tuple[Edition, ...] = (
    Edition(
        rule=BANK_FEE,
        since=GIFTS,
        source="内部控制（参照发改价格〔2014〕268号：对公转账汇款手续费每笔至多 200 元）",
        sure=Sure.INTERNAL,
        says="银行手续费单笔至多 500 元；更多的须查明用途，凭文件列为管理费",
        says_en="a bank's fee is 500 yuan at most; what is more is looked into, and charged as a "
        "cost with its document",
        figures={MOST_FEN: 500_00},
    ),
)
