"""What all exports share: how much of the log, where to, and what is said of it when it is done."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.moments import AS_KNOWN_AT, AS_OF, Chosen, chosen
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain import written
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.past.moment import Moment

OUT = option(
    "[-o FILE]",
    "写入的文件（默认写到标准输出）",
    "file to write (default: standard output)",
    text,
    name="out",
)
MOMENT = (AS_OF, AS_KNOWN_AT)


def moment_of(invocation: Invocation, store: Store) -> Chosen:
    """Return up to where the history is asked for, a time settled to a position.

    Refuses JSON about an export where the export itself goes to standard output.
    """
    if invocation.json and invocation["out"] is None:
        raise Usage(
            "--json 须与 -o 同用：标准输出用于所导出的内容",
            "--json goes with -o: standard output is for what is exported",
        )
    return chosen(store, invocation["as_of"], invocation["as_known_at"])


def notes(store: Store, moment: Moment) -> list[str]:
    """Return what stands at the head of a file: whose log it is, and what to know of it.

    That is whether all in it is made up, and whether who acted was checked by then.
    """
    from lixia_domain.application.overview.membership import closing, said
    from lixia_domain.recording.recorder import DEMO

    about = store.ledger.journal.about()
    made_up = [about[DEMO]] if DEMO in about else []
    whose = f"{store.ledger.district} · lixia · {about.get('fingerprint', '')}"
    return [whose, *made_up, *said(closing(store.ledger, moment))]


def text_out(invocation: Invocation, lines: Iterable[str]) -> int:
    """Write ``lines`` where they are asked for; return how many there were.

    A file appears when it is whole; what went wrong before leaves none, nor harms an older one.
    """
    count = 0
    if invocation["out"] is None:
        for line in lines:
            invocation.out.exact(f"{line}\n")
            count += 1
        return count
    with written.opened(Path(invocation["out"])) as file:
        for line in lines:
            file.write(f"{line}\n".encode())
            count += 1
    return count


def done(invocation: Invocation, said: Words, **data: Any) -> Answer:
    """Say what was exported: on standard error, or as data."""
    where = invocation["out"] or Words("标准输出", "standard output").text(invocation.lang)
    notice = Words(f"已导出到 {where}：{said.zh}", f"Exported to {where}: {said.en}")
    if not invocation.json:
        invocation.err.line(invocation.text(notice))
    return Answer({"file": invocation["out"], **data})


def upto(when: Chosen, position: int) -> Words:
    """Return up to what an export has read, and how a time became that position."""
    zh, en = when.moment.text(position), when.moment.text(position, "en")
    return (
        Words(zh, en)
        if when.said is None
        else Words(f"{when.said.zh}；{zh}", f"{when.said.en}; {en}")
    )
