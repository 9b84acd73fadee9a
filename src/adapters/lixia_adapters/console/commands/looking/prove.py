"""``lixia prove``: a receipt for some events, to be checked anywhere without the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.files import OUT, given_out
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import number, text
from lixia_adapters.console.frame.trouble import NotFound, Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.recording.recorder import Row


def _prove(invocation: Invocation) -> Answer:
    from lixia_domain.audit.seal import checkpoint, proof

    with invocation.open(read_only=True) as store:
        rows = _rows(invocation, store)
        if not rows:
            raise NotFound("账库中没有这样的事件", "there is no such event in the store")
        receipt = store.seals.prove(rows)
    size = checkpoint.read(receipt.note).size
    events = [
        {"stream": one.stream, "version": one.version, "event": one.name, "leaf": one.leaf}
        for one in receipt.events
    ]
    content = proof.render(receipt)
    return given_out(
        invocation,
        content,
        {"events": events, "size": size, "receipt": content},
        Words(
            f"{len(events)} 个事件的回执，检查点 {size} 条。核验：lixia verify --proof 文件",
            f"A receipt for {len(events)} events under {size} leaves. To check it: lixia verify "
            "--proof FILE",
        ),
    )


def _rows(invocation: Invocation, store: Store) -> Sequence[Row]:
    from lixia_domain.kernel.vocabulary import CreditId

    credit, stream, version, position = (
        invocation[name] for name in ("credit", "stream", "version", "position")
    )
    if [credit, stream, position].count(None) != 2 or (version is None) != (stream is None):
        raise Usage(
            "请用 --credit、--stream 加 --version、--position 三者之一指明事件",
            "name events by one of --credit, --stream with --version, or --position",
        )
    journal = store.ledger.journal
    if position is not None:
        return list(journal.rows(position - 1, position))
    if stream is not None:
        stream = invocation.stream(store, "stream")
        return [row for row in journal.stream(stream, version - 1) if row[2] == version]
    return _of_credit(store, invocation.key(store, "credit", CreditId))


def _of_credit(store: Store, credit: str) -> list[Row]:
    """Return the bank's entry, and every gift that came of it as its account took it in."""
    from lixia_domain.aggregates.account.facts import DonationReceived
    from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT

    journal = store.ledger.journal
    rows = [row for row in journal.stream(BANK_CREDIT.stream(credit)) if row[2] == 1]
    taken = [
        recorded.position
        for recorded in store.ledger.read(reads=(DonationReceived,))
        if isinstance(recorded.event, DonationReceived) and recorded.event.credit == credit
    ]
    return rows + [row for at in taken for row in journal.rows(at - 1, at)]


COMMANDS = (
    Command(
        "prove",
        Words("封存回执：可离线核验", "a receipt to be checked offline"),
        (
            option(
                "[--credit ID]",
                "到账编号：到账与入账的每笔捐赠",
                "a bank credit: its entry, and every gift booked of it",
                text,
            ),
            option("[--stream STREAM]", "流名", "the stream's name", text),
            option("[--version VERSION]", "第几版", "which version", number),
            option("[--position POSITION]", "位置", "the position", number),
            OUT,
        ),
        _prove,
    ),
)
