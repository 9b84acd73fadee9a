"""Streams that older code wrote under another spelling of their key, and twins among them.

Since keys are canonical, a stream is looked for under its canonical name. What stands in a store
under another name is found through this index: by canonical names, how such streams are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lixia_domain.kernel.ids import BadKey, split_stream
from lixia_domain.recording.catalogue import decider

MARK = "keys"
CANONICAL = "canonical"
"""What a store says of itself under ``MARK`` if all its streams were canonical from the first."""


def canonical_name(stream: str) -> str:
    """Return the canonical name of ``stream``; of one that is none of ours, ``stream`` itself."""
    try:
        category, key = split_stream(stream)
        return f"{category}-{decider(category).canonical(key)}"
    except (BadKey, KeyError):
        return stream


def spelled(streams: Iterable[str]) -> Mapping[str, str]:
    """Return by canonical names how ``streams`` are called that are called otherwise.

    Their own names are there too: whoever has one from a fact means that very stream. Of twins,
    the one that bears the canonical name counts, else the first.
    """
    there = dict.fromkeys(streams)
    found: dict[str, str] = {}
    for stream in there:
        name = canonical_name(stream)
        if name != stream:
            found[stream] = stream
            if name not in there:
                found.setdefault(name, stream)
    return found


def twins(streams: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield streams whose keys are spellings of one key, the one that counts first.

    They are two records of what should be one.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for stream in streams:
        alike[canonical_name(stream)].append(stream)
    for name, names in alike.items():
        if len(names) > 1:
            yield tuple(sorted(names, key=lambda stream: stream != name))
