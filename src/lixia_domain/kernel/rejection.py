"""How a decision says no."""

from __future__ import annotations

from enum import Enum

from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.words import said


class Reason(Enum):
    """A refusal's public, permanent code, and the sentence people read, in Chinese and English.

    Sentences are ``str.format`` templates over the facts of the refusal. A fact that is ``Spoken``
    (``kernel.words``) stands in each sentence in its own language.
    """

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code = code
        self.zh = zh
        self.en = en


class Rejection(Explained):
    """A business rule refused the request; nothing was recorded."""

    def __init__(self, reason: Reason, /, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = reason.code
        self.facts = facts

    def sentence(self, lang: str = "zh") -> str:
        """Return the refusal as a person reads it, in ``zh`` or ``en``."""
        template = self.reason.en if lang == "en" else self.reason.zh
        return template.format(**{name: said(fact, lang) for name, fact in self.facts.items()})
