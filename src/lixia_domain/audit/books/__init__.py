"""Books (账簿): the log as double-entry journals that other people's programs check.

Read ``chart``, then ``statutory`` and ``management`` (what each fact means), then ``journal``.
"""

from lixia_domain.audit.books.chart import Account, Root, Subject
from lixia_domain.audit.books.entries import (
    Book,
    Check,
    Journal,
    Payee,
    Posting,
    Source,
    Transaction,
)
from lixia_domain.audit.books.fold import BooksDisagree, fold, keep

__all__ = [
    "Account",
    "Book",
    "BooksDisagree",
    "Check",
    "Journal",
    "Payee",
    "Posting",
    "Root",
    "Source",
    "Subject",
    "Transaction",
    "fold",
    "keep",
]
