"""``lixia call``: open calls, from the notice to the awards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.activities.entry import CALL, ENTRY
from lixia_adapters.console.commands.activities.voter_keys import KEYS, voter_keys
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, account, day, number, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording
from lixia_adapters.console.frame.trouble import FINDING, NotFound
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _terms(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.open_call.facts import Kind, Revote, TieRule

    return {
        "kind": Kind(invocation["kind"]),
        "tie_rule": TieRule(invocation["tie_rule"]),
        "revote": Revote(invocation["revote"]),
    }


OPEN = recording(
    "calls.open_the_call",
    CALL,
    Option("--title", "title", "名称", "the title", read=text),
    Option(
        "--kind",
        "kind",
        "征集什么：条文、故事、短视频",
        "what is asked for",
        choices=("rules", "story", "short_video", "other"),
        value="KIND",
    ),
    Option("--publish", "number", "应公布多少件", "how many are to be published", read=number),
    Option(
        "--entries-until", "entries_until", "投稿截止日", "last day for entries", day, value="DATE"
    ),
    Option(
        "--ties",
        "tie_rule",
        "并列时：投稿在先、评审裁定、抽签（默认 earlier）",
        "who wins a tie (default: earlier)",
        need=False,
        default="earlier",
        choices=("earlier", "jury", "lot"),
    ),
    Option(
        "--revote",
        "revote",
        "改投：不许、以后一票为准（默认 refused）",
        "a second vote (default: refused)",
        need=False,
        default="refused",
        choices=("refused", "replaces"),
    ),
    Option(
        "--objection-days",
        "objection_days",
        "公示期（自然日，默认 7）",
        "days for objections (default: 7)",
        read=number,
        need=False,
        default=7,
    ),
    Option(
        "--campaign",
        "campaign_id",
        "属于哪个主题活动",
        "the campaign it is part of",
        read=text,
        need=False,
    ),
    extra=_terms,
)


def _voting(invocation: Invocation, store: Store) -> dict[str, Any]:
    """Return the ballot, all admitted entries unless the line names some, and the key's mark."""
    from lixia_domain.kernel.ids import join_key
    from lixia_domain.views import by_name

    given = invocation["entry_ids"]
    if not given:
        build = store.views()
        rows = build.rows(by_name("vote_tally"), prefix=f"{join_key(invocation['call_id'])}/")
        given = tuple(row.entry for _, row in rows if row.state == "admitted")
    keys = voter_keys(invocation, store)
    return {"entry_ids": given, "key_mark": keys.make(invocation["call_id"]).mark, "keys": LEFT_OUT}


OPEN_VOTING = recording(
    "calls.open_voting",
    CALL,
    Option("--until", "until", "投票截止日", "last day for votes", read=day, value="DATE"),
    Option(
        "--entry",
        "entry_ids",
        "上选票的作品（默认为全部通过初审的）",
        "an entry on the ballot (default: all that were admitted)",
        read=text,
        need=False,
        many=True,
        value="ID",
    ),
    KEYS,
    extra=_voting,
)
CLOSE_VOTING = recording("calls.close_voting", CALL)


def _tally(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.application.activities.calls import tally
    from lixia_domain.views import by_name

    position, votes = tally(store.views(), by_name("vote_tally"), invocation["call_id"])
    return {"votes": votes, "position": position}


FREEZE = recording("calls.freeze", CALL, extra=_tally)


def _recount(invocation: Invocation) -> Answer:
    from lixia_domain.aggregates.open_call.facts import BallotFrozen
    from lixia_domain.aggregates.open_call.state import OPEN_CALL
    from lixia_domain.application.activities.calls import recount

    call = invocation["call_id"]
    with invocation.open() as store:
        history = [recorded.event for recorded in store.ledger.history(OPEN_CALL.stream(call))]
        frozen = [fact for fact in history if isinstance(fact, BallotFrozen)]
        if not frozen:
            raise NotFound(
                f"征集 {call} 没有封存的票数可复核；lixia view call_board 可列出全部征集",
                f"call {call} has no frozen tally to check; lixia view call_board lists all calls",
                "not_frozen",
            )
        position = frozen[0].position
        counted = recount(store.ledger, call, position)
    rows = [(each.entry, each.votes, counted.get(each.entry, 0)) for each in frozen[0].tally]
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


RECOUNT = Command((CALL,), _recount)
PUBLISH = recording(
    "calls.publish",
    CALL,
    Option(
        "--decided",
        "decided",
        "并列中裁定入选的作品",
        "a tied entry that jury or lot has chosen",
        read=text,
        need=False,
        many=True,
        value="ID",
    ),
    Option(
        "--document",
        "document",
        "裁定依据（评审纪要、抽签记录）",
        "minutes, or the record of the lot",
        read=text,
        need=False,
        default="",
    ),
)
AWARD = recording(
    "calls.grant",
    CALL,
    ENTRY,
    Option("--award", "award", "奖项", "the award", read=text),
)


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
    return {"keys": LEFT_OUT}


DESTROY_KEY = recording(
    "calls.destroy_key",
    CALL,
    Option(
        "--witness",
        "witness",
        "见证人的账号编号",
        "account id of the witness",
        read=account,
        value="ID",
    ),
    KEYS,
    extra=_destroy,
)
