"""Who may do what (权限表): role × use case, read off the declarations and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lixia_domain.application.chapters import use_cases
from lixia_domain.application.rights import own_only
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.kernel.words import Worded, Words


class Reach(Worded):
    """Whose business somebody in a role may do: everybody's, their own only, nobody's."""

    ALL = "all", "✓", "✓"
    OWN = "own", "◐", "◐"
    NONE = "none", "–", "–"


CHAPTERS = {
    "programme": Words("项目与认领", "Projects"),
    "finance": Words("资金", "Money"),
    "activities": Words("服务与活动", "Activities"),
    "persons": Words("个人与成员", "Persons"),
}
"""What the chapters of use cases are called."""


def chapter_named(chapter: str) -> Words:
    """Return what a chapter is called; an extension's by its distribution."""
    return CHAPTERS.get(chapter, Words(chapter, chapter))


class Act(NamedTuple):
    """A use case, and how far each role reaches in it, in the order of ``ROLES``."""

    name: str
    chapter: str
    says: Words
    by: Sequence[Role]
    of: str
    """Of what kind the thing is by which it is found whose business it is."""
    reaches: Sequence[Reach]

    def reach(self, role: Role) -> Reach:
        """Return how far ``role`` reaches."""
        return self.reaches[ROLES.index(role)]


def acts() -> Iterator[Act]:
    """Yield every use case by chapters, importing all of them."""
    for chapter, each in use_cases():
        yield Act(
            each.name,
            chapter,
            each.says,
            each.by,
            each.scope.of,
            tuple(reach(each, role) for role in ROLES),
        )


def reach(use_case: UseCase[..., object], role: Role) -> Reach:
    """Return how far ``role`` reaches in a use case."""
    if role not in use_case.by:
        return Reach.NONE
    return Reach.OWN if own_only(role, use_case.scope) else Reach.ALL
