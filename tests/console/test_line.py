"""What is wrong with a command line is named at once, with how it should be written."""

from __future__ import annotations

import pytest

from lixia_adapters.console.frame import line, tree
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.trouble import Usage

from .conftest import Lixia

COMMAND = Command(
    "try",
    tree.TREE["claim",].says,
    (
        option("PROJECT", "项目", "project"),
        option("[PART …]", "部分", "parts"),
        option("--amount AMOUNT", "金额", "amount"),
        option("[--key KEY …]", "密钥", "keys"),
        option("[-o FILE]", "文件", "file", name="out"),
        option("[--public]", "公开", "public"),
    ),
    print,
)


def read(*argv: str) -> dict[str, object]:
    found = line.read(COMMAND, argv)
    return {name: value for name, value in found.items() if value not in (None, (), False)}


@pytest.mark.parametrize(
    "argv",
    [
        "P1 --amount 3",
        "--amount 3 P1",
        "--amount=3 P1",
        "--amount 5 P1 --amount 3",
        "--amount 3 -- P1",
    ],
)
def test_an_option_stands_anywhere_and_its_last_value_counts(argv: str) -> None:
    assert read(*argv.split()) == {"project": "P1", "amount": "3"}


def test_values_may_open_with_a_minus_where_they_are_amounts_or_a_lone_one() -> None:
    assert read("-5", "--amount", "-3.2", "-o", "-") == {
        "project": "-5",
        "amount": "-3.2",
        "out": "-",
    }
    assert read("--amount=--x", "-ofile", "--", "--public") == {
        "amount": "--x",
        "out": "file",
        "project": "--public",
    }


def test_what_may_be_repeated_is_all_kept() -> None:
    found = read("P1", "a", "b", "--key", "1", "--key=2", "--amount", "3", "--public")
    assert (found["part"], found["key"], found["public"]) == (("a", "b"), ("1", "2"), True)


@pytest.mark.parametrize(
    ("argv", "zh", "en"),
    [
        ("", "缺少 PROJECT（项目）、--amount AMOUNT（金额）", "are missing"),
        ("P1 --amount", "--amount 后面缺少一个值", "--amount needs a value"),
        ("P1 --amount --public", "--amount 后面缺少一个值", "--amount needs a value"),
        ("P1 --amount 3 --public=1", "--public 不带值", "--public takes no value"),
        ("P1 --amuont 3", "--amuont（是否想用 --amount）", "--amuont (did you mean --amount?)"),
        ("P1 --amount 3 --zzz 4", "没有选项 --zzz", "there is no option --zzz"),
        ("P1 --amount 3 --lang fr", "--lang：没有“fr”这一项", "--lang: 'fr' is none of"),
    ],
)
def test_what_is_wrong_is_named(argv: str, zh: str, en: str) -> None:
    with pytest.raises(Usage) as wrong:
        read(*argv.split())
    assert zh in wrong.value.say.zh
    assert en in wrong.value.say.en
    assert "lixia help try" in wrong.value.say.zh and "lixia help try" in wrong.value.say.en


def test_too_many_arguments_are_named() -> None:
    with pytest.raises(Usage, match="多余的参数：a、b"):
        line.read(COMMAND._replace(options=COMMAND.options[:1]), ["P1", "a", "b"])


def test_all_that_is_wrong_is_named_in_one_answer(lixia: Lixia) -> None:
    words = ("need", "verify", "--documnt", "X", "--zzz=1", "--on", "2021-99-99", "--actor")
    wanted = {
        "zh": ("--documnt（是否想用 --document）、--zzz", "--on：", "--actor 后面缺少", "NEED（"),
        "en": ("--documnt (did you mean --document?), --zzz", "--on: ", "--actor needs", "NEED ("),
    }
    for lang, parts in wanted.items():
        found = lixia(*words, "--lang", lang)
        assert found.code == 2 and not found.out
        assert "--document DOCUMENT" in found.err
        for part in parts:
            assert part in found.err
        *_, usage, more = found.err.splitlines()
        assert "lixia need verify NEED --document DOCUMENT […]" in usage
        assert more.endswith("lixia help need verify")
        sentence = lixia(*words, "--lang", lang, "--json").error["sentence"]
        for part in parts:
            assert part in sentence


def test_one_kind_of_mistake_keeps_its_own_code(lixia: Lixia) -> None:
    assert lixia("need", "verify", "--json").error["code"] == "missing_option"
    found = lixia("need", "verify", "N1", "--document", "d", "--on", "2021-99-99", "--json")
    assert found.error["code"] == "bad_value"
    assert lixia("need", "verify", "--on", "2021-99-99", "--json").error["code"] == "usage"


@pytest.mark.parametrize("words", ["", "project", "project approve", "claim"])
def test_help_of_a_command_is_the_same_by_both_ways(lixia: Lixia, words: str) -> None:
    by_option = lixia(*words.split(), "--help")
    assert lixia("help", *words.split()) == by_option == lixia(*words.split(), "-h")
    assert by_option.code == 0
    assert lixia("help", *words.split(), "--json").json["page"] + "\n" == by_option.out


def test_help_of_what_is_no_command_names_the_nearest(lixia: Lixia) -> None:
    found = lixia("help", "projekt")
    assert found.code == 2 and "project" in found.err and not found.out


BEFORE = {
    "--bogus": ("没有选项 --bogus", "there is no option --bogus"),
    "--lang xx": ("--lang：没有“xx”这一项", "--lang: 'xx' is none of zh, en"),
    "--lang": ("--lang 后面缺少一个值", "--lang needs a value"),
    "--store": ("--store 后面缺少一个值", "--store needs a value"),
    "project --bogus": ("没有选项 --bogus", "there is no option --bogus"),
    "--on 20x": ("--on：", "--on: '20x'"),
}


@pytest.mark.parametrize("typed", BEFORE)
def test_what_is_wrong_before_a_command_is_named(
    lixia: Lixia, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang, said, missing in zip(
        ("zh", "en"), BEFORE[typed], ("缺少命令", "a command is missing"), strict=True
    ):
        monkeypatch.setenv("LIXIA_LANG", lang)
        found = lixia(*typed.split())
        assert found.code == 2 and not found.out
        assert said in found.err and missing in found.err
        assert f"lixia help{' project' if typed.startswith('project') else ''}" in found.err
        told = lixia("--json", *typed.split()).error["sentence"]
        assert said in told and missing in told


def test_a_command_that_there_is_not_is_named_with_what_stands_before_it(lixia: Lixia) -> None:
    found = lixia("--bogus", "--lang", "en", "projct", "draft")
    assert found.code == 2
    assert "there is no option --bogus" in found.err
    assert "there is no command 'lixia projct'; did you mean: project" in found.err


def test_a_group_alone_shows_what_there_is_in_it_and_that_a_command_is_missing(
    lixia: Lixia,
) -> None:
    found = lixia("project", "--lang", "en")
    assert found.code == 2 and not found.out
    assert found.err.startswith("error: a command is missing\n")
    assert "approve a project" in found.err


def test_all_that_is_wrong_with_what_is_asked_of_a_view_is_named_in_one_answer(
    lixia: Lixia,
) -> None:
    conditions = ("--where", "colour=1", "--where", "state=nope", "--where", "amount>=much")
    asked = ("view", "claim_board", *conditions, "--order=-zz", "--limit", "x", "--out", "f")
    found = lixia(*asked, "--lang", "en")
    assert found.code == 2
    for said in (
        "no column 'colour'",
        "never holds 'nope'",
        "'much'",
        "no column 'zz'",
        "--limit: 'x'",
        "--out goes with",
        "lixia help view",
    ):
        assert said in found.err, said
