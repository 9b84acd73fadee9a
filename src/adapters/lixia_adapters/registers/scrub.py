"""What of a remark may be kept: purposes and amounts, nothing that may point to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lixia_adapters.registers.contacts import HAN, Span, contacts
from lixia_adapters.registers.lexicon import COMMON_SURNAMES, words
from lixia_adapters.registers.name_characters import BY_SOUND
from lixia_adapters.registers.naming import names_in
from lixia_adapters.registers.ordinary import TERMS, WORDS
from lixia_adapters.registers.parties import PartyKind, recognise
from lixia_adapters.registers.sheet import clean
from lixia_domain.kernel.texts import LONGEST_TEXT, cleaned

_HALF_WIDTH = {
    wide: wide - 0xFEE0
    for wide in (
        *range(0xFF10, 0xFF1A),
        *range(0xFF21, 0xFF3B),
        *range(0xFF41, 0xFF5B),
        0xFF20,
        0xFF0E,
    )
}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠．]")
_MASK = "＊＊"
_GONE = "\0"
_RUN = re.compile(rf"[{HAN}]+")
_TOLD_BY = tuple(
    words(
        "联系人 收件人 收货人 收款人 经办人 经手人 签收人 负责人 捐款人 捐赠人 代捐人 姓名 署名 "
        "落款 代表人 名称 户名 经办 复核 审核 审批人 制表 制单人 名 人 号"
    )
)
"""What tells, with a colon, that a name follows; the first ones with a blank as well."""
_TOLD_BY_A_BLANK = tuple(words("联系人 收件人 经办 复核 审核 制表 制单人 经手"))
_AFTER_CUE = re.compile(
    r"(?:联系人|收件人|收货人|收款人|经办人|经手人|签收人|负责人|捐款人|捐赠人|代捐人"
    r"|姓名|署名|落款|代表人|名叫|我是|我叫)"
    rf"[:：是为\s]{{1,3}}([{HAN}]{{2,4}})(?![{HAN}])"
)
_BY = re.compile(rf"[由代替]([{HAN}]{{2,8}}?)(?=转交|代捐|代转|转捐|捐赠|捐款|代办|转账|汇款)")
_DOT = re.compile(rf"(?<=[{HAN}])\s?[·•・‧∙⋅･.]\s?(?=[{HAN}])")
_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?: [{HAN}]){{1,3}}(?![{HAN}])")
_FIRM_ROUND = re.compile(
    rf"[(（][{HAN}]{{1,8}}[)）][{HAN}]{{0,20}}(?:公司|集团|合作社|合伙|事务所)"
)
"""A bracket within a firm's name, as in 示例（北京）科技有限公司."""
_LONGEST_PART = 10
_FEW = 8
_ANY_DOT = re.compile("[·•・‧∙⋅･.]")
_HALF_HIDDEN = re.compile(rf"(?<![{HAN}])[{HAN}]{{1,2}}[*＊]{{1,3}}(?:[{HAN}](?![{HAN}]))?")
"""A name that the bank half hides: 钟*梅."""
_CUE = re.compile("[人名款我由代替]")
_TELLING = frozenset((":", "：", " "))
_BRACKET = frozenset(("(", "（"))


def scrub(remark: str, payer: str) -> str:
    """Return ``remark`` with ＊＊ for whatever may name or reach a natural person.

    The payer's name goes unless the payer is an organisation; so do numbers of seven digits or
    more that are no amounts, addresses, birthdays, Latin words, and what reads as a name. Decide
    designations on the remark as it was.
    """
    if not remark:
        return ""
    text = plain(remark)
    found = personal(text, payer)
    if not found:
        return text
    parts: list[str] = []
    at = 0
    for start, end in found:
        parts += (text[at:start], _MASK)
        at = end
    return "".join((*parts, text[at:]))


def plain(text: str) -> str:
    """Return ``text`` as it is looked through: cleaned, letters and digits half-width."""
    text = clean(text)
    return text.translate(_HALF_WIDTH) if _WIDE.search(text) else text


def is_masked(kept: str, remark: str) -> bool:
    """Tell whether ``kept`` may be what an earlier mask left of ``remark``.

    The mask gets better; what was recorded under an earlier one stays, and says the same.
    """
    text = cleaned(plain(remark))
    first, *others = kept.split(_MASK)
    if not others:
        return kept == text[:LONGEST_TEXT].rstrip()
    *inner, last = others
    at, end = len(first), len(text) - len(last)
    if len(kept) >= LONGEST_TEXT:  # cut: nothing is known of how it went on
        inner, last, end = others, "", len(text)
    if not text.startswith(first) or not text.endswith(last):
        return False
    for part in inner:
        at = text.find(part, at + 1, end)
        if at < 0:
            return False
        at += len(part)
    return at < end


def personal(text: str, payer: str = "") -> list[Span]:
    """Return where ``text``, which is ``plain``, may name or reach a person: in order, apart."""
    found = contacts(text)
    parts = _parts(payer) if payer else ()
    found += _names(_without(text, found), parts)
    if parts:
        found += _payer(text, parts)
    found.sort()
    return _joined(found, text)


def _without(text: str, found: list[Span]) -> str:
    """Return ``text`` with blanks for what is found: no name runs over it."""
    if len(found) < _FEW:
        for start, end in found:
            text = text[:start] + _GONE * (end - start) + text[end:]
        return text
    seen = list(text)
    for start, end in found:
        seen[start:end] = _GONE * (end - start)
    return "".join(seen)


def _joined(found: list[Span], text: str) -> list[Span]:
    """Return spans that touch, or that a blank parts, as one."""
    joined: list[Span] = []
    for start, end in found:
        if start >= end:
            continue
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _names(text: str, payer: Sequence[str] = ()) -> list[Span]:
    """Return where somebody is named; what is the ``payer``'s name already needs no reading."""
    found: list[Span] = []
    runs = [(each[0], *each.span()) for each in _RUN.finditer(text)]
    said = [run for run, _, _ in runs if run not in TERMS]
    only = said[0] if len(said) == 1 else ""
    spaced = False
    named = 0
    for run, start, end in runs:
        if run in payer:
            named = end
            continue
        before = text[start - 1] if start else ""
        inside = before in _BRACKET and run[0] not in COMMON_SURNAMES
        if inside and _FIRM_ROUND.match(text, start - 1) is not None:
            continue
        told = (before in _TELLING and _is_told(text[max(0, start - 8) : start])) or (
            before == "、" and named == start - 1
        )
        firm = text[end : end + 1] in _BRACKET and _FIRM_ROUND.match(text, end) is not None
        for first, last in names_in(run, told, run == only, firm):
            found.append((start + first, start + last))
            named = start + last
        spaced = spaced or end - start == 1
    if "*" in text:
        found += [each.span() for each in _HALF_HIDDEN.finditer(text)]
    if len(runs) > 1:
        if spaced:
            found += [each.span() for each in _SPACED.finditer(text)]
        if _ANY_DOT.search(text):
            found += _dotted(text)
    if _CUE.search(text):
        found += [each.span(1) for each in _AFTER_CUE.finditer(text) if each[1] not in WORDS]
        found += [each.span(1) for each in _BY.finditer(text) if each[1] not in WORDS]
    return found


def _is_told(before: str) -> bool:
    role = before.rstrip(" :：")
    return role.endswith(_TOLD_BY_A_BLANK if before == f"{role} " else _TOLD_BY)


def _dotted(text: str) -> list[Span]:
    """Return names of parts that a dot joins, however it is written."""
    found: list[Span] = []
    for each in _DOT.finditer(text):
        start, end = each.span()
        least, most = max(0, start - _LONGEST_PART), min(len(text), end + _LONGEST_PART)
        left, right = start, end
        while left > least and text[left - 1] in BY_SOUND:
            left -= 1
        while right < most and text[right] in BY_SOUND:
            right += 1
        if start - left < 2 and right - end < 2:
            continue
        if start - left < 2:
            left = max(least, start - 2)
        if right - end < 2:
            right = min(most, end + 2)
        found.append((left, right))
    return found


def _parts(payer: str) -> Sequence[str]:
    """Return what to look for of a payer's name: each part of it and the whole, if a person's."""
    if recognise(payer).kind is not PartyKind.PERSON:
        return ()
    name = plain(payer)
    parts = [run for run in _RUN.findall(name) if len(run) > 1]
    whole = name.replace(" ", "")
    if parts[:1] != [whole]:
        parts.append(whole)
    return [part for part in parts if part not in WORDS]


def _payer(text: str, parts: Sequence[str]) -> list[Span]:
    """Return where the payer's name stands, however blanks part it."""
    found = [span for part in parts for span in _places(text, part)]
    if " " not in text:
        return found
    bare = text.replace(" ", "")
    if sum(map(bare.count, parts)) == len(found):
        return found
    at = [at for at, character in enumerate(text) if character != " "]
    spans = [span for part in parts for span in _places(bare, part)]
    return [(at[start], at[end - 1] + 1) for start, end in spans]


def _places(text: str, part: str) -> Iterator[Span]:
    """Yield where ``part`` stands in ``text``."""
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + len(part))
