"""What an application adds of its own: one ``Extension``, named by an entry point.

A distribution names the object in the group ``lixia.extensions``; docs/extensions.md shows one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import field, frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.ids import PARTED
from lixia_domain.kernel.view import ReadModel
from lixia_domain.kernel.words import Words

GROUP = "lixia.extensions"


@frozen(kw_only=True)
class Extension:
    """What one distribution adds; ``says`` is what all of it is about.

    ``views`` are shown after ours. ``deciders`` bring streams and facts: each category opens with
    the distribution's name and two underscores (``lixia_visits__visit``), and its facts with the
    category. ``upcasters`` bring past versions of these facts up by one. ``use_cases`` and
    ``steps`` name modules, imported when they are needed; the last part of a use cases' module
    opens the names that facts keep of them (``visits.agree``), so no other may have it.
    """

    says: Words
    views: Sequence[ReadModel] = ()
    deciders: Sequence[Decider[Any, Any]] = ()
    upcasters: Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = field(
        factory=dict
    )
    use_cases: Sequence[str] = ()
    steps: Sequence[str] = ()


class Installed(NamedTuple):
    """An extension as it was found. ``distribution`` is the name in its normal form."""

    distribution: str
    version: str
    package: str
    """The package that the entry point names: what is declared in it is the extension's."""
    extension: Extension

    @property
    def prefix(self) -> str:
        """Return how its categories begin."""
        return self.distribution.replace("-", "_") + PARTED
