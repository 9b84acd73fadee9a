"""``lixia verify``: what contradicts the seal, where, and what that proves or cannot prove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.proofs import (
    kept,
    known,
    proven,
    sentences,
    sound,
    summary,
)
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.files import VKEY
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import number, text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.audit.seal.findings import Finding
    from lixia_domain.audit.seal.note import VerifierKey
    from lixia_domain.audit.seal.testimony import Outside
    from lixia_domain.audit.seal.verify import Verified


def _verify(invocation: Invocation) -> Answer:
    keys = _told_keys(invocation)
    data: dict[str, Any] = {}
    shown: list[Table | Words] = []
    findings: list[Finding] = []
    alone = invocation["store"] is None and invocation["bundle"] is None
    if invocation["proof"] is not None:
        said, proved = proven(invocation, keys, alone=alone)
        shown += said
        findings += proved
        data["receipt"] = invocation["proof"]
    outside = kept(invocation)
    if invocation["bundle"] is not None:
        from lixia_adapters.console.commands.looking.verify_bundle import (
            checkpoint_in,
            verified_bundle,
        )

        said, found, verified, more = verified_bundle(invocation, keys, outside)
        shown += said
        findings += found
        data["bundle"] = more | ({} if verified is None else _figures(verified, outside))
        outside.append(checkpoint_in(invocation["bundle"]))
    elif invocation["remake"]:
        raise Usage("--remake 须与 --bundle 同用", "--remake goes with --bundle")
    if invocation["store"] is not None or (alone and invocation["proof"] is None):
        said, whole, position = _store(invocation, keys, outside)
        shown += said
        findings += whole.findings
        data |= {"store": invocation.uri, "position": position, **_figures(whole, outside)}
    holds = sound(findings)
    data |= {"sound": holds, "findings": [_as_data(one, invocation.lang) for one in findings]}
    return Answer(data, shown, exit=0 if holds else 1)


def _told_keys(invocation: Invocation) -> tuple[VerifierKey, ...]:
    from lixia_domain.audit.seal import note

    return tuple(note.parse_key(line) for line in invocation["keys"])


def _figures(verified: Verified, outside: Sequence[Outside]) -> dict[str, Any]:
    return {
        "origin": verified.origin,
        "events": verified.events,
        "sealed": verified.sealed,
        "signed": verified.signed,
        "witnessed": verified.witnessed,
        "witnesses": list(verified.witnesses),
        "checkpoints": [_fit(one, verified) for one in outside],
    }


def _store(
    invocation: Invocation, given: tuple[VerifierKey, ...], outside: Sequence[Outside]
) -> tuple[list[Table | Words], Verified, int]:
    from lixia_domain.audit.seal import checkpoint

    with invocation.open(read_only=True) as store:
        keys = known(given, checkpoint.origin(store.ledger.journal.about()))
        position = store.ledger.head()
        with invocation.progress(Words("核对", "Verifying")) as step:
            verified = store.seals.verify(
                keys=keys,
                outside=outside,
                strict=invocation["strict"],
                quorum=invocation["quorum"],
                progress=step,
            )
    fitting = [_fitting(one) for one in outside if _fit(one, verified)["fits"]]
    said = summary(verified, holds=verified.sound)
    shown: list[Table | Words] = [*sentences(verified.findings), *fitting, *said, as_of(position)]
    return shown, verified, position


def _fit(one: Outside, verified: Verified) -> dict[str, Any]:
    """Return whether a checkpoint that was kept elsewhere fits: nothing speaks against it."""
    from lixia_domain.audit.seal import checkpoint
    from lixia_domain.audit.seal.findings import Severity

    against = {f.where for f in verified.findings if f.severity is Severity.ERROR}
    size = checkpoint.read(one.note).size
    return {"file": one.where, "size": size, "fits": one.where not in against}


def _fitting(one: Outside) -> Words:
    from lixia_domain.audit.seal import checkpoint

    size = checkpoint.read(one.note).size
    return Words(
        f"✓ 文件 {one.where} 中 {size} 条的检查点与本账库相符：账库是它的延续",
        f"✓ the checkpoint of {size} leaves in the file {one.where} fits: this store goes on from "
        "it",
    )


def _as_data(one: Finding, lang: str) -> dict[str, Any]:
    return {
        "severity": one.severity.value,
        "code": one.code,
        "where": one.where,
        "sentence": one.sentence(lang),
        "proves": one.proves(lang),
    }


COMMANDS = (
    Command(
        "verify",
        Words("核对账库与封存", "compare the store with its seal"),
        (
            option(
                "[--proof FILE]",
                "核验一份回执，或一份检查点延续另一份的证明（lixia witness ask）；"
                "不给 --store 则不需要账库",
                "check a receipt, or that one checkpoint goes on from another (lixia witness ask); "
                "without --store no store is needed",
                text,
            ),
            option(
                "[--bundle FILE]",
                "核验一个审计包；与 --store 同给则两者也相互比对",
                "check a bundle; with --store the two are held against each other too",
                text,
            ),
            option(
                "[--remake]",
                "由审计包的事件重做其中全部导出，逐一比较",
                "make all exports in the bundle anew from its events, and compare",
            ),
            option(
                "[--checkpoint FILE …]",
                "别处保存的检查点（例如见证人签署过的）",
                "a checkpoint that is kept elsewhere, such as one a witness has signed",
                text,
                name="checkpoints",
            ),
            VKEY,
            option(
                "[--witnesses N]",
                "至少须有几个见证人签署，不足即不通过（例如三人中的 2 人）",
                "how many witnesses must have signed; fewer are a finding (2 of 3, say)",
                number,
                name="quorum",
            ),
            option(
                "[--strict]",
                "有未封存、未签署的事件也算不通过",
                "events not sealed, or not signed, are findings too",
            ),
        ),
        _verify,
    ),
)
