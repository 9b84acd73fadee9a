"""Import of registers and bank statements: a file is booked whole, in one commit, or not at all.

An entry's key decides what it is: unknown → ``new``; the same content → ``known``; other content →
in a register ``corrected`` (reversed and booked anew, where corrections are accepted), in a bank
statement an alarm: the file is refused and the conflict is recorded. A statement's debits are
recorded beside its credits, each once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from attrs import evolve

from lixia_domain.aggregates import bank_debit
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.facts import BankCreditRecorded, Notice
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import BANK_DEBIT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.subject.facts import Detail
from lixia_domain.application.finance import credits
from lixia_domain.application.finance.bank_rows import (
    DebitEntry,
    Entry,
    EntryKind,
    Finding,
    Report,
    fitting,
    opening_report,
    refused,
)
from lixia_domain.application.finance.booking import Booking, ToClaim, ToDesignation, Wish, paid_by
from lixia_domain.application.finance.repeats import Repeats, repeats
from lixia_domain.application.gate import Gate, Unfit
from lixia_domain.application.persons import subjects
from lixia_domain.application.rights import authorise, roster
from lixia_domain.application.rows import undisturbed
from lixia_domain.application.scope import Scoped, of_fund
from lixia_domain.application.use_case import Role, sound
from lixia_domain.kernel import forms
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.forms import Context, Wrong
from lixia_domain.kernel.keys import GENERAL, kept
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Beside
from lixia_domain.kernel.vocabulary import AccountIfAny, Balance, FundId, On, YesNo
from lixia_domain.kernel.words import Words
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

__all__ = ["DebitEntry", "Entry", "Finding", "Report", "Why", "import_entries"]

Progress = Callable[[int, int], None]

ROWS = Words("一组行（tuple）", "a tuple of rows")

UNRESTRICTED: tuple[Wish, ...] = (ToDesignation(designation=GENERAL),)


class Why(Reason):
    """What an import refuses of a row."""

    CHANGED = (
        "bank_import.changed",
        "同一笔流水此前按 {payer} {amount} 入账，本文件内容不同；请向银行核实",
        "the entry is on record as {payer} {amount}, this file says otherwise; ask the bank",
    )


def import_entries(
    ledger: Ledger,
    by: By,
    *,
    fund_id: str,
    kind: EntryKind,
    entries: Sequence[Entry],
    stated_total: Money,
    on: date,
    debits: Sequence[DebitEntry] = (),
    accept_corrections: bool = False,
    approver: str = "",
    dry_run: bool = False,
    progress: Progress = lambda done, of: None,
    donors: Mapping[str, tuple[Detail, ...]] | None = None,
) -> Report:
    """Import ``entries`` and ``debits`` into ``fund_id``, all of them in one commit or none.

    ``donors``: sealed details of natural persons by reference, kept where a credit is new.

    ``on`` is the booking date. One refused row refuses the file; then only a bank statement's
    conflicts are recorded. ``approver``: who approved of the corrections that are accepted, another
    person than whoever imports; while the roster is open it may be left out. With ``dry_run``
    nothing is recorded. A row passes the gate as an argument does:
    its texts are cleaned, its key is canonical. Raises what ``Ledger.transact`` raises, and
    ``Rejection`` where the fund takes no money on that day.
    """
    by = sound(by)
    asked = Context(business_date(by.at), ledger.spelled)
    told = {"fund_id": fund_id, "stated_total": stated_total, "on": on, "kind": kind}
    told |= {"accept_corrections": accept_corrections, "approver": approver, "dry_run": dry_run}
    read = _FILE.read(told, asked)
    fund_id, approver = read["fund_id"], read["approver"]
    for name, rows in (("entries", entries), ("debits", debits)):
        if type(rows) not in (tuple, list):
            facts = {"wanted": ROWS, "got": type(rows).__name__}
            raise Unfit([Wrong(name, forms.Why.WRONG_TYPE, facts)], {})
    raw = opening_report(entries, debits, stated_total)
    entries, raw.refused = fitting(entries, Entry, asked, raw)
    debits, raw.debits.refused = fitting(debits, DebitEntry, asked, raw)

    def steps(work: Work) -> Report:
        accepts = (approver or by.actor) if accept_corrections else None
        told = {"fund_id": fund_id, "approver": accepts if roster(work).closed else approver}
        authorise(work, IMPORTING, told)
        fund.receiving(work.load(FUND, fund_id), on=on)
        nothing = work.mark()
        report = evolve(raw, findings=[*raw.findings], debits=evolve(raw.debits))
        given = _newly_given(work, entries, donors or {})
        _record_debits(work, fund_id, debits, report, on)
        _book_all(Booking(work, fund_id, on), report, kind, entries, accepts, progress)
        for person, place in given.items():
            subjects.donated(work, person, details=(donors or {})[person], document=place, on=on)
        if not report.clean:
            work.back_to(nothing)
        return report

    with undisturbed():
        if dry_run:
            return steps(Work(ledger, by))
        report = ledger.transact(steps, by=by)
    report.booked = report.clean
    if report.refused and kind is EntryKind.STATEMENT:
        ledger.transact(lambda work: _alarm(work, fund_id, entries, on), by=by)
    return report


class _Importing(NamedTuple):
    """What an import is, as far as rights go: no use case, for it has a dry run and a report."""

    says: Words
    by: tuple[Role, ...]
    scope: Scoped
    second: Mapping[str, Beside]


def _file(
    fund_id: FundId,
    kind: EntryKind,
    stated_total: Balance,
    accept_corrections: YesNo,
    approver: Annotated[AccountIfAny, Beside(credits.CORRECTS), Words("批准人", "who approved")],
    dry_run: YesNo,
    on: On,
) -> None:
    """What a file is booked with: its signature is what the gate holds it to."""


_FILE = Gate(_file, skip=0)
IMPORTING = _Importing(
    Words("导入银行流水或登记表", "import a bank statement or register"),
    (Role.ACCOUNTANT,),
    of_fund(),
    _FILE.beside,
)


def _newly_given(
    work: Work, entries: Sequence[Entry], donors: Mapping[str, tuple[Detail, ...]]
) -> Mapping[str, str]:
    """Return who of ``donors`` gave what is not booked yet, each with a place that says so."""
    work.prefetch(BANK_CREDIT, [entry.credit_id for entry in entries])
    return {
        who: entry.place
        for entry in reversed(entries)
        if (who := entry.notice.payer_ref) is not None
        and who in donors
        and work.load(BANK_CREDIT, entry.credit_id) is None
    }


def _book_all(
    booking: Booking,
    report: Report,
    kind: EntryKind,
    entries: Sequence[Entry],
    accepts: str | None,
    progress: Progress,
) -> None:
    work = booking.work
    again = _repeats(work, entries) if kind is EntryKind.REGISTER else Repeats()
    for done, entry in enumerate(entries):
        if done % 500 == 0:
            progress(done, len(entries))
        try:
            _book(booking, report, kind, entry, again, accepts)
        except Rejection as refusal:
            report.refused += 1
            report.findings.append(refused(entry.place, refusal))
    if not report.refused:
        booking.post()
    progress(len(entries), len(entries))


def _record_debits(
    work: Work, fund_id: str, debits: Sequence[DebitEntry], report: Report, on: date
) -> None:
    work.prefetch(BANK_DEBIT, [entry.debit_id for entry in debits])
    counts = report.debits
    for entry in debits:
        try:
            facts = bank_debit.record(
                work.load(BANK_DEBIT, entry.debit_id),
                fund=fund_id,
                outgoing=entry.outgoing,
                document=entry.place,
                on=on,
            )
            work.record(BANK_DEBIT, entry.debit_id, facts)
        except Rejection as refusal:
            counts.refused += 1
            report.findings.append(refused(entry.place, refusal))
        else:
            counts.new += len(facts)
            counts.known += not facts


def _book(
    booking: Booking,
    report: Report,
    kind: EntryKind,
    entry: Entry,
    again: Repeats,
    accepts: str | None,
) -> None:
    work = booking.work
    known = work.load(BANK_CREDIT, entry.credit_id)
    if known is None and entry.credit_id in again.booked:
        report.known += 1
    elif known is None:
        held = len(booking.holds)
        booking.receive(
            entry.credit_id,
            notice=entry.notice,
            document=entry.place,
            wishes=() if entry.credit_id in again.doubtful else _wishes(work, entry),
        )
        report.new += 1
        report.held += len(booking.holds) - held
        if entry.credit_id in again.doubtful:
            report.findings.append(_doubt(entry))
    elif known.notice.repeats(entry.notice):
        report.known += 1
    elif kind is EntryKind.STATEMENT:
        raise Rejection(Why.CHANGED, payer=known.notice.payer, amount=known.notice.amount)
    else:
        if accepts is not None:
            credits.correct.within(
                work,
                credit_id=entry.credit_id,
                notice=entry.notice,
                document=entry.place,
                wishes=_wishes(work, entry),
                reason="名册更正",
                approver=accepts,
                on=booking.on,
            )
        report.corrected += 1
        report.findings.append(_correction(entry, known.notice, accepts is not None))


def _doubt(entry: Entry) -> Finding:
    return Finding(
        place=entry.place,
        code="bank_import.maybe_corrected",
        zh="同日各行此前已公示入账，本行与之不同，可能是更正；先记入暂收，请核对后分配或退回",
        en="the day was booked before and this row differs, maybe as a correction: it is held, "
        "compare it, then allocate or return it",
    )


def _correction(entry: Entry, before: Notice, accepted: bool) -> Finding:
    zh = f"原登记 {before.payer} {before.amount}，现为 {entry.notice.payer} {entry.notice.amount}"
    en = f"was {before.payer} {before.amount}, is now {entry.notice.payer} {entry.notice.amount}"
    if not accepted:
        zh += "；未入账，确认后请加 --accept-corrections"
        en += "; not booked, add --accept-corrections once confirmed"
    return Finding(place=entry.place, code="bank_import.corrected", zh=zh, en=en)


def _wishes(work: Work, entry: Entry) -> tuple[Wish, ...]:
    """Return where the entry goes, if its designation leaves no doubt; else nowhere yet.

    Money of another payer than the claim's enterprise waits: the legal donor is settled first.
    """
    wanted = entry.designation
    if wanted is None:
        return ()
    if wanted == GENERAL:
        return UNRESTRICTED
    promise = work.load(PLEDGE, wanted)
    if promise is not None:
        own = paid_by(work, promise.enterprise, entry.notice)
        return (ToClaim(claim=wanted),) if own else ()
    found = work.load(PROJECT, wanted)
    if found is None:
        return ()
    claims = [
        claim
        for claim, taken in found.claims.items()
        if paid_by(work, taken.enterprise, entry.notice)
    ]
    if not claims:
        return (ToDesignation(designation=wanted),)
    return (ToClaim(claim=claims[0]),) if len(claims) == 1 else ()


def _repeats(work: Work, entries: Sequence[Entry]) -> Repeats:
    """Return which entries repeat rows of registers booked under another date."""
    fresh = {
        entry.credit_id: entry.notice
        for entry in entries
        if work.load(BANK_CREDIT, entry.credit_id) is None
    }
    if not fresh:
        return Repeats()
    own = {_register(key) for key in fresh}
    account = next(iter(fresh.values())).account
    booked: dict[tuple[str, ...], dict[str, Notice]] = defaultdict(dict)
    for recorded in work.facts(BankCreditRecorded):
        fact = recorded.event
        if isinstance(fact, BankCreditRecorded) and kept(fact.notice.account) == account:
            register = _register(recorded.key)
            if register not in own:
                booked[register][recorded.key] = fact.notice
    return repeats(fresh, [booked[register] for register in sorted(booked)])


def _register(key: str) -> tuple[str, ...]:
    """Return the register of a row: account and day. Another document's key gives what opens it."""
    return tuple(BANK_CREDIT.canonical(key).split("/")[:2])


def _alarm(work: Work, fund_id: str, entries: Sequence[Entry], on: date) -> None:
    """Record which notices contradict what is on record in this fund; book nothing."""
    authorise(work, IMPORTING, {"fund_id": fund_id})
    for entry in entries:
        known = work.load(BANK_CREDIT, entry.credit_id)
        if known is not None and known.fund == fund_id and not known.notice.repeats(entry.notice):
            facts = bank_credit.record(
                known, fund=fund_id, notice=entry.notice, document=entry.place, on=on
            )
            work.record(BANK_CREDIT, entry.credit_id, facts)
