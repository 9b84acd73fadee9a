"""``lixia sheet import``: rows of a sheet, each past the gate; all of them, or those in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.beginning.sheet_report import Imported, answered
from lixia_adapters.console.commands.finance.bank_import import fingerprint
from lixia_adapters.console.commands.persons.details import vault_for
from lixia_adapters.console.commands.persons.references import referring
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation, circumstances
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_adapters.sheets.building import Builder, People
    from lixia_adapters.sheets.kinds import Kind
    from lixia_adapters.sheets.reading import Read
    from lixia_domain.aggregates.subject.facts import Detail, Field
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.application.rows import Outcome, Row
    from lixia_domain.recording.work import By

REFUSED = Words("退回", "refused")
"""How the file of refused rows is called, after the one that was sent."""


def import_sheet(invocation: Invocation, kind: Kind) -> Answer:
    """Import a sheet, or with ``--dry-run`` say what it would add."""
    from lixia_adapters.key_file import lies_beside
    from lixia_adapters.sheets.reading import read
    from lixia_domain.application.rows import Fate, undisturbed

    path = Path(invocation["file"])
    rest = _rest(invocation, path)
    invocation.roles = [role.value for role in kind.roles]
    sheet = read(path, kind)
    with invocation.open(read_only=invocation["dry_run"]) as store, undisturbed():
        by = invocation.by(store)
        rows, outcomes = _recorded(invocation, store, by, kind, sheet)
        refused = {one.number for one in outcomes if one.fate is Fate.REFUSED}
        if refused and rest is not None and not invocation["dry_run"]:
            _write_rest(invocation, kind, sheet, outcomes, rest)
        return answered(
            invocation,
            Imported(
                kind=kind,
                sheet=sheet,
                rows=rows,
                outcomes=outcomes,
                rest=rest if refused else None,
                position=store.ledger.head(),
                beside=lies_beside(store.place, fingerprint(store)),
            ),
        )


def _recorded(
    invocation: Invocation, store: Store, by: By, kind: Kind, sheet: Read
) -> tuple[Sequence[Row], list[Outcome]]:
    """Decide on the rows and record what is to be; return them, and what became of each.

    Where details are kept, all is decided without them first: no reference is made and no key left
    behind for a row that is refused.
    """
    from attrs import evolve

    from lixia_adapters.sheets.on_record import recognised
    from lixia_domain.application.rows import Fate, record_rows

    dry, partial = invocation["dry_run"], invocation["partial"]
    tries = dry or kind.seals

    def decided(rows: Sequence[Row], *, dry_run: bool) -> list[Outcome]:
        with invocation.progress(Words("导入", "Importing")) as step:
            return record_rows(
                store.ledger,
                by,
                rows,
                partial=partial,
                dry_run=dry_run,
                progress=step or (lambda done, of: None),
            )

    build = _builder(invocation, store, by, kind, sheet, leaves_none=tries)
    rows = recognised(store.ledger, kind, [build.row(*told) for told in sheet.rows])
    outcomes = decided(rows, dry_run=tries)
    bad = {one.number: one.faults for one in outcomes if one.fate is Fate.REFUSED}
    if dry or not tries or (bad and not partial):
        return rows, outcomes
    build = _builder(invocation, store, by, kind, sheet, leaves_none=False)
    rows = [
        evolve(row, faults=bad[row.number]) if row.number in bad else build.row(*told)
        for row, told in zip(rows, sheet.rows, strict=True)
    ]
    rows = recognised(store.ledger, kind, rows)
    return rows, decided(rows, dry_run=False)


def _builder(
    invocation: Invocation, store: Store, by: By, kind: Kind, sheet: Read, *, leaves_none: bool
) -> Builder:
    from lixia_adapters.sheets.building import Builder

    return Builder(
        kind,
        {column.name: column for column in sheet.headed.values()},
        circumstances(store),
        _people(store, by, leaves_none=leaves_none),
        invocation.day(store),
    )


def _people(store: Store, by: By, *, leaves_none: bool) -> People:
    """Return who is who; where nothing is to be left behind, strangers get a passing reference."""
    from functools import cache
    from secrets import token_hex

    from lixia_adapters.sheets.building import People
    from lixia_domain.application.persons import subjects

    known, refer = referring(store, "person")

    @cache
    def passing(identity: str) -> str:
        return f"p:{token_hex(16)}"

    def seal(person: str, told: Mapping[Field, str]) -> tuple[Detail, ...]:
        vault = vault_for(store, person, leaves_none=leaves_none)
        return subjects.seal(store.ledger, vault, by, person, told)

    return People(known, passing if leaves_none else refer, seal)


def _rest(invocation: Invocation, path: Path) -> Path | None:
    """Return where refused rows go. Refuses a file that is there: it may be corrected already."""
    if not invocation["partial"]:
        return None
    suffix = path.suffix if path.suffix.lower() in (".xlsx", ".csv") else ".csv"
    usual = path.with_name(f"{path.stem}.{invocation.text(REFUSED)}{suffix}")
    rest = Path(invocation["rest"] or usual)
    if rest.exists():
        raise Usage(
            f"{rest} 已存在，可能正在改正，未作改动；请移走，或用 --rest 另给文件名",
            f"{rest} is there already and may be under correction; it was left as it was: move it "
            "away, or name another file by --rest",
            "file_exists",
        )
    return rest


def _write_rest(
    invocation: Invocation, kind: Kind, sheet: Read, outcomes: Sequence[Outcome], rest: Path
) -> None:
    """Write the refused rows as they came, each with its reasons. Nobody else may read the file."""
    from lixia_adapters.sheets.writing import write

    reasons = {
        one.number: "；".join(
            f"{sheet.heading(fault.column).text(invocation.lang)}："
            f"{fault.refusal.sentence(invocation.lang)}".removeprefix("：")
            for fault in one.faults
        )
        for one in outcomes
        if one.faults
    }
    told: list[dict[str, Any]] = [cells for line, cells in sheet.rows if line in reasons]
    write(
        rest,
        kind,
        list(sheet.headed.values()),
        told,
        invocation.lang,
        csv_file=rest.suffix.lower() == ".csv",
        reasons=[reasons[line] for line, _ in sheet.rows if line in reasons],
        secret=True,
    )
