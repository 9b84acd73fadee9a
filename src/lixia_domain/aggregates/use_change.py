"""Use change (用途变更答复): one stream per gift and project that it might go to.

The donor's own written answer names gift, amount and target (慈善法 56). Silence is no consent, and
a no stands for that target until the same donor's later yes, or a judgment.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words


@stored_as(
    "use_change.answered",
    says=Words("捐赠人答复用途变更", "donor's answer to a change of use"),
)
class UseChangeAnswered(Event):
    """捐赠人就一份捐赠转用于另一项目的书面答复：哪份捐赠、多少、转往何处、是否同意、凭何文书。"""

    gift: str
    to: str
    donor: str
    amount: Money
    agreed: bool
    document: str


UseChangeEvent: TypeAlias = UseChangeAnswered
Facts: TypeAlias = tuple[UseChangeEvent, ...]


def evolve(_: UseChangeAnswered | None, event: UseChangeAnswered) -> UseChangeAnswered:
    """Remember the last answer. Never refuses: it is already true."""
    return event


USE_CHANGE: Decider[UseChangeAnswered | None, UseChangeEvent] = Decider(
    "use_change", None, evolve, (UseChangeAnswered,), key=(upper, kept)
)


class Why(Reason):
    """Every reason an answer may refuse."""

    MORE_THAN_GIVEN = (
        "use_change.more_than_given",
        "捐赠 {gift} 为 {given}，答复写明的 {amount} 超出，请按该份捐赠填写",
        "gift {gift} is {given}, the answer speaks of {amount}: name at most the gift",
    )
    NO_DONOR = (
        "use_change.no_donor",
        "{gift} 不是捐赠（利息、财政资金或期初结转），没有捐赠人可以答复；"
        "项目结束或取消后可转用于类似项目，此前须凭生效判决",
        "{gift} is no gift but interest, government money or what was carried in: it has no donor "
        "to answer; it goes to a similar project once its own has ended, before that by a court",
    )
    BEYOND = (
        "use_change.beyond",
        "捐赠人书面同意转用的还可转 {agreed}，该份捐赠尚余 {left}，超出部分须另取得其书面同意",
        "of what the donor agreed to in writing {agreed} may still go, {left} is left of the gift: "
        "ask for the rest",
    )


def answer(
    known: UseChangeAnswered | None,
    *,
    gift: str,
    to: str,
    donor: str | None,
    given: Money,
    amount: Money,
    agreed: bool,
    document: str,
    on: date,
) -> Facts:
    """Note the donor's answer (书面答复) for up to what was ``given``. The same again: ``()``.

    Without a ``donor`` nobody answers.
    """
    if donor is None:
        raise Rejection(Why.NO_DONOR, gift=gift)
    if positive(amount) > given:
        raise Rejection(Why.MORE_THAN_GIVEN, gift=gift, given=given, amount=amount)
    told = UseChangeAnswered(
        gift=gift, to=to, donor=donor, amount=amount, agreed=agreed, document=document, on=on
    )
    return () if known is not None and known.repeats(told) else (told,)


def answered(known: UseChangeAnswered | None, *, left: Money, moved: Money) -> bool | None:
    """Return whether the donor lets go what is ``left`` of the gift; nothing if it never said.

    ``moved`` is what went by this answer already: an answer to an amount is used up by it.
    """
    if known is None:
        return None
    agreed = known.amount - min(moved, known.amount)
    if known.agreed and left > agreed:
        raise Rejection(Why.BEYOND, agreed=agreed, left=left)
    return known.agreed
