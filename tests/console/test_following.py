"""What comes next is told after what was done, ready to be typed."""

from __future__ import annotations

from pathlib import Path
from shlex import split

import pytest

from lixia_adapters.console.frame import line, tree
from lixia_adapters.console.frame.following import FOLLOWING, following
from lixia_adapters.console.frame.width import width

from .conftest import CODE, Lixia, done


def test_whatever_follows_is_a_command_of_such_options() -> None:
    for name, those in FOLLOWING.items():
        assert tuple(name.split()) in tree.TREE, name
        assert len(set(those)) == len(those) > 0
        for typed in those:
            words, rest = tree.find(typed.split())
            command = tree.TREE[words].described()
            shown = {option.shown for option in line.options_of(command)}
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
        given = line.read(
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
    words = "project draft P9 --title 九号 --domain 助老 --need N --line 食材=1 --on 2021-03-09"
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
    words = "project draft P9 --title 九号 --domain 助老 --need N --line 食材=1 --on 2021-03-09"
    assert "接下来" not in lixia(*words.split(), "--dry-run").out
    assert "接下来" not in lixia(*words.split(), "--json").out
    assert "接下来" not in lixia("view", "project_register").out
    assert "接下来" not in lixia("project", "approve", "P99", "--minutes", "m").out


def test_a_new_store_says_where_to_begin(lixia: Lixia) -> None:
    assert "lixia fund establish FUND --name NAME" in done("store", "init", "--open").out


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
