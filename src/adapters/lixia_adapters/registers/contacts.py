"""Where a text says how a person is reached: numbers, addresses, birthdays, accounts.

Digits count in whatever form they are written (138, １３８, ①③⑧, 一三八, 壹叁捌). No pattern
repeats what it repeats within, so time is linear in the text's length.
"""

from __future__ import annotations

import re
import unicodedata
from string import ascii_letters, digits

from lixia_adapters.registers.lexicon import SAFE_LATIN

Span = tuple[int, int]

HAN = "\u3400-\u4dbf\u4e00-\u9fff"


class _Digits(dict[int, int | str]):
    """Every character that is a digit of some script, as 0 to 9; found out once each."""

    def __missing__(self, code: int) -> int | str:
        value = unicodedata.numeric(chr(code), -1.0)
        self[code] = str(int(value)) if value in range(10) else code
        return self[code]


_DIGITS = _Digits()
_NUMBER = re.compile(r"[0-9](?:[\s\-_.,·—–/()（）+]{0,3}[0-9]){6,40}[Xx]?")
_DIGIT = re.compile("[0-9]")
_ODD_DIGIT = re.compile(
    "[零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖㈠-㈨㊀-㊈]|[^\x00-\x7f\u3000-\u33ff\u3400-\u9fff\uff00-\uffef]"
)
_LETTER = re.compile("[A-Za-zÀ-ɏ]")
_REACHED = re.compile("[微电手账帐卡QqVvWwTt]")
_CARD = re.compile("[号证照]")
_HOUSE_PART = re.compile(r"[0-9]\s?[号栋幢座单室弄]|[园苑区城庭寓厦院村][0-9]")
_DAY = r"(?:19|20)[0-9]{2}[-./]?(?:0?[1-9]|1[0-2])[-./]?(?:[12][0-9]|3[01]|0?[1-9])"
_AMOUNT = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,10}\.[0-9]{1,2}"
_HARMLESS = re.compile(rf"(?:{_DAY}|{_AMOUNT})(?:[\s\-—–/]{{1,3}}(?:{_DAY}|{_AMOUNT}))?")
_AMOUNT_UNIT = re.compile(r"\s*[万亿]?元")
_PAPER = re.compile(
    r"(?:编号|合同号|合同|协议号|文号|发票号码|发票号|票据号码|票据号|单号|批号|凭证号|订单号|字第)"
    r"[:：\s]{0,3}[A-Za-z0-9][A-Za-z0-9\-_/]{0,30}"
)
"""A paper's number names the paper."""
_PERSONAL_NUMBER = re.compile(
    r"(?:工号|员工号|员工编号|学号|柜员号|警号|证件号码|证件号|证件|护照号码|护照号|护照|身份证号码|身份证号|身份证"
    r"|残疾证|军官证|社保号|医保号)[:：是为（(\s]{0,3}([A-Za-z0-9][A-Za-z0-9\-]{2,}+)"
)
_ACCOUNT = re.compile(
    r"(?:微信|QQ|WeChat|wx|vx|weixin|电话|手机|Tel|账号|帐号|卡号)[群号码主]{0,3}[:：是为\s]{0,3}"
    r"([A-Za-z0-9@.+_\-]{3,}+)(?![元万台部个])",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z]\s?[·.]?\s?(?=[A-Za-z]{0,6}[0-9])[A-Za-z0-9]{5,6}"
)
_MAIL_CHARACTERS = frozenset(f"{ascii_letters}{digits}.-_")
_HANDLE = re.compile(rf"@\s?[\w{HAN}]{{1,12}}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-z0-9_.\-'’À-ɏ]*")
_N = "[0-9十廿]"
_DATE = (
    rf"(?:(?:(?:19|20)?[0-9]{{2}}\s?年\s?)?{_N}{{1,3}}\s?月(?:\s?{_N}{{1,3}}\s?[日号])?"
    r"|(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}|(?:19|20)?[0-9]{2}\s?年)"
)
_BORN = re.compile(
    rf"(?:生日|生于|出生日期|出生年月|出生于|出生|诞辰)[:：是为在\s]{{0,3}}({_DATE})"
    rf"|({_DATE})是?(?:[{HAN}]{{1,4}}的)?生日"
    rf"|({_DATE})[，,\s]{{0,2}}(?:出生|诞生|生(?=[人的的，,。；;）)\s(（]|\Z))"
)
_HOUSE = re.compile(
    r"[0-9]{1,5}(?:[-—][0-9]{1,5}){0,4}\s?(?:号院|号楼|号|栋|幢|座|单元|室|弄)"
    r"(?:\s?[0-9]{1,5}(?:[-—][0-9]{1,5}){0,4}\s?(?:号院|号楼|号|栋|幢|座|单元|室|楼|层)?){0,6}"
)
_ROOM = re.compile(r"(?<=[园苑区城庭寓厦院村])[0-9]{1,3}(?:-[0-9]{1,4}){2,3}(?![0-9])")
_SURELY_A_HOUSE = re.compile(r"号院|号楼|栋|幢|单元|[0-9]室")
_STREET = frozenset("路街道巷里弄村庄区城苑园庭寓厦屯院同")
_BEFORE_ADDRESS = frozenset("寄到至往住在址地是为送由的收：:，, ")
_LONGEST_STREET = 24


def digits_of(text: str) -> str:
    """Return ``text``, as long as it was, with each digit of whatever form as 0 to 9."""
    return text.translate(_DIGITS) if _ODD_DIGIT.search(text) else text


def contacts(text: str) -> list[Span]:
    """Return where ``text``, half-width, says how somebody is reached or told apart."""
    found: list[Span] = []
    plain = digits_of(text)
    if _DIGIT.search(plain):
        found += _numbers(plain)
        if _CARD.search(text):
            found += [each.span(1) for each in _PERSONAL_NUMBER.finditer(text)]
        if "生" in text or "诞" in text:
            found += [each.span() for each in _BORN.finditer(plain)]
        if _HOUSE_PART.search(plain):
            found += _addresses(plain, text)
    if _LETTER.search(text):
        if plain is not text or _DIGIT.search(text):
            found += [each.span() for each in _PLATE.finditer(text)]
        found += _latin(text)
    if _REACHED.search(text):
        found += [each.span(1) for each in _ACCOUNT.finditer(text)]
    if "@" in text:
        found += _mail(text)
    return found


def _numbers(plain: str) -> list[Span]:
    found: list[Span] = []
    papers: frozenset[int] | None = None
    for each in _NUMBER.finditer(plain):
        start, end = each.span()
        number = each[0]
        if _HARMLESS.fullmatch(number) or (
            len(number) < 11 and number.isdecimal() and _AMOUNT_UNIT.match(plain, end)
        ):
            continue
        if len(number) < 24 and sum(map(str.isdecimal, number)) < 15:
            papers = _papers(plain) if papers is None else papers
            if start in papers:
                continue
        found.append((start, end))
    return found


def _latin(text: str) -> list[Span]:
    found: list[Span] = []
    papers: frozenset[int] | None = None
    initial = 0
    for each in _LATIN.finditer(text):
        start, end = each.span()
        word = each[0].rstrip(".-'’_").lower()
        if word in SAFE_LATIN:
            continue
        if len(word) < 2:  # one letter is an initial within a name: JOHN H. PETERS
            initial = end if found and found[-1][1] == start - 1 else 0
            continue
        papers = _papers(text) if papers is None else papers
        if start not in papers:
            found.append((found.pop()[0] if initial and initial == start - 1 else start, end))
    return found


def _papers(text: str) -> frozenset[int]:
    """Return all places within papers' numbers."""
    return frozenset(at for each in _PAPER.finditer(text) for at in range(*each.span()))


def _mail(text: str) -> list[Span]:
    found = [each.span() for each in _HANDLE.finditer(text)]
    at = text.find("@")
    while at >= 0:
        start = at
        while start and (text[start - 1].isascii() and not text[start - 1].isspace()):
            if text[start - 1] == "@":
                break
            start -= 1
        end = at + 1
        while (
            end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] in ".-_")
        ):
            end += 1
        if end > at + 1:
            found.append((start, end))
        at = text.find("@", at + 1)
    return found


def _addresses(plain: str, text: str) -> list[Span]:
    found: list[Span] = []
    houses = [
        each.span()
        for each in _HOUSE.finditer(plain)
        if text[each.start() - 1 : each.start()] in _STREET or _SURELY_A_HOUSE.search(each[0])
    ]
    for start, end in (*houses, *(each.span() for each in _ROOM.finditer(plain))):
        least = max(0, start - _LONGEST_STREET)
        while start > least and _is_han(text[start - 1]) and text[start - 1] not in _BEFORE_ADDRESS:
            start -= 1
        found.append((start, end))
    return found


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"
