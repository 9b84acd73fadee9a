"""Paper: what typst sets, in Noto Sans SC. No text is markup, and what steers is seen."""

from __future__ import annotations

from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from lixia_domain.kernel.visible import visible
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
    """Return ``text`` as a string of typst's: nothing in it is markup, and it is on one line."""
    return string(visible(text))


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
