"""Reading a command line. Whatever is wrong with it is named at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from lixia_adapters.console.frame.options import EVERYWHERE, Command, Option, Wrong, writing
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

_NEGATIVE = re.compile(r"-[0-9.]")
"""How an amount below zero opens, which is no option."""


def options_of(command: Command) -> tuple[Option, ...]:
    """Return all that ``command`` takes."""
    return (*command.options, *(writing(command.roles) if command.roles else ()), *EVERYWHERE)


def read(command: Command, argv: Sequence[str]) -> dict[str, Any]:
    """Return the values of ``command``'s options by name.

    Raises ``Usage`` with all that is unknown, missing or can't be read.
    """
    options = options_of(command)
    line = _Line(options)
    line.take(argv)
    values = {option.name: _value(option, line) for option in options}
    missing = [o for o in options if o.need and o.name not in line.given]
    wrong = [*line.wrong, *([_missing(missing)] if missing else []), *command.judge(values)]
    if wrong:
        raise usage(command.name, wrong)
    return values


def before(argv: Sequence[str]) -> list[Wrong]:
    """Return what is wrong with the options that stand before a command, or where it should be.

    Only those may that every command takes.
    """
    line = _Line((*writing(()), *EVERYWHERE))
    line.take(argv)
    for option in line.named.values():
        _value(option, line)
    return line.wrong


def glance(argv: Sequence[str]) -> dict[str, Any]:
    """Return what ``argv`` says of what every command takes, whatever else it says."""
    seen: dict[str, Any] = {"json": False, "help": False, "lang": None, "store": None}
    left = iter(argv)
    for token in left:
        if token == "--":
            break
        if token in ("--json", "--help"):
            seen[token[2:]] = True
        elif token == "-h":
            seen["help"] = True
        elif (shown := token.partition("=")[0]) in ("--lang", "--store"):
            seen[shown[2:]] = token.partition("=")[2] or next(left, None)
    return seen


def is_option(token: str) -> bool:
    """Tell whether a token is an option, not a value: ``-`` is one, and so is ``-3``."""
    return token.startswith("-") and token != "-" and not _NEGATIVE.match(token)


class _Line:
    """What was given, by the options' names, and what is wrong with it."""

    def __init__(self, options: Sequence[Option]) -> None:
        self.named = {option.shown: option for option in options if not option.positional}
        self.placed = [option for option in options if option.positional]
        self.given: dict[str, list[str]] = {}
        self.wrong: list[Wrong] = []

    def take(self, argv: Sequence[str]) -> None:
        """Sort the tokens of ``argv`` out."""
        loose: list[str] = []
        unknown: list[str] = []
        left = list(argv)
        while left:
            token = left.pop(0)
            if token == "--":
                loose += left
                break
            if not is_option(token):
                loose.append(token)
                continue
            shown, value = self._split(token)
            option = self.named.get(shown)
            if option is None:
                unknown.append(shown)
                if value is None and self._swallows(shown) and left and not is_option(left[0]):
                    left.pop(0)
            elif option.flag:
                self.given[option.name] = [""]
                if value is not None:
                    self._note("usage", f"{shown} 不带值", f"{shown} takes no value")
            elif value is None and (not left or is_option(left[0])):
                self.given.setdefault(option.name, [])
                self._note("usage", f"{shown} 后面缺少一个值", f"{shown} needs a value")
            else:
                value = left.pop(0) if value is None else value
                self.given.setdefault(option.name, []).append(value)
        if unknown:
            self._unknown(unknown)
        if extra := self._place(loose):
            zh, en = "、".join(extra), ", ".join(extra)
            self._note("usage", f"多余的参数：{zh}", f"arguments too many: {en}")

    def _split(self, token: str) -> tuple[str, str | None]:
        """Return an option and the value that is written onto it: ``--to=general``, ``-oFILE``."""
        shown, equals, value = token.partition("=")
        if not equals and not token.startswith("--") and len(token) > 2:
            return token[:2], token[2:]
        return shown, value if equals else None

    def _swallows(self, shown: str) -> bool:
        """Tell whether what follows an unknown option is likely its value."""
        near = nearest(shown, self.named)
        return not near or not self.named[near].flag

    def _unknown(self, unknown: Iterable[str]) -> None:
        zh, en = [], []
        for shown in dict.fromkeys(unknown):
            near = nearest(shown, self.named)
            zh.append(f"{shown}（是否想用 {near}）" if near else shown)
            en.append(f"{shown} (did you mean {near}?)" if near else shown)
        self._note("usage", f"没有选项 {'、'.join(zh)}", f"there is no option {', '.join(en)}")

    def _place(self, loose: list[str]) -> list[str]:
        """Give what goes by its place to its arguments; return what is too many."""
        for at, option in enumerate(self.placed):
            count = max(len(loose) - (len(self.placed) - at - 1), 1) if option.many else 1
            if loose:
                self.given[option.name], loose = loose[:count], loose[count:]
        return loose

    def _note(self, code: str, zh: str, en: str) -> None:
        self.wrong.append(Wrong(code, Words(zh, en)))

    def value_of(self, option: Option, text: str) -> Any:
        """Read one value; what can't be read is noted."""
        try:
            return option.value_of(text)
        except Usage as wrong:
            self.wrong.append(Wrong(wrong.code, wrong.say))
            return None


NO_COMMAND = Wrong("usage", Words("缺少命令", "a command is missing"))
"""What is wrong with a line that ends before a command does."""


def nearest(shown: str, there: Iterable[str]) -> str:
    """Return the option that was most likely meant, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(shown, list(there), 1, 0.6)), "")


def _value(option: Option, line: _Line) -> Any:
    found = line.given.get(option.name, [])
    if option.flag:
        return bool(found)
    if not found:
        return () if option.many else option.default
    if option.many:
        return tuple(line.value_of(option, one) for one in found)
    return line.value_of(option, found[-1])


def _missing(missing: Sequence[Option]) -> Wrong:
    zh = "、".join(f"{option.written}（{option.zh}）" for option in missing)
    en = ", ".join(f"{option.written} ({option.en})" for option in missing)
    are = "is" if len(missing) == 1 else "are"
    return Wrong("missing_option", Words(f"缺少 {zh}", f"{en} {are} missing"))


def usage(name: str, wrong: Sequence[Wrong]) -> Usage:
    """Return that a line can't be carried out, for all that is wrong with it."""
    codes = {one.code for one in wrong}
    here = f"lixia help {name}".rstrip()
    see = Words(f"用法见 {here}", f"see {here}")
    parts = [one.say for one in wrong]
    zh, en = "；".join(one.zh for one in (*parts, see)), "; ".join(one.en for one in (*parts, see))
    return Usage(zh, en, codes.pop() if len(codes) == 1 else "usage", parts=tuple(parts))
