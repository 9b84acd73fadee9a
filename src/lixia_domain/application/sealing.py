"""A store's seal, its key and its journal put together: what it seals and proves with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from time import sleep

from attrs import frozen

from lixia_domain.audit.seal import checkpoint, sealer, verify
from lixia_domain.audit.seal.note import Note, VerifierKey
from lixia_domain.audit.seal.proof import Receipt, prove
from lixia_domain.audit.seal.seal_log import SealLog
from lixia_domain.audit.seal.signer import Memory, Signer
from lixia_domain.audit.seal.testimony import Outside
from lixia_domain.audit.seal.verify import Verified
from lixia_domain.kernel.system_errors import words_of
from lixia_domain.recording.faults import CannotSeal, Fault
from lixia_domain.recording.follower import Progress
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.recorder import LogRecorder, Row

PAUSE = 1.0
"""Seconds between two seals while following: waiting for the disk is what it costs writers."""


@frozen
class StoredEvents:
    """A store as a source of what is to be verified."""

    journal: LogRecorder

    @property
    def gapless(self) -> bool:
        """Tell whether positions are 1, 2, 3, …, which a store says of itself."""
        return bool(getattr(self.journal, "gapless", False))

    @cached_property
    def upto(self) -> int:
        """Return its head as it is when first asked for, which is after the seal was read.

        So the store is never behind a seal that is written meanwhile.
        """
        return self.journal.head()

    def about(self) -> Mapping[str, str]:
        """Return what the store says of itself."""
        return self.journal.about()

    def rows(self) -> Iterator[Row]:
        """Yield all events as they are stored."""
        return self.journal.rows(0, self.upto)

    def check(self) -> Iterable[tuple[str, str]]:
        """Return each fault of the store's file, in Chinese and in English."""
        return self.journal.check()


@frozen
class Seals:
    """The seal of one store."""

    ledger: Ledger
    log: SealLog
    signer: Signer
    memory: Memory | None = None
    """What the key has signed so far, beside the key; none of a store in memory."""

    @property
    def journal(self) -> LogRecorder:
        """Return the store's log, or what says that it may not be used any more."""
        return self.ledger.journal

    def seal(self, upto: int | None = None, progress: Progress | None = None) -> Note | None:
        """Seal up to ``upto``, or the head; return the checkpoint, ``None`` for an empty store."""
        return sealer.seal(
            self.journal, self.log, self.signer, self.memory, upto=upto, progress=progress
        )

    def release(self, upto: int) -> None:
        """Seal up to ``upto`` so that money may be released; ``CannotSeal`` if that fails."""
        try:
            self.seal(upto)
        except Fault as fault:
            raise CannotSeal(fault.zh, fault.en) from fault
        except OSError as error:
            place, why = error.filename or "", words_of(error)
            raise CannotSeal(
                f"无法写入封存 {place}（{why.zh}）", f"the seal {place} can't be written ({why.en})"
            ) from error

    def follow(self, until: Callable[[], bool], *, pause: float = PAUSE) -> Iterator[Note]:
        """Seal whatever is recorded, at most once in ``pause`` seconds, and yield checkpoints.

        Ends within that time of ``until`` becoming true. Each commit is sealed within seconds.
        """
        last: Note | None = None
        while not until():
            if (note := self.seal()) is not None and note != last:
                last = note
                yield note
                sleep(pause)
            self.journal.wait(self.log.state().position, pause)

    def verify(
        self,
        *,
        keys: Sequence[VerifierKey] = (),
        outside: Sequence[Outside] = (),
        strict: bool = False,
        quorum: int | None = None,
        progress: Progress | None = None,
    ) -> Verified:
        """Compare the store, up to its head once the seal is read, with its seal."""
        origin = checkpoint.origin(self.journal.about())
        remembered = None if self.memory is None else self.memory.last(origin)
        return verify.verify(
            StoredEvents(self.journal),
            self.log,
            keys=keys,
            outside=outside,
            strict=strict,
            quorum=quorum,
            progress=progress,
            remembered=remembered,
        )

    def prove(self, rows: Iterable[Row]) -> Receipt:
        """Return a receipt for events of this store."""
        return prove(rows, self.log)
