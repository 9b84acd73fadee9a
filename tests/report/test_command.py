"""``lixia report``: files where they are asked for, and clear words where they can't be had."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from lixia_adapters.console.main import main
from lixia_adapters.demo import cast
from lixia_domain.application.report.content import Verdict
from lixia_domain.kernel.words import Words


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Lixia = Callable[..., Ran]


@pytest.fixture
def lixia(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lixia:
    """Run ``lixia report`` on the demo store, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("LIXIA_STORE", f"sqlite:///{demo}")

    def run(*argv: str) -> Ran:
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(("report", *argv))
        return Ran(code, out.getvalue(), err.getvalue())

    return run


def test_a_report_is_shown_and_nothing_is_written(lixia: Lixia, tmp_path: Path) -> None:
    ran = lixia("--as-of", "2022-03-31")
    assert (ran.code, ran.err) == (0, "")
    assert "贰佰肆拾柒万伍仟元整" in ran.out
    assert "不成立 0 条" in ran.out and "条事实中已封存" in ran.out
    assert "名册已于 2021-01-11 由 admin-1 关闭" in ran.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("form", "mark"), [("html", b"<!do"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_a_report_is_written(lixia: Lixia, tmp_path: Path, form: str, mark: bytes) -> None:
    told = json.loads(lixia("--as-of", "2022-03-31", f"--{form}", "--json").out)
    path = tmp_path / f"lixia-report-2022-03-31.{form}"
    assert told["file"] == path.name
    assert (told["synthetic"], told["sealed"], told["broken"]) == (True, True, 0)
    assert told["roster"] == "closed"
    assert path.read_bytes().startswith(mark)
    named = json.loads(lixia("--as-of", "2022-03-31", "-o", f"x.{form}", "--json").out)
    assert (tmp_path / f"x.{form}").read_bytes().startswith(mark)
    assert named["digest"] == told["digest"]
    again = lixia("--as-of", "2022-03-31", "--as-known-at", str(told["position"]), "--json")
    assert json.loads(again.out)["digest"] == told["digest"]


def test_a_time_becomes_a_position_that_is_named(lixia: Lixia) -> None:
    line = ("--as-of", "2022-03-31", "--as-known-at", "9999-12-31T12:00")
    told = json.loads(lixia(*line, "--json").out)
    assert f"以前最后记录的是第 {told['position']} 条" in lixia(*line).out
    by_position = lixia(*line[:3], str(told["position"]), "--json")
    assert json.loads(by_position.out) == told


def test_a_page_is_the_same_bytes_each_time(lixia: Lixia, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert lixia("--as-of", "2021-12-31", "-o", name).code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_report_that_finds_something_is_written_and_exits_1(
    lixia: Lixia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Verdict("每一分都有出处", 1, (Words("第 3 条没有", "position 3 has none"),))
    monkeypatch.setattr(
        "lixia_adapters.report.findings.invariants", lambda store: lambda moment: (wrong,)
    )
    ran = lixia("--as-of", "2022-03-31", "-o", "x.html")
    assert ran.code == 1
    assert "不成立 1 条" in ran.out
    assert "第 3 条没有" in (tmp_path / "x.html").read_text("utf-8")


MISUSED = {
    "no date": ((), "--as-of"),
    "two formats": (("--as-of", "2022-03-31", "--html", "--pdf"), "--html"),
    "a name that tells no format": (("--as-of", "2022-03-31", "-o", "x.doc"), "x.doc"),
    "a day to come": (("--as-of", "2999-01-01"), "2999-01-01"),
    "no day": (("--as-of", "昨天"), "--as-of"),
}
REFUSED = {
    "a position beyond the head": (("--as-of", "2022-03-31", "--as-known-at", "999999"), "999999"),
    "a time before the first fact": (
        ("--as-of", "2022-03-31", "--as-known-at", "2019-01-01"),
        "2019-01-01",
    ),
    "before anything happened": (("--as-of", "2020-01-01"), "2020-01-01"),
    "a fund that is not there": (("--as-of", "2022-03-31", "--fund", "F-0"), "F-0"),
    "a folder that is not there": (("--as-of", "2022-03-31", "-o", "no/x.html"), "no/x.html"),
}


@pytest.mark.parametrize(
    ("argv", "names", "code"),
    [
        *((*told, 2) for told in MISUSED.values()),
        *((*told, 1) for told in REFUSED.values()),
    ],
    ids=[*MISUSED, *REFUSED],
)
def test_what_cannot_be_had_is_said(
    lixia: Lixia, tmp_path: Path, argv: tuple[str, ...], names: str, code: int
) -> None:
    ran = lixia(*argv)
    assert ran.code == code, ran
    assert names in ran.err
    assert not list(tmp_path.iterdir())
    for lang in ("zh", "en"):
        assert json.loads(lixia(*argv, "--json", "--lang", lang).err)["error"]["sentence"]


def test_a_donor_gets_a_sheet_of_its_own(lixia: Lixia, tmp_path: Path) -> None:
    code = next(claim.code for claim in cast.claims() if claim.project == "P-008")
    ran = lixia("--as-of", "2022-03-31", "--donor", code, "--html")
    assert (ran.code, ran.err) == (0, "")
    page = (tmp_path / f"lixia-donor-{code}-2022-03-31.html").read_text("utf-8")
    assert f"lixia report --donor {code} --as-of 2022-03-31" in page
    assert "每笔捐赠的去向" in page
    assert "虚构示例" in page


def test_a_period_begins_when_it_is_told_to(lixia: Lixia, tmp_path: Path) -> None:
    told = json.loads(lixia("--as-of", "2021-06-30", "--since", "2021-05-01", "--json").out)
    assert (told["since"], told["as_of"]) == ("2021-05-01", "2021-06-30")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--since", "2022-04-01"), "2022-04-01 晚于 --as-of 2022-03-31"),
        (("--since", "2022-01-01", "--donor", "x"), "--since 不与 --donor 同用"),
        (("--donor", "x"), "x 对专项基金"),
    ],
)
def test_what_can_not_be_told_is_said(lixia: Lixia, asked: tuple[str, ...], said: str) -> None:
    ran = lixia("--as-of", "2022-03-31", *asked)
    assert ran.code != 0
    assert said in ran.err
    assert not ran.out
