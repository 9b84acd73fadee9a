"""What an inspection of a log can find, whatever it is kept in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter


def misnumbered(places: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, str]]:
    """Yield, in Chinese and in English, each stream not numbered 1, 2, 3, … along the log.

    ``places`` are stream, version, position, sorted by stream and version. Only the first
    fault of a stream is told.
    """
    for stream, events in groupby(places, key=itemgetter(0)):
        last = 0
        for expected, (_, version, position) in enumerate(events, start=1):
            if version != expected:
                yield (
                    f"流 {stream} 缺第 {expected} 版，位置 {position} 处为第 {version} 版",
                    f"stream {stream} lacks version {expected}: version {version} stands at "
                    f"position {position}",
                )
                break
            if position <= last:
                yield (
                    f"流 {stream} 第 {version} 版的位置 {position} 不在前一版的位置 {last} 之后",
                    f"version {version} of stream {stream} stands at position {position}, "
                    f"not after {last}, where the version before it stands",
                )
                break
            last = position
