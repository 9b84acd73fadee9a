"""What may come in: forms of text, keys, money, dates and numbers, each with its canonical form.

A form stands in the type of an argument: ``Annotated[str, Text(200), Words("名称", "name")]``; the
types themselves are in ``kernel.vocabulary``. It takes a value of exactly its type and gives its
canonical form, or raises ``Misfit``. Nothing is coerced: ``True`` is no number, an instant is no
date, half a fen is no amount. A form also reads what people type (``parse``) and tells its JSON
Schema.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Protocol

from attrs import field, frozen

from lixia_domain.kernel.dates import parse_date, years_on
from lixia_domain.kernel.hours import DAY, Span, parse_span
from lixia_domain.kernel.ids import BadKey, split_key
from lixia_domain.kernel.keys import Case, canonical
from lixia_domain.kernel.money import LARGEST_FEN, Money
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.words import Words, listed

LARGEST_INT = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly."""
FIRST_DAY = date(2000, 1, 1)
LONGEST_TEXT = 1_000
"""Beyond this a text was pasted by mistake: long ones stand in a document that is cited."""
LONGEST_KEY = 200


class Why(Reason):
    """What is wrong with what came, where no reason of the field's own exists."""

    WRONG_TYPE = "gate.wrong_type", "须为{wanted}，收到的是 {got}", "must be {wanted}, got {got}"
    MISSING = "gate.missing", "没有给出", "is missing"
    UNKNOWN = "gate.unknown_argument", "没有这个参数", "there is no such argument"
    BLANK = "gate.blank", "不能为空，请填写", "may not be blank; fill it in"
    TOO_LONG = (
        "gate.too_long",
        "长 {length} 字，最多 {most} 字",
        "has {length} characters, at most {most}",
    )
    UNPRINTABLE = (
        "gate.unprintable",
        "含有看不见或不可用的字符（{codes}），请删去",
        "holds characters that can't be seen or used ({codes}); remove them",
    )
    RESERVED = (
        "gate.reserved",
        "“{word}”是保留字，另有所指，请换一个",
        "{word!r} is a reserved word that means something else; choose another",
    )
    GIVEN_TWICE = (
        "gate.given_twice",
        "“{what}”给了两次（写法不同也是同一编号）",
        "{what!r} is given twice (another spelling is the same id)",
    )
    NOT_OF_FORM = "gate.not_of_form", "须为{wanted}", "must be {wanted}"
    OUT_OF_RANGE = (
        "gate.out_of_range",
        "须在 {least} 至 {most} 之间，收到 {got}",
        "must lie between {least} and {most}, got {got}",
    )
    DATE_OUT_OF_RANGE = (
        "gate.date_out_of_range",
        "须在 {least} 至 {most} 之间，收到 {got}",
        "must lie between {least} and {most}, got {got}",
    )
    DATE_AHEAD = (
        "gate.date_ahead",
        "{on} 尚未到来，业务日期最晚是今天 {today}",
        "{on} has not come yet; a business date is today, {today}, at the latest",
    )


@frozen
class Wrong:
    """One thing that is wrong: ``where`` (``instalments[0].amount``), and why."""

    where: str
    reason: Reason
    facts: Mapping[str, object] = field(factory=dict)


class Misfit(Exception):  # noqa: N818 - caught by the gate, which answers with a refusal
    """A value does not fit; ``wrong`` says where in it, and why."""

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__(*wrong)
        self.wrong = wrong

    @classmethod
    def of(cls, reason: Reason, **facts: object) -> Misfit:
        """Return what is wrong with a whole value."""
        return cls(Wrong("", reason, facts))


@frozen
class Asked:
    """In which circumstances a value is judged."""

    today: date
    """Today's business date in Shanghai."""
    spelled: Mapping[str, str] = field(factory=dict)
    """By the canonical names of streams that older code wrote otherwise: the names they bear."""
    written: dict[tuple[str, str], str] = field(factory=dict)
    """By kind of stream and canonical id: how the id came, where that was otherwise."""


Schema = dict[str, Any]


class Form(Protocol):
    """A form that values of one type have."""

    type: ClassVar[type]

    @property
    def shown(self) -> str:
        """Return how a usage line writes such a value: ``ID``, ``DATE``."""
        ...

    def read(self, value: Any, asked: Asked) -> Any:
        """Return the canonical form of ``value``, or raise ``Misfit``."""
        ...

    def parse(self, text: str) -> Any:
        """Read what a person typed.

        Raises ``ValueError`` for what is no such value: the text, and why in both languages.
        """
        ...

    def schema(self) -> Schema:
        """Return the JSON Schema of such values, as requests and rows bear them."""
        ...


def wrong_type(value: object, wanted: Words) -> Misfit:
    """Return that ``value`` has another type than ``wanted`` says."""
    name = type.__dict__["__name__"].__get__(type(value))  # whatever a metaclass says
    return Misfit.of(Why.WRONG_TYPE, wanted=wanted, got=name)


TEXT = Words("文字", "text")
# What nearly all texts are made of: nothing in it is unprintable, and NFC changes none of it.
_PLAIN = re.compile(
    r"[ -~·×—‘’“”…①-⑳々〇《》「」『』【】、。〈〉〔〕\u4e00-\u9fff"
    r"！（），：；？～＂＃％＆＋－／＜＝＞￥]*"
)
# Letters and marks that show nothing: a text of these alone is blank, an id with one is a twin.
_UNSEEN = (
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0100-\U000e01ef"
)
_SHOWS_NOTHING = re.compile(rf"[\s{_UNSEEN}]*")
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_NEVER = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
"""Controls, what only steers or hides (bidi, zero width), surrogates, unassigned, line breaks."""


def printable(text: str) -> str:
    """Return ``text`` in NFC without blanks round it. Raises ``Misfit`` for what can't be."""
    if _PLAIN.fullmatch(text):
        return text.strip(" ")
    never = [char for char in text if unicodedata.category(char) in _NEVER]
    if never:
        raise _unprintable(never)
    return unicodedata.normalize("NFC", text).strip()


def _unprintable(chars: Iterable[str]) -> Misfit:
    codes = dict.fromkeys(f"U+{ord(char):04X}" for char in chars)
    return Misfit.of(Why.UNPRINTABLE, codes=listed(list(codes)[:5]))


def cleaned(text: str) -> str:
    """Return ``text`` without what can't be shown: a bank's words are never refused for it."""
    if _PLAIN.fullmatch(text):
        return text.strip(" ")
    kept = (" " if unicodedata.category(char) in _NEVER else char for char in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def is_blank(text: str) -> bool:
    """Tell whether ``text`` shows nothing."""
    return not text or _SHOWS_NOTHING.fullmatch(text) is not None


def _fits(text: str, most: int) -> str:
    if len(text) > most:
        raise Misfit.of(Why.TOO_LONG, length=len(text), most=most)
    return text


@frozen
class Text:
    """Words for people: NFC, printable, trimmed. ``blank`` ones pass only where that is said.

    ``refusal`` is the permanent reason with which a blank one is refused, where there is one.
    """

    type: ClassVar[type] = str
    most: int = LONGEST_TEXT
    blank: bool = False
    refusal: Reason = Why.BLANK
    shown: str = "TEXT"

    def read(self, value: Any, asked: Asked) -> str:
        """Return it trimmed, in NFC."""
        if type(value) is not str:
            raise wrong_type(value, TEXT)
        # Twice: of some characters, NFC makes several.
        text = _fits(printable(_fits(value, self.most)), self.most)
        if not self.blank and is_blank(text):
            raise Misfit.of(self.refusal)
        return text

    def parse(self, text: str) -> str:
        """Return ``text``."""
        return text

    def schema(self) -> Schema:
        """Return a text's schema."""
        least = {} if self.blank else {"minLength": 1}
        most = {} if self.most >= LARGEST_INT else {"maxLength": self.most}
        return {"type": "string", **least, **most}


@frozen
class CleanedText:
    """Words of a bank or a register: what can't be shown is taken out, nothing is refused."""

    type: ClassVar[type] = str
    most: int = LONGEST_TEXT
    shown: str = "TEXT"

    def read(self, value: Any, asked: Asked) -> str:
        """Return it cleaned, cut at its limit."""
        if type(value) is not str:
            raise wrong_type(value, TEXT)
        return cleaned(value)[: self.most].rstrip()

    def parse(self, text: str) -> str:
        """Return ``text``."""
        return text

    def schema(self) -> Schema:
        """Return a text's schema."""
        return {"type": "string", "maxLength": self.most}


@frozen
class Key:
    """An id: NFKC, no blanks round its parts, in one case where its kind says so.

    ``category`` is the kind of stream that it names, if it names one; ``reserved`` words are
    refused in whatever case; with ``check``, a further form that it must have, whose ``Misfit``
    or ``Rejection`` says what is wrong. ``blank`` ones pass only where that is said.
    """

    type: ClassVar[type] = str
    category: str = ""
    case: Case = Case.KEPT
    reserved: frozenset[str] = frozenset()
    check: Callable[[str], str] | None = None
    blank: bool = False
    refusal: Reason = Why.BLANK
    most: int = LONGEST_KEY
    ends: str = ""
    """What parts the stream's key from the rest, where the id goes on: a gift is of a credit."""
    shown: str = "ID"

    def read(self, value: Any, asked: Asked) -> str:
        """Return it canonical, or as the store spells it where an older stream bears it."""
        if type(value) is not str:
            raise wrong_type(value, TEXT)
        key = canonical(printable(_fits(value, self.most)), self.case)
        if is_blank(key):
            if self.blank:
                return ""
            raise Misfit.of(self.refusal)
        if not key.isascii() and (hidden := _HIDDEN.findall(key)):
            raise _unprintable(hidden)
        if "/" in key or "%" in key:
            _parsed(key)
        if key.casefold() in self.reserved:
            raise Misfit.of(Why.RESERVED, word=key)
        if self.check is not None:
            key = self.check(key)
        _fits(key, self.most)  # again: of one character, NFKC makes up to eighteen
        if asked.spelled:
            key = self._as_spelled(key, value.strip(), asked)
        if key != value and self.category and key != value.strip():
            asked.written[self.category, key] = value.strip()
        return key

    def _as_spelled(self, key: str, given: str, asked: Asked) -> str:
        """Return ``key`` as a stream spells it: of twins, the one whose very name was given."""
        named, mark, rest = key.partition(self.ends) if self.ends else (key, "", "")
        exact = given.partition(self.ends)[0] if self.ends else given
        spelled, kind = asked.spelled, self.category
        known = spelled.get(f"{kind}-{exact}") or spelled.get(f"{kind}-{named}")
        return key if known is None else known.partition("-")[2] + mark + rest

    def parse(self, text: str) -> str:
        """Return ``text``."""
        return text

    def schema(self) -> Schema:
        """Return an id's schema."""
        return {"type": "string", "minLength": 0 if self.blank else 1, "maxLength": self.most}


ID = Words(
    "编号：各段以 / 隔开、均不为空，% 只作转义",
    "an id: its parts, with a slash between, not blank, a percent sign only as an escape",
)


def _parsed(key: str) -> None:
    """Refuse a key that could not be taken apart again."""
    try:
        split_key(key)
    except BadKey:
        raise Misfit.of(Why.NOT_OF_FORM, wanted=ID) from None


@frozen
class Pattern:
    """A text of one strict form, such as a SHA-256; ``wanted`` says which in words."""

    type: ClassVar[type] = str
    form: str
    wanted: Words
    case: Case = Case.KEPT
    refusal: Reason = Why.NOT_OF_FORM
    shown: str = "TEXT"
    _match: re.Pattern[str] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_match", re.compile(self.form))

    def read(self, value: Any, asked: Asked) -> str:
        """Return it in its case. What is not of the form is not repeated: it may be a name."""
        if type(value) is not str:
            raise wrong_type(value, TEXT)
        text = self.case.of(value.strip())
        if self._match.fullmatch(text) is None:
            raise Misfit.of(self.refusal, wanted=self.wanted)
        return text

    def parse(self, text: str) -> str:
        """Return ``text``."""
        return text

    def schema(self) -> Schema:
        """Return its schema."""
        return {"type": "string", "pattern": f"^(?:{self.form})$"}


MONEY = Words("金额", "an amount (Money)")


@frozen
class Fen:
    """An amount between ``least`` and ``most`` fen; ``refusal`` is for one that is too small."""

    type: ClassVar[type] = Money
    least: int = -LARGEST_FEN
    most: int = LARGEST_FEN
    refusal: Reason = Why.OUT_OF_RANGE
    shown: str = "AMOUNT"

    def read(self, value: Any, asked: Asked) -> Money:
        """Return ``value``."""
        if type(value) is not Money:
            raise wrong_type(value, MONEY)
        fen = getattr(value, "fen", None)  # one made past its constructor has none
        if type(fen) is not int:
            raise wrong_type(fen, Words("整数分", "whole fen"))
        if self.least <= fen <= self.most:
            return value
        if -LARGEST_FEN <= fen < self.least:
            raise Misfit.of(
                self.refusal,
                amount=value,
                least=Money(self.least),
                most=Money(self.most),
                got=value,
            )
        raise Misfit.of(
            Why.OUT_OF_RANGE,
            least=Money(self.least),
            most=Money(self.most),
            got=value if abs(fen) <= LARGEST_FEN**2 else "…",
        )

    def parse(self, text: str) -> Money:
        """Read yuan as people write them."""
        return Money.parse(text)

    def schema(self) -> Schema:
        """Return the schema of an amount in fen."""
        fen = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return {
            "type": "object",
            "properties": {"fen": fen},
            "required": ["fen"],
            "additionalProperties": False,
        }


DATE = Words("日期", "a date")


@frozen
class Day:
    """A date from 2000 on, at most so many years ``ahead``; 0: today at the latest."""

    type: ClassVar[type] = date
    ahead: int = 20
    shown: str = "DATE"

    def read(self, value: Any, asked: Asked) -> date:
        """Return ``value``."""
        if type(value) is not date:
            raise wrong_type(value, DATE)
        today = asked.today
        if FIRST_DAY <= value <= today:
            return value
        if not self.ahead and value > today and value.year <= today.year + 20:
            raise Misfit.of(Why.DATE_AHEAD, on=value, today=today)
        most = years_on(today, self.ahead)
        if value < FIRST_DAY or value > most:
            raise Misfit.of(Why.DATE_OUT_OF_RANGE, least=FIRST_DAY, most=most, got=value)
        return value

    def parse(self, text: str) -> date:
        """Read a date as people write it."""
        return parse_date(text)

    def schema(self) -> Schema:
        """Return a date's schema."""
        return {"type": "string", "format": "date"}


NUMBER = Words("整数", "a whole number")


@frozen
class Count:
    """A whole number between ``least`` and ``most``; ``refusal`` tells it as ``named``."""

    type: ClassVar[type] = int
    least: int = 0
    most: int = LARGEST_INT
    refusal: Reason = Why.OUT_OF_RANGE
    named: str = "got"
    shown: str = "N"

    def read(self, value: Any, asked: Asked) -> int:
        """Return ``value``."""
        if type(value) is not int:
            raise wrong_type(value, NUMBER)
        if not self.least <= value <= self.most:
            got = value if abs(value) <= LARGEST_INT**2 else "…"
            raise Misfit.of(self.refusal, least=self.least, most=self.most, **{self.named: got})
        return value

    def parse(self, text: str) -> int:
        """Read a whole number in plain digits."""
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValueError(text, "不是整数", "is no whole number")
        return int(text)

    def schema(self) -> Schema:
        """Return a number's schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@frozen
class Flag:
    """Yes or no."""

    type: ClassVar[type] = bool
    shown: str = ""

    def read(self, value: Any, asked: Asked) -> bool:
        """Return ``value``."""
        if type(value) is not bool:
            raise wrong_type(value, Words("是或否", "true or false"))
        return value

    def parse(self, text: str) -> bool:
        """Read 是 or 否, yes or no, true or false."""
        found = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}
        try:
            return found[text.strip().lower()]
        except KeyError:
            raise ValueError(text, "不是“是”或“否”", "is neither yes nor no") from None

    def schema(self) -> Schema:
        """Return its schema."""
        return {"type": "boolean"}


STRETCH = Words("时段（Span）", "a stretch of a day (Span)")


@frozen
class Stretch:
    """A stretch of a day, in whole minutes; whether it lies within the day its decision tells."""

    type: ClassVar[type] = Span
    shown: str = "FROM-TO"

    def read(self, value: Any, asked: Asked) -> Span:
        """Return ``value``."""
        if type(value) is not Span:
            raise wrong_type(value, STRETCH)
        for minutes in (getattr(value, "start", None), getattr(value, "minutes", None)):
            if type(minutes) is not int:
                raise wrong_type(minutes, NUMBER)
            if not -DAY <= minutes <= 2 * DAY:
                raise Misfit.of(Why.OUT_OF_RANGE, least=-DAY, most=2 * DAY, got="…")
        return value

    def parse(self, text: str) -> Span:
        """Read ``09:00-11:30``."""
        return parse_span(text)

    def schema(self) -> Schema:
        """Return the schema of a stretch: minutes after midnight, and for how many."""
        minutes = {"type": "integer", "minimum": -DAY, "maximum": 2 * DAY}
        return {
            "type": "object",
            "properties": {"start": minutes, "minutes": minutes},
            "required": ["start", "minutes"],
            "additionalProperties": False,
        }
