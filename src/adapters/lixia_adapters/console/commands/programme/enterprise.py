"""``lixia enterprise``: who may claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.details import sealing
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.recording import recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _sound(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.kernel.credit_codes import sound_code

    return {"code": sound_code(invocation["code"])}


def _contact(invocation: Invocation, store: Store) -> dict[str, Any]:
    return {**_sound(invocation, store), **sealing("person")(invocation, store)}


COMMANDS = (
    recording(
        "enterprise register",
        "enterprises.register",
        name="NAME",
        ownership="[--ownership=private]",
    ),
    recording("enterprise verify", "enterprises.verify", extra=_sound),
    recording("enterprise rename", "enterprises.rename", extra=_sound, name="NAME"),
    recording("enterprise merge", "enterprises.merge", extra=_sound, successor="SUCCESSOR"),
    recording("enterprise annul-merger", "enterprises.annul_merger", extra=_sound),
    recording("enterprise contact", "enterprises.name_contact", extra=_contact, person="PERSON"),
    recording("enterprise debar", "enterprises.debar", extra=_sound),
    recording("enterprise reinstate", "enterprises.reinstate", extra=_sound),
)
