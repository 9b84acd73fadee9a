"""What a person gets wrong: a clear sentence, the right exit code, nothing recorded."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from lixia_adapters.demo.cast import credit_code

from .conftest import CODE, UNVERIFIED, Lixia, head

WRONG_DIGIT = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
CLAIM = f"claim P1 {CODE} {{}} --due 2021-06-30 --id C9 --on 2021-03-05"

REFUSED = {
    "unknown project": (f"claim P9 {CODE} 1 --due 2021-06-30 --on 2021-03-05", "没有这个项目"),
    "unknown enterprise": (
        f"claim P1 {credit_code(904)} 1 --due 2021-06-30 --on 2021-03-05",
        "企业尚未登记",
    ),
    "unknown fund": (CLAIM.format(1) + " --fund F9", "没有这个专项基金"),
    "unknown claim": ("pledge confirm C8 P1 --on 2021-03-05", "没有这笔认捐"),
    "unknown credit": ("bank allocate K8 --to general --on 2021-03-05", "没有这笔到账"),
    "unknown gift": ("receipt issue A 1 --gift K8#1.1 --on 2021-03-05", "没有这笔到账"),
    "unknown disbursement": ("disburse pay D8 --debit a --voucher b --on 2021-03-05", "拨付"),
    "unknown row": ("view project_register --key P9", "P9"),
    "unknown project shown": ("project show P9", "P9"),
    "unknown stream": ("history project-P9", "project-P9"),
    "no stream's name": ("history P9", "P9"),
    "negative amount": (CLAIM.format("-5"), "-5.00"),
    "zero": (CLAIM.format("0"), "0.00"),
    "more than is left": (CLAIM.format("4000.01"), "4,000.00"),
    "unverified enterprise": (CLAIM.format(1).replace(CODE, UNVERIFIED), "尚未核验"),
    "credit code with a wrong digit": (CLAIM.format(1).replace(CODE, WRONG_DIGIT), WRONG_DIGIT),
    "credit code too short": ("enterprise register 123 甲 --on 2021-03-05", "123"),
    "dates run backwards": (CLAIM.format(1).replace("03-05", "03-01"), "project-P1"),
    "a day before any rule": (
        "pledge hardship C1 P1 --finances a --report b --statement c --on 2010-01-01",
        "2010-01-01",
    ),
    "an id used for something else": (
        "project draft P1 --title 别的 --domain 为老服务 --need N1 --line a=1 --on 2021-03-05",
        "助餐（虚构示例）",
    ),
}

MISUSED = {
    "fraction of a fen": (CLAIM.format("1.005"), "AMOUNT"),
    "absurd amount": (CLAIM.format("99999999999999999"), "单位"),
    "no amount": (CLAIM.format("很多"), "很多"),
    "no date": (CLAIM.format(1).replace("2021-06-30", "六月"), "--due"),
    "no such day": (CLAIM.format(1).replace("2021-06-30", "2021-02-30"), "--due"),
    "a day to come": (CLAIM.format(1).replace("2021-03-05", "2999-01-01"), "--on"),
    "no due date": (f"claim P1 {CODE} 1", "--due"),
    "an argument missing": ("claim P1", "CODE"),
    "an option missing": ("project approve P1", "--minutes"),
    "an option without its value": ("project approve P1 --minutes", "--minutes"),
    "an option that is none": ("store info --nonsense", "--nonsense"),
    "one argument too many": ("store info P1", "P1"),
    "a role that is none": (CLAIM.format(1) + " --role king", "king"),
    "a line without amount": (
        "project draft P5 --title t --domain d --need N1 --line 食材 --on 2021-03-05",
        "食材",
    ),
    "a tranche that is no number": (
        "disburse request D1 --project P1 --line a --tranche 0 --amount 1 --payee p "
        "--payee-account t --purpose u",
        "--tranche",
    ),
    "nowhere to go": ("bank allocate K1", "--claim"),
    "an unknown view": ("view nonsense", "project_register"),
    "two formats": ("view claim_board --csv --xlsx", "--csv"),
    "a file for what is printed": ("view claim_board --out x", "--out"),
    "an unknown command": ("clam", "claim"),
    "half a command": ("store", "init"),
    "an unknown store type": ("store info --store oracle://x", "oracle"),
    "a store's address misspelt": ("store info --store sqlite:x.db", "sqlite:///"),
    "an unknown language": ("store info --lang fr", "fr"),
    "a hash that is none": ("team agreement T1 P1 --agreement a --sha256 abc", "64 位十六进制数"),
}


@pytest.mark.parametrize(("line", "names"), REFUSED.values(), ids=REFUSED)
def test_is_refused(lixia: Lixia, programme: Path, line: str, names: str) -> None:
    _nothing_happens(lixia, programme, line, names, code=1)


@pytest.mark.parametrize(("line", "names"), MISUSED.values(), ids=MISUSED)
def test_is_misused(lixia: Lixia, programme: Path, line: str, names: str) -> None:
    _nothing_happens(lixia, programme, line, names, code=2)


def _nothing_happens(lixia: Lixia, path: Path, line: str, names: str, *, code: int) -> None:
    before = head(path)
    found = lixia(*line.split())
    assert found.code == code, found
    assert names in found.err
    assert not found.out
    assert "Traceback" not in found.err
    assert "未预料" not in found.err
    assert head(path) == before


@pytest.mark.parametrize("minutes", ["", "  ", "\udcff", "长" * 1001])
def test_a_text_that_cannot_be_meant_is_misused(
    lixia: Lixia, programme: Path, minutes: str
) -> None:
    before = head(programme)
    found = lixia("project", "approve", "P1", "--minutes", minutes, "--json")
    assert found.code == 2
    assert "--minutes" in found.error["sentence"]
    assert head(programme) == before


STAGES = (
    ("zh", "项目处于“已发布”阶段，不能审核通过"),
    ("en", "the project is published: approving is not possible"),
)


@pytest.mark.parametrize(("lang", "said"), STAGES)
def test_a_refusal_speaks_one_language_only(
    lixia: Lixia, programme: Path, lang: str, said: str
) -> None:
    found = lixia(
        *["project", "approve", "P1", "--minutes", "m", "--on", "2021-03-05"], "--lang", lang
    )
    assert said in found.err


def test_a_missing_file_is_told_in_one_language_only(lixia: Lixia, programme: Path) -> None:
    told = ["bank", "import", "nix.csv", "--on", "2021-03-05"]
    assert "没有这个文件或文件夹" in lixia(*told).err
    assert "No such file" in lixia(*told, "--lang", "en").err


def test_a_hash_may_be_given_by_its_file(lixia: Lixia, programme: Path, tmp_path: Path) -> None:
    (tmp_path / "协议.pdf").write_bytes(b"abc")
    for line in (
        f"team register T1 春风 --lead p:{'0' * 32} --on 2021-03-05",
        "team verify T1 --document d --on 2021-03-05",
        "team agreement T1 P1 --agreement a --sha256 协议.pdf --on 2021-03-05",
    ):
        assert lixia(*line.split()).code == 0
    signed = lixia("history", "team-T1", "--json").json["events"][-1]
    assert signed["data"]["document_hash"] == sha256(b"abc").hexdigest()


@pytest.mark.parametrize(
    "line", ["claim P9 x 1 --due 2021-06-30", "clam", "view nonsense", "store", ""]
)
def test_an_error_for_a_program_is_one_object_on_standard_error(
    lixia: Lixia, programme: Path, line: str
) -> None:
    found = lixia(*line.split(), "--json")
    assert found.code in (1, 2)
    assert not found.out
    assert found.error.keys() == {"code", "sentence"}


@pytest.mark.parametrize(
    ("asked", "said"), [([], "没有这个项目"), (["--lang", "en"], "there is no such project")]
)
def test_errors_speak_the_language_asked_for(
    lixia: Lixia, programme: Path, asked: list[str], said: str
) -> None:
    found = lixia(*f"claim P9 {CODE} 1 --due 2021-06-30 --on 2021-03-05".split(), *asked)
    assert said in found.err


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("LC_ALL", "zh_CN.UTF-8", "没有命令"),
        ("LC_ALL", "en_GB.UTF-8", "there is no command"),
        ("LC_ALL", "C.UTF-8", "there is no command"),
        ("LC_ALL", "C", "there is no command"),
        ("LANG", "POSIX", "there is no command"),
        ("LC_MESSAGES", "zh_TW", "没有命令"),
        ("LANG", "de_DE.UTF-8", "there is no command"),
        ("LANG", "", "没有命令"),
    ],
)
def test_the_language_follows_the_environment(
    lixia: Lixia, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    for name in ("LIXIA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    assert said in lixia("clam").err
    for lang, word in (("zh", "没有命令"), ("en", "there is no command")):
        monkeypatch.setenv("LIXIA_LANG", lang)
        assert word in lixia("clam").err
        other = "en" if lang == "zh" else "zh"
        assert word not in lixia("clam", "--lang", other).err


def test_a_bug_is_told_in_a_sentence_unless_the_traceback_is_asked_for(
    lixia: Lixia, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lixia_domain.application import bootstrap

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(bootstrap, "open_store", broken)
    found = lixia("store", "info", "--json")
    assert (found.code, found.error["code"]) == (1, "unforeseen")
    assert "ZeroDivisionError: boom" in found.error["sentence"]
    monkeypatch.setenv("LIXIA_TRACEBACK", "1")
    found = lixia("store", "info")
    assert found.code == 1
    assert found.err.startswith("Traceback") and found.err.endswith("ZeroDivisionError: boom\n")


READ = (
    "bank import {}",
    "bank import sound.csv --mapping {}",
    "reconcile --statement {}",
    "reconcile --figures --parquet {}",
    "verify --bundle {}",
    "verify --checkpoint {}",
    "verify --proof {}",
    "view project_register --store bundle:///{}",
    "witness add {}",
    "vote import C {} --keys keys",
    "volunteer reference {}",
    f"person register p:{'1' * 32} --kind donor --document d --details {{}}",
    "spec run {}",
)


@pytest.mark.parametrize("line", READ)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_to_read_that_is_not_there_is_wrong_usage(
    lixia: Lixia, programme: Path, line: str, lang: str
) -> None:
    from lixia_adapters.voters import VoterKeys

    Path("sound.csv").write_text("x", "utf-8")
    Path("folder").mkdir()
    VoterKeys(Path("keys")).make("C")
    assert lixia("vault", "init").code == 0
    before = head(programme)
    for name in ("nowhere", "folder"):
        found = lixia(*line.format(name).split(), "--lang", lang, "--json")
        assert (found.code, name in found.error["sentence"], found.out) == (2, True, "")
    assert head(programme) == before
