"""On which grounds reasons refuse: those about people, votes, campaigns, firms and papers."""

from __future__ import annotations

from tests.programme_model.answer import CODES, Group

OF_LIVES: dict[str, Group] = {
    **dict.fromkeys(("subject.own_guardian",), Group.PERSONS),
    **dict.fromkeys(
        (
            "subject.no_such_detail",
            "foundation.no_certificate",
            "subject.no_hold",
            "campaign.unknown_action",
            "campaign.unknown_activity",
            "open_call.unknown_objection",
            "open_call.not_published",
            "disclosure.no_such_subject",
            "disclosure.not_owed",
            "foundation.nothing_to_correct",
            "guide.not_drafted",
        ),
        Group.UNKNOWN,
    ),
    **dict.fromkeys(
        (
            "subject.erased",
            "volunteer.no_certificate",
            "volunteer.no_service",
            "service_session.cancelled",
            "disclosure.withdrawn",
            "enterprise.debarred_stays",
            "foundation.not_tied",
            "open_call.not_answered",
            "open_call.reachable",
            "team.not_debarred",
            "subject.not_restricted",
            "subject.not_ordered",
            "need.wrong_stage",
            "need.planned_otherwise",
            "batch.wrong_stage",
            "brand.wrong_stage",
            "campaign.closed",
            "campaign.not_scheduled",
            "campaign.activities_open",
            "enterprise.merged",
            "enterprise.debarred",
            "enterprise.not_debarred",
            "enterprise.not_merged",
            "enterprise.paid_since",
            "open_call.objection_pending",
            "open_call.objection_not_upheld",
            "open_call.settled_otherwise",
            "open_call.nothing_corrected",
            "open_call.not_tied",
            "fundraising_plan.ended",
            "foundation.office_not_held",
            "guide.immutable",
            "guide.out_of_turn",
            "fund.not_established",
            "volunteer.no_consent",
        ),
        Group.STAGE,
    ),
    **dict.fromkeys(
        (
            "subject.hold_otherwise",
            "batch.exists",
            "brand.exists",
            "campaign.exists",
            "campaign.action_exists",
            "campaign.activity_exists",
            "enterprise.exists",
            "team.exists",
            "need.exists",
            "foundation.exists",
            "foundation.office_held",
            "foundation.year_reported",
            "fundraising_plan.exists",
            "disclosure.published_otherwise",
            "open_call.objection_reused",
            "open_call.decided_otherwise",
            "open_call.corrected_otherwise",
        ),
        Group.TWICE,
    ),
    **dict.fromkeys(
        (
            "subject.no_details",
            "open_call.not_fewer",
            "subject.field_twice",
            "disclosure.position_ahead",
            "volunteer.nothing_certified",
            "volunteer.no_scope",
            "foundation.negative",
            "foundation.three_years_below",
            "foundation.parts_exceed",
            "campaign.bad_count",
            "batch.empty",
            "brand.no_project",
            "entry.no_author",
            "project.no_need",
        ),
        Group.AMOUNT,
    ),
    **dict.fromkeys(("subject.restricted", "subject.held"), Group.FROZEN),
    **dict.fromkeys(
        (
            "subject.no_guardian",
            "guardian.minor",
            "subject.hold_by_law",
            "volunteer.guardian_decides",
            "service_session.no_consent",
            "foundation.not_qualified",
            "open_call.decision_unfounded",
            "open_call.no_document",
            "entry.no_reason",
            "fundraising_plan.not_refiled",
        ),
        Group.CONSENT,
    ),
    **dict.fromkeys(
        (
            "subject.other_key",
            "brand.not_its_work",
            "need.into_itself",
            "enterprise.merged_into_itself",
            "guide.not_the_draft",
            "disclosure.not_what_stands",
            "disclosure.same_content",
            "disclosure.not_the_platform",
            "disclosure.nothing_to_publish",
        ),
        Group.OTHER,
    ),
    **dict.fromkeys(("subject.not_for_role",), Group.RIGHTS),
    **dict.fromkeys(("fundraising_plan.other_foundation",), Group.FUND),
    **dict.fromkeys(
        ("foundation.council_relative", "foundation.interested_beneficiary"), Group.CONSENT
    ),
    **dict.fromkeys(
        (
            "subject.hold_ended",
            "foundation.not_shorter",
            "open_call.not_later",
            "subject.hold_too_short",
            "subject.no_term",
            "campaign.too_early",
            "foundation.year_not_over",
            "foundation.ends_before",
            "fundraising_plan.ends_before",
            "fundraising_plan.filed_late",
            "fundraising_plan.over",
            "fundraising_plan.ends_past",
            "fundraising_plan.not_begun",
            "disclosure.not_yet",
            "guide.not_later",
            "open_call.voting_not_open",
            "open_call.objections_over",
            "volunteer.certified_later",
            "volunteer.cover_ends_first",
        ),
        Group.DATES,
    ),
}
"""Beside ``CODES``."""


def group_of(code: str) -> Group | None:
    """Return the grounds that a reason's code stands for, if the model knows it at all."""
    field_, _, word = code.partition(".")
    if field_ in ("rights", "member") or code == "donation_receipt.others_blanks":
        return Group.RIGHTS
    if code == "fund.period_closed":
        return Group.CLOSED
    known = CODES.get(code) or OF_LIVES.get(code)
    return known or (Group.UNKNOWN if word == "unknown" else None)
