"""Foundation (基金会): who keeps the money, by its unified social credit code.

Its names bear dates, its qualifications run from and to, officers and related parties are opaque
references, bank accounts are tokens. The tests of its year (慈善法 61) read its reported years and
nothing else. Read ``facts``, ``state``, then ``decisions``.
"""

from lixia_domain.aggregates.foundation.decisions import (
    appoint,
    declare,
    existing,
    is_qualified,
    leave,
    may_pay,
    qualified,
    qualify,
    register,
    register_account,
    rename,
    report_year,
    year_figures,
)
from lixia_domain.aggregates.foundation.facts import (
    BankAccountRegistered,
    FoundationEvent,
    FoundationRegistered,
    FoundationRenamed,
    FoundationYearReported,
    Office,
    OfficerAppointed,
    OfficerLeft,
    Qualification,
    QualificationRecorded,
    RelatedPartyDeclared,
    Tie,
)
from lixia_domain.aggregates.foundation.state import FOUNDATION, Foundation, Why

__all__ = [
    "FOUNDATION",
    "BankAccountRegistered",
    "Foundation",
    "FoundationEvent",
    "FoundationRegistered",
    "FoundationRenamed",
    "FoundationYearReported",
    "Office",
    "OfficerAppointed",
    "OfficerLeft",
    "Qualification",
    "QualificationRecorded",
    "RelatedPartyDeclared",
    "Tie",
    "Why",
    "appoint",
    "declare",
    "existing",
    "is_qualified",
    "leave",
    "may_pay",
    "qualified",
    "qualify",
    "register",
    "register_account",
    "rename",
    "report_year",
    "year_figures",
]
