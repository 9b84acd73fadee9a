"""Use cases of visits to firms (走访企业): agree upon one, note that it was made, call it off."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from firm_visits import visit
from firm_visits.visit import VISIT, Facts, Visit
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.aggregates.enterprise import Why as EnterpriseWhy
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.texts import Key
from lixia_domain.kernel.vocabulary import CreditCode, Document, Due, On, Purpose, Reason
from lixia_domain.recording.work import Work

VisitId: TypeAlias = Annotated[str, Key(shown="VISIT"), Words("走访编号", "visit id")]


@use_case(says=Words("约定走访", "agree upon a visit to a firm"), by=Role.PROGRAMME_OFFICE)
def agree(
    work: Work,
    *,
    visit_id: VisitId,
    code: CreditCode,
    day: Annotated[Due, Words("约定之日", "the day agreed upon")],
    purpose: Purpose,
    on: On,
) -> None:
    """Agree upon a visit to an enterprise that is registered (约定走访)."""
    if work.load(ENTERPRISE, code) is None:
        raise Rejection(EnterpriseWhy.UNKNOWN)
    known = work.load(VISIT, visit_id)
    facts = visit.agree(known, enterprise=code, day=day, purpose=purpose, on=on)
    work.record(VISIT, visit_id, facts)


@decides(
    VISIT,
    "visit_id",
    says=Words("登记已走访", "note that a visit was made"),
    by=Role.PROGRAMME_OFFICE,
)
def make(known: Visit | None, *, visit_id: VisitId, document: Document, on: On) -> Facts:
    """Note that a visit was made, by its record (已走访)."""
    return visit.make(known, record=document, on=on)


@decides(VISIT, "visit_id", says=Words("取消走访", "call a visit off"), by=Role.PROGRAMME_OFFICE)
def call_off(known: Visit | None, *, visit_id: VisitId, reason: Reason, on: On) -> Facts:
    """Call a visit off (取消走访)."""
    return visit.call_off(known, reason=reason, on=on)
