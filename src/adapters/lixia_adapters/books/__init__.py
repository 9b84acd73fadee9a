"""The books as text for bean-check, hledger and ledger: one printer, three dialects."""

from lixia_adapters.books.dialects import BEANCOUNT, DIALECTS, HLEDGER, LEDGER, Dialect
from lixia_adapters.books.printer import lines, name_of

__all__ = ["BEANCOUNT", "DIALECTS", "HLEDGER", "LEDGER", "Dialect", "lines", "name_of"]
