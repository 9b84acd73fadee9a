"""Payees (收款方): to which account a foundation pays each, and who put it on record."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.payee import PayeeAccountRecorded
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.view import Row, View
from lixia_domain.views.columns import FoundationColumn, PayeeColumn


class PayeeRow(Row, frozen=True):
    """The account that is on record now, as a token; ``changes`` counts those before it."""

    foundation: FoundationColumn
    payee: PayeeColumn
    account: Annotated[str, column("收款账号的引用", "token of the account")]
    recorded_by: Annotated[str, column("登记人", "recorded by")]
    document: Annotated[str, column("文件", "document")]
    on: Annotated[date, column("登记日", "recorded")]
    changes: Annotated[int, column("变更次数", "changes")] = 0


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return foundation and payee."""
    return (recorded.key,)


def evolve(row: PayeeRow | None, recorded: Recorded) -> PayeeRow:
    """Write down which account is on record now. The same one, compared anew, is no change."""
    event = recorded.event
    assert isinstance(event, PayeeAccountRecorded)
    foundation, payee = split_key(recorded.key)
    before = (event.account, 0) if row is None else (row.account, row.changes)
    return PayeeRow(
        foundation=foundation,
        payee=payee,
        account=event.account,
        recorded_by=event.recorded_by,
        document=event.document,
        on=event.on,
        changes=before[1] + (before[0] != event.account),
    )


PAYEE_REGISTER: View[PayeeRow] = View(
    name="payee_register",
    version=1,
    title="收款账号登记册",
    title_en="Accounts of payees",
    row=PayeeRow,
    reads=(PayeeAccountRecorded,),
    keys=keys,
    evolve=evolve,
    shown="payee account recorded_by on document changes foundation",
)
