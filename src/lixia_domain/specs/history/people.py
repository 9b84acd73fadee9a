"""What must always hold of who acts, and of the rules named (DOMAIN §3: 5, 8, 9)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.rules import EDITIONS, Edition
from lixia_domain.rules.edition import edition_on
from lixia_domain.specs.history.folds import Check, Ref, has_field, ref
from lixia_domain.views.enterprise_roll import ENTERPRISE_ROLL, UNNAMED, pseudonym


class ThreePeople(Check):
    """Who asks, who approves and who is paid are three people."""

    reads = (dis.DisbursementRequested, dis.DisbursementApproved, dis.FundsDisbursed)

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, tuple[str, str, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Compare the three of each disbursement."""
        event, paper = recorded.event, recorded.key
        match event:
            case dis.DisbursementRequested(requester=requester, payee=payee):
                self.asked[paper] = (requester, payee, ref(recorded))
                if requester == payee:
                    self.wrong(
                        f"拨付 {paper} 的申请人即收款方 {payee}",
                        f"{payee} asked for disbursement {paper} and is paid by it",
                        recorded,
                    )
            case dis.DisbursementApproved(approver=approver) if paper in self.asked:
                requester, payee, asked = self.asked[paper]
                if approver in (requester, payee):
                    zh, en = ("申请人", "asked for it")
                    if approver != requester:
                        zh, en = ("收款方", "is paid by it")
                    self.wrong(
                        f"拨付 {paper} 的审批人即{zh} {approver}",
                        f"{approver} approved disbursement {paper} and {en}",
                        asked,
                        recorded,
                    )
            case dis.FundsDisbursed(payee=payee) if paper in self.asked:
                if payee != self.asked[paper][1]:
                    self.wrong(
                        f"拨付 {paper} 付给了 {payee}",
                        f"disbursement {paper} was paid to {payee}",
                        self.asked[paper][2],
                        recorded,
                    )


class RulesInForce(Check):
    """Every rule that a fact names is an edition of the book, in force on the fact's day.

    An edition that was divided since, as the rule rests on more from some day on, is in force where
    the later one says the same.
    """

    reads = tuple(cls for cls in EVENTS.values() if has_field(cls, "rule"))

    def __init__(self) -> None:
        super().__init__()
        self.book = {edition.version: edition for edition in EDITIONS}

    def take(self, recorded: Recorded) -> None:
        """Look up what the fact names."""
        event = recorded.event
        for named in re.findall(r"(?<![\w.])[\w.]++@\d{4}-\d{2}-\d{2}", event.rule or ""):  # type: ignore[attr-defined]
            edition = self.book.get(named)
            if edition is None:
                self.wrong(
                    f"{recorded.stream} 所据规则 {named} 不在规则簿中",
                    f"{recorded.stream} names rule {named}, which is in no book",
                    recorded,
                )
            elif not _in_force(edition, event.on):
                self.wrong(
                    f"{recorded.stream} 所据规则 {named} 在 {event.on} 并不生效",
                    f"{recorded.stream} names rule {named}, not in force on {event.on}",
                    recorded,
                )


def _in_force(edition: Edition, on: date) -> bool:
    now = edition_on(EDITIONS, edition.rule, on)
    says = (edition.says, edition.figures)
    return edition.since <= on and now is not None and (now.says, now.figures) == says


class RulesNamed(Check):
    """Every decision on money names the rule it was made by."""

    reads = RulesInForce.reads

    def take(self, recorded: Recorded) -> None:
        """Look whether one is named."""
        if not recorded.event.rule:  # type: ignore[attr-defined]
            name = recorded.event.event_name
            self.wrong(
                f"{recorded.stream} 的 {name} 未注明规则",
                f"{name} of {recorded.stream} names no rule",
                recorded,
            )


class NamesByConsent(Check):
    """The roll shows no name without a consent in force, of a pledge that stands or was paid on."""

    reads = (
        plg.NamePublicationAgreed,
        plg.NamePublicationWithdrawn,
        plg.PledgeSucceeded,
        plg.PledgeReleased,
        plg.HardshipExitEvidenced,
        plg.InstalmentSettled,
        plg.InstalmentUnsettled,
    )
    views = (ENTERPRISE_ROLL,)

    def __init__(self) -> None:
        super().__init__()
        self.agreed: dict[str, dict[str, Ref]] = defaultdict(dict)
        self.over: set[str] = set()
        """Pledges that were released, or left in hardship."""
        self.came: Counter[str] = Counter()
        """What has come for each, in fen."""

    def take(self, recorded: Recorded) -> None:
        """Note consents, and what becomes of the pledges they were given with."""
        event = recorded.event
        if isinstance(event, plg.InstalmentSettled):
            self.came[recorded.key] += event.amount.fen
        elif isinstance(event, plg.InstalmentUnsettled):
            self.came[recorded.key] -= event.amount.fen
        elif isinstance(event, plg.PledgeReleased | plg.HardshipExitEvidenced):
            self.over.add(recorded.key)
        elif isinstance(event, plg.NamePublicationAgreed):
            self.agreed[pseudonym(event.enterprise)][recorded.key] = ref(recorded)
        elif isinstance(event, plg.NamePublicationWithdrawn):
            self.agreed[pseudonym(event.enterprise)].pop(recorded.key, None)
        elif isinstance(event, plg.PledgeSucceeded):
            consent = self.agreed[pseudonym(event.predecessor)].pop(recorded.key, None)
            if consent is not None:
                self.agreed[pseudonym(event.enterprise)][recorded.key] = consent

    def end(self) -> None:
        """Compare the names shown with the consents that stand."""
        for key, row in self.tables[ENTERPRISE_ROLL.name].items():
            thanked = any(self.came[p] or p not in self.over for p in self.agreed[key])
            if row.name != UNNAMED and not thanked:
                self.wrong(
                    f"爱心榜显示了“{row.name}”，而没有有效的公开同意",
                    f"the roll shows {row.name!r} without a consent in force",
                )


class DonorsKnown(Check):
    """Whoever is not shown to the public is still known to the books."""

    reads = (acc.DonationReceived,)

    def take(self, recorded: Recorded) -> None:
        """Look whether donor and payer are told."""
        event = recorded.event
        assert isinstance(event, acc.DonationReceived)
        if not event.legal_donor or not event.payer:
            self.wrong(
                f"捐赠 {event.gift} 没有注明法律上的捐赠人或付款人",
                f"gift {event.gift} does not name its legal donor or its payer",
                recorded,
            )
