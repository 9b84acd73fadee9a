"""Who gave, as facts name a donor: an enterprise by its credit code, a person by a reference."""

from __future__ import annotations

from lixia_domain.application.enterprises import sound_code
from lixia_domain.kernel.people import REFERENCE
from lixia_domain.kernel.rejection import Reason, Rejection


class Why(Reason):
    """What may never stand for a donor in a fact."""

    NO_DONOR = (
        "donor.unknown_form",
        "捐赠人须为统一社会信用代码或个人代号（p: 加 32 位十六进制数）；所给两者都不是，"
        "可能是姓名，未予记录",
        "a donor is an enterprise's credit code or a person's reference (p: and 32 hex digits); "
        "this is neither and may be a name: nothing was recorded",
    )


def sound_donor(donor: str) -> str:
    """Return ``donor`` as it is kept. Refuses what is neither, without repeating it."""
    if REFERENCE.fullmatch(donor):
        return donor
    try:
        return sound_code(donor)
    except Rejection:
        raise Rejection(Why.NO_DONOR) from None
