"""Who gave: organisations stand in clear, natural persons never do.

Law: 个人信息保护法 arts 6 and 25. Where a name may be either, it is a person's.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from attrs import frozen

from lixia_adapters.registers.lexicon import COMMON_SURNAMES, COMPOUND_SURNAMES, PLACES, words
from lixia_adapters.registers.sheet import clean


class PartyKind(StrEnum):
    """What a payer is taken for."""

    ORGANISATION = "organisation"
    PERSON = "person"
    ANONYMOUS = "anonymous"


@frozen
class Party:
    """A payer as may be shown: an organisation's name, a masked person, or 匿名."""

    kind: PartyKind
    shown: str


ANONYMOUS = Party(PartyKind.ANONYMOUS, "匿名")

_MASKED = re.compile(r"[\u4e00-\u9fff][＊*]+")
_NAMELESS = re.compile(
    r"匿名|佚名|无名|爱心(?:人士|网友|市民|群众)|好心(?:人|市民)|热心(?:人|市民|网友|群众)|网友|不具名"
    r"|不愿(?:透露|具名|留名)|未(?:留名|署名)|^某(?:某|先生|女士|公司|企业|单位|人)*$|anonymous",
    re.IGNORECASE,
)
# 企业名称登记管理规定: a legal form; what stands in brackets before it is a region.
_LEGAL_FORM = re.compile(r"公司|集团|合作社|合伙|事务所")
_STRONG = words(
    "公司 集团 合作社 事务所 分所 基金会 红十字会 慈善会 慈善总会 委员会 居委会 村委会 管委会 "
    "协会 学会 商会 工会 妇联 "
    "总工会 联合会 校友会 联谊会 促进会 分会 研究会 理事会 妇委会 党委 党支部 党总支 党组 医院 "
    "卫生院 学校 大学 学院 中学 小学 "
    "高中 初中 幼儿园 银行 支行 分行 信用社 研究院 研究所 设计院 勘察院 政府 办事处 街道办 法院 "
    "检察院 福利院 敬老院 养老院 "
    "图书馆 博物馆 出版社 报社 电视台 有限合伙 普通合伙 大使馆 领事馆 总队 支队 大队 志愿服务队 "
    "慈善 合伙企业 同乡会 同学会 志愿队 志愿团队 社区 服务中心 税务局"
)
_WEAK = words(
    "厂 店 局 厅 部 队 团 中心 经营部 商行 酒行 行 馆 室 坊 站 所 加油站 超市 药房 诊所 门诊部 "
    "社 寺 庙 院 园"
)
_ENDS_STRONG = re.compile(rf"(?:{'|'.join(_STRONG)})[一二三四五六七八九十]?\Z")
_ENDS_WEAK = re.compile(rf"(?:{'|'.join(_WEAK)})\Z")
_LAST = frozenset(word[-1] for word in (*_STRONG, *_WEAK)) | frozenset(
    "一二三四五六七八九十)）款赠工生仁"
)
"""What an organisation's name ends with, its staff or a bracket behind it included."""
_WITH_STAFF = re.compile(
    r"(?<=[司团会院校学所行社])(?:[和及与暨](?:全体)?(?:员工|职工|师生|教职工|同仁))?(?:爱心)?(?:捐款|捐赠|善款)\Z"
    r"|(?<=[司团会院校学所行社])[和及与暨](?:全体)?(?:员工|职工|师生|教职工|同仁)\Z"
)
_PERSONAL = re.compile(
    r"[＊*0-9０-９]{7}|[＊*]|先生|女士|小姐|同学|老师|员工|职工|同事|同志|家属|家人|家长|学生|个人|一家|夫妇|夫妻|父子|母女"
    r"|一名|老兵|代捐|代转|代付|转入|转交|转捐|转账|代表|董事长|总经理|研究生|教授|医生|护士|[，、；,;/\\|&:：@—]"
)
_FOREIGN = re.compile(
    r"[A-Za-z0-9&.,'() -]*\b(?:Ltd|Limited|Inc|Corp|Corporation|Co|Company|LLC|LLP|GmbH|PLC"
    r"|Foundation|University|College|Hospital|Association|Institute|Bank|Group|Embassy|Committee|Church)\b\.?\)?",
    re.IGNORECASE,
)
_FOREIGN_TAIL = re.compile(r",\s*(?=(?:Ltd|Limited|Inc|LLC|Corp)\b)", re.IGNORECASE)
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_SAFE_BRACKET = re.compile(r"有限合伙|普通合伙|特殊普通合伙|集团|总部|本部|筹")
_PLACE = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))
_REGION = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:省|市|县|区|州|旗|盟|镇|乡|街道)")
_REGIONS = re.compile(
    rf"(?:(?:{_PLACE.pattern})[省市县区州]?|[\u4e00-\u9fff]{{1,6}}?(?:省|市|县|区|州|旗|盟|镇|乡|街道))++"
)
_HAN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z０-９Ａ-Ｚａ-ｚ·\-]+")
_SHORT = 4


@lru_cache(1_024)  # asked again for each row: of its payer, and of what its remark may keep
def recognise(payer: str) -> Party:
    """Return what ``payer`` may be shown as; an organisation only if its wording is one's.

    A person before an organisation's name goes unnoticed if neither a blank, a title nor the
    place an organisation's name begins with parts the two.
    """
    name = clean(payer)
    if _MASKED.fullmatch(name):
        return Party(PartyKind.PERSON, name)
    if not name:
        return ANONYMOUS
    nameless = _NAMELESS.search(name)
    if (not nameless or nameless.end() < len(name) - _SHORT) and _is_organisation(name):
        return Party(PartyKind.ORGANISATION, name)
    return ANONYMOUS if nameless else Party(PartyKind.PERSON, masked(name))


def masked(name: str) -> str:
    """Return the first character of ``name`` and ＊＊; a masked name stays as it is."""
    return name if _MASKED.fullmatch(name) else _first(name[:1])


@lru_cache(1_024)  # one text for all of a surname, however many rows a file has
def _first(character: str) -> str:
    return f"{character}＊＊"


def _is_organisation(name: str) -> bool:
    if name.isascii():
        flat = _FOREIGN_TAIL.sub(" ", name)
        return "," not in flat and _FOREIGN.fullmatch(flat) is not None
    if name[-1] not in _LAST:
        return False
    if _PERSONAL.search(plain := _WITH_STAFF.sub("", name)):
        return False
    if any(_is_personal_bracket(plain, found) for found in _BRACKETS.finditer(plain)):
        return False
    # A blank may part a person from an organisation, so each side has to be one.
    return all(map(_is_named_as_one, _BRACKETS.sub("", plain).split(" ")))


def _is_personal_bracket(name: str, found: re.Match[str]) -> bool:
    inside = found[1]
    if _SAFE_BRACKET.fullmatch(inside):
        return False
    if found.end() < len(name) and _LEGAL_FORM.search(name, found.end()):
        return len(inside) > 12 or (
            inside[:1] in COMMON_SURNAMES
            and 1 < len(inside) < _SHORT
            and not _begins_with_place(inside)
        )
    return not _is_named_as_one(inside)


def _is_named_as_one(name: str) -> bool:
    if not _HAN.fullmatch(name):
        return False
    strong = _ENDS_STRONG.search(name)
    if strong is None:
        weak = _ENDS_WEAK.search(name)
        if weak is None or len(name) <= _SHORT:
            return False
        if _LEGAL_FORM.search(name):
            return True
        # What follows the regions may be a person's shop: then its name is a person's too.
        regions = _REGIONS.match(name, 0, weak.start())
        own = name[regions.end() : weak.start()] if regions else ""
        return bool(own) and not _begins_with_person(own)
    if _begins_with_place(name):
        return len(name) > len(strong[0]) + 1
    own = name[: strong.start()].removesuffix("有限").removesuffix("责任").removesuffix("股份有限")
    if not own or len(name) < _SHORT or _begins_with_person(own):
        return False
    return _LEGAL_FORM.search(name) is not None or own[0] not in COMMON_SURNAMES


def _begins_with_place(name: str) -> bool:
    if _PLACE.match(name):
        return True
    region = _REGION.match(name)
    return region is not None and region.end() > 2 and len(name) - region.end() > 1


def _begins_with_person(own: str) -> bool:
    """Say whether ``own`` is a surname and up to two characters, before a place or alone."""
    surname = 2 if own.startswith(COMPOUND_SURNAMES) else int(own[0] in COMMON_SURNAMES)
    if not surname:
        return False
    return len(own) <= surname + 2 or any(
        _PLACE.match(own, at) for at, _ in pairwise(range(surname + 1, surname + 4))
    )
