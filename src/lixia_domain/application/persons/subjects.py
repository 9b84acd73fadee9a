"""Use cases of personal data: kept sealed, seen by few, held, restricted, erased.

What is told of a person is sealed before a use case is asked: neither a fact nor the request of a
command ever holds it in clear. The key is made first and the fact recorded after, so a fact never
holds what nobody can open; a key without its fact is an orphan that ``vault_review`` sweeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from attrs import evolve as replace

from lixia_domain.aggregates.subject import decisions as subject
from lixia_domain.aggregates.subject.facts import (
    AskedBy,
    Detail,
    Details,
    Facts,
    Field,
    Ground,
    Part,
    PersonKind,
)
from lixia_domain.aggregates.subject.state import SUBJECT, Subject, Why
from lixia_domain.application.persons import guardians
from lixia_domain.application.rights import authorise
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.application.vault import Vault
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.vocabulary import (
    AdultFrom,
    Document,
    HoldId,
    KeptUntil,
    On,
    PersonRef,
    Purpose,
    Reason,
    StreamName,
    YesNo,
)
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.people import ACCOUNTING_RECORDS, DATA_HOLD, DATA_RETENTION, YEARS


def seal(
    ledger: Ledger, vault: Vault, by: By, person: str, told: Mapping[Field, str]
) -> tuple[Detail, ...]:
    """Return what is ``told`` of a person, sealed. Refuses one whose data are no longer used."""
    known = ledger.transact(lambda work: work.load(SUBJECT, reference(person)), by=by)
    if known is not None:
        subject.free(known, person)
    return tuple(
        Detail(field=name, value=vault.seal(person, name.value, told[name], at=by.at))
        for name in Field
        if name in told
    )


@use_case(
    says=Words("登记个人信息", "register what is known of a person"),
    by=(Role.PROGRAMME_OFFICE, Role.ACCOUNTANT, Role.TEAM),
)
def register(
    work: Work,
    *,
    person: PersonRef,
    kind: Annotated[PersonKind, Words("以何种身份", "in which part")],
    details: Details,
    document: Annotated[Document, Words("告知同意书", "the notice and consent")],
    on: On,
    of: StreamName | None = None,
    guardian: Annotated[
        PersonRef, Words("未成年人的监护人代号", "a minor's guardian, by reference")
    ]
    | None = None,
    adult_from: AdultFrom | None = None,
) -> None:
    """Register what is known of a person (登记); ``of``: the stream for which it has its part.

    A donor's data belong to the vouchers and are held as long as these.
    """
    facts = subject.register(
        work.load(SUBJECT, person),
        person=person,
        part=Part(kind=kind, of=of),
        details=details,
        guardian=guardians.one_guardian(work, person, guardian, on=on),
        adult_from=guardians.one_age(work, person, adult_from),
        document=document,
        on=on,
    )
    work.record(SUBJECT, person, facts)
    if kind is PersonKind.DONOR:
        _hold_vouchers(work, person, document=document, on=on)


def _hold_vouchers(work: Work, person: str, *, document: str, on: date) -> None:
    """Hold a donor's data with the vouchers of the year, unless that is on record."""
    hold_id = f"accounting-{on.year}"
    known = subject.existing(work.load(SUBJECT, person), person)
    if hold_id not in known.holds and hold_id not in known.released:
        hold.within(
            work, person=person, hold_id=hold_id, ground=Ground.ACCOUNTING, document=document, on=on
        )


def met(
    work: Work,
    person: str,
    kind: PersonKind,
    *,
    document: str,
    on: date,
    of: str | None = None,
    details: Details = (),
    guardian: str | None = None,
    adult_from: date | None = None,
) -> None:
    """Note within another use case that a person is met in some part.

    Refuses one whose data are restricted or erased. Of whom nothing is kept, nothing is noted: a
    guardian stands in what is kept of a person.
    """
    if details or guardian is not None or work.load(SUBJECT, reference(person)) is not None:
        register.within(
            work,
            person=person,
            kind=kind,
            details=details,
            document=document,
            on=on,
            of=of,
            guardian=guardian,
            adult_from=adult_from,
        )


def contact(
    work: Work, person: str, *, of: str, details: tuple[Detail, ...], document: str, on: date
) -> None:
    """Register within another use case who is to be spoken to for the stream ``of`` (联系人)."""
    register.within(
        work,
        person=person,
        kind=PersonKind.CONTACT,
        of=of,
        details=details,
        document=document,
        on=on,
    )


def donated(
    work: Work, person: str, *, details: tuple[Detail, ...], document: str, on: date
) -> None:
    """Note within another use case that a natural person's gift arrived.

    Money that is there is booked, whatever became of the person's data: of restricted data only
    the hold is recorded, of erased ones nothing.
    """
    known = work.load(SUBJECT, reference(person))
    if known is None or (known.ordered is None and known.restricted is None):
        register.within(
            work, person=person, kind=PersonKind.DONOR, details=details, document=document, on=on
        )
    elif known.ordered is None:
        _hold_vouchers(work, person, document=document, on=on)


def free(work: Work, person: str) -> None:
    """Refuse to do anything new with a person whose data are restricted or erased."""
    known = work.load(SUBJECT, person)
    if known is not None:
        subject.free(known, person)


@decides(
    SUBJECT,
    "person",
    says=Words("更正或补充个人信息", "correct or add a person's details"),
    by=(Role.PROGRAMME_OFFICE, Role.ACCOUNTANT, Role.TEAM),
)
def change(
    known: Subject | None, *, person: PersonRef, details: Details, document: Document, on: On
) -> Facts:
    """Correct or add details (更正)."""
    return subject.change(known, person=person, details=details, document=document, on=on)


@use_case(
    says=Words("查看个人信息", "look at a person's details"),
    by=(Role.PROGRAMME_OFFICE, Role.ACCOUNTANT, Role.RECEIPT_KEEPER, Role.TEAM, Role.AUDITOR),
)
def disclose(
    work: Work,
    *,
    person: PersonRef,
    purpose: Annotated[Purpose, Words("为何查看（入账）", "why; it is recorded")],
    on: On,
    fields: Annotated[
        tuple[Field, ...], Words("只看某几项（默认全部）", "only some (default: all)")
    ] = (),
) -> None:
    """Note who sees which details, in the role of who records, and why (查看)."""
    facts = subject.disclose(
        work.load(SUBJECT, person),
        person=person,
        role=work.by.role,
        fields=fields,
        purpose=purpose,
        on=on,
    )
    work.record(SUBJECT, person, facts)


def show(
    ledger: Ledger,
    by: By,
    vault: Vault,
    *,
    person: str,
    purpose: str,
    on: date,
    fields: tuple[Field, ...] = (),
) -> Mapping[Field, str]:
    """Return details in clear, once it is on record who sees them. All are opened before that."""
    known = ledger.transact(lambda work: work.load(SUBJECT, person), by=by)
    subject.disclose(known, person=person, role=by.role, fields=fields, purpose=purpose, on=on)
    sealed = subject.existing(known, person).details
    opened = {name: vault.open(person, name.value, sealed[name]) for name in fields or sealed}
    disclose(ledger, by, person=person, purpose=purpose, on=on, fields=tuple(opened))
    return opened


@decides(
    SUBJECT,
    "person",
    says=Words("登记保存个人信息的要求", "hold a person's data"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
)
def hold(
    known: Subject | None,
    *,
    person: PersonRef,
    hold_id: HoldId,
    ground: Annotated[Ground, Words("保存理由", "why they are kept")],
    document: Document,
    on: On,
    until: KeptUntil | None = None,
) -> Facts:
    """Keep the data (保存要求): until the day told, or as long as the law says of vouchers."""
    by_law = ground is Ground.ACCOUNTING
    edition = in_force(EDITIONS, ACCOUNTING_RECORDS if by_law else DATA_HOLD, on)
    return subject.hold(
        known,
        person=person,
        hold_id=hold_id,
        ground=ground,
        until=until,
        least=date(on.year + edition.figures[YEARS], 12, 31) if by_law else None,
        document=document,
        rule=edition.version,
        on=on,
    )


@decides(
    SUBJECT,
    "person",
    says=Words("解除保存个人信息的要求", "release a hold on a person's data"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
)
def release(
    known: Subject | None,
    *,
    person: PersonRef,
    hold_id: HoldId,
    document: Document,
    on: On,
    mistaken: Annotated[YesNo, Words("当初登记有误", "it was made by mistake")] = False,
) -> Facts:
    """Release a hold (解除保存)."""
    return subject.release(
        known, person=person, hold_id=hold_id, mistaken=mistaken, document=document, on=on
    )


@decides(
    SUBJECT,
    "person",
    says=Words("限制处理个人信息", "restrict the processing of a person's data"),
    by=(Role.PROGRAMME_OFFICE, Role.ACCOUNTANT),
)
def restrict(
    known: Subject | None, *, person: PersonRef, reason: Reason, document: Document, on: On
) -> Facts:
    """Store and protect the data, and do nothing else with them (限制处理)."""
    return subject.restrict(
        known,
        person=person,
        reason=reason,
        document=document,
        rule=in_force(EDITIONS, DATA_RETENTION, on).version,
        on=on,
    )


@decides(
    SUBJECT,
    "person",
    says=Words("解除对个人信息的限制", "lift the restriction of a person's data"),
    by=(Role.PROGRAMME_OFFICE, Role.ACCOUNTANT),
)
def lift(
    known: Subject | None, *, person: PersonRef, reason: Reason, document: Document, on: On
) -> Facts:
    """Lift a restriction (解除限制)."""
    return subject.lift(known, person=person, reason=reason, document=document, on=on)


@decides(
    SUBJECT,
    "person",
    says=Words("决定销毁个人信息", "order the erasure of a person's data"),
    by=(Role.PROGRAMME_OFFICE, Role.ACCOUNTANT),
)
def order_erasure(
    known: Subject | None,
    *,
    person: PersonRef,
    reason: Reason,
    asked_by: Annotated[AskedBy, Words("谁要求的", "who wants it")],
    linkable: Annotated[YesNo, Words("代号系换算所得", "the reference was derived")],
    document: Annotated[Document, Words("申请或决定", "the request or decision")],
    on: On,
) -> Facts:
    """Order the key to be destroyed (决定销毁): from now on nothing more is kept of the person."""
    return subject.order_erasure(
        known,
        person=person,
        reason=reason,
        asked_by=asked_by,
        linkable=linkable,
        document=document,
        rule=in_force(EDITIONS, DATA_RETENTION, on).version,
        on=on,
    )


@decides(
    SUBJECT,
    "person",
    says=Words("登记密钥已销毁", "note that a person's key is gone"),
    by=(Role.PROGRAMME_OFFICE, Role.ACCOUNTANT, Role.ADMINISTRATOR),
)
def note_erasure(known: Subject | None, *, person: PersonRef, on: On) -> Facts:
    """Note that the key is gone (已销毁); only ``finish_erasure`` knows that it is."""
    return subject.note_erasure(known, person=person, on=on)


def erase(
    ledger: Ledger,
    by: By,
    vault: Vault,
    *,
    person: str,
    reason: str,
    asked_by: AskedBy,
    document: str,
    on: date,
) -> None:
    """Erase a person's data (销毁): order it, destroy the key, note it, each only after the last.

    While the data are held this is refused, and they are restricted instead. Interrupted, it is
    finished by being asked again.
    """
    reference(person)
    try:
        order_erasure(
            ledger,
            by,
            person=person,
            reason=reason,
            asked_by=asked_by,
            linkable=not vault.minted(person),
            document=document,
            on=on,
        )
    except Rejection as refusal:
        if refusal.reason is Why.HELD:
            instead = _next(by, "restrict")
            restrict(ledger, instead, person=person, reason=reason, document=document, on=on)
        raise
    finish_erasure(ledger, _next(by, "erased"), vault, person=person, on=on)


def finish_erasure(ledger: Ledger, by: By, vault: Vault, *, person: str, on: date) -> None:
    """Destroy the key of a person whose erasure is ordered, and note it. Again: nothing happens."""

    def ordered(work: Work) -> bool:
        authorise(work, note_erasure, {})  # before the key is gone, not after
        return subject.existing(work.load(SUBJECT, person), person).ordered is not None

    if not ledger.transact(ordered, by=by):
        raise Rejection(Why.NOT_ORDERED, person=person)
    vault.destroy(person, at=by.at)
    note_erasure(ledger, by, person=person, on=on)


def _next(by: By, part: str) -> By:
    """Return ``by`` for what follows in a commit of its own."""
    command = None if by.command is None else f"{by.command}/{part}"
    return replace(by, command=command, correlation=None)
