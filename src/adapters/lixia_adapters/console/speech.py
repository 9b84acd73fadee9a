"""Two languages: every sentence a person meets stands in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Say(NamedTuple):
    """The same said in Chinese and in English."""

    zh: str
    en: str

    def told(self, lang: str) -> str:
        """Return it in ``zh`` or ``en``."""
        return self.en if lang == "en" else self.zh

    def filled(self, **facts: object) -> Say:
        """Return it with ``{facts}`` put in, in both languages."""
        return Say(self.zh.format(**facts), self.en.format(**facts))


LANGUAGES = ("zh", "en")


def language(environ: Mapping[str, str]) -> str:
    """Return the language the environment asks for: ``LC_ALL``, ``LC_MESSAGES``, ``LANG``.

    Chinese where it asks for none: that is whose programme this is.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        asked = environ.get(name, "").lower()
        if asked:
            unsaid = asked.startswith("zh") or asked.partition(".")[0] in ("c", "posix")
            return "zh" if unsaid else "en"
    return "zh"
