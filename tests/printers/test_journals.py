"""Books of hostile ids and names: each program takes them, and reads what was meant."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.console.programs import check
from tests.printers.hostile_texts import hostile

from lixia_adapters.books import BEANCOUNT, HLEDGER, LEDGER, Dialect, lines, name_of
from lixia_adapters.books.dialects import one_line
from lixia_domain.audit.books.chart import Account, Subject
from lixia_domain.audit.books.entries import (
    Book,
    Check,
    Journal,
    Payee,
    Posting,
    Source,
    Transaction,
)

ON = date(2021, 3, 5)
ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}


def accounts(text: str) -> tuple[Account, Account]:
    return Account(Subject.BANK, text, text), Account(Subject.RESTRICTED, "F1", f"p{text}")


def journal(texts: Sequence[str]) -> Journal:
    """A book in which each text is a fund, a project, a stream, what is cited and a title."""
    pairs = [accounts(text) for text in texts]
    return Journal(
        book=Book.STATUTORY,
        as_of=None,
        position=len(texts),
        balances={},
        transactions=tuple(
            Transaction(
                on=ON,
                source=Source(text, 1, at, at),
                name="account.received",
                payee=Payee.DONOR,
                title=f"{at} {text}",
                postings=(Posting(bank, 100), Posting(income, -100)),
                cites={"gift": text, "credit": f"x{text}y"},
            )
            for at, (text, (bank, income)) in enumerate(zip(texts, pairs, strict=True))
        ),
        checks=tuple(
            Check(
                on=ON, title=texts[at], balances={pairs[at][0]: 100}, source=Source("s", 1, at, at)
            )
            for at in range(0, len(texts), 50)
        ),
    )


def printed(texts: Sequence[str], dialect: Dialect) -> str:
    return "".join(f"{line}\n" for line in lines(journal(texts), dialect, texts))


def unescaped(value: str) -> str:
    """Return what a tag's value stands for, as docs/exports.md tells it."""
    plain = re.sub("%(2C|5B|3B)", lambda found: chr(int(found[1], 16)), value)
    return re.sub("%25(?=(25)*(2C|5B|3B))", "%", plain)


def once(texts: Sequence[str]) -> list[str]:
    """Return those texts whose account no other has: an account that is told once is checked."""
    return list({name_of(accounts(text)[0]): text for text in texts}.values())


TEXTS = once(hostile())


def test_no_two_texts_are_one_account() -> None:
    assert len(TEXTS) == len(set(hostile()))
    for text in TEXTS:
        name = name_of(accounts(text)[0])
        assert re.fullmatch(r"Assets:Bank-银行存款:Fund-[^\s:;]*:[^\s:;]*", name), text


@pytest.mark.parametrize("dialect", [BEANCOUNT, HLEDGER, LEDGER], ids=lambda one: one.name)
def test_hostile_texts_pass_the_programs_own_check(dialect: Dialect, tmp_path: Path) -> None:
    found = check(dialect.name, printed(TEXTS, dialect), tmp_path)
    assert (found.returncode, found.stderr) == (0, "")


def test_beancount_reads_the_texts_and_nothing_else() -> None:
    from beancount import loader
    from beancount.core.data import Balance, Commodity, Open
    from beancount.core.data import Transaction as Read

    entries, errors, options = loader.load_string(printed(TEXTS, BEANCOUNT))
    assert errors == [] and options["plugin"] == [] and options["include"] == []
    assert {type(entry) for entry in entries} <= {Open, Balance, Commodity, Read}
    read = sorted(
        (one for one in entries if type(one) is Read), key=lambda one: one.meta["position"]
    )
    by_position = {int(one.meta["position"]): one for one in read}
    assert len(by_position) == len(TEXTS)
    for at, text in enumerate(TEXTS):
        found = by_position[at]
        assert found.narration == one_line(f"{at} {text}")
        assert found.meta["stream"] == found.meta["gift"] == one_line(text)
        assert found.meta["credit"] == one_line(f"x{text}y")
        assert {one.account for one in found.postings} == set(map(name_of, accounts(text)))
        assert {one.units.number for one in found.postings} == {Decimal(1), Decimal(-1)}


def read_by(program: str, *told: str, text: str, folder: Path) -> str:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed: sudo apt-get install {program}")
    file = folder / f"books.{program}"
    file.write_text(text, "utf-8")
    done = subprocess.run(
        [program, "-f", str(file), *told],
        capture_output=True,
        encoding="utf-8",
        env=ENV,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_hledger_reads_the_texts_and_nothing_else(tmp_path: Path) -> None:
    told: list[dict[str, Any]] = json.loads(
        read_by("hledger", "print", "-O", "json", text=printed(TEXTS, HLEDGER), folder=tmp_path)
    )
    read = {dict(one["ttags"])["position"]: one for one in told if "gift" in dict(one["ttags"])}
    assert len(read) == len(TEXTS)
    assert len(told) == len(TEXTS) + len(journal(TEXTS).checks)
    for at, text in enumerate(TEXTS):
        found, tags = read[str(at)], dict(read[str(at)]["ttags"])
        assert unescaped(found["tdescription"]) == one_line(f"捐赠人 | {at} {text}")
        assert [name for name, _ in found["ttags"]] == [
            "fact",
            "stream",
            "version",
            "position",
            "leaf",
            "gift",
            "credit",
        ]
        assert unescaped(tags["stream"]) == unescaped(tags["gift"]) == one_line(text)
        assert found["tdate"] == str(ON) and found["tdate2"] is None
        assert {one["paccount"] for one in found["tpostings"]} == set(map(name_of, accounts(text)))


def test_ledger_reads_the_texts_and_nothing_else(tmp_path: Path) -> None:
    told = ElementTree.fromstring(
        read_by("ledger", "xml", text=printed(TEXTS, LEDGER), folder=tmp_path)
    )
    read = {
        dict(tags(one))["position"]: one
        for one in told.iter("transaction")
        if "gift" in dict(tags(one))
    }
    assert len(read) == len(TEXTS)
    for at, text in enumerate(TEXTS):
        found = read[str(at)]
        assert unescaped(found.findtext("payee", "")) == one_line(f"捐赠人 | {at} {text}")
        assert sorted(name for name, _ in tags(found)) == sorted(
            ["fact", "stream", "version", "position", "leaf", "gift", "credit"]
        )
        assert unescaped(dict(tags(found))["stream"]) == one_line(text)
        assert unescaped(dict(tags(found))["credit"]) == one_line(f"x{text}y")
        assert {one.findtext("account/name") for one in found.iter("posting")} == set(
            map(name_of, accounts(text))
        )


def tags(transaction: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for one in transaction.findall("metadata/value"):
        yield one.get("key", ""), one.findtext("string", "")
    for one in transaction.findall("metadata/tag"):
        yield one.text or "", ""
