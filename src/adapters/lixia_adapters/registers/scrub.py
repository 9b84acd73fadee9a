"""What of a remark may be kept: purposes and amounts, nothing that may point to a person."""

from __future__ import annotations

import re

from lixia_adapters.registers.lexicon import (
    COMPOUND_SURNAMES,
    LONGEST_SAFE,
    SAFE_LATIN,
    SAFE_WORDS,
    SURNAMES,
)
from lixia_adapters.registers.parties import PartyKind, recognise
from lixia_adapters.registers.sheet import clean

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
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_MASK = "＊＊"
_NUMBERS = re.compile(r"[0-9](?:[\s\-_.,·—/()（）]*[0-9]){6,}[Xx]?|[零〇一二三四五六七八九幺]{7,}")
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_HARMLESS = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,10}\.[0-9]{1,2}"
    r"|20[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}"
)
_AMOUNT_UNIT = re.compile(r"\s*[万亿]?元")
_MAIL = re.compile(r"[^\s@\u4e00-\u9fff，。；、]+\s*@\s*[\w.\-]+")
_ACCOUNT = re.compile(
    r"(?:微信|QQ|WeChat|wx|vx|weixin|电话|手机|Tel|账号|卡号|身份证)[号码]*[:：是为\s]*([\w\-@.+]+)",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-z0-9_.\-'’À-ɏ]*")
_MIDDLE_DOT = re.compile(rf"[{_HAN}]+(?:[·•・‧][{_HAN}]+)+")
_AFTER_CUE = re.compile(
    rf"(?:联系人|收件人|收货人|收款人|经办人|经手人|签收人|负责人|捐款人|捐赠人|代捐人|姓名|署名|代表人|名叫|我是|我叫)"
    rf"[:：是为\s]*([{_HAN}]{{1,4}})"
)
_BY = re.compile(rf"[由代替]([{_HAN}]{{2,8}}?)(?=转交|代捐|代转|转捐|捐赠|捐款|代办|转账|汇款)")
_BEFORE_TITLE = re.compile(
    rf"([{_HAN}]{{1,4}})(?=先生|女士|小姐|医生|同学|老师|护士|教授|同志|师傅|院长|主任|校长|书记|经理|律师|家属|父母|全家|一家)"
)
_ANY_SURNAME = (
    f"(?:[{''.join(sorted(SURNAMES))}]|{'|'.join(' ?'.join(each) for each in COMPOUND_SURNAMES)})"
)
_SPACED = re.compile(rf"(?<![{_HAN}]){_ANY_SURNAME} [{_HAN}](?: ?[{_HAN}])?(?![{_HAN}])")
_RUN = re.compile(rf"[{_HAN}]+")
_FUNCTION = frozenset("给的和向于为由用至在及与、捐购款元万各省市县区州镇乡")


def scrub(remark: str, payer: str) -> str:
    """Return ``remark`` with ＊＊ for whatever may name or reach a natural person.

    The payer's name goes unless the payer is an organisation; so do numbers of seven digits or
    more that are no amounts, addresses, Latin words, names after or before a title, and any
    surname with what follows it, unless it begins a known word (a person called 高校 remains).
    Decide designations on the remark as it was: much that is harmless is masked too.
    """
    if not remark:
        return ""
    text = clean(remark).translate(_HALF_WIDTH)
    hidden = bytearray(len(text))
    for start, end in (*_numbers(text), *_contacts(text), *_payer(text, payer)):
        hidden[start:end] = b"\x01" * (end - start)
    for run in _RUN.finditer(text):
        _hide_names(text, run.start(), run.end(), hidden)
    return _rendered(text, hidden)


def _numbers(text: str) -> list[tuple[int, int]]:
    found = [each.span() for each in _PHONE.finditer(text)]
    for each in _NUMBERS.finditer(text):
        is_amount = _HARMLESS.fullmatch(each[0]) or (
            each[0].isdecimal() and len(each[0]) < 11 and _AMOUNT_UNIT.match(text, each.end())
        )
        if not is_amount:
            found.append(each.span())
    return found


def _contacts(text: str) -> list[tuple[int, int]]:
    found = [each.span() for each in _MAIL.finditer(text)]
    found += [each.span() for each in _SPACED.finditer(text)]
    found += [each.span() for each in _MIDDLE_DOT.finditer(text)]
    found += [each.span(1) for each in _ACCOUNT.finditer(text) if not _is_safe(each[1])]
    found += [each.span() for each in _LATIN.finditer(text) if each[0].lower() not in SAFE_LATIN]
    found += [each.span(1) for each in _AFTER_CUE.finditer(text)]
    found += [each.span(1) for each in _BY.finditer(text) if not _is_safe(each[1])]
    for each in _BEFORE_TITLE.finditer(text):
        # Only what touches the title without being a known word: 给一线医生 names nobody.
        start = each.end(1)
        while start > each.start(1) and not _is_safe(text[max(start - 2, each.start(1)) : start]):
            if text[start - 1] in _FUNCTION:
                break
            start -= 1
        found.append((start, each.end(1)))
    return found


def _payer(text: str, payer: str) -> list[tuple[int, int]]:
    """Return where the payer's name stands, however blanks part it, if it is a person's."""
    if recognise(payer).kind is not PartyKind.PERSON:
        return []
    name = clean(payer).translate(_HALF_WIDTH)
    whole = "".join(name.split())
    parts = {whole, *(run for run in _RUN.findall(name) if len(run) > 1)} - SAFE_WORDS - {""}
    places = [at for at, character in enumerate(text) if not character.isspace()]
    bare = "".join([text[at] for at in places])
    found = []
    for part in parts:
        start = bare.find(part)
        while start >= 0:
            end = start + len(part)
            found.append((places[start], places[end - 1] + 1))
            start = bare.find(part, end)
    return found


def _is_safe(word: str) -> bool:
    return word in SAFE_WORDS


def _hide_names(text: str, start: int, end: int, hidden: bytearray) -> None:
    """Hide surnames and the two characters after them in ``text[start:end]``, all Chinese."""
    at = start
    while at < end:
        known = _known(text, at, end)
        if known:
            at += known
            continue
        surname = 2 if text[at : at + 2] in COMPOUND_SURNAMES else int(text[at] in SURNAMES)
        if surname == 1 and (
            (text[at] in _FUNCTION and _known(text, at + 1, end))
            or (text[at] in "万元" and text[at - 1 : at].isdecimal())
        ):
            surname = 0
        if not surname:
            at += 1
            continue
        stop = min(at + surname + 2, end)
        hidden[at:stop] = b"\x01" * (stop - at)
        at = stop


def _known(text: str, at: int, end: int) -> int:
    """Return the length of the longest known word at ``at``, 0 if there is none."""
    for length in range(min(LONGEST_SAFE, end - at), 1, -1):
        if text[at : at + length] in SAFE_WORDS:
            return length
    return 0


def _rendered(text: str, hidden: bytearray) -> str:
    parts: list[str] = []
    for at, character in enumerate(text):
        if not hidden[at]:
            parts.append(character)
        elif not at or not hidden[at - 1]:
            parts.append(_MASK)
    return "".join(parts).replace(_MASK * 2, _MASK)
