"""What must always hold of whoever gives (DOMAIN §7: S50, S55, S56), from facts alone."""

from __future__ import annotations

from collections import defaultdict

from lixia_domain.aggregates import enterprise as ent
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import revised, revision_of
from lixia_domain.kernel.keys import is_code, kept, upper
from lixia_domain.specs.history.folds import Check


class PledgedByRight(Check):
    """Whoever pledges is not debarred then, and pledges to a fund that stands."""

    reads = (
        ent.EnterpriseDebarred,
        ent.EnterpriseReinstated,
        fnd.FundEstablished,
        fnd.FundTerminating,
        fnd.FundTerminationRevoked,
        fnd.FundClosed,
        plg.DonationPledged,
    )

    def __init__(self) -> None:
        super().__init__()
        self.debarred: set[str] = set()
        self.funds: set[str] = set()

    def take(self, recorded: Recorded) -> None:
        """Note who is debarred and which funds stand; look at each pledge."""
        event, key = recorded.event, recorded.key
        match event:
            case ent.EnterpriseDebarred():
                self.debarred.add(upper(key))
            case ent.EnterpriseReinstated():
                self.debarred.discard(upper(key))
            case fnd.FundEstablished() | fnd.FundTerminationRevoked():
                self.funds.add(kept(key))
            case fnd.FundTerminating() | fnd.FundClosed():
                self.funds.discard(kept(key))
            case plg.DonationPledged(enterprise=enterprise, fund=fund):
                if upper(enterprise) in self.debarred:
                    self.wrong(
                        f"认捐 {key} 时企业 {enterprise} 已停用",
                        f"enterprise {enterprise} was debarred when it pledged {key}",
                        recorded,
                    )
                if kept(fund) not in self.funds:
                    self.wrong(
                        f"认捐 {key} 所向的基金 {fund} 当时未设立或已终止",
                        f"pledge {key} is to fund {fund}, which did not stand",
                        recorded,
                    )
            case _:
                pass


class DonorsOwnMoney(Check):
    """What settles a pledge came from its donor, by its code, or it was settled who gives.

    Who paid, that revision of the notice tells by which the gift was booked. A state-owned donor's
    money is taken in by a claim whose approval was evidenced before.
    """

    reads = (
        ent.EnterpriseRegistered,
        ent.EnterpriseMerged,
        ent.EnterpriseMergerAnnulled,
        bc.BankCreditRecorded,
        bc.LegalDonorSettled,
        plg.StateApprovalEvidenced,
        acc.DonationReceived,
    )

    def __init__(self) -> None:
        super().__init__()
        self.state_owned: set[str] = set()
        self.successor: dict[str, str] = {}
        self.payers: dict[str, str | None] = {}
        """By credit and revision, as gifts name them: ``01/A#2``."""
        self.settled: dict[str, set[str]] = defaultdict(set)
        self.approved: set[str] = set()
        self.received: list[tuple[acc.DonationReceived, Recorded]] = []

    def take(self, recorded: Recorded) -> None:
        """Note who pays and who is approved; look at each donation once its credit is known."""
        event, key = recorded.event, recorded.key
        match event:
            case ent.EnterpriseRegistered(ownership=ent.Ownership.STATE):
                self.state_owned.add(upper(key))
            case ent.EnterpriseMerged(successor=successor):
                self.successor[upper(key)] = upper(successor)
            case ent.EnterpriseMergerAnnulled():
                self.successor.pop(upper(key), None)
            case bc.BankCreditRecorded(notice=notice, revision=revision):
                self.payers[upper(revised(key, revision))] = notice.payer_ref
            case bc.LegalDonorSettled(donor=donor):
                self.settled[upper(key)].add(upper(donor))
            case plg.StateApprovalEvidenced():
                self.approved.add(key)
            case acc.DonationReceived(legal_donor=donor, claim=claim):
                if self._one(donor) in self.state_owned and claim not in self.approved:
                    self.wrong(
                        f"捐赠 {event.gift} 出自国有单位 {donor}，没有审批备案",
                        f"gift {event.gift} is of state-owned {donor}, without its approval",
                        recorded,
                    )
                if claim is not None:
                    self.received.append((event, recorded))
            case _:
                pass

    def end(self) -> None:
        """Compare payers with donors: a credit may be recorded later than its gift."""
        for event, recorded in self.received:
            credit, donor = upper(event.credit), self._one(event.legal_donor)
            payer = self.payers.get(upper(revision_of(event.gift)))
            if payer is None or not is_code(upper(payer)) or self._one(payer) == donor:
                continue
            if donor not in map(self._one, self.settled[credit]):
                self.wrong(
                    f"捐赠 {event.gift} 记为 {event.legal_donor} 所捐，付款人是 {payer}",
                    f"gift {event.gift} is told to be {event.legal_donor}'s, {payer} paid it",
                    recorded,
                )

    def _one(self, code: str) -> str:
        """Return the enterprise that acts for ``code`` now."""
        code = upper(code)
        while code in self.successor:
            code = self.successor[code]
        return code
