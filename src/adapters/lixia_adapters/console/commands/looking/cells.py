"""Cells of views as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import yuan
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.kernel.columns import Column

NOTHING = "—"
YES, NO = Words("是", "yes"), Words("否", "no")


def cell(column: Column, value: Any, lang: str) -> str:
    """Return a value as a person reads it: amounts in yuan, codes in words, — for nothing."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return (YES if value else NO).text(lang)
    if column.name.endswith("_fen"):
        return yuan(value)
    return column.read(value, lang) if isinstance(value, str) else str(value)
