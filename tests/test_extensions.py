"""What other distributions add is found by ``lixia.extensions``, or refused by naming them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from lixia_adapters.console.frame import groups, tree
from lixia_adapters.console.frame.line import options_of
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain import catalogue
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.chapters import use_case_named, use_cases
from lixia_domain.application.conditions import UnknownView
from lixia_domain.audit.past.names import Unknown
from lixia_domain.audit.past.state import state
from lixia_domain.extensions.faults import BadExtension, Clash
from lixia_domain.extensions.found import installed, steps, upcaster
from lixia_domain.extensions.shown import all_views, view_named
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import distribution_of
from lixia_domain.kernel.roles import Role
from lixia_domain.recording import codec
from lixia_domain.recording.catalogue import EVENTS, decider
from lixia_domain.recording.faults import NotInstalled, UnknownEvent, UnwritableFact
from lixia_domain.recording.recorder import NewRow
from lixia_domain.recording.spelling import canonical_name
from lixia_domain.recording.work import By
from lixia_domain.views import VIEWS

ON = date(2021, 3, 10)
AT = datetime(2021, 3, 10, 2, tzinfo=UTC)
BY = By(actor="acct-1", role=Role.PROGRAMME_OFFICE, at=AT)

HEAD = """\
from enum import Enum
from typing import Any
from attrs import field, validators
from lixia_domain.extensions import Extension
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.view import Row, View
from lixia_domain.kernel.words import Words

SAYS = Words("虚构示例", "synthetic")

def view(name, title="虚构示例", title_en="Synthetic", reads=()):
    return View(name=name, version=1, title=title, title_en=title_en, row=Row, reads=reads,
                keys=lambda recorded: (), evolve=lambda row, recorded: row)

def decider(category, *events):
    return Decider(category, None, lambda state, event: event, events)
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a distribution ``name`` whose package, of the same name, has ``body``.

    ``NAME`` stands for the name in all code. What was installed is gone after the test, but a fact
    that was looked at stays known: so no two tests give one name to a distribution with facts.
    """
    made: list[str] = []
    monkeypatch.syspath_prepend(tmp_path)

    def installing(name: str, body: str, *, entries: int = 1, **modules: str) -> None:
        package = tmp_path / name
        package.mkdir()
        for file, code in {"__init__": HEAD + dedent(body), **modules}.items():
            (package / f"{file}.py").write_text(dedent(code).replace("NAME", name), "utf-8")
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        lines = (f"entry{number} = {name}:EXTENSION\n" for number in range(entries))
        (info / "entry_points.txt").write_text("[lixia.extensions]\n" + "".join(lines))
        made.append(name)
        installed.cache_clear()

    installed.cache_clear()
    yield installing
    installed.cache_clear()
    for loaded in [each for each in sys.modules if each.partition(".")[0] in made]:
        del sys.modules[loaded]


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("memory:", create=True, clock=lambda: AT) as opened:
        yield opened


def record(store: Store, name: str, *events: Any) -> None:
    """Record facts in a stream of the first decider of the extension ``name``."""
    kind = sys.modules[name].EXTENSION.deciders[0]
    store.ledger.transact(lambda work: work.record(kind, "v", events), by=BY)


FACT = """
    @stored_as("NAME__visit.made", says=SAYS)
    class Made(Event):
        note: str
    EXTENSION = Extension(says=SAYS, deciders=(decider("NAME__visit", Made),))
"""
VIEW = """
    EXTENSION = Extension(says=SAYS, views=(view("synthetic_view"),))
"""
UNTITLED = 'view("synthetic_view", title=None)'
ROLES = 'view("roles_of_mine", title_en="Roles")'
USE_CASES = """
    EXTENSION = Extension(says=SAYS, use_cases=("NAME.calls_upon",), steps=("NAME.steps",))
"""
CALLS_UPON = """
    from lixia_domain.application.use_case import Role, Words, use_case
    from lixia_domain.application.activities.teams import verify
    from lixia_domain.kernel.rejection import Reason
    from lixia_domain.kernel.vocabulary import Document, On

    class Why(Reason):
        NEVER = "NAME.never", "虚构示例", "synthetic"

    @use_case(says=Words("虚构示例", "synthetic"), by=Role.PROGRAMME_OFFICE)
    def do_it(work, *, document: Document, on: On) -> None:
        "Do it."
"""


# ---- what is there -------------------------------------------------------------------------------


def test_where_none_is_installed_nobody_pays_for_looking() -> None:
    code = (
        "import sys; from lixia_domain import open_store\n"
        "with open_store('memory:', create=True) as store: store.views()\n"
        "print('importlib.metadata' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_what_is_installed_is_found_with_whose_it_is(install: Install) -> None:
    assert installed() == ()
    install("synthetic_b", VIEW)
    install("synthetic_a", FACT)
    assert [(one.distribution, one.version, one.prefix) for one in installed()] == [
        ("synthetic-a", "1.0", "synthetic_a__"),
        ("synthetic-b", "1.0", "synthetic_b__"),
    ]
    assert all_views() == (*VIEWS, sys.modules["synthetic_b"].EXTENSION.views[0])
    assert view_named("synthetic_view").title_en == "Synthetic"
    assert set(EVENTS) - {name for name in EVENTS if not distribution_of(name)} == {
        "synthetic_a__visit.made"
    }
    assert decider("synthetic_a__visit").category == "synthetic_a__visit"


def test_a_path_that_holds_no_folder_may_hold_extensions(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packed.zip").write_bytes(b"")
    (tmp_path / "bare-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "gone"), str(tmp_path), *sys.path])
    assert installed() == ()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packed.zip"), *sys.path])
    installed.cache_clear()
    assert installed() == ()
    assert "importlib.metadata" in sys.modules


def test_use_cases_and_steps_are_named_and_imported_when_they_are_needed(install: Install) -> None:
    install("synthetic_calls", USE_CASES, calls_upon=CALLS_UPON)
    assert steps() == ["synthetic_calls.steps"]
    assert "synthetic_calls.calls_upon" not in sys.modules
    found = use_case_named("calls_upon.do_it")
    assert found.name == "calls_upon.do_it"
    assert [use_case for chapter, use_case in use_cases() if chapter == "synthetic-calls"] == [
        found
    ]
    for name in ("nothing.at_all", "calls_upon.never"):
        with pytest.raises(LookupError, match=name):
            use_case_named(name)


def test_the_catalogue_has_all_of_it(install: Install) -> None:
    install("synthetic_all", USE_CASES, calls_upon=CALLS_UPON)
    found = catalogue.catalogue()
    assert found["extensions"] == [
        {
            "name": "synthetic-all",
            "version": "1.0",
            "zh": "虚构示例",
            "en": "synthetic",
            "use_cases": ["calls_upon.do_it"],
            "views": [],
            "categories": [],
        }
    ]
    assert found["use_cases"][-1]["chapter"] == "synthetic-all"
    assert "synthetic_all.never" in {each["code"] for each in found["refusals"]}


def test_what_is_taken_away_is_in_no_catalogue(install: Install) -> None:
    codes = {reason.code for reason in catalogue.refusals()}
    assert not {code for code in codes if code.startswith("synthetic")}


# ---- what can't be used --------------------------------------------------------------------------

CLASHES = {
    "a view of another": (VIEW, VIEW, "synthetic-one", "view synthetic_view"),
    "a view of ours": (
        "",
        VIEW.replace("synthetic_view", "fund_statement"),
        "lixia-domain",
        "view",
    ),
    "streams of ours": (
        "",
        """
        EXTENSION = Extension(says=SAYS, deciders=(decider("project"),))
        """,
        "lixia-domain",
        "category of streams project",
    ),
    "streams of another": (
        FACT,
        FACT.replace("NAME__visit.made", "other__visit.made").replace("NAME__", "synthetic_one__"),
        "synthetic-one",
        "category of streams synthetic_one__visit",
    ),
    "a fact of another": (
        FACT,
        FACT.replace('stored_as("NAME', 'stored_as("synthetic_one'),
        "synthetic-one",
        "fact synthetic_one__visit.made",
    ),
    "use cases of another": (USE_CASES, USE_CASES, "synthetic-one", "module of use cases"),
    "the title of a view of ours": (
        "",
        VIEW.replace('view("synthetic_view")', ROLES),
        "lixia-domain",
        "title of a view roles",
    ),
    "the name of a view of ours, as a title": (
        "",
        VIEW.replace('view("synthetic_view")', ROLES.replace('"Roles"', '"Claim_Board"')),
        "lixia-domain",
        "title of a view claim_board",
    ),
    "the title of another's view": (
        VIEW,
        VIEW.replace("synthetic_view", "other_view"),
        "synthetic-one",
        "title of a view 虚构示例",
    ),
    "use cases of ours": (
        "",
        USE_CASES.replace("calls_upon", "claims"),
        "lixia-domain",
        "module of use cases claims",
    ),
}


@pytest.mark.parametrize("what", CLASHES)
def test_what_two_declare_is_a_fault_that_names_both(what: str, install: Install) -> None:
    one, other, owner, thing = CLASHES[what]
    if one:
        install("synthetic_one", one)
    install("synthetic_two", other)
    with pytest.raises(Clash) as clash:
        all_views()
        list(use_cases())
    assert clash.value.distributions == (owner, "synthetic-two")
    assert f"{owner} and synthetic-two both declare the {thing}" in clash.value.sentence("en")
    assert f"{owner} 与 synthetic-two 都声明了" in clash.value.sentence("zh")


def test_two_may_add_up_the_same_rows(install: Install) -> None:
    install("synthetic_first", VIEW)
    again = "from synthetic_first import EXTENSION as FIRST\n"
    install("synthetic_second", again + "EXTENSION = Extension(says=SAYS, views=FIRST.views)\n")
    assert len(all_views()) == len(VIEWS) + 2


def test_a_rollup_that_adds_up_rows_of_its_own_can_be_used(install: Install) -> None:
    sums = """
        from lixia_domain.kernel.view import Part, Rollup
        SUMS = Rollup(name="sums", version=1, title="虚构合计", title_en="Sums", row=Row,
                      parts=(Part(of=view("rows"), columns=("a",)),), start=lambda key: Row())
        EXTENSION = Extension(says=SAYS, views=(SUMS,))
    """
    install("synthetic_sums", sums)
    assert [view.name for view in all_views()[len(VIEWS) :]] == ["sums"]


BAD = {
    "it can't be loaded": ("raise ValueError('broken')", "ValueError: broken"),
    "it ends the program": ("import sys; sys.exit(3)", "SystemExit: 3"),
    "it says nothing in Chinese": (
        'EXTENSION = Extension(says="synthetic")',
        "Extension.says must be Words in Chinese and English, and is 'synthetic'",
    ),
    "its views are none": (
        "EXTENSION = Extension(says=SAYS, views=42)",
        "Extension.views must be a tuple, each item of it a View or a Rollup, and is 42",
    ),
    "one of its deciders is none": (
        "EXTENSION = Extension(says=SAYS, deciders=(42,))",
        "Extension.deciders must be a tuple, each item of it a Decider, and is (42,)",
    ),
    "its use cases are one text": (
        'EXTENSION = Extension(says=SAYS, use_cases="NAME.calls_upon")',
        "Extension.use_cases must be a tuple",
    ),
    "a decider's category is a number": (
        "EXTENSION = Extension(says=SAYS, deciders=(decider(7),))",
        "Decider(7).category must be text, not blank, and is 7",
    ),
    "an upcaster's key has no version": (
        'EXTENSION = Extension(says=SAYS, upcasters={"NAME__visit.made": dict})',
        "Extension.upcasters must be a mapping of (fact's name, version) to functions",
    ),
    "a view has no title": (
        VIEW.replace('view("synthetic_view")', UNTITLED),
        "View('synthetic_view').title must be text, not blank, and is None",
    ),
    "a rollup adds up no view": (
        """
        from lixia_domain.kernel.view import Part, Rollup
        SUMS = Rollup(name="sums", version=1, title="虚构示例", title_en="Sums", row=Row,
                      parts=(Part(of="claims", columns=("a",)),), start=lambda key: Row())
        EXTENSION = Extension(says=SAYS, views=(SUMS,))
        """,
        "Rollup('sums').Part.of must be a View or a Rollup, and is 'claims'",
    ),
    "what a rollup adds up folds no facts": (
        """
        from lixia_domain.kernel.view import Part, Rollup
        ROWS = view("rows", reads=(Event,))
        SUMS = Rollup(name="sums", version=1, title="虚构示例", title_en="Sums", row=Row,
                      parts=(Part(of=ROWS, columns=("a",)),), start=lambda key: Row())
        EXTENSION = Extension(says=SAYS, views=(SUMS,))
        """,
        "View('rows').reads must be a tuple, each item of it a fact that stored_as declares",
    ),
    "a fact says nothing": (
        FACT.replace(", says=SAYS)\n    class", ")\n    class"),
        "missing 1 required keyword-only argument: 'says'",
    ),
    "it is no extension": ("EXTENSION = 1", "synthetic_bad:EXTENSION is no Extension"),
    "its streams bear no name of its own": (
        FACT.replace("NAME__", ""),
        "the category of streams visit must open with synthetic_bad__",
    ),
    "its facts are of no stream of its own": (
        FACT.replace('stored_as("NAME__visit.', 'stored_as("NAME__walk.'),
        "the fact synthetic_bad__walk.made must open with synthetic_bad__visit.",
    ),
    "its facts would let a clock be believed": (
        FACT.replace("note: str", "note: str\n        confirms_clock = True"),
        "the fact synthetic_bad__visit.made must not confirm the clock",
    ),
    "a past version can't be read": (
        FACT.replace('.made"', '.made", version=2'),
        "the fact synthetic_bad__visit.made lacks upcasters of its past versions",
    ),
    "an upcaster is of no fact": (
        FACT.replace(
            "Extension(says=SAYS", "Extension(says=SAYS, upcasters={('NAME__visit.gone', 1): dict}"
        ),
        "there is no fact for the upcaster of synthetic_bad__visit.gone, version 1",
    ),
    "a view is there twice": (
        VIEW.replace(",))", ", view('synthetic_view')))"),
        "the view synthetic_view is declared 2 times",
    ),
    "streams are there twice": (
        FACT.replace("Made),))", "Made), decider('NAME__visit')))"),
        "the category of streams synthetic_bad__visit is declared 2 times",
    ),
    "a view's name can't be typed": (
        VIEW.replace("synthetic_view", "Synthetic View"),
        "the view's name 'Synthetic View' may have a-z, digits and _ only",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_can_not_be_used_is_a_fault_that_names_whose_it_is(
    what: str, install: Install
) -> None:
    body, why = BAD[what]
    install("synthetic_bad", body)
    with pytest.raises(BadExtension) as bad:
        installed()
    assert bad.value.distribution == "synthetic-bad"
    assert "synthetic-bad can't be used" in bad.value.sentence("en")
    assert why in bad.value.sentence("en")
    assert "发行包 synthetic-bad 的扩展无法使用" in bad.value.sentence("zh")


BAD_USE_CASES = {
    "the module is not there": (None, "importing synthetic_bad.calls_upon fails (ModuleNotFound"),
    "the module fails": ("raise KeyError('x')", "calls_upon fails (KeyError: 'x')"),
    "the module ends the program": ("import sys; sys.exit(3)", "calls_upon fails (SystemExit: 3)"),
    "it declares none": ("X = 1", "synthetic_bad.calls_upon declares no use case"),
    "an argument has no type": (
        CALLS_UPON.replace("document: Document", "document"),
        "reading calls_upon.do_it fails (KeyError: 'document')",
    ),
    "an argument's type is none that a gate knows": (
        CALLS_UPON.replace("document: Document", "document: complex"),
        "is no shape that the gate knows",
    ),
    "a mapping that could be changed": (
        CALLS_UPON.replace("document: Document", "document: dict[str, int]"),
        "is no shape that the gate knows",
    ),
    "an argument is called as every call's": (
        CALLS_UPON.replace("document: Document", "by: Document"),
        "calls_upon.do_it: no argument may be called by",
    ),
    "its day is none": (
        CALLS_UPON.replace("on: On", "on: Document"),
        "calls_upon.do_it: the argument on must be the business date, On",
    ),
    "nobody may": (
        CALLS_UPON.replace("by=Role.PROGRAMME_OFFICE", "by=()"),
        "calls_upon.do_it: by must name the roles that may do it",
    ),
    "it is called nothing": (
        CALLS_UPON.replace('says=Words("虚构示例", "synthetic")', 'says="synthetic"'),
        "calls_upon.do_it: says must be Words in Chinese and English",
    ),
}


@pytest.mark.parametrize("what", BAD_USE_CASES)
def test_a_use_case_that_can_not_be_called_is_a_fault_that_names_whose_it_is(
    what: str, install: Install
) -> None:
    code, why = BAD_USE_CASES[what]
    install("synthetic_bad", USE_CASES, **({} if code is None else {"calls_upon": code}))
    for looked_for in (
        lambda: list(use_cases()),
        lambda: use_case_named("calls_upon.do_it"),
        catalogue.catalogue,
    ):
        with pytest.raises(BadExtension) as bad:
            looked_for()
        assert bad.value.distribution == "synthetic-bad"
        assert why in bad.value.sentence("en")


def test_one_distribution_names_one_extension(install: Install) -> None:
    install("synthetic_several", VIEW, entries=2)
    with pytest.raises(BadExtension, match="names 2 extensions"):
        installed()


def test_only_a_distribution_with_facts_must_bear_a_name_of_letters(install: Install) -> None:
    install("synthetic_2", VIEW)
    assert len(installed()) == 1
    install("synthetic_3", FACT.replace('stored_as("NAME', 'stored_as("synthetic_x'))
    with pytest.raises(BadExtension, match="letters and hyphens"):
        installed()


# ---- facts ---------------------------------------------------------------------------------------


def test_the_store_notes_whose_facts_it_has_before_the_first_is_there(
    install: Install, store: Store
) -> None:
    install("synthetic_noted", FACT)
    installed()
    made = sys.modules["synthetic_noted"].Made
    marks = dict(store.ledger.journal.about())
    record(store, "synthetic_noted", made(note="甲", on=ON), made(note="乙", on=ON))
    marks["distribution:synthetic-noted"] = "1.0"
    assert store.ledger.journal.about() == marks
    store.ledger.journal.describe("distribution:synthetic-noted", "0.9")
    record(store, "synthetic_noted", made(note="丙", on=ON))
    assert store.ledger.journal.about()["distribution:synthetic-noted"] == "0.9"
    assert [r.event.note for r in store.ledger.read()] == ["甲", "乙", "丙"]


def test_a_fact_of_what_is_not_installed_is_refused(install: Install, store: Store) -> None:
    install("synthetic_refused", FACT + "    STRAY = decider('synthetic_stray__visit', Made)\n")
    installed()
    extension = sys.modules["synthetic_refused"]
    stray = extension.stored_as("synthetic_stray__visit.made", says=extension.SAYS)(
        type("Stray", (Event,), {"__annotations__": {"note": str}})
    )
    with pytest.raises(UnwritableFact, match="no catalogue of this code"):
        store.ledger.transact(
            lambda work: work.record(extension.STRAY, "v", (stray(note="甲", on=ON),)), by=BY
        )
    assert store.ledger.head() == 0


CHANGED = {
    "a number that is not whole": ("note: float", "1.5", "no walk is known for"),
    "text where there should be a number": ("note: int", "'甲'", "note is not a whole number"),
    "codes that can't be written": (
        "note: Pair",
        "Pair.ONE",
        "can't be written and read back",
    ),
    "what no longer passes when it is read": (
        "note: str = field(validator=validators.max_len(1))",
        "'甲'",
        "can't be written and read back",
    ),
    "what never equals itself": (
        "note: str = field(eq=lambda _: object())",
        "'甲'",
        "is not the same when written and read back",
    ),
    "half a character": ("note: str", "'\\ud800'", "holds a character that can't be encoded"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_could_not_be_read_back_is_not_stored(
    what: str, install: Install, store: Store
) -> None:
    declared, value, why = CHANGED[what]
    name = "synthetic_" + "".join(word[0] for word in what.split() if word.isalpha())
    body = FACT.replace("note: str", declared) + f"    VALUE = {value}\n"
    pair = "    class Pair(Enum):\n        ONE = (1, 2)\n        TWO = 'two'\n"
    install(name, pair + body)
    installed()
    extension = sys.modules[name]
    made = extension.Made(note=extension.VALUE, on=ON)
    if "validators" in declared:
        object.__setattr__(made, "note", "甲乙")
    with pytest.raises(UnwritableFact) as unwritable:
        record(store, name, made)
    assert why in unwritable.value.sentence("en")
    assert store.ledger.head() == 0
    assert not any(key.startswith("distribution:") for key in store.ledger.journal.about())


def stored(version: int, **data: str) -> bytes:
    """Return the bytes of a fact as some release stored it."""
    told = {"version": version, "recorded_at": AT.isoformat(), "actor": "acct-1", "role": "team"}
    return json.dumps({**told, "data": data}).encode()


def test_a_past_version_is_brought_up_by_the_extension_that_knows_it(install: Install) -> None:
    past = FACT.replace('.made"', '.made", version=2').replace(
        "says=SAYS,",
        "says=SAYS, upcasters={('NAME__visit.made', 1): lambda old: {**old, 'note': '无'}},",
    )
    install("synthetic_past", past)
    stream, name = "synthetic_past__visit-v", "synthetic_past__visit.made"
    found = codec.unseal((1, stream, 1, name, stored(1, on="2021-03-10")))
    assert found.event == sys.modules["synthetic_past"].Made(note="无", on=ON)
    with pytest.raises(KeyError):
        upcaster(name, 2)


def test_a_reader_is_told_what_to_install(store: Store) -> None:
    stream, name = "visits_to_firms__visit-v", "visits_to_firms__visit.made"
    with pytest.raises(NotInstalled) as missing:
        codec.unseal((7, stream, 1, name, stored(1)))
    assert missing.value.distribution == "visits-to-firms"
    assert "position 7" in missing.value.sentence("en")
    assert "来自发行包 visits-to-firms" in missing.value.sentence("zh")
    with pytest.raises(UnknownEvent):
        codec.unseal((7, "visit-v", 1, "visit.made", stored(1)))
    store.ledger.journal.insert_events([NewRow(stream, 1, name, stored(1))])
    with pytest.raises(NotInstalled):
        state(store.ledger, stream)
    with pytest.raises(Unknown):
        state(store.ledger, "visits_to_firms__visit-other")
    assert store.show("team_register")["rows"] == []


def test_a_view_that_is_not_there_may_be_of_what_the_store_names_and_nobody_installed(
    install: Install, store: Store
) -> None:
    for name, version in (("synthetic-away", "1.0"), ("synthetic-here", "2.0")):
        store.ledger.journal.describe(f"distribution:{name}", version)
    install("synthetic_here", FACT)
    with pytest.raises(UnknownView) as unknown:
        store.show("visits")
    assert "facts of synthetic-away 1.0, not installed" in unknown.value.sentence("en")
    assert "发行包 synthetic-away 1.0 的事实" in unknown.value.sentence("zh")
    install("synthetic_away", VIEW)
    with pytest.raises(UnknownView) as unknown:
        store.show("visits")
    assert "synthetic-away" not in unknown.value.sentence("en")


def test_a_key_of_theirs_is_canonical_as_their_decider_says(install: Install) -> None:
    install("synthetic_keys", FACT)
    assert canonical_name("synthetic_keys__visit- Ｖ") == "synthetic_keys__visit-V"
    assert canonical_name("synthetic_gone__visit- Ｖ") == "synthetic_gone__visit- Ｖ"


# ---- the console ---------------------------------------------------------------------------------


@pytest.fixture
def _own_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "TREE", dict(tree.TREE))
    monkeypatch.setattr(tree, "GROUPS", dict(groups.GROUPS))


@pytest.mark.usefixtures("_own_tree")
def test_a_use_case_is_a_command_of_its_distribution(install: Install) -> None:
    install("synthetic_words", USE_CASES, calls_upon=CALLS_UPON)
    install("synthetic_wordless", VIEW)
    words, rest = tree.find(["synthetic-words", "do-it", "--document", "甲"])
    assert (words, rest) == (("synthetic-words", "do-it"), ["--document", "甲"])
    command = tree.TREE[words].described()
    assert (command.carries, command.roles) == ("calls_upon.do_it", ("programme_office",))
    assert [option.name for option in command.options] == ["document"]
    assert tree.GROUPS["synthetic-words"].en == "synthetic"
    with pytest.raises(Usage):
        tree.find(["synthetic-wordless"])


@pytest.mark.usefixtures("_own_tree")
def test_a_distribution_may_not_take_a_word_of_ours(install: Install) -> None:
    install("claim", USE_CASES, calls_upon=CALLS_UPON)
    with pytest.raises(Clash, match="both declare the command claim"):
        tree.find(["nonsense"])


@pytest.mark.usefixtures("_own_tree")
@pytest.mark.parametrize(
    "name", ["role", "actor", "command", "dry_run", "store", "help", "role_id"]
)
def test_an_argument_may_not_take_what_the_console_calls_an_option_of_its_own(
    name: str, install: Install
) -> None:
    taken = CALLS_UPON.replace("document: Document", f"visit: Document, {name}: Document")
    install("synthetic_taken", USE_CASES, calls_upon=taken)
    with pytest.raises(BadExtension, match="synthetic-taken") as bad:
        tree.find(["nonsense"])
    assert "calls_upon.do_it: the console has an option" in bad.value.sentence("en")


def test_no_command_of_ours_calls_two_options_the_same() -> None:
    for words, entry in tree.TREE.items():
        options = options_of(entry.described())
        for names in ([one.name for one in options], [one.shown for one in options]):
            assert len(set(names)) == len(names), words
