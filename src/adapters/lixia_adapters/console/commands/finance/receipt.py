"""``lixia receipt``: donation receipts, each number used once."""

from __future__ import annotations

from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("receipt allot", "receipt_books.allot", first="FIRST", last="LAST"),
    recording("receipt hand-back", "receipt_books.hand_back", first="FIRST", last="LAST"),
    recording("receipt issue", "receipts.issue", number="NUMBER"),
    recording("receipt issue-in-kind", "receipts.issue_in_kind", number="NUMBER"),
    recording("receipt reverse", "receipts.reverse", number="NUMBER"),
    recording("receipt void", "receipts.void", number="NUMBER"),
)
