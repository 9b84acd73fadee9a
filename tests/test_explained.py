"""Whatever the package raises can be copied, sent to another process, and says itself."""

from __future__ import annotations

import copy
import importlib
import json
import pickle
import pkgutil
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import lixia_adapters
import lixia_domain
from lixia_adapters import plain_file
from lixia_adapters.bundles.canonical import NotCanonical
from lixia_adapters.console.frame.trouble import NotFound, Usage
from lixia_adapters.registers import workbook_parts
from lixia_adapters.web import asking
from lixia_domain.aggregates.project.refusals import Why as ProjectWhy
from lixia_domain.application.gate import Unfit
from lixia_domain.audit.books.bank_match import BankEntry
from lixia_domain.audit.past.moment import Moment
from lixia_domain.audit.seal.continuing import OtherSize
from lixia_domain.audit.seal.note import Note
from lixia_domain.audit.seal.testimony import Outside
from lixia_domain.kernel.explained import Explained, Unreadable
from lixia_domain.kernel.forms import Misfit, Why, Wrong
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.view import Audience
from lixia_domain.kernel.words import Words
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.follower import Overtaken
from lixia_domain.recording.read_models import Discarded
from lixia_domain.specs.lint import BadFeature
from lixia_domain.testing.steps.expect import NotApplicable, NotSo

GOLDEN = Path(__file__).parent / "golden" / "faults.json"

SIGNALS = {
    Misfit: "between a form and the gate",
    asking._Refused: "between a parser of JSON and who asked it to",
    NotCanonical: "between a reader of bundles and what opens them",
    Discarded: "between read models and whoever opens them",
    Overtaken: "between a follower and whoever brings it forward",
    BadFeature: "a list of findings, told by the lint",
    NotSo: "pytest's own kind of failure, with both languages",
    NotApplicable: "pytest's own kind of skipping, with both languages",
    Usage: "the console's, which a command line alone can raise",
    NotFound: "the console's, which a command line alone can raise",
    plain_file.NotPlain: "the system's own kind of error, of a name that is no plain file",
    workbook_parts.Refused: "between the process that reads a workbook and who asked it to",
    workbook_parts._NotPlain: "within the parser that counts the parts of a workbook",
}
"""What is no answer to an application, and why."""
INNER = (Explained, Unreadable)
"""What is raised under the names of those below it only."""


def modules() -> Iterator[Any]:
    for package in (lixia_domain, lixia_adapters):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def raised() -> list[type[Exception]]:
    found = {
        thing
        for module in modules()
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Exception)
        and thing.__module__ == module.__name__
    }
    return sorted(found, key=lambda cls: cls.__qualname__)


EVERY = raised()
EXPLAINED = [cls for cls in EVERY if issubclass(cls, Explained) and cls not in INNER]

SAMPLES: Mapping[Any, Any] = {
    str: "x.db",
    int: 7,
    object: "why",
    date: date(2021, 3, 10),
    datetime: datetime(2021, 3, 10, 8, tzinfo=UTC),
    Path: Path("x.key"),
    Moment: Moment(position=3),
    Collection[str]: ("claim_board", "bank_book"),
    Iterable[str]: ("one", "other"),
    tuple[str, str]: ("栏目", "column"),
    Audience: Audience.AUDITOR,
    Words: Words("视图", "view"),
    OSError: OSError(2, "No such file or directory", "x.xlsx"),
}
BOTH = {"zh": "错在这里", "en": "wrong here"}


def sample(cls: type[Explained]) -> Explained:
    if cls is Rejection:
        return Rejection(ProjectWhy.EXCEEDS_REMAINDER, amount=Money(5), remainder=Money(1))
    if cls is Unfit:
        wrong = [Wrong("title", Why.MISSING), Wrong("on", Why.UNKNOWN)]
        return Unfit(wrong, {"title": Words("名称", "title")})
    if cls.__name__ == "OutOfPeriod":
        on = date(2021, 3, 10)
        entry = BankEntry(
            side="debit", entry="R", account="01", on=on, amount=Money(1), place="x.csv 3"
        )
        return cls(entry, date(2021, 4, 1), date(2021, 4, 30))
    if cls is OtherSize:
        return OtherSize(
            7, Outside(where="x.txt", note=Note("lixia/x\n9\n" + "A" * 43 + "=\n", ()))
        )
    hints = get_type_hints(cls.__init__)
    given = [
        BOTH.get(name) or SAMPLES[hints[name]]
        for name, told in list(signature(cls).parameters.items())
        if told.default is Parameter.empty and told.kind is not Parameter.VAR_KEYWORD
    ]
    return cls(*given)


def same(one: Explained, other: Explained) -> bool:
    return (
        type(one) is type(other)
        and one.code == other.code
        and one.facts == other.facts
        and one.args == other.args
        and all(one.sentence(lang) == other.sentence(lang) for lang in ("zh", "en"))
        and str(one) == str(other)
    )


@pytest.mark.parametrize("cls", EVERY, ids=lambda cls: cls.__name__)
def test_what_is_raised_has_the_one_face_or_is_no_answer(cls: type[Exception]) -> None:
    assert issubclass(cls, Explained) != (cls in SIGNALS)


@pytest.mark.parametrize("cls", EXPLAINED, ids=lambda cls: cls.__name__)
def test_what_is_raised_is_said_copied_and_sent(cls: type[Explained]) -> None:
    error = sample(cls)
    zh, en = error.sentence("zh"), error.sentence("en")
    assert error.sentence() == zh
    assert re.search("[一-鿿]", zh) and en.strip() and zh != en
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", error.code)
    assert str(error) == f"{error.code}: {zh} ({en})"
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert same(pickle.loads(pickle.dumps(error, protocol)), error)
    assert same(copy.copy(error), error)
    assert same(copy.deepcopy(error), error)


def test_codes_of_what_is_raised_are_those_on_record_for_good() -> None:
    codes = sorted(cls.code for cls in EXPLAINED if not issubclass(cls, Rejection))
    assert len(set(codes)) == len(codes)
    assert codes == json.loads(GOLDEN.read_text("utf-8")), (
        f"codes are permanent: callers rely on them. A class that is renamed says its old `code`. "
        f"If you only added some, save as {GOLDEN}:\n{json.dumps(codes, indent=1)}"
    )


def test_facts_of_what_is_raised_are_what_it_names() -> None:
    refusal = Rejection(ProjectWhy.EXCEEDS_REMAINDER, amount=Money(5), remainder=Money(1))
    assert refusal.facts == {"amount": Money(5), "remainder": Money(1)}
    fault = Fault("磁盘已满", "the disk is full", place="x.db")
    assert (fault.code, fault.facts) == ("fault", {"place": "x.db"})
