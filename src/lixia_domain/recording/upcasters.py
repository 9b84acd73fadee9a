"""How events of past versions become events of today, one version at a time.

A function here takes the stored data of one version and returns the data of the next. It may only
say what was true when the old version was written: a default is a claim about the past.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Data: TypeAlias = dict[str, Any]


def project_published_2(data: Data) -> Data:
    """Version 1 knew no waiting list: nobody could be waitlisted under such a publication."""
    return {**data, "waitlist": False}


UPCASTERS: Mapping[tuple[str, int], Callable[[Data], Data]] = {
    ("project.published", 1): project_published_2,
}
"""From (stored name, version) to the function that brings its data one version on."""
