"""What can have happened to what is known of a natural person (个人)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from attrs import frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.vocabulary import SealedValue
from lixia_domain.kernel.words import Worded, Words


class PersonKind(Worded):
    """In which part a person meets the programme."""

    CONTACT = "contact", "联系人"  # 企业、基金会的
    VOLUNTEER = "volunteer", "志愿者"
    GUARDIAN = "guardian", "监护人"
    LEAD = "lead", "负责人"  # 团队的
    AUTHOR = "author", "作者"  # 征集作品的
    DONOR = "donor", "捐赠人"  # 自然人
    RESIDENT = "resident", "居民"  # 提出需求的


class Field(Worded):
    """What may be kept of a person; a closed list, for what is not needed is not kept."""

    NAME = "name", "姓名"
    PHONE = "phone", "电话"
    ID_NUMBER = "id_number", "证件号"
    ADDRESS = "address", "住址"
    EMAIL = "email", "邮箱"
    BORN = "born", "出生日期", "date of birth"
    BANK_ACCOUNT = "bank_account", "银行账号"
    NOTE = "note", "备注"


class Ground(Worded):
    """Why data are kept although the person wants them gone."""

    ACCOUNTING = "accounting", "会计档案"
    AGREEMENT = "agreement", "协议约定"
    LITIGATION = "litigation", "诉讼、仲裁"
    ORDER = "order", "主管机关要求", "order of an authority"


class AskedBy(Worded):
    """Who wants the data gone."""

    SUBJECT = "subject", "本人", "the person"
    GUARDIAN = "guardian", "监护人", "the guardian"
    KEEPER = "keeper", "处理者", "the keeper"  # 目的已实现、期满


@frozen(kw_only=True)
class Part:
    """A part, and the stream for which the person has it: a contact's enterprise, say."""

    kind: PersonKind
    of: str | None = None


@frozen(kw_only=True)
class Detail:
    """One value, sealed under the person's own key (``kernel/sealed.py``)."""

    field: Annotated[Field, Words("项目", "field")]
    value: SealedValue


Details: TypeAlias = Annotated[
    tuple[Detail, ...], Words("个人信息（已封存）", "personal details, sealed")
]


@stored_as("subject.registered", says=Words("个人信息登记", "person registered"))
class SubjectRegistered(Event):
    """个人信息登记（流名即代号）。``document``：告知同意书；未成年人注明监护人与成年之日。"""

    part: Part
    details: tuple[Detail, ...]
    guardian: str | None
    adult_from: date | None
    document: str


@stored_as("subject.part_taken", says=Words("本人另有身份", "further part taken"))
class SubjectPartTaken(Event):
    """同一人另有一种身份。"""

    part: Part
    document: str


@stored_as("subject.guardianship_noted", says=Words("登记年龄与监护人", "age and guardian noted"))
class GuardianshipNoted(Event):
    """登记或更正成年之日与监护人：此前未登记、有误或有变。自此以此为准。"""

    guardian: str | None
    adult_from: date | None
    document: str


@stored_as("subject.details_changed", says=Words("个人信息更正", "personal details changed"))
class SubjectDetailsChanged(Event):
    """信息更正或补充：只含有变化的各项。"""

    details: tuple[Detail, ...]
    document: str


@stored_as("subject.details_disclosed", says=Words("个人信息查看", "personal details disclosed"))
class DetailsDisclosed(Event):
    """有权者查看了哪些项、为何查看；何人、何身份见信封。"""

    fields: tuple[Field, ...]
    purpose: str


@stored_as("subject.retention_held", says=Words("登记保存要求", "retention held"))
class RetentionHeld(Event):
    """须保存至 ``until``（含）：依何理由、凭何文件。"""

    hold: str
    ground: Ground
    until: date
    document: str
    rule: str


@stored_as("subject.retention_released", says=Words("解除保存要求", "retention released"))
class RetentionReleased(Event):
    """解除一项保存。``mistaken``：当初登记有误。"""

    hold: str
    mistaken: bool
    document: str


@stored_as("subject.processing_restricted", says=Words("限制处理", "processing restricted"))
class ProcessingRestricted(Event):
    """限制处理：只存储并采取保护措施。``until`` 为此时所知的保存期末。"""

    reason: str
    until: date | None
    document: str
    rule: str


@stored_as("subject.restriction_lifted", says=Words("解除限制处理", "restriction lifted"))
class RestrictionLifted(Event):
    """解除限制。"""

    reason: str
    document: str


@stored_as("subject.erasure_ordered", says=Words("决定销毁密钥", "erasure ordered"))
class ErasureOrdered(Event):
    """决定销毁密钥。自此不得再登记保存要求，密钥随后销毁。

    ``linkable``：代号系由密钥换算（而非随机），掌握换算密钥又知道本人身份者，销毁后仍可算出代号。
    """

    reason: str
    asked_by: AskedBy
    linkable: bool
    document: str
    rule: str


@stored_as("subject.erased", says=Words("个人信息密钥销毁", "personal data erased"))
class SubjectErased(Event):
    """密钥已销毁，所有密文从此无人能解。``kid`` 为所销毁密钥的承诺值；其余各项承自销毁决定。"""

    kid: str
    linkable: bool
    reason: str
    asked_by: AskedBy


SubjectEvent: TypeAlias = (
    SubjectRegistered
    | SubjectPartTaken
    | GuardianshipNoted
    | SubjectDetailsChanged
    | DetailsDisclosed
    | RetentionHeld
    | RetentionReleased
    | ProcessingRestricted
    | RestrictionLifted
    | ErasureOrdered
    | SubjectErased
)
Facts: TypeAlias = tuple[SubjectEvent, ...]
