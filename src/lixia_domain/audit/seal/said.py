"""What a store says of itself, such as that it is a demo: signed with each checkpoint.

Fingerprint, district and birth are in the origin. The rest stands in a line of its own under the
root (C2SP's extension lines). Checkpoints of earlier code have none: there it is not sealed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping

from attrs import frozen

from lixia_domain.audit.seal.checkpoint import PERMANENT, SAYS
from lixia_domain.audit.seal.leaf import quoted
from lixia_domain.audit.seal.note import Note
from lixia_domain.kernel.ids import distribution_of
from lixia_domain.recording.ledger import BROUGHT_BY


@frozen
class Unlike:
    """Something that a store says now and was sealed otherwise; ``None``: it said nothing."""

    key: str
    was: str | None
    now: str | None


def line(about: Mapping[str, str]) -> str:
    """Return what is to be signed of a store beside its origin: canonical JSON."""
    told = {str(key): str(value) for key, value in about.items() if key not in PERMANENT}
    return f"{{{','.join(f'{quoted(key)}:{quoted(told[key])}' for key in sorted(told))}}}"


def sealed(note: Note) -> dict[str, str] | None:
    """Return what a checkpoint's store said of itself; ``None`` if it was not sealed then."""
    for one in note.text.splitlines()[3:]:
        if one.startswith(SAYS):
            try:
                told = json.loads(one.removeprefix(SAYS))
            except (ValueError, RecursionError):
                return None
            return told if isinstance(told, dict) else None
    return None


def unlike(
    was: Mapping[str, str], about: Mapping[str, str], names: Collection[str] | None = None
) -> Iterator[Unlike]:
    """Yield what a store says otherwise than was sealed.

    A distribution may have come since, if the log has a fact of it: ``names`` are those under which
    facts are stored; without them, it is believed.
    """
    now = {str(key): str(value) for key, value in about.items() if key not in PERMANENT}
    brought = None if names is None else {f"{BROUGHT_BY}{distribution_of(n)}" for n in names}
    for key in sorted({*was, *now}):
        came = key not in was and key.startswith(BROUGHT_BY)
        if was.get(key) != now.get(key) and not (came and (brought is None or key in brought)):
            yield Unlike(key, was.get(key), now.get(key))
