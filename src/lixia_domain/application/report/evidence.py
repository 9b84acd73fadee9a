"""What a store's seal has to say of the facts that a report rests on."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.report.content import Seal
from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.findings import Severity
from lixia_domain.audit.seal.note import KeyKind, VerifierKey
from lixia_domain.audit.seal.seal_log import SealDamaged, SealRecord
from lixia_domain.kernel.words import Words


def seal_of(store: Store, at: int | None, keys: Sequence[VerifierKey] = ()) -> Seal | None:
    """Return what the seal says of the facts up to position ``at``; ``None``: it has none.

    It is the first checkpoint that covers all of them, else the last there is: sealing on changes
    nothing of a report whose facts were sealed when it was made. The whole store is verified, by
    ``keys`` if there are any, else by those that the seal names. Raises what the store raises.
    """
    log, journal = store.seals.log, store.ledger.journal
    try:
        if not log.state().size:
            return None
    except SealDamaged:
        pass  # verifying says what is wrong
    verified = store.seals.verify(keys=keys)
    facts = journal.count(journal.head() if at is None else at)
    told, witnesses = _signed(log, facts, keys)
    return Seal(
        origin=verified.origin,
        size=0 if told is None else told.size,
        root="" if told is None else b64encode(told.root).decode(),
        facts=facts,
        witnesses=witnesses,
        wrongs=tuple(
            Words(found.sentence("zh"), found.sentence("en"))
            for found in verified.findings
            if found.severity is Severity.ERROR
        ),
    )


def _signed(
    log: SealRecord, facts: int, keys: Sequence[VerifierKey]
) -> tuple[Checkpoint | None, tuple[str, ...]]:
    """Return the checkpoint, and the witnesses whose good signatures stand under it."""
    try:
        signed = [checkpoint.read(note) for note in log.checkpoints()]
        covering = (one for one in signed if one.size >= facts)
        told = next(covering, signed[-1] if signed else None)
        notes = [note for note in log.cosigned() if checkpoint.read(note) == told]
        known = {key for key in keys or log.keys() if key.kind is KeyKind.WITNESS}
    except SealDamaged:
        return None, ()
    return told, tuple(sorted(key.name for key in known if any(note.by(key) for note in notes)))
