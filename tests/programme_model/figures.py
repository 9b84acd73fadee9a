"""What the model remembers: whose money lies where, who promised what, who may do it. Whole fen."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile

from attrs import define, field
from tests.programme_model.lives import Society

from lixia_domain.kernel.roles import Role

GENERAL, GOVERNMENT, SUSPENSE, OTHER = "general", "government", "suspense", "other"


@define
class Gift:
    """What is left of one gift on one account, and what of it is promised to a payment."""

    balance: int
    donor: str
    since: date
    government: bool = False
    claim: str = ""
    reserved: int = 0
    out: int = 0
    frozen: bool = False
    last_day: date | None = None
    match: str = ""
    """By which document the government matched, if it did."""

    @property
    def free(self) -> int:
        """Return what may be reserved: nothing of a frozen gift."""
        return 0 if self.frozen else self.balance - self.reserved


@define
class Short:
    """What is short of a gift, whose gift it was, and of whom else it is claimed."""

    donor: str
    amount: int
    debtors: set[str] = field(factory=set)


@define
class Account:
    """One fund's money for one use."""

    fund: str
    designation: str
    gifts: dict[str, Gift] = field(factory=dict)
    reservations: dict[str, dict[str, int]] = field(factory=dict)
    freezes: list[tuple[str, str]] = field(factory=list)
    """By whom and why it is frozen: a court may freeze what the programme has; each lifts alone."""
    let_be: bool = False
    """Whether it was unfrozen after its project was cancelled: that was meant."""
    suspense: int = 0
    other: int = 0
    came: dict[str, int] = field(factory=dict)
    """By gift: what came in here, less what moved on or went back, whatever it was spent on."""
    short: dict[str, Short] = field(factory=dict)
    """By gift: what the bank took back of it though it was spent, and nobody made good yet."""
    matches: dict[str, list[object]] = field(factory=dict)
    """By document: cap, what came of it, the last day."""
    costs: set[str] = field(factory=set)
    lent: dict[str, int] = field(factory=dict)
    """By gift: what unrestricted money made good here, of what was short."""
    repaid: dict[str, int] = field(factory=dict)
    """By gift: what of that went back to the unrestricted money."""

    @property
    def frozen(self) -> bool:
        """Tell whether it is frozen as a whole, for whatever reason."""
        return bool(self.freezes)

    def take_in(self, key: str, gift: Gift) -> None:
        """Take a gift in: a new one, or more of one that is known here."""
        self.came[key] = self.came.get(key, 0) + gift.balance
        if (known := self.gifts.get(key)) is not None:
            known.balance += gift.balance
        else:
            self.gifts[key] = gift

    def let_go(self, key: str, amount: int) -> None:
        """Let a gift go, or a part of it, to another account or back to whoever gave it.

        What the bank took back, and what was paid of it brought again, did not come in here.
        """
        self.gifts[key].balance -= amount
        if key in self.came:
            self.came[key] -= amount

    @property
    def held(self) -> int:
        """Return all that lies there."""
        return sum(gift.balance for gift in self.gifts.values()) + self.suspense + self.other


@define
class Fund:
    """A special fund of one foundation."""

    foundation: str
    terminating: bool = False
    closed: bool = False
    closed_through: str = ""


@define
class Part:
    """What a part of a bank's entry was taken for, and on which account it lies now."""

    gift: str
    fund: str
    designation: str
    amount: int
    kind: str
    claim: str | None = None
    instalment: int | None = None
    donor: str = ""
    match: str = ""
    """By which document the government matched, if it did."""
    places: set[tuple[str, str]] = field(factory=set)
    """On which accounts it ever lay."""
    returned: int = 0
    """What of it went back to whoever gave it."""


@define
class Recovery:
    """What came back of a payment: into which gifts, how much of it was owed, where each lies."""

    credit: str
    amount: int
    shares: dict[str, int]
    owed: int
    places: dict[str, tuple[str, str]]


@define
class Named:
    """So much of an entry, and for which uses it was paid, under which claims."""

    amount: int
    uses: frozenset[str] = frozenset()
    claims: tuple[str, ...] = ()
    gift: bool = True


@define
class Former:
    """Whom the register named before as the payer of an entry, and for what they paid."""

    payer: str
    payer_ref: str | None
    named: list[Named]
    meant: tuple[str, ...]
    no_gift: bool


@define
class Credit:
    """One entry of the bank: each fen of it is a gift, held, returned, or put to what was owed."""

    fund: str
    amount: int
    payer: str
    payer_ref: str | None
    day: date
    parts: list[Part] = field(factory=list)
    revision: int = 1
    held: int = 0
    returned: int = 0
    returned_on: date | None = None
    """When something of it went back for the first time."""
    returned_by: str = ""
    """Who returned of it last."""
    returns: list[Named] = field(factory=list)
    """What was returned and not cancelled, one by one: for what it had been paid."""
    paid_back: int = 0
    put: int = 0
    receivable: int = 0
    reversed: bool = False
    reversed_on: date | None = None
    apportioned: bool = False
    donor: str | None = None
    receipts: dict[str, str] = field(factory=dict)
    meant: tuple[str, ...] = ()
    """The claims for which it came, where a part of it was held."""
    named: list[Named] = field(factory=list)
    """What of what is held was paid for a named use."""
    no_gift: bool = False
    """Whether its payer's document says that something of it was no gift."""
    formers: list[Former] = field(factory=list)
    """Whom the register named before, and what they paid for beyond what is known now."""

    def next_part(self, credit_id: str) -> str:
        """Return under which id the next part of it is taken in."""
        return f"{credit_id}#{self.revision}.{len(self.parts) + 1}"

    @property
    def payer_known(self) -> str:
        """Return who paid, as the bank has it."""
        return self.payer_ref or self.payer


@define
class Debit:
    """One entry of the bank by which money left; ``amount`` of nothing: the bank told none yet."""

    fund: str = ""
    amount: int = 0
    said: tuple[object, ...] = ()
    """What else the bank said of it."""
    dated: date = date.max
    cited: str = ""
    matched: tuple[str, str] | None = None
    matched_by: str = ""
    charged: tuple[tuple[str, str], dict[str, tuple[int, Gift]]] | None = None
    """To which account a fee or cost was charged by it, how much of which gift, as that was."""


@define
class Statements:
    """What the bank stated month by month, and which of them were reconciled."""

    closings: dict[str, int] = field(factory=dict)
    said: dict[str, tuple[int, ...]] = field(factory=dict)
    reconciled: set[str] = field(factory=set)


@define
class Claim:
    """A claim and its pledge, which change together."""

    project: str
    enterprise: str
    fund: str
    amount: int
    plan: list[tuple[date, int]]
    settled: list[int]
    claimed_by: str = ""
    """Who claimed it: what that firm was merged into has the pledge."""
    confirmed: bool = False
    stands: bool = True
    """Whether it holds a place in the project's budget."""
    released: bool = False
    defaulted: bool = False
    approved: bool = False
    clause: str | None = None
    demands: list[tuple[int, date]] = field(factory=list)
    """Which instalment was demanded, and until when, by the schedule that is agreed now."""
    passed: list[str] = field(factory=list)
    """Whose it was before, each merged into the next."""
    paid_then: int = 0
    """What was paid of it when it passed on last."""

    def missing(self, number: int | None) -> int:
        """Return what an instalment lacks; the earliest open one, if none is named."""
        for at, ((_, promised), paid) in enumerate(zip(self.plan, self.settled, strict=True), 1):
            if paid < promised and number in (None, at):
                return promised - paid
        return 0

    def next_open(self) -> int | None:
        """Return the earliest instalment that lacks something."""
        pairs = zip(self.plan, self.settled, strict=True)
        return next((at for at, (p, paid) in enumerate(pairs, 1) if paid < p[1]), None)


@define
class Project:
    """A project: its budget, who claims it, who carries it out, what it pays."""

    lines: dict[str, int]
    stage: str = "drafted"
    needs: tuple[str, ...] = ()
    minimum: int = 0
    waitlist: bool = False
    waiting: dict[str, tuple[str, int]] = field(factory=dict)
    offers: dict[str, int] = field(factory=dict)
    commitments: dict[str, tuple[str, int]] = field(factory=dict)
    granted: set[str] = field(factory=set)
    team: str | None = None
    agreement: str | None = None
    agreements: dict[str, date] = field(factory=dict)
    """Since when each agreement with a team is its own."""
    suspended: str | None = None
    cancelled: str | None = None
    failed_review: bool = False
    changes: dict[str, str] = field(factory=dict)
    started: date | None = None
    ended: date | None = None
    surplus_moved: bool = False
    """Whether anything of it went to another use since it was accepted."""
    past: list[tuple[date, str, bool, str | None]] = field(factory=list)
    """From which day on: its stage, whether it was suspended, whose it was."""

    def on_day(self, day: date) -> tuple[str, bool, str | None] | None:
        """Return how it stood on a day: on the day on which it ends, as in the morning."""
        then = [one for one in self.past if one[0] <= day]
        over = takewhile(lambda one: one[1] in ("accepted", "cancelled", "closed"), then[::-1])
        ended = [on for on, *_ in over]
        if ended and ended[-1] == day:
            return self.on_day(day - timedelta(days=1))
        return then[-1][1:] if then else None

    @property
    def budget(self) -> int:
        """Return the sum of its lines."""
        return sum(self.lines.values())

    def committed(self, line: str) -> int:
        """Return what of a budget line is promised or spent."""
        return sum(amount for of, amount in self.commitments.values() if of == line)


@define
class Disbursement:
    """A tranche: who asked, who approved, who paid, and what became of the money."""

    project: str
    fund: str
    designation: str
    team: str
    agreement: str
    tranche: int
    line: str
    amount: int
    payee: str
    payee_account: str
    requester: str
    stage: str = "requested"
    approver: str = ""
    approved_on: date = date.min
    paid_by: str = ""
    released_by: str = ""
    paid_on: date = date.max
    debit: str = ""
    shares: dict[str, int] = field(factory=dict)
    unrecovered: dict[str, int] = field(factory=dict)
    pending: dict[str, int] = field(factory=dict)
    reviewed: set[str] = field(factory=set)
    sound: dict[str, tuple[int, str]] = field(factory=dict)
    """By invoice that was accepted: over how much, and who accepted it."""
    disallowed: dict[str, tuple[int, int, str]] = field(factory=dict)
    """By invoice that was disallowed: over how much, what of it is owed, and who disallowed it."""
    accepted: int = 0
    recovered: int = 0
    written_off: int = 0
    owed: int = 0
    recoveries: list[Recovery] = field(factory=list)
    bounced: Recovery | None = None

    @property
    def outstanding(self) -> int:
        """Return what was paid and is neither accepted, back, nor written off."""
        if self.stage != "paid":
            return 0
        return self.amount - self.accepted - self.recovered - self.written_off

    @property
    def unaccounted(self) -> int:
        """Return what of that is under no evidence either."""
        return self.outstanding - sum(self.pending.values())


@define
class Member:
    """An account of somebody: whose it is and what it may be."""

    person: str
    roles: set[tuple[Role, str]] = field(factory=set)
    suspended: bool = False
    until: date | None = None
    """The last day of an auditor's term."""


@define
class Goods:
    """Goods given in kind."""

    fund: str
    donor: str
    project: str
    quantity: int
    gone: int = 0
    receipt: str | None = None
    sales: dict[str, int] = field(factory=dict)


@define
class Programme(Society):
    """All of it, at one moment."""

    closed_roster: bool = False
    members: dict[str, Member] = field(factory=dict)
    funds: dict[str, Fund] = field(factory=dict)
    accounts: dict[tuple[str, str], Account] = field(factory=dict)
    credits: dict[str, Credit] = field(factory=dict)
    debits: dict[str, Debit] = field(factory=dict)
    claims: dict[str, Claim] = field(factory=dict)
    projects: dict[str, Project] = field(factory=dict)
    agreements: dict[tuple[str, str], tuple[str, int, str]] = field(factory=dict)
    """By team and agreement: project, how many tranches may be open at a time, minutes."""
    papers: dict[str, Disbursement] = field(factory=dict)
    first_shares: dict[str, dict[str, int]] = field(factory=dict)
    """By tranche: which gifts paid it, whatever came back since."""
    payees: dict[tuple[str, str], tuple[str, str]] = field(factory=dict)
    """By foundation and payee: to which account it is paid, and who put that on record."""
    invoices: dict[str, list[object]] = field(factory=dict)
    """By number: seller, date, total, used, slips."""
    statements: dict[str, Statements] = field(factory=dict)
    """By fund: each has one account at the bank."""
    ceased: dict[str, str] = field(factory=dict)
    """By person: the last month in which it was cashier, if it is none any more."""
    receipts: dict[str, tuple[str, str]] = field(factory=dict)
    """By number: what became of it, and for which gift."""
    goods: dict[str, Goods] = field(factory=dict)
    answers: dict[tuple[str, str], tuple[bool, int]] = field(factory=dict)
    """By gift and target: whether its donor lets it go there, and how much more."""
    said: dict[tuple[str, str], tuple[object, ...]] = field(factory=dict)
    """By gift and target: the donor's last answer, word for word."""
    gone: dict[str, Part] = field(factory=dict)
    """By gift of an entry that was taken back: what it was; a part of it may still come back."""
    numbers: int = 0
    head: int = 0
    """The head of the log, for acts that are told up to where somebody has read."""

    def noted(self, on: date) -> None:
        """Remember how projects stand since ``on``."""
        for project in self.projects.values():
            now = (project.stage, project.suspended is not None, project.team)
            if not project.past or project.past[-1][1:] != now:
                project.past.append((on, *now))

    def account(self, fund: str, designation: str) -> Account:
        """Return an account, opened when it is first needed."""
        return self.accounts.setdefault((fund, designation), Account(fund, designation))

    def look(self, fund: str, designation: str) -> Account:
        """Return an account as it is, and one of nothing where none was opened."""
        return self.accounts.get((fund, designation)) or Account(fund, designation)

    def new(self, letter: str) -> str:
        """Return an id that nothing has yet."""
        self.numbers += 1
        return f"{letter}{self.numbers}"
