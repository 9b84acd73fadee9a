"""Who gave: what may be shown and kept of a payer and of a remark. The readers' front door."""

from __future__ import annotations

from lixia_adapters.registers.parties import ANONYMOUS, Party, PartyKind, masked, recognise
from lixia_adapters.registers.pseudonyms import reference
from lixia_adapters.registers.scrub import scrub

__all__ = [
    "ANONYMOUS",
    "Party",
    "PartyKind",
    "masked",
    "recognise",
    "reference",
    "scrub",
]
