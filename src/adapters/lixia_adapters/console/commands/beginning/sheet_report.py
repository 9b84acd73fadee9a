"""What is said of a sheet that was imported: how many rows, and each cell that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lixia_adapters.console.frame.answer import BESIDE, Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.trouble import FINDING
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_adapters.sheets.kinds import Kind
    from lixia_adapters.sheets.reading import Read
    from lixia_domain.application.rows import Outcome, Row

NOTHING = Words("试算：未记录任何内容。", "Dry run: nothing was recorded.")
FEW = 50
"""So many rows, or cells, are shown to a person; ``--json`` has all of them."""


class Imported(NamedTuple):
    """A sheet, and what became of its rows."""

    kind: Kind
    sheet: Read
    rows: Sequence[Row]
    outcomes: Sequence[Outcome]
    rest: Path | None
    position: int
    beside: bool
    """Whether the key of references lies beside the store, where earlier code put it."""


def answered(invocation: Invocation, done: Imported) -> Answer:
    """Return what became of a sheet, as data and for a person. Refused rows are a finding."""
    from lixia_domain.application.rows import Fate

    dry, partial = invocation["dry_run"], invocation["partial"]
    fates = Counter(one.fate for one in done.outcomes)
    refused = fates[Fate.REFUSED]
    recorded = not dry and (partial or not refused)
    facts = sum(one.facts for one in done.outcomes) if recorded else 0
    wrong = list(_wrong(done, invocation.lang))
    data: dict[str, Any] = {
        "kind": done.kind.name,
        "file": done.sheet.sheet.file,
        "rows": len(done.outcomes),
        **{fate.value: fates[fate] for fate in Fate},
        "dry_run": dry,
        "recorded": recorded,
        "facts": facts,
        "position": done.position,
        "key_beside_store": done.beside,
        "passed_over": [invocation.text(said) for said in done.sheet.passed_over],
        "wrong": wrong,
        "rest": str(done.rest) if done.rest is not None and recorded else None,
    }
    shown: list[Table | Words] = [*done.sheet.passed_over, _counted(done, fates, dry or recorded)]
    if wrong:
        shown.append(_table(invocation, wrong))
    if dry:
        data["plan"] = list(_plan(done, invocation.lang))
        shown += [
            _planned(invocation, data["plan"]),
            NOTHING,
        ]
    elif not recorded:
        shown.append(
            Words(
                "未记录任何内容；请改正后重新导入，或加 --partial 只入账无误的行。",
                "Nothing was recorded: correct the sheet and import it again, or add --partial to "
                "record the rows that are in order.",
            )
        )
    else:
        shown.append(Words(f"已记录 {facts} 条事实。", f"Facts recorded: {facts}."))
        if done.rest is not None:
            shown.append(
                Words(
                    f"退回的 {refused} 行连同原因已写入 {done.rest}，改正后可再导入。",
                    f"Refused rows, with the reasons: {done.rest} ({many(refused, 'row')}); "
                    "correct and import it.",
                )
            )
    if done.beside:
        shown.append(BESIDE)
    shown.append(as_of(done.position))
    return Answer(data, shown, FINDING if refused else 0)


def _counted(done: Imported, fates: Counter[Any], as_told: bool) -> Words:
    """Return how many rows had which fate; what was left out with others is told as what it was."""
    from lixia_domain.application.rows import Fate

    told = [fate for fate in Fate if fates[fate] or fate in (Fate.NEW, Fate.KNOWN)]
    may = Words("", "") if as_told else Words("本可", "would be ")
    fresh = {Fate.NEW: Words(f"{may.zh}{Fate.NEW.zh}", f"{may.en}{Fate.NEW.en}")}
    zh = "，".join(f"{fresh.get(fate, fate).zh} {fates[fate]}" for fate in told)
    en = ", ".join(f"{fates[fate]} {fresh.get(fate, fate).en}" for fate in told)
    says, count = done.kind.says, len(done.outcomes)
    return Words(f"{says.zh} {count} 行：{zh}。", f"{says.en}, {many(count, 'row')}: {en}.")


def _wrong(done: Imported, lang: str) -> Iterator[dict[str, Any]]:
    order = {column.name: at for at, column in done.sheet.headed.items()}
    for one in done.outcomes:
        for fault in sorted(one.faults, key=lambda fault: order.get(fault.column, -1)):
            yield {
                "row": one.number,
                "cell": done.sheet.place(one.number, fault.column),
                "heading": done.sheet.heading(fault.column).text(lang),
                "code": fault.refusal.code,
                "sentence": fault.refusal.sentence(lang),
            }


def _table(invocation: Invocation, wrong: Sequence[dict[str, Any]]) -> Table:
    heads = (Words("单元格", "cell"), Words("列", "column"), Words("问题", "what is wrong"))
    rows = [[each["cell"], each["heading"], each["sentence"]] for each in wrong[:FEW]]
    more = Words(f"另有 {len(wrong) - FEW} 处，见 --json", f"{len(wrong) - FEW} more: see --json")
    return Table(
        invocation.text(Words(f"有 {len(wrong)} 处须改正", f"{len(wrong)} things to correct")),
        [invocation.text(head) for head in heads],
        rows,
        frozenset(),
        invocation.text(more) if len(wrong) > FEW else "",
    )


def _plan(done: Imported, lang: str) -> Iterator[dict[str, Any]]:
    """Yield the rows as they would be recorded: what each cell says, in canonical form."""
    from lixia_adapters.sheets.values import shown

    columns = [column for column in done.sheet.headed.values() if column.detail is None]
    for row, outcome in zip(done.rows, done.outcomes, strict=True):
        said = {
            act.column(path): text
            for act in row.acts
            for path, text in act.said.items()
            if path not in act.unsaid
        }
        yield {
            "row": row.number,
            "fate": outcome.fate.text(lang),
            "facts": outcome.facts,
            "cells": {
                column.words.text(lang): shown(column.shape, said[column.name], lang)
                for column in columns
                if column.name in said
            },
        }


def _planned(invocation: Invocation, plan: Sequence[dict[str, Any]]) -> Table:
    shown = plan[:FEW]
    columns = list(dict.fromkeys(name for row in shown for name in row["cells"]))
    heads = [
        invocation.text(Words("行", "row")),
        invocation.text(Words("结果", "outcome")),
        *columns,
    ]
    rows = [
        [str(row["row"]), row["fate"], *(row["cells"].get(name, "") for name in columns)]
        for row in shown
    ]
    more = len(plan) - len(shown)
    foot = Words(f"另有 {more} 行，见 --json", f"{more} more rows: see --json")
    return Table(
        invocation.text(Words("将要入账的各行", "Rows as they would be recorded")),
        heads,
        rows,
        frozenset({0}),
        invocation.text(foot) if more else "",
    )
