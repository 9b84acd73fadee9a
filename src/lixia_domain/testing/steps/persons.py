"""Personal data: sealed in the vault, seen by few, held, restricted, erased."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from lixia_domain.aggregates.subject.facts import AskedBy, Detail, Field, Ground, Kind
from lixia_domain.application.activities import volunteers
from lixia_domain.application.finance import foundations
from lixia_domain.application.persons import subjects
from lixia_domain.application.persons.vault_review import review, sweep
from lixia_domain.application.programme import enterprises
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import By
from lixia_domain.testing.steps.needs_and_teams import person
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import World, credit_code

FIELDS = {
    "姓名": Field.NAME,
    "电话": Field.PHONE,
    "证件号": Field.ID_NUMBER,
    "住址": Field.ADDRESS,
    "邮箱": Field.EMAIL,
    "出生日期": Field.BORN,
    "银行账号": Field.BANK_ACCOUNT,
    "备注": Field.NOTE,
}
KINDS = {
    "联系人": Kind.CONTACT,
    "志愿者": Kind.VOLUNTEER,
    "监护人": Kind.GUARDIAN,
    "负责人": Kind.LEAD,
    "作者": Kind.AUTHOR,
    "捐赠人": Kind.DONOR,
    "居民": Kind.RESIDENT,
}
GROUNDS = {
    "会计档案": Ground.ACCOUNTING,
    "协议": Ground.AGREEMENT,
    "诉讼": Ground.LITIGATION,
    "主管机关要求": Ground.ORDER,
}
ROLES = {
    "统筹部门": Role.PROGRAMME_OFFICE,
    "基金会": Role.ACCOUNTANT,
    "团队": Role.TEAM,
    "企业": Role.ENTERPRISE,
    "审计": Role.AUDITOR,
}
STATES = {"使用中": "in_use", "限制处理": "restricted", "销毁中": "erasing", "已销毁": "erased"}


@act('个人"{who}"以"{kind}"身份登记信息：')
def _(world: World, who: str, kind: str, datatable: Table) -> None:
    _register(world, who, kind, _told(datatable))


@act('个人"{who}"以"{kind}"身份登记，不带信息')
def _(world: World, who: str, kind: str) -> None:
    _register(world, who, kind, {})


@act('未成年人"{who}"（{adult_from:Date} 成年）登记信息，监护人"{guardian}"：')
def _(world: World, who: str, adult_from: date, guardian: str, datatable: Table) -> None:
    _register(
        world, who, "志愿者", _told(datatable), guardian=person(guardian), adult_from=adult_from
    )


@act('未成年人"{who}"（{adult_from:Date} 成年）登记信息，没有监护人：')
def _(world: World, who: str, adult_from: date, datatable: Table) -> None:
    _register(world, who, "志愿者", _told(datatable), adult_from=adult_from)


@act('志愿者"{who}"登记并留存信息：')
def _(world: World, who: str, datatable: Table) -> None:
    volunteers.register(
        world.ledger,
        world.office,
        person=person(who),
        document="注册同意书",
        details=_sealed(world, who, _told(datatable)),
        on=world.today,
    )


@act('企业"{name}"的联系人"{who}"登记信息：')
def _(world: World, name: str, who: str, datatable: Table) -> None:
    enterprises.name_contact(world.ledger, world.office, **_contact(world, name, who, datatable))


@act('基金会"{name}"的联系人"{who}"登记信息：')
def _(world: World, name: str, who: str, datatable: Table) -> None:
    foundations.name_contact(world.ledger, world.office, **_contact(world, name, who, datatable))


@act('以明文登记个人"{who}"的信息：')
def _(world: World, who: str, datatable: Table) -> None:
    clear = tuple(Detail(field=name, value=text) for name, text in _told(datatable).items())
    _record(world, who, "志愿者", clear)


@act('以另一人"{other}"的密钥封存个人"{who}"的信息：')
def _(world: World, other: str, who: str, datatable: Table) -> None:
    _record(world, who, "志愿者", _sealed(world, other, _told(datatable)))


@act('重复给出个人"{who}"的信息项：')
def _(world: World, who: str, datatable: Table) -> None:
    details = _sealed(world, who, _told(datatable))
    _record(world, who, "志愿者", (*details, *details))


@act('更正个人"{who}"的信息：')
def _(world: World, who: str, datatable: Table) -> None:
    subjects.change(
        world.ledger,
        world.office,
        person=person(who),
        details=_sealed(world, who, _told(datatable)),
        document="更正申请",
        on=world.today,
    )


@act('"{role}"为"{purpose}"查看个人"{who}"的全部信息')
def _(world: World, role: str, purpose: str, who: str) -> None:
    _show(world, role, purpose, who, ())


@act('"{role}"为"{purpose}"查看个人"{who}"的"{field}"')
def _(world: World, role: str, purpose: str, who: str, field: str) -> None:
    _show(world, role, purpose, who, (FIELDS[field],))


@act('个人"{who}"的信息因"{ground}"须保存，编号"{hold}"')
def _(world: World, who: str, ground: str, hold: str) -> None:
    _hold(world, who, ground, hold, None)


@act('个人"{who}"的信息因"{ground}"须保存至 {until:Date}，编号"{hold}"')
def _(world: World, who: str, ground: str, until: date, hold: str) -> None:
    _hold(world, who, ground, hold, until)


@act('解除个人"{who}"的保存要求"{hold}"')
def _(world: World, who: str, hold: str) -> None:
    _release(world, who, hold, mistaken=False)


@act('因登记有误解除个人"{who}"的保存要求"{hold}"')
def _(world: World, who: str, hold: str) -> None:
    _release(world, who, hold, mistaken=True)


@act('限制处理个人"{who}"的信息，因"{reason}"')
def _(world: World, who: str, reason: str) -> None:
    subjects.restrict(world.ledger, world.foundation, **_why(world, who, reason))


@act('解除对个人"{who}"信息的限制，因"{reason}"')
def _(world: World, who: str, reason: str) -> None:
    subjects.lift(world.ledger, world.foundation, **_why(world, who, reason))


@act('应本人要求销毁个人"{who}"的信息，因"{reason}"')
def _(world: World, who: str, reason: str) -> None:
    subjects.erase(
        world.ledger,
        world.foundation,
        world.store.vault,
        asked_by=AskedBy.SUBJECT,
        **_why(world, who, reason),
    )


@act('决定销毁个人"{who}"的信息，因"{reason}"，而程序随即中断')
def _(world: World, who: str, reason: str) -> None:
    subjects.order_erasure(
        world.ledger,
        world.foundation,
        asked_by=AskedBy.KEEPER,
        linkable=False,
        **_why(world, who, reason),
    )


@act('未经决定即登记个人"{who}"的密钥已销毁')
def _(world: World, who: str) -> None:
    subjects.finish_erasure(
        world.ledger, world.foundation, world.store.vault, person=person(who), on=world.today
    )


@act("续办中断的销毁")
def _(world: World) -> None:
    sweep(world.store, world.foundation, on=world.today)


@act("记下账册此刻的内容")
def _(world: World) -> None:
    head = world.ledger.head()
    world.marks["记下"] = head
    world.told["账册"] = digest(world, head)


@check("账册自那时起只增未改")
def _(world: World) -> None:
    assert digest(world, world.marks["记下"]) == world.told["账册"], "此前的事实有改动"


@check('个人"{who}"的信息状态为"{state}"')
def _(world: World, who: str, state: str) -> None:
    row = _row(world, who)
    assert row["state"] == STATES[state], f"状态为 {row['state']}"


@check('个人"{who}"的信息须保存至 {until:Date}')
def _(world: World, who: str, until: date) -> None:
    holds = world.store.show("retention_holds")["rows"]
    found = [row["until"] for row in holds if row["person"] == person(who)]
    assert max(found, default=None) == until.isoformat(), f"保存至 {found}"


@check('看到的"{field}"为"{value}"')
def _(world: World, field: str, value: str) -> None:
    found = world.outcome
    assert isinstance(found, Mapping) and found[FIELDS[field]] == value, "看到的不同"


@check('个人"{who}"的信息被查看过 {times:Number} 次')
def _(world: World, who: str, times: int) -> None:
    seen = world.store.show("data_access")["rows"]
    found = [row for row in seen if row["person"] == person(who)]
    assert len(found) == times == _row(world, who)["seen"], f"查看过 {len(found)} 次"


@check('任何视图都不含"{words}"')
def _(world: World, words: str) -> None:
    from lixia_domain.views import VIEWS

    found = [view.name for view in VIEWS if words in str(world.store.show(view.name))]
    assert not found, f"视图 {found} 含有 {words}"


@check('保险库中没有个人"{who}"的密钥')
def _(world: World, who: str) -> None:
    assert person(who) not in world.store.vault.held(), "密钥还在"


@check('个人"{who}"的信息期满待销毁')
def _(world: World, who: str) -> None:
    found = review(world.store, on=world.today, at=world.clock())
    assert person(who) in found.due, f"待销毁的是 {found.due}"


def digest(world: World, upto: int) -> str:
    """Return the hash of all stored bytes up to a position."""
    found = hashlib.sha256()
    for row in world.ledger.journal.rows(0, upto):
        found.update(repr(row).encode())
    return found.hexdigest()


def _told(table: Table) -> dict[Field, str]:
    return {FIELDS[row["项目"]]: row["内容"] for row in rows(table)}


def _sealed(world: World, who: str, told: Mapping[Field, str]) -> tuple[Detail, ...]:
    return subjects.seal(world.ledger, world.store.vault, world.office, person(who), told)


def _register(world: World, who: str, kind: str, told: Mapping[Field, str], **more: Any) -> None:
    _record(world, who, kind, _sealed(world, who, told), **more)


def _record(world: World, who: str, kind: str, details: tuple[Detail, ...], **more: Any) -> None:
    subjects.register(
        world.ledger,
        world.office,
        person=person(who),
        kind=KINDS[kind],
        details=details,
        document="告知同意书",
        on=world.today,
        **more,
    )


def _contact(world: World, name: str, who: str, table: Table) -> dict[str, Any]:
    return {
        "code": credit_code(name),
        "person": person(who),
        "details": _sealed(world, who, _told(table)),
        "document": "告知同意书",
        "on": world.today,
    }


def _show(world: World, role: str, purpose: str, who: str, fields: tuple[Field, ...]) -> None:
    by: By = world.store.by("account-7", ROLES[role])
    world.outcome = subjects.show(
        world.ledger,
        by,
        world.store.vault,
        person=person(who),
        purpose=purpose,
        fields=fields,
        on=world.today,
    )


def _hold(world: World, who: str, ground: str, hold: str, until: date | None) -> None:
    subjects.hold(
        world.ledger,
        world.foundation,
        person=person(who),
        hold_id=hold,
        ground=GROUNDS[ground],
        until=until,
        document="到账回单",
        on=world.today,
    )


def _release(world: World, who: str, hold: str, *, mistaken: bool) -> None:
    subjects.release(
        world.ledger,
        world.foundation,
        person=person(who),
        hold_id=hold,
        mistaken=mistaken,
        document="说明",
        on=world.today,
    )


def _why(world: World, who: str, reason: str) -> dict[str, Any]:
    return {"person": person(who), "reason": reason, "document": "申请", "on": world.today}


def _row(world: World, who: str) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {
        row["key"]: row for row in world.store.show("subject_register")["rows"]
    }
    return found[person(who)]
