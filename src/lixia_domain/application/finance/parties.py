"""Who gave, is paid or signs, as facts name one: by an id, never by a name."""

from __future__ import annotations

from lixia_domain.aggregates.team import TEAM
from lixia_domain.kernel.credit_codes import sound_code
from lixia_domain.kernel.keys import RESERVED, is_code, lower
from lixia_domain.kernel.people import ACCOUNT, REFERENCE
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording.work import Work


class Why(Reason):
    """What may never stand for a party in a fact."""

    NO_DONOR = (
        "donor.unknown_form",
        "捐赠人须为统一社会信用代码或个人代号（p: 加 32 位十六进制数）；所给两者都不是，"
        "可能是姓名，未予记录",
        "a donor is an enterprise's credit code or a person's reference (p: and 32 hex digits); "
        "this is neither and may be a name: nothing was recorded",
    )
    NO_PARTY = (
        "party.unknown_form",
        "收款方、签收方须为已登记团队的编号、统一社会信用代码、账号编号（字母和数字，如 payee-01）"
        "或个人代号（p: 加 32 位十六进制数）；所给都不是，可能是姓名，未予记录；"
        "个人请先用 lixia person register 登记，再填其代号",
        "who is paid or signs is a registered team's id, a credit code, an account id (letters and "
        "digits, such as payee-01) or a person's reference (p: and 32 hex digits); this is none "
        "and may be a name: nothing was recorded; register a person by lixia person register, "
        "then cite the reference",
    )


def sound_donor(donor: str) -> str:
    """Return ``donor``, a credit code or a reference, as it is kept. Refuses others likewise."""
    if REFERENCE.fullmatch(donor):
        return donor
    try:
        return sound_code(donor)
    except Rejection:
        raise Rejection(Why.NO_DONOR) from None


def sound_party(work: Work, party: str) -> str:
    """Return ``party``: a registered team's id, else a code, a reference or an account as kept.

    Refuses others, without repeating them.
    """
    if work.load(TEAM, party) is not None:
        return party
    if not ACCOUNT.fullmatch(party) or party.casefold() in RESERVED:
        raise Rejection(Why.NO_PARTY)
    if is_code(party):
        return party
    if lower(party).startswith("p:") and not REFERENCE.fullmatch(lower(party)):
        raise Rejection(Why.NO_PARTY)
    return lower(party)
