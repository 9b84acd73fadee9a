"""Names in a run of Chinese characters: the cheapest way to read the run as words and names.

A run is read as ordinary words, as what firms, places and projects are called, and as names; each
way of reading it has a price, and what a name is in the cheapest is a name. Who stands after a role
(联系人) or before a title (先生) costs less. The time is linear in the run's length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import IntEnum
from functools import lru_cache

from lixia_adapters.registers.lexicon import (
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    PLACES,
    SURNAMES,
    words,
)
from lixia_adapters.registers.name_characters import (
    ALSO_GIVEN,
    BY_SOUND,
    FAMILY_NAMES,
    GIVEN,
    RARELY_GIVEN,
)
from lixia_adapters.registers.ordinary import (
    FUNCTION,
    KIN,
    ORGANISATIONS,
    PROJECTS,
    ROLES,
    SINGLE,
    TERMS,
    TITLES,
    WORDS,
)
from lixia_adapters.registers.parties import PartyKind, recognise


class _Read(IntEnum):
    """What a piece of a run is read as."""

    WORD = 0
    PLACE = 1
    OWN = 2
    NAME = 3
    UNKNOWN = 4


_ALL_SURNAMES = SURNAMES | FAMILY_NAMES
_SOFT = frozenset(
    "钱于向和从由时年万元有能为居养法商后红海国文广福双通别言步公归益利用平信容印应连包车方高经关计单费施路管解项安支明古成房水官师"
    "当党期全花家山谷松井弓牧仰秋暴终都满东空须相权强乐昌云贝初战展位充索怀扶别边农温居费暴查段景那任容承封陈述尚相甲乙丙由国强权"
)
"""Surnames that are ordinary characters still more often."""
_NOT_ALONE = _SOFT | FUNCTION
_OFTEN = COMMON_SURNAMES | frozenset("安白关温童康江常乔兰")
_PLAIN = COMMON_SURNAMES - _NOT_ALONE
_NEVER_ALONE = FUNCTION | frozenset(
    "居费暴查段景那任容承封述尚相甲乙丙由国强权通全党期空泉裁索别缺须颜"
)
_REGION = frozenset("省市县区州镇乡村")
_HEADS = frozenset(
    "厂店馆队团社部局院园所站村镇乡县区市州路街巷庄河湖山寺庙桥行道湾洼沟屯寨岛港港坊谷阁楼苑里城关坡"
)
_PARTS = frozenset(
    "说这那里讲得什么没就还也又才只吗呢吧啊着过考念读买捐给向为由代替转让请叫送把被从对的了是我你他她与及付做办找帮拿接补交送"
)
"""What parts a firm's own name from what is said of it."""
_OF_FIRMS = frozenset((*ORGANISATIONS, *PROJECTS))
_PLACES = frozenset(PLACES)
_FIRM_WORDS = _OF_FIRMS | _PLACES
_ROLES = frozenset(ROLES)
_TITLES = frozenset(TITLES)
_FAMILIAR = frozenset(
    words(
        "大爷 大妈 大娘 大姐 大哥 叔叔 阿姨 奶奶 爷爷 嫂子 大叔 哥哥 姐姐 "
        "妈妈 爸爸 姥姥 姥爷 小朋友"
    )
)
_OF_PEOPLE = _ROLES | _TITLES
_FIRM_CHARACTER = re.compile(
    f"[{''.join(sorted(_HEADS | _REGION | {word[0] for word in _OF_FIRMS}))}]"
)
"""Without one of these nothing in a run is a firm's own name."""
_LONGEST_NAME_BY_SOUND = 10
_LONGEST_OWN = 6
_LEGAL = ("公司", "集团", "合作社", "合伙", "事务所")
_FAR_LEGAL = 24
_BEFORE_NAMES = frozenset("和与给为替代帮祝愿爱由让请谢想念跟同及加向写叫是的")
_CALLS = frozenset(
    words("支持 感谢 谢谢 纪念 怀念 想念 祝福 祝愿 悼念 心疼 恭喜 祝贺 通知 转告 表扬 我家 咱家")
)
_JOINTS = frozenset("和与跟")
_SORTS = frozenset("生员师长工友妈爸民")
"""What a word ends with that says of what sort somebody is: 毕业生小赵."""
_GIVES = frozenset("捐汇")
_DONE_BY = frozenset("捐款赠转汇存取付交退借贷买购送寄领做办代收入出的说为给等")
"""What a name is followed by where somebody does something."""
_WHOLE_NAME, _LONGEST_WHOLE = 3, 4
_COUNTING = frozenset("一二三四五六七八九大")
_PET = frozenset("儿妮娃丫妞蛋柱虎壮胖狗妹宝")

_WORD, _SINGLE, _STRANGE, _UNLIKELY = 1.0, 1.3, 2.6, 1.8
_INNER = 0.7
"""What a name costs more beside what is read as nothing."""
_NEAR, _EDGE = 1.1, 0.4


def _lengths() -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for word in WORDS:
        found[word[0]].add(len(word))
    return {first: tuple(sorted(lengths)) for first, lengths in found.items()}


_WORD_LENGTHS = _lengths()


def _price(character: str) -> float:
    if character in GIVEN:
        return 0.0
    if character in ALSO_GIVEN:
        return 1.1
    if character in FUNCTION:
        return 1.2 if character in RARELY_GIVEN else 1.8
    return 0.6


_MAYBE = GIVEN | RARELY_GIVEN | ALSO_GIVEN
_LIKELY = GIVEN | (RARELY_GIVEN - FUNCTION)
_PRICES = {
    character: _price(character) for character in GIVEN | RARELY_GIVEN | ALSO_GIVEN | FUNCTION
}


@lru_cache(4_096)
def names_in(
    run: str, told: bool = False, alone: bool = False, firm: bool = False
) -> tuple[tuple[int, int], ...]:
    """Return where names stand in ``run``, which is all Chinese characters, in order.

    ``told``: a role and a colon stand before it. ``alone``: the remark says nothing else.
    ``firm``: it goes on in a bracket, behind which a firm's name ends.
    """
    if (alone and _is_word_like_a_name(run)) or _is_plainly_a_name(run) or _is_of_four(run):
        return ((0, len(run)),)
    pieces = _read(run, told=told, firm=firm)
    if run.endswith(_LEGAL) and _is_organisation(run, pieces):
        return ()
    found: list[tuple[int, int]] = []
    for at, (start, end, read) in enumerate(pieces):
        piece = run[start:end]
        if read is _Read.NAME:
            # 于 and 和 are surnames too, where a given name is all that goes with them.
            begin = 0 if start == 1 and end == 3 and run[0] in _ALL_SURNAMES else start
            found.append((begin, _with_its_tail(run, pieces, at)))
            found += _beside(run, pieces, at)
            continue
        if piece in _TITLES and not run.endswith(_LEGAL):
            begin = start
            if at and piece in _FAMILIAR and _is_called(run[slice(*pieces[at - 1][:2])]):
                begin = pieces[at - 1][0]
            for before, stop, kind in reversed(pieces[max(0, at - 4) : at]):
                if kind is not _Read.UNKNOWN or stop != begin:
                    break
                begin = before
            begin = _after_role(run, pieces, at, begin)
            if begin < start:
                found.append((begin, start))
        if piece in _ROLES:  # which some titles are, too: 医生
            stop = end
            for before, after, kind in pieces[at + 1 : at + 5]:
                if kind is not _Read.UNKNOWN or before != stop:
                    break
                stop = after
            if stop > end:
                found.append((end, stop))
    return tuple(found)


def _after_role(run: str, pieces: list[tuple[int, int, _Read]], at: int, begin: int) -> int:
    """Return where a name begins that stands between a role and a title: 监护人蓬莱仙签字.

    An ordinary word may be the beginning of it, if it could be what somebody is called.
    """
    for before in range(at - 1, max(0, at - 3), -1):
        start, end, _ = pieces[before]
        if end != begin or not _is_called(run[start:end]):
            return begin
        if run[slice(*pieces[before - 1][:2])] in _ROLES:
            return start
    return begin


def _with_its_tail(run: str, pieces: list[tuple[int, int, _Read]], at: int) -> int:
    """Return where a name ends: with what says nothing by itself, where that ends all that is said.

    So it is with a name of four, whose last ones may be an ordinary word; or a title stands behind.
    """
    start, end, _ = pieces[at]
    if at + 1 == len(pieces):
        return end
    first, last, read = pieces[at + 1]
    if read not in (_Read.WORD, _Read.UNKNOWN) or last - start > _LONGEST_WHOLE:
        return end
    opens = not start or pieces[at - 1][2] is _Read.NAME or run[start - 1] in _JOINTS
    if last - first == 1:
        if end - start != _WHOLE_NAME or run[first] in _DONE_BY or run[first] in _BEFORE_NAMES:
            return end
        return last if (opens and last == len(run)) or _is_titled(run, last) else end
    word = opens and last == len(run) and run[start] in _ALL_SURNAMES
    return last if word and _is_called(run[first:last]) else end


def _beside(run: str, pieces: list[tuple[int, int, _Read]], at: int) -> list[tuple[int, int]]:
    """Return who stands beside a name, called by an ordinary word: 依然和悠然."""
    found = []
    if at and run[pieces[at][0]] in _JOINTS:  # 和 is a surname, too
        found.append(pieces[at - 1])
    elif at > 1 and run[slice(*pieces[at - 1][:2])] in _JOINTS:
        found.append(pieces[at - 2])
    if at + 2 < len(pieces) and run[slice(*pieces[at + 1][:2])] in _JOINTS:
        found.append(pieces[at + 2])
    return [
        (start, end)
        for start, end, read in found
        if read is _Read.WORD and (not start or end == len(run)) and _is_called(run[start:end])
    ]


def _is_organisation(run: str, pieces: list[tuple[int, int, _Read]]) -> bool:
    """Tell whether all of ``run`` is a firm's name: nothing else is said in it."""
    return recognise(run).kind is PartyKind.ORGANISATION and not any(
        read is _Read.WORD and end - start > 1 and run[start:end] not in _FIRM_WORDS
        for start, end, read in pieces
    )


def _is_called(word: str) -> bool:
    """Tell whether an ordinary word before 大爷 or 阿姨 may be what they are called."""
    return (
        len(word) == 2
        and word not in TERMS
        and word not in _FIRM_WORDS
        and word not in _ROLES
        and all(character in _LIKELY for character in word)
    )


def _is_plainly_a_name(run: str) -> bool:
    """Tell of what most runs are that no other row has, without reading all that they may be."""
    return (
        1 < len(run) < 4
        and run[0] in _PLAIN
        and run[1] in GIVEN
        and run[-1] in GIVEN
        and run not in WORDS
        and run[1:] not in _OF_FIRMS
        and run[-2:] not in _OF_FIRMS
        and run[-1] not in _HEADS
    )


def _is_of_four(run: str) -> bool:
    """Tell of four characters whether they are a name, though the last ones mean something."""
    if len(run) != _LONGEST_WHOLE or run in WORDS or run[2:] in _FIRM_WORDS:
        return False
    if run[:2] in COMPOUND_SURNAMES and run[:2] not in _FIRM_WORDS:
        return run[2] in _LIKELY and run[2:] not in WORDS
    return (
        run[0] in _ALL_SURNAMES
        and run[0] not in _NOT_ALONE
        and run[-1] not in _HEADS
        and all(character in _LIKELY for character in run[1:])
        and not any(run[at : at + 2] in WORDS for at in range(2))
        and not any(run[at : at + 3] in WORDS for at in range(2))
    )


def _is_word_like_a_name(run: str) -> bool:
    return (
        1 < len(run) < 4
        and run[0] in _ALL_SURNAMES
        and run[0] not in _NEVER_ALONE
        and (run in WORDS or run[0] in COMMON_SURNAMES or run[0] not in _NOT_ALONE)
        and run not in TERMS
        and run not in _FIRM_WORDS
        and (run in WORDS or run[-1] not in _HEADS)
        and (
            run not in WORDS
            or (run[0] in _OFTEN and all(character in _LIKELY for character in run[1:]))
        )
    )


def _read(run: str, *, told: bool, firm: bool = False) -> list[tuple[int, int, _Read]]:
    """Return the cheapest reading of ``run``, piece by piece."""
    length = len(run)
    far = float("inf")
    firms = firm or _FIRM_CHARACTER.search(run) is not None
    costs = [far] * (length + 1)
    costs[0] = 0.0
    back: list[tuple[int, _Read]] = [(0, _Read.WORD)] * (length + 1)
    for at in range(length):
        so_far = costs[at]
        if so_far == far:
            continue
        character = run[at]
        placed = back[at][1] is _Read.PLACE and at > 0
        for step in _WORD_LENGTHS.get(character, ()):
            end = at + step
            if end > length:
                break
            if run[at:end] in WORDS and so_far + _WORD < costs[end]:
                word = run[at:end]
                costs[end] = so_far + _WORD
                if (
                    word in _PLACES
                    and end < length
                    and run[end] in _REGION
                    and so_far + _WORD < costs[end + 1]
                ):
                    costs[end + 1] = so_far + _WORD
                    back[end + 1] = (at, _Read.PLACE)
                is_place = word in _PLACES or word[-1] in _REGION or word in _OF_FIRMS
                back[end] = (at, _Read.PLACE if is_place else _Read.WORD)
        price = _single(character)
        if price > _SINGLE and at and back[at][1] is _Read.NAME:
            price += _INNER
        if character in _HEADS and at - back[at][0] > 1 and back[at][1] < _Read.OWN:
            price = _SINGLE
        if so_far + price < costs[at + 1]:
            costs[at + 1] = so_far + price
            back[at + 1] = (at, _Read.WORD if character in FUNCTION else _Read.UNKNOWN)
        near = _is_told(run, at, told)
        skip = not firms or (near and character in _ALL_SURNAMES)
        for end, price in () if skip else _own(run, at, placed, firm):
            if so_far + price < costs[end]:
                costs[end] = so_far + price
                back[end] = (at, _Read.PLACE if run[end - 1] in _REGION else _Read.OWN)
        for end, price in _named(run, at, length, near or back[at][1] is _Read.NAME):
            price += so_far
            if near or (
                _is_titled(run, end)
                and (character not in FUNCTION or character == "于" or run[at - 2 : at] in _CALLS)
            ):
                price -= _NEAR
            if not at:
                price -= _EDGE
                if run[end : end + 1] in _GIVES:
                    price -= _EDGE
            elif back[at][1] is _Read.UNKNOWN:
                price += _INNER
            if end == length:
                price -= _EDGE
            if price < costs[end]:
                costs[end] = price
                back[end] = (at, _Read.NAME)
    pieces = []
    end = length
    while end:
        at, read = back[end]
        pieces.append((at, end, read))
        end = at
    pieces.reverse()
    return pieces


def _is_long(run: str, at: int, end: int, near: bool) -> bool:
    """Tell whether a given name of three characters may stand in ``run`` from ``end`` on."""
    return (
        (near or not at or run[at - 1] in _BEFORE_NAMES)
        and (end + 3 == len(run) or (end + 3 < len(run) and _is_titled(run, end + 3)))
        and run[end + 1 : end + 3] not in WORDS
    )


def _single(character: str) -> float:
    """Return the price of a character that is read by itself."""
    if character in FUNCTION:
        return _SINGLE
    if character in SINGLE and (character not in COMMON_SURNAMES or character in _SOFT):
        return 1.8
    return _STRANGE


def _is_told(run: str, at: int, told: bool) -> bool:
    if not at:
        return told
    return (
        run[max(0, at - 3) : at] in _ROLES
        or run[max(0, at - 2) : at] in _ROLES
        or run[at - 1] in "由代替叫"
    )


def _is_titled(run: str, end: int) -> bool:
    return run[end : end + 2] in _TITLES or run[end : end + 3] in _TITLES


def _own(run: str, at: int, placed: bool, firm: bool) -> list[tuple[int, float]]:
    """Return where a firm's or place's own name may end that begins ``at``, with its price.

    What may be a person's name is one only after a place, or before its trade and a legal form
    (the recogniser of payers says the same), or before 县, 区 and the like.
    """
    found: list[tuple[int, float]] = []
    length = len(run)
    if placed and run[at] in _REGION:
        return found
    like_a_person = (
        not placed
        and run[at] in _ALL_SURNAMES
        and at + 1 < length
        and run[at + 1] in GIVEN
        and run[at + 1] != "家"
    )
    legal = like_a_person and (firm or _is_legal(run, at))
    for end in range(at + 1, min(at + _LONGEST_OWN, length) + 1):
        if run[end - 1] in _PARTS and not (placed and end == at + 1):
            break
        size = end - at
        if end == length:
            if firm and size > 1:
                found.append((end, 2.2 if at else 0.8))
            break
        if run[end - 2 : end] in _OF_PEOPLE or run[end - 3 : end] in _OF_PEOPLE:
            break
        if size > 3 and not placed and (run[end - 2 : end] in WORDS or _is_hard(run[at : at + 2])):
            continue
        longer = 0.0 if placed or legal or firm else 0.5 * max(0, size - 3)
        heads = [
            run[end : end + step]
            for step in _WORD_LENGTHS.get(run[end], ())
            if run[end : end + step] in _OF_FIRMS
        ]
        if heads and (not like_a_person or (legal and size < 4 and not heads[-1].endswith(_LEGAL))):
            found.append((end, longer + (1.6 if placed or legal else 2.2 if size > 1 else 2.6)))
        elif size > 4 or run[end - 1 : end + 1] in WORDS:
            continue
        elif run[end] in _REGION and size > 1:
            found.append((end + 1, 1.4 if placed else 1.8))
        elif run[end] in _HEADS and size > 1 and (placed or not _is_hard(run[at : at + 2])):
            found.append((end + 1, longer + (1.4 if placed or run[at + 1] == "家" else 2.4)))
    return found


def _is_hard(two: str) -> bool:
    """Tell whether a surname begins ``two`` that is little else."""
    return two[0] in _ALL_SURNAMES and two[0] not in _NOT_ALONE and two[1:] != "家"


def _is_legal(run: str, at: int) -> bool:
    """Tell whether a firm's legal form stands ahead, and nothing that parts the two."""
    ends = [place for form in _LEGAL if (place := run.find(form, at + 2, at + _FAR_LEGAL)) >= 0]
    return bool(ends) and not any(character in _PARTS for character in run[at : min(ends)])


def _named(run: str, at: int, length: int, near: bool) -> list[tuple[int, float]]:
    """Return where a name may end that begins ``at``, with its price."""
    found = []
    first = run[at]
    two = run[at : at + 2]
    surname = 2 if two in COMPOUND_SURNAMES else int(first in _ALL_SURNAMES)
    if surname:
        soft = 0.0
        if surname == 1 and first in _NOT_ALONE:
            if near or (first in COMMON_SURNAMES and (first == "于" or first not in FUNCTION)):
                soft = 0.5
            else:
                soft = 0.8 if first in COMMON_SURNAMES else 1.2
        end = at + surname
        if end < length:
            unlikely = _UNLIKELY if first in COMMON_SURNAMES or near else 2.6
            price = _PRICES.get(run[end], unlikely) + soft
            found.append((end + 1, 2.4 + price))
            if end + 1 < length:
                found.append((end + 2, 1.9 + price + _PRICES.get(run[end + 1], unlikely)))
                if not soft and run[end] in COMMON_SURNAMES and end + 2 < length:
                    both = _PRICES.get(run[end + 1], _UNLIKELY) + _PRICES.get(
                        run[end + 2], _UNLIKELY
                    )
                    found.append((end + 3, 2.9 + both + soft))
                if not soft and _is_long(run, at, end, near):
                    three = sum(_PRICES.get(one, unlikely) for one in run[end : end + 3])
                    found.append((end + 3, 2.4 + three))
            if (
                not soft
                and (near or not at or run[at - 1] in "代替帮由")
                and run[end : end + 2] in WORDS
            ):
                found.append((end + 2, 2.9))
            if run[end] in KIN:
                found.append((end + 1, 2.0 + soft))
            if run[end : end + 2] in _TITLES:
                found.append((end + 2, 2.2 + soft))
    shown = (
        near
        or not at
        or run[at - 1] in _BEFORE_NAMES
        or (first in "小老" and two[1:] in _PLAIN and run[at - 1] in _SORTS)
        or run[max(0, at - 2) : at] in _CALLS
        or (at + 2 < length and run[at + 2] in KIN)
        or _is_titled(run, at + 2)
    )
    if len(two) == 2 and (shown or at + 2 == length):
        if two[0] == two[1]:
            found.append((at + 2, 2.8 if first in FUNCTION else 2.6))
        elif first == "老" and two[1] in _ALL_SURNAMES and run[at + 2 : at + 3] == "头":
            found.append((at + 3, 2.4))
        elif first in "小阿老大" and (two[1] in GIVEN or two[1] in _ALL_SURNAMES):
            found.append((at + 2, 2.4))
            if run[at + 2 : at + 3] in KIN and at + 2 < length:
                found.append((at + 3, 2.5))
        elif first in _COUNTING and two[1] in _PET:
            found.append((at + 2, 2.4))
        elif two[1] in _LIKELY and (first in _LIKELY or (first == "一" and (near or not at))):
            rarely = (first not in GIVEN and first != "一") + (two[1] not in GIVEN)
            found.append((at + 2, 3.0 + 0.6 * rarely + (0.0 if shown else 0.8)))
            if at + 2 < length and run[at + 2] in KIN:
                found.append((at + 3, 3.0 + 0.6 * rarely))
        elif near and first in _MAYBE and two[1] in _MAYBE:
            found.append((at + 2, 3.8))
        elif first in GIVEN and two[1] in KIN:
            found.append((at + 2, 2.6))
    end = at
    while end < length and end - at < _LONGEST_NAME_BY_SOUND and run[end] in BY_SOUND:
        end += 1
        if end - at > 2:
            found.append((end, 2.6))
    return found
