"""How many steps a pattern takes on a text: a matcher that tries what ``re`` tries, and counts.

And texts on which it might take many: each of a pattern's repeats, told again and again, behind
what leads up to it and before what it can't end with. No clock is asked, so that a machine that is
busy changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from re import _constants as sre
from re import _parser
from typing import Any

LIMIT = 300_000
Node = tuple[Any, Any]
Then = Callable[[int], bool]
_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}
_POOL = "a1 中\"'<>,;.-_/\\\t\n=:(["
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_MANY = 30
"""A repeat that goes on beyond this counts as one without end."""


class TooMany(Exception):  # noqa: N818 - it says what there was
    """More steps than any linear pattern takes."""


def steps(pattern: str | bytes, flags: int, text: str, *, anchored: bool) -> int:
    """Return the steps of ``match`` and ``fullmatch`` if ``anchored``, else of a search for all."""
    tree = list(_parser.parse(_str(pattern), flags & ~re.DEBUG))
    matcher = _Matcher(text, flags)
    at = 0
    while at <= len(text):
        end = matcher.match(tree, at)
        if anchored:
            matcher.match(tree, at, full=True)
            break
        at = end if end is not None and end > at else at + 1
    return matcher.steps


def hard_texts(pattern: str | bytes, flags: int, times: int) -> Iterator[str]:
    """Yield texts on which the pattern might take more than its share."""
    tree = list(_parser.parse(_str(pattern), flags & ~re.DEBUG))
    for before, body in _repeats(tree, ""):
        pumps = dict.fromkeys([*_samples(body), "".join(_samples(body)[:2])])
        for pump in filter(None, pumps):
            for after in ("", "\0", "!", "a"):
                yield before + pump * times + after
                yield pump * times + after
                if before:
                    yield (before + pump) * times + after


def _str(pattern: str | bytes) -> str:
    return pattern if isinstance(pattern, str) else pattern.decode("latin-1")


def _repeats(tree: list[Node], before: str) -> Iterator[tuple[str, list[Node]]]:
    for op, told in tree:
        if op in _REPEATS:
            _, most, body = told
            if most > _MANY:
                yield before, list(body)
            yield from _repeats(list(body), before)
        elif op is sre.SUBPATTERN:
            yield from _repeats(list(told[3]), before)
        elif op is sre.BRANCH:
            for each in told[1]:
                yield from _repeats(list(each), before)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(list(told[1]), before)
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(list(told), before)
        before += next(iter(_samples([(op, told)])), "")


def _samples(tree: list[Node]) -> list[str]:
    """Return some texts that a piece of a pattern matches."""
    found = [""]
    for op, told in tree:
        ends = _one(op, told)
        found = [begin + end for begin in found for end in ends][:6]
    return found


def _one(op: Any, told: Any) -> list[str]:
    match op:
        case sre.LITERAL:
            return [chr(told)]
        case sre.NOT_LITERAL:
            return [next(char for char in _POOL if ord(char) != told)]
        case sre.ANY:
            return ["a"]
        case sre.IN:
            own = [
                chr(what if kind is sre.LITERAL else what[0])
                for kind, what in told
                if kind in (sre.LITERAL, sre.RANGE)
            ]
            return [char for char in (*own, *_POOL) if _within(told, char)][:3] or [""]
        case sre.SUBPATTERN:
            return _samples(list(told[3]))
        case sre.BRANCH:
            return [sample for each in told[1] for sample in _samples(list(each))[:2]][:6]
        case sre.ATOMIC_GROUP:
            return _samples(list(told))
        case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
            least, most, body = told
            return [one * max(least, min(1, most)) for one in _samples(list(body))]
        case _:
            return [""]


def _within(items: Any, char: str) -> bool:
    negated = bool(items) and items[0][0] is sre.NEGATE
    for kind, what in items:
        match kind:
            case sre.LITERAL:
                hit = ord(char) == what
            case sre.RANGE:
                hit = what[0] <= ord(char) <= what[1]
            case sre.CATEGORY:
                hit = re.fullmatch(_CATEGORIES[what], char) is not None
            case _:
                hit = False
        if hit:
            return not negated
    return negated


class _Matcher:
    def __init__(self, text: str, flags: int) -> None:
        self.text, self.flags, self.steps = text, flags, 0
        self.groups: dict[int, tuple[int, int]] = {}

    def match(self, tree: list[Node], at: int, *, full: bool = False) -> int | None:
        """Return where the first match that begins ``at`` ends; with ``full``, at the very end."""
        ends: list[int] = []

        def end(found: int) -> bool:
            ends.append(found)
            return not full or found == len(self.text)

        return ends[-1] if self._all(tree, 0, at, end) else None

    def _all(self, tree: list[Node], index: int, at: int, then: Then) -> bool:
        if index == len(tree):
            return then(at)
        self.steps += 1
        if self.steps > LIMIT:
            raise TooMany
        op, told = tree[index]

        def on(end: int) -> bool:
            return self._all(tree, index + 1, end, then)

        match op:
            case sre.LITERAL | sre.NOT_LITERAL | sre.ANY | sre.IN:
                return self._char(op, told, at) and on(at + 1)
            case sre.AT:
                return self._at(told, at) and on(at)
            case sre.BRANCH:
                return any(self._all(list(each), 0, at, on) for each in told[1])
            case sre.SUBPATTERN:
                return self._group(told[0], list(told[3]), at, on)
            case sre.MAX_REPEAT | sre.MIN_REPEAT:
                least, most, body = told
                return self._repeat(list(body), least, most, at, on, lazy=op is sre.MIN_REPEAT)
            case sre.POSSESSIVE_REPEAT:
                least, most, body = told
                end, count = at, 0
                while count < most and (more := self.match(list(body), end)) is not None:
                    count += 1
                    if more == end:
                        break
                    end = more
                return count >= least and on(end)
            case sre.ATOMIC_GROUP:
                whole = self.match(list(told), at)
                return whole is not None and on(whole)
            case sre.ASSERT | sre.ASSERT_NOT:
                return self._looked(told, at) is (op is sre.ASSERT) and on(at)
            case sre.GROUPREF:
                begin, end = self.groups.get(told, (0, 0))
                word = self.text[begin:end]
                return self.text.startswith(word, at) and on(at + len(word))
            case sre.GROUPREF_EXISTS:
                group, yes, no = told
                return self._all(list((yes if group in self.groups else no) or []), 0, at, on)
            case _:
                raise NotImplementedError(op)

    def _char(self, op: Any, told: Any, at: int) -> bool:
        if at >= len(self.text):
            return False
        char = self.text[at]
        match op:
            case sre.LITERAL:
                return ord(char) == told
            case sre.NOT_LITERAL:
                return ord(char) != told
            case sre.ANY:
                return char != "\n" or bool(self.flags & re.DOTALL)
            case _:
                return _within(told, char)

    def _at(self, what: Any, at: int) -> bool:
        text = self.text
        beside = [at > 0 and bool(re.match(r"\w", text[at - 1])), bool(re.match(r"\w", text[at:]))]
        match what:
            case sre.AT_BEGINNING:
                line = bool(self.flags & re.MULTILINE)
                return at == 0 or (line and text[at - 1] == "\n")
            case sre.AT_BEGINNING_STRING:
                return at == 0
            case sre.AT_END:
                return at == len(text) or text[at:] == "\n"
            case sre.AT_END_STRING:
                return at == len(text)
            case sre.AT_BOUNDARY:
                return beside[0] is not beside[1]
            case _:
                return beside[0] is beside[1]

    def _group(self, number: int | None, body: list[Node], at: int, then: Then) -> bool:
        def closed(end: int) -> bool:
            if number is not None:
                self.groups[number] = (at, end)
            return then(end)

        return self._all(body, 0, at, closed)

    def _looked(self, told: Any, at: int) -> bool:
        direction, body = told
        if direction > 0:
            return self.match(list(body), at) is not None
        width = body.getwidth()[0]
        return at >= width and self.match(list(body), at - width) is not None

    def _repeat(
        self, body: list[Node], least: int, most: int, at: int, then: Then, *, lazy: bool
    ) -> bool:
        if len(body) == 1 and body[0][0] in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            return self._run(body[0], least, most, at, then, lazy=lazy)

        def further(count: int, begun: int) -> bool:
            def again(end: int) -> bool:
                return end > begun and further(count + 1, end)

            if count < least:
                return self._all(body, 0, begun, lambda end: further(count + 1, end))
            if lazy:
                return then(begun) or (count < most and self._all(body, 0, begun, again))
            return (count < most and self._all(body, 0, begun, again)) or then(begun)

        return further(0, at)

    def _run(self, char: Node, least: int, most: int, at: int, then: Then, *, lazy: bool) -> bool:
        """Repeat one character: ``re`` runs over it, and goes back step by step."""
        end = at
        limit = len(self.text) if most is sre.MAXREPEAT else min(len(self.text), at + most)
        if lazy:
            while True:
                self.steps += 1
                if end - at >= least and then(end):
                    return True
                if end >= limit or not self._char(*char, end):
                    return False
                end += 1
        while end < limit and self._char(*char, end):
            end += 1
            self.steps += 1
        for back in range(end, at + least - 1, -1):
            self.steps += 1
            if self.steps > LIMIT:
                raise TooMany
            if then(back):
                return True
        return False
