"""``lixia verify``: what contradicts the seal, where, and what that proves or cannot prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.files import VKEY
from lixia_adapters.console.proofs import kept, known, proven, sound, told
from lixia_adapters.console.spec import Command, Option, number, text
from lixia_adapters.console.speech import Say

if TYPE_CHECKING:
    from lixia_domain.audit.findings import Finding
    from lixia_domain.audit.note import VerifierKey
    from lixia_domain.audit.verify import Outside, Verified


def _verify(asked: Asked) -> Answer:
    keys = _told_keys(asked)
    data: dict[str, Any] = {}
    shown: list[Table | Say] = []
    findings: list[Finding] = []
    alone = asked["proof"] is not None and asked["store"] is None
    if asked["proof"] is not None:
        said, found = proven(asked, keys, alone=alone)
        shown += said
        findings += found
        data["receipt"] = asked["proof"]
    if not alone:
        outside = kept(asked)
        said, verified, position = _store(asked, keys, outside)
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
            "checkpoints": [_fit(one, verified) for one in outside],
        }
    holds = sound(findings)
    data |= {"sound": holds, "findings": [_as_data(one, asked.lang) for one in findings]}
    return Answer(data, shown, exit=0 if holds else 1)


def _told_keys(asked: Asked) -> tuple[VerifierKey, ...]:
    from lixia_domain.audit import note

    return tuple(note.parse_key(line) for line in asked["keys"])


def _store(
    asked: Asked, given: tuple[VerifierKey, ...], outside: Sequence[Outside]
) -> tuple[list[Table | Say], Verified, int]:
    from lixia_domain.audit import checkpoint

    with asked.open(read_only=True) as store:
        keys = known(given, checkpoint.origin(store.ledger.journal.about()))
        position = store.ledger.head()
        with asked.progress(Say("核对", "Verifying")) as step:
            verified = store.seals.verify(
                keys=keys,
                outside=outside,
                strict=asked["strict"],
                quorum=asked["quorum"],
                progress=step,
            )
    fitting = [_fitting(one) for one in outside if _fit(one, verified)["fits"]]
    shown: list[Table | Say] = [*told(verified.findings), *fitting, *_summary(verified)]
    return [*shown, as_of(position)], verified, position


def _fit(one: Outside, verified: Verified) -> dict[str, Any]:
    """Return whether a checkpoint that was kept elsewhere fits: nothing speaks against it."""
    from lixia_domain.audit import checkpoint
    from lixia_domain.audit.findings import Severity

    against = {f.where for f in verified.findings if f.severity is Severity.ERROR}
    size = checkpoint.read(one.note).size
    return {"file": one.where, "size": size, "fits": one.where not in against}


def _fitting(one: Outside) -> Say:
    from lixia_domain.audit import checkpoint

    size = checkpoint.read(one.note).size
    return Say(
        f"✓ 文件 {one.where} 中 {size} 条的检查点与本账库相符：账库是它的延续",
        f"✓ the checkpoint of {size} leaves in the file {one.where} fits: this store goes on from "
        "it",
    )


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
            "核验一份回执，或一份检查点延续另一份的证明（lixia witness ask）；"
            "不给 --store 则不需要账库",
            "check a receipt, or that one checkpoint goes on from another (lixia witness ask); "
            "without --store no store is needed",
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
            "--witnesses",
            "quorum",
            "至少须有几个见证人签署，不足即不通过（例如三人中的 2 人）",
            "how many witnesses must have signed; fewer are a finding (2 of 3, say)",
            read=number,
            need=False,
            value="N",
        ),
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
