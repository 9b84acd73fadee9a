"""Bank credit (到账): one entry of a bank statement or donation register, and where it went.

The key is the entry's own: bank account, value date, bank reference, entry number; where a
document has no references, the document and its row. So the store itself counts an entry once.
After each use case: allocated + held + returned = what the bank said. Read ``facts``, ``state``,
then ``decisions`` and ``findings``.
"""
