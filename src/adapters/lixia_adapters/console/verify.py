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
    keys = _told_keys(asked)
    data: dict[str, Any] = {}
    shown: list[Table | Say] = []
    findings: list[Finding] = []
    if asked["proof"] is not None:
        said, found = _receipt(asked, keys)
        shown += said
        findings += found
        data["receipt"] = asked["proof"]
    outside = _outside(asked)
    if asked["bundle"] is not None:
        said, found, verified, more = _bundle(asked, keys, outside)
        shown += said
        findings += found
        data["bundle"] = more | ({} if verified is None else _figures(verified))
        outside += _of_bundle(asked["bundle"])
    elif asked["remake"]:
        raise Usage("--remake 须与 --bundle 同用", "--remake goes with --bundle")
    if asked["store"] is not None or (asked["proof"] is None and asked["bundle"] is None):
        said, whole, position = _store(asked, keys, outside)
        shown += said
        findings += whole.findings
        data |= {"store": asked.uri, "position": position, **_figures(whole)}
    elif asked["checkpoints"] and asked["bundle"] is None:
        raise Usage(
            "--checkpoint 要与账库或审计包比对，请一并给出 --store 或 --bundle",
            "--checkpoint is compared with a store or a bundle: name it with --store or --bundle",
        )
    sound = _sound(findings)
    data |= {"sound": sound, "findings": [_as_data(one, asked.lang) for one in findings]}
    return Answer(data, shown, exit=0 if sound else 1)


def _sound(findings: Sequence[Finding]) -> bool:
    from lixia_domain.audit.findings import Severity

    return all(one.severity is not Severity.ERROR for one in findings)


def _told_keys(asked: Asked) -> tuple[VerifierKey, ...]:
    from lixia_domain.audit import note

    return tuple(note.parse_key(line) for line in asked["keys"])


def _trusted(asked: Asked, told: tuple[VerifierKey, ...], origin: str) -> tuple[VerifierKey, ...]:
    """Return the keys that were told; else those this user knows, if the log's is among them."""
    from lixia_adapters.seals.keys import known_keys
    from lixia_domain.audit.note import Kind

    if told:
        return told
    known = [key for key in known_keys() if key.kind is Kind.WITNESS or key.name == origin]
    return tuple(known) if any(key.kind is Kind.LOG for key in known) else ()


def _figures(verified: Verified) -> dict[str, Any]:
    return {
        "origin": verified.origin,
        "events": verified.events,
        "sealed": verified.sealed,
        "signed": verified.signed,
        "witnessed": verified.witnessed,
        "witnesses": list(verified.witnesses),
    }


def _bundle(
    asked: Asked, told: tuple[VerifierKey, ...], outside: list[Outside]
) -> tuple[list[Table | Say], list[Finding], Verified | None, dict[str, Any]]:
    from lixia_adapters.bundles import ZipFiles
    from lixia_adapters.console.verify_bundle import checked
    from lixia_domain.audit.bundle import BundleSeal

    files = ZipFiles(asked["bundle"])
    origin = BundleSeal(files).signed()[1].checkpoint.origin
    found, findings, remade = checked(asked, files, _trusted(asked, told, origin), outside)
    at, made = found.manifest.position, found.manifest.release
    head = Say(
        f"审计包 {asked['bundle']}：{found.files} 个文件，由 {made} 版制作",
        f"bundle {asked['bundle']}: {found.files} files, made by release {made}",
    )
    shown: list[Table | Say] = [head, *_told(findings)]
    if remade:
        shown.append(
            Say(f"由包内事件重做了 {remade} 个导出。", f"{remade} exports were made anew.")
        )
    if found.verified is not None:
        shown += _summary(found.verified, sound=_sound(findings))
    data = {"file": asked["bundle"], "files": found.files, "position": at, "release": made}
    data["remade"] = remade
    return [*shown, as_of(at)], findings, found.verified, data


def _of_bundle(name: str) -> list[Outside]:
    """Return the checkpoint in a bundle, for a store to be held against."""
    from lixia_adapters.bundles import ZipFiles
    from lixia_domain.audit.bundle import BundleSeal
    from lixia_domain.audit.verify import Outside

    return [Outside(where=name, note=BundleSeal(ZipFiles(name)).checkpoint())]


def _store(
    asked: Asked, told: tuple[VerifierKey, ...], outside: list[Outside]
) -> tuple[list[Table | Say], Verified, int]:
    from lixia_domain.audit import checkpoint

    with asked.open(read_only=True) as store:
        keys = _trusted(asked, told, checkpoint.origin(store.ledger.journal.about()))
        position = store.ledger.head()
        with asked.progress(Say("核对", "Verifying")) as step:
            verified = store.seals.verify(
                keys=keys, outside=outside, strict=asked["strict"], progress=step
            )
    said = _summary(verified, sound=verified.sound)
    shown: list[Table | Say] = [*_told(verified.findings), *said, as_of(position)]
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
    if _sound(findings):
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


def _summary(verified: Verified, *, sound: bool) -> Iterator[Say]:
    names = "、".join(verified.witnesses)
    zh = f"{verified.events} 个事件；封存 {verified.sealed}，签署 {verified.signed}"
    en = f"{verified.events} events; sealed {verified.sealed}, signed {verified.signed}"
    if verified.witnessed:
        zh += f"，见证 {verified.witnessed}（{names}）"
        en += f", witnessed {verified.witnessed} ({', '.join(verified.witnesses)})"
    if not sound:
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
            "--bundle",
            "bundle",
            "核验一个审计包；与 --store 同给则两者也相互比对",
            "check a bundle; with --store the two are held against each other too",
            read=text,
            need=False,
            value="FILE",
        ),
        Option(
            "--remake",
            "remake",
            "由审计包的事件重做其中全部导出，逐一比较",
            "make all exports in the bundle anew from its events, and compare",
            need=False,
            flag=True,
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
