"""What must always hold of the tranches of an agreement (DOMAIN §7: S60, S61), from facts alone."""

from __future__ import annotations

from collections import defaultdict

from attrs import define

from lixia_domain.aggregates import team as tea
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.rules.book import EVIDENCE_FIRST
from lixia_domain.specs.history.folds import Check, Ref, ref
from lixia_domain.specs.history.payments import judges


class TrancheNumbers(Check):
    """Under one agreement for a project each tranche number is paid once, unless it bounced.

    An agreement's number belongs to one project. Acts are judged: that the bank takes back by what
    a payment had bounced, once it was paid anew, is its fact, and both are to be accounted for.
    """

    reads = (
        prj.TeamAssigned,
        prj.TeamReplaced,
        dis.DisbursementRequested,
        dis.FundsDisbursed,
        dis.PaymentCancelled,
        dis.PaymentBounced,
        dis.BounceReversed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.projects: dict[str, str] = {}
        self.agreements: dict[str, str] = {}
        """On which project each agreement is."""
        self.paid: dict[tuple[str, str, int], dict[str, Ref]] = defaultdict(dict)
        self.of: dict[str, tuple[tuple[str, str, int], Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Note who is paid under which number."""
        event, paper = recorded.event, recorded.key
        match event:
            case prj.TeamAssigned(agreement=agreement) | prj.TeamReplaced(agreement=agreement):
                self._signed(agreement, recorded)
            case dis.DisbursementRequested(project=project):
                self.projects[paper] = kept(project)
            case dis.FundsDisbursed(agreement=agreement, tranche=tranche):
                number = self.projects.get(paper, ""), upper(agreement), tranche
                self.of[paper] = number, ref(recorded)
                self._count(paper, recorded)
                self.paid[number][paper] = ref(recorded)
            case dis.PaymentCancelled() | dis.PaymentBounced():
                self.paid[self.of[paper][0]].pop(paper, None)
            case _:
                number, paid = self.of[paper]
                self.paid[number][paper] = paid

    def _signed(self, agreement: str, recorded: Recorded) -> None:
        known = self.agreements.setdefault(upper(agreement), kept(recorded.key))
        if known != kept(recorded.key):
            self.wrong(
                f"协议 {agreement} 既是项目 {known} 的，又是项目 {recorded.key} 的",
                f"agreement {agreement} is on project {known} and on project {recorded.key}",
                recorded,
            )

    def _count(self, paper: str, recorded: Recorded) -> None:
        number, _ = self.of[paper]
        for other, known in self.paid[number].items():
            self.wrong(
                f"协议 {number[1]} 第 {number[2]} 期付了两次：拨付 {other} 与 {paper}",
                f"tranche {number[2]} of agreement {number[1]} is paid twice: by {other} "
                f"and {paper}",
                known,
                recorded,
            )


@define
class _Tranche:
    """What was paid and is not accounted for, and what of it is owed back; in fen."""

    project: str
    agreement: str
    team: str
    paid: int = 0
    accounted: int = 0
    owed: int = 0
    bounced: bool = False

    @property
    def outstanding(self) -> int:
        return 0 if self.bounced else self.paid - self.accounted

    def settle(self, fen: int) -> None:
        """Count what came back or was written off."""
        self.accounted += fen
        self.owed = max(0, self.owed - fen)


class EvidenceFirst(Check):
    """No tranche is approved or paid while more is outstanding than its agreement allows."""

    reads = (
        tea.GrantAgreementSigned,
        dis.DisbursementRequested,
        dis.DisbursementApproved,
        dis.FundsDisbursed,
        dis.PaymentCancelled,
        dis.PaymentBounced,
        dis.BounceReversed,
        dis.ExpenseAccepted,
        dis.AcceptanceReversed,
        dis.ExpenseDisallowed,
        dis.DisallowanceReversed,
        dis.UnspentRecovered,
        dis.RecoveryReversed,
        dis.LossWrittenOff,
        dis.LossReversed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.allowed: dict[tuple[str, str, str], int] = defaultdict(int)
        self.papers: dict[str, _Tranche] = {}
        self.of: dict[str, list[str]] = defaultdict(list)
        """The papers of each project."""

    def take(self, recorded: Recorded) -> None:
        """Note what is accounted for; look at it when more is granted or goes."""
        event, key = recorded.event, recorded.key
        match event:
            case tea.GrantAgreementSigned(project=project, agreement=agreement):
                signed = kept(key), kept(project), upper(agreement)
                self.allowed[signed] = event.open_tranches
            case dis.DisbursementRequested(project=project, agreement=agreement, team=team):
                self.papers[key] = _Tranche(kept(project), upper(agreement), kept(team))
                self.of[kept(project)].append(key)
            case dis.DisbursementApproved():
                self._look(key, recorded)
            case dis.FundsDisbursed(shares=shares):
                self._look(key, recorded)
                self.papers[key].paid = shared(shares).fen
            case _:
                self._account(event, self.papers[key])

    def _account(self, event: object, paper: _Tranche) -> None:
        match event:
            case dis.PaymentCancelled():
                paper.paid = paper.owed = 0
            case dis.PaymentBounced():
                paper.bounced = True
            case dis.BounceReversed():
                paper.bounced = False
            case dis.ExpenseAccepted(amount=amount):
                paper.accounted += amount.fen
            case dis.ExpenseDisallowed(amount=amount):
                paper.owed += amount.fen
            case dis.DisallowanceReversed(owed=owed):
                paper.owed -= owed.fen
            case dis.RecoveryReversed(amount=amount) | dis.AcceptanceReversed(amount=amount):
                paper.accounted -= amount.fen
            case dis.LossReversed(amount=amount, owed=owed):
                paper.accounted -= amount.fen
                paper.owed += owed.fen
            case dis.UnspentRecovered(amount=amount) | dis.LossWrittenOff(amount=amount):
                paper.settle(amount.fen)
            case _:
                pass

    def _look(self, key: str, recorded: Recorded) -> None:
        asked = self.papers[key]
        if not judges(EVIDENCE_FIRST, recorded.event.on):
            return
        others = {p: self.papers[p] for p in self.of[asked.project] if p != key}
        owed = sorted(p for p, other in others.items() if other.owed and not other.bounced)
        outstanding = {
            p: other.outstanding
            for p, other in others.items()
            if other.agreement == asked.agreement and other.outstanding > 0
        }
        allowed = self.allowed[asked.team, asked.project, asked.agreement]
        if owed or len(outstanding) > allowed:
            named = "、".join(sorted({*owed, *outstanding}))
            left = Money(sum(outstanding.values()))
            self.wrong(
                f"拨付 {key} 时，此前的 {named} 尚未核销（{left}）",
                f"disbursement {key} went on while {named} is not accounted for ({left})",
                recorded,
            )
