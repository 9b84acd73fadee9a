"""``lixia enterprise``: who may claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.details import DETAILS, sealing
from lixia_adapters.console.commands.persons.person import PERSON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Option, text
from lixia_adapters.console.frame.recording import recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

CODE = Option("CODE", "code", "统一社会信用代码", "the unified social credit code", read=text)


def _ownership(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.enterprise import Ownership

    return {"ownership": Ownership(invocation["ownership"])}


REGISTER = recording(
    "enterprises.register",
    CODE,
    Option("NAME", "name", "企业名称", "the enterprise's name", read=text),
    Option(
        "--ownership",
        "ownership",
        "所有制：民营、国有、外资（默认 private）",
        "whose it is (default: private)",
        need=False,
        default="private",
        choices=("private", "state", "foreign"),
    ),
    extra=_ownership,
)


def _sound(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.application.programme.enterprises import sound_code

    return {"code": sound_code(invocation["code"])}


VERIFY = recording(
    "enterprises.verify",
    CODE,
    Option("--document", "document", "所见证照", "the licence that was seen", read=text),
    extra=_sound,
)

_DOCUMENT = Option("--document", "document", "依据文件", "the document", read=text)
_seal_contact = sealing("person")


def _contact(invocation: Invocation, store: Store) -> dict[str, Any]:
    return {**_sound(invocation, store), **_seal_contact(invocation, store)}


CONTACT = recording("enterprises.name_contact", CODE, PERSON, DETAILS, _DOCUMENT, extra=_contact)

RENAME = recording(
    "enterprises.rename",
    CODE,
    Option("NAME", "name", "新名称", "the new name", read=text),
    _DOCUMENT,
    extra=_sound,
)
MERGE = recording(
    "enterprises.merge",
    CODE,
    Option(
        "SUCCESSOR",
        "successor",
        "承继企业的统一社会信用代码",
        "the successor's credit code",
        read=text,
    ),
    _DOCUMENT,
    extra=_sound,
)
DEBAR = recording(
    "enterprises.debar",
    CODE,
    Option("--reason", "reason", "理由", "the reason", read=text),
    _DOCUMENT,
    extra=_sound,
)
REINSTATE = recording("enterprises.reinstate", CODE, _DOCUMENT, extra=_sound)
