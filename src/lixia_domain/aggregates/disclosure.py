"""Disclosure (信息公开): what was published of a matter for a period, where, and on what basis.

One stream for each matter, subject and period, so nothing is published twice.
Source: 慈善法 75, 79.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


class Platform(Worded):
    """Where something is published."""

    NATIONAL = "national", "全国慈善信息平台", "national platform"  # 慈善中国
    WEBSITE = "website", "自有网站"
    NEWS = "news", "新闻媒体"


@stored_as("disclosure.published", says=Words("信息公开", "disclosure published"))
class DisclosurePublished(Event):
    """已公开：平台、事项、对象、期间、所据账册位置、内容的 SHA-256、所据规则。"""

    matter: str
    subject: str
    period: str
    platform: Platform
    address: str
    position: int
    content_hash: str
    rule: str


@stored_as("disclosure.corrected", says=Words("公开内容更正", "disclosure corrected"))
class DisclosureCorrected(Event):
    """更正已公开的内容：引用原内容，说明理由与批准人。"""

    corrects: str
    content_hash: str
    position: int
    reason: str
    approver: str


@stored_as("disclosure.withdrawn", says=Words("撤回公开", "disclosure withdrawn"))
class DisclosureWithdrawn(Event):
    """撤回已公开的内容（不应公开，或公开错了对象、期间）：该期视为尚未公开。"""

    reason: str
    approver: str


DisclosureEvent: TypeAlias = DisclosurePublished | DisclosureCorrected | DisclosureWithdrawn
Facts: TypeAlias = tuple[DisclosureEvent, ...]


@frozen(kw_only=True)
class Disclosure:
    """A disclosure as its decisions see it. Nothing published yet is ``None``."""

    published: DisclosurePublished
    content_hash: str
    """What stands there now."""
    corrected: int = 0
    withdrawn: bool = False


def evolve(disclosure: Disclosure | None, event: DisclosureEvent) -> Disclosure:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, DisclosurePublished):
        return Disclosure(published=event, content_hash=event.content_hash)
    assert disclosure is not None, "a disclosure's history opens with DisclosurePublished"
    match event:
        case DisclosureCorrected(content_hash=content):
            corrected = disclosure.corrected + 1
            return replace(disclosure, content_hash=content, corrected=corrected)
        case DisclosureWithdrawn():
            return replace(disclosure, withdrawn=True)
        case _:
            assert_never(event)


DISCLOSURE: Decider[Disclosure | None, DisclosureEvent] = Decider(
    "disclosure", None, evolve, get_args(DisclosureEvent)
)


class Why(Reason):
    """Every reason a disclosure may refuse."""

    UNKNOWN = "disclosure.unknown", "尚未公开，无从更正", "nothing was published to correct"
    WITHDRAWN = (
        "disclosure.withdrawn",
        "该期公开已撤回，请重新公开",
        "what was published was withdrawn: publish anew",
    )
    NOT_THE_PLATFORM = (
        "disclosure.not_the_platform",
        "须在全国统一的慈善信息平台公开；网站与新闻报道不能代替",
        "it is published on the national platform; website and news are no substitute",
    )
    PUBLISHED_OTHERWISE = (
        "disclosure.published_otherwise",
        "该期已公开（{address}），内容有误请更正",
        "the period was published at {address}; if that is wrong, correct it",
    )
    NOT_WHAT_STANDS = (
        "disclosure.not_what_stands",
        "所引内容不是现行内容 {standing}",
        "what it cites is not what stands there: {standing}",
    )
    SAME_CONTENT = (
        "disclosure.same_content",
        "更正后的内容与现行内容相同",
        "the correction says what stands there already",
    )


def publish(
    disclosure: Disclosure | None,
    *,
    matter: str,
    subject: str,
    period: str,
    platform: Platform,
    address: str,
    position: int,
    content_hash: str,
    opens: date,
    rule: str,
    on: date,
) -> Facts:
    """Publish (公开). ``position`` is how far into the log its figures have read.

    The same content told twice is ``()``; what was withdrawn is published anew, and so is what
    older code let be published before the period ``opens``: that is none of it.
    """
    if platform is not Platform.NATIONAL:
        raise Rejection(Why.NOT_THE_PLATFORM)
    stands = disclosure is not None and not disclosure.withdrawn
    if disclosure is not None and stands and disclosure.published.on >= opens:
        known = disclosure.published
        if (known.address, known.content_hash) == (address, content_hash):
            return ()
        raise Rejection(Why.PUBLISHED_OTHERWISE, address=known.address)
    return (
        DisclosurePublished(
            matter=matter,
            subject=subject,
            period=period,
            platform=platform,
            address=address,
            position=position,
            content_hash=content_hash,
            rule=rule,
            on=on,
        ),
    )


def correct(
    disclosure: Disclosure | None,
    *,
    corrects: str,
    content_hash: str,
    position: int,
    reason: str,
    approver: str,
    on: date,
) -> Facts:
    """Correct what was published (更正), citing the content that stands."""
    disclosure = _standing(disclosure)
    if corrects != disclosure.content_hash:
        raise Rejection(Why.NOT_WHAT_STANDS, standing=disclosure.content_hash)
    if content_hash == corrects:
        raise Rejection(Why.SAME_CONTENT)
    return (
        DisclosureCorrected(
            corrects=corrects,
            content_hash=content_hash,
            position=position,
            reason=reason,
            approver=approver,
            on=on,
        ),
    )


def withdraw(disclosure: Disclosure | None, *, reason: str, approver: str, on: date) -> Facts:
    """Withdraw what was published (撤回): the period counts as not published. Twice is ``()``."""
    if disclosure is not None and disclosure.withdrawn:
        return ()
    _standing(disclosure)
    return (DisclosureWithdrawn(reason=reason, approver=approver, on=on),)


def _standing(disclosure: Disclosure | None) -> Disclosure:
    if disclosure is None:
        raise Rejection(Why.UNKNOWN)
    if disclosure.withdrawn:
        raise Rejection(Why.WITHDRAWN)
    return disclosure
