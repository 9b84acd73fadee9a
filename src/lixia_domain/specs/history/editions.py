"""What must always hold of a guide's editions (DOMAIN §7: S87), from facts alone."""

from __future__ import annotations

from lixia_domain.aggregates import guide as gui
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.specs.history.folds import Check, Ref, ref


class EditionsFollow(Check):
    """Editions of a guide follow each other in number and in force."""

    reads = (gui.GuidePublished,)

    def __init__(self) -> None:
        super().__init__()
        self.last: dict[str, tuple[gui.GuidePublished, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Compare an edition with the one before it."""
        event, guide = recorded.event, recorded.key
        assert isinstance(event, gui.GuidePublished)
        before = self.last.get(guide)
        number = before[0].edition + 1 if before is not None else 1
        if event.edition != number:
            self.wrong(
                f"指南 {guide} 发布了第 {event.edition} 版，应为第 {number} 版，请核实",
                f"edition {event.edition} of guide {guide} was published, edition {number} comes "
                "next: find out",
                recorded,
            )
        if before is not None and event.since <= before[0].since:
            self.wrong(
                f"指南 {guide} 第 {event.edition} 版自 {event.since} 施行，不晚于前一版的 "
                f"{before[0].since}，请另发一版写明施行日",
                f"edition {event.edition} of guide {guide} is in force from {event.since}, the one "
                f"before it from {before[0].since}: publish another that says since when",
                before[1],
                recorded,
            )
        self.last[guide] = event, ref(recorded)
