"""``lixia api-key``: keys by which programs sign in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import day, text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_adapters.web.api_keys import ApiKey, ApiKeys
    from lixia_domain.application.bootstrap import Store

USUAL_DAYS = 90
MOST_DAYS = 366


def _keys(store: Store) -> ApiKeys:
    from lixia_adapters.web.api_keys import ApiKeys

    if not store.place:
        raise Usage("账库不是文件，没有密钥", "the store is no file and has no keys")
    return ApiKeys(store.place)


def _add(invocation: Invocation) -> Answer:
    from lixia_domain.application.chapters import use_case_asked
    from lixia_domain.application.use_case import sound
    from lixia_domain.kernel.roles import ROLES

    only = tuple(invocation["only"] or ())
    for name in only:
        try:
            use_case_asked(name)
        except LookupError:
            raise Usage(
                f"没有用例“{name}”；lixia catalogue 可列出全部",
                f"there is no use case {name!r}; lixia catalogue lists them all",
                "no_use_case",
            ) from None
    with invocation.open(read_only=True) as store:
        today = store.today()
        until = invocation["until"] or today + timedelta(USUAL_DAYS)
        if not today <= until <= today + timedelta(MOST_DAYS):
            raise Usage(
                f"--until 须在今天起一年之内，收到 {until}",
                f"--until lies within a year from today, got {until}",
                "too_long",
            )
        account = sound(store.by(invocation["account"], ROLES[0])).actor
        key = _keys(store).make(account, today=today, until=until, only=only)
    data = {"account": account, "key": key, "until": until.isoformat(), "only": list(only)}
    said = Words(
        f"{account} 的密钥（至 {until}，只显示这一次）：",
        f"the key of {account} (until {until}; it is shown this once):",
    )
    return Answer(data, [said, Words(key, key)])


def _list(invocation: Invocation) -> Answer:
    with invocation.open(read_only=True) as store:
        today, every = store.today(), _keys(store).all()
    data = [_told(one) for one in every]
    heads = [
        Words("编号", "number"),
        Words("账号", "account"),
        Words("至", "until"),
        Words("状态", "state"),
        Words("只能办理", "only"),
    ]
    rows = [
        [
            one.number,
            one.account,
            one.until.isoformat(),
            invocation.text(_state(one, good=one.good(today))),
            "、".join(one.only),
        ]
        for one in every
    ]
    title = invocation.text(Words("接口密钥", "API keys"))
    return Answer(data, [Table(title, [invocation.text(each) for each in heads], rows)])


def _told(one: ApiKey) -> dict[str, Any]:
    return {
        "number": one.number,
        "account": one.account,
        "made": one.made.isoformat(),
        "until": one.until.isoformat(),
        "only": list(one.only),
        "revoked": None if one.revoked is None else one.revoked.isoformat(),
    }


def _state(one: ApiKey, *, good: bool) -> Words:
    if one.revoked is not None:
        return Words("已撤销", "revoked")
    return Words("有效", "good") if good else Words("已到期", "expired")


def _revoke(invocation: Invocation) -> Answer:
    with invocation.open(read_only=True) as store:
        found = _keys(store).revoke(invocation["number"], today=store.today())
    said = Words(
        f"{found.account} 的密钥 {found.number} 已撤销，即刻无效",
        f"the key {found.number} of {found.account} is revoked and opens nothing any more",
    )
    return Answer(_told(found), [said])


COMMANDS = (
    Command(
        "api-key add",
        Words("为一个账号发放密钥", "make a key for an account"),
        (
            option("ACCOUNT", "账号", "the account", text),
            option(
                "[--until DATE]",
                f"到期日（默认 {USUAL_DAYS} 天，至多一年）",
                f"its last day (default: {USUAL_DAYS} days; a year at most)",
                day,
            ),
            option(
                "[--only USE_CASE …]",
                "只能办理这些用例，可多个",
                "good for these use cases only; several may be",
                text,
            ),
        ),
        _add,
    ),
    Command("api-key list", Words("列出发放过的密钥", "list the keys that were made"), (), _list),
    Command(
        "api-key revoke",
        Words("撤销一把密钥", "revoke a key"),
        (option("NUMBER", "密钥的编号", "the key's number", text),),
        _revoke,
    ),
)
