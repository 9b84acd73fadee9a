"""Which sheets there are: what a row of each becomes. All else is the use cases' declaration."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from lixia_domain.aggregates.subject.facts import Field
from lixia_domain.application.chapters import use_case_named
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.use_case import UseCase


@frozen
class Step:
    """A use case that a row asks for, if any cell of its own is filled in; the first one always.

    ``fact`` is what it leaves on record, by its stored name. ``also`` tells two of these acts on
    the same thing apart. ``one``: of the argument of that name a row has one item, whose parts are
    called so. Details are sealed, of the person in the argument that ``of`` names; ``beside`` are
    arguments that are told with details or not at all.
    """

    name: str
    fact: str
    also: tuple[str, ...] = ()
    one: Mapping[str, tuple[str, ...]] = field(factory=dict)
    of: str = ""
    beside: frozenset[str] = frozenset()

    @cached_property
    def use_case(self) -> UseCase[..., Any]:
        """Return the use case."""
        return use_case_named(self.name)

    @property
    def short(self) -> str:
        """Return how its own cells are told from those of other steps."""
        return self.name.partition(".")[2]


@frozen
class Person:
    """How a sheet tells who somebody is: by reference, or by name and number.

    ``fields`` stand in columns of their own. Where a use case keeps details they are sealed; else
    they only serve to find the reference.
    """

    who: Words
    fields: tuple[Field, ...] = (Field.NAME, Field.ID_NUMBER)


@frozen
class Kind:
    """A kind of sheet. ``key``: the arguments that say what a row is about.

    ``shared`` arguments are the same in every step, and have one column. ``repeats``: how often a
    template repeats the columns of an argument that has several items, and what one is called.
    """

    name: str
    says: Words
    steps: tuple[Step, ...]
    key: tuple[str, ...]
    shared: frozenset[str] = frozenset()
    repeats: Mapping[str, tuple[int, Words]] = field(factory=dict)
    persons: Mapping[str, Person] = field(factory=dict)
    besides: tuple[str, str, Words] | None = None
    """What of the kind no sheet can say: a fact, its field with the key, and why."""

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Return in which roles it may be sent, the usual one first; each step asks for its own."""
        return tuple(role for role in Role if role in self.steps[0].use_case.by)

    @property
    def seals(self) -> bool:
        """Tell whether it brings personal details that are kept."""
        return any(step.of for step in self.steps)


_NAMED = (Field.NAME, Field.ID_NUMBER, Field.PHONE)

KINDS: tuple[Kind, ...] = (
    Kind(
        "batches",
        Words("批次", "batches"),
        (Step("projects.plan_batch", "batch.planned"),),
        key=("batch_id",),
    ),
    Kind(
        "needs",
        Words("群众需求", "needs"),
        (
            Step("needs.put_forward", "need.raised", of="person"),
            Step("needs.verify", "need.verified"),
        ),
        key=("need_id",),
        persons={"person": Person(Words("提出人", "who asks"), (*_NAMED, Field.ADDRESS))},
    ),
    Kind(
        "projects",
        Words("项目目录", "project catalogue"),
        (
            Step("needs.plan", "project.drafted"),
            Step("projects.approve", "project.approved"),
            Step("projects.publish", "project.published"),
        ),
        key=("project_id",),
        repeats={"needs": (2, Words("需求", "need")), "lines": (4, Words("预算", "budget line"))},
    ),
    Kind(
        "enterprises",
        Words("爱心企业", "enterprises"),
        (
            Step("enterprises.register", "enterprise.registered"),
            Step("enterprises.verify", "enterprise.verified"),
        ),
        key=("code",),
    ),
    Kind(
        "claims",
        Words("认领与分期", "claims and instalments"),
        (
            Step("claims.claim", "pledge.donation_pledged"),
            Step("claims.sign_agreement", "pledge.agreement_signed"),
            Step("claims.agree_to_publish", "pledge.name_publication_agreed"),
        ),
        key=("claim_id",),
        repeats={"instalments": (4, Words("分期", "instalment"))},
        besides=(
            "project.claim_waitlisted",
            "claim",
            Words("候补中的认领尚无分期", "claims on the waiting list have no instalments yet"),
        ),
    ),
    Kind(
        "teams",
        Words("志愿团队", "volunteer teams"),
        (
            Step("teams.register", "team.registered", of="lead"),
            Step("teams.verify", "team.verified"),
        ),
        key=("team_id",),
        persons={"lead": Person(Words("负责人", "lead"), _NAMED)},
    ),
    Kind(
        "volunteers",
        Words("志愿者", "volunteers"),
        (
            Step(
                "volunteers.register",
                "volunteer.registered",
                of="person",
                beside=frozenset({"guardian"}),
            ),
            Step("volunteers.guardian_consents", "volunteer.guardian_consented", of="guardian"),
            Step("volunteers.agree_to_publish", "volunteer.publication_agreed"),
            Step("volunteers.insure", "volunteer.insurance_taken", also=("policy",)),
        ),
        key=("person",),
        shared=frozenset({"guardian"}),
        repeats={"guardian_consents.scope": (2, Words("同意事项", "agreed to"))},
        persons={
            "person": Person(
                Words("志愿者", "volunteer"), (*_NAMED, Field.BORN, Field.ADDRESS, Field.EMAIL)
            ),
            "guardian": Person(Words("监护人", "guardian"), _NAMED),
        },
    ),
    Kind(
        "sessions",
        Words("服务活动", "service sessions"),
        (
            Step("sessions.plan", "service_session.planned"),
            Step("sessions.hold", "service_session.held"),
        ),
        key=("session_id",),
    ),
    Kind(
        "hours",
        Words("服务时长", "hours of service"),
        (
            Step(
                "sessions.record_hours",
                "service_session.hours_recorded",
                one={"hours": ("person", "span")},
            ),
        ),
        key=("session_id", "person"),
        persons={"person": Person(Words("志愿者", "volunteer"))},
    ),
)
"""In the order in which an empty store can take them in."""


def kind_named(name: str) -> Kind | None:
    """Return the kind that goes by ``name``, its title in Chinese or in English."""
    called = name.strip().casefold()
    return next((k for k in KINDS if called in (k.name, k.says.zh, k.says.en)), None)
