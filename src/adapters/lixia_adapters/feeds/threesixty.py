"""Grants as a 360Giving package: what each names, and nobody's personal data.

Ids open with ``360G-<prefix>``. A publisher's own prefix is given out by 360Giving; the one used
without is ours and registered nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from lixia_domain.audit.books.grants import Grant
from lixia_domain.kernel.dates import SHANGHAI
from lixia_domain.kernel.json_text import escaped
from lixia_domain.kernel.money import Money

VERSION = "1.4"
PREFIX = "lixia"
TITLE_LENGTH = 139
"""Titles are to stay under 140 characters."""

_encode = msgspec.json.Encoder(decimal_format="number").encode


def package(grants: Iterable[Grant], *, prefix: str = PREFIX, note: str = "") -> str:
    """Return ``grants`` as JSON. Amounts are numbers with two decimals, never binary fractions."""
    data: dict[str, Any] = {"version": VERSION}
    if note:
        data["description"] = note
    data["grants"] = [_grant(grant, f"360G-{prefix}") for grant in grants]
    return escaped(msgspec.json.format(_encode(data), indent=2).decode()) + "\n"


def _grant(grant: Grant, opening: str) -> dict[str, Any]:
    said = f"{grant.project_title} {grant.line} 第 {grant.tranche} 期"
    return {
        "id": f"{opening}-{grant.disbursement}",
        "title": said[:TITLE_LENGTH],
        "description": f"“{grant.project_title}”预算科目“{grant.line}”第 {grant.tranche} 期，"
        f"依实施协议 {grant.agreement}",
        "currency": "CNY",
        "amountAwarded": _yuan(grant.awarded),
        "amountDisbursed": _yuan(grant.disbursed),
        "awardDate": grant.awarded_on.isoformat(),
        "recipientOrganization": [{"id": f"{opening}-team-{grant.team}", "name": grant.team_name}],
        "fundingOrganization": [
            {"id": f"{opening}-foundation-{grant.foundation}", "name": grant.foundation_name}
        ],
        "grantProgramme": [{"code": grant.fund, "title": grant.fund_name}],
        "beneficiaryLocation": [{"countryCode": "CN"}],
        "dateModified": grant.modified.astimezone(SHANGHAI).isoformat(timespec="seconds"),
    }


def _yuan(amount: Money) -> Decimal:
    return Decimal(amount.fen).scaleb(-2)
