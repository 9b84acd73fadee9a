"""What is known of a person: sealed, seen by few, held, restricted, erased."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from lixia_domain.aggregates.subject import decisions as subject
from lixia_domain.aggregates.subject.facts import (
    AskedBy,
    Detail,
    DetailsDisclosed,
    ErasureOrdered,
    Field,
    Ground,
    GuardianshipNoted,
    Part,
    PersonKind,
    ProcessingRestricted,
    RestrictionLifted,
    RetentionHeld,
    RetentionReleased,
    SubjectDetailsChanged,
    SubjectErased,
    SubjectPartTaken,
    SubjectRegistered,
)
from lixia_domain.aggregates.subject.state import SUBJECT, Why
from lixia_domain.kernel import people
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.sealed import sealed
from lixia_domain.testing.given import given

ME, PARENT = f"p:{'a' * 32}", f"p:{'b' * 32}"
KID = "0e" * 32
ON, LATER, OVER = date(2022, 3, 1), date(2022, 6, 1), date(2053, 1, 4)
NAME = Detail(field=Field.NAME, value=sealed(KID, "AAAA"))
PHONE = Detail(field=Field.PHONE, value=sealed(KID, "BBBB"))
OTHER_PHONE = Detail(field=Field.PHONE, value=sealed(KID, "CCCC"))
VOLUNTEER, LEAD = Part(kind=PersonKind.VOLUNTEER), Part(kind=PersonKind.LEAD, of="team-t1")

registered = SubjectRegistered(
    part=VOLUNTEER,
    details=(NAME, PHONE),
    guardian=None,
    adult_from=None,
    document="同意书",
    on=ON,
)
OF_AGE = date(2030, 1, 1)
BORN = Detail(field=Field.BORN, value=sealed(KID, "DDDD"))
child = evolve(registered, adult_from=OF_AGE, guardian=PARENT)
noted = GuardianshipNoted(guardian=PARENT, adult_from=OF_AGE, document="户口簿", on=ON)
held = RetentionHeld(
    hold="h1",
    ground=Ground.ACCOUNTING,
    until=date(2052, 12, 31),
    document="回单",
    rule="r@1",
    on=ON,
)
agreed = RetentionHeld(
    hold="h2",
    ground=Ground.AGREEMENT,
    until=date(2022, 5, 31),
    document="协议",
    rule="r@2",
    on=ON,
)
restricted = ProcessingRestricted(reason="本人要求", until=None, document="申请", rule="r@1", on=ON)
ordered = ErasureOrdered(
    reason="本人要求",
    asked_by=AskedBy.SUBJECT,
    linkable=True,
    document="申请",
    rule="r@1",
    on=LATER,
)
erased = SubjectErased(
    kid=KID, linkable=True, reason="本人要求", asked_by=AskedBy.SUBJECT, on=LATER
)

REGISTER = {
    "person": ME,
    "part": VOLUNTEER,
    "details": (NAME, PHONE),
    "guardian": None,
    "adult_from": None,
    "document": "同意书",
    "on": ON,
}
CHANGE = {"person": ME, "document": "更正申请", "on": LATER}
HOLD = {
    "person": ME,
    "hold_id": "h1",
    "ground": Ground.ACCOUNTING,
    "until": None,
    "least": held.until,
    "document": "回单",
    "rule": "r@1",
    "on": ON,
}
ORDER = {
    "person": ME,
    "reason": "本人要求",
    "asked_by": AskedBy.SUBJECT,
    "linkable": True,
    "document": "申请",
    "rule": "r@1",
    "on": LATER,
}
SEE = {"person": ME, "fields": (), "purpose": "通知", "on": LATER}


def registering(**other):
    return {**REGISTER, **other}


class TestRegistering:
    def test_somebody_new_is_recorded(self) -> None:
        given(SUBJECT).when(subject.register, **REGISTER).then(registered)

    def test_told_twice_is_ignored(self) -> None:
        given(SUBJECT, registered).when(subject.register, **registering(on=LATER)).ignored()

    def test_another_part_and_other_details_are_recorded_by_themselves(self) -> None:
        told = registering(part=LEAD, details=(NAME, OTHER_PHONE), document="团队表", on=LATER)
        given(SUBJECT, registered).when(subject.register, **told).then(
            SubjectPartTaken(part=LEAD, document="团队表", on=LATER),
            SubjectDetailsChanged(details=(OTHER_PHONE,), document="团队表", on=LATER),
        )

    def test_a_part_needs_no_details_once_somebody_is_known(self) -> None:
        taken = SubjectPartTaken(part=LEAD, document="同意书", on=ON)
        told = registering(part=LEAD, details=())
        given(SUBJECT, registered).when(subject.register, **told).then(taken)
        given(SUBJECT, registered, taken).when(subject.register, **told).ignored()

    def test_without_details_there_is_nothing_to_keep(self) -> None:
        given(SUBJECT).when(subject.register, **registering(details=())).refused(Why.NO_DETAILS)
        given(SUBJECT, registered).when(subject.change, details=(), **CHANGE).refused(
            Why.NO_DETAILS
        )

    def test_a_minor_needs_a_guardian_who_is_somebody_else(self) -> None:
        minor = {"adult_from": date(2030, 1, 1)}
        given(SUBJECT).when(subject.register, **registering(**minor)).refused(Why.NO_GUARDIAN)
        told = registering(**minor, guardian=PARENT)
        child = evolve(registered, adult_from=date(2030, 1, 1), guardian=PARENT)
        given(SUBJECT).when(subject.register, **told).then(child)
        given(SUBJECT, child).when(subject.register, **registering(**minor)).ignored()
        given(SUBJECT).when(subject.register, **registering(guardian=ME)).refused(Why.OWN_GUARDIAN)
        grown = registering(adult_from=ON)
        given(SUBJECT).when(subject.register, **grown).then(evolve(registered, adult_from=ON))

    def test_another_guardian_is_refused(self) -> None:
        other = f"p:{'c' * 32}"
        told = registering(guardian=other)
        given(SUBJECT, child).when(subject.register, **told).refused(Why.EXISTS, person=ME)
        aged = registering(adult_from=date(2029, 1, 1))
        given(SUBJECT, child).when(subject.register, **aged).refused(Why.EXISTS, person=ME)

    def test_an_age_that_nobody_said_is_learned_with_the_guardian(self) -> None:
        told = registering(adult_from=OF_AGE, guardian=PARENT, document="户口簿")
        case = given(SUBJECT, registered)
        case.when(subject.register, **told).then(noted)
        given(SUBJECT, registered, noted).when(subject.register, **told).ignored()
        case.when(subject.register, **registering(adult_from=OF_AGE)).refused(Why.NO_GUARDIAN)

    def test_whose_birthday_is_kept_is_of_some_age(self) -> None:
        author = Part(kind=PersonKind.AUTHOR)
        told = registering(part=author, details=(BORN,))
        given(SUBJECT).when(subject.register, **told).refused(Why.NO_AGE, person=ME)
        given(SUBJECT, registered).when(subject.register, **told).refused(Why.NO_AGE)
        given(SUBJECT, registered).when(subject.change, details=(BORN,), **CHANGE).refused(
            Why.NO_AGE
        )
        given(SUBJECT, child).when(subject.change, details=(BORN,), **CHANGE).then(
            SubjectDetailsChanged(details=(BORN,), document="更正申请", on=LATER)
        )
        donor = Part(kind=PersonKind.DONOR)
        given(SUBJECT).when(subject.register, **registering(part=donor, details=(BORN,))).then(
            evolve(registered, part=donor, details=(BORN,))
        )

    def test_a_name_is_no_reference(self) -> None:
        given(SUBJECT).when(subject.register, **registering(person="示例")).refused(
            people.Why.NOT_A_REFERENCE
        )

    def test_what_is_not_sealed_is_refused_without_being_repeated(self) -> None:
        clear = Detail(field=Field.PHONE, value="示例电话")
        found = given(SUBJECT).when(subject.register, **registering(details=(clear,)))
        found.refused(Why.IN_CLEAR, field="phone")
        assert "示例电话" not in str(found.answer)

    def test_a_field_comes_once(self) -> None:
        twice = registering(details=(PHONE, OTHER_PHONE))
        given(SUBJECT).when(subject.register, **twice).refused(Why.FIELD_TWICE, field="phone")

    def test_all_is_sealed_under_one_key_for_good(self) -> None:
        other = Detail(field=Field.PHONE, value=sealed("0f" * 32, "BBBB"))
        told = registering(details=(NAME, other))
        given(SUBJECT).when(subject.register, **told).refused(Why.OTHER_KEY)
        given(SUBJECT, registered).when(subject.change, details=(other,), **CHANGE).refused(
            Why.OTHER_KEY, person=ME
        )


class TestGuardianship:
    NOTE = {"person": ME, "document": "户口簿", "on": ON}  # noqa: RUF012

    def test_age_and_guardian_are_put_right(self) -> None:
        both = {"adult_from": OF_AGE, "guardian": PARENT}
        given(SUBJECT, registered).when(subject.note_guardianship, **both, **self.NOTE).then(noted)
        case = given(SUBJECT, child)
        case.when(subject.note_guardianship, **both, **self.NOTE).ignored()
        later = {"adult_from": date(2031, 1, 1), "guardian": None}
        case.when(subject.note_guardianship, **later, **self.NOTE).then(
            evolve(noted, adult_from=date(2031, 1, 1))
        )

    def test_a_minor_keeps_a_guardian_who_is_somebody_else(self) -> None:
        minor = {"adult_from": OF_AGE, "guardian": None}
        case = given(SUBJECT, registered)
        case.when(subject.note_guardianship, **minor, **self.NOTE).refused(Why.NO_GUARDIAN)
        own = {"adult_from": OF_AGE, "guardian": ME}
        case.when(subject.note_guardianship, **own, **self.NOTE).refused(Why.OWN_GUARDIAN)
        given(SUBJECT).when(subject.note_guardianship, **own, **self.NOTE).refused(Why.UNKNOWN)

    def test_what_was_noted_last_counts(self) -> None:
        state = SUBJECT.fold((registered, noted))
        assert state is not None
        assert (state.guardian, state.adult_from) == (PARENT, OF_AGE)


class TestChanging:
    def test_only_what_differs_is_recorded(self) -> None:
        details = (NAME, OTHER_PHONE)
        given(SUBJECT, registered).when(subject.change, details=details, **CHANGE).then(
            SubjectDetailsChanged(details=(OTHER_PHONE,), document="更正申请", on=LATER)
        )
        given(SUBJECT, registered).when(subject.change, details=(NAME,), **CHANGE).ignored()

    def test_of_nobody_known_it_is_refused(self) -> None:
        given(SUBJECT).when(subject.change, details=(NAME,), **CHANGE).refused(Why.UNKNOWN)

    def test_what_was_changed_last_counts(self) -> None:
        changed = SubjectDetailsChanged(details=(OTHER_PHONE,), document="更正申请", on=LATER)
        given(SUBJECT, registered, changed).when(
            subject.change, details=(OTHER_PHONE,), **CHANGE
        ).ignored()


KEEPERS = (Role.ACCOUNTANT, Role.FOUNDATION)
"""Who keeps the foundation's books, as it is told now and as older facts have it."""


class TestSeeing:
    def test_who_saw_what_is_recorded(self) -> None:
        seen = DetailsDisclosed(fields=(Field.NAME, Field.PHONE), purpose="通知", on=LATER)
        case = given(SUBJECT, registered)
        case.when(subject.disclose, role=Role.TEAM, **SEE).then(seen)
        one = {**SEE, "fields": (Field.PHONE,)}
        case.when(subject.disclose, role=Role.TEAM, **one).then(
            DetailsDisclosed(fields=(Field.PHONE,), purpose="通知", on=LATER)
        )
        given(SUBJECT, registered, seen).when(subject.disclose, role=Role.TEAM, **SEE).then(seen)

    @pytest.mark.parametrize(
        ("kind", "may"),
        [
            (PersonKind.VOLUNTEER, {Role.PROGRAMME_OFFICE, Role.TEAM, Role.AUDITOR}),
            (PersonKind.GUARDIAN, {Role.PROGRAMME_OFFICE, Role.TEAM, Role.AUDITOR}),
            (PersonKind.DONOR, {*KEEPERS, Role.RECEIPT_KEEPER, Role.AUDITOR}),
            (PersonKind.CONTACT, {*KEEPERS, Role.PROGRAMME_OFFICE, Role.AUDITOR}),
            (PersonKind.LEAD, {*KEEPERS, Role.PROGRAMME_OFFICE, Role.AUDITOR}),
            (PersonKind.AUTHOR, {Role.PROGRAMME_OFFICE, Role.AUDITOR}),
            (PersonKind.RESIDENT, {Role.PROGRAMME_OFFICE, Role.AUDITOR}),
        ],
    )
    def test_each_role_sees_whom_it_works_with(self, kind: PersonKind, may: set[Role]) -> None:
        case = given(SUBJECT, evolve(registered, part=Part(kind=kind)))
        for role in Role:
            found = case.when(subject.disclose, role=role, **SEE)
            if role not in may:
                found.refused(Why.NOT_FOR_ROLE, role=role.value)
            else:
                assert isinstance(found.answer, tuple)

    def test_what_was_never_told_can_not_be_seen(self) -> None:
        told = {**SEE, "fields": (Field.EMAIL,)}
        given(SUBJECT, registered).when(subject.disclose, role=Role.TEAM, **told).refused(
            Why.NO_SUCH_DETAIL, field="email"
        )

    def test_of_restricted_data_only_an_auditor_sees_anything(self) -> None:
        case = given(SUBJECT, registered, restricted)
        case.when(subject.disclose, role=Role.TEAM, **SEE).refused(Why.RESTRICTED)
        assert case.when(subject.disclose, role=Role.AUDITOR, **SEE).answer


class TestHolding:
    def test_as_long_as_the_law_says_or_longer(self) -> None:
        given(SUBJECT, registered).when(subject.hold, **HOLD).then(held)
        longer = {**HOLD, "until": date(2060, 1, 1)}
        given(SUBJECT, registered).when(subject.hold, **longer).then(
            evolve(held, until=date(2060, 1, 1))
        )
        shorter = {**HOLD, "until": date(2040, 1, 1)}
        given(SUBJECT, registered).when(subject.hold, **shorter).refused(
            Why.HOLD_TOO_SHORT, least=held.until
        )

    def test_told_twice_is_ignored_and_otherwise_refused(self) -> None:
        given(SUBJECT, registered, held).when(subject.hold, **HOLD).ignored()
        other = {**HOLD, "document": "另一回单"}
        given(SUBJECT, registered, held).when(subject.hold, **other).refused(
            Why.HOLD_OTHERWISE, hold="h1"
        )
        gone = RetentionReleased(hold="h1", mistaken=True, document="说明", on=ON)
        given(SUBJECT, registered, held, gone).when(subject.hold, **HOLD).refused(
            Why.HOLD_OTHERWISE
        )

    def test_a_term_is_needed_and_lies_ahead(self) -> None:
        open_ended = {**HOLD, "least": None}
        given(SUBJECT, registered).when(subject.hold, **open_ended).refused(Why.NO_TERM)
        past = {**HOLD, "least": None, "until": date(2022, 2, 28)}
        given(SUBJECT, registered).when(subject.hold, **past).refused(Why.HOLD_ENDED, on=ON)

    def test_a_hold_under_an_older_spelling_is_released_under_it(self) -> None:
        told = {"person": ME, "document": "说明", "on": LATER}
        older = evolve(agreed, hold="ｈ2")
        gone = RetentionReleased(hold="ｈ2", mistaken=False, document="说明", on=LATER)
        again = {"hold_id": "h2", "mistaken": False, **told}
        given(SUBJECT, registered, older).when(subject.release, **again).then(gone)
        given(SUBJECT, registered, older, gone).when(subject.release, **again).ignored()

    def test_an_agreed_hold_is_released_and_a_statutory_one_only_if_mistaken(self) -> None:
        told = {"person": ME, "document": "说明", "on": LATER}
        case = given(SUBJECT, registered, held, agreed)
        gone = RetentionReleased(hold="h2", mistaken=False, document="说明", on=LATER)
        case.when(subject.release, hold_id="h2", mistaken=False, **told).then(gone)
        case.when(subject.release, hold_id="h1", mistaken=False, **told).refused(
            Why.HOLD_BY_LAW, until=held.until
        )
        case.when(subject.release, hold_id="h1", mistaken=True, **told).then(
            evolve(gone, hold="h1", mistaken=True)
        )
        case.when(subject.release, hold_id="h3", mistaken=False, **told).refused(Why.NO_HOLD)
        given(SUBJECT, registered, agreed, gone).when(
            subject.release, hold_id="h2", mistaken=False, **told
        ).ignored()


class TestRestricting:
    def test_it_says_how_long_the_data_are_held(self) -> None:
        told = {"person": ME, "reason": "本人要求", "document": "申请", "rule": "r@1", "on": ON}
        given(SUBJECT, registered).when(subject.restrict, **told).then(restricted)
        given(SUBJECT, registered, held, agreed).when(subject.restrict, **told).then(
            evolve(restricted, until=held.until)
        )
        given(SUBJECT, registered, restricted).when(subject.restrict, **told).ignored()

    def test_nothing_new_is_done_with_restricted_data_until_it_is_lifted(self) -> None:
        case = given(SUBJECT, registered, restricted)
        case.when(subject.register, **registering(part=LEAD)).refused(Why.RESTRICTED)
        case.when(subject.change, details=(OTHER_PHONE,), **CHANGE).refused(Why.RESTRICTED)
        lifted = RestrictionLifted(reason="撤回", document="说明", on=LATER)
        told = {"person": ME, "reason": "撤回", "document": "说明", "on": LATER}
        case.when(subject.lift, **told).then(lifted)
        given(SUBJECT, registered, restricted, lifted).when(subject.lift, **told).refused(
            Why.NOT_RESTRICTED
        )


class TestErasing:
    def test_while_held_it_is_refused_with_the_last_day(self) -> None:
        given(SUBJECT, registered, held, agreed).when(subject.order_erasure, **ORDER).refused(
            Why.HELD, until=held.until, document="回单"
        )

    def test_once_no_hold_is_in_force_it_is_ordered(self) -> None:
        case = given(SUBJECT, registered, agreed, restricted)
        case.when(subject.order_erasure, **ORDER).then(ordered)
        on_the_last_day = {**ORDER, "on": agreed.until}
        case.when(subject.order_erasure, **on_the_last_day).refused(Why.HELD)
        late = {**ORDER, "on": OVER}
        given(SUBJECT, registered, held).when(subject.order_erasure, **late).then(
            evolve(ordered, on=OVER)
        )
        given(SUBJECT, registered, ordered).when(subject.order_erasure, **ORDER).ignored()

    def test_it_is_noted_after_the_order_only_and_once(self) -> None:
        told = {"person": ME, "on": LATER}
        given(SUBJECT, registered).when(subject.note_erasure, **told).refused(Why.NOT_ORDERED)
        given(SUBJECT, registered, ordered).when(subject.note_erasure, **told).then(erased)
        given(SUBJECT, registered, ordered, erased).when(subject.note_erasure, **told).ignored()

    def test_from_the_order_on_nothing_else_is_recorded(self) -> None:
        case = given(SUBJECT, registered, ordered)
        case.when(subject.register, **REGISTER).refused(Why.ERASED)
        case.when(subject.change, details=(NAME,), **CHANGE).refused(Why.ERASED)
        case.when(subject.disclose, role=Role.AUDITOR, **SEE).refused(Why.ERASED)
        case.when(subject.hold, **HOLD).refused(Why.ERASED)
        case.when(subject.lift, person=ME, reason="x", document="x", on=LATER).refused(Why.ERASED)
        case.when(
            subject.restrict, person=ME, reason="x", document="x", rule="r@1", on=LATER
        ).refused(Why.ERASED)
