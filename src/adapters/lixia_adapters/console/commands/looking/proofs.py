"""What ``lixia verify`` says of findings; and what it checks without a store or a bundle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from lixia_adapters.console.frame.answer import Table
from lixia_adapters.console.frame.files import taken
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_domain.audit.seal.findings import Finding
    from lixia_domain.audit.seal.note import VerifierKey
    from lixia_domain.audit.seal.testimony import Outside
    from lixia_domain.audit.seal.verify import Verified

Proven: TypeAlias = "tuple[list[Table | Words], Sequence[Finding]]"
MARKS = {"error": "✗", "warning": "!", "note": "·"}


def proven(invocation: Invocation, given: tuple[VerifierKey, ...], *, alone: bool) -> Proven:
    """Check a receipt; or, which looks otherwise, that a checkpoint goes on from another."""
    content = taken(invocation["proof"])
    if content.startswith("old "):
        return _continued(invocation, given, content)
    if alone and invocation["checkpoints"]:
        raise Usage(
            "--checkpoint 要与账库或审计包比对，请一并给出 --store 或 --bundle",
            "--checkpoint is compared with a store or a bundle: name it with --store or --bundle",
        )
    return _receipt(invocation, given, content)


def _needed(given: tuple[VerifierKey, ...], origin: str) -> tuple[VerifierKey, ...]:
    if keys := known(given, origin):
        return keys
    raise Usage(
        f"核验须有账册 {origin} 的公钥：请从可靠处取得，以 --vkey 给出",
        f"to check it the key of the log {origin} is needed: get it from a source that can be "
        "trusted and give it with --vkey",
        "no_key",
    )


def _continued(invocation: Invocation, given: tuple[VerifierKey, ...], content: str) -> Proven:
    from lixia_domain.audit.seal import checkpoint, witness
    from lixia_domain.audit.seal.continuing import continued

    if len(olds := kept(invocation)) != 1:
        raise Usage(
            "这是两份检查点之间的证明：请以 --checkpoint 给出较早的那一份",
            "this proves that one checkpoint goes on from another: give the earlier one with "
            "--checkpoint",
        )
    [old], request = olds, witness.parse_request(content)
    new = checkpoint.read(request.note)
    findings = continued(request, invocation["proof"], old, _needed(given, new.origin))
    size = checkpoint.read(old.note).size
    fine = Words(
        f"✓ {new.size} 条的检查点是 {size} 条（文件 {old.where}）的延续：其间只增，未改、未删。",
        f"✓ the checkpoint of {new.size} leaves goes on from that of {size} in the file "
        f"{old.where}: leaves were added, and none was changed or removed.",
    )
    return [*sentences(findings), *((fine,) if sound(findings) else ())], findings


def _receipt(invocation: Invocation, given: tuple[VerifierKey, ...], content: str) -> Proven:
    from lixia_domain.audit.seal import checkpoint, proof

    keys = _needed(given, checkpoint.read(proof.parse(content).note).origin)
    receipt, findings = proof.check(content, keys, invocation["proof"])
    shown: list[Table | Words] = list(sentences(findings))
    if sound(findings):
        size = checkpoint.read(receipt.note).size
        shown.append(
            Words(
                f"✓ 回执成立：{len(receipt.events)} 个事件确在 {size} 条的检查点之下，"
                "自封存起一字未改。不证明所记之事属实。",
                f"✓ the receipt holds: its {len(receipt.events)} events are under the checkpoint "
                f"of {size} leaves, unchanged since they were sealed. Whether they are true it "
                "can't tell.",
            )
        )
        for one in receipt.events:
            line = f"    {one.stream} @{one.version}  {one.name}  #{one.leaf}"
            shown.append(Words(line, line))
    return shown, findings


def kept(invocation: Invocation) -> list[Outside]:
    """Return the checkpoints that were named. Raises ``BadNote``, and ``Usage`` for no file."""
    from lixia_domain.audit.seal import checkpoint, note
    from lixia_domain.audit.seal.testimony import Outside

    found = []
    for name in invocation["checkpoints"]:
        one = note.parse(taken(name))
        checkpoint.read(one)
        found.append(Outside(where=name, note=one))
    return found


def known(given: tuple[VerifierKey, ...], origin: str) -> tuple[VerifierKey, ...]:
    """Return the keys that were given; else those this user knows, if the log's is among them."""
    from lixia_adapters.seals.keys import trusted

    return given or trusted(origin)


def sound(findings: Sequence[Finding]) -> bool:
    """Tell whether nothing that was found is an error."""
    from lixia_domain.audit.seal.findings import Severity

    return all(one.severity is not Severity.ERROR for one in findings)


def sentences(findings: Sequence[Finding]) -> Iterator[Words]:
    """Yield each finding as people read it: what is wrong, and what that proves or can't."""
    for one in findings:
        mark = MARKS[one.severity.value]
        yield Words(
            f"{mark} [{one.code}] {one.sentence('zh')}", f"{mark} [{one.code}] {one.sentence('en')}"
        )
        yield Words(f"    {one.proves('zh')}", f"    {one.proves('en')}")


def summary(verified: Verified, *, holds: bool) -> Iterator[Words]:
    """Yield how far a store or a bundle is sealed, and what that proves and can't prove."""
    names = "、".join(verified.witnesses)
    zh = f"{verified.events} 个事件；封存 {verified.sealed}，签署 {verified.signed}"
    en = f"{many(verified.events, 'event')}; sealed {verified.sealed}, signed {verified.signed}"
    if verified.witnessed:
        zh += f"，见证 {verified.witnessed}（{names}）"
        en += f", witnessed {verified.witnessed} ({', '.join(verified.witnesses)})"
    if not holds:
        yield Words(
            f"✗ 与封存矛盾，或无从凭信：{zh}", f"✗ contradicted, or not to be trusted: {en}"
        )
        return
    yield Words(f"✓ 未见矛盾：{zh}", f"✓ nothing contradicts the seal: {en}")
    if verified.signed:
        yield Words(
            "  证明：已封存的事件自签署起未被改动、删除、调换或插入。不证明：所记之事属实；"
            "密钥与全部见证人串通时未被重写；尚未封存的事件未被改动。",
            "  It proves that sealed events were not changed, removed, reordered or slipped in "
            "since they were signed. It can't prove that they are true, that key and all witnesses "
            "did not collude, nor anything of events not sealed yet.",
        )
