"""Sealing: a follower turns stored bytes into leaves, and a checkpoint is signed over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import frozen

from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.leaf import leaves
from lixia_domain.audit.seal.note import Note, SigningKey
from lixia_domain.audit.seal.seal_log import SealDamaged, SealLog, State
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.follower import Overtaken, Progress, catch_up_raw
from lixia_domain.recording.recorder import LogRecorder, Row

Signer: TypeAlias = Callable[[str], SigningKey]
"""Gives the key that signs for a log, by the log's origin. It is asked only when it must sign."""


class Contradicted(Fault):
    """What the store says now contradicts what was sealed of it; nothing more is sealed."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(
            f"账库与已有封存相矛盾：{zh}。未再封存；请用 lixia verify 查明",
            f"the store contradicts its seal: {en}. Nothing more was sealed; run lixia verify",
        )


class WrongKey(Fault):
    """The key is not the one that the log has been signed with."""

    def __init__(self, told: str, known: str) -> None:
        super().__init__(
            f"签名密钥不符：该封存一直以 {known} 签署，所给密钥为 {told}；请用 --key 指明原密钥",
            f"the key is another: this log is signed by {known}, the key given is {told}; name the "
            "right one with --key",
            told=told,
            known=known,
        )


@frozen
class Sealer:
    """A follower of raw rows whose effect is leaves."""

    log: SealLog
    origin: str

    def position(self) -> int:
        """Return the last position that was taken in."""
        return self.log.state().position

    def follow(self, page: Iterable[Row], after: int, position: int) -> None:
        """Keep the leaves of ``page`` and the position, both or neither."""
        state = self.log.state()
        if state.position != after:
            raise Overtaken
        rows = list(page)
        hashes = list(leaves(self.origin, rows))
        now = State(
            origin=self.origin,
            position=position,
            frontier=state.frontier.extended(hashes),
            last=hashes[-1] if hashes else state.last,
        )
        self.log.append(hashes, [(row[1], row[2]) for row in rows], now, after=after)


def seal(
    journal: LogRecorder,
    log: SealLog,
    signer: Signer,
    *,
    upto: int | None = None,
    progress: Progress | None = None,
) -> Note | None:
    """Seal the store up to ``upto`` (the head as it is now) or beyond; return the checkpoint.

    Sealed and signed already: nothing is done. Of an empty store there is nothing to seal. Raises
    ``Contradicted``, ``WrongKey``, ``SealDamaged``, and what the store or ``signer`` raise.
    """
    goal = journal.head() if upto is None else upto
    latest = log.latest()  # before the state: others seal too, and sign what the state has by then
    state = log.state()
    signed = checkpoint.read(latest).size if latest is not None else 0
    origin = checkpoint.origin(journal.about())
    _refuse_other_log(journal, state, origin)
    if signed == state.size and state.position >= goal:
        return latest
    key = signer(origin)
    known = log.keys()
    if known and known[0] != key.public:
        raise WrongKey(str(key.public), str(known[0]))
    catch_up_raw(journal, Sealer(log, origin), upto=goal, progress=progress)
    latest, state = log.latest(), log.state()
    if (events := journal.count(state.position)) != state.size:
        raise Contradicted(
            f"截至第 {state.position} 条有事件 {events} 个，封存了 {state.size} 个",
            f"up to position {state.position} there are {events} events, sealed are {state.size}",
        )
    return _sign(log, state, latest, key)


def _refuse_other_log(journal: LogRecorder, state: State, origin: str) -> None:
    """Refuse to go on where the store is not the one that was sealed, or was rolled back."""
    if state.origin and state.origin != origin:
        raise Contradicted(
            f"封存属于 {state.origin}，账库自称 {origin}",
            f"the seal is of {state.origin}, the store says it is {origin}",
        )
    if not state.size:
        return
    if journal.head() < state.position:
        raise Contradicted(
            f"账库只到第 {journal.head()} 条，封存已到第 {state.position} 条（账库可能被回退，"
            "或恢复自较早的备份；请恢复不早于封存的备份）",
            f"the store ends at position {journal.head()}, the seal goes to {state.position}: it "
            "may have been rolled back, or restored from an older copy; restore one that is no "
            "older than the seal",
        )
    if list(leaves(origin, _last_row(journal, state.position))) != [state.last]:
        raise Contradicted(
            f"第 {state.position} 条已不是当时封存的内容（账库可能恢复自较早的备份）",
            f"position {state.position} is not what was sealed there: the store may have been "
            "restored from an older copy",
        )


def _last_row(journal: LogRecorder, position: int) -> list[Row]:
    """Return the row at ``position``, or the last before it: positions may have gaps."""
    reach = 1
    while True:
        found = list(journal.rows(max(0, position - reach), position))
        if found or reach >= position:
            return found[-1:]
        reach *= 16


def _sign(log: SealLog, state: State, latest: Note | None, key: SigningKey) -> Note:
    """Sign what is sealed, unless it is signed. A log never says two things of one size.

    ``latest`` was read before ``state``: what was signed by then, the state goes as far as.
    """
    now = Checkpoint(state.origin, state.size, state.frontier.root())
    if latest is not None:
        before = checkpoint.read(latest)
        if before.size > now.size or (before.size == now.size and before != now):
            raise SealDamaged(
                log.place,
                f"已签署 {before.size} 条的检查点，现有 {now.size} 条与之不符",
                f"a checkpoint of {before.size} leaves was signed, which the {now.size} leaves "
                "there now do not fit",
            )
        if before == now:
            return latest
    text = str(now)
    note = Note(text, (key.sign(text),))
    log.add_key(key.public)
    log.add_checkpoint(note, now.size)
    return note
