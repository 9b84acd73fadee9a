"""A receipt stands over one gift, and a gift has one receipt: as both sides of it say."""

from __future__ import annotations

from lixia_domain.aggregates import donation_receipt as don
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.in_kind import facts as goods
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import upper
from lixia_domain.specs.history.folds import Check, Ref, ref

Pairs = dict[str, tuple[str, Ref]]


class ReceiptsOverGifts(Check):
    """What receipts say that they are over is what gifts and goods say of them."""

    reads = (
        bc.CreditReceipted,
        bc.CreditUnreceipted,
        goods.InKindReceipted,
        goods.InKindUnreceipted,
        don.DonationReceiptIssued,
        don.DonationReceiptIssuedInKind,
        don.DonationReceiptReversed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.told: Pairs = {}
        """What each receipt is over, as the receipts say."""
        self.noted: Pairs = {}
        """The same, as gifts and goods say."""
        self.receipts: Pairs = {}
        """Their receipts, by gift or delivery."""

    def take(self, recorded: Recorded) -> None:
        """Note which receipt stands over what."""
        key = upper(recorded.key)
        match recorded.event:
            case bc.CreditReceipted(gift=gift, receipt=receipt):
                self._note(gift, upper(receipt), recorded)
            case goods.InKindReceipted(receipt=receipt):
                self._note(recorded.key, upper(receipt), recorded)
            case bc.CreditUnreceipted(gift=gift, receipt=receipt):
                self._forget(gift, upper(receipt))
            case goods.InKindUnreceipted(receipt=receipt):
                self._forget(recorded.key, upper(receipt))
            case don.DonationReceiptIssued(gift=gift):
                self.told[key] = gift, ref(recorded)
            case don.DonationReceiptIssuedInKind(delivery=delivery):
                self.told[key] = delivery, ref(recorded)
            case _:
                self.told.pop(key, None)

    def _note(self, gift: str, receipt: str, recorded: Recorded) -> None:
        if receipt in self.noted:
            other, fact = self.noted[receipt]
            self.wrong(
                f"票据 {receipt} 凭捐赠 {other}，又凭捐赠 {gift}",
                f"receipt {receipt} is over gift {other}, and over gift {gift} too",
                fact,
                recorded,
            )
        if gift in self.receipts:
            other, fact = self.receipts[gift]
            self.wrong(
                f"捐赠 {gift} 已有票据 {other}，又开 {receipt}",
                f"gift {gift} has receipt {other}, and {receipt} too",
                fact,
                recorded,
            )
        self.noted[receipt], self.receipts[gift] = (gift, ref(recorded)), (receipt, ref(recorded))

    def _forget(self, gift: str, receipt: str) -> None:
        self.noted.pop(receipt, None)
        self.receipts.pop(gift, None)

    def end(self) -> None:
        """Compare both sides."""
        for receipt in sorted({*self.told, *self.noted}):
            one, other = self.told.get(receipt), self.noted.get(receipt)
            if (one and one[0]) != (other and other[0]):
                self.wrong(
                    f"票据 {receipt}：票据一方记 {_gift(one)}，捐赠一方记 {_gift(other)}",
                    f"receipt {receipt}: it says that it is over {_gift(one)}, "
                    f"and gifts say {_gift(other)}",
                    *(side[1] for side in (one, other) if side is not None),
                )


def _gift(side: tuple[str, Ref] | None) -> str:
    return "—" if side is None else side[0]
