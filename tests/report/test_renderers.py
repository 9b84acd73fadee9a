"""One content on a page, in a workbook and on paper: the same figures, and nothing breaks out."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from openpyxl import load_workbook

from lixia_adapters.printers import typst_text
from lixia_adapters.report import charts, html, pdf, qr, words, xlsx
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.report.content import (
    SYNTHETIC,
    Amounts,
    CellKind,
    Chart,
    Column,
    Document,
    Paragraph,
    Seal,
    Section,
    Shape,
    Table,
    Verdict,
    Verdicts,
)
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Worded, Words
from lixia_domain.rules.deadlines import Matter

from .conftest import report

HOSTILE = '</td><script>alert(1)</script>" #panic("x") \\ \n=1+1 $x$ [*a*] @b <c> & 项目'


def made_of(*blocks: object, synthetic: bool = False) -> Document:
    return Document(
        title=Words("报告", "Report"),
        foundation=HOSTILE,
        fund="基金",
        fund_id="F",
        since=date(2021, 1, 1),
        as_of=date(2021, 12, 31),
        position=9,
        recorded_at=datetime(2022, 1, 1, tzinfo=UTC),
        store="f",
        synthetic=synthetic,
        sections=(Section(Words("一/二", "one"), blocks),),  # type: ignore[arg-type]
    )


def table(*cells: object) -> Table:
    columns = (
        Column("title", Words("名称", "Title")),
        Column("amount", Words("金额", "Amount"), CellKind.MONEY),
    )
    return Table(title=Words(HOSTILE, "t"), columns=columns, rows=(cells,), total=cells)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_amount_is_on_the_page_in_figures_and_capitals(document: Document, lang: str) -> None:
    page = html.page(document, lang)
    for block in document.blocks():
        if isinstance(block, Amounts):
            for name, amount in block.items:
                assert name.text(lang) in page
                assert words.yuan(amount) in page
                assert f"<small>{amount.capitals}</small>" in page
    assert document.digest in page
    assert document.ticket


def test_codes_are_words_on_an_english_page(document: Document) -> None:
    codes = {
        row[at]
        for block in document.blocks()
        if isinstance(block, Table)
        for at, column in enumerate(block.columns)
        if column.kind is CellKind.CODE
        for row in block.rows
    }
    parted = {code for code in codes if isinstance(code, Worded) and "_" in code}
    assert Matter.PLAN_PROGRESS in parted
    page = html.page(document, "en")
    for code in parted:
        assert code.value not in page and code.text("en") in page


def test_a_page_needs_nothing_from_elsewhere_and_no_clock(document: Document) -> None:
    page = html.page(document)
    assert page == html.page(document)
    assert "<script" not in page
    assert set(re.findall(r"https?://[^\"'\s]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_the_label_is_on_every_page(document: Document) -> None:
    assert document.synthetic
    page = html.page(document)
    assert page.count(f'<div class="label">{SYNTHETIC.zh}</div>') == 1
    assert ".label{position:fixed" in page  # printed, it is on each sheet
    setting = pdf.markup(document)
    [header] = [line for line in setting.splitlines() if line.startswith("#set page")]
    assert SYNTHETIC.zh in header
    book = load_workbook(BytesIO(xlsx.workbook(document)))
    for sheet in book:
        assert sheet["A1"].value == SYNTHETIC.zh
        assert sheet.oddHeader.center.text == SYNTHETIC.zh


def test_a_real_report_bears_no_such_label() -> None:
    document = made_of(table("a", Money(1)))
    for said in (html.page(document), pdf.markup(document)):
        assert "虚构示例" not in said
    book = load_workbook(BytesIO(xlsx.workbook(document)))
    assert all("虚构示例" not in str(sheet["A1"].value) for sheet in book)


def test_nothing_that_is_said_is_taken_for_markup() -> None:
    document = made_of(
        table(HOSTILE, Money(1)),
        Paragraph(Words(HOSTILE, "x"), grave=True),
        Verdicts(
            title=Words("核对", "checks"),
            found=(Verdict(HOSTILE, 2, (Words(HOSTILE, "x"),)),),
            position=9,
        ),
        Chart(
            title=Words(HOSTILE, "x"),
            shape=Shape.BARS,
            series=(Words("甲", "a"),),
            groups=((HOSTILE, (Money(1),)),),
        ),
    )
    page = html.page(document)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert pdf.paper(document).startswith(b"%PDF")
    book = load_workbook(BytesIO(xlsx.workbook(document)))
    sheet = book[book.sheetnames[1]]
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]


def test_the_workbook_holds_the_very_amounts(document: Document) -> None:
    book = load_workbook(BytesIO(xlsx.workbook(document)))
    assert len(book.sheetnames) == 1 + len(document.parts)
    for sheet, section in zip(book.worksheets[1:], document.parts, strict=True):
        there = [cell.value for row in sheet for cell in row]
        for block in section.blocks:
            if isinstance(block, Table):
                for cell in (cell for row in block.rows for cell in row):
                    if isinstance(cell, Money):
                        assert float(Decimal(cell.fen).scaleb(-2)) in there
    assert sum(len(sheet._charts) for sheet in book) == 2


def test_paper_is_the_same_each_time_in_a_font_that_comes_along(document: Document) -> None:
    made = pdf.paper(document)
    assert made.startswith(b"%PDF")
    assert made == pdf.paper(document)
    assert b"NotoSansSC" in made
    assert (typst_text.font_folder() / typst_text.FONT).is_file()
    assert "zhplot" not in sys.modules  # its import would bring matplotlib in


def test_where_a_line_is_too_short_texts_share_it(document: Document) -> None:
    """Else a column is squeezed to nothing, and its text is printed over the next."""
    told = pdf.markup(document)
    [long] = re.findall(r'"募捐方案"\)\n#text\(size: 8pt, table\(columns: \(([^)]*)\)', told)
    assert re.fullmatch(r"([0-9.]+fr, ){4}auto, auto, auto,", long)
    [short] = re.findall(r'"受益区域"\)\n#text\(size: 8pt, table\(columns: \(([^)]*)\)', told)
    assert short == "1fr, auto, auto,"


def test_a_period_in_which_nothing_was_paid_has_no_empty_tables(store: Store) -> None:
    before = report(store, as_of=date(2021, 6, 30))
    titles = {block.title.zh for block in before.blocks() if isinstance(block, Table)}
    assert not titles & {"本期收款方，按类别", "受资助的团队", "拨付与预付（自设立起）"}
    assert all(block.rows for block in before.blocks() if isinstance(block, Table))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_paper_is_set_in_both_languages(document: Document, lang: str) -> None:
    assert pdf.paper(document, lang).startswith(b"%PDF")


def test_a_font_that_is_missing_is_said_with_what_installs_it(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst_text, "find_spec", lambda name: None)
    with pytest.raises(typst_text.NoFont) as told:
        pdf.paper(document)
    for lang in ("zh", "en"):
        assert "pip install 'lixia-domain[report]'" in told.value.sentence(lang)
    monkeypatch.setattr(typst_text, "find_spec", lambda name: importlib.util.find_spec("attrs"))
    with pytest.raises(typst_text.NoFont):
        typst_text.font_folder()


def test_paper_is_set_whatever_fraction_of_a_second_the_last_fact_bears() -> None:
    document = evolve(made_of(), recorded_at=datetime(2022, 1, 1, 1, 2, 3, 456789, UTC))
    assert pdf.paper(document).startswith(b"%PDF")
    assert xlsx.workbook(document) == xlsx.workbook(document)


def test_a_workbook_is_the_same_bytes_each_time_whatever_the_clock_says(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = xlsx.workbook(document)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert xlsx.workbook(document) == made
    book = load_workbook(BytesIO(made))
    assert document.recorded_at is not None
    assert book.properties.modified == document.recorded_at.astimezone(UTC).replace(tzinfo=None)


def test_bars_are_as_long_as_their_amounts() -> None:
    chart = Chart(
        title=Words("图", "chart"),
        shape=Shape.BARS,
        series=(Words("甲", "a"), Words("乙", "b")),
        groups=(("x", (Money.yuan(40_000), Money.yuan(10_000))),),
    )
    image = charts.svg(chart, "zh")
    long, short = (int(w) for w in re.findall(r'width="(\d+)" height="10"', image))
    assert abs(long - 4 * short) < 4  # whole pixels
    assert short > 100
    assert "." not in "".join(re.findall(r'(?:x|y|width|height)\d?="([^"]*)"', image))


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("groups", [(), (("x", (Money(0),)),), (("x", (Money(-100),)),)])
def test_a_chart_of_nothing_is_still_an_image(shape: Shape, groups: tuple[object, ...]) -> None:
    chart = Chart(title=Words("图", "c"), shape=shape, series=(Words("甲", "a"),), groups=groups)  # type: ignore[arg-type]
    image = charts.svg(chart, "zh")
    assert image.startswith("<svg") and image.endswith("</svg>")
    assert 'height="-' not in image and 'width="-' not in image


def test_a_report_of_hardly_anything_can_be_printed(store: Store) -> None:
    document = report(store, as_of=date(2021, 2, 25))  # a fund, and nothing has happened yet
    assert html.page(document)
    assert pdf.paper(document).startswith(b"%PDF")
    assert xlsx.workbook(document).startswith(b"PK")


def test_the_code_holds_the_ticket(document: Document) -> None:
    import segno

    code = segno.make(document.ticket, error="m", micro=False)
    side = code.symbol_size(scale=4, border=2)[0]
    assert f'width="{side}" height="{side}"' in qr.svg(document)
    assert document.ticket.splitlines()[:2] == ["lixia-report/2", f"report {document.digest}"]


@pytest.mark.parametrize("seal", [None, Seal(origin="lixia/x", size=9, root="A" * 44, facts=9)])
def test_the_code_on_paper_is_read_by_other_peoples_program(
    document: Document, tmp_path: Path, seal: Seal | None
) -> None:
    import typst

    if shutil.which("zbarimg") is None:
        pytest.skip("zbarimg is not installed: sudo apt-get install zbar-tools")
    said = evolve(document, seal=seal)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[typst_text.font_folder()])
    pages = typst.compile(pdf.markup(said).encode(), font_paths=fonts, format="png", ppi=150)
    cover = tmp_path / "cover.png"
    cover.write_bytes(pages[0] if isinstance(pages, list) else pages)
    only = ["-Sdisable", "-Sqrcode.enable"]  # it takes lines of text for bars of other codes
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", *only, str(cover)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert read.stdout.strip() == said.ticket
