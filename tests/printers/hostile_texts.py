"""Texts that no printer may be harmed by, made up from a seed: the worst of each medium, mixed."""

from __future__ import annotations

import os
import random

COUNT = int(os.environ.get("LIXIA_HOSTILE", "400"))
SEED = int(os.environ.get("LIXIA_HOSTILE_SEED", "14"))

CONTROLS = tuple(map(chr, (*range(0x20), 0x7F, *range(0x80, 0xA0))))
STEERING = tuple(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"  # direction
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u2028\u2029"  # nothing to be seen
    "\U000e0001\U000e0041\U000e007f\U0001d173\ufff9\ufffb"
)
NO_CHARACTERS = ("\ud800", "\udc80", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff", "\u0378")
UNSEEN = tuple("\u3164\u115f\u2800\u034f\ufe0f\u180b\U000e0100\uffa0\u00a0\u3000\u2003")
MARKS = tuple("\u0301\u0338\u0489\u20dd\u20e3\u0e31\u0303\u1ab0\u0f71")
WIDE = (
    *("历下区", "甲", "한국", "ｱ", "Ａ", "㊙", "𠮷", "﷽", "🍎", "👍🏽", "🇨🇳"),
    *("❤\ufe0f", "1\ufe0f\u20e3", "⚠", "👨\u200d👩\u200d👧", "\ue863", "\U000f0000"),
)  # fmt: skip
LETTERS = ("abc", "Ω", "é", "e\u0301", "שלום", "سلام", "ไทย", "नमस्ते", "ß", "ﬁ", "²", "Ⅷ", "٣")
ATTACKS = (
    "=1+1", "=cmd|'/C calc'!A0", "+1", "-1+2", "@SUM(1)", "\t=1", "\r=1", "＝1+1", " =1", "'=1",
    "a;=1+1;b", "a; +1", ",=1", "\",=1,\"", "''=1", "\xa0@x", "=", "#N/A", "#REF!", "1E5",
    "TRUE", "_x000D_", "_x0041_", "&P", "&amp;", "]]>", "<!--", "-->", "--!>", "<![CDATA[",
    "&#x202e;", "<script>parent.boom()</script>", "</script>", "</style>", "</title>",
    "<img src=x onerror=parent.boom()>", "\" onmouseover=\"parent.boom()",
    "' autofocus onfocus='parent.boom()",
    "javascript:parent.boom()", "<svg/onload=parent.boom()>", "</td></tr></table>", "<a href=x>",
    "<base href=//x>", "{{ 7*7 }}", "{% raw %}", "{# x #}", "${7*7}", "#import \"x\"",
    "#eval(\"1\")", "#panic()", "$ x^2 $", "*b*", "_i_", "`raw`", "<label>", "@ref", "\\",
    "\\\"", "\"", "'", "\\u{41}", "\\n", "%2C", "%5B", "%0a", "//", "/* x */", "~", "—",
    "\ninclude /etc/passwd\n", "\nplugin \"os\"\n", "\n2024-01-01 open Assets:X\n", "; x: y",
    "a:b", ":t:", "[2024-01-01]", "[=2024-01-01]", "(x)", "| note", "  ; c", "key:: 1+1",
    "date:2024-1-1", "{1 CNY}", "\x1b[31m", "\x1b[2J\x1b[H", "\x1b]0;title\x07",
    "\x1b]52;c;eA==\x07", "\x1b]8;;http://x\x1b\\a", "\x1bP1$r\x1b\\", "\x9b31m", "\x9d0;t\x9c",
    "\x1bc", "\x08\x08\x08", "\r错误：", "\x0e", "\x1b(0", "[red]x[/red]", "[link=x]", "[/]",
    ":smile:", ":warning:", "\\[b]", "%s", "{0}", "{name}", "%(x)s", "../../etc/passwd",
    "/etc/passwd", "a/b", "a\\b", "..", ".", "CON", "nul.txt", "x.", "~/x", "$(touch x)",
    "`touch x`", "; rm -rf x", "| cat", "-rf", "--help", "\x00.pdf", "?", "*", "C:\\x", "null",
    "true", "{\"a\": 1}", "\\ud800", "NaN", "⟨U+202E⟩", "⟨U+27E8⟩", "⟨U+", "⟨U+12⟩", "⟨",
)  # fmt: skip
PLAIN = ("历下区福利中心", "2021-03-05", "  ", " ", "1,000.00", "abc", "（虚构示例）", "x" * 40)
KINDS = (CONTROLS, STEERING, NO_CHARACTERS, UNSEEN, MARKS, WIDE, LETTERS, ATTACKS, ATTACKS, PLAIN)


def hostile(count: int = COUNT, seed: int = SEED) -> list[str]:
    """Return ``count`` texts; the first are each piece by itself, then mixtures."""
    pieces = list(dict.fromkeys(piece for kind in KINDS for piece in kind))
    lot = random.Random(seed)
    alone = pieces if count >= 2 * len(pieces) else lot.sample(pieces, count // 2)
    texts = list(alone)
    while len(texts) < count:
        texts.append("".join(lot.choice(lot.choice(KINDS)) for _ in range(lot.randint(1, 8))))
    return texts[:count]
