"""That one checkpoint goes on from another, shown without any store.

The proof is a request to a witness (``lixia witness ask --old N``): it holds a checkpoint, and the
hashes that lead there from ``N`` leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.findings import Finding, Found, finding
from lixia_domain.audit.seal.merkle import verify_consistency
from lixia_domain.audit.seal.note import VerifierKey
from lixia_domain.audit.seal.signatures import Judge
from lixia_domain.audit.seal.testimony import Outside
from lixia_domain.audit.seal.witness import Request
from lixia_domain.recording.faults import Fault


class OtherSize(Fault):
    """The proof begins at another size than the checkpoint that was kept."""

    def __init__(self, old: int, kept: Outside) -> None:
        size = checkpoint.read(kept.note).size
        super().__init__(
            f"证明从 {old} 条起，{kept.where} 的检查点为 {size} 条；"
            f"请账册一方以 lixia witness ask --old {size} 重新生成",
            f"the proof begins at {old} leaves, the checkpoint in {kept.where} is of {size}; have "
            f"it made again with lixia witness ask --old {size}",
            old=old,
            kept=kept.where,
        )


def continued(
    proof: Request, where: str, kept: Outside, keys: Sequence[VerifierKey]
) -> tuple[Finding, ...]:
    """Return what speaks against the checkpoint in ``proof`` going on from the one ``kept``.

    Each must bear the log's signature by ``keys``; the one that was kept, or a witness's. Raises
    ``OtherSize``.
    """
    found: list[Finding] = []

    def tell(what: Found, at: str = "", /, **facts: Any) -> None:
        found.append(finding(what, at, **facts))

    judge = Judge(keys, tell)
    old, new = checkpoint.read(kept.note), checkpoint.read(proof.note)
    if old.origin != new.origin:
        judge.other_origin(old, kept.where)
        return tuple(found)
    if not judge.witnesses_of(kept.note, old, kept.where):
        judge.log_of(kept.note, old, kept.where)
    judge.log_of(proof.note, new, where)
    if proof.old != old.size and new.size != old.size:
        raise OtherSize(proof.old, kept)
    path = proof.proof if new.size != old.size else ()
    if not verify_consistency(
        old=old.size, size=new.size, old_root=old.root, root=new.root, proof=path
    ):
        there = {f"old_{lang[6:]}": told for lang, told in judge.place(kept.where).items()}
        here = judge.place(where)
        tell(Found.INCONSISTENT, where, old=old.size, size=new.size, **here, **there)
    return tuple(found)
