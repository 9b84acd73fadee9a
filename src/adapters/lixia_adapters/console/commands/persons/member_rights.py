"""``lixia member rights``: who may do what, and who holds which role, on any day."""

from __future__ import annotations

from collections import Counter
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.moments import AS_KNOWN_AT, AS_OF, chosen
from lixia_adapters.console.commands.persons.member import SIXTY, blocks
from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import role_code, text
from lixia_adapters.console.frame.titles import called
from lixia_adapters.console.frame.trouble import Usage
from lixia_adapters.console.frame.width import wrapped
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from lixia_domain.application.overview.membership import Membership
    from lixia_domain.application.overview.who_may import Act
    from lixia_domain.views.role_register import RoleRow

MARKS = Words(
    "数为办理事项的数目；带 ◐ 者只办理所代表的企业、团队或基金会的。逐项列出：--role、--use-case",
    "numbers of use cases; those with ◐ only for the enterprise, team or foundation that one "
    "stands for. One by one: --role, --use-case",
)


def _rights(invocation: Invocation) -> Answer:
    from lixia_domain.application.overview.membership import membership, said
    from lixia_domain.application.overview.who_may import acts

    known = {act.name: act for act in acts()}
    name = invocation["use_case"]
    meant = known.keys() if name is None else _called(name, known)
    with invocation.open() as store:
        when = chosen(store, invocation["as_of"], invocation["as_known_at"])
        found = membership(store.ledger, store.today(), when.moment)
        moment = Words(
            when.moment.text(store.ledger.head()), when.moment.text(store.ledger.head(), "en")
        )
    role = None if invocation["role"] is None else Role(invocation["role"])
    asked = [
        act for act in known.values() if act.name in meant and (role is None or role in act.by)
    ]
    by = (role,) if role else [each for each in ROLES if any(each in act.by for act in asked)]
    holders = list(found.holders(by))
    shown: list[Table | Words] = [*([] if when.said is None else [when.said]), said(found.closed)]
    if name is not None:
        shown.extend(map(_which, asked))
    elif role is not None:
        shown.extend(_each(role, asked, invocation.lang))
    else:
        shown += [_how_many(asked, invocation.lang), MARKS]
    if found.closed is None:
        shown.append(
            Words(
                f"{moment.zh}，谁都可以办理：名册未关闭",
                f"{moment.en}, anybody could: the roster was open",
            )
        )
    elif not holders:
        shown.append(Words(f"{moment.zh}，没有人可以办理", f"{moment.en}, nobody could"))
    else:
        shown += [*_who(found, holders, invocation.lang), moment]
    return Answer(_data(found, invocation, asked, holders), shown)


def _called(name: str, known: Mapping[str, Act]) -> Collection[str]:
    """Return the use cases of this name or title. Raises ``Usage``, naming the nearest."""
    meant, near = called(name, {act.name: act.says for act in known.values()})
    if meant:
        return meant
    zh = "、".join(f"{each}（{known[each].says.zh}）" for each in near)
    en = ", ".join(f"{each} ({known[each].says.en})" for each in near)
    raise Usage(
        f"没有办理事项“{name}”{f'，是否想用：{zh}' if near else ''}；"
        "lixia catalogue use_cases 列出全部",
        f"there is no use case {name!r}{f'; did you mean: {en}' if near else ''}; "
        "lixia catalogue use_cases lists them all",
        "unknown_use_case",
    )


def _how_many(asked: Sequence[Act], lang: str) -> Table:
    """Return how much each role may do in each chapter."""
    from lixia_domain.application.overview.who_may import CHAPTERS, Reach, chapter_named

    chapters = list(dict.fromkeys((*CHAPTERS, *(act.chapter for act in asked))))

    def cell(role: Role, chapter: str) -> str:
        here = Counter(act.reach(role) for act in asked if act.chapter == chapter)
        both = (str(here[Reach.ALL] or ""), f"{here[Reach.OWN]}◐" if here[Reach.OWN] else "")
        return " + ".join(filter(None, both)) or "–"

    rows = [[role.text(lang), *(cell(role, chapter) for chapter in chapters)] for role in ROLES]
    heads = [
        Words("身份", "role").text(lang),
        *(chapter_named(chapter).text(lang) for chapter in chapters),
    ]
    return Table(Words("各身份可办理多少", "How much each role may do").text(lang), heads, rows)


def _each(role: Role, asked: Iterable[Act], lang: str) -> Iterator[Words]:
    """Yield all that a role may do, each with its name; sixty columns do."""
    from lixia_domain.application.overview.who_may import Reach

    columns = get_terminal_size((SIXTY, 24)).columns
    yield Words("", "")
    yield Words(f"{role.zh}可办理：", f"{role.en}, may:")
    for act in asked:
        mark = "◐" if act.reach(role) is Reach.OWN else "✓"
        line = f"{act.says.text(lang)} · {act.name}"
        for at, part in enumerate(wrapped(line, columns - 2)):
            told = f"{mark if not at else ' '} {part}"
            yield Words(told, told)
    yield Words(
        "✓：全区的都可办理；◐：只办理所代表的企业、团队或基金会的",
        "✓: of the whole district; ◐: only of whom one stands for",
    )


def _which(act: Act) -> Words:
    """Return in which roles one use case may be done."""
    from lixia_domain.application.overview.who_may import Reach

    own = {role: act.reach(role) is Reach.OWN for role in act.by}
    zh = "、".join(f"{role.zh}{'（限所代表的）' if own[role] else ''}" for role in act.by)
    en = ", ".join(f"{role.en}{' (of their own)' if own[role] else ''}" for role in act.by)
    return Words(f"“{act.says.zh}”可由以下身份办理：{zh}", f"who may {act.says.en}: {en}")


def _who(found: Membership, holders: Sequence[RoleRow], lang: str) -> Iterator[Words]:
    """Yield who may, each with the roles in which."""
    of: dict[str, list[RoleRow]] = {}
    for one in holders:
        of.setdefault(one.account, []).append(one)
    yield Words("", "")
    yield Words("有权的成员", "Members who may")
    yield from blocks(((found.members[account], held) for account, held in of.items()), lang)


def _data(
    found: Membership, invocation: Invocation, asked: Iterable[Act], holders: Iterable[RoleRow]
) -> dict[str, Any]:
    as_of = invocation["as_of"]
    return {
        "as_of": None if as_of is None else as_of.isoformat(),
        "position": found.position,
        "roster": "open" if found.closed is None else "closed",
        "use_cases": [
            {
                "name": act.name,
                "chapter": act.chapter,
                "zh": act.says.zh,
                "en": act.says.en,
                "of": act.of,
                "by": {role.value: act.reach(role).value for role in act.by},
            }
            for act in asked
        ],
        "holders": [
            {
                "account": one.account,
                "person": found.members[one.account].person,
                "program": found.members[one.account].program,
                "role": one.role,
                "stands_for": one.stands_for,
                "since": one.since.isoformat(),
                "term": None if one.term is None else one.term.isoformat(),
                "document": one.document,
                "granted_by": one.granted_by,
            }
            for one in holders
        ],
    }


COMMANDS = (
    Command(
        "member rights",
        Words("谁可办理什么；某日谁有权", "who may do what; who could on a given day"),
        (
            AS_OF,
            AS_KNOWN_AT,
            option(
                "[--use-case NAME]",
                "只看这一办理事项，写名称或标题，如 disbursements.approve",
                "this use case only, by name or title, such as disbursements.approve",
                text,
            ),
            option(
                "[--role ROLE]",
                "只看这一身份",
                "this role only",
                choices=tuple(one.value for one in ROLES),
                code_of=role_code,
            ),
        ),
        _rights,
    ),
)
