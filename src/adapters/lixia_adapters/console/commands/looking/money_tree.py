"""Where money went and came from, as a tree that anybody can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.moments import chosen
from lixia_adapters.console.frame.answer import Answer, Branch, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.audit.trace.flow import Node
    from lixia_domain.audit.trace.moves import Move
    from lixia_domain.audit.trace.streams import Evidence

KINDS = {
    "credit": Words("到账", "bank credit"),
    "pledge": Words("认捐", "pledge"),
    "project": Words("项目", "project"),
    "donor": Words("捐赠人", "donor"),
    "gift": Words("捐赠", "gift"),
    "account": Words("专户", "account"),
    "disbursement": Words("拨付", "disbursement"),
    "held": Words("暂收，用途待定", "held in suspense"),
    "open": Words("未分配", "not allocated"),
    "unbooked": Words("已分配而账上查无", "allocated, on no account"),
    "available": Words("尚在专户", "still on account"),
    "reserved": Words("已预留，用于", "reserved for"),
    "settled": Words("已核销", "accounted for"),
    "awaiting": Words("已付，待核销", "paid, not accounted for yet"),
    "shared": Words("已付，与其他捐赠合并核销中", "paid with other gifts, accounted for in part"),
    "lost": Words("损失核销", "written off"),
    "restored": Words("已收回", "came back"),
    "returned": Words("已退还", "returned"),
    "made_good": Words("清偿应收", "made good what was owed"),
    "reversed": Words("已冲正", "reversed"),
    "charged": Words("手续费或管理费", "fee or cost"),
    "moved_out": Words("已转至", "moved to"),
}
GROSS = {
    "pledge": Words("认捐 {gross}", "promised {gross}"),
    "reversed": Words("原登记 {gross}", "was {gross}"),
    "shared": Words("全笔 {gross}", "whole tranche {gross}"),
    "disbursement": Words("原付 {gross}", "was {gross}"),
}
EVIDENCE = {
    "in_review": Words("待审核", "in review"),
    "accepted": Words("已认可", "accepted"),
    "disallowed": Words("不予认可", "disallowed"),
}
MOVED = {"moved_in": Words("转入自", "moved in from"), "moved_out": Words("转出至", "moved out to")}


def followed(invocation: Invocation, way: str) -> Answer:
    """Answer where the money of what ``way`` names went, and came from."""
    from lixia_domain.audit.trace.flow import FlowKind
    from lixia_domain.audit.trace.follow import follow
    from lixia_domain.kernel import vocabulary

    kinds = {
        "credit": vocabulary.CreditId,
        "gift": vocabulary.GiftId,
        "pledge": vocabulary.ClaimId,
        "disbursement": vocabulary.DisbursementId,
        "project": vocabulary.ProjectId,
    }
    with invocation.open() as store:
        when = chosen(store, invocation["as_of"], invocation["as_known_at"])
        key = invocation.key(store, way, kinds[way])
        found = follow(store.ledger, FlowKind(way), key, when.moment)
    trees = [tree for tree in (found.origin, found.to) if tree is not None]
    sound = all(tree.adds_up for tree in trees) and not any(
        leaf.kind is FlowKind.UNBOOKED for tree in trees for leaf in tree.leaves()
    )
    on, at = when.moment.on, found.position
    data = {
        "as_of": None if on is None else on.isoformat(),
        "position": at,
        "adds_up": sound,
        "to": _plain(found.to),
        "from": None if found.origin is None else _plain(found.origin),
    }
    shown: list[Table | Words | Branch] = [] if when.said is None else [when.said]
    if found.origin is not None:
        shown += [
            Words("来源", "Where it came from"),
            _branch(invocation, found.origin),
            Words("", ""),
        ]
        shown.append(Words("去向", "Where it went"))
    shown.append(_branch(invocation, found.to))
    whole = yuan(found.to.amount.fen)
    shown.append(
        Words(f"各末端相加为 {whole}，一分不差", f"the ends add up to {whole}, to the fen")
        if sound
        else Words(f"各末端与 {whole} 不符", f"the ends do NOT fit {whole}")
    )
    shown.append(
        as_of(at) if on is None else Words(when.moment.text(at), when.moment.text(at, "en"))
    )
    return Answer(data, shown, exit=0 if sound else 1)


def _branch(invocation: Invocation, node: Node) -> Branch:
    return Branch(
        _line(invocation, node),
        (
            *(_branch(invocation, child) for child in node.children),
            *(Branch(line) for line in _notes(invocation, node)),
        ),
    )


def _line(invocation: Invocation, node: Node) -> str:
    said = [f"{invocation.text(KINDS[node.kind.value])} {node.key}", yuan(node.amount.fen)]
    if node.gross is not None and (form := GROSS.get(node.kind.value)) is not None:
        said.append(f"({invocation.text(form.filled(gross=yuan(node.gross.fen)))})")
    if node.on is not None:
        said.append(f"{node.on} #{node.position}")
    said += [word for word in (node.who, node.why) if word]
    return "  ".join(said)


def _notes(invocation: Invocation, node: Node) -> Iterator[str]:
    """Yield what belongs to a node and is no part of its sum."""
    for move in node.moves:
        if (said := MOVED.get(move.way.value)) is not None:
            on, at = move.recorded.event.on, move.recorded.position
            yield f"· {invocation.text(said)} {move.other}  {yuan(move.amount.fen)}  {on} #{at}"
    for one in node.evidence:
        state = invocation.text(EVIDENCE[one.state])
        head = invocation.text(Words("凭证（全笔）", "evidence of the whole tranche"))
        yield (
            f"· {head} {one.invoice}  {yuan(one.amount.fen)}  {state}  {one.dated} #{one.position}"
            f"  {one.seller}"
        )


def _plain(node: Node) -> dict[str, Any]:
    return {
        "kind": node.kind.value,
        "key": node.key,
        "amount_fen": node.amount.fen,
        "gross_fen": None if node.gross is None else node.gross.fen,
        "on": None if node.on is None else node.on.isoformat(),
        "position": node.position,
        "who": node.who,
        "why": node.why,
        "moves": [_move(move) for move in node.moves],
        "evidence": [_evidence(one) for one in node.evidence],
        "children": [_plain(child) for child in node.children],
    }


def _move(move: Move) -> dict[str, Any]:
    recorded = move.recorded
    return {
        "way": move.way.value,
        "amount_fen": move.amount.fen,
        "other": move.other,
        "on": recorded.event.on.isoformat(),
        "position": recorded.position,
        "actor": recorded.actor,
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "invoice": one.invoice,
        "dated": one.dated.isoformat(),
        "seller": one.seller,
        "line": one.line,
        "file_hash": one.file_hash,
        "amount_fen": one.amount.fen,
        "state": one.state,
        "position": one.position,
    }
