"""Text as whoever reads it can trust it: what hides in it or steers stands as its code point.

The gate refuses such characters (``kernel.texts``). A store of earlier code, a file's name or what
somebody typed may hold them, so each printer shows them: an override of the direction of writing
is ``⟨U+202E⟩``, a line break in the middle of a name ``⟨U+000A⟩``.
"""

from __future__ import annotations

import re
import unicodedata

STEERING = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
"""Controls, what only steers or hides (bidi, zero width), surrogates, unassigned, line breaks."""

UNSEEN = (
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0100-\U000e01ef"
)
"""Letters and marks that show nothing: a text of these alone is blank, an id with one is a twin."""

_SHOWN = re.compile(r"⟨U\+((?:10|[0-9A-F])?[0-9A-F]{4})⟩")


def steers(char: str) -> bool:
    """Tell whether ``char`` is no part of any text: it hides, steers, or can't be written."""
    return not char.isprintable() and unicodedata.category(char) in STEERING


def code_point(char: str) -> str:
    """Return how ``char`` is shown: ``⟨U+202E⟩``."""
    return f"⟨U+{ord(char):04X}⟩"


def visible(text: str, keep: str = "") -> str:
    """Return ``text`` with what steers shown as its code point, save what is in ``keep``.

    Nothing is lost, for ``meant`` gives it back: where ``text`` itself says such a code point, the
    bracket that opens it stands as one.
    """
    if "⟨" in text:
        text = _SHOWN.sub(rf"{code_point('⟨')}U+\1⟩", text)
    if text.isprintable():
        return text
    return text.translate(
        {ord(char): code_point(char) for char in set(text) if steers(char) and char not in keep}
    )


def meant(shown: str) -> str:
    """Return the text that ``visible`` shows so."""
    return _SHOWN.sub(lambda found: chr(int(found[1], 16)), shown)
