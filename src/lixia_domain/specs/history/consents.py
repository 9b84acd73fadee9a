"""What must always hold when a gift changes its use, or is frozen (DOMAIN §7: S54), from facts."""

from __future__ import annotations

from collections import defaultdict

from attrs import define

from lixia_domain.aggregates import fundraising_plan as pln
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.use_change import UseChangeAnswered
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL, kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.payments import thaw


@define
class _Project:
    cancelled: bool = False
    ended: bool = False
    """Accepted or closed."""
    closed: bool = False
    suspended: bool = False


class MovedByConsent(Check):
    """A gift goes to another use by its agreement's clause, its donor's own yes, or a judgment.

    Or by a plan filed anew where there is no agreement, or where its project has ended and neither
    says anything; of a cancelled one what nobody gave, who could be asked. A no for that target
    stands until a later yes; the target is under way. What unrestricted money had made good goes
    back to it. Unrestricted money goes to a project once its fund is being wound up.
    """

    reads = (
        acc.DonationReceived,
        acc.SaleProceedsReceived,
        acc.ShortfallMadeGood,
        acc.RecoveryReversed,
        acc.SurplusMovedOut,
        plg.AgreementSigned,
        plg.UseChangeConsented,
        plg.UseChangeRefused,
        pln.PlanAmended,
        UseChangeAnswered,
        fnd.FundTerminating,
        fnd.FundTerminationRevoked,
        fnd.FundClosed,
        prj.UseChangeProposed,
        prj.ProjectSuspended,
        prj.ProjectResumed,
        prj.ProjectAccepted,
        prj.AcceptanceRevoked,
        prj.ProjectCancelled,
        prj.ProjectClosed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.claims: dict[str, str] = {}
        """The claim of a gift."""
        self.given: set[str] = set()
        """What has a donor: not interest, nor what was carried in."""
        self.lent: dict[tuple[str, str], int] = defaultdict(int)
        """What unrestricted money made good of a gift on an account, in fen, and has not back."""
        self.lent_from: dict[tuple[str, str], str] = {}
        """To which account of a gift the unrestricted money of a fund was lent."""
        self.clauses: dict[str, plg.OnCancellation] = {}
        self.targets: dict[tuple[str, str], str] = {}
        """Where each change of a project would go."""
        self.old_answers: dict[tuple[str, str], tuple[bool, int]] = {}
        """What was answered of a claim's gifts for a change, and at which position."""
        self.answers: dict[tuple[str, str], tuple[UseChangeAnswered, int]] = {}
        self.moved: dict[tuple[str, str], int] = defaultdict(int)
        """What went by an answer, in fen."""
        self.projects: dict[str, _Project] = defaultdict(_Project)
        self.refiled = False
        self.ending: set[str] = set()
        """The funds that are being wound up."""

    def take(self, recorded: Recorded) -> None:
        """Note what donors said; look at it when a gift moves."""
        event, key = recorded.event, recorded.key
        match event:
            case acc.DonationReceived(gift=gift, claim=claim):
                self.given.add(upper(gift))
                if claim is not None:
                    self.claims[upper(gift)] = claim
            case acc.SaleProceedsReceived(gift=gift):
                self.given.add(upper(gift))
            case acc.ShortfallMadeGood(gift=gift, remedy=acc.Remedy.UNRESTRICTED):
                self.lent[kept(key), upper(gift)] += event.amount.fen
            case acc.ShortfallMadeGood():
                pass
            case acc.RecoveryReversed(shares=shares):
                for share in shares:
                    at = self.lent_from.get((kept(key), upper(share.gift)))
                    if at is not None:
                        self.lent[at, upper(share.gift)] += share.amount.fen
            case acc.SurplusMovedOut():
                self._moved(event, recorded)
            case plg.AgreementSigned(on_cancellation=clause):
                self.clauses[key] = clause
            case plg.UseChangeConsented() | plg.UseChangeRefused():
                agreed = isinstance(event, plg.UseChangeConsented)
                self.old_answers[key, event.change] = agreed, recorded.position
            case UseChangeAnswered(gift=gift, to=to):
                self.answers[upper(gift), kept(to)] = event, recorded.position
                self.moved[upper(gift), kept(to)] = 0
            case fnd.FundTerminating():
                self.ending.add(kept(key))
            case fnd.FundTerminationRevoked() | fnd.FundClosed():
                self.ending.discard(kept(key))
            case pln.PlanAmended():
                self.refiled = True
            case prj.UseChangeProposed(change=change, to=to):
                self.targets[kept(key), change] = kept(to)
            case _:
                self._project(event, self.projects[kept(key)])

    def _project(self, event: Event, project: _Project) -> None:
        match event:
            case prj.ProjectSuspended():
                project.suspended = True
            case prj.ProjectResumed():
                project.suspended = False
            case prj.ProjectAccepted():
                project.ended = True
            case prj.AcceptanceRevoked():
                project.ended = False
            case prj.ProjectCancelled():
                project.cancelled = True
            case prj.ProjectClosed():
                project.ended = project.closed = True
            case _:
                pass

    def _moved(self, event: acc.SurplusMovedOut, recorded: Recorded) -> None:
        if event.basis == acc.MADE_GOOD:
            self._given_back(event, recorded)
            return
        origin, target = (kept(split_key(key)[1]) for key in (recorded.key, event.to))
        if event.basis == "consent":
            self.moved[upper(event.share.gift), target] += event.share.amount.fen
        if origin == GENERAL:
            ending = kept(split_key(recorded.key)[0]) in self.ending
            lacks = None if ending else Words("而基金并未终止", "though its fund was to go on")
        else:
            lacks = self._lacks(event.share, origin, target, event.basis)
        why = lacks or self._dead(target)
        if why is not None:
            self.wrong(
                f"捐赠 {event.share.gift} 由 {origin} 转用于 {target}，{why.zh}",
                f"gift {event.share.gift} went from {origin} to {target}, {why.en}",
                recorded,
            )

    def _given_back(self, event: acc.SurplusMovedOut, recorded: Recorded) -> None:
        here, gift = kept(recorded.key), upper(event.share.gift)
        self.lent[here, gift] -= event.share.amount.fen
        self.lent_from[kept(event.to), gift] = here
        if self.lent[here, gift] < 0 or split_key(event.to)[1] != GENERAL:
            self.wrong(
                f"专户 {here} 的捐赠 {event.share.gift} 转回 {event.share.amount}，"
                "超出非限定资金为其弥补的",
                f"{event.share.amount.en} of gift {event.share.gift} went from account {here} to "
                "unrestricted money that had not made it good",
                recorded,
            )

    def _lacks(self, share: GiftShare, origin: str, target: str, basis: str) -> Words | None:
        """Return what the move lacks, if anything."""
        if basis == "judgment":
            return None
        said = self._said(share, origin, target)
        claim = self.claims.get(upper(share.gift))
        clause = None if claim is None else self.clauses.get(claim)
        project = self.projects[origin]
        if said is False:
            return Words("捐赠人并未同意", "its donor has not agreed")
        lawful = said or {
            "clause": clause is plg.OnCancellation.SIMILAR_PROJECT
            and (project.cancelled or project.ended),
            "plan": clause is None and self.refiled,
            "silent": clause is not plg.OnCancellation.RETURN
            and (project.ended or (project.cancelled and upper(share.gift) not in self.given)),
        }.get(basis, False)
        return None if lawful else Words("没有约定、同意或裁判", "and nothing allowed it")

    def _said(self, share: GiftShare, origin: str, target: str) -> bool | None:
        """Return what the donor said last of this gift and target: nothing, if it never did."""
        told: list[tuple[int, bool]] = []
        answer = self.answers.get((upper(share.gift), target))
        if answer is not None:
            said, position = answer
            moved = self.moved[upper(share.gift), target]
            told.append((position, said.agreed and said.amount.fen >= moved))
        claim = self.claims.get(upper(share.gift), "")
        for (project, change), to in self.targets.items():
            known = self.old_answers.get((claim, change))
            if (project, to) == (origin, target) and known is not None:
                told.append((known[1], known[0]))
        return max(told)[1] if told else None

    def _dead(self, target: str) -> Words | None:
        found = self.projects[target]
        if found.cancelled or found.closed or found.suspended:
            return Words("而该项目已取消、结项或中止", "which is cancelled, closed or suspended")
        return None


class FrozenStays(Check):
    """Nothing leaves a frozen account, or of a frozen gift, but what the bank takes itself.

    Neither by a correction of the register, nor to make good what is short. A freeze that is the
    project's own, by its cancellation, holds back no more than payments.
    """

    reads = (
        acc.AccountFrozen,
        acc.AccountUnfrozen,
        acc.SurplusMovedOut,
        acc.DonationReturned,
        acc.InterestReturned,
        acc.AppropriationReturned,
        acc.SaleProceedsReturned,
        acc.ManagementCostCharged,
        acc.PutToShortfall,
        acc.ShortfallPaid,
        acc.DonationReversed,
        acc.IncomeReversed,
        acc.RecoveryReversed,
        crd.CreditReversed,
        prj.ProjectCancelled,
        prj.ProjectSuspended,
    )

    def __init__(self) -> None:
        super().__init__()
        self.frozen: dict[tuple[str, str | None], set[acc.Freeze]] = defaultdict(set)
        """How an account, or a gift on it, is frozen."""
        self.own: dict[str, set[str]] = defaultdict(set)
        """For which reasons a project froze its accounts."""
        self.cancelled: set[str] = set()
        self.paid: set[str] = set()
        """What came towards a shortfall: that, and what comes back to the gift, only makes up."""
        self.corrected: set[str] = set()
        """What reversals by a correction of the register cite."""
        self.reversed: list[tuple[str, str, Money, Recorded]] = []
        """What was taken off while it was frozen: what it cites, the gift, how much."""

    def take(self, recorded: Recorded) -> None:
        """Note what is frozen; look at what leaves."""
        event, key = recorded.event, recorded.key
        match event:
            case acc.AccountFrozen(gift=gift, reason=reason, by=by):
                self.frozen[kept(key), gift].add(acc.Freeze(by=by, reason=reason))
            case acc.AccountUnfrozen(gift=gift, lifts=lifts):
                thaw(self.frozen[kept(key), gift], lifts)
            case prj.ProjectCancelled(reason=reason):
                self.own[kept(key)].add(reason)
                self.cancelled.add(kept(key))
            case prj.ProjectSuspended(reason=reason):
                self.own[kept(key)].add(reason)
            case acc.SurplusMovedOut(share=share):
                self._left(share.gift, share.amount, recorded)
            case acc.ManagementCostCharged(shares=shares):
                for share in shares:
                    self._left(share.gift, share.amount, recorded)
            case acc.ShortfallPaid(gift=gift):
                self.paid.add(gift)
            case acc.PutToShortfall(shares=shares, gift=short):
                for share in shares:
                    if share.gift != short and share.gift not in self.paid:
                        self._left(share.gift, share.amount, recorded)
            case crd.CreditReversed(revision=revision):
                self.corrected.add(f"{recorded.stream} 第 {revision} 版")
            case (
                acc.DonationReversed(gift=gift, cites=cites, amount=amount)
                | acc.IncomeReversed(gift=gift, cites=cites, amount=amount)
            ):
                self._taken_off(cites, gift or "", amount, recorded)
            case acc.RecoveryReversed(shares=shares, cites=cites):
                for share in shares:
                    self._taken_off(cites, share.gift, share.amount, recorded)
            case _:
                self._left(event.gift, event.amount, recorded)  # type: ignore[attr-defined]

    def end(self) -> None:
        """Find what a correction took off: its own fact may stand behind the account's."""
        for cites, gift, amount, recorded in self.reversed:
            if cites in self.corrected:
                self._wrong(gift, amount, recorded)

    def _taken_off(self, cites: str, gift: str, amount: Money, recorded: Recorded) -> None:
        if self._held(gift, recorded):
            self.reversed.append((cites, gift, amount, recorded))

    def _left(self, gift: str, amount: Money, recorded: Recorded) -> None:
        if self._held(gift, recorded):
            self._wrong(gift, amount, recorded)

    def _held(self, gift: str, recorded: Recorded) -> bool:
        account = kept(recorded.key)
        project = split_key(account)[1]
        own = self.own[project] if project in self.cancelled else set()
        others = any(
            each.by is acc.FrozenBy.ORDER or each.reason not in own
            for each in self.frozen[account, None]
        )
        return others or bool(self.frozen[account, gift])

    def _wrong(self, gift: str, amount: Money, recorded: Recorded) -> None:
        self.wrong(
            f"专户 {recorded.key} 的捐赠 {gift} 已冻结，仍有 {amount} 转出",
            f"gift {gift} on account {recorded.key} was frozen, and {amount.en} of it left",
            recorded,
        )
