"""Views as they are kept, held against what the log gives: a row that anybody changed is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.read_models import Shown

SHOWN = 3
"""How many columns of a row are told."""


@frozen(kw_only=True)
class KeptOtherwise:
    """A row that is kept and is not what the log gives. ``None``: there is no such row."""

    view: str
    key: str
    kept: Any
    due: Any

    @property
    def columns(self) -> tuple[tuple[str, Any, Any], ...]:
        """Return by column what is kept and what is due; what a fold notes for itself is not."""
        one = self.due if self.due is not None else self.kept
        shown = (name for name in one.__struct_fields__ if not name.startswith("_"))
        pairs = ((name, _of(self.kept, name), _of(self.due, name)) for name in shown)
        return tuple(pair for pair in pairs if pair[1] != pair[2])

    def sentence(self, lang: str = "zh") -> str:
        """Return what differs, in ``zh`` or ``en``."""
        here = self.columns[:SHOWN]
        if lang == "en":
            if self.due is None:
                return f"view {self.view}: the row {self.key} is kept, and no fact is behind it"
            if self.kept is None:
                return f"view {self.view}: the row {self.key} is not kept, and facts make it"
            told = "; ".join(f"{name} is kept as {was}, due is {due}" for name, was, due in here)
            return f"view {self.view}, row {self.key}: {told or 'what its fold notes differs'}"
        if self.due is None:
            return f"视图 {self.view}：存有 {self.key} 一行，没有事实可据"
        if self.kept is None:
            return f"视图 {self.view}：缺 {self.key} 一行，事实推算应有"
        told = "；".join(f"{name} 存为 {was}，应为 {due}" for name, was, due in here)
        return f"视图 {self.view} 的 {self.key}：{told or '推算所用的内部记录不同'}"


def kept_otherwise(kept: Shown, due: Shown, models: Iterable[ReadModel]) -> Iterator[KeptOtherwise]:
    """Yield each row in which views that are kept differ from those made of the log, in order."""
    for model in models:
        here, there = kept.rows(model), due.rows(model)
        one, other = next(here, None), next(there, None)
        while one is not None or other is not None:
            if one == other:
                one, other = next(here, None), next(there, None)
                continue
            key = min(row[0] for row in (one, other) if row is not None)
            was = one[1] if one is not None and one[0] == key else None
            now = other[1] if other is not None and other[0] == key else None
            yield KeptOtherwise(view=model.name, key=key, kept=was, due=now)
            one = next(here, None) if was is not None else one
            other = next(there, None) if now is not None else other


def _of(row: Any, column: str) -> Any:
    return None if row is None else getattr(row, column)
