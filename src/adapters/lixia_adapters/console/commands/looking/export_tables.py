"""``lixia export parquet|xlsx``: the log for analysts, the books and views for accountants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lixia_adapters.console.commands.looking.exporting import (
    MOMENT,
    OUT,
    done,
    moment_of,
    notes,
    upto,
)
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command
from lixia_adapters.console.frame.readers import text
from lixia_domain import written
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_adapters.books.workbook import Sheet
    from lixia_domain.application.bootstrap import Progress, Store
    from lixia_domain.audit.past.moment import Moment

_FILE = OUT._replace(
    zh="写入的文件（不能写到标准输出）",
    en="file to write (standard output will not do)",
    need=True,
    read=text,
)
VIEWS = (
    "fund_statement",
    "account_ledger",
    "bank_book",
    "bank_statements",
    "claim_board",
    "project_register",
    "payment_register",
    "in_kind_register",
)
"""What an accountant wants to see, in this order."""


def _parquet(invocation: Invocation) -> Answer:
    from lixia_adapters.analysis import parquet

    path = Path(invocation["out"])
    with invocation.open() as store, invocation.progress(Words("导出事件", "Exporting")) as step:
        when = moment_of(invocation, store)
        with written.whole(path) as unfinished:
            count = parquet.export(store.ledger, unfinished, when.moment, progress=step)
        position = when.moment.upto(store.ledger.head())
    size, said = path.stat().st_size, upto(when, position)
    return done(
        invocation,
        Words(
            f"{count:,} 行，{size:,} 字节；{said.zh}",
            f"{many(count, 'row')}, {many(size, 'byte')}; {said.en}",
        ),
        rows=count,
        bytes=size,
        position=position,
    )


def _xlsx(invocation: Invocation) -> Answer:
    from lixia_adapters.books import workbook

    path = Path(invocation["out"])
    with (
        invocation.open() as store,
        invocation.progress(Words("记账", "Keeping the books")) as step,
    ):
        when = moment_of(invocation, store)
        sheets, position = workbook_of(store, when.moment, invocation.lang, step)
        head = [*notes(store, when.moment), when.moment.text(position, invocation.lang)]
    with written.whole(path) as unfinished:
        workbook.write(unfinished, sheets, head)
    said = upto(when, position)
    names = "、".join(sheet.title for sheet in sheets)
    return done(
        invocation,
        Words(f"{len(sheets)} 张表（{names}）；{said.zh}", f"{len(sheets)} sheets; {said.en}"),
        sheets={sheet.title: len(sheet.rows) for sheet in sheets},
        position=position,
    )


def workbook_of(
    store: Store, moment: Moment, lang: str, step: Progress | None
) -> tuple[list[Sheet], int]:
    """Return the sheets of books and views at ``moment``, and the position they were read at."""
    from lixia_adapters.books import workbook
    from lixia_domain.audit.books.entries import Book
    from lixia_domain.audit.books.fold import keep

    journal = keep(store.ledger, Book.MANAGEMENT, moment, progress=step)
    views = _views(store, moment, lang, step)
    return [*workbook.of_journal(journal, lang), *views], journal.position


def _views(store: Store, moment: Moment, lang: str, step: Progress | None) -> list[Sheet]:
    from lixia_adapters.books.workbook import Sheet
    from lixia_domain.audit.past.moment import WHOLE
    from lixia_domain.audit.past.rows import replay
    from lixia_domain.kernel.columns import Unit, columns
    from lixia_domain.recording.read_models import shown
    from lixia_domain.views import by_name

    found: list[Sheet] = []
    models = [by_name(name) for name in VIEWS]
    past = moment != WHOLE
    build = replay(store.ledger, models, moment, progress=step) if past else store.views(step)
    with build.reading():
        for model in models:
            every = columns(model.row)
            rows = [shown(row) for _, row in build.rows(model)]
            found.append(
                Sheet(
                    Words(model.title, model.title_en).text(lang),
                    [column.words.text(lang) for column in every],
                    [[row[column.name] for column in every] for row in rows],
                    frozenset(at for at, column in enumerate(every) if column.unit is Unit.FEN),
                )
            )
    return found


COMMANDS = (
    Command(
        "export parquet",
        Words("全部事实，Parquet（须给 -o）", "facts as Parquet (needs -o)"),
        (_FILE, *MOMENT),
        _parquet,
    ),
    Command(
        "export xlsx",
        Words("账簿与视图，工作簿（须给 -o）", "books and views (needs -o)"),
        (_FILE, *MOMENT),
        _xlsx,
    ),
)
