"""Objections to the results of an open call: raised, decided, corrected."""

from __future__ import annotations

from lixia_domain.application.activities import objections
from lixia_domain.testing.steps.acts import Reader, carries_out
from lixia_domain.testing.steps.world import person

BY_NAME_OR_NOT: dict[str, Reader] = {
    "objector": lambda who: None if who == "匿名者" else person(who)
}

carries_out(
    '"{objector}"对征集"{call_id}"公布的作品"{entry_id}"提出异议"{objection}"，因"{grounds}"',
    objections.raise_objection,
    document="异议书 {objection}",
    reads=BY_NAME_OR_NOT,
)
carries_out(
    '"{objector}"对征集"{call_id}"的全部结果提出异议"{objection}"，因"{grounds}"',
    objections.raise_objection,
    entry_id=None,
    document="异议书 {objection}",
    reads=BY_NAME_OR_NOT,
)
carries_out(
    '征集"{call_id}"的异议"{objection}"由"{decided_by}"裁定{upheld}，因"{reason}"，纪要"{minutes}"',
    objections.decide,
    reads={"upheld": {"成立": True, "不成立": False}},
)
carries_out(
    '征集"{call_id}"撤销异议"{objection}"的裁定，因"{reason}"，纪要"{minutes}"',
    objections.reopen_decision,
)
carries_out(
    '征集"{call_id}"依异议"{objection}"更正结果，取消作品"{excluded}"的资格', objections.correct
)
carries_out(
    '征集"{call_id}"依异议"{objection}"更正结果，并列中改定"{decided}"入选，依据"{document}"',
    objections.correct,
)

carries_out(
    '征集"{call_id}"的异议"{objection}"由依异议"{by_objection}"的更正一并了结，纪要"{minutes}"',
    objections.settle,
)
