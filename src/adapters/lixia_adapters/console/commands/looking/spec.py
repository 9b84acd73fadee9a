"""``lixia spec``: what auditors read, write and run themselves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import number, text
from lixia_adapters.console.frame.trouble import FINDING, USAGE, Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.specs.lint import Problem
    from lixia_domain.specs.words import Known

FILES = option("[FILES …]", "规格文件（.feature）或目录", "feature files, or folders of them", text)
BUILTIN = option("[--builtin]", "自带的全部规格", "the specs that ship")


def _needed(invocation: Invocation) -> None:
    """Say what to install where pytest-bdd is missing."""
    from importlib.util import find_spec

    if find_spec("pytest_bdd") is None:
        raise Usage(
            "运行规格需要 pytest-bdd：pip install 'lixia-domain[testing]'",
            "specs need pytest-bdd: pip install 'lixia-domain[testing]'",
            "extra_missing",
        )


def _files(invocation: Invocation) -> list[Path]:
    from lixia_domain.specs.places import builtin, gather

    _needed(invocation)
    named = [*invocation["files"], *([builtin()] if invocation["builtin"] else [])]
    if not named:
        raise Usage(
            "缺少规格文件；请写明文件或目录，或用 --builtin 运行自带的规格",
            "which specs? name files or folders, or take those that ship by --builtin",
            "missing_option",
        )
    return gather(named)


def _run(invocation: Invocation) -> Answer:
    from lixia_domain.specs.lint import fatal
    from lixia_domain.specs.run import NeedsXdist, run

    files = _files(invocation)
    problems = [problem for file in files for problem in fatal(file)]
    if problems:
        return _problems(invocation, problems, 2)
    uri = invocation["store"] or invocation.environ.get("LIXIA_STORE")
    report = Path(invocation["report"]) if invocation["report"] else None
    try:
        outcome = run(files, uri=uri, report=report, jobs=invocation["jobs"])
    except NeedsXdist as missing:
        raise Usage(missing.zh, missing.en, "extra_missing") from missing
    return _outcome(invocation, outcome, report)


def _outcome(invocation: Invocation, outcome: Any, report: Path | None) -> Answer:
    from lixia_domain.specs.outcome import FAILED, PASSED, SKIPPED, plain
    from lixia_domain.specs.page import PAGE

    failed, skipped = outcome.count(FAILED), outcome.count(SKIPPED)
    passed = outcome.count(PASSED)
    said: list[Table | Words] = []
    for result in outcome.results:
        if result.outcome == FAILED:
            name = f"{result.scenario}{f'（{result.example}）' if result.example else ''}"
            said.append(Words(f"✗ {name}", f"✗ {name}"))
            said += _below(result.why, result.why_en)
    skipped_for = {(r.why, r.why_en) for r in outcome.results if r.outcome == SKIPPED}
    said.extend(Words(f"– {zh}", f"– {en}") for zh, en in sorted(skipped_for))
    said.append(
        Words(
            f"通过 {passed}，不通过 {failed}，未执行 {skipped}",
            f"{passed} passed, {failed} failed, {skipped} not run",
        )
    )
    if store := outcome.store:
        at, mark = store["position"], store["fingerprint"]
        said.append(
            Words(
                f"{store['district']}账库 {store['uri']}，停在第 {at} 条，指纹 {mark}",
                f"store {store['uri']} of {store['district']}, up to position {at}, "
                f"fingerprint {mark}",
            )
        )
        said.append(Words(store["roster"], store["roster_en"]))
    if report is not None:
        said.append(Words(f"报告：{report / PAGE}", f"report: {report / PAGE}"))
    nothing = not passed and not failed
    return Answer(plain(outcome), said, FINDING if failed else USAGE if nothing else 0)


def _problems(invocation: Invocation, problems: list[Problem], code: int, *more: Words) -> Answer:
    data = [
        {
            "file": p.file,
            "line": p.line,
            "code": p.code,
            "sentence": p.sentence(invocation.lang),
            "fatal": p.fatal,
            "fix": p.fix,
        }
        for p in problems
    ]
    shown = [Words(p.sentence("zh"), p.sentence("en")) for p in problems]
    return Answer(data, [*shown, *more], code)


def _list(invocation: Invocation) -> Answer:
    from lixia_domain.specs.places import shown
    from lixia_domain.specs.words import scenarios

    invocation.values = {
        **invocation.values,
        "builtin": invocation["builtin"] or not invocation["files"],
    }
    found = [(shown(file), t) for file in _files(invocation) for t in scenarios(file)]
    data = [
        {
            "file": file,
            "line": template.line_number,
            "feature": template.feature.name,
            "rule": template.rule.name if template.rule else "",
            "scenario": template.name,
            "tags": sorted(template.tags),
        }
        for file, template in found
    ]
    heads = [invocation.text(say) for say in (Words("规格", "spec"), Words("规则", "rule"))]
    heads += [invocation.text(say) for say in (Words("场景", "scenario"), Words("标签", "tags"))]
    rows = [
        [f"{file}:{t.line_number}", t.rule.name if t.rule else "", t.name, " ".join(sorted(t.tags))]
        for file, t in found
    ]
    title = invocation.text(Words(f"规格 · {len(rows)} 个场景", f"Specs: {len(rows)} scenarios"))
    return Answer(data, [Table(title, heads, rows)])


def _steps(invocation: Invocation) -> Answer:
    from lixia_domain.specs.words import known

    _needed(invocation)
    asked = invocation["find"] or ""
    found = [one for one in known() if asked in one.text + one.example]
    data = [
        {
            "sentence": one.text,
            "keywords": list(one.keywords),
            "family": one.family,
            "example": one.example,
            "where": one.where,
            "takes": {name: list(words) for name, words in one.takes.items()},
        }
        for one in found
    ]
    said: list[Table | Words] = []
    for family in dict.fromkeys(one.family for one in found):
        titles = {
            "规则": Words("# 规则：从空白的内存模型开始", "# Rules: from a fresh model in memory"),
            "历史": Words("# 历史：只读给定的账库（--store）", "# History: reads the store given"),
        }
        said.append(titles[family])
        for one in found:
            if one.family == family:
                said += _sentence(one)
    return Answer(data, said)


def _below(zh: str, en: str) -> Iterator[Words]:
    """Yield why something does not hold, each line of it a little to the right."""
    for lines in zip_longest(zh.split("\n"), en.split("\n"), fillvalue=""):
        yield Words(*(f"  {line}" for line in lines))


def _sentence(one: Known) -> Iterator[Words]:
    """Yield a sentence with its example, and the words that its placeholders take."""
    yield Words("", "")
    lines = [f"{'、'.join(one.keywords)}  {one.text}"]
    lines += [f"    {part}" for part in one.example.splitlines()]
    yield from (Words(line, line) for line in lines)
    for words in one.takes.values():
        if taken := "、".join(word for word in words if not word.isascii()):
            yield Words(f"    可写：{taken}", f"    takes: {taken}")


def _lint(invocation: Invocation) -> Answer:
    from lixia_domain.specs.fix import fix
    from lixia_domain.specs.lint import lint

    files = _files(invocation)
    done = [file for file in files if invocation["fix"] and fix(file)]
    problems = [problem for file in files for problem in lint(file)]
    said = [Words(f"已修正 {file}", f"put right: {file}") for file in done]
    said.append(
        Words(
            f"检查了 {len(files)} 个文件，{len(problems)} 处有待改正",
            f"{len(files)} files looked at, {len(problems)} things to put right",
        )
    )
    return _problems(invocation, problems, FINDING if problems else 0, *said)


COMMANDS = (
    Command(
        "spec run",
        Words("运行规格", "run specs"),
        (
            FILES,
            BUILTIN,
            option(
                "[--report DIR]",
                "报告写入的目录（网页、JUnit、cucumber JSON）",
                "folder for the report (page, JUnit, cucumber JSON)",
                text,
            ),
            option(
                "[--jobs N]",
                "同时执行的进程数（需 pytest-xdist）",
                "processes at once (needs pytest-xdist)",
                number,
            ),
        ),
        _run,
    ),
    Command(
        "spec list", Words("列出规格与场景", "list specs and scenarios"), (FILES, BUILTIN), _list
    ),
    Command(
        "spec steps",
        Words("能写的句子，各有一例", "sentences, each by example"),
        (option("[--find TEXT]", "只列出含有此文字的句子", "only sentences with this text", text),),
        _steps,
    ),
    Command(
        "spec lint",
        Words("检查规格文件", "look for slips in spec files"),
        (
            FILES,
            BUILTIN,
            option(
                "[--fix]",
                "改正能确定的：编码、全角冒号、制表符、关键字",
                "put right what is certain: encoding, colons, tabs, keywords",
            ),
        ),
        _lint,
    ),
)
