"""``lixia export beancount|hledger|ledger``: the books, for programs that check them."""

from __future__ import annotations

from functools import partial

from lixia_adapters.console.commands.looking.exporting import (
    MOMENT,
    OUT,
    done,
    moment_of,
    notes,
    text_out,
    upto,
)
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_domain.kernel.words import Words

CHECKED_BY = {
    "beancount": "bean-check FILE",
    "hledger": "hledger -f FILE check -s ordereddates payees",
    "ledger": "ledger -f FILE --strict --pedantic balance",
}
_BOOK = option(
    "[--book statutory|management]",
    "账簿：statutory 法定账（默认，认捐不入账），management 管理账（另列应收认捐与预留）",
    "statutory (default: pledges off balance) or management (pledges receivable, reservations)",
    default="statutory",
)


def _export(invocation: Invocation, *, form: str) -> Answer:
    from lixia_adapters.books import DIALECTS, lines
    from lixia_domain.audit.books.entries import Book
    from lixia_domain.audit.books.fold import keep

    with invocation.open() as store:
        when = moment_of(invocation, store)
        with invocation.progress(Words("记账", "Keeping the books")) as step:
            journal = keep(store.ledger, Book(invocation["book"]), when.moment, progress=step)
        head = notes(store, when.moment)
    text_out(invocation, lines(journal, DIALECTS[form], head))
    count, accounts = len(journal.transactions), len(journal.accounts)
    said = upto(when, journal.position)
    check = CHECKED_BY[form].replace("FILE", invocation["out"] or "FILE")
    return done(
        invocation,
        Words(
            f"{count:,} 笔分录、{accounts:,} 个科目；{said.zh}。核验：{check}",
            f"{count:,} transactions, {accounts:,} accounts; {said.en}. Check it: {check}",
        ),
        book=journal.book.value,
        transactions=count,
        accounts=accounts,
        checks=len(journal.checks),
        position=journal.position,
    )


COMMANDS = tuple(
    Command(f"export {form}", says, (_BOOK, *MOMENT, OUT), partial(_export, form=form))
    for form, says in (
        ("beancount", Words("账簿，供 bean-check、Fava", "the books, for bean-check, Fava")),
        ("hledger", Words("账簿，供 hledger", "for hledger")),
        ("ledger", Words("账簿，供 ledger", "for ledger")),
    )
)
