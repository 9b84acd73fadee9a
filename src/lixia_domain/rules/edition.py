"""The shape of a rule's edition, and the question which one was in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.words import Worded


class Sure(Worded):
    """How well the text behind a rule is known to us."""

    READ = "read", "原文已读"
    EXCERPT = "excerpt", "仅见摘录"
    RECALLED = "recalled", "凭记忆，未核对原文", "from memory"
    INFERRED = "inferred", "推定"  # 旧版条文未读，由新版推定
    INTERNAL = "internal", "内部约定"  # 本项目自定的内部控制


@frozen(kw_only=True)
class Edition:
    """One edition of one rule: in force from ``since`` up to and including ``until``.

    ``figures`` are the numbers that decisions take from it, by name: days, months, percent.
    """

    rule: str
    since: date
    until: date | None = None
    source: str
    sure: Sure
    says: str
    says_en: str
    figures: Mapping[str, int] = field(factory=dict, hash=False)

    @property
    def version(self) -> str:
        """Return the edition's permanent name, ``rule@since``."""
        return f"{self.rule}@{self.since.isoformat()}"

    def covers(self, on: date) -> bool:
        """Tell whether this edition was in force on ``on``."""
        return self.since <= on and (self.until is None or on <= self.until)


class NoRule(Explained, LookupError):  # noqa: N818 - says what is missing
    """No edition of the rule was in force on the date."""

    def __init__(self, rule: str, on: date) -> None:
        super().__init__(rule, on)
        self.facts = {"rule": rule, "on": on}

    def sentence(self, lang: str = "zh") -> str:
        """Return which rule there was none of, and when, in ``zh`` or ``en``."""
        rule, on = self.args
        if lang == "en":
            return f"no edition of rule {rule!r} in force on {on}"
        return f"{on} 没有生效的规则“{rule}”"


def edition_on(editions: Iterable[Edition], rule: str, on: date) -> Edition | None:
    """Return the edition of ``rule`` in force on ``on``; ``None`` where there was none."""
    return next((one for one in editions if one.rule == rule and one.covers(on)), None)


def in_force(editions: Iterable[Edition], rule: str, on: date) -> Edition:
    """Return the edition of ``rule`` in force on ``on``. Raises ``NoRule``."""
    found = edition_on(editions, rule, on)
    if found is None:
        raise NoRule(rule, on)
    return found
