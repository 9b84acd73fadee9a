"""``lixia person`` and ``lixia erase``: what is kept of whom, how long, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.details import DETAILS, sealing
from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Done, Invocation
from lixia_adapters.console.frame.options import Command, Option, day, text
from lixia_adapters.console.frame.recording import answer, recording
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

PERSON = Option("PERSON", "person", "个人代号（p:…）", "the person's reference (p:…)", read=text)
DOCUMENT = Option("--document", "document", "文件", "the document", read=text)
_HOLD = Option("HOLD", "hold_id", "保存要求编号", "the hold's id", read=text)

_sealed = sealing("person")


def _registering(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.subject.facts import Kind

    return {**_sealed(invocation, store), "kind": Kind(invocation["kind"])}


REGISTER = recording(
    "subjects.register",
    PERSON,
    Option(
        "--kind",
        "kind",
        "以何种身份：联系人、志愿者、监护人、负责人、作者、捐赠人、居民",
        "in which part",
        choices=("contact", "volunteer", "guardian", "lead", "author", "donor", "resident"),
    ),
    DETAILS,
    Option("--document", "document", "告知同意书", "the notice and consent", read=text),
    Option(
        "--of",
        "of",
        "为哪条流（如 enterprise-信用代码）",
        "for which stream (enterprise-CODE, say)",
        read=text,
        need=False,
        value="STREAM",
    ),
    Option(
        "--guardian",
        "guardian",
        "未成年人的监护人代号",
        "a minor's guardian, by reference",
        read=text,
        need=False,
        value="REF",
    ),
    Option(
        "--adult-from",
        "adult_from",
        "未成年人何日成年",
        "of a minor: when it comes of age",
        read=day,
        need=False,
        value="DATE",
    ),
    extra=_registering,
)
CHANGE = recording("subjects.change", PERSON, DETAILS, DOCUMENT, extra=_sealed)


def _ground(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.subject.facts import Ground

    return {"ground": Ground(invocation["ground"])}


HOLD = recording(
    "subjects.hold",
    PERSON,
    _HOLD,
    Option(
        "--ground",
        "ground",
        "理由：会计档案、协议、诉讼、主管机关要求",
        "why",
        choices=("accounting", "agreement", "litigation", "order"),
    ),
    Option(
        "--until",
        "until",
        "保存至何日（含）；会计档案可省略，按规定三十年",
        "last day; of vouchers thirty years if left out",
        read=day,
        need=False,
        value="DATE",
    ),
    DOCUMENT,
    role="accountant",
    extra=_ground,
)
RELEASE = recording(
    "subjects.release",
    PERSON,
    _HOLD,
    DOCUMENT,
    Option(
        "--mistaken",
        "mistaken",
        "当初登记有误",
        "it was made by mistake",
        need=False,
        flag=True,
    ),
    role="accountant",
)
RESTRICT = recording("subjects.restrict", PERSON, REASON, DOCUMENT)
LIFT = recording("subjects.lift", PERSON, REASON, DOCUMENT)


def _erase(invocation: Invocation) -> Answer:
    """Erase, or say in a dry run whether it would be ordered. A hold in force is a refusal."""
    from lixia_domain.aggregates.subject.facts import AskedBy
    from lixia_domain.application.persons import subjects

    with invocation.open() as store:
        vault, on, by = store.vault, invocation.day(store), invocation.by(store)
        arguments = {
            "person": invocation["person"],
            "reason": invocation["reason"],
            "asked_by": AskedBy(invocation["asked_by"]),
            "document": invocation["document"],
            "on": on,
        }
        if invocation["dry_run"]:
            linkable = not vault.minted(invocation["person"])
            done = invocation.carry_out(
                store, subjects.order_erasure, **arguments, linkable=linkable
            )
            return answer(invocation, done)
        before = store.ledger.head()
        subjects.erase(store.ledger, by, vault, **arguments)
        recorded = [
            {
                "position": fact.position,
                "stream": fact.stream,
                "version": fact.version,
                "event": fact.event.event_name,
            }
            for fact in store.ledger.read(before)
            if fact.key == invocation["person"]
        ]
        condition, head = vault.condition(), store.ledger.head()
    by_then = condition.rotate_by.isoformat() if condition.rotate_by else None
    said = Words(
        f"密钥已销毁。旧副本中可能还有它：请在 {by_then or '—'} 之前轮换主密钥"
        "（lixia vault rotate），并销毁旧主密钥的副本。",
        f"The key is destroyed. Old copies may still have it: change the epoch key by "
        f"{by_then or '—'} (lixia vault rotate), and destroy copies of the old one.",
    )
    return answer(invocation, Done(None, recorded, head, False), said, rotate_by=by_then)


ERASE = Command(
    (
        PERSON,
        REASON,
        Option(
            "--asked-by",
            "asked_by",
            "谁要求的：本人、监护人、处理者",
            "who wants it",
            need=False,
            default="subject",
            choices=("subject", "guardian", "keeper"),
        ),
        Option("--document", "document", "申请或决定", "the request or decision", read=text),
    ),
    _erase,
    writes=True,
)
