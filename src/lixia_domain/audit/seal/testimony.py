"""What others have signed and keep, held against what a store gives now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.findings import Found
from lixia_domain.audit.seal.merkle import Tree
from lixia_domain.audit.seal.note import Note
from lixia_domain.audit.seal.signatures import Judge, Tell


@frozen(kw_only=True)
class Outside:
    """A checkpoint that somebody keeps elsewhere, and the file it came in."""

    where: str
    note: Note


@define
class Testimony:
    """Hears checkpoints about the leaves of ``tree``, then says how much of them is witnessed.

    With ``quorum``, so many witnesses are wanted. What is found goes the way the ``judge`` tells.
    """

    judge: Judge
    tree: Tree
    origin: str
    quorum: int | None
    signed: dict[str, int] = field(factory=dict)
    """The largest size that each witness has signed and the leaves have still."""
    contradicted: bool = False
    """Whether a witness has signed what the leaves have no more."""
    agreeing: dict[int, str] = field(factory=dict)
    """Of what sizes somebody keeps a signed checkpoint that the leaves fit, and in which file."""

    def hear(self, kept: Iterable[Outside]) -> None:
        """Compare checkpoints with what the leaves give now."""
        judge, tree = self.judge, self.tree
        for one in kept:
            told = checkpoint.read(one.note)
            if told.origin != self.origin:
                judge.other_origin(told, one.where)
                continue
            witnesses = judge.witnesses_of(one.note, told, one.where)
            signers = witnesses
            if not witnesses or one.note.names(told.origin):
                signers = judge.log_of(one.note, told, one.where) and (witnesses or (told.origin,))
            if not signers:
                continue
            here = {"signers": "、".join(signers), "size": told.size} | judge.place(one.where)
            if told.size > len(tree):
                judge.tell(Found.ROLLED_BACK, one.where, events=len(tree), **here)
            elif tree.root(told.size) != told.root:
                judge.tell(Found.FORK, one.where, **here)
            else:
                self.agreeing.setdefault(told.size, one.where)
                for name in witnesses:
                    self.signed[name] = max(told.size, self.signed.get(name, 0))
                continue
            self.contradicted |= bool(witnesses)

    def gone(self, notes: Sequence[Note]) -> None:
        """Tell which checkpoints that somebody keeps are not among ``notes``, the log's own.

        What is larger than all of these may have been signed since they were read.
        """
        there = {checkpoint.read(note).size for note in notes}
        for size, where in sorted(self.agreeing.items()):
            if size not in there and size < max(there, default=0):
                told = {"size": size} | self.judge.place(where)
                self.judge.tell(Found.CHECKPOINT_GONE, where, **told)

    def counted(self, sealed: int, lax: Tell) -> tuple[int, tuple[str, ...]]:
        """Return the size that as many as are wanted have signed, and who has signed that much.

        ``lax`` is told what is an error only to the strict; ``sealed``: how many leaves there are.
        """
        need = self.quorum or 1
        sizes = sorted(self.signed.values(), reverse=True)
        enough = len(sizes) >= need
        witnessed, tell = sizes[need - 1] if enough else 0, self.judge.tell
        if not enough and self.quorum is not None:
            told = "、".join(sorted(self.signed)) or "—"
            tell(Found.TOO_FEW, need=need, have=len(sizes), signers=told)
        if 0 < witnessed < sealed:
            note = tell if self.quorum is None else lax
            note(Found.WITNESSED_BEFORE, size=witnessed, leaves=sealed)
        if not self.signed and len(self.tree) and not self.contradicted and self.quorum is None:
            tell(Found.UNWITNESSED)
        return witnessed, tuple(sorted(n for n in self.signed if self.signed[n] >= witnessed))
