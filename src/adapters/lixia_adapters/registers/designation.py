"""From a remark to what a gift is for, where the remark leaves no doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

# All that may stand beside the one thing cited. Anything else may be a second purpose, an
# amount of several, or a "not": the office decides then.
_FILLER = re.compile(
    r"定向捐赠给|定向捐赠|定向用于|指定用于|专项用于|全部用于|捐赠给|定向|指定|专项|专款|专用|用于|使用|捐赠|捐款|捐助|捐给|捐献|捐于"
    r"|善款|爱心款|爱心|支持|支援|资助|认领|此款|该款|款项|本次|此次|全部|公益项目|项目编号|项目|编号|活动|请|给|捐|为|至|对|的|款|号"
    r"|donation|donated|for|to|project|the|no\.?|[\s,.:;，。：；！!“”\"'‘’《》〈〉【】「」()\[\]（）#]"
)
_MOST = 50
"""What is cited more often is no wording of a gift."""
_OF_ID = re.compile(r"[0-9A-Za-z_\-]")


class Citable:
    """What remarks may cite, by id or full title: made once for all the rows of a file."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._cited = [
            (wanted, one, is_id)
            for one, title in known.items()
            for cited, is_id in ((one, True), (title, False))
            if (wanted := _compared(cited))
        ]

    def one(self, remark: str) -> str | None:
        """Return the one id that ``remark`` cites, by id or full title.

        ``None`` if it cites none, more than one, a title two ids share, or says anything besides
        that is no mere wording of a gift. Width, case and runs of blanks don't matter.
        """
        text = _compared(remark)
        found: list[tuple[int, int, str]] = []
        for wanted, one, is_id in self._cited:
            if wanted in text:
                found += [(*span, one) for span in _places(text, wanted, is_id=is_id)]
        if len(found) > _MOST:
            return None
        # A title within a longer title cited is not cited itself.
        widest = [
            each
            for each in found
            if not any(
                other[0] <= each[0] and each[1] <= other[1] and other[:2] != each[:2]
                for other in found
            )
        ]
        if len({one for *_, one in widest}) != 1:
            return None
        rest, at = "", 0
        for start, end in sorted({each[:2] for each in widest}):
            if start < at:
                return None
            rest += text[at:start] + " "
            at = end
        return None if _FILLER.sub("", rest + text[at:]) else widest[0][2]


def _places(text: str, wanted: str, *, is_id: bool) -> Iterator[tuple[int, int]]:
    """Yield where ``wanted`` stands; an id within a longer one stands nowhere."""
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        within = is_id and (
            (start and _OF_ID.match(text, start - 1)) or _OF_ID.match(text, end) is not None
        )
        if not within:
            yield start, end
        start = text.find(wanted, start + 1 if within else end)


def _compared(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
