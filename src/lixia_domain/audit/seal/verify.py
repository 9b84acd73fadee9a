"""Verifying: what a store says now, against its seal, its signatures and its witnesses.

Four kinds of evidence, each of use by itself: *replay* (are streams whole), the local *log* of
leaves, the *signature* under the log's checkpoints, and *witnesses* who signed a checkpoint and
keep it elsewhere. A store and an exported bundle are verified alike: rows and a ``SealRecord``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Flag, auto
from typing import Any

from attrs import define, evolve, field, frozen

from lixia_domain.audit.seal import chain, checkpoint, differences, said
from lixia_domain.audit.seal.findings import Finding, Found, Severity, finding
from lixia_domain.audit.seal.merkle import SIZE, Frontier, Tree
from lixia_domain.audit.seal.note import KeyKind, Note, VerifierKey
from lixia_domain.audit.seal.seal_log import SealDamaged, SealRecord, Source, State
from lixia_domain.audit.seal.signatures import Judge
from lixia_domain.audit.seal.store_read import StoreRead
from lixia_domain.audit.seal.testimony import Outside, Testimony
from lixia_domain.audit.seal.vouching import Vouching, vouching


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
    remembered: Frontier | None = None,
) -> Verified:
    """Compare a store with its seal. ``keys`` are trusted; without any, those the seal names are.

    ``remembered`` is what the signer has signed last, by what lies beside its key.

    With ``quorum``, fewer witnesses than that are an error. A witness who signed later vouches for
    what came before, so they need not have signed the same checkpoint.

    With ``strict``, an unsealed tail, a store that was never sealed and, with ``quorum``, leaves
    that too few have witnessed are errors too. Raises what the source raises if it can't be read.
    """
    work = _Verifying(
        source, seal, tuple(keys), outside, using, strict, quorum, progress, remembered
    )
    work.run()
    return work.verified()


@define
class _Verifying:
    """One verification under way.

    Others may seal meanwhile. So what vouches is read before what it vouches for: what the signer
    remembers, checkpoints, keys, the state, the leaves, and last the store.
    """

    source: Source
    seal: SealRecord
    keys: tuple[VerifierKey, ...]
    outside: Sequence[Outside]
    using: Evidence
    strict: bool
    quorum: int | None
    progress: Callable[[int, int], None] | None
    remembered: Frontier | None
    findings: list[Finding] = field(factory=list)
    origin: str = ""
    there: Vouching = field(factory=Vouching)
    state: State = field(factory=State)
    store: StoreRead = field(init=False)
    signed: int = 0
    witnessed: int = 0
    witnesses: tuple[str, ...] = ()

    def run(self) -> None:
        self.origin = checkpoint.origin(self.source.about())
        self.there = vouching(self.seal)
        sealed = self._sealed()
        self._read_store()
        if self.state.origin not in ("", self.origin):
            self._found(Found.OTHER_LOG, sealed=self.state.origin, store=self.origin)
            return
        if Evidence.LOG in self.using and sealed is not None:
            self._compare(sealed)
        self._take_keys()
        judge = Judge(self.keys, self._found)
        now = Tree(self.rows)
        if sealed is not None:
            tree = now if self.rows[: len(sealed)] == sealed else Tree(sealed)
            self._check_state(sealed, tree)
        if Evidence.SIGNATURE in self.using:
            self._remember(now)
            if sealed is not None:
                self._check_signatures(judge, tree)
        if Evidence.WITNESS in self.using:
            self._hear_witnesses(judge, now)
        if Evidence.LOG in self.using and sealed is not None:
            self._say_tail()

    @property
    def rows(self) -> bytearray:
        return self.store.rows

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
            if isinstance(self.there.state, SealDamaged):
                raise self.there.state
            self.state = self.there.state
            if self.seal.torn():
                self._found(Found.TORN, self.seal.place)
            return self.seal.leaves(self.state.size)
        except SealDamaged as damage:
            self._damaged(damage)
            return None

    def _damaged(self, damage: SealDamaged) -> None:
        self._found(Found.SEAL_DAMAGED, self.seal.place, zh=damage.zh, en=damage.en)

    def _read_store(self) -> None:
        placed = Evidence.LOG in self.using and self.state.size
        self.store = StoreRead(
            source=self.source,
            origin=self.origin,
            tell=self._found,
            sealed=self.state.size,
            progress=self.progress,
        )
        places = self.seal.places(self.state.size) if placed else None
        self.store.read(places, replay=Evidence.REPLAY in self.using)

    def _compare(self, sealed: bytes) -> None:
        """Compare the local log with the store, leaf by leaf."""
        if self.rows[: len(sealed)] != sealed:
            self.findings += differences.explained(self.source, self.seal, self.origin, sealed)
        elif self.store.astray is not None:
            self._found(Found.SEAL_INDEX, self.seal.place, leaf=self.store.astray)

    def _check_state(self, sealed: bytes, tree: Tree) -> None:
        """See to it that what sealing goes on from is what the leaves come to."""
        there = self.state
        astray = self.source.gapless and there.position != there.size
        root = tree.root(there.size)
        if astray or (there.frontier.root(), there.last) != (root, sealed[-SIZE:]):
            self._found(
                Found.SEAL_DAMAGED,
                self.seal.place,
                zh=f"所载进度（第 {there.position} 条）与其 {there.size} 条叶子不符",
                en=f"it says that it goes to position {there.position}, by a tree that its "
                f"{there.size} leaves do not give",
            )

    def _take_keys(self) -> None:
        """Take the keys that the seal names, where nobody has told any; else compare them."""
        if not self.using & (Evidence.SIGNATURE | Evidence.WITNESS):
            return
        if isinstance(self.there.keys, SealDamaged):
            self._damaged(self.there.keys)
        elif self.keys:
            self._compare_keys(self.there.keys)
        elif self.there.keys:
            self.keys = self.there.keys
            self._found(Found.OWN_KEY, self.seal.place)

    def _compare_keys(self, named: tuple[VerifierKey, ...]) -> None:
        """See to it that the seal names the known keys under which something in it is signed."""
        notes = (*self.there.notes.read, *self.there.cosigned.read)
        for key in self.keys:
            if key not in named and any(note.by(key) for note in notes):
                self._found(
                    Found.SEAL_DAMAGED,
                    self.seal.place,
                    zh=f"封存目录的 keys 中没有 {key.name} 的公钥，而其中有其签名",
                    en=f"the seal is signed by {key.name}, whose key is not in its keys any more",
                )

    def _remember(self, tree: Tree) -> None:
        """Hold what the signer has signed last against what the store gives now."""
        last = self.remembered
        if last is None or not last.size:
            return
        if last.size > len(tree):
            self._found(Found.SIGNER_AHEAD, self.seal.place, size=last.size, events=len(tree))
        elif tree.root(last.size) != last.root():
            self._found(Found.SIGNER_FORK, self.seal.place, size=last.size)

    def _check_signatures(self, judge: Judge, tree: Tree) -> None:
        """Look at every checkpoint: is it signed, and does it speak of the leaves in the seal."""
        if self.there.notes.damage is not None:
            self._damaged(self.there.notes.damage)
            return
        says: dict[str, str] | None = None
        ours = list[Note]()
        for note in self.there.notes.read:
            told = checkpoint.read(note)
            if told.origin != self.origin:
                judge.other_origin(told, "")
            elif judge.signed_by_log(note, told, ""):
                ours.append(note)
                self.signed, says = max(self.signed, told.size), said.sealed(note)
                if told.size > len(tree):
                    self._found(Found.BEYOND, self.seal.place, size=told.size, leaves=len(tree))
                elif tree.root(told.size) != told.root:
                    self._found(Found.ROOT, self.seal.place, size=told.size)
        if self.there.cosigned.damage is None:
            for zh, en in chain.broken(ours, self.there.cosigned.read):
                self._found(Found.SEAL_DAMAGED, self.seal.place, zh=zh, en=en)
        if ours and not chain.chained(ours[-1]):
            self._found(Found.UNCHAINED, self.seal.place)
        if self.signed < self.state.size and judge.content:
            self._found(Found.UNSIGNED, self.seal.place, leaves=self.state.size, size=self.signed)
        if self.signed:
            self._check_said(says)

    def _check_said(self, says: dict[str, str] | None) -> None:
        """Compare what the store says of itself with the last checkpoint."""
        if says is None:
            self._found(Found.SAYS_UNSEALED, self.seal.place)
            return
        for one in said.unlike(says, self.source.about(), self.store.names):
            facts = {"was": one.was or "—", "now": one.now or "—"}
            self._found(Found.SAYS, one.key, key=one.key, **facts)

    def _hear_witnesses(self, judge: Judge, tree: Tree) -> None:
        kept = [*self.outside, *(Outside(where="", note=note) for note in self.there.cosigned.read)]
        if self.there.cosigned.damage is not None:
            self._damaged(self.there.cosigned.damage)
        testimony = Testimony(judge, tree, self.origin, self.quorum)
        testimony.hear(kept)
        if self.there.notes.damage is None:
            testimony.gone(self.there.notes.read)
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
