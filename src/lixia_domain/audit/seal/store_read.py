"""Reading a store once from end to end, to be compared with its seal: is it a log at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from operator import itemgetter

from attrs import define, field

from lixia_domain.audit.seal.findings import Found
from lixia_domain.audit.seal.leaf import Unsealable, leaves
from lixia_domain.audit.seal.merkle import SIZE
from lixia_domain.audit.seal.seal_log import Place, SealDamaged, Source
from lixia_domain.audit.seal.signatures import Tell
from lixia_domain.recording.recorder import Row

PAGE = 4_096
_NAME = itemgetter(3)


@define(kw_only=True)
class StoreRead:
    """Hashes every row of ``source``; what is wrong with a row goes to ``tell``."""

    source: Source
    origin: str
    tell: Tell
    sealed: int = 0
    """How many leaves the seal has, for who waits."""
    progress: Callable[[int, int], None] | None = None
    rows: bytearray = field(factory=bytearray)
    """The leaves as the store has them now."""
    names: set[str] = field(factory=set)
    """Under which events are stored."""
    astray: int | None = None
    """The first leaf of which the index says something else than the store."""
    malformed: list[int] = field(factory=list)
    """The positions that hold no event."""

    def read(self, places: Iterator[Place] | None, *, replay: bool) -> None:
        """Read all. ``places`` say whose each leaf is; with ``replay``, the source's own check
        goes on beside, and streams and positions must run on without a gap."""
        pages: Iterable[list[Row]] = self._pages()
        if places is not None:
            pages = self._placed(pages, places)
        if not replay:
            self._hash(pages)
            return
        with ThreadPoolExecutor(1) as beside:
            checking = beside.submit(lambda: list(self.source.check()))
            self._hash(self._replayed(pages))
            for zh, en in checking.result():
                self.tell(Found.STORE_DAMAGED, zh=zh, en=en)

    def _pages(self) -> Iterator[list[Row]]:
        rows, done = self.source.rows(), 0
        while page := list(islice(rows, PAGE)):
            yield page
            done += len(page)
            if self.progress is not None:
                self.progress(done, max(self.sealed, done))

    def _replayed(self, pages: Iterable[list[Row]]) -> Iterator[list[Row]]:
        versions: dict[str, int] = {}
        known, last, read, gapless = versions.get, 0, 0, self.source.gapless
        for page in pages:
            for position, stream, version, _, _ in page:
                due = known(stream, 0) + 1
                if version == due:
                    versions[stream] = due
                elif due:  # one finding a stream says enough
                    versions[stream] = -1
                    facts = {"version": version, "expected": due, "position": position}
                    self.tell(Found.STREAM_GAP, str(stream), stream=stream, **facts)
                if position <= last:
                    self.tell(Found.OUT_OF_ORDER, position=position, before=last)
                last = position
            read += len(page)
            if gapless and last != read:
                gapless = False  # all that follow are shifted, too
                self._renumbered(page, read - len(page))
            yield page

    def _renumbered(self, page: Sequence[Row], before: int) -> None:
        """Tell the first row whose position is not one more than its leaf's number."""
        for due, (position, stream, version, _, _) in enumerate(page, before + 1):
            if position != due:
                facts = {"stream": stream, "version": version, "position": position, "due": due}
                self.tell(Found.RENUMBERED, f"{stream}@{version}", **facts)
                return

    def _hash(self, pages: Iterable[list[Row]]) -> None:
        for page in pages:
            try:
                self.rows += b"".join(leaves(self.origin, page))
                self.names.update(map(_NAME, page))
            except Unsealable:
                self._take_bad_page(page)
        if self.malformed:
            first, count = self.malformed[0], len(self.malformed)
            self.tell(Found.MALFORMED, str(first), position=first, count=count)

    def _take_bad_page(self, page: Sequence[Row]) -> None:
        for row in page:
            try:
                self.rows += b"".join(leaves(self.origin, [row]))
            except Unsealable:
                self.malformed.append(row[0])
                self.rows += bytes(SIZE)

    def _placed(self, pages: Iterable[list[Row]], places: Iterator[Place]) -> Iterator[list[Row]]:
        """See to it that the index says of each leaf whose it is."""
        done = 0
        for page in pages:
            if self.astray is None:
                try:
                    told = list(islice(places, len(page)))
                except SealDamaged as damage:
                    self.tell(Found.SEAL_DAMAGED, damage.facts["place"], zh=damage.zh, en=damage.en)
                    places, told = iter(()), []
                here = [(row[1], row[2]) for row in page[: len(told)]]
                if told != here:
                    self.astray = next(
                        done + at for at, place in enumerate(told) if place != here[at]
                    )
            yield page
            done += len(page)
