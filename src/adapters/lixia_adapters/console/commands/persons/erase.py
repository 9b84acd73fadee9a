"""``lixia erase``: the end of what is kept of a person."""

from __future__ import annotations

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Done, Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.recording import answer
from lixia_domain.kernel.words import Words

PERSON = option("PERSON", "个人代号（p:…）", "the person's reference (p:…)", text)


def _erase(invocation: Invocation) -> Answer:
    """Erase, or say in a dry run whether it would be ordered. A hold in force is a refusal."""
    from lixia_domain.aggregates.subject.facts import AskedBy
    from lixia_domain.application.persons import subjects
    from lixia_domain.kernel.vocabulary import PersonRef

    with invocation.open() as store:
        vault, on, by = store.vault, invocation.day(store), invocation.by(store)
        person = invocation.key(store, "person", PersonRef)
        arguments = {
            "person": person,
            "reason": invocation["reason"],
            "asked_by": AskedBy(invocation["asked_by"]),
            "document": invocation["document"],
            "on": on,
        }
        if invocation["dry_run"]:
            linkable = not vault.minted(person)
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
            if fact.key == person
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


COMMANDS = (
    Command(
        "erase",
        Words("销毁个人信息的密钥", "erase a person's data for good"),
        (
            PERSON,
            option("--reason REASON", "理由", "the reason", text),
            option(
                "[--asked-by subject|guardian|keeper]",
                "谁要求的：本人、监护人、处理者",
                "who wants it",
                default="subject",
            ),
            option("--document DOCUMENT", "申请或决定", "the request or decision", text),
        ),
        _erase,
        carries="subjects.order_erasure",
    ),
)
