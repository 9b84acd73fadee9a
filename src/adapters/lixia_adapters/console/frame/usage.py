"""The help pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from lixia_adapters.console.frame import tree
from lixia_adapters.console.frame.groups import GROUPS, SECTIONS
from lixia_adapters.console.frame.line import options_of
from lixia_adapters.console.frame.options import EVERYWHERE, Command, Option, writing
from lixia_adapters.console.frame.width import pad, wrapped
from lixia_adapters.printers.terminal import width
from lixia_domain.kernel.words import Words


def page(words: tree.CommandName, lang: str, columns: int) -> Iterator[str]:
    """Return the help page of a command, of a group of them, or of all."""
    if words not in tree.TREE:
        return top_page(words, lang, columns)
    return command_page(words, tree.TREE[words].described(), lang, columns)


def command_page(
    words: tree.CommandName, command: Command, lang: str, columns: int
) -> Iterator[str]:
    """Yield the help page of one command."""
    yield from usage_line(words, lang, columns)
    yield ""
    yield from (f"  {part}" for part in wrapped(command.says.text(lang), columns - 2))
    own = command.options
    for title, options in (
        (Words("参数", "Arguments"), [o for o in own if o.positional]),
        (Words("选项", "Options"), [o for o in own if not o.positional]),
        (Words("记录时", "When recording"), list(writing(command.roles)) if command.roles else []),
        (Words("通用", "Everywhere"), list(EVERYWHERE)),
    ):
        if options:
            yield ""
            yield f"{title.text(lang)}{Words('：', ':').text(lang)}"
            rows = [(o.written, _explained(o, lang)) for o in options]
            yield from _two_columns(rows, columns)


def usage_line(words: tree.CommandName, lang: str, columns: int) -> Iterator[str]:
    """Yield how a command is written, or one of a group."""
    if words in tree.TREE:
        line = _written(words, tree.TREE[words].described())
    else:
        line = " ".join(("lixia", *words, Words("命令", "COMMAND").text(lang), "[…]"))
    yield from _hanging(Words("用法：", "Usage: ").text(lang), line, columns)


def _written(words: tree.CommandName, command: Command) -> str:
    """Return how a command is written: what it needs, what goes by its place, that it has more.

    What is needed stands first, for arguments that may be left out come last in their places.
    """
    needed = [o.written if not o.many else f"{o.written} …" for o in command.options if o.need]
    more = [o for o in options_of(command) if not o.need and not o.positional]
    optional = [f"[{o.written}]" for o in command.options if not o.need and o.positional]
    return " ".join(("lixia", *words, *needed, *optional, *(["[…]"] if more else [])))


def _explained(option: Option, lang: str) -> str:
    said = option.says.text(lang)
    if option.choices and not ("|".join(option.choices) in option.written or _says_all(option)):
        said += Words("：", ": ").text(lang) + Words("、", ", ").text(lang).join(option.choices)
    if option.need and not option.positional:
        said += Words("（必填）", " (required)").text(lang)
    if option.many:
        said += Words("，可重复", "; may be repeated").text(lang)
    return said


def _says_all(option: Option) -> bool:
    """Tell whether what is said of an option names its choices already."""
    return all(choice in said for said in option.says for choice in option.choices)


def top_page(words: tree.CommandName, lang: str, columns: int) -> Iterator[str]:
    """Yield the help page of a group of commands, or of all of them."""
    yield from usage_line(words, lang, columns)
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
    help_ = " ".join(("lixia help", *words))
    said = Words(
        f"{help_} 命令 显示各命令的用法。"
        "退出码：0 正常，1 有发现或被拒绝，2 用法有误，或没有账库或所给文件。",
        f"{help_} COMMAND tells more. Exit code: 0 fine, 1 findings or refusal, "
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
