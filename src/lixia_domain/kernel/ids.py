"""Natural keys and stream names: what must be unique is a name (DOMAIN, streams and their life)."""

from __future__ import annotations

import re

from lixia_domain.kernel.explained import Unreadable
from lixia_domain.kernel.words import Words

# Written out rather than asked of the Unicode tables: those change with Python, a key never does.
# Lone surrogates are escaped because no store can hold them; line and paragraph separators
# because they break a log's line.
_BLANK = r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_ESCAPED = re.compile(rf"[%/\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|\A{_BLANK}+|{_BLANK}+\Z")
_ESCAPE = re.compile(r"(?:%[0-9A-F]{2})+")
_CATEGORY = re.compile(r"[a-z_]+")
PARTED = "__"
"""What parts the distribution that a category comes from, and its own name; none of ours has it."""


class BadKey(Unreadable):
    """What was given is no key, or no stream's name; ``text`` is what was given."""

    what = Words("标识", "key")


def join_key(*parts: str) -> str:
    """Return one key for ``parts``: other parts, or other bounds between them, give another key.

    ``%``, ``/``, control characters and blanks at a part's ends are percent-escaped (UTF-8,
    capital hex); everything else, Chinese included, stays readable. Raises ``BadKey`` for an empty
    part, or for none.
    """
    if not all(parts) or not parts:
        raise BadKey(
            "/".join(parts), "每一部分都不能为空，请补全", "no part may be empty; fill it in"
        )
    return "/".join(_ESCAPED.sub(_escape, part) for part in parts)


def split_key(key: str) -> tuple[str, ...]:
    """Return the parts ``join_key`` joined; ``BadKey`` for a text it never returns."""
    try:
        parts = tuple(_ESCAPE.sub(_unescape, part) for part in key.split("/"))
        if join_key(*parts) == key:
            return parts
    except ValueError:  # an empty part, or bytes that are no UTF-8
        pass
    raise BadKey(key, "不是由 join_key 生成的标识", "join_key gives no such key; use it")


def stream_name(category: str, key: str) -> str:
    """Return the name of a stream; ``BadKey`` unless ``category`` is of ``[a-z_]+``."""
    if not _CATEGORY.fullmatch(category) or not key:
        raise _no_stream(f"{category}-{key}")
    return f"{category}-{key}"


def split_stream(stream: str) -> tuple[str, str]:
    """Return a stream's category and key (the key may hold hyphens), or raise ``BadKey``."""
    category, _, key = stream.partition("-")
    if not _CATEGORY.fullmatch(category) or not key:
        raise _no_stream(stream)
    return category, key


def distribution_of(name: str) -> str:
    """Return which distribution a category, or a fact's name, comes from; empty where it is ours.

    The name alone tells, so what is not installed can be named by whoever meets it in a log.
    """
    prefix, parted, _ = name.partition(PARTED)
    return prefix.replace("_", "-") if parted else ""


def _escape(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))


def _unescape(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "surrogatepass")


def _no_stream(name: str) -> BadKey:
    return BadKey(
        name,
        "流名应为“类别-标识”，类别只含小写字母和下划线",
        "a stream is named category-key, the category in a-z and _",
    )
