"""``lixia call``: open calls, from the notice to the awards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.entry import CALL, ENTRY
from lixia_adapters.console.recording import LEFT_OUT, recording
from lixia_adapters.console.spec import Command, Option, account, day, number, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import FINDING, NotFound
from lixia_adapters.console.voter_keys import KEYS, voter_keys

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _terms(asked: Asked, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.open_call.facts import Kind, Revote, TieRule

    return {
        "kind": Kind(asked["kind"]),
        "tie_rule": TieRule(asked["tie_rule"]),
        "revote": Revote(asked["revote"]),
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


def _voting(asked: Asked, store: Store) -> dict[str, Any]:
    """Return the ballot, all admitted entries unless told otherwise, and the key's mark."""
    from lixia_domain.kernel.ids import join_key
    from lixia_domain.views import by_name

    told = asked["entry_ids"]
    if not told:
        build = store.views()
        rows = build.rows(by_name("vote_tally"), prefix=f"{join_key(asked['call_id'])}/")
        told = tuple(row.entry for _, row in rows if row.state == "admitted")
    keys = voter_keys(asked, store)
    return {"entry_ids": told, "key_mark": keys.make(asked["call_id"]).mark, "keys": LEFT_OUT}


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


def _tally(asked: Asked, store: Store) -> dict[str, Any]:
    from lixia_domain.application.activities.calls import tally
    from lixia_domain.views import by_name

    position, votes = tally(store.views(), by_name("vote_tally"), asked["call_id"])
    return {"votes": votes, "position": position}


FREEZE = recording("calls.freeze", CALL, extra=_tally)


def _recount(asked: Asked) -> Answer:
    from lixia_domain.aggregates.open_call.facts import BallotFrozen
    from lixia_domain.aggregates.open_call.state import OPEN_CALL
    from lixia_domain.application.activities.calls import recount

    call = asked["call_id"]
    with asked.open() as store:
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
    said = Say(
        f"{len(rows)} 件作品共 {data['votes']} 票，逐票复核，{len(wrong)} 件不符。",
        f"{data['votes']} votes for {len(rows)} entries were counted anew: {len(wrong)} differ.",
    )
    heads = [
        asked.told(head)
        for head in (Say("作品", "entry"), Say("封存", "frozen"), Say("复核", "counted"))
    ]
    table = Table(
        asked.told(Say("不符的作品", "Entries that differ")),
        heads,
        [[entry, str(frozen), str(counted)] for entry, frozen, counted in wrong],
        frozenset({1, 2}),
    )
    shown: list[Table | Say] = [said, *([table] if wrong else []), as_of(position)]
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


def _destroy(asked: Asked, store: Store) -> dict[str, Any]:
    """Destroy the key, unless that would be refused: the fact must never be told too early."""
    from lixia_domain.application.activities import calls
    from lixia_domain.recording.work import Work

    told = {"call_id": asked["call_id"], "witness": asked["witness"], "on": asked.day(store)}
    calls.destroy_key.within(Work(store.ledger, asked.by(store)), **told)
    if not asked["dry_run"]:
        voter_keys(asked, store).destroy(asked["call_id"])
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
