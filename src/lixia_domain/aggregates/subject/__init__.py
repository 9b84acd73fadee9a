"""Subject (个人): what is known of a natural person, sealed, and how long it is kept.

The stream's key is the person's reference. Values are opaque: only the vault, outside the store,
can open them, and erasing is destroying the vault's key. Source: 个人信息保护法 28, 31, 47;
会计法 23. Read ``facts``, ``state``, then ``decisions``.
"""

from lixia_domain.aggregates.subject.decisions import (
    change,
    disclose,
    existing,
    free,
    hold,
    lift,
    note_erasure,
    order_erasure,
    register,
    release,
    restrict,
)
from lixia_domain.aggregates.subject.facts import (
    AskedBy,
    Detail,
    DetailsDisclosed,
    ErasureOrdered,
    Field,
    Ground,
    Kind,
    Part,
    ProcessingRestricted,
    RestrictionLifted,
    RetentionHeld,
    RetentionReleased,
    SubjectDetailsChanged,
    SubjectErased,
    SubjectEvent,
    SubjectPartTaken,
    SubjectRegistered,
)
from lixia_domain.aggregates.subject.state import SUBJECT, Subject, Why

__all__ = [
    "SUBJECT",
    "AskedBy",
    "Detail",
    "DetailsDisclosed",
    "ErasureOrdered",
    "Field",
    "Ground",
    "Kind",
    "Part",
    "ProcessingRestricted",
    "RestrictionLifted",
    "RetentionHeld",
    "RetentionReleased",
    "Subject",
    "SubjectDetailsChanged",
    "SubjectErased",
    "SubjectEvent",
    "SubjectPartTaken",
    "SubjectRegistered",
    "Why",
    "change",
    "disclose",
    "existing",
    "free",
    "hold",
    "lift",
    "note_erasure",
    "order_erasure",
    "register",
    "release",
    "restrict",
]
