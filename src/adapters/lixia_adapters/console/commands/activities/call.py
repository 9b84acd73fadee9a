"""``lixia call``: open calls, from the notice to the awards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.activities.entry import CALL
from lixia_adapters.console.commands.activities.voter_keys import KEYS, voter_keys
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.trouble import FINDING, NotFound
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _key(invocation: Invocation, store: Store) -> dict[str, Any]:
    """Return the mark of the call's own key, made now if there is none."""
    keys = voter_keys(invocation, store)
    if invocation.dry_run:
        return {"key_mark": keys.tried(invocation["call_id"]).mark}
    return {"key_mark": keys.make(invocation["call_id"]).mark}


def _recount(invocation: Invocation) -> Answer:
    from lixia_domain.aggregates.open_call.facts import BallotFrozen
    from lixia_domain.aggregates.open_call.state import OPEN_CALL
    from lixia_domain.application.activities.calls import recount
    from lixia_domain.kernel.vocabulary import CallId

    with invocation.open() as store:
        call = invocation.key(store, "call_id", CallId)
        history = [recorded.event for recorded in store.ledger.history(OPEN_CALL.stream(call))]
        frozen = [fact for fact in history if isinstance(fact, BallotFrozen)]
        if not frozen:
            raise NotFound(
                f"征集 {call} 没有封存的票数可复核；lixia view call_board 可列出全部征集",
                f"call {call} has no frozen tally to check; lixia view call_board lists all calls",
                "not_frozen",
            )
        position = frozen[-1].position
        counted = recount(store.ledger, call, position)
    rows = [(each.entry, each.votes, counted.get(each.entry, 0)) for each in frozen[-1].tally]
    wrong = [row for row in rows if row[1] != row[2]]
    data = {
        "call": call,
        "position": position,
        "entries": len(rows),
        "votes": sum(row[1] for row in rows),
        "differences": [{"entry": e, "frozen": f, "counted": c} for e, f, c in wrong],
    }
    said = Words(
        f"{len(rows)} 件作品共 {data['votes']} 票，逐票复核，{len(wrong)} 件不符。",
        f"{data['votes']} votes for {len(rows)} entries were counted anew: {len(wrong)} differ.",
    )
    heads = [
        invocation.text(head)
        for head in (Words("作品", "entry"), Words("封存", "frozen"), Words("复核", "counted"))
    ]
    table = Table(
        invocation.text(Words("不符的作品", "Entries that differ")),
        heads,
        [[entry, str(frozen), str(counted)] for entry, frozen, counted in wrong],
        frozenset({1, 2}),
    )
    shown: list[Table | Words] = [said, *([table] if wrong else []), as_of(position)]
    return Answer(data, shown, exit=FINDING if wrong else 0)


def _destroy(invocation: Invocation, store: Store) -> dict[str, Any]:
    """Destroy the key, unless that would be refused: the fact must never be recorded too early."""
    from lixia_domain.application.activities import calls
    from lixia_domain.recording.work import Work

    arguments = {
        "call_id": invocation["call_id"],
        "witness": invocation["witness"],
        "on": invocation.day(store),
    }
    calls.destroy_key.within(Work(store.ledger, invocation.by(store)), **arguments)
    if not invocation["dry_run"]:
        voter_keys(invocation, store).destroy(invocation["call_id"])
    return {}


COMMANDS = (
    recording(
        "call open",
        "calls.open_the_call",
        number="--publish",
        tie_rule="[--ties=earlier]",
        revote="[--revote=refused]",
        objection_days="[--objection-days=7]",
    ),
    recording(
        "call open-voting",
        "calls.open_voting",
        KEYS,
        extra=_key,
        key_mark=None,
    ),
    recording("call close-voting", "calls.close_voting"),
    recording("call freeze", "calls.freeze"),
    Command(
        "call recount",
        Words("从账册逐票复核", "count the votes anew from the log"),
        (CALL,),
        _recount,
    ),
    recording("call publish", "calls.publish"),
    recording(
        "call object",
        "objections.raise_objection",
        objection="OBJECTION",
        entry_id=(
            "--entry",
            "针对哪件作品（默认为全部结果）",
            "the entry it is about (default: the results as a whole)",
        ),
        objector=(
            "--by",
            "异议人代号（由 lixia entry reference 换算；匿名则不填）",
            "who objects, as lixia entry reference makes it (left out: nobody named)",
        ),
    ),
    recording(
        "call decide-objection",
        "objections.decide",
        objection="OBJECTION",
        upheld=(
            "--ruling upheld|rejected",
            "成立（须更正结果）或不成立",
            "is it upheld (the results are to be corrected)?",
        ),
    ),
    recording(
        "call settle-objection", "objections.settle", objection="OBJECTION", by_objection="--by"
    ),
    recording("call extend", "short_calls.extend_entries"),
    recording("call reopen", "short_calls.reopen"),
    recording("call reduce", "short_calls.reduce_number", number="--publish"),
    recording("call cancel", "short_calls.cancel"),
    recording("call correct", "objections.correct", objection="OBJECTION", excluded="--exclude"),
    recording("call award", "calls.grant", entry_id="ENTRY"),
    recording("call withdraw-award", "calls.withdraw_award", entry_id="ENTRY"),
    recording("call reopen-decision", "objections.reopen_decision", objection="OBJECTION"),
    recording("call destroy-key", "calls.destroy_key", KEYS, extra=_destroy),
)
