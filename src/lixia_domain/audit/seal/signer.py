"""Signing what was sealed: only what goes on from all that the key has signed before.

A key remembers, beside it and away from store and seal, how far it has signed each log and with
which tree. Whoever deletes checkpoints and rewrites the seal finds that the key does not follow.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias

from lixia_domain.audit.seal import chain, checkpoint, said
from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.merkle import SIZE, Frontier, Tree
from lixia_domain.audit.seal.note import Note, SigningKey
from lixia_domain.audit.seal.seal_log import SealDamaged, SealLog, State
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.recorder import LogRecorder

Signer: TypeAlias = Callable[[str], SigningKey]
"""Gives the key that signs for a log, by the log's origin. It is asked only when it must sign."""


class Contradicted(Fault):
    """What the store says now contradicts what was sealed of it; nothing more is sealed."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(
            f"账库与已有封存相矛盾：{zh}。未再封存；请用 lixia verify 查明",
            f"the store contradicts its seal: {en}. Nothing more was sealed; run lixia verify",
        )


class SignerRefuses(Fault):
    """The key has signed something else of this log already, and signs no fork."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(
            f"签名密钥不签分叉：{zh}（记录在 {place}）。账库与封存可能被一并回退或改写，"
            "或另一份副本以同一密钥封存过；未签署，请用 lixia verify 查明，勿删除该记录",
            f"the signing key signs no fork: {en} (its memory is {place}). Store and seal may have "
            "been rolled back or rewritten together, or another copy was sealed with the same key; "
            "nothing was signed: run lixia verify, and do not delete that memory",
            place=place,
        )


class Memory(Protocol):
    """What keys remember to have signed. Safe to use from several processes at once."""

    @property
    def place(self) -> str:
        """Return where it lies, for people."""
        ...

    def last(self, origin: str) -> Frontier | None:
        """Return the tree that was signed last of a log. Raises ``SignerRefuses`` if damaged."""
        ...

    def signing(self, origin: str) -> AbstractContextManager[Callable[[Frontier], None]]:
        """Let nobody else sign meanwhile; what is given keeps a tree before it is signed."""
        ...


def signed_last(memory: Memory | None, origin: str, latest: Note | None) -> bool:
    """Tell whether ``latest`` is what the key has signed last, as far as anything is remembered."""
    last = None if memory is None else memory.last(origin)
    if last is None or latest is None:
        return last is None
    told = checkpoint.read(latest)
    return (told.size, told.root) == (last.size, last.root())


def sign(journal: LogRecorder, log: SealLog, key: SigningKey, memory: Memory | None) -> Note:
    """Sign what is sealed, unless it is signed. A log never says two things of one size.

    Raises ``SignerRefuses`` and ``SealDamaged``.
    """
    if memory is None:
        return _signed(journal, log, key)
    with memory.signing(key.name) as keep:
        _require_continued(log, memory, key)
        return _signed(journal, log, key, keep)


def _signed(
    journal: LogRecorder,
    log: SealLog,
    key: SigningKey,
    keep: Callable[[Frontier], None] = lambda _: None,
) -> Note:
    latest = log.latest()  # before the state: what was signed by then, the state goes as far as
    state = log.state()
    now = Checkpoint(
        state.origin,
        state.size,
        state.frontier.root(),
        says=said.line(journal.about()),
        before=chain.before(latest, log.cosigned(), log.checkpoints),
    )
    if latest is not None:
        before = checkpoint.read(latest)
        if before.size > now.size or (before.size == now.size and before != now):
            raise SealDamaged(
                log.place,
                f"已签署 {before.size} 条的检查点，现有 {now.size} 条与之不符",
                f"a checkpoint of {before.size} leaves was signed, which the {now.size} leaves "
                "there now do not fit",
            )
        if before == now and latest.by(key.public):
            keep(state.frontier)
            return latest
    keep(state.frontier)
    text = str(now)
    note = Note(text, (key.sign(text),))
    log.add_key(key.public)
    log.add_checkpoint(note, now.size)
    return note


def _require_continued(log: SealLog, memory: Memory, key: SigningKey) -> None:
    """See to it that the leaves go on from what the key signed last, or from the seal's own."""
    last, latest, state = memory.last(key.name), log.latest(), log.state()
    if last is None:
        _require_signed(log, key, latest, state)
        return
    if last.size > state.size:
        raise SignerRefuses(
            memory.place,
            f"它已签署 {last.size} 条，现有 {state.size} 条",
            f"it has signed {last.size} leaves, there are {state.size}",
        )
    more = log.leaves(state.size, last.size)
    added = [more[at : at + SIZE] for at in range(0, len(more), SIZE)]
    if last.extended(added) != state.frontier:
        raise SignerRefuses(
            memory.place,
            f"现有 {state.size} 条不是它签署过的 {last.size} 条的延续",
            f"the {state.size} leaves there are do not go on from the {last.size} that it signed",
        )


def _require_signed(log: SealLog, key: SigningKey, latest: Note | None, state: State) -> None:
    """See to it that the last checkpoint of a seal is this key's and fits the leaves there."""
    if latest is None:
        return
    told = checkpoint.read(latest)
    fits = told.size <= state.size and Tree(log.leaves(told.size)).root() == told.root
    if not fits or not latest.by(key.public):
        raise SealDamaged(
            log.place,
            f"最近的检查点（{told.size} 条）不是以此密钥签署的，或与现有的叶子不符",
            f"the last checkpoint, of {told.size} leaves, is not signed with this key, or the "
            "leaves there do not fit it",
        )
