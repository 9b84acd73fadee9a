"""What is installed, looked up once, when somebody first needs to know.

That is whoever wants all views, facts, use cases or sentences, and whoever meets a fact that is
none of ours. It imports no view: the ledger asks it whose a fact is.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lixia_domain.extensions import GROUP, Extension, Installed
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@lru_cache(1)
def installed() -> tuple[Installed, ...]:
    """Return all installed extensions, by the names of their distributions.

    Raises ``BadExtension`` or ``Clash``, naming the distributions.
    """
    if not _may_be_there():
        return ()
    from importlib.metadata import entry_points  # costs 30 to 50 ms with the look-up

    from lixia_domain.extensions.checks import check

    points = entry_points(group=GROUP)
    found = tuple(sorted(map(_loaded, points), key=lambda one: one.distribution))
    check(found)
    return found


def deciders() -> Iterator[Decider[Any, Any]]:
    """Yield the deciders of all extensions."""
    for one in installed():
        yield from one.extension.deciders


def upcaster(name: str, version: int) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what brings an extension's fact up from ``version``. Raises ``KeyError``."""
    known = {key: cast for one in installed() for key, cast in one.extension.upcasters.items()}
    return known[name, version]


def steps() -> list[str]:
    """Return the modules of all extensions' steps, plugins of pytest each."""
    return [module for one in installed() for module in one.extension.steps]


def _may_be_there() -> bool:
    """Tell, without importing what finds entry points, whether any extension may be installed.

    It looks where installers write; what lies in anything but a folder may well hold one.
    """
    for place in sys.path:
        try:
            names = os.listdir(place or os.curdir)
        except NotADirectoryError:
            return True
        except OSError:
            continue
        infos = (name for name in names if name.endswith((".dist-info", ".egg-info")))
        if any(_names_group(os.path.join(place, name, "entry_points.txt")) for name in infos):
            return True
    return False


def _names_group(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return GROUP.encode() in file.read()
    except OSError:
        return False


def _loaded(point: EntryPoint) -> Installed:
    from lixia_domain.extensions.faults import BadExtension, blaming

    assert point.dist is not None, "an entry point that was looked up has a distribution"
    name = re.sub("[-_.]+", "-", point.dist.name).lower()
    with blaming(name, Words(f"载入 {point.value} ", f"loading {point.value}")):
        extension, package = point.load(), point.module.partition(".")[0]
    if not isinstance(extension, Extension):
        raise BadExtension(name, f"{point.value} 不是 Extension", f"{point.value} is no Extension")
    return Installed(
        distribution=name, version=point.dist.version, package=package, extension=extension
    )
