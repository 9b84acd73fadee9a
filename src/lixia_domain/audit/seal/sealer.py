"""Sealing: a follower turns stored bytes into leaves, and a checkpoint is signed over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from lixia_domain.audit.seal import checkpoint, said
from lixia_domain.audit.seal.leaf import leaves
from lixia_domain.audit.seal.note import Note
from lixia_domain.audit.seal.seal_log import SealLog, State
from lixia_domain.audit.seal.signer import Contradicted, Memory, Signer, sign, signed_last
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.follower import Overtaken, Progress, catch_up_raw
from lixia_domain.recording.recorder import LogRecorder, Row


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
    memory: Memory | None = None,
    *,
    upto: int | None = None,
    progress: Progress | None = None,
) -> Note | None:
    """Seal the store up to ``upto`` (the head as it is now) or beyond; return the checkpoint.

    ``memory`` is what the key has signed so far; without one, the seal is believed. Sealed and
    signed already: nothing is done. Of an empty store there is nothing to seal. Raises
    ``Contradicted``, ``WrongKey``, ``SealDamaged``, ``SignerRefuses``, and what the store or
    ``signer`` raise.
    """
    goal = journal.head() if upto is None else upto
    latest = log.latest()  # before the state: others seal too, and sign what the state has by then
    state = log.state()
    signed = checkpoint.read(latest).size if latest is not None else 0
    about = journal.about()
    origin = checkpoint.origin(about)
    _refuse_other_log(journal, state, origin)
    _refuse_other_words(about, latest)
    if signed == state.size and state.position >= goal and signed_last(memory, origin, latest):
        return latest
    key = signer(origin)
    known = log.keys()
    if known and known[0] != key.public:
        raise WrongKey(str(key.public), str(known[0]))
    catch_up_raw(journal, Sealer(log, origin), upto=goal, progress=progress)
    state = log.state()
    if (events := journal.count(state.position)) != state.size:
        raise Contradicted(
            f"截至第 {state.position} 条有事件 {events} 个，封存了 {state.size} 个",
            f"up to position {state.position} there are {events} events, sealed are {state.size}",
        )
    if getattr(journal, "gapless", False) and state.position != state.size:
        raise Contradicted(
            f"封存了 {state.size} 个事件，最后却在位置 {state.position}，而位置应逐一相接",
            f"sealed are {state.size} events and the last stands at position {state.position}, "
            "while positions count 1, 2, 3, …",
        )
    return sign(journal, log, key, memory)


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


def _refuse_other_words(about: Mapping[str, str], latest: Note | None) -> None:
    """Refuse to go on where the store says something else of itself than was sealed."""
    was = None if latest is None else said.sealed(latest)
    for one in () if was is None else said.unlike(was, about):
        raise Contradicted(
            f"账库自述的 {one.key} 封存时为 {one.was or '—'}，现为 {one.now or '—'}",
            f"the store says {one.now or '—'} of itself under {one.key}; sealed was "
            f"{one.was or '—'}",
        )


def _last_row(journal: LogRecorder, position: int) -> list[Row]:
    """Return the row at ``position``, or the last before it: positions may have gaps."""
    reach = 1
    while True:
        found = list(journal.rows(max(0, position - reach), position))
        if found or reach >= position:
            return found[-1:]
        reach *= 16
