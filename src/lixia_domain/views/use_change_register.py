"""Changes of use (用途变更答复): what each donor last answered, for which gift and project."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.use_change import UseChangeAnswered
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View


class UseChangeRow(Row, frozen=True):
    """A donor's last answer. What became of the gift, its account tells."""

    gift: Annotated[str, column("捐赠编号", "gift")]
    to: Annotated[str, column("拟转入的项目", "to project")]
    donor: Annotated[str, column("捐赠人", "donor")]
    answered_fen: Annotated[int, column("答复所及金额", "up to")]
    agreed: Annotated[bool, column("是否同意", "agreed")]
    document: Annotated[str, column("凭证", "document")]
    answered_on: Annotated[date, column("答复日", "answered")]


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the gift and the project."""
    return (recorded.key,)


def evolve(_: UseChangeRow | None, recorded: Recorded) -> UseChangeRow:
    """Return the answer's row."""
    event = recorded.event
    assert isinstance(event, UseChangeAnswered)
    return UseChangeRow(
        gift=event.gift,
        to=event.to,
        donor=event.donor,
        answered_fen=event.amount.fen,
        agreed=event.agreed,
        document=event.document,
        answered_on=event.on,
    )


USE_CHANGE_REGISTER: View[UseChangeRow] = View(
    name="use_change_register",
    version=1,
    title="用途变更答复",
    title_en="Answers to changes of use",
    row=UseChangeRow,
    reads=(UseChangeAnswered,),
    keys=keys,
    evolve=evolve,
    shown="gift to agreed answered_fen donor document answered_on",
)
