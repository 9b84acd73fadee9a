"""``lixia vote``: one vote, or those that a voting platform hands over as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.activities.entry import CALL
from lixia_adapters.console.commands.activities.voter_keys import KEYS, voter_keys
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.recording import answer, recording
from lixia_adapters.registers.badfile import BadFile
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.activities.votes import Ballot
    from lixia_domain.application.bootstrap import Store

VOTER, OF = ("voter", "投票人"), ("entry", "作品", "投稿")
"""The headings of a file of votes, in either language."""


def _ballot(invocation: Invocation, store: Store) -> dict[str, Any]:
    key = voter_keys(invocation, store).load(invocation["call_id"])
    return {"voter": key.reference(invocation["voter"]), "key_mark": key.mark}


def _import(invocation: Invocation) -> Answer:
    from lixia_domain.application.activities import votes
    from lixia_domain.application.activities.votes import Ballot
    from lixia_domain.kernel.rejection import Rejection
    from lixia_domain.kernel.vocabulary import CallId

    path = Path(invocation["file"])
    with invocation.open() as store:
        call = invocation.key(store, "call_id", CallId)
        key = voter_keys(invocation, store).load(call)
        arguments = {"call_id": call, "key_mark": key.mark, "on": invocation.day(store)}
        lines = [(line, Ballot(key.reference(v), e)) for line, v, e in _lines(path)]
        try:
            done = invocation.carry_out(
                store, votes.cast_all, ballots=tuple(b for _, b in lines), **arguments
            )
        except Rejection as refusal:
            raise _placed(invocation, store, path, lines, arguments, refusal) from None
        new, changed, known = done.outcome
        said = Words(
            f"{path.name}：新投 {new} 票，改投 {changed} 票，先前已投 {known} 票。",
            f"{path.name}: {new} new votes, {changed} changed, {known} known already.",
        )
        few = done._replace(outcome=None, recorded=[])
        shown = (
            answer(invocation, few, said).shown[1:]
            if done.recorded
            else answer(invocation, few).shown
        )
        data = done.data(new=new, changed=changed, known=known)
        return Answer({**data, "recorded": len(done.recorded)}, shown)


def _placed(
    invocation: Invocation,
    store: Store,
    path: Path,
    lines: list[tuple[int, Ballot]],
    arguments: dict[str, Any],
    refusal: Exception,
) -> Exception:
    """Return the refusal with the line that it is about, found by trying them in turn."""
    from lixia_domain.application.activities import votes
    from lixia_domain.kernel.rejection import Rejection
    from lixia_domain.recording.work import Work

    work = Work(store.ledger, invocation.by(store))
    for line, ballot in lines:
        try:
            votes.cast_all.within(work, ballots=(ballot,), **arguments)
        except Rejection as wrong:
            zh, en = wrong.sentence("zh"), wrong.sentence("en")
            return BadFile(
                path.name,
                f"{zh}；整个文件均未入账",
                f"{en}; nothing of the file was recorded",
                row=line,
            )
    return refusal


def _lines(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield line number, voter and entry. Raises ``BadFile`` that names the line."""
    from lixia_adapters.registers.sheet import label, open_sheets

    sheet, *others = open_sheets(path)
    if others:
        raise others[0].fault("有多张工作表，请只保留一张", "several sheets; keep one")
    heads = [label(cell) for cell in sheet.rows[0]]
    places = [
        next((heads.index(one) for one in names if one in heads), -1) for names in (VOTER, OF)
    ]
    if -1 in places:
        raise sheet.fault(
            f"须有标题 {VOTER[1]} 与 {OF[1]}（或 {VOTER[0]} 与 {OF[0]}）",
            f"there must be the headings {VOTER[0]} and {OF[0]}",
            row=1,
        )
    for index, cells in enumerate(sheet.rows[1:], 1):
        told = [str(cell).strip() for cell in cells]
        row = sheet.line(index)
        if any(told[len(heads) :]):
            raise sheet.fault(
                f"有 {len(told)} 格，标题只有 {len(heads)} 格；一行只投一个作品",
                f"{len(told)} cells under {len(heads)} headings; a row votes for one entry",
                row=row,
            )
        if not any(told):
            continue
        voter, entry = (told[at] if at < len(told) else "" for at in places)
        if not voter or not entry:
            raise sheet.fault("缺投票人或作品", "voter or entry is missing", row=row)
        yield row, voter, entry


COMMANDS = (
    recording(
        "vote cast",
        "votes.cast",
        option(
            "--voter VOTER",
            "投票人的号码或账号；换算为代号后即丢弃",
            "what identifies the voter; only a reference is kept",
            text,
        ),
        KEYS,
        extra=_ballot,
        entry_id="ENTRY",
        key_mark=None,
    ),
    Command(
        "vote import",
        Words("导入选票文件", "import a file of votes"),
        (
            CALL,
            option(
                "FILE",
                "CSV 文件，标题为 voter 与 entry",
                "CSV file with the headings voter and entry",
                text,
            ),
            KEYS,
        ),
        _import,
        carries="votes.cast_all",
    ),
)
