"""The books before other people's programs: in order as they are, and not with one fen changed."""

from __future__ import annotations

import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from .conftest import FOUNDATION, REGISTERED, done
from .programs import CHECKS, a_fen_more, check, pairs, places
from .test_bank_import import REGISTERS, SHARED

BOOKS = ("statutory", "management")
FORMS = tuple(CHECKS)
MANY = 1000
"""Pairs of postings of a large book."""


@pytest.fixture(scope="session")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the real registers imported. Only read it."""
    if not SHARED.is_dir():
        pytest.skip("the real registers are not beside this repository")
    path = tmp_path_factory.mktemp("registers") / "x.db"
    store = ("--store", f"sqlite:///{path}")
    done("store", "init", "--open", *store)
    done(*REGISTERED, *store)
    done(
        *("fund", "establish", "F1", "--name", "应急基金（虚构示例）", "--foundation", FOUNDATION),
        *("--purpose", "应急", "--agreement", "A1", "--on", "2020-01-20", *store),
    )
    for day in REGISTERS:
        name = str(SHARED / f"register-{day}.xlsx")
        done("bank", "import", name, "--on", "2020-02-01", *store)
    return path


@pytest.fixture(params=["demo", "walked", "undone", "registers"])
def path(request: pytest.FixtureRequest) -> Path:
    """Each store in turn."""
    found: Path = request.getfixturevalue(request.param)
    return found


def exported(path: Path, form: str, *more: str) -> str:
    return done("export", form, "--store", f"sqlite:///{path}", *more).out


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("form", FORMS)
def test_the_programs_pass_the_books(path: Path, form: str, book: str, tmp_path: Path) -> None:
    text = exported(path, form, "--book", book)
    found = check(form, text, tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    assert len(places(text, "posting")) > 50 and places(text, "told")


@pytest.mark.parametrize("form", FORMS)
def test_they_pass_the_books_as_they_were_at_any_time(
    walked: Path, form: str, tmp_path: Path
) -> None:
    for span in (
        "--as-of 2021-04-05",
        "--as-of 2021-04-12",
        "--as-known-at 40",
        "--as-known-at 90",
    ):
        text = exported(walked, form, "--book", "management", *span.split())
        found = check(form, text, tmp_path)
        assert (found.returncode, found.stderr) == (0, ""), span


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["posting", "told"])
def test_one_fen_changed_anywhere_is_found(
    demo: Path, form: str, kind: str, tmp_path: Path
) -> None:
    text = exported(demo, form, "--book", "management")
    lines = places(text, kind)
    for at in {lines[0], lines[-1], *random.Random(2021).sample(lines, 6)}:
        by = random.Random(at).choice((1, -1))
        assert check(form, a_fen_more(text, at, by=by), tmp_path).returncode != 0, (at, by)


@pytest.mark.parametrize("form", FORMS)
def test_one_fen_moved_on_both_sides_of_a_transaction_is_found(
    path: Path, form: str, tmp_path: Path
) -> None:
    """Such a transaction still balances: only the balances that are asserted can tell."""
    text = exported(path, form)
    found = list(pairs(text))
    drawn = (random.Random(2022).choice(found), found[0], found[-1])
    for one, other in drawn[: 1 if len(found) > MANY else 3]:  # a large book takes them seconds
        assert check(form, a_fen_more(text, one, other), tmp_path).returncode != 0, (one, other)


def test_bean_check_would_let_a_fen_pass_without_the_exact_sign(demo: Path, tmp_path: Path) -> None:
    """Why ``~ 0`` stands there: leave it out, and a balance may be wrong by a fen."""
    text = exported(demo, "beancount")
    wrong = a_fen_more(text, places(text, "told")[-1])
    assert check("beancount", wrong, tmp_path).returncode != 0
    assert check("beancount", wrong.replace(" ~ 0 ", " "), tmp_path).returncode == 0


def test_the_three_programs_come_to_the_same_balances(walked: Path, tmp_path: Path) -> None:
    """Each program adds up by itself; they agree with each other and with the fund statement."""
    for program in ("hledger", "ledger"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed: sudo apt-get install {program}")
    from beancount import loader
    from beancount.core import realization

    texts = {form: exported(walked, form, "--book", "management") for form in FORMS}
    entries, errors, _ = loader.load_string(texts["beancount"])
    assert not errors
    theirs = {
        real.account: str(real.balance.reduce(lambda p: p.units).get_currency_units("CNY").number)
        for real in realization.iter_children(realization.realize(entries), leaf_only=True)
    }
    beancount = {account: number for account, number in theirs.items() if Decimal(number)}
    for form, command in {
        "hledger": ("balance", "--flat", "--no-total", "-O", "csv"),
        "ledger": ("balance", "--flat", "--no-total", "--format", '"%(account)","%(total)"\n'),
    }.items():
        file = tmp_path / form
        file.write_text(texts[form], "utf-8")
        lines = subprocess.run(
            [form, "-f", str(file), *command],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        ).stdout.splitlines()
        rows = [line.strip('"').split('","') for line in lines if "CNY" in line]
        assert {account: total.removesuffix(" CNY") for account, total in rows} == beancount, form
    bank = sum(Decimal(n) for a, n in beancount.items() if a.startswith("Assets:Bank"))
    statement = done("view", "fund_statement", "--json", "--store", f"sqlite:///{walked}").json
    assert bank * 100 == sum(row["balance_fen"] for row in statement["rows"])
