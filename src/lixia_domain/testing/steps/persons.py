"""Personal data: sealed in the vault, seen by few, held, restricted, erased."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from lixia_domain.aggregates.subject.facts import AskedBy, Detail, Field, Ground, PersonKind
from lixia_domain.application.activities import volunteers
from lixia_domain.application.finance import foundations
from lixia_domain.application.persons import guardians, subjects
from lixia_domain.application.persons.vault_review import review, sweep
from lixia_domain.application.programme import enterprises
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.steps.acts import Said, carries_out
from lixia_domain.testing.steps.reading import by_word, shown
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import World, person
from lixia_domain.views.subject_register import SubjectState

FIELDS = by_word(Field)
GROUNDS = {"协议": Ground.AGREEMENT, "诉讼": Ground.LITIGATION}
ROLES = {
    "统筹部门": Role.PROGRAMME_OFFICE,
    "基金会": Role.ACCOUNTANT,
    "团队": Role.TEAM,
    "企业": Role.ENTERPRISE,
    "审计": Role.AUDITOR,
}


def sealed_details(world: World, who: str, table: Table) -> tuple[Detail, ...]:
    """Return what a table tells of somebody, sealed."""
    by = world.by(subjects.register)
    return subjects.seal(world.ledger, world.store.vault, by, person(who), _told(table))


def _details(world: World, said: Said) -> tuple[Detail, ...]:
    return sealed_details(world, said["person"], said["datatable"])


def _told(table: Table) -> dict[Field, str]:
    return {FIELDS[row["项目"]]: row["内容"] for row in rows(table)}


NOTICE: dict[str, Any] = {"document": "告知同意书"}
VOLUNTEER: dict[str, Any] = NOTICE | {"kind": PersonKind.VOLUNTEER}

carries_out(
    '个人"{person}"以"{kind}"身份登记信息：',
    subjects.register,
    details=_details,
    **NOTICE,
)
carries_out(
    '个人"{person}"以"{kind}"身份登记，不带信息',
    subjects.register,
    details=(),
    **NOTICE,
)
carries_out(
    '未成年人"{person}"（{adult_from:Date} 成年）登记信息，监护人"{guardian}"：',
    subjects.register,
    details=_details,
    **VOLUNTEER,
)
carries_out(
    '未成年人"{person}"（{adult_from:Date} 成年）登记信息，没有监护人：',
    subjects.register,
    details=_details,
    **VOLUNTEER,
)
carries_out(
    '志愿者"{person}"登记并留存信息：',
    volunteers.register,
    document="注册同意书",
    details=_details,
)
carries_out(
    '企业"{code}"的联系人"{person}"登记信息：',
    enterprises.name_contact,
    details=_details,
    **NOTICE,
)
carries_out(
    '基金会"{code}"的联系人"{person}"登记信息：',
    foundations.name_contact,
    details=_details,
    **NOTICE,
)
carries_out(
    '以明文登记个人"{person}"的信息：',
    subjects.register,
    details=lambda world, said: tuple(
        Detail(field=name, value=text) for name, text in _told(said["datatable"]).items()
    ),
    **VOLUNTEER,
)
carries_out(
    '以另一人"{other}"的密钥封存个人"{person}"的信息：',
    subjects.register,
    details=lambda world, said: sealed_details(world, said["other"], said["datatable"]),
    **VOLUNTEER,
)
carries_out(
    '重复给出个人"{person}"的信息项：',
    subjects.register,
    details=lambda world, said: _details(world, said) * 2,
    **VOLUNTEER,
)
carries_out('更正个人"{person}"的监护人为"{guardian}"，凭"{document}"', guardians.note)
carries_out('更正个人"{person}"的成年之日为 {adult_from:Date}，凭"{document}"', guardians.note)
carries_out('更正个人"{person}"的信息：', subjects.change, details=_details, document="更正申请")


@act('"{role}"为"{purpose}"查看个人"{who}"的全部信息')
def _(world: World, role: str, purpose: str, who: str) -> None:
    _show(world, role, purpose, who, ())


@act('"{role}"为"{purpose}"查看个人"{who}"的"{field}"')
def _(world: World, role: str, purpose: str, who: str, field: str) -> None:
    _show(world, role, purpose, who, (FIELDS[field],))


carries_out(
    '个人"{person}"的信息因"{ground}"须保存，编号"{hold_id}"',
    subjects.hold,
    document="到账回单",
    reads={"ground": GROUNDS},
)
carries_out(
    '个人"{person}"的信息因"{ground}"须保存至 {until:Date}，编号"{hold_id}"',
    subjects.hold,
    document="到账回单",
    reads={"ground": GROUNDS},
)
carries_out('解除个人"{person}"的保存要求"{hold_id}"', subjects.release, document="说明")
carries_out(
    '因登记有误解除个人"{person}"的保存要求"{hold_id}"',
    subjects.release,
    mistaken=True,
    document="说明",
)
carries_out('限制处理个人"{person}"的信息，因"{reason}"', subjects.restrict, document="申请")
carries_out('解除对个人"{person}"信息的限制，因"{reason}"', subjects.lift, document="申请")
carries_out(
    '决定销毁个人"{person}"的信息，因"{reason}"，而程序随即中断',
    subjects.order_erasure,
    asked_by=AskedBy.KEEPER,
    linkable=False,
    document="申请",
)


@act('应本人要求销毁个人"{who}"的信息，因"{reason}"')
def _(world: World, who: str, reason: str) -> None:
    subjects.erase(
        world.ledger,
        world.by(subjects.order_erasure),
        world.store.vault,
        person=person(who),
        reason=reason,
        asked_by=AskedBy.SUBJECT,
        document="申请",
        on=world.today,
    )


@act('未经决定即登记个人"{who}"的密钥已销毁')
def _(world: World, who: str) -> None:
    by, vault = world.by(subjects.note_erasure), world.store.vault
    subjects.finish_erasure(world.ledger, by, vault, person=person(who), on=world.today)


@act("续办中断的销毁")
def _(world: World) -> None:
    sweep(world.store, world.by(subjects.note_erasure), on=world.today)


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
    assert row["state"] == by_word(SubjectState)[state], f"状态为 {row['state']}"


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
    from lixia_domain.extensions.shown import all_views

    found = [view.name for view in all_views() if words in str(world.store.show(view.name))]
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


def _show(world: World, role: str, purpose: str, who: str, fields: tuple[Field, ...]) -> None:
    world.outcome = subjects.show(
        world.ledger,
        world.store.by("account-7", ROLES[role]),
        world.store.vault,
        person=person(who),
        purpose=purpose,
        fields=fields,
        on=world.today,
    )


def _row(world: World, who: str) -> Mapping[str, Any]:
    return shown(world, "subject_register", person(who), "个人", "person")
