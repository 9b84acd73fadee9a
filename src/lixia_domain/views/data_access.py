"""Data access (信息查看): who saw whose details in clear, when and why. For people and auditors."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.subject.facts import DetailsDisclosed, Field
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Audience, Row, View
from lixia_domain.views.columns import PersonColumn


class AccessRow(Row, frozen=True):
    """One look at one person's details. ``actor`` is an account id, never a name."""

    person: PersonColumn
    actor: Annotated[str, column("经办账号", "actor")]
    role: Annotated[str, column("身份", "role", codes=Role)]
    fields: Annotated[str, column("查看项目", "fields seen", codes=Field, several=True)]
    purpose: Annotated[str, column("事由", "purpose")]
    on: Annotated[date, column("查看日", "seen on")]


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the person and the place in its stream."""
    return (join_key(recorded.key, str(recorded.version)),)


def evolve(_: AccessRow | None, recorded: Recorded) -> AccessRow:
    """Write the look down."""
    event = recorded.event
    assert isinstance(event, DetailsDisclosed)
    return AccessRow(
        person=recorded.key,
        actor=recorded.actor,
        role=recorded.role,
        fields="、".join(name.value for name in event.fields),
        purpose=event.purpose,
        on=event.on,
    )


DATA_ACCESS: View[AccessRow] = View(
    name="data_access",
    version=1,
    title="信息查看",
    title_en="Data access",
    row=AccessRow,
    reads=(DetailsDisclosed,),
    keys=keys,
    evolve=evolve,
    shown="person on actor role fields purpose",
    audience=Audience.AUDITOR,
)
