"""``lixia verify``: what contradicts the seal, where, and what that proves or cannot prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.files import VKEY, taken
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import Usage

if TYPE_CHECKING:
    from lixia_domain.audit.findings import Finding
    from lixia_domain.audit.note import VerifierKey
    from lixia_domain.audit.verify import Outside, Verified

MARKS = {"error": "✗", "warning": "!", "note": "·"}


def _verify(asked: Asked) -> Answer:
    from lixia_domain.audit.findings import Severity

    keys = _told_keys(asked)
    data: dict[str, Any] = {}
    shown: list[Table | Say] = []
    findings: list[Finding] = []
    if asked["proof"] is not None:
        said, found = _receipt(asked, keys)
        shown += said
        findings += found
        data["receipt"] = asked["proof"]
    if asked["proof"] is None or asked["store"] is not None:
        said, verified, position = _store(asked, keys)
        shown += said
        findings += verified.findings
        data |= {
            "store": asked.uri,
            "position": position,
            "origin": verified.origin,
            "events": verified.events,
            "sealed": verified.sealed,
            "signed": verified.signed,
            "witnessed": verified.witnessed,
            "witnesses": list(verified.witnesses),
        }
    elif asked["checkpoints"]:
        raise Usage(
            "--checkpoint 要与账库比对，请一并给出 --store",
            "--checkpoint is compared with a store: name it with --store",
        )
    sound = all(one.severity is not Severity.ERROR for one in findings)
    data |= {"sound": sound, "findings": [_as_data(one, asked.lang) for one in findings]}
    return Answer(data, shown, exit=0 if sound else 1)


def _told_keys(asked: Asked) -> tuple[VerifierKey, ...]:
    from lixia_domain.audit import note

    return tuple(note.parse_key(line) for line in asked["keys"])


def _trusted(asked: Asked, told: tuple[VerifierKey, ...], origin: str) -> tuple[VerifierKey, ...]:
    """Return the keys that were told; else those this user knows, if the log's is among them."""
    from lixia_adapters.seals.keys import trusted

    return told or trusted(origin)


def _store(asked: Asked, told: tuple[VerifierKey, ...]) -> tuple[list[Table | Say], Verified, int]:
    from lixia_domain.audit import checkpoint

    outside = _outside(asked)
    with asked.open(read_only=True) as store:
        keys = _trusted(asked, told, checkpoint.origin(store.ledger.journal.about()))
        position = store.ledger.head()
        with asked.progress(Say("核对", "Verifying")) as step:
            verified = store.seals.verify(
                keys=keys, outside=outside, strict=asked["strict"], progress=step
            )
    shown: list[Table | Say] = [*_told(verified.findings), *_summary(verified), as_of(position)]
    return shown, verified, position


def _outside(asked: Asked) -> list[Outside]:
    from lixia_domain.audit import checkpoint, note
    from lixia_domain.audit.verify import Outside

    kept = []
    for name in asked["checkpoints"]:
        told = note.parse(taken(name))
        checkpoint.read(told)
        kept.append(Outside(where=name, note=told))
    return kept


def _receipt(
    asked: Asked, told: tuple[VerifierKey, ...]
) -> tuple[list[Table | Say], Sequence[Finding]]:
    from lixia_domain.audit import checkpoint, proof
    from lixia_domain.audit.findings import Severity

    content = taken(asked["proof"])
    origin = checkpoint.read(proof.parse(content).note).origin
    keys = _trusted(asked, told, origin)
    if not keys:
        raise Usage(
            f"核验回执须有账册 {origin} 的公钥：请从可靠处取得，以 --vkey 给出",
            f"to check a receipt the key of the log {origin} is needed: get it from a source that "
            "can be trusted and give it with --vkey",
            "no_key",
        )
    receipt, findings = proof.check(content, keys, asked["proof"])
    shown: list[Table | Say] = list(_told(findings))
    if all(one.severity is not Severity.ERROR for one in findings):
        size = checkpoint.read(receipt.note).size
        shown.append(
            Say(
                f"✓ 回执成立：{len(receipt.events)} 个事件确在 {size} 条的检查点之下，"
                "自封存起一字未改。不证明所记之事属实。",
                f"✓ the receipt holds: its {len(receipt.events)} events are under the checkpoint "
                f"of {size} leaves, unchanged since they were sealed. Whether they are true it "
                "can't tell.",
            )
        )
        for one in receipt.events:
            line = f"    {one.stream} @{one.version}  {one.name}  #{one.leaf}"
            shown.append(Say(line, line))
    return shown, findings


def _told(findings: Sequence[Finding]) -> Iterator[Say]:
    for one in findings:
        mark = MARKS[one.severity.value]
        yield Say(
            f"{mark} [{one.code}] {one.sentence('zh')}", f"{mark} [{one.code}] {one.sentence('en')}"
        )
        yield Say(f"    {one.proves('zh')}", f"    {one.proves('en')}")


def _summary(verified: Verified) -> Iterator[Say]:
    names = "、".join(verified.witnesses)
    zh = f"{verified.events} 个事件；封存 {verified.sealed}，签署 {verified.signed}"
    en = f"{verified.events} events; sealed {verified.sealed}, signed {verified.signed}"
    if verified.witnessed:
        zh += f"，见证 {verified.witnessed}（{names}）"
        en += f", witnessed {verified.witnessed} ({', '.join(verified.witnesses)})"
    if not verified.sound:
        yield Say(f"✗ 与封存矛盾，或无从凭信：{zh}", f"✗ contradicted, or not to be trusted: {en}")
        return
    yield Say(f"✓ 未见矛盾：{zh}", f"✓ nothing contradicts the seal: {en}")
    if verified.signed:
        yield Say(
            "  证明：已封存的事件自签署起未被改动、删除、调换或插入。不证明：所记之事属实；"
            "密钥与全部见证人串通时未被重写；尚未封存的事件未被改动。",
            "  It proves that sealed events were not changed, removed, reordered or slipped in "
            "since they were signed. It can't prove that they are true, that key and all witnesses "
            "did not collude, nor anything of events not sealed yet.",
        )


def _as_data(one: Finding, lang: str) -> dict[str, Any]:
    return {
        "severity": one.severity.value,
        "code": one.code,
        "where": one.where,
        "sentence": one.sentence(lang),
        "proves": one.proves(lang),
    }


VERIFY = Command(
    (
        Option(
            "--proof",
            "proof",
            "核验一份回执；不给 --store 则不需要账库",
            "check a receipt; without --store no store is needed",
            read=text,
            need=False,
            value="FILE",
        ),
        Option(
            "--checkpoint",
            "checkpoints",
            "别处保存的检查点（例如见证人签署过的）",
            "a checkpoint that is kept elsewhere, such as one a witness has signed",
            read=text,
            need=False,
            many=True,
            value="FILE",
        ),
        VKEY,
        Option(
            "--strict",
            "strict",
            "有未封存、未签署的事件也算不通过",
            "events not sealed, or not signed, are findings too",
            need=False,
            flag=True,
        ),
    ),
    _verify,
)
