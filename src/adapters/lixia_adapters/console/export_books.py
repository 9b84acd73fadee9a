"""``lixia export beancount|hledger|ledger``: the books, for programs that check them."""

from __future__ import annotations

from functools import partial

from lixia_adapters.console.answer import Answer
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.exporting import MOMENT, OUT, done, moment_of, notes, text_out, upto
from lixia_adapters.console.spec import Command, Option
from lixia_adapters.console.speech import Say

CHECKED_BY = {
    "beancount": "bean-check FILE",
    "hledger": "hledger -f FILE check -s ordereddates payees",
    "ledger": "ledger -f FILE --strict --pedantic balance",
}
_BOOK = Option(
    "--book",
    "book",
    "账簿：statutory 法定账（默认，认捐不入账），management 管理账（另列应收认捐与预留）",
    "statutory (default: pledges off balance) or management (pledges receivable, reservations)",
    need=False,
    default="statutory",
    choices=("statutory", "management"),
)


def _export(asked: Asked, *, form: str) -> Answer:
    from lixia_adapters.books import DIALECTS, lines
    from lixia_domain.audit.books.entries import Book
    from lixia_domain.audit.books.fold import keep

    with asked.open() as store:
        when = moment_of(asked, store)
        with asked.progress(Say("记账", "Keeping the books")) as step:
            journal = keep(store.ledger, Book(asked["book"]), when.moment, progress=step)
        head = notes(store)
    text_out(asked, lines(journal, DIALECTS[form], head))
    count, accounts = len(journal.transactions), len(journal.accounts)
    said = upto(when, journal.position)
    check = CHECKED_BY[form].replace("FILE", asked["out"] or "FILE")
    return done(
        asked,
        Say(
            f"{count:,} 笔分录、{accounts:,} 个科目；{said.zh}。核验：{check}",
            f"{count:,} transactions, {accounts:,} accounts; {said.en}. Check it: {check}",
        ),
        book=journal.book.value,
        transactions=count,
        accounts=accounts,
        checks=len(journal.checks),
        position=journal.position,
    )


BEANCOUNT, HLEDGER, LEDGER = (
    Command((_BOOK, *MOMENT, OUT), partial(_export, form=form)) for form in CHECKED_BY
)
