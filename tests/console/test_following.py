"""What comes next is told after what was done, ready to be typed."""

from __future__ import annotations

from pathlib import Path
from shlex import split

import pytest

from lixia_adapters.console.frame import line as reading
from lixia_adapters.console.frame import tree
from lixia_adapters.console.frame.following import FOLLOWING, following
from lixia_adapters.demo.cast import credit_code
from lixia_adapters.printers.terminal import width

from .conftest import CODE, Lixia, done

KEEPER = credit_code(1, kind="53")
FRESH = ("--administrator", "new-5", "--administrator", f"new-6@{KEEPER}")


def test_whatever_follows_is_a_command_of_such_options() -> None:
    for name, those in FOLLOWING.items():
        assert tuple(name.split()) in tree.TREE, name
        assert len(set(those)) == len(those) > 0
        for typed in those:
            words, rest = tree.find(typed.split())
            command = tree.TREE[words].described()
            shown = {option.shown for option in reading.options_of(command)}
            assert {word for word in rest if word.startswith("--")} <= shown, typed


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", [key for key, entry in tree.TREE.items() if entry.roles])
def test_each_line_is_whole_once_its_capitals_are_filled_in(
    words: tree.CommandName, lang: str
) -> None:
    lines = list(following(words, {"store": "sqlite:///a b.db", "project_id": "P 1"}, lang, 60))
    typed = [shown for shown in lines if shown.startswith("lixia ")]
    assert typed
    assert max(width(shown) for shown in lines if shown not in typed) <= 60
    for shown in typed:
        assert shown.endswith(" --store 'sqlite:///a b.db'")
        found, rest = tree.find(split(shown)[1:])
        command = tree.TREE[found].described()
        needed = {option.name for option in command.options if option.need}
        given = reading.read(
            command._replace(
                options=tuple(option._replace(choices=()) for option in command.options)
            ),
            rest,
        )
        assert needed <= {name for name, value in given.items() if value}, shown
        if "project_id" in needed:
            assert given["project_id"] == "P 1"


def test_it_is_told_after_what_was_recorded_with_the_ids_that_were_given(
    lixia: Lixia, programme: Path
) -> None:
    words = "project draft P9 --title 九号 --domain 助老 --need N1 --line 食材=1 --on 2021-03-09"
    assert "lixia project approve P9 --minutes MINUTES" in lixia(*words.split()).out.splitlines()
    words = f"enterprise verify {CODE} --document 执照 --on 2021-03-09"
    out = lixia(*words.split()).out
    assert f"lixia claim PROJECT {CODE} AMOUNT --due DATE" in out.splitlines()
    words = f"claim P1 {CODE} 500 --due 2021-06-30 --on 2021-03-09"
    out = lixia(*words.split()).out
    assert f"lixia pledge agreement P1.{CODE} --document" in out


def test_it_is_not_told_where_nothing_was_recorded_or_a_program_reads(
    lixia: Lixia, programme: Path
) -> None:
    words = "project draft P9 --title 九号 --domain 助老 --need N1 --line 食材=1 --on 2021-03-09"
    assert "接下来" not in lixia(*words.split(), "--dry-run").out
    assert "接下来" not in lixia(*words.split(), "--json").out
    assert "接下来" not in lixia("view", "project_register").out
    assert "接下来" not in lixia("project", "approve", "P99", "--minutes", "m").out


def test_a_new_store_says_where_to_begin(lixia: Lixia) -> None:
    assert "lixia foundation register CODE NAME" in done("store", "init", "--open").out


def test_a_closed_store_begins_with_members_for_nobody_else_may_do_anything(lixia: Lixia) -> None:
    named = f"--administrator admin-1 --administrator admin-2@{CODE} --document 任命书"
    out = done("store", "init", *named.split()).out
    assert "lixia member admit ACCOUNT --document DOCUMENT --person REF --actor admin-2" in out
    assert "fund establish" not in out
    admit = f"member admit acct-1 --person p:{1:032x} --document 授权书 --actor admin-2"
    out = lixia(*admit.split()).out
    assert "lixia member grant acct-1 ROLE --document DOCUMENT --actor admin-2" in out
    granted = "member grant acct-1 auditor --until 2027-06-30 --document 授权书 --actor admin-2"
    assert "lixia member rights" in lixia(*granted.split()).out.splitlines()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_says_not_who_acts_is_told_how_and_how_a_role_is_granted(
    lixia: Lixia, lang: str
) -> None:
    named = f"--administrator admin-1 --administrator admin-2@{CODE} --document 任命书"
    done("store", "init", *named.split())
    line = "receipt void 1 2 --reason 缺页"
    found = lixia(*line.split(), "--lang", lang)
    assert found.code == 1
    grants = "lixia member grant ACCOUNT receipt_keeper --for PARTY --document DOCUMENT"
    assert grants in found.err
    assert "--actor" in found.err and "LIXIA_ACTOR" in found.err
    assert "LIXIA_ACTOR" not in lixia(*line.split(), "--actor", "stranger").err


ADMINISTRATORS = f"--administrator admin-1 --administrator admin-2@{KEEPER} --document 任命书"
MEMBERS = tuple(
    line.strip()
    for number, (account, role, by) in enumerate(
        (
            ("office-1", "programme_office", "admin-1"),
            ("acct-1", f"accountant --for {KEEPER}", "admin-2"),
            ("appr-1", f"approver --for {KEEPER}", "admin-2"),
        )
    )
    for line in (
        f"member admit {account} --person p:{number:032x} --document 授权书 --actor {by}",
        f"member grant {account} {role} --document 授权书 --actor {by}",
    )
)


GROUNDS = (
    f"foundation register {KEEPER} 基金会 --authority 民政厅 --document 证书 --actor acct-1",
    f"need raise N1 --summary S --domain D --place P --person p:{9:032x} --actor office-1",
    "need verify N1 --document 走访记录 --actor office-1",
    "batch plan B1 --title T --actor office-1",
)
"""What a fund and a project rest on."""


@pytest.fixture
def staffed(lixia: Lixia) -> None:
    """A closed store with an office, an accountant and an approver."""
    done("store", "init", *ADMINISTRATORS.split())
    for line in MEMBERS:
        assert lixia(*line.split()).code == 0, line


@pytest.mark.usefixtures("staffed")
def test_in_a_closed_store_the_next_line_is_by_somebody_who_may(lixia: Lixia) -> None:
    for line in GROUNDS:
        assert lixia(*line.split()).code == 0, line
    told = f"--name 基金 --foundation {KEEPER} --purpose 公益 --agreement 协议1 --actor acct-1"
    out = lixia("fund", "establish", "F1", *told.split()).out
    typed = [line for line in out.splitlines() if line.startswith("lixia ")]
    assert len(typed) == 2 and all(line.endswith(" --actor office-1") for line in typed)
    for line in (
        "project draft P1 --title T --domain D --need N1 --line L=6000",
        "project approve P1 --minutes M",
        "project publish P1 --batch B1 --minimum 6000",
        f"enterprise register {CODE} 甲企业（虚构示例）",
        f"enterprise verify {CODE} --document 执照",
        f"claim P1 {CODE} 6000 --due 2035-06-30",
    ):
        out = lixia(*line.split(), "--actor", "office-1").out
    assert "lixia bank import FILE --actor acct-1" in out.splitlines()
    pending = lixia("pending").out.splitlines()
    commands = [line for line in pending if line.startswith("lixia ")]
    assert commands and all(" --actor office-1" in line for line in commands)


@pytest.mark.usefixtures("staffed")
def test_who_acts_by_what_the_environment_says_need_not_say_it_again(
    lixia: Lixia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIXIA_ACTOR", "office-1")
    for line in GROUNDS:
        assert lixia(*line.split()).code == 0, line
    drafted = "project draft P1 --title T --domain D --need N1 --line L=6000"
    out = lixia(*drafted.split()).out
    assert "lixia project approve P1 --minutes MINUTES" in out.splitlines()
    assert "--actor" not in lixia("pending").out


@pytest.mark.usefixtures("staffed")
def test_whom_one_has_proposed_another_confirms_by_the_line_that_is_told(lixia: Lixia) -> None:
    two = f"--administrator new-1=p:{7:032x} --administrator new-2=p:{8:032x}@{KEEPER}"
    out = lixia(*f"member propose {two} --document 来函 --actor appr-1".split()).out
    assert f"lixia member seat {two} --document DOCUMENT --actor office-1" in out.splitlines()
    made = lixia(*["member", "propose", "--document", "来函", "--actor", "appr-1"], *FRESH).out
    seat = next(line for line in made.splitlines() if line.startswith("lixia member seat "))
    found = lixia(*split(seat)[1:], "--json")
    assert found.error["code"] == "roster.too_soon", "all else is as it was proposed"
    joins = f"new-3 --person p:{9:032x} --foundation {credit_code(2, kind='53')}"
    out = lixia(*f"member propose-seat {joins} --document 来函 --actor admin-1".split()).out
    line = next(line for line in out.splitlines() if line.startswith("lixia member fill-seat"))
    assert lixia(*split(line.replace("DOCUMENT", "来函"))[1:]).code == 0
    assert line.endswith(" --actor admin-2")


@pytest.mark.usefixtures("staffed")
def test_nobody_is_named_where_it_is_not_told_whose_business_it_is(lixia: Lixia) -> None:
    """Of two foundations with accountants, none is taken for the one that is meant."""
    other = credit_code(2, kind="53")
    joins = f"admin-3 --person p:{9:032x} --foundation {other} --document 来函"
    for line in (
        f"member propose-seat {joins} --actor admin-1",
        f"member fill-seat {joins} --actor admin-2",
        f"member admit acct-9 --person p:{10:032x} --document 授权书 --actor admin-3",
        f"member grant acct-9 accountant --for {other} --document 授权书 --actor admin-3",
        f"enterprise register {CODE} 甲企业（虚构示例） --actor office-1",
        f"enterprise verify {CODE} --document 执照 --actor office-1",
    ):
        assert lixia(*line.split()).code == 0, line
    for line in GROUNDS:
        assert lixia(*line.split()).code == 0, line
    told = f"--name 基金 --foundation {KEEPER} --purpose 公益 --agreement 协议1 --actor acct-1"
    assert lixia("fund", "establish", "F1", *told.split()).code == 0
    for line in (
        "project draft P1 --title T --domain D --need N1 --line L=6000",
        "project approve P1 --minutes M",
        "project publish P1 --batch B1 --minimum 6000",
        f"claim P1 {CODE} 6000 --due 2035-06-30",
    ):
        out = lixia(*line.split(), "--actor", "office-1").out
    assert "lixia bank import FILE" in out.splitlines()
