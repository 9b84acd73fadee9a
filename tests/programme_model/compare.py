"""Streams of the store beside the model: each fen, each stage, after each step."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from tests.programme_model.counterparts import LIVES
from tests.programme_model.figures import GENERAL, Programme

from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.kernel.ids import split_key, split_stream
from lixia_domain.recording.ledger import Ledger


def prune(model: Programme, touched: Collection[str]) -> None:
    """Forget gifts of which nothing is left and nothing can come back."""
    for stream in touched:
        if stream.startswith("account-"):
            fund, use = split_key(split_stream(stream)[1])
            gifts = model.account(fund, use).gifts
            for key, gift in list(gifts.items()):
                lasting = (gift.out and use != GENERAL) or gift.government
                if not gift.balance and not lasting:
                    del gifts[key]


def differences(model: Programme, ledger: Ledger, touched: Collection[str]) -> Iterator[str]:
    """Tell where a stream and the model come to different figures."""
    for stream in sorted(touched):
        category, key = split_stream(stream)
        if category in _SIDES:
            decider, of_store, of_model = _SIDES[category]
            there = of_store(ledger.load(decider, stream).state)
            here = of_model(model, key)
            if there != here:
                yield f"{stream}: the store has {there}, the model {here}"


def _account(state: Any) -> object:
    gifts = {
        key: (gift.balance.fen, gift.reserved.fen, gift.frozen, gift.source.value)
        for key, gift in state.gifts.items()
    }
    held = {
        paper: {share.gift: share.amount.fen for share in shares}
        for paper, shares in state.reservations.items()
    }
    short = {key: (each.donor, each.amount.fen) for key, each in state.shortfalls.items()}
    frozen = [(each.by.value, each.reason) for each in state.freezes]
    return gifts, held, frozen, state.suspense.fen, state.other.fen, short


def _models_account(model: Programme, key: str) -> object:
    fund, use = split_key(key)
    account = model.account(fund, use)
    gifts = {
        key: (
            gift.balance,
            gift.reserved,
            gift.frozen,
            "government" if gift.government else "donated",
        )
        for key, gift in account.gifts.items()
    }
    short = {key: (each.donor, each.amount) for key, each in account.short.items()}
    frozen = list(account.freezes)
    return gifts, account.reservations, frozen, account.suspense, account.other, short


def _credit(state: Any) -> object:
    parts = [
        (part.gift, part.account, part.amount.fen, part.kind.value) for part in state.allocations
    ]
    return (
        state.held.fen,
        state.returned.fen,
        state.paid_back.fen,
        state.put.fen,
        state.receivable.fen,
        state.reversed,
        [(part.amount.fen, sorted(part.designations)) for part in state.agreed],
        parts,
        sorted(gift for gift, _ in state.receipts),
    )


def _models_credit(model: Programme, key: str) -> object:
    credit = model.credits[key.lower() if key not in model.credits else key]
    parts = [
        (part.gift, f"{part.fund}/{part.designation}", part.amount, part.kind)
        for part in credit.parts
    ]
    return (
        credit.held,
        credit.returned,
        credit.paid_back,
        credit.put,
        credit.receivable,
        credit.reversed,
        [(each.amount, sorted(each.uses)) for each in credit.named],
        parts,
        sorted(credit.receipts),
    )


def _paper(state: Any) -> object:
    shares = {share.gift: share.amount.fen for share in state.shares}
    pending = {invoice: amount.fen for invoice, amount in state.pending.items()}
    return state.stage.value, shares, pending, state.outstanding.fen, state.owed_back.fen


def _models_paper(model: Programme, key: str) -> object:
    paper = model.papers[key]
    return paper.stage, paper.shares, paper.pending, paper.outstanding, paper.owed


def _pledge(state: Any) -> object:
    dues = [(each.due, each.amount.fen) for each in state.instalments]
    settled = [each.fen for each in state.settled]
    return dues, settled, state.released is not None, state.defaulted is not None, state.approved


def _models_pledge(model: Programme, key: str) -> object:
    claim = model.claims[key]
    return claim.plan, claim.settled, claim.released, claim.defaulted, claim.approved


def _project(state: Any) -> object:
    claims = {
        key: (each.enterprise, each.amount.fen, each.confirmed)
        for key, each in state.claims.items()
    }
    waiting = {key: (each.enterprise, each.amount.fen) for key, each in state.waiting.items()}
    held = {paper: (each.line, each.amount.fen) for paper, each in state.commitments.items()}
    offers = {key: amount.fen for key, amount in state.offers.items()}
    return state.stage.value, claims, waiting, offers, held, state.team, state.suspended


def _models_project(model: Programme, key: str) -> object:
    project = model.projects[key]
    claims = {
        claim_id: (claim.claimed_by, claim.amount, claim.confirmed)
        for claim_id, claim in model.claims.items()
        if claim.stands and claim.project == key
    }
    return (
        project.stage,
        claims,
        project.waiting,
        project.offers,
        project.commitments,
        project.team,
        project.suspended,
    )


def _goods(state: Any) -> object:
    return state.left, state.receipt is not None


def _models_goods(model: Programme, key: str) -> object:
    goods = model.goods[key]
    return goods.quantity - goods.gone, goods.receipt is not None


_SIDES: dict[str, tuple[Any, Any, Any]] = {
    "account": (ACCOUNT, _account, _models_account),
    "bank_credit": (BANK_CREDIT, _credit, _models_credit),
    "disbursement": (DISBURSEMENT, _paper, _models_paper),
    "pledge": (PLEDGE, _pledge, _models_pledge),
    "project": (PROJECT, _project, _models_project),
    "in_kind": (IN_KIND, _goods, _models_goods),
    **LIVES,
}
