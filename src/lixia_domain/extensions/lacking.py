"""What a store names as its own, and is not installed: whose views and commands are not there."""

from __future__ import annotations

from collections.abc import Mapping

from lixia_domain.extensions.found import installed
from lixia_domain.kernel.words import Words, listed
from lixia_domain.recording.brought import brought


def lacking(about: Mapping[str, str]) -> Words | None:
    """Return what is to be said of distributions that a store names and nobody installed here."""
    here = {one.distribution for one in installed()}
    gone = [f"{name} {version}" for name, version in brought(about).items() if name not in here]
    if not gone:
        return None
    names = listed(gone)
    return Words(
        f"账库中有发行包 {names.zh} 的事实，该发行包未安装；其命令和视图须安装后才有",
        f"the store has facts of {names.en}, not installed here; its commands and views are there "
        "once it is",
    )
