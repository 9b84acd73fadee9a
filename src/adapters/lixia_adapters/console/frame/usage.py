"""Reading a command line, and the help pages."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NoReturn

from lixia_adapters.console.frame import tree
from lixia_adapters.console.frame.groups import GROUPS, SECTIONS
from lixia_adapters.console.frame.options import EVERYWHERE, WRITING, Command, Option
from lixia_adapters.console.frame.trouble import Usage
from lixia_adapters.console.frame.width import pad, width, wrapped
from lixia_domain.kernel.words import Words

_NEGATIVE = re.compile(r"-[0-9.]")
_SAID = (
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}", "unknown arguments: {0}"),
    (r"argument (\S+): expected one argument", "{0} 后面缺少一个值", "{0} needs a value"),
    (r"argument (\S+): ignored explicit argument (.*)", "{0} 不带值", "{0} takes no value"),
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Raise ``Usage`` instead of leaving the program."""
        for form, zh, en in _SAID:
            if said := re.fullmatch(form, message):
                raise Usage(zh.format(*said.groups()), en.format(*said.groups()))
        raise Usage(f"用法有误（{message}）", message)


def options_of(command: Command) -> tuple[Option, ...]:
    """Return all that ``command`` takes."""
    return (*command.options, *(WRITING if command.roles else ()), *EVERYWHERE)


def read(words: tree.CommandName, command: Command, argv: Sequence[str]) -> dict[str, Any]:
    """Return the values of ``command``'s options by name. Raises ``Usage`` naming the option."""
    options = options_of(command)
    raw = _parse(options, argv)
    if raw["help"]:
        return {"help": True}
    if missing := [o for o in options if o.need and raw[o.name] is None]:
        raise _missing(words, missing)
    return {option.name: _value(option, raw[option.name]) for option in options}


def _value(option: Option, found: Any) -> Any:
    if option.flag:
        return bool(found)
    if found is None:
        return () if option.many else option.default
    if option.many:
        return tuple(option.value_of(one) for one in found)
    return option.value_of(found)


def _missing(words: tree.CommandName, missing: Sequence[Option]) -> Usage:
    here = " ".join(("lixia", *words))
    zh = "、".join(f"{option.written}（{option.zh}）" for option in missing)
    en = ", ".join(f"{option.written} ({option.en})" for option in missing)
    are = "is" if len(missing) == 1 else "are"
    return Usage(
        f"缺少 {zh}；用法见 {here} --help",
        f"{en} {are} missing; see {here} --help",
        "missing_option",
    )


def glance(argv: Sequence[str]) -> dict[str, Any]:
    """Return what ``argv`` says of ``--json``, ``--lang`` and ``--help``, whatever else it says."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    for flag in ("--json", "--help"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--lang", nargs="?")
    return vars(parser.parse_known_args([*argv])[0])


def _parse(options: Sequence[Option], argv: Sequence[str]) -> dict[str, Any]:
    parser = _Parser(add_help=False, allow_abbrev=False)
    for option in options:
        if option.positional:
            parser.add_argument(option.name, nargs="*" if option.many else "?")
        elif option.flag:
            parser.add_argument(option.shown, dest=option.name, action="store_true")
        else:
            how = "append" if option.many else "store"
            parser.add_argument(option.shown, dest=option.name, action=how)
    found = vars(parser.parse_intermixed_args(_joined(options, argv)))
    return {name: value if value != [] else None for name, value in found.items()}


def _joined(options: Sequence[Option], argv: Sequence[str]) -> list[str]:
    """Join an option and a value that opens with a minus, which would pass for an option."""
    takes = {option.shown for option in options if not (option.flag or option.positional)}
    out: list[str] = []
    for token in argv:
        if out and out[-1] in takes and _NEGATIVE.match(token):
            out[-1] = f"{out[-1]}={token}"
        else:
            out.append(token)
    return out


def command_page(
    words: tree.CommandName, command: Command, lang: str, columns: int
) -> Iterator[str]:
    """Yield the help page of one command."""
    needed = [o.written if not o.many else f"{o.written} …" for o in command.options if o.need]
    more = [o for o in options_of(command) if not o.need and not o.positional]
    optional = [f"[{o.written}]" for o in command.options if not o.need and o.positional]
    line = " ".join(("lixia", *words, *needed, *optional, *(["[…]"] if more else [])))
    yield from _hanging(Words("用法：", "Usage: ").text(lang), line, columns)
    yield ""
    yield f"  {command.says.text(lang)}"
    own = command.options
    for title, options in (
        (Words("参数", "Arguments"), [o for o in own if o.positional]),
        (Words("选项", "Options"), [o for o in own if not o.positional]),
        (Words("记录时", "When recording"), list(WRITING) if command.roles else []),
        (Words("通用", "Everywhere"), list(EVERYWHERE)),
    ):
        if options:
            yield ""
            yield f"{title.text(lang)}{Words('：', ':').text(lang)}"
            rows = [(o.written, _explained(o, command, lang)) for o in options]
            yield from _two_columns(rows, columns)


def _explained(option: Option, command: Command, lang: str) -> str:
    said = option.says.text(lang)
    if command.roles:
        said = said.replace("{roles}", _roles(command, lang))
    if option.value and option.choices:
        said += Words("：", ": ").text(lang) + Words("、", ", ").text(lang).join(option.choices)
    if option.need and not option.positional:
        said += Words("（必填）", " (required)").text(lang)
    if option.many:
        said += Words("，可重复", "; may be repeated").text(lang)
    return said


def _roles(command: Command, lang: str) -> str:
    """Return the roles in which a command may be carried out, the usual one first."""
    usual, *others = command.roles
    if not others:
        return usual
    return Words(f"{usual}；亦可 {'、'.join(others)}", f"{usual}; or {', '.join(others)}").text(
        lang
    )


def top_page(words: tree.CommandName, lang: str, columns: int) -> Iterator[str]:
    """Yield the help page of a group of commands, or of all of them."""
    line = " ".join(("lixia", *words, Words("命令", "COMMAND").text(lang), "[…]"))
    yield f"{Words('用法：', 'Usage: ').text(lang)}{line}"
    if not words:
        yield ""
        yield from wrapped(
            Words(
                "历下区新时代文明实践公益项目账册：事实只增不改，视图由事实折叠而成。",
                "The ledger of a district's charity programme: facts are recorded, views folded.",
            ).text(lang),
            columns,
        )
    rows: dict[str, str] = {}
    for key, entry in tree.below(words).items():
        word = key[len(words)]
        said = entry.says if len(key) == len(words) + 1 else GROUPS[word]
        rows.setdefault(word, said.text(lang))
    left = max(map(width, rows))
    for title, those in _sections(words, rows):
        yield ""
        yield f"{title.text(lang)}{Words('：', ':').text(lang)}"
        yield from _two_columns([(word, rows[word]) for word in those], columns, at_least=left)
    yield ""
    yield f"{Words('通用', 'Everywhere').text(lang)}{Words('：', ':').text(lang)}"
    everywhere = [(o.written, o.says.text(lang)) for o in EVERYWHERE]
    if not words:
        version = Words("显示版本", "show the version").text(lang)
        everywhere.append(("--version", version))
    yield from _two_columns(everywhere, columns)
    yield ""
    here = " ".join(("lixia", *words))
    said = Words(
        f"{here} 命令 --help 显示各命令的用法。"
        "退出码：0 正常，1 有发现或被拒绝，2 用法有误，或没有账库或所给文件。",
        f"{here} COMMAND --help tells more. Exit code: 0 fine, 1 findings or refusal, "
        "2 usage, or no store or file there.",
    )
    yield from wrapped(said.text(lang), columns)


def _sections(words: tree.CommandName, rows: Collection[str]) -> Iterator[tuple[Words, list[str]]]:
    """Yield the commands of a page under headings."""
    if words:
        yield Words("命令", "Commands"), list(rows)
        return
    placed = {word for _, members in SECTIONS for word in members}
    new = [word for word in rows if word not in placed]
    for title, members in SECTIONS:
        last = new if title is SECTIONS[-1][0] else []
        yield title, [*(word for word in members if word in rows), *last]


def _two_columns(
    rows: Sequence[tuple[str, str]], columns: int, *, at_least: int = 0
) -> Iterator[str]:
    left = min(max(at_least, *(width(shown) for shown, _ in rows)), 30)
    for shown, said in rows:
        lines = wrapped(said, max(columns - left - 4, 20))
        if width(shown) > left:
            yield f"  {shown}"
        else:
            yield f"  {pad(shown, left)}  {next(lines)}"
        for line in lines:
            yield f"  {' ' * left}  {line}"


def _hanging(title: str, line: str, columns: int) -> Iterator[str]:
    indent = " " * width(title)
    for place, part in enumerate(wrapped(line, max(columns - width(title), 20))):
        yield f"{indent if place else title}{part}"
