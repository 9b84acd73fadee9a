"""Forms of texts and ids: printable, canonical, and blank only where that is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, ClassVar

from attrs import field, frozen

from lixia_domain.kernel.figures import LARGEST_INT
from lixia_domain.kernel.forms import (
    _HIDDEN,
    Context,
    Misfit,
    Schema,
    Why,
    _unprintable,
    wrong_type,
)
from lixia_domain.kernel.ids import BadKey, split_key
from lixia_domain.kernel.keys import Case, canonical
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.visible import UNSEEN, steers
from lixia_domain.kernel.words import Words

LONGEST_TEXT = 1_000
"""Beyond this a text was pasted by mistake: long ones stand in a document that is cited."""


LONGEST_KEY = 200


TEXT = Words("文字", "text")


# What nearly all texts are made of: nothing in it is unprintable, and NFC changes none of it.
_PLAIN = re.compile(
    r"[ -~·×—‘’“”…①-⑳々〇《》「」『』【】、。〈〉〔〕\u4e00-\u9fff"
    r"！（），：；？～＂＃％＆＊＋－／＜＝＞￥]*"
)
_MASKED = "＊"
"""Stands for what was hidden of a person, and so in every other remark of a bank."""


_SHOWS_NOTHING = re.compile(rf"[\s{UNSEEN}]*")


def printable(text: str) -> str:
    """Return ``text`` in NFC without blanks round it. Raises ``Misfit`` for what can't be."""
    if _PLAIN.fullmatch(text):
        return text.strip(" ")
    never = [char for char in text if steers(char)]
    if never:
        raise _unprintable(never)
    return unicodedata.normalize("NFC", text).strip()


def cleaned(text: str) -> str:
    """Return ``text`` without what can't be shown: a bank's words are never refused for it."""
    # Blanks beside a mask have always become one, those of other plain texts have not.
    if _PLAIN.fullmatch(text) and not ("  " in text and _MASKED in text):
        return text.strip(" ")
    kept = (" " if steers(char) else char for char in text)
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

    def read(self, value: Any, context: Context) -> str:
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

    def read(self, value: Any, context: Context) -> str:
        """Return it cleaned, cut at its limit."""
        if type(value) is not str:
            raise wrong_type(value, TEXT)
        # Cut before too: marks piled up on one letter take the square of their time.
        return cleaned(value[: 4 * self.most])[: self.most].rstrip()

    def parse(self, text: str) -> str:
        """Return ``text``."""
        return text

    def schema(self) -> Schema:
        """Return a text's schema."""
        return {"type": "string", "maxLength": self.most}


# Canonical as they are, in one look, part by part; few ids are others: a percent sign escapes.
AS_THEY_ARE = {
    case: re.compile(f"{part}(?:/{part})*")
    for case, letters in {
        Case.KEPT: "!-$&-.0-~",
        Case.UPPER: "!-$&-.0-`{-~",
        Case.LOWER: "!-$&-.0-@[-~",
    }.items()
    for part in (f"[{letters}](?:[ {letters}]*[{letters}])?",)
}


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

    def read(self, value: Any, context: Context) -> str:
        """Return it canonical, or as the store spells it where an older stream bears it."""
        if type(value) is not str:
            raise wrong_type(value, TEXT)
        key = value
        if len(value) > self.most or AS_THEY_ARE[self.case].fullmatch(value) is None:
            key = canonical(printable(_fits(value, self.most)), self.case)
            if is_blank(key):
                if self.blank:
                    return ""
                raise Misfit.of(self.refusal)
            if not key.isascii() and (hidden := _HIDDEN.findall(key)):
                raise _unprintable(hidden)
            if "/" in key or "%" in key:
                _parsed(key)
        if self.reserved and key.casefold() in self.reserved:
            raise Misfit.of(Why.RESERVED, word=key)
        if self.check is not None:
            key = self.check(key)
        _fits(key, self.most)  # again: of one character, NFKC makes up to eighteen
        if context.spelled:
            key = self._as_spelled(key, value.strip(), context)
        if key == value:
            return value  # itself: whoever holds it need not be made anew
        if self.category and key != value.strip():
            context.written[self.category, key] = value.strip()
        return key

    def _as_spelled(self, key: str, given: str, context: Context) -> str:
        """Return ``key`` as a stream spells it: of twins, the one whose very name was given."""
        named, mark, rest = key, "", ""
        exact = given
        if self.ends and self.ends in key:  # the last one: a bank's reference may hold it itself
            named, mark, rest = key.rpartition(self.ends)
            exact = given.rpartition(self.ends)[0]
        spelled, kind = context.spelled, self.category
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

    def read(self, value: Any, context: Context) -> str:
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
