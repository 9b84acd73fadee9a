"""Examples: what is known of a volunteer, how long it is kept, and its end.

虚构示例: keys and boxes are made up of zeros and letters; there is nothing in them.
"""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.subject import facts as subject
from lixia_domain.aggregates.subject.facts import AskedBy, Detail, Field, Ground, Part, PersonKind
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.sealed import sealed
from lixia_domain.testing.examples.story import TEAM

KID = "0f" * 32
NAME = Detail(field=Field.NAME, value=sealed(KID, "A" * 120))
PHONE = Detail(field=Field.PHONE, value=sealed(KID, "B" * 120))
NEW_PHONE = Detail(field=Field.PHONE, value=sealed(KID, "C" * 120))
PARENT = f"p:{'6' * 32}"
TOLD, ASKED, OVER = date(2021, 11, 8), date(2022, 3, 1), date(2052, 1, 4)
RETENTION = "personal_data.retention@2021-11-01"

EVENTS: tuple[Event, ...] = (
    subject.SubjectRegistered(
        part=Part(kind=PersonKind.VOLUNTEER),
        details=(NAME, PHONE),
        guardian=PARENT,
        adult_from=date(2024, 5, 2),
        document="告知同意书 2021-11（虚构）",
        on=TOLD,
    ),
    subject.SubjectPartTaken(
        part=Part(kind=PersonKind.LEAD, of=f"team-{TEAM}"), document="团队登记表（虚构）", on=TOLD
    ),
    subject.GuardianshipNoted(
        guardian=PARENT,
        adult_from=date(2024, 5, 1),
        document="户口簿（虚构）",
        on=TOLD,
    ),
    subject.SubjectDetailsChanged(details=(NEW_PHONE,), document="更正申请（虚构）", on=TOLD),
    subject.DetailsDisclosed(fields=(Field.PHONE,), purpose="通知活动改期", on=TOLD),
    subject.RetentionHeld(
        hold="accounting-2021",
        ground=Ground.ACCOUNTING,
        until=date(2051, 12, 31),
        document="到账回单 2021-11-08（虚构）",
        rule="accounting.records@2016-01-01",
        on=TOLD,
    ),
    subject.RetentionReleased(
        hold="accounting-2021", mistaken=True, document="更正说明（虚构）", on=ASKED
    ),
    subject.ProcessingRestricted(
        reason="本人要求删除，会计档案保存期未满",
        until=date(2051, 12, 31),
        document="删除申请 2022-3（虚构）",
        rule=RETENTION,
        on=ASKED,
    ),
    subject.RestrictionLifted(reason="本人撤回申请", document="撤回说明（虚构）", on=ASKED),
    subject.ErasureOrdered(
        reason="保存期满",
        asked_by=AskedBy.SUBJECT,
        linkable=False,
        document="删除申请 2022-3（虚构）",
        rule=RETENTION,
        on=OVER,
    ),
    subject.SubjectErased(
        kid=KID, linkable=False, reason="保存期满", asked_by=AskedBy.SUBJECT, on=OVER
    ),
)
