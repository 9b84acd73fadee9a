"""Charts as SVG, drawn in whole pixels: no fractions, so the same amounts give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lixia_domain.application.pages import render
from lixia_domain.application.report.content import Cell, Chart, Shape
from lixia_domain.kernel.words import Words

WIDE, NARROW = 720, 340
"""Widths of an image: for paper and a desk, and for a phone."""
COLOURS = ("#1f4e79", "#c8553d", "#d9a441", "#6b7a8f")
_INK, _FAINT = "#333333", "#d8dce1"
_NAME = 52
"""What the name of a month takes, in pixels."""
_WAN = 1_000_000
"""Fen in ten thousand yuan, the unit of the scales."""
_FONT = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"


class Drawn(NamedTuple):
    """An element of an image; ``title`` is shown to who points at it."""

    tag: str
    attributes: Mapping[str, int | str]
    text: str = ""
    title: str = ""


def svg(chart: Chart, lang: str, width: int = WIDE) -> str:
    """Return ``chart`` as an SVG image, ``WIDE`` or ``NARROW``."""
    most = max((amount.fen for _, parts in chart.groups for amount in parts), default=0)
    draw = _columns if chart.shape is Shape.COLUMNS else _bars
    height, shapes = draw(chart, lang, width, *_scale(most))
    return render(
        "lixia_adapters.report",
        "chart.svg",
        title=chart.title.text(lang),
        width=width,
        height=height,
        font=_FONT,
        shapes=shapes,
    )


def _scale(most: int) -> tuple[int, int]:
    """Return the step of a scale and how many steps reach ``most``: 1, 2 or 5 times a power."""
    power = _WAN // 10
    while True:
        for lead in (1, 2, 5):
            step = lead * power
            if most <= 5 * step:
                return step, max(-(-most // step), 1)
        power *= 10


def _columns(chart: Chart, lang: str, width: int, step: int, steps: int) -> tuple[int, list[Drawn]]:
    left, top, plot = 64 if width == WIDE else 40, 52, 200
    shapes = [*_legend(chart.series, lang, width)]
    for at in range(steps + 1):
        y = top + plot - plot * at // steps
        shapes.append(_line(left, y, width - 10, y))
        shapes.append(_text(left - 6, y + 4, _wan(step * at), "end"))
    room = (width - left - 10) // max(len(chart.groups), 1)
    every = -(-_NAME // max(room, 1))  # names stand under each group, or where there is room
    thick = max(min(room * 4 // 5 // len(chart.series), 26), 2)
    for place, (name, parts) in enumerate(chart.groups):
        start = left + place * room + (room - thick * len(parts)) // 2
        for at, amount in enumerate(parts):
            high = max(plot * amount.fen // (step * steps), 0)
            x, y = start + at * thick, top + plot - high
            shapes.append(_rect(x, y, thick - 1, high, at, str(amount)))
        if place % every == 0:
            middle = left + place * room + room // 2
            shapes.append(_text(middle, top + plot + 18, _told(name, lang)))
    return top + plot + 30, shapes


def _bars(chart: Chart, lang: str, width: int, step: int, steps: int) -> tuple[int, list[Drawn]]:
    left, top, thick, gap = 150 if width == WIDE else 118, 52, 11, 10
    room, group = width - left - (80 if width == WIDE else 24), thick * len(chart.series) + gap
    bottom = top + group * len(chart.groups)
    shapes = [*_legend(chart.series, lang, width)]
    for at in range(steps + 1):
        x = left + room * at // steps
        shapes.append(_line(x, top - 4, x, bottom))
        shapes.append(_text(x, bottom + 14, _wan(step * at)))
    for place, (name, parts) in enumerate(chart.groups):
        y = top + place * group
        shapes.append(_text(left - 8, y + group // 2, _told(name, lang), "end"))
        for at, amount in enumerate(parts):
            long = max(room * amount.fen // (step * steps), 0)
            shapes.append(_rect(left, y + at * thick, long, thick - 1, at, str(amount)))
    return bottom + 24, shapes


def _legend(series: tuple[Words, ...], lang: str, width: int) -> Iterator[Drawn]:
    unit = Words("单位：万元", "in 10,000 yuan").text(lang)
    yield _text(width - 10, 14, unit, "end")
    x = 4
    for at, name in enumerate(series):
        said = name.text(lang)
        yield _rect(x, 24, 11, 11, at)
        yield _text(x + 16, 34, said, "start")
        x += 26 + sum(7 if char.isascii() else 12 for char in said)


def _rect(x: int, y: int, width: int, height: int, series: int, title: str = "") -> Drawn:
    colour = COLOURS[series % len(COLOURS)]
    where = {"x": x, "y": y, "width": width, "height": height}
    return Drawn("rect", {**where, "fill": colour}, title=title)


def _line(x: int, y: int, to_x: int, to_y: int) -> Drawn:
    return Drawn("line", {"x1": x, "y1": y, "x2": to_x, "y2": to_y, "stroke": _FAINT})


def _text(x: int, y: int, text: str, anchor: str = "middle") -> Drawn:
    return Drawn("text", {"x": x, "y": y, "text-anchor": anchor, "fill": _INK}, text)


def _told(name: Cell, lang: str) -> str:
    return name.text(lang) if isinstance(name, Words) else str(name)


def _wan(fen: int) -> str:
    """Return an amount in ten thousand yuan, to a tenth; scales have no finer step."""
    whole, rest = divmod(fen, _WAN)
    return f"{whole:,}" if not rest else f"{whole:,}.{rest * 10 // _WAN}"
