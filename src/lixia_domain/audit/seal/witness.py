"""Witnesses: outsiders who sign a checkpoint only if it goes on from what they signed before.

All goes by files. The log asks with a request (the body of C2SP tlog-witness's ``add-checkpoint``:
``old`` size, consistency proof, checkpoint); the witness answers with the checkpoint and its
signature. What it signed last is its own state: no log can talk it into two stories.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode

from attrs import frozen

from lixia_domain.audit.seal import checkpoint, note
from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.merkle import SIZE, Tree, verify_consistency
from lixia_domain.audit.seal.note import BadNote, KeyKind, Note, SigningKey, VerifierKey
from lixia_domain.audit.seal.seal_log import SealLog
from lixia_domain.recording.faults import Fault

MOST_HASHES = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")


class NothingToWitness(Fault):
    """There is no checkpoint, or none of the size asked for."""


class WitnessRefuses(Fault):
    """The witness does not sign, and says why. Its state is as it was."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"见证人拒绝签署：{zh}", f"the witness does not sign: {en}")


class Foreign(Fault):
    """What was handed in is not a witness's answer about this log."""


@frozen
class Request:
    """What a log asks a witness to sign. ``old`` is the size that the witness signed last."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    def __str__(self) -> str:
        hashes = "".join(f"{b64encode(one).decode()}\n" for one in self.proof)
        return f"old {self.old}\n{hashes}\n{self.note}"


@frozen
class Seen:
    """What a witness remembers of one log: its key, and the last checkpoint it has signed."""

    key: VerifierKey
    size: int
    root: bytes


def parse_request(text: str) -> Request:
    """Return the request that ``text`` is. Raises ``BadNote``."""
    head, _, rest = text.partition("\n\n")
    old, *lines = head.split("\n")
    found = _OLD.fullmatch(old)
    try:
        proof = tuple(b64decode(line, validate=True) for line in lines)
    except ValueError:
        proof = (b"",)
    if not found or len(proof) > MOST_HASHES or any(len(one) != SIZE for one in proof):
        raise BadNote(
            "不是见证请求：首行应为 old 与条数，随后每行一个哈希",
            "it is no request to a witness: old and a size first, then a hash a line",
        )
    return Request(int(found[1]), proof, note.parse(rest))


def ask(
    log: SealLog, old: int | None = None, *, witness: str | None = None, size: int | None = None
) -> Request:
    """Return a request to sign the last checkpoint, or the one of ``size``.

    ``old`` is what the witness signed last; if not told, what the seal has of ``witness``, else 0.
    """
    asked = _signed(log, size)
    size = checkpoint.read(asked).size
    if old is None:
        signed = [
            checkpoint.read(one).size
            for one in log.cosigned()
            if any(line.name == witness for line in one.signatures)
        ]
        old = max(signed, default=0)
    if old > size:
        raise NothingToWitness(
            f"见证人已签到 {old} 条，本检查点只到 {size} 条：封存可能被回退",
            f"the witness has signed {old} leaves, this checkpoint has {size}: the seal may have "
            "been rolled back",
        )
    proof = Tree(log.leaves(size)).consistency(old) if old else ()
    return Request(old, tuple(proof), asked)


def _signed(log: SealLog, size: int | None) -> Note:
    latest = log.latest()
    if latest is None:
        raise NothingToWitness(
            "尚未封存，没有检查点可交见证；请先运行 lixia seal",
            "nothing is sealed yet, there is no checkpoint to witness; run lixia seal first",
        )
    if size is None:
        return latest
    sizes = {checkpoint.read(one).size: one for one in log.checkpoints()}
    if size not in sizes:
        near = min(sizes, key=lambda one: abs(one - size))
        raise NothingToWitness(
            f"没有 {size} 条的检查点，最接近的有 {near} 条",
            f"there is no checkpoint of {size} leaves, the nearest one has {near}",
        )
    return sizes[size]


def cosign(
    request: Request, *, seen: Seen | None, log: VerifierKey | None, key: SigningKey, at: int
) -> tuple[Note, Seen]:
    """Return the checkpoint with the witness's signature, and what it must remember *first*.

    ``log`` is the log's key, needed when the witness meets the log for the first time. Raises
    ``WitnessRefuses`` for a key or signature that isn't right, a fork, or a log that was rolled
    back.
    """
    told = checkpoint.read(request.note)
    known = _known_key(told, seen, log)
    if not request.note.by(known):
        raise WitnessRefuses(
            f"检查点不是由 {known} 签署的，或签名无效",
            f"the checkpoint is not signed by {known}, or the signature is bad",
        )
    old, old_root = (seen.size, seen.root) if seen else (0, Tree().root())
    if told.size < old:
        raise WitnessRefuses(
            f"上次签到 {old} 条，这次只有 {told.size} 条：账册被回退。请保全本文件",
            f"{old} leaves were signed last, now there are {told.size}: the log was rolled back. "
            "Keep this file",
        )
    if request.old != old and told.size != old:
        raise WitnessRefuses(
            f"证明须从 {old} 条起（上次所签），请求从 {request.old} 条起；"
            f"请对方以 lixia witness ask --old {old} 重新生成",
            f"the proof must go on from {old} leaves, which were signed last, not {request.old}; "
            f"have it made again with lixia witness ask --old {old}",
        )
    proof = request.proof if told.size != old else ()
    if not verify_consistency(
        old=old, size=told.size, old_root=old_root, root=told.root, proof=proof
    ):
        raise WitnessRefuses(
            f"不能证明这 {told.size} 条是上次所签 {old} 条的延续：账册可能分叉。请保全本文件",
            f"it is not proven that these {told.size} leaves go on from the {old} signed last: the "
            "log may have forked. Keep this file",
        )
    signed = Note(request.note.text, ()).adding(
        (*(one for one in request.note.signatures if known.signed(request.note.text, one)),)
    )
    return signed.adding((key.sign(signed.text, at),)), Seen(known, told.size, told.root)


def _known_key(told: Checkpoint, seen: Seen | None, log: VerifierKey | None) -> VerifierKey:
    known = seen.key if seen else log
    if known is None:
        raise WitnessRefuses(
            f"初次见到账册 {told.origin}，请以 --vkey 给出其公钥（须从可靠处取得）",
            f"it meets the log {told.origin} for the first time: give its key with --vkey, from a "
            "source that can be trusted",
        )
    if (log is not None and log != known) or known.kind is not KeyKind.LOG:
        raise WitnessRefuses(
            f"账册的公钥应为 {known}，所给为 {log}",
            f"the log's key is {known}, the one given is {log}",
        )
    if known.name != told.origin:
        raise WitnessRefuses(
            f"公钥属于 {known.name}，检查点属于 {told.origin}",
            f"the key is of {known.name}, the checkpoint of {told.origin}",
        )
    return known


def add(log: SealLog, answer: Note, keys: tuple[VerifierKey, ...]) -> tuple[str, ...]:
    """Keep a witness's answer; return whose good signatures it bears.

    Raises ``Foreign`` for a checkpoint that this log has not signed: of another log, or a fork.
    """
    told = checkpoint.read(answer)
    state = log.state()
    witnesses = [key for key in keys if key.kind is KeyKind.WITNESS]
    names = tuple(key.name for key in witnesses if answer.by(key))
    if told.origin != state.origin:
        raise Foreign(
            f"检查点属于 {told.origin}，本封存为 {state.origin}",
            f"the checkpoint is of {told.origin}, this seal of {state.origin}",
        )
    if told.size > state.size or Tree(log.leaves(told.size)).root() != told.root:
        raise Foreign(
            f"见证过的 {told.size} 条检查点与本封存不符：账册分叉或被回退。请保全该文件，"
            "并运行 lixia verify --checkpoint 该文件",
            f"the checkpoint of {told.size} leaves that was witnessed does not fit this seal: the "
            "log has forked or was rolled back. Keep that file, and run lixia verify with "
            "--checkpoint and the file",
        )
    if not names:
        raise Foreign(
            "没有已知见证人的有效签名；首次请以 --vkey 给出见证人的公钥",
            "it bears no good signature of a known witness; the first time, give the witness's key "
            "with --vkey",
        )
    for key in witnesses:
        if key.name in names:
            log.add_key(key)
    log.add_cosigned(answer)
    return names
