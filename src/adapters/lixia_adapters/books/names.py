"""Names and amounts in a form that all three programs take."""

from __future__ import annotations

import re
import unicodedata

from lixia_domain.audit.books.chart import Account
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, SUSPENSE
from lixia_domain.kernel.visible import UNSEEN

PURPOSES = {
    GENERAL: "General-通用",
    GOVERNMENT: "Government-财政资金",
    SUSPENSE: "Suspense-暂收款",
    OTHER: "Other-其他收入",
}
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"})
_UNSEEN = re.compile(f"[{UNSEEN}]")
ESCAPE = "ˍ"
"""Opens the hex of a byte that a name may not hold: a letter to all three, and rare."""


def name_of(account: Account) -> str:
    """Return the account's name, other accounts never the same.

    beancount wants each part to begin with a capital letter or a digit and to hold letters, digits
    and hyphens only; Chinese characters are letters, but no capitals. So every part opens in
    English.
    """
    subject = account.subject
    purpose = PURPOSES.get(account.designation) or f"Project-{_letters(account.designation)}"
    fund = f"Fund-{_letters(account.fund)}"
    return f"{subject.root}:{subject.en}-{subject.zh}:{fund}:{purpose}"


def _letters(text: str) -> str:
    return "".join(
        char if char == "-" or (_is_letter(char) and char != ESCAPE) else _escaped(char)
        for char in text
    )


def _is_letter(char: str) -> bool:
    """Tell whether ``char`` is a letter or a digit to all three, and can be seen."""
    return unicodedata.category(char) in _LETTERS and _UNSEEN.match(char) is None


def _escaped(char: str) -> str:
    return "".join(f"{ESCAPE}{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def amount(fen: int) -> str:
    """Return an amount as all three read it: ``1234.00 CNY``."""
    sign, fen = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{fen // 100}.{fen % 100:02d} CNY"
