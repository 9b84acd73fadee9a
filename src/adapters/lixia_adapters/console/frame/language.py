"""In which of the two languages people are answered."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("zh", "en")


def language(environ: Mapping[str, str]) -> str:
    """Return the language that ``LIXIA_LANG`` asks for, else the locale.

    The locale is what ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` says first: Chinese if it is
    Chinese, English if it is any other, ``C`` and ``POSIX`` among them. Chinese where none of them
    says anything: that is whose programme this is.
    """
    if (asked := environ.get("LIXIA_LANG", "").lower()[:2]) in LANGUAGES:
        return asked
    said = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, said), "zh").lower().startswith("zh") else "en"
