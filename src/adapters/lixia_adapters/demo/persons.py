"""What is kept of one volunteer, sealed (虚构示例): the person and the details are invented.

A demo is the same each time, so its seals are made with a key that follows from the reference, and
no vault is made. A real store draws its keys (``lixia vault init``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from lixia_adapters.demo import cast
from lixia_adapters.demo.stage import Day, does
from lixia_adapters.vaults import box
from lixia_domain.aggregates.subject.facts import Detail, Field, Ground, PersonKind
from lixia_domain.application.persons import subjects
from lixia_domain.kernel.roles import Role

DETAILS = {Field.NAME: f"示例志愿者一{cast.SYNTHETIC}", Field.PHONE: "00000000000"}


def happenings(person: str) -> Iterator[Day]:
    """Yield how details are given, agreed to be kept for a while, and looked at once."""
    key = sha256(f"示例密钥 {person}".encode()).digest()
    details = tuple(
        Detail(field=name, value=box.seal(key, person, name.value, told))
        for name, told in DETAILS.items()
    )
    document = f"个人信息告知同意书{cast.SYNTHETIC}"
    yield (
        date(2021, 3, 23),
        does(
            subjects.register,
            person=person,
            kind=PersonKind.VOLUNTEER,
            details=details,
            document=document,
        ),
    )
    yield (
        date(2021, 3, 23),
        does(
            subjects.hold,
            person=person,
            hold_id="consent",
            ground=Ground.AGREEMENT,
            until=date(2024, 3, 22),
            document=document,
        ),
    )
    yield (
        date(2021, 7, 8),
        does(
            subjects.disclose,
            actor=cast.lead(1),
            role=Role.TEAM,
            person=person,
            fields=(Field.PHONE,),
            purpose="通知活动改期",
        ),
    )
