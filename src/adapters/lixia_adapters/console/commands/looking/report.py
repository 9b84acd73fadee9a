"""``lixia report``: what a foundation can publish of a fund, on a page, in a workbook, on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.moments import AS_KNOWN_AT, chosen
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Command, option
from lixia_adapters.console.frame.readers import day, text
from lixia_adapters.console.frame.trouble import FINDING, Usage
from lixia_adapters.printers.file_names import file_name
from lixia_domain import written
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.application.report.content import Document, Seal
    from lixia_domain.audit.past.moment import Progress

FORMATS = ("html", "xlsx", "pdf")


def _report(invocation: Invocation) -> Answer:
    form = _format(invocation)
    from lixia_domain.application.overview.membership import closing, said

    with (
        invocation.open(read_only=True) as store,
        invocation.progress(Words("编制报告", "Composing")) as step,
    ):
        if (as_of := invocation["as_of"]) > store.today():
            raise Usage(
                f"--as-of：{as_of} 尚未到来，最晚为今天 {store.today()}",
                f"--as-of: {as_of} has not come; today, {store.today()}, at the latest",
                "date_ahead",
            )
        when = chosen(store, invocation["as_of"], invocation["as_known_at"])
        document = _composed(invocation, store, when.moment.position, step)
        closed = closing(store.ledger, when.moment)
    path = _written(document, form, invocation)
    data = {
        "since": document.since.isoformat(),
        "as_of": document.as_of.isoformat(),
        "position": document.position,
        "fund": document.fund_id,
        "digest": document.digest,
        "synthetic": document.synthetic,
        "sealed": document.seal is not None,
        "seal": _plain(document.seal, invocation.lang),
        "broken": document.broken,
        "roster": "open" if closed is None else "closed",
        "file": None if path is None else str(path),
    }
    wrong = document.broken or (document.seal is not None and document.seal.wrongs)
    shown = [*([] if when.said is None else [when.said]), *_shown(invocation, document, path)]
    shown.insert(-1, said(closed))
    return Answer(data, shown, exit=FINDING if wrong else 0)


def _composed(
    invocation: Invocation, store: Store, at: int | None, step: Progress | None
) -> Document:
    """Return the report on the fund, or the sheet of one donor."""
    fund_id, as_of, seal = invocation.fund(store), invocation["as_of"], _sealed(store, at)
    if donor := invocation["donor"]:
        from lixia_domain.application.report.donor import sheet

        if invocation["since"] is not None:
            raise Usage(
                "--since 不与 --donor 同用：捐赠人的告知书自基金设立起计",
                "--since does not go with --donor: a donor's sheet begins with the fund",
            )
        return sheet(
            store, donor=donor, fund_id=fund_id, as_of=as_of, at=at, seal=seal, progress=step
        )
    from lixia_adapters.report.findings import invariants
    from lixia_domain.application.report.compose import compose
    from lixia_domain.rules.holidays import is_working

    return compose(
        store,
        fund_id=fund_id,
        as_of=as_of,
        since=_since(invocation),
        at=at,
        working=is_working,
        checks=invariants(store),
        seal=seal,
        progress=step,
    )


def _since(invocation: Invocation) -> date | None:
    """Return the first day that is asked for. Raises ``Usage`` where it comes after the last."""
    since: date | None = invocation["since"]
    if since is not None and since > invocation["as_of"]:
        raise Usage(
            f"--since：{since} 晚于 --as-of {invocation['as_of']}",
            f"--since: {since} comes after --as-of {invocation['as_of']}",
        )
    return since


def _sealed(store: Store, at: int | None) -> Seal | None:
    """Return what the seal says, judged by the keys that this user knows."""
    from lixia_adapters.seals.keys import trusted
    from lixia_domain.application.report.evidence import seal_of
    from lixia_domain.audit.seal import checkpoint

    return seal_of(store, at, trusted(checkpoint.origin(store.ledger.journal.about())))


def _format(invocation: Invocation) -> str | None:
    """Return which renderer is asked for: by an option, or by how the file's name ends."""
    named = [form for form in FORMATS if invocation[form]]
    if len(named) > 1:
        raise Usage(
            "--html、--xlsx、--pdf 只能取一",
            "take one of --html, --xlsx and --pdf",
        )
    out = invocation["out"]
    if named or out is None:
        return named[0] if named else None
    ending = Path(out).suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise Usage(
            f"-o：看不出 {out} 是哪种格式，请加 --html、--xlsx 或 --pdf",
            f"-o: {out} names no format; add --html, --xlsx or --pdf",
        )
    return ending


def _written(document: Document, form: str | None, invocation: Invocation) -> Path | None:
    """Write the report and return where; without a format nothing is written."""
    if form is None:
        return None
    kind = f"donor-{donor}" if (donor := invocation["donor"]) else "report"
    path = Path(invocation["out"] or f"{file_name(f'lixia-{kind}-{document.as_of}')}.{form}")
    if form == "html":
        from lixia_adapters.report import html

        made = html.page(document, invocation.lang).encode()
    elif form == "xlsx":
        from lixia_adapters.report import xlsx

        made = xlsx.workbook(document, invocation.lang)
    else:
        from lixia_adapters.report import pdf

        made = pdf.paper(document, invocation.lang)
    written.data(path, made)
    return path


def _shown(invocation: Invocation, document: Document, path: Path | None) -> list[Table | Words]:
    from lixia_adapters.report import words
    from lixia_domain.application.report.content import Amounts, Verdicts

    lang = invocation.lang
    shown: list[Table | Words] = []
    for block in document.blocks():
        if isinstance(block, Amounts):
            heads = [head.text(lang) for head in (block.title, words.AMOUNT, words.CAPITALS)]
            rows = [[n.text(lang), words.yuan(a), a.capitals] for n, a in block.items]
            title = f"{document.title.text(lang)} · {document.fund} · {document.as_of}"
            foot = invocation.text(as_of(document.position))
            shown.append(Table(title, heads, rows, frozenset({1}), foot))
        if isinstance(block, Verdicts):
            found, broken = len(block.found), block.broken
            shown.append(
                Words(
                    f"核对 {found} 条，不成立 {broken} 条",
                    f"{found} sentences checked, {broken} do not hold",
                )
            )
    shown += _of_seal(document.seal)
    shown.append(Words(f"内容摘要 {document.digest}", f"digest {document.digest}"))
    if path is None:
        how = ("加 --html、--xlsx 或 --pdf 写成文件", "add --html, --xlsx or --pdf to write a file")
        shown.append(Words(*how))
    else:
        shown.append(Words(f"已写入 {path}", f"wrote {path}"))
    return shown


def _of_seal(seal: Seal | None) -> list[Words]:
    if seal is None:
        return [Words("账库未封存", "the store is not sealed")]
    done, witnesses = seal.facts - seal.unsealed, len(seal.witnesses)
    sentence = Words(
        f"所据 {seal.facts} 条事实中已封存 {done} 条，见证人 {witnesses} 个",
        f"{done} of its {seal.facts} facts are sealed; witnesses: {witnesses}",
    )
    return [sentence, *(Words(f"✗ {wrong.zh}", f"✗ {wrong.en}") for wrong in seal.wrongs)]


def _plain(seal: Seal | None, lang: str) -> dict[str, Any] | None:
    if seal is None:
        return None
    return {
        "origin": seal.origin,
        "size": seal.size,
        "root": seal.root,
        "unsealed": seal.unsealed,
        "witnesses": list(seal.witnesses),
        "contradictions": [wrong.text(lang) for wrong in seal.wrongs],
    }


COMMANDS = (
    Command(
        "report",
        Words("公示报告：网页、工作簿、PDF", "a report to publish: HTML, XLSX, PDF"),
        (
            option("--as-of DATE", "截至哪一天", "as of which day", day),
            option(
                "[--since DATE]",
                "期间自哪一天起（默认当年 1 月 1 日）",
                "first day of the period (default: 1 January of that year)",
                day,
            ),
            AS_KNOWN_AT,
            option(
                "[--donor CODE]",
                "给一个捐赠人的告知书（统一社会信用代码）",
                "a sheet for one donor, by its credit code",
                text,
            ),
            option("[--html]", "写成一个网页", "write a page"),
            option("[--xlsx]", "写成工作簿", "write a workbook"),
            option("[--pdf]", "写成 PDF", "write a PDF"),
            option(
                "[-o FILE]",
                "写入的文件（默认 lixia-report-DATE）",
                "file to write (default: lixia-report-DATE)",
                text,
                name="out",
            ),
            FUND,
        ),
        _report,
    ),
)
