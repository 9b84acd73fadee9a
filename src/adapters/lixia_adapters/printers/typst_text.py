"""Paper: what typst sets, in Noto Sans SC. No text is markup, and what steers is seen."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import category, normalize

from lixia_domain.kernel.visible import UNSEEN, code_point, visible
from lixia_domain.recording.faults import Fault

FONT = "NotoSansSC-Regular.ttf"


class NoFont(Fault):
    """The font that Chinese is printed in is not installed."""

    def __init__(self) -> None:
        install = "pip install 'lixia-domain[report]'"
        super().__init__(
            f"没有找到中文字体 {FONT}（随软件包 zhplot 安装）；请执行 {install}",
            f"the Chinese font {FONT} was not found (the package zhplot brings it); run {install}",
        )


def said(text: str) -> str:
    """Return ``text`` as a string of typst's: nothing in it is markup, and it is on one line.

    What the font has no picture of, which would be an empty box, stands as its code point. Raises
    ``NoFont``.
    """
    drawn = _drawn(font_folder() / FONT)
    shown = visible(normalize("NFC", text))
    return string("".join(char if char in drawn else code_point(char) for char in shown))


def string(exact: str) -> str:
    """Return a string of typst's that holds exactly what is given: an image, say."""
    plain = exact.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def paper(markup: str, made: datetime | None) -> bytes:
    """Return ``markup`` as PDF that says it was ``made`` then. Raises ``NoFont``."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[font_folder()])
    return typst.compile(markup.encode(), font_paths=fonts, timestamp=made)


def font_folder() -> Path:
    """Return where the font lies. zhplot is not imported: that would bring matplotlib in."""
    spec = find_spec("zhplot")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        folder = Path(place) / "fonts"
        if (folder / FONT).is_file():
            return folder
    raise NoFont


@cache
def _drawn(font: Path) -> frozenset[str]:
    """Return all characters that there is a picture of where ``font`` is."""
    from fontTools.ttLib import TTFont

    unseen = re.compile(f"[{UNSEEN}]")
    with TTFont(font, lazy=True) as opened:
        ours = map(chr, opened.getBestCmap())
    # Of Latin, Greek and Cyrillic typst itself brings a font that has whatever this one lacks.
    letters = (char for char in map(chr, range(0x20, 0x530)) if category(char)[0] != "M")
    return frozenset(char for char in (*ours, *letters) if not unseen.match(char))
