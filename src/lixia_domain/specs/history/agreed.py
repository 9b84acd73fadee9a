"""What was paid for a named use stays so while it lies in suspense (DOMAIN §7: S54, S68)."""

from __future__ import annotations

from attrs import define, field

from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.pledge.facts import DonationPledged
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.rules.book import AGREED_USE
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.payments import judges

_NO_USE = frozenset[str]()
_GIFTS = (bc.Income.DONATION, bc.Income.CARRIED_IN)


def _no_gift(use: str) -> str:
    """Return a use as that of what is no gift; what is unrestricted is so as either."""
    return use if use == GENERAL else f"{use}（非捐赠）"


@define
class _Entry:
    """A bank's entry, in fen: what lies in suspense, and for which uses it was paid."""

    notice: bc.Notice
    lies: int = 0
    uses: list[tuple[frozenset[str], int]] = field(factory=list)
    """By uses, oldest first, the fen paid for one of them; for no named use, under none."""
    gifts: dict[str, tuple[frozenset[str], int]] = field(factory=dict)
    returned: list[tuple[frozenset[str], int]] = field(factory=list)

    def come(self, uses: frozenset[str], fen: int) -> None:
        """Let so much lie in suspense, paid for these uses."""
        self.lies += fen
        if uses - {GENERAL}:
            self.uses.append((uses, fen))

    def go(self, to: frozenset[str], fen: int) -> tuple[int, list[tuple[frozenset[str], int]]]:
        """Let so much go to a use; return how much of it was for others, and all that was named."""
        free = self.lies - sum(each for _, each in self.uses)
        own = [each for each in self.uses if to & each[0]]
        others = [each for each in self.uses if not to & each[0]]
        went, own = _first(own, fen)
        left = fen - sum(each for _, each in went)
        beyond = max(0, left - max(0, free))
        more, others = _first(others, beyond)
        self.uses, self.lies = [*own, *others], self.lies - fen
        return beyond, [*went, *more]


def _first(
    parts: list[tuple[frozenset[str], int]], fen: int
) -> tuple[list[tuple[frozenset[str], int]], list[tuple[frozenset[str], int]]]:
    went, stay = [], []
    for uses, each in parts:
        taken = min(fen, each)
        fen -= taken
        went += [(uses, taken)] if taken else []
        stay += [(uses, each - taken)] if each > taken else []
    return went, stay


class PaidForThat(Check):
    """What lies in suspense and was paid for a named use went there, or back, or by direction.

    Of its payer, in writing, so much and thither. Acts are judged since the rule's own edition.
    """

    reads = (
        DonationPledged,
        bc.BankCreditRecorded,
        bc.CreditAllocated,
        bc.CreditHeld,
        bc.CreditReversed,
        bc.CreditReturned,
        bc.CreditReturnCancelled,
        bc.CreditPutToReceivable,
        bc.CreditDirected,
        bc.CreditRedirected,
    )

    def __init__(self) -> None:
        super().__init__()
        self.projects: dict[str, str] = {}
        """What each claim is on."""
        self.entries: dict[str, _Entry] = {}

    def take(self, recorded: Recorded) -> None:
        """Follow an entry through suspense; look at where it goes."""
        event, key = recorded.event, upper(recorded.key)
        match event:
            case DonationPledged(project=project):
                self.projects[recorded.key] = kept(project)
            case bc.BankCreditRecorded():
                self._recorded(key, event)
            case _:
                self._moved(self.entries[key], recorded)

    def _recorded(self, key: str, event: bc.BankCreditRecorded) -> None:
        before, entry = self.entries.get(key), _Entry(event.notice)
        entry.lies = left = event.notice.amount.fen
        if before is not None and _one_payer(before.notice, event.notice):
            entry.uses, _ = _first(before.uses, left)
        self.entries[key] = entry

    def _moved(self, entry: _Entry, recorded: Recorded) -> None:
        event = recorded.event
        match event:
            case bc.CreditAllocated(allocation=part):
                use = kept(split_key(part.account)[1])
                to = frozenset({use if part.kind in _GIFTS else _no_gift(use)})
                came_for = _NO_USE if part.kind is bc.Income.INTEREST else to
                entry.gifts[part.gift] = came_for, part.amount.fen
                if part.kind not in _GIFTS:
                    to |= {_no_gift(OTHER)}
                beyond, _ = entry.go(to, part.amount.fen)
                self._judged(beyond, use, recorded)
            case bc.CreditHeld(amount=amount, claims=claims, designations=designations):
                told = {self.projects[each] for each in claims if each in self.projects}
                uses = frozenset(told | set(designations))
                unnamed = entry.lies - sum(each for _, each in entry.uses)
                fen = min(amount.fen, max(0, unnamed))
                entry.uses += [(uses, fen)] if fen and uses - {GENERAL} else []
            case bc.CreditReversed():
                parts = [each for each in entry.gifts.values() if each[1] and each[0] - {GENERAL}]
                entry.uses = [*parts, *entry.uses]
                entry.gifts.clear()
            case bc.CreditRedirected(gift=gift, account=account) if gift in entry.gifts:
                uses, fen = entry.gifts[gift]
                use = kept(split_key(account)[1])
                entry.gifts[gift] = uses | {use, _no_gift(use)}, fen
            case bc.CreditReturned(gift=None, amount=amount):
                _, went = entry.go(_NO_USE, amount.fen)
                free = amount.fen - sum(each for _, each in went)
                entry.returned += [(_NO_USE, free), *went]
            case bc.CreditReturned(gift=gift, amount=amount):
                uses, fen = entry.gifts[gift or ""]
                entry.gifts[gift or ""] = uses, fen - amount.fen
                entry.returned.append((uses, amount.fen))
            case bc.CreditReturnCancelled(amount=amount):
                again, stay = _first(entry.returned[::-1], amount.fen)
                entry.returned = stay[::-1]
                for uses, fen in again[::-1]:
                    entry.come(uses, fen)
            case bc.CreditPutToReceivable(amount=amount):
                beyond, _ = entry.go(frozenset({_no_gift(OTHER)}), amount.fen)
                self._judged(beyond, OTHER, recorded)
            case bc.CreditDirected(to=to, amount=amount):
                use = _no_gift(to) if to in (OTHER, GOVERNMENT) else to
                others = [each for each in entry.uses if use not in each[0]]
                _, left = _first(others, amount.fen)
                own = [each for each in entry.uses if use in each[0]]
                new = [(frozenset({use}), amount.fen)] if to != GENERAL else []
                entry.uses = [*own, *left, *new]
            case _:
                pass

    def _judged(self, beyond: int, use: str, recorded: Recorded) -> None:
        if beyond and judges(AGREED_USE, recorded.event.on):
            amount = Money(beyond)
            self.wrong(
                f"到账 {recorded.key} 中为别的用途付的 {amount} 用到了 {use}，没有付款人的书面指示",
                f"{amount.en} of credit {recorded.key} was paid for another use and went to {use} "
                "without its payer's direction",
                recorded,
            )


def _one_payer(before: bc.Notice, now: bc.Notice) -> bool:
    refs = {before.payer_ref, now.payer_ref}
    return len(refs) == 1 if None not in refs else kept(before.payer) == kept(now.payer)
