"""Verifying: what a store says now, against its seal, its signatures and its witnesses.

Four kinds of evidence, each of use by itself: *replay* (are streams whole), the local *log* of
leaves, the *signature* under the log's checkpoints, and *witnesses* who signed a checkpoint and
keep it elsewhere. A store and an exported bundle are verified alike: rows and a ``SealRecord``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Flag, auto
from itertools import islice
from typing import Any

from attrs import define, evolve, field, frozen

from lixia_domain.audit.seal import checkpoint, differences
from lixia_domain.audit.seal.findings import Finding, Found, Severity, finding
from lixia_domain.audit.seal.leaf import Unsealable, leaves
from lixia_domain.audit.seal.merkle import SIZE, Tree
from lixia_domain.audit.seal.note import KeyKind, Note, VerifierKey
from lixia_domain.audit.seal.seal_log import SealDamaged, SealRecord, Source, State
from lixia_domain.audit.seal.signatures import Judge
from lixia_domain.audit.seal.testimony import Outside, Testimony
from lixia_domain.recording.recorder import Row

PAGE = 4_096


class Evidence(Flag):
    """What may be used."""

    REPLAY = auto()
    LOG = auto()
    SIGNATURE = auto()
    WITNESS = auto()


ALL = Evidence.REPLAY | Evidence.LOG | Evidence.SIGNATURE | Evidence.WITNESS


@frozen(kw_only=True)
class Verified:
    """What verifying came to.

    ``witnessed`` is the largest size that a known witness signed, or as many as were asked for;
    ``witnesses`` are those who signed that much or more.
    """

    origin: str
    events: int
    sealed: int
    signed: int
    witnessed: int
    witnesses: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Tell whether nothing contradicts the seal."""
        return all(found.severity is not Severity.ERROR for found in self.findings)


def verify(
    source: Source,
    seal: SealRecord,
    *,
    keys: Sequence[VerifierKey] = (),
    outside: Sequence[Outside] = (),
    using: Evidence = ALL,
    strict: bool = False,
    quorum: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Verified:
    """Compare a store with its seal. ``keys`` are trusted; without any, those the seal names are.

    With ``quorum``, fewer witnesses than that are an error. A witness who signed later vouches for
    what came before, so they need not have signed the same checkpoint.

    With ``strict``, an unsealed tail, a store that was never sealed, leaves that were never signed
    and, with ``quorum``, leaves that too few have witnessed are errors too. Raises what the
    source raises if it can't be read.
    """
    work = _Verifying(source, seal, tuple(keys), outside, using, strict, quorum, progress)
    work.run()
    return work.verified()


@frozen
class _Notes:
    """Checkpoints of the seal, or that they can't be read."""

    read: Sequence[Note] = ()
    damage: SealDamaged | None = None

    @classmethod
    def of(cls, read: Callable[[], Sequence[Note]]) -> _Notes:
        try:
            return cls(read())
        except SealDamaged as damage:
            return cls((), damage)


@define
class _Verifying:
    """One verification under way.

    Others may seal meanwhile. So what vouches is read before what it vouches for: checkpoints,
    keys, the state, the leaves, and last the store.
    """

    source: Source
    seal: SealRecord
    keys: tuple[VerifierKey, ...]
    outside: Sequence[Outside]
    using: Evidence
    strict: bool
    quorum: int | None
    progress: Callable[[int, int], None] | None
    findings: list[Finding] = field(factory=list)
    origin: str = ""
    notes: _Notes = field(factory=_Notes)
    cosigned: _Notes = field(factory=_Notes)
    state: State = field(factory=State)
    rows: bytearray = field(factory=bytearray)
    """The leaves as the store has them now."""
    astray: int | None = None
    """The first leaf of which the index says something else than the store."""
    signed: int = 0
    witnessed: int = 0
    witnesses: tuple[str, ...] = ()

    def run(self) -> None:
        self.origin = checkpoint.origin(self.source.about())
        if Evidence.SIGNATURE in self.using:
            self.notes = _Notes.of(self.seal.checkpoints)
        if Evidence.WITNESS in self.using:
            self.cosigned = _Notes.of(self.seal.cosigned)
        own = self._own_keys()
        sealed = self._sealed()
        self._read_rows()
        if self.state.origin not in ("", self.origin):
            self._found(Found.OTHER_LOG, sealed=self.state.origin, store=self.origin)
            return
        if Evidence.LOG in self.using and sealed is not None:
            self._compare(sealed)
        self._take_keys(own)
        judge = Judge(self.keys, self._found)
        now = Tree(self.rows)
        if Evidence.SIGNATURE in self.using and sealed is not None:
            with_rows = self.rows[: len(sealed)] == sealed
            self._check_signatures(judge, now if with_rows else Tree(sealed))
        if Evidence.WITNESS in self.using:
            self._hear_witnesses(judge, now)
        if Evidence.LOG in self.using and sealed is not None:
            self._say_tail()

    def verified(self) -> Verified:
        return Verified(
            origin=self.origin,
            events=len(self.rows) // SIZE,
            sealed=self.state.size,
            signed=self.signed,
            witnessed=self.witnessed,
            witnesses=self.witnesses,
            findings=tuple(self.findings),
        )

    def _found(self, found: Found, where: str = "", /, **facts: Any) -> None:
        self.findings.append(finding(found, where, **facts))

    def _lax(self, found: Found, **facts: Any) -> None:
        """Note what is an error only to the strict."""
        one = finding(found, self.seal.place, **facts)
        self.findings.append(evolve(one, severity=Severity.ERROR) if self.strict else one)

    def _sealed(self) -> bytes | None:
        """Return the leaves of the seal; ``None`` if there are none to compare with."""
        if not self.using & (Evidence.LOG | Evidence.SIGNATURE):
            return None
        try:
            self.state = self.seal.state()
            if self.seal.torn():
                self._found(Found.TORN, self.seal.place)
            return self.seal.leaves(self.state.size)
        except SealDamaged as damage:
            self._damaged(damage)
            return None

    def _damaged(self, damage: SealDamaged) -> None:
        self._found(Found.SEAL_DAMAGED, self.seal.place, zh=damage.zh, en=damage.en)

    def _read_rows(self) -> None:
        """Hash every row once; the source's own check goes on beside it."""
        pages: Iterable[list[Row]] = self._pages()
        if Evidence.LOG in self.using and self.state.size:
            pages = self._placed(pages)
        if Evidence.REPLAY not in self.using:
            self._hash(pages)
            return
        with ThreadPoolExecutor(1) as beside:
            checking = beside.submit(lambda: list(self.source.check()))
            self._hash(self._replayed(pages))
            for zh, en in checking.result():
                self._found(Found.STORE_DAMAGED, zh=zh, en=en)

    def _pages(self) -> Iterator[list[Row]]:
        rows, done = self.source.rows(), 0
        while page := list(islice(rows, PAGE)):
            yield page
            done += len(page)
            if self.progress is not None:
                self.progress(done, max(self.state.size, done))

    def _replayed(self, pages: Iterable[list[Row]]) -> Iterator[list[Row]]:
        """See to it that streams and positions run on without a gap."""
        versions: dict[str, int] = {}
        known, last = versions.get, 0
        for page in pages:
            for position, stream, version, _, _ in page:
                due = known(stream, 0) + 1
                if version == due:
                    versions[stream] = due
                elif due:  # one finding a stream says enough
                    versions[stream] = -1
                    facts = {"version": version, "expected": due, "position": position}
                    self._found(Found.STREAM_GAP, str(stream), stream=stream, **facts)
                if position <= last:
                    self._found(Found.OUT_OF_ORDER, position=position, before=last)
                last = position
            yield page

    def _hash(self, pages: Iterable[list[Row]]) -> None:
        for page in pages:
            try:
                self.rows += b"".join(leaves(self.origin, page))
            except Unsealable:
                self._take_bad_page(page)

    def _take_bad_page(self, page: Sequence[Row]) -> None:
        for row in page:
            try:
                self.rows += b"".join(leaves(self.origin, [row]))
            except Unsealable:
                self._found(Found.MALFORMED, str(row[0]), position=row[0])
                self.rows += bytes(SIZE)

    def _compare(self, sealed: bytes) -> None:
        """Compare the local log with the store, leaf by leaf."""
        if self.rows[: len(sealed)] != sealed:
            self.findings += differences.explained(self.source, self.seal, self.origin, sealed)
        elif self.astray is not None:
            self._found(Found.SEAL_INDEX, self.seal.place, leaf=self.astray)

    def _placed(self, pages: Iterable[list[Row]]) -> Iterator[list[Row]]:
        """See to it that the index says of each leaf whose it is."""
        places = self.seal.places(self.state.size)
        done = 0
        for page in pages:
            if self.astray is None:
                try:
                    told = list(islice(places, len(page)))
                except SealDamaged as damage:
                    self._damaged(damage)
                    places, told = iter(()), []
                here = [(row[1], row[2]) for row in page[: len(told)]]
                if told != here:
                    self.astray = next(
                        done + at for at, place in enumerate(told) if place != here[at]
                    )
            yield page
            done += len(page)

    def _own_keys(self) -> tuple[VerifierKey, ...] | SealDamaged:
        """Return the keys that the seal names, where nobody has told any."""
        if self.keys or not self.using & (Evidence.SIGNATURE | Evidence.WITNESS):
            return ()
        try:
            return tuple(self.seal.keys())
        except SealDamaged as damage:
            return damage

    def _take_keys(self, own: tuple[VerifierKey, ...] | SealDamaged) -> None:
        if isinstance(own, SealDamaged):
            self._damaged(own)
        elif own:
            self.keys = own
            self._found(Found.OWN_KEY, self.seal.place)

    def _check_signatures(self, judge: Judge, tree: Tree) -> None:
        """Look at every checkpoint: is it signed, and does it speak of the leaves in the seal."""
        if self.notes.damage is not None:
            self._damaged(self.notes.damage)
            return
        for note in self.notes.read:
            told = checkpoint.read(note)
            if told.origin != self.origin:
                judge.other_origin(told, "")
            elif judge.signed_by_log(note, told, ""):
                self.signed = max(self.signed, told.size)
                if told.size > len(tree):
                    self._found(Found.BEYOND, self.seal.place, size=told.size, leaves=len(tree))
                elif tree.root(told.size) != told.root:
                    self._found(Found.ROOT, self.seal.place, size=told.size)
        if self.signed < self.state.size and judge.content:
            self._lax(Found.UNSIGNED, leaves=self.state.size, size=self.signed)

    def _hear_witnesses(self, judge: Judge, tree: Tree) -> None:
        kept = [*self.outside, *(Outside(where="", note=note) for note in self.cosigned.read)]
        if self.cosigned.damage is not None:
            self._damaged(self.cosigned.damage)
        testimony = Testimony(judge, tree, self.origin, self.quorum)
        testimony.hear(kept)
        self.witnessed, self.witnesses = testimony.counted(self.state.size, self._lax)

    def _say_tail(self) -> None:
        events = len(self.rows) // SIZE
        if not self.state.size and events:
            if any((key.name, key.kind) == (self.origin, KeyKind.LOG) for key in self.keys):
                self._found(Found.GONE, self.seal.place)
            else:
                self._lax(Found.NEVER)
        elif events > self.state.size:
            self._lax(Found.TAIL, count=events - self.state.size)
