"""In which of the two languages people are answered."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("zh", "en")


def language(environ: Mapping[str, str]) -> str:
    """Return the language the environment asks for: ``LC_ALL``, ``LC_MESSAGES``, ``LANG``.

    Chinese where it asks for none: that is whose programme this is.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        invocation = environ.get(name, "").lower()
        if invocation:
            unsaid = invocation.startswith("zh") or invocation.partition(".")[0] in ("c", "posix")
            return "zh" if unsaid else "en"
    return "zh"
