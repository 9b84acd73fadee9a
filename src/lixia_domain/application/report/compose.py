"""The report put together: its sections, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.overview.membership import closing, said
from lixia_domain.application.report import (
    basis,
    conduct,
    money,
    people,
    projects,
    raising,
    spending,
    unspent,
)
from lixia_domain.application.report.content import (
    CellKind,
    Column,
    Document,
    Paragraph,
    Seal,
    Section,
    Table,
    Verdict,
    Verdicts,
)
from lixia_domain.application.report.source import Source
from lixia_domain.application.report.statement import statement
from lixia_domain.audit.past.moment import Moment, Progress
from lixia_domain.kernel.words import Words, many
from lixia_domain.recording.recorder import DEMO
from lixia_domain.rules.deadlines import Working

Checks = Callable[[Moment], tuple[Verdict, ...]]
"""Checks the history up to a moment against sentences that must hold of it."""


def compose(
    store: Store,
    *,
    fund_id: str,
    as_of: date,
    since: date | None = None,
    at: int | None,
    working: Working,
    checks: Checks,
    seal: Seal | None,
    progress: Progress | None = None,
) -> Document:
    """Return the report on a fund as of ``as_of``, as known at position ``at`` (none: the head).

    Its period begins on ``since``; without it, with the accounting year (1 January).
    ``seal`` is what ``evidence.seal_of`` says: no part of the digest, for a store may be sealed
    further after the report was made. Raises ``BeyondHead`` and ``BeforeAll``
    for a moment that the log has not, ``NoSuchFund`` for a fund that it did not have by then.
    """
    moment = Moment(on=as_of, position=at).settled(store.ledger.head())
    since = as_of.replace(month=1, day=1) if since is None else since
    source = Source.read(store, fund_id, moment, since=since, progress=progress)
    position = source.position
    sections = (
        _summary(source),
        statement(source),
        spending.spending(source),
        unspent.unspent(source),
        raising.raising(source),
        money.government(source),
        projects.accounts(source),
        people.roll(source),
        people.service(source),
        basis.corrections(source),
        conduct.disclosures(source, working),
        conduct.year_tests(source),
        _verdicts(checks(moment), position),
        basis.basis(source),
    )
    about = store.ledger.journal.about()
    return Document(
        title=Words("公益基金收支与项目公示报告", "Report on the fund and its projects"),
        foundation=source.foundation,
        fund=source.fund,
        fund_id=fund_id,
        since=since,
        as_of=as_of,
        position=position,
        recorded_at=source.recorded_at,
        store=about.get("fingerprint", ""),
        synthetic=DEMO in about,
        sections=tuple(section for section in sections if section.blocks),
        seal=seal,
    )


def _summary(source: Source) -> Section:
    whole = source.whole
    counts = Table(
        title=Words("项目与参与", "Projects and people"),
        columns=(
            Column("what", Words("事项", "What")),
            Column("count", Words("数量", "How many"), CellKind.COUNT),
        ),
        rows=(
            (Words("领域", "Domains"), whole.domains),
            (Words("已发布项目", "Projects published"), whole.projects),
            (Words("其中已认领", "Of these, claimed"), whole.projects_claimed),
            (Words("认领企业", "Enterprises"), whole.enterprises),
        ),
    )
    closed = closing(source.ledger, source.moment)
    checked = Paragraph(said(closed), grave=closed is None)
    amounts, behind = money.headline(source)
    not_the_accounts = Paragraph(basis.NOT_THE_ACCOUNTS)
    blocks = (not_the_accounts, checked, amounts, behind, projects.flow(source), counts)
    return Section(Words("概要", "In brief"), blocks)


AS_CHECKED = "They stand in Chinese, as they were checked."


def _verdicts(found: tuple[Verdict, ...], position: int) -> Section:
    broken = sum(verdict.wrongs > 0 for verdict in found)
    said = (
        Words(
            f"{len(found)} 条核对中有 {broken} 条不成立。",
            f"Of {many(len(found), 'sentence')} checked, these do not hold: {broken}. {AS_CHECKED}",
        )
        if broken
        else Words(
            f"逐条核对全部事实：{len(found)} 条均成立。",
            f"All facts were checked: all {len(found)} sentences hold. {AS_CHECKED}",
        )
    )
    title = Words("核对结果", "What was checked")
    verdicts = Verdicts(title=title, found=found, position=position)
    return Section(Words("核对", "Findings"), (Paragraph(said, grave=broken > 0), verdicts))
