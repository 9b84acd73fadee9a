"""What ``lixia spec lint --fix`` puts right by itself: nothing that changes what is said."""

from __future__ import annotations

import re
from pathlib import Path

from lixia_domain import written
from lixia_domain.specs.keywords import BLOCKS, MEANT, bad_word, wide_colon
from lixia_domain.specs.lint import decode
from lixia_domain.specs.words import find

_HEADER = "# language: zh-CN"
_QUOTES = str.maketrans("“”＂", '"' * 3)


def fix(path: Path) -> bool:
    """Put ``path`` right where that is certain; tell whether anything was changed.

    UTF-8, the language line, half-width colons, blanks for tabs, keywords, plain quotes. What is
    no text is left alone.
    """
    data = path.read_bytes()
    try:
        text, _ = decode(data)
    except UnicodeDecodeError:
        return False
    told = fixed(text).encode()
    if told == data:
        return False
    written.data(path, told)
    return True


def fixed(text: str) -> str:
    """Return ``text`` put right."""
    lines = text.lstrip("\ufeff").splitlines()
    first = next((at for at, line in enumerate(lines[:3]) if "language" in line), None)
    if first is None:
        lines.insert(0, _HEADER)
    else:
        lines[first] = _HEADER
    out, quoted = [], False
    for line in lines:
        bare = line.strip()
        fence = bare.startswith(('"""', "```"))
        if fence:
            quoted = not quoted
        if (quoted and not fence) or bare.startswith("#"):
            out.append(line)
        else:
            out.append(_line(line))
    return "\n".join(out) + "\n"


def _line(line: str) -> str:
    bare = line.lstrip()
    indent = line[: len(line) - len(bare)].replace("\t", "  ")
    if slip := bad_word(bare):
        bare = MEANT[slip[0]] + bare[len(slip[0]) :]
        if MEANT[slip[0]] in BLOCKS:
            bare = bare.replace("：", ":", 1)
    if word := wide_colon(bare):
        bare = re.sub(rf"^{re.escape(word)}\s*：\s*", f"{word}: ", bare)
    keyword, blank, rest = bare.partition(" ")
    plain = rest.translate(_QUOTES)
    if '"' not in rest and plain != rest and find(plain) is not None:
        bare = f"{keyword}{blank}{plain}"
    return (indent + bare).rstrip()
