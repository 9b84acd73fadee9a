"""Who might and who did: members and roles as the log has them, beside what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.member import facts as mbr
from lixia_domain.aggregates.roster.facts import RosterClosed
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import lower
from lixia_domain.kernel.roles import Role
from lixia_domain.specs.history.answers import NAMES
from lixia_domain.specs.history.folds import ALL, KEPT, Check, Fold, Ref, ref
from lixia_domain.specs.history.past import Past
from lixia_domain.specs.history.sentences import finding
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.reading import Words, by_word
from lixia_domain.testing.steps.sentences import Table, one_of, rows

ROLES = Words("身份", "role", {word: role.value for word, role in by_word(Role).items()})


class Members:
    """Accounts as they stand at some place of the log, added up from the facts themselves."""

    def __init__(self) -> None:
        self.closed = False
        self.person: dict[str, str] = {}
        self.shut: set[str] = set()
        """Accounts that are suspended or have left."""
        self.roles: dict[str, dict[tuple[Role, str], tuple[Ref, date | None]]] = defaultdict(dict)
        """Of each account what it was granted: by which fact, and for which term."""

    def take(self, recorded: Recorded) -> None:
        """Take in the next fact."""
        event, account = recorded.event, recorded.key
        match event:
            case RosterClosed():
                self.closed = True
            case mbr.MemberAdmitted(person=person, program=program):
                self.person[account] = person or f"program:{program}"
                self.shut.discard(account)
            case mbr.RoleGranted(role=role, stands_for=whose, until=until):
                self.roles[account][role, whose] = ref(recorded), until
            case mbr.RoleRevoked(role=role, stands_for=whose):
                self.roles[account].pop((role, whose), None)
            case mbr.MemberSuspended() | mbr.MemberLeft():
                self.shut.add(account)
            case mbr.MemberReinstated():
                self.shut.discard(account)
            case _:
                pass

    def held(self, account: str, on: date) -> Iterator[tuple[Role, str, Ref]]:
        """Yield what ``account`` holds on ``on``: the role, for whom, and by which fact."""
        for (role, whose), (fact, until) in self.roles[account].items():
            if account not in self.shut and (until is None or on <= until):
                yield role, whose, fact

    def may(self, account: str, role: str, on: date) -> bool:
        """Tell whether ``account`` may act in ``role`` at all."""
        return role in {one.value for one, _, _ in self.held(account, on)}

    def eyes(self, account: str) -> str:
        """Return the person behind an account, or the account where nobody knows."""
        return self.person.get(lower(account), lower(account))


class ActedByRight(Check):
    """Once the roster is closed, whoever recorded a fact was a member in force with that role.

    One commit is one act: whoever gave a right up by it had it for all that it records.
    """

    reads = ALL

    def __init__(self) -> None:
        super().__init__()
        self.members = Members()
        self.rightful: tuple[str | None, str] | None = None
        """The commit, and who acted, that was looked at last and was found right."""

    def take(self, recorded: Recorded) -> None:
        """Look who acted, then take in what the fact itself changes."""
        actor, role = recorded.actor, recorded.role
        act = (recorded.correlation, actor)
        on = business_date(recorded.recorded_at)
        if not self.members.closed or self.members.may(actor, role, on):
            self.rightful = act
        elif act[0] is None or act != self.rightful:
            self.wrong(
                f"位置 {recorded.position} 由账号 {actor} 以身份 {role} 记录，当时没有这个权限",
                f"position {recorded.position} was recorded by {actor} as {role} without right",
                recorded,
            )
        self.members.take(recorded)


REVIEW, NOTED = "凭证审核", "付款记录"
MAY_BE_ONE = ({REVIEW}, {REVIEW, "审批"}, {REVIEW, "放行"}, {REVIEW, NOTED})
"""Parts that one person may have in a disbursement."""


class HandsApart(Check):
    """Who asks, approves, pays, releases and is paid are different persons, not only accounts.

    So is who accepts the evidence from who asked, paid and was paid. An approval that fell is
    nobody's hand any more. Older facts do not tell who paid: whoever recorded that is held to be
    neither requester, approver nor payee.
    """

    reads = (
        RosterClosed,
        mbr.MemberAdmitted,
        dis.DisbursementRequested,
        dis.DisbursementApproved,
        dis.ApprovalFell,
        dis.FundsDisbursed,
        dis.PaymentCancelled,
        dis.ExpenseAccepted,
    )

    def __init__(self) -> None:
        super().__init__()
        self.members = Members()
        self.hands: dict[str, dict[str, tuple[str, Ref]]] = defaultdict(dict)

    def take(self, recorded: Recorded) -> None:
        """Compare the persons of each disbursement."""
        event, paper = recorded.event, recorded.key
        match event:
            case dis.DisbursementRequested(requester=requester, payee=payee):
                self._add(paper, recorded, {"申请": requester, "收款": payee})
            case dis.DisbursementApproved(approver=approver):
                self._add(paper, recorded, {"审批": approver})
            case dis.ApprovalFell():
                self.hands[paper].pop("审批", None)
            case dis.FundsDisbursed(paid_by=payer, released_by=released_by):
                paid = {"付款": payer} if payer else {NOTED: recorded.actor}
                self._add(paper, recorded, {**paid, "放行": released_by})
            case dis.PaymentCancelled():
                self._cancelled(paper, recorded)
            case dis.ExpenseAccepted(reviewer=reviewer):
                self._add(paper, recorded, {REVIEW: reviewer})
            case _:
                self.members.take(recorded)

    def _cancelled(self, paper: str, recorded: Recorded) -> None:
        """Look whether who cancels a payment made it; whoever pays anew has hands of its own."""
        person = self.members.eyes(recorded.actor)
        for part in ("付款", "放行", NOTED):
            known, fact = self.hands[paper].pop(part, ("", None))
            if known == person:
                self.wrong(
                    f"拨付 {paper} 的{part}与撤销付款是同一人 {person}",
                    f"{person} paid disbursement {paper} and cancels the payment",
                    *((fact,) if fact is not None else ()),
                    recorded,
                )

    def _add(self, paper: str, recorded: Recorded, told: dict[str, str | None]) -> None:
        hands = self.hands[paper]
        for part, account in told.items():
            if account is None:
                continue
            person = self.members.eyes(account)
            for other, (known, fact) in hands.items():
                if known == person and {part, other} not in MAY_BE_ONE:
                    self.wrong(
                        f"拨付 {paper} 的{other}与{part}是同一人 {person}",
                        f"{person} has two hands in disbursement {paper}",
                        fact,
                        recorded,
                    )
            hands[part] = person, ref(recorded)


class Holders(Fold):
    """Who holds which role at the moment that is looked at."""

    reads = (
        mbr.MemberAdmitted,
        mbr.RoleGranted,
        mbr.RoleRevoked,
        mbr.MemberSuspended,
        mbr.MemberReinstated,
        mbr.MemberLeft,
    )

    def __init__(self) -> None:
        super().__init__()
        self.members = Members()

    def take(self, recorded: Recorded) -> None:
        """Take in the next fact."""
        self.members.take(recorded)


class Doers(Fold):
    """Who recorded facts of each name, and how many."""

    reads = ALL

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.refs: dict[str, list[Ref]] = defaultdict(list)

    def take(self, recorded: Recorded) -> None:
        """Count the fact."""
        name = recorded.event.event_name
        self.counts[name][recorded.actor] += 1
        if len(self.refs[name]) < KEPT:
            self.refs[name].append(ref(recorded))


@finding(
    "持有“{role}”身份的账号为：",
    Holders,
    accepts={"role": one_of(ROLES.known)},
    heads=one_of(("账号", "代表")),
)
def _(history: Past, role: str, datatable: Table) -> None:
    members, wanted = history.fold(Holders).members, ROLES[role]
    on = history.day
    found = sorted(
        f"{account}（{whose}）" if whose else account
        for account in members.roles
        for one, whose, fact in members.held(account, on)
        if one.value == wanted and _noted(history, fact)
    )
    told = sorted(
        f"{row['账号']}（{whose}）" if (whose := row.get("代表", "")) else row["账号"]
        for row in rows(datatable)
    )
    zh, en = f"持有“{role}”身份的账号", f"who holds the role of {wanted}"
    same(zh, en, "、".join(found), "、".join(told), note=history.note)


def _noted(history: Past, fact: Ref) -> bool:
    history.refs.append(fact)
    return True


@finding(
    '"{fact}"由下列账号办理：',
    Doers,
    accepts={"fact": one_of(NAMES.known)},
    heads=one_of(("账号", "条数")),
)
def _(history: Past, fact: str, datatable: Table) -> None:
    doers = history.fold(Doers)
    history.refs.extend(doers.refs.get(fact, []))
    counted = doers.counts.get(NAMES[fact], {})
    found = sorted(f"{account} {count} 条" for account, count in counted.items())
    told = sorted(f"{row['账号']} {row['条数']} 条" for row in rows(datatable))
    zh, en = f"办理 {fact} 的账号", f"who recorded {fact}"
    same(zh, en, "、".join(found), "、".join(told), note=history.note)
