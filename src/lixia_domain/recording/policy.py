"""What a fact looks like outside: the policy that golden files, upcasting and exports follow.

cattrs, strict both ways: a field too many or too few is an error. Slower than the hot path of
``codec.py`` and the judge of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter

from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import distribution_of
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.upcasters import UPCASTERS, Data

converter = make_converter(forbid_extra_keys=True, detailed_validation=True)


@converter.register_structure_hook
def _whole_number(value: Any, _: Any) -> int:
    if type(value) is not int:
        msg = f"{value!r} is not a whole number"
        raise ValueError(msg)
    return value


@converter.register_structure_hook
def _flag(value: Any, _: Any) -> bool:
    # Needed beside the hook for int: bool is an int to Python, and the hook would take it.
    if type(value) is not bool:
        msg = f"{value!r} is neither true nor false"
        raise ValueError(msg)
    return value


@converter.register_structure_hook
def _text(value: Any, kind: Any) -> str:
    if type(value) is not str:
        msg = f"{value!r} is not text"
        raise ValueError(msg)
    # A code is text to cattrs, so this hook gets it too; one that nobody knows is an error.
    code: str = kind(value)
    return code


def _upcaster(name: str, version: int) -> Callable[[Data], Data]:
    if distribution_of(name):
        from lixia_domain.extensions.found import upcaster

        return upcaster(name, version)
    return UPCASTERS[name, version]


def encode(event: Event) -> Data:
    """Return ``event``'s fields, ready for JSON."""
    data: Data = converter.unstructure(event)
    return data


def decode(name: str, version: int, data: Data) -> Event:
    """Return the event whose ``data`` were stored as ``name`` at ``version``, brought up to date.

    ``version`` must not be newer than the catalogue's. Raises ValueError, naming the field, for
    data that are no such event.
    """
    cls = EVENTS[name]
    if version < 1 or not isinstance(data, dict):
        msg = f"{name}: there is no version {version}, or the data are no object"
        raise ValueError(msg)
    while version < cls.event_version:
        data, version = _upcaster(name, version)(data), version + 1
    try:
        event: Event = converter.structure(data, cls)
    except BaseValidationError as wrong:
        from cattrs import transform_error

        raise ValueError("; ".join(transform_error(wrong, path=name))) from wrong
    return event
