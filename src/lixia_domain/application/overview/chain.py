"""The chain need → project → claim → money → session → acceptance, walked from any of its links.

Nothing new is recorded for it: every link is a fact or a row that is there anyway, and all are read
at one position. What comes ``after`` what is told by ids that the facts themselves cite; a session
is its project's, for no fact says which fen paid for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from attrs import evolve as replace
from attrs import frozen

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import CreditAllocated
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.disbursement.facts import DisbursementRequested
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.bootstrap import Progress, Store
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import credit_of, shared
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.read_models import Build
from lixia_domain.views.accounts import project_of
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.fund_statement import FUND_STATEMENT
from lixia_domain.views.need_register import NEED_REGISTER, NeedRow
from lixia_domain.views.session_log import SESSION_LOG, SessionRow


class LinkKind(StrEnum):
    """What a link is."""

    NEED = "need"
    PROJECT = "project"
    CLAIM = "claim"
    GIFT = "gift"
    DISBURSEMENT = "disbursement"
    SESSION = "session"
    ACCEPTANCE = "acceptance"


@frozen(kw_only=True)
class Link:
    """One link, named by kind and key; ``after`` names those it directly follows from.

    ``amount`` is what was claimed, arrived or was paid; ``minutes`` what was certified.
    """

    kind: LinkKind
    key: str
    on: date | None
    state: str
    title: str = ""
    amount: Money | None = None
    minutes: int | None = None
    after: tuple[tuple[LinkKind, str], ...] = ()

    @property
    def name(self) -> tuple[LinkKind, str]:
        """Return what other links call it."""
        return self.kind, self.key

    def joined(self, other: Link | None) -> Link:
        """Return the link as told first, coming after all that either follows from."""
        if other is None:
            return self
        return replace(other, after=tuple(dict.fromkeys((*other.after, *self.after))))


@frozen(kw_only=True)
class Chain:
    """All links of what was asked about, at one ``position``; ``asked`` are those it named."""

    position: int
    asked: frozenset[tuple[LinkKind, str]]
    links: tuple[Link, ...]

    def back(self) -> tuple[Link, ...]:
        """Return what was asked about and all that it came from."""
        return self._reached({link.name: link.after for link in self.links})

    def forward(self) -> tuple[Link, ...]:
        """Return what was asked about and all that came of it."""
        onward: dict[tuple[LinkKind, str], list[tuple[LinkKind, str]]] = {}
        for link in self.links:
            for before in link.after:
                onward.setdefault(before, []).append(link.name)
        return self._reached(onward)

    def _reached(
        self, steps: Mapping[tuple[LinkKind, str], Iterable[tuple[LinkKind, str]]]
    ) -> tuple[Link, ...]:
        found, waiting = set(self.asked), list(self.asked)
        while waiting:
            for name in steps.get(waiting.pop(), ()):
                if name not in found:
                    found.add(name)
                    waiting.append(name)
        return tuple(link for link in self.links if link.name in found)


def walk(store: Store, key: str, progress: Progress | None = None) -> Chain | None:
    """Return the chain that ``key`` is a link of; ``None`` where there is no such link.

    ``key``: a need, project, claim, bank credit, gift, disbursement or session, by its id, or by
    its stream (``need-…``, ``pledge-…``) where several bear the same id; an acceptance by its
    minutes.
    """
    build = store.views(progress)
    with build.reading() as position:
        reader = _Reader(store.ledger, build, position)
        links: dict[tuple[LinkKind, str], Link] = {}
        projects = dict.fromkeys(reader.projects_of(key))
        for project in reader.with_moves(projects):
            for link in reader.links(project):
                links[link.name] = link.joined(links.get(link.name))
        if not links:
            links.update((link.name, link) for link in reader.loose(key))
        asked = frozenset(link.name for link in links.values() if _meant(link, key))
        return Chain(position=position, asked=asked, links=tuple(links.values())) if asked else None


STREAMS: Mapping[LinkKind, str] = {
    LinkKind.NEED: "need",
    LinkKind.PROJECT: "project",
    LinkKind.CLAIM: "pledge",
    LinkKind.GIFT: "bank_credit",
    LinkKind.DISBURSEMENT: "disbursement",
    LinkKind.SESSION: "service_session",
}
"""The streams that links are kept in; an acceptance is a fact of its project."""


def _names(kind: LinkKind, key: str) -> Iterable[str]:
    """Return which ids ``key`` may mean: itself, and what it is the stream of."""
    return dict.fromkeys((key, key.removeprefix(f"{STREAMS[kind]}-")))


def _meant(link: Link, key: str) -> bool:
    told = {link.key}
    if link.kind is LinkKind.GIFT:
        told.add(credit_of(link.key))
    if link.kind is LinkKind.ACCEPTANCE:
        return key in told
    return key in told or key in {f"{STREAMS[link.kind]}-{name}" for name in told}


class _Reader:
    """Reads links out of streams and views, none of them beyond one position."""

    def __init__(self, ledger: Ledger, build: Build, position: int) -> None:
        self.ledger = ledger
        self.build = build
        self.position = position

    def _history(self, stream: str) -> Iterator[Recorded]:
        return (r for r in self.ledger.history(stream) if r.position <= self.position)

    def projects_of(self, key: str) -> list[str]:
        """Return the projects that the links called ``key`` belong to, each once."""
        found: dict[str, None] = {}
        for kind in STREAMS:
            for name in _names(kind, key):
                named = dict.fromkeys(self._of(kind, name))
                if kind is LinkKind.GIFT and not named:
                    named = dict.fromkeys(self._of(kind, credit_of(name)))
                found.update(named)
        accepted = self.ledger.read(upto=self.position, reads=(prj.ProjectAccepted,))
        found.update({r.key: None for r in accepted if getattr(r.event, "minutes", None) == key})
        return list(found)

    def with_moves(self, projects: Iterable[str]) -> list[str]:
        """Return ``projects`` and those that gifts of theirs came from or went to, each once."""
        waiting, found = list(projects), dict[str, None]()
        while waiting:
            project = waiting.pop(0)
            if project in found:
                continue
            found[project] = None
            for recorded in self._booked(project):
                match recorded.event:
                    case acc.SurplusMovedIn(origin=other) | acc.SurplusMovedOut(to=other):
                        waiting.extend(project_of(other))
                    case _:
                        pass
        return list(found)

    def _booked(self, project: str) -> Iterator[Recorded]:
        """Yield what was booked on a project's accounts, fund by fund."""
        for fund in sorted({row.fund for _, row in self.build.rows(FUND_STATEMENT)}):
            yield from self._history(ACCOUNT.stream(join_key(fund, project)))

    def _of(self, kind: LinkKind, key: str) -> Iterator[str]:
        match kind:
            case LinkKind.NEED:
                yield from self._citing(key)
            case LinkKind.PROJECT:
                if any(self._history(PROJECT.stream(key))):
                    yield key
            case LinkKind.CLAIM:
                yield from (r.project for _, r in self.build.rows(CLAIM_BOARD, key=key))
            case LinkKind.SESSION:
                rows = self.build.rows(SESSION_LOG, key=key)
                yield from (row.project for _, row in rows if row.project is not None)
            case LinkKind.GIFT:
                for recorded in self._history(BANK_CREDIT.stream(key)):
                    if isinstance(recorded.event, CreditAllocated):
                        yield from project_of(recorded.event.allocation.account)
            case _:
                for recorded in self._history(DISBURSEMENT.stream(key)):
                    if isinstance(recorded.event, DisbursementRequested):
                        yield recorded.event.project

    def _citing(self, need: str) -> Iterator[str]:
        """Yield the projects that cite a need, or the one that it was merged into."""
        needs = {need, *self._merged_into(need)}
        for recorded in self.ledger.read(upto=self.position, reads=(prj.ProjectDrafted,)):
            if isinstance(recorded.event, prj.ProjectDrafted) and needs & set(recorded.event.needs):
                yield recorded.key

    def _merged_into(self, need: str) -> Iterator[str]:
        """Yield what a need was merged into, and that one again; merging makes no circles."""
        while (row := self._need(need)) is not None and row.merged_into is not None:
            need = row.merged_into
            yield need

    def _need(self, need: str) -> NeedRow | None:
        return next((row for _, row in self.build.rows(NEED_REGISTER, key=need)), None)

    def loose(self, key: str) -> Iterator[Link]:
        """Yield the need, with those it was merged into, or the session, that has no project."""
        for need in _names(LinkKind.NEED, key):
            for name in (need, *self._merged_into(need)):
                if (row := self._need(name)) is not None:
                    yield _need_link(name, row, ())
        for name in _names(LinkKind.SESSION, key):
            for session, held in self.build.rows(SESSION_LOG, key=name):
                yield _session_link(session, held, ())

    def links(self, project: str) -> Iterator[Link]:
        """Yield all links of one project's chain, needs first, acceptance last."""
        history = list(self._history(PROJECT.stream(project)))
        drafted = history[0].event
        assert isinstance(drafted, prj.ProjectDrafted), "a project's history opens with its draft"
        yield from self._needs(drafted.needs)
        here = (LinkKind.PROJECT, project)
        stage = PROJECT.fold([r.event for r in history])  # type: ignore[misc] # its own facts
        yield Link(
            kind=LinkKind.PROJECT,
            key=project,
            on=drafted.on,
            state="" if stage is None else stage.stage.value,
            title=drafted.title,
            after=tuple((LinkKind.NEED, need) for need in drafted.needs),
        )
        yield from self._claims(project)
        work = [*self._money(project), *self._sessions(project)]
        yield from work
        if (accepted := _accepted(history)) is not None:
            yield Link(
                kind=LinkKind.ACCEPTANCE,
                key=accepted.minutes,
                on=accepted.on,
                state="accepted",
                after=(here, *(link.name for link in work)),
            )

    def _needs(self, cited: tuple[str, ...]) -> Iterator[Link]:
        rows = dict(self.build.rows(NEED_REGISTER))
        merged: list[str] = []
        front = set(cited)
        while front:
            front = {key for key, row in rows.items() if row.merged_into in front}
            merged += sorted(front)
        for need in (*reversed(merged), *cited):
            before = tuple((LinkKind.NEED, k) for k in merged if rows[k].merged_into == need)
            yield _need_link(need, rows.get(need), before)

    def _claims(self, project: str) -> Iterator[Link]:
        for key, row in self.build.rows(CLAIM_BOARD):
            if row.project == project:
                yield Link(
                    kind=LinkKind.CLAIM,
                    key=key,
                    on=row.on,
                    state=row.state,
                    title=row.enterprise,
                    amount=Money(row.amount_fen),
                    after=((LinkKind.PROJECT, project),),
                )

    def _money(self, project: str) -> Iterator[Link]:
        """Yield gifts and payments, each marked by what of it was undone since."""
        links: dict[tuple[LinkKind, str], Link] = {}
        undone: dict[tuple[LinkKind, str], Undone] = {}
        for recorded in self._booked(project):
            if (link := _money_link(recorded, project)) is not None:
                links[link.name] = link
                undone.pop(link.name, None)
            elif (told := _undone(recorded)) is not None:
                name, back = told
                before = undone.get(name, back.nothing)
                undone[name] = replace(back, amount=before.amount + back.amount)
        yield from (_marked(link, undone.get(link.name)) for link in links.values())

    def _sessions(self, project: str) -> Iterator[Link]:
        for key, row in self.build.rows(SESSION_LOG):
            if row.project == project:
                yield _session_link(key, row, ((LinkKind.PROJECT, project),))


def _accepted(history: Iterable[Recorded]) -> prj.ProjectAccepted | None:
    """Return the acceptance of a project that stands, if one does."""
    accepted = None
    for recorded in history:
        match recorded.event:
            case prj.ProjectAccepted() as event:
                accepted = event
            case prj.AcceptanceRevoked():
                accepted = None
            case _:
                pass
    return accepted


def _need_link(key: str, row: NeedRow | None, after: tuple[tuple[LinkKind, str], ...]) -> Link:
    """Return a need; one that a project cites and nobody registered is an id only."""
    if row is None:
        return Link(kind=LinkKind.NEED, key=key, on=None, state="unregistered", after=after)
    return Link(
        kind=LinkKind.NEED,
        key=key,
        on=row.raised_on,
        state=row.stage,
        title=row.summary,
        after=after,
    )


def _session_link(key: str, row: SessionRow, after: tuple[tuple[LinkKind, str], ...]) -> Link:
    return Link(
        kind=LinkKind.SESSION,
        key=key,
        on=row.dated,
        state=row.state,
        title=row.title,
        minutes=row.certified_minutes,
        after=after,
    )


@frozen
class Undone:
    """What of a gift or payment was undone: how it is called if all was, if a part was."""

    wholly: str
    partly: str
    amount: Money

    @property
    def nothing(self) -> Undone:
        """Return the same of nothing yet."""
        return replace(self, amount=ZERO)


def _undone(recorded: Recorded) -> tuple[tuple[LinkKind, str], Undone] | None:
    match recorded.event:
        case acc.DonationReversed(gift=gift, amount=amount):
            return (LinkKind.GIFT, gift), Undone("reversed", "reversed_in_part", amount)
        case acc.DonationReturned(gift=gift, amount=amount):
            return (LinkKind.GIFT, gift), Undone("returned", "returned_in_part", amount)
        case acc.RecoveryReceived(disbursement=paper, shares=shares):
            back = Undone("recovered", "recovered_in_part", shared(shares))
            return (LinkKind.DISBURSEMENT, paper), back
        case acc.RecoveryReversed(disbursement=paper, shares=shares):
            back = Undone("recovered", "recovered_in_part", -shared(shares))
            return (LinkKind.DISBURSEMENT, paper), back
        case _:
            return None


def _marked(link: Link, undone: Undone | None) -> Link:
    if undone is None or undone.amount <= ZERO:
        return link
    whole = link.amount is not None and undone.amount >= link.amount
    return replace(link, state=undone.wholly if whole else undone.partly)


def _money_link(recorded: Recorded, project: str) -> Link | None:
    match recorded.event:
        case acc.DonationReceived(gift=gift, claim=claim, amount=amount, on=on):
            before = (LinkKind.PROJECT, project) if claim is None else (LinkKind.CLAIM, claim)
            return Link(
                kind=LinkKind.GIFT,
                key=gift,
                on=on,
                state="received",
                amount=amount,
                after=(before,),
            )
        case acc.SurplusMovedIn(share=share, origin=origin, on=on):
            return Link(
                kind=LinkKind.GIFT,
                key=share.gift,
                on=on,
                state="moved_in",
                title=origin,
                amount=share.amount,
                after=((LinkKind.PROJECT, project),),
            )
        case acc.FundsPaidOut(disbursement=paper, shares=shares, on=on):
            return Link(
                kind=LinkKind.DISBURSEMENT,
                key=paper,
                on=on,
                state="paid",
                amount=shared(shares),
                after=tuple((LinkKind.GIFT, share.gift) for share in shares),
            )
        case _:
            return None
