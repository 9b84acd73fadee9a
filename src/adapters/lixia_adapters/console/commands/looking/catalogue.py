"""``lixia catalogue``: use cases, views, facts, refusals, roles, extensions, for frontends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.groups import command_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

Entry = Mapping[str, Any]


class Part(NamedTuple):
    """A part of the catalogue: its title, what heads its columns, and a row for an entry."""

    title: Words
    heads: tuple[Words, ...]
    row: Callable[[Entry, str], list[str]]


NAME, SAYS = Words("名称", "name"), Words("说明", "what it is")


def _says(entry: Entry, lang: str) -> str:
    return str(entry["en" if lang == "en" else "zh"])


def _listed(words: Iterable[str], lang: str) -> str:
    return Words("、", ", ").text(lang).join(words)


PARTS = {
    "use_cases": Part(
        Words("办理事项", "Use cases"),
        (NAME, SAYS, Words("可由谁办理", "who may"), Words("须填", "needs")),
        lambda entry, lang: [
            entry["name"],
            _says(entry, lang),
            _listed(entry["by"], lang),
            _listed((one["name"] for one in entry["arguments"] if one["needed"]), lang),
        ],
    ),
    "views": Part(
        Words("视图", "Views"),
        (NAME, SAYS, Words("栏目", "columns")),
        lambda entry, lang: [
            entry["name"],
            _says(entry, lang),
            _listed((_says(one, lang) for one in entry["columns"]), lang),
        ],
    ),
    "facts": Part(
        Words("事实", "Facts"),
        (NAME, Words("版本", "version"), Words("类", "class"), SAYS),
        lambda entry, _: [
            entry["name"],
            str(entry["version"]),
            entry["class"],
            entry["about"].partition("\n")[0],
        ],
    ),
    "refusals": Part(
        Words("拒绝理由", "Refusals"),
        (Words("代码", "code"), Words("理由", "sentence")),
        lambda entry, lang: [entry["code"], _says(entry, lang)],
    ),
    "roles": Part(
        Words("角色", "Roles"),
        (Words("代码", "code"), SAYS),
        lambda entry, lang: [entry["role"], _says(entry, lang)],
    ),
    "extensions": Part(
        Words("扩展", "Extensions"),
        (Words("发行包", "distribution"), SAYS, Words("命令", "commands"), Words("视图", "views")),
        lambda entry, lang: [
            f"{entry['name']} {entry['version']}",
            _says(entry, lang),
            _listed(
                (f"lixia {command_of(entry['name'], name)}" for name in entry["use_cases"]), lang
            ),
            _listed(entry["views"], lang),
        ],
    ),
}


def _catalogue(invocation: Invocation) -> Answer:
    from lixia_domain.catalogue import catalogue

    part, name = invocation["part"], invocation["name"]
    found = catalogue() if part is None else {part: catalogue()[part]}
    if name is not None:
        found = {
            key: [each for each in entries if name in (each.get("name"), each.get("code"))]
            for key, entries in found.items()
        }
        if not any(found.values()):
            raise Usage(
                f"没有“{name}”；lixia catalogue 列出全部",
                f"there is no {name!r}; lixia catalogue lists all there is",
                "not_in_catalogue",
            )
    tables = [
        _table(PARTS[key], entries, invocation.lang) for key, entries in found.items() if entries
    ]
    return Answer(found, tables or [Words("没有。", "There are none.")])


def _table(part: Part, entries: Iterable[Entry], lang: str) -> Table:
    heads = [head.text(lang) for head in part.heads]
    return Table(part.title.text(lang), heads, [part.row(entry, lang) for entry in entries])


COMMANDS = (
    Command(
        "catalogue",
        Words(
            "目录：办理事项、视图、事实、拒绝理由、角色、扩展",
            "use cases, views, facts, refusals, roles and extensions, as data",
        ),
        (
            Option(
                "PART",
                "part",
                "只列一部分",
                "one part only",
                need=False,
                choices=tuple(PARTS),
            ),
            Option(
                "--name",
                "name",
                "只列这一名称或代码",
                "the one of this name or code",
                need=False,
                value="NAME",
            ),
        ),
        _catalogue,
    ),
)
