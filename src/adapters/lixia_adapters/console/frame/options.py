"""What a command takes: its options as data, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from lixia_adapters.console.frame.readers import Reader, day, role_code, text
from lixia_adapters.console.frame.trouble import Usage, unreadable
from lixia_domain.kernel.words import Words

WIDEST = 40
"""Choices that take more room are told in words only."""


class Option(NamedTuple):
    """One option (``--minutes``) or argument (``PROJECT``) of a command.

    ``name`` is what a use case or a command calls it. ``many`` gives a tuple. ``flag`` takes no
    value. What is neither ``need``ed nor given is ``default``.
    """

    shown: str
    name: str
    zh: str
    en: str
    read: Reader = str
    need: bool = True
    many: bool = False
    flag: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    value: str = ""
    code_of: Reader = str
    """Turns what a choice is called besides into the choice."""

    @property
    def positional(self) -> bool:
        """Tell whether it goes by its place."""
        return not self.shown.startswith("-")

    @property
    def says(self) -> Words:
        """Return what it is for."""
        return Words(self.zh, self.en)

    @property
    def written(self) -> str:
        """Return it as a usage line writes it."""
        if self.positional or self.flag:
            return self.shown
        choices = "|".join(self.choices)
        few = choices if len(choices) <= WIDEST else ""
        return f"{self.shown} {self.value or few or self.name.rpartition('_')[2].upper()}"

    def value_of(self, text: str) -> Any:
        """Read what was given. Raises ``Usage`` that names the option."""
        text = self.code_of(text) if self.choices else text
        if self.choices and text not in self.choices:
            known = "、".join(self.choices)
            raise Usage(
                f"{self.shown}：没有“{text}”这一项，可选：{known}",
                f"{self.shown}: {text!r} is none of {', '.join(self.choices)}",
            )
        try:
            return self.read(text)
        except Usage as wrong:
            zh, en = wrong.say
            raise Usage(f"{self.shown}：{zh}", f"{self.shown}: {en}", wrong.code) from None
        except ValueError as wrong:
            zh, en = unreadable(wrong)
            raise Usage(f"{self.shown}：{zh}", f"{self.shown}: {en}", "bad_value") from None


_SHOWN = re.compile(r"(\[)?([\w-]+)(?: ([^ …\]]+))?( …)?\]?")


def option(
    shown: str,
    zh: str,
    en: str,
    read: Reader = str,
    *,
    name: str = "",
    default: Any = None,
    choices: tuple[str, ...] = (),
    code_of: Reader = str,
) -> Option:
    """Return an option from how a usage line writes it.

    ``PROJECT`` goes by its place, ``--on DATE`` takes a value, ``--lang zh|en`` one of these words,
    ``--key KEY …`` may be repeated; in brackets it may be left out; ``[--json]`` takes no value.
    It is called as it is shown, where it has no other ``name``.
    """
    found = _SHOWN.fullmatch(shown)
    assert found is not None, shown
    bracket, word, value, more = found.groups()
    by_place = not word.startswith("-")
    if value and "|" in value and not value.isupper() and not choices:
        choices, value = tuple(value.split("|")), ""
    return Option(
        word,
        name or word.lstrip("-").replace("-", "_").lower(),
        zh,
        en,
        read,
        need=not bracket,
        many=bool(more),
        flag=not (by_place or value or choices),
        default=default,
        choices=choices,
        value=value or "",
        code_of=code_of,
    )


class Wrong(NamedTuple):
    """Something wrong with a line."""

    code: str
    say: Words


class Command(NamedTuple):
    """A command: its name, what it is, what it takes and what it does.

    ``carries`` names the use case that it carries out. ``roles`` are those in which it may be done,
    the usual one first: the use case's, or its own where it carries several out. A command without
    any records nothing, and takes none of the options of those that record. ``judge`` tells what is
    wrong with values that only make sense together, so that it is named with all else that is wrong
    with a line.
    """

    name: str
    says: Words
    options: tuple[Option, ...]
    run: Callable[..., Any]
    carries: str = ""
    roles: tuple[str, ...] = ()
    judge: Callable[[Mapping[str, Any]], Iterable[Wrong]] = lambda values: ()


EVERYWHERE = (
    option(
        "[--store URI]",
        "账库地址（默认取环境变量 LIXIA_STORE，否则 sqlite:///lixia.db）",
        "the store's address (default: LIXIA_STORE, else sqlite:///lixia.db)",
    ),
    option(
        "[--lang zh|en]",
        "界面语言（默认取 LIXIA_LANG，否则随 LC_ALL、LC_MESSAGES、LANG：zh 开头或均未设为中文，"
        "其余为英文，C、POSIX 亦然）",
        "language (default: LIXIA_LANG, else by LC_ALL, LC_MESSAGES, LANG: Chinese if it opens "
        "with zh or none is set, English for all others, C and POSIX too)",
    ),
    option(
        "[--json]",
        '输出 JSON；出错时标准错误为 {"error": {"code", "sentence"}}',
        'answer in JSON; an error is {"error": {"code", "sentence"}} on standard error',
    ),
    option("[--help]", "显示本说明", "show this"),
)


ROLES = (
    "programme_office",
    "accountant",
    "cashier",
    "approver",
    "receipt_keeper",
    "enterprise",
    "team",
    "auditor",
    "administrator",
    "system",
    "foundation",
)
"""All roles; the last as facts name it from before its work was divided."""

WRITING = (
    option(
        "[--on DATE]",
        "业务日期（默认为今天，上海时间）",
        "business date (default: today in Shanghai)",
        day,
    ),
    option(
        "[--actor ID]",
        "经办人的账号编号，不是姓名（默认 LIXIA_ACTOR，否则 local）",
        "account id of who acts, never a name (default: LIXIA_ACTOR, else local)",
    ),
    option(
        "[--role ROLE]",
        "经办身份（默认 {roles}；名册已关闭的，默认为其中所持有的第一个）",
        "in which part (default: {roles}; with a closed roster the first of these that one holds)",
        choices=ROLES,
        code_of=role_code,
    ),
    option(
        "[--command KEY]",
        "请求编号：同一请求重复发送只办理一次",
        "key of the request: the same request sent again is carried out once",
        text,
    ),
    option("[--dry-run]", "只试算，不记录", "say what would be recorded, record nothing"),
)
"""What every command takes that records facts; ``writing`` fills in the roles."""


def writing(roles: Sequence[str]) -> tuple[Option, ...]:
    """Return what a command takes that records facts in these roles, the usual one first."""
    usual, others = ", ".join(roles[:1]), roles[1:]
    zh = f"{usual}；亦可 {'、'.join(others)}" if others else usual
    en = f"{usual}; or {', '.join(others)}" if others else usual
    return tuple(
        one._replace(zh=one.zh.replace("{roles}", zh), en=one.en.replace("{roles}", en))
        for one in WRITING
    )


FUND = option(
    "[--fund ID]",
    "基金编号（账库只有一个基金时可省略）",
    "the fund's id (may be left out where the store has one fund)",
    text,
    name="fund_id",
)
