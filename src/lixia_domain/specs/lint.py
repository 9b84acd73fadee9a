"""What is wrong with a feature file, in Chinese, naming file and line.

What keeps a file from being read as it was meant is *fatal*: nothing of it is run. Gherkin takes
a mistyped keyword for a description and would pass over it in silence; here it is found.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from attrs import frozen
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.gherkin_parser import get_gherkin_document
from pytest_bdd.parser import Feature, FeatureParser, Scenario, ScenarioTemplate, Step

from lixia_domain.kernel.visible import visible
from lixia_domain.specs import places
from lixia_domain.specs.keywords import BLOCKS, MEANT, STEPS, bad_word, wide_colon
from lixia_domain.specs.words import find, keyword_of, misread, nearest, told
from lixia_domain.testing.steps.sentences import Sentence

FEW = 20
"""As many words are all named; of more, those that come near."""
LARGEST, MOST_LINES, LONGEST_LINE = 2**20, 20_000, 1_000
"""Bytes and lines of a file, and characters of a line."""
MOST_SCENARIOS, MOST_STEPS, MOST_ROWS = 1_000, 20_000, 1_000
"""Of a file, each example counted; and rows of one table."""
LONGEST_STEP = 20_000
"""Characters of a step with its text, filled in with the longest of its examples."""
MOST_PROBLEMS = 30
"""Of a file; to find what comes near takes its time."""


@frozen
class Problem:
    """Something to put right. ``fix``: ``lint --fix`` does it by itself."""

    file: str
    line: int
    code: str
    zh: str
    en: str
    fatal: bool = False
    fix: bool = False

    def sentence(self, lang: str = "zh") -> str:
        """Say it, with its place."""
        if lang == "en":
            return f"{self.file}:{self.line}: {self.en}"
        return f"{self.file} 第 {self.line} 行：{self.zh}"


class BadFeature(Exception):  # noqa: N818 - says what is bad
    """A feature file that can't be run as it stands."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(visible(one.sentence()) for one in self.problems))


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and its encoding: UTF-8, else what Chinese Windows writes.

    Raises ``UnicodeDecodeError`` for none of those.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    if any(word in text for word in BLOCKS):  # almost anything decodes: does it make sense, too?
        return text, "gb18030"
    raise UnicodeDecodeError("gb18030", data, 0, len(data), "no word of a feature file in it")


def fatal(path: Path) -> list[Problem]:
    """Return what keeps ``path`` from being run."""
    return [problem for problem in lint(path) if problem.fatal]


def lint(path: Path) -> list[Problem]:
    """Return all that is wrong with ``path``, in order of lines."""
    file = places.shown(path)
    with path.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        return [_too_much(file, 1, "文件大于 1 MB", "the file is larger than 1 MB")]
    try:
        text, encoding = decode(data)
    except UnicodeDecodeError:
        zh, en = "不是文字文件，或编码无法识别；请存为 UTF-8", "no text, or of no encoding we know"
        return [Problem(file, 1, "encoding", zh, en, fatal=True)]
    if encoding != "utf-8":
        zh = f"文件的编码是 {encoding.upper()}，请存为 UTF-8（lint --fix 可代为转换）"
        en = f"the file is in {encoding}; save it as UTF-8 (lint --fix does)"
        return [Problem(file, 1, "encoding", zh, en, fatal=True, fix=True)]
    if not text.strip():
        zh, en = "文件是空的", "the file is empty"
        return [Problem(file, 1, "empty", zh, en, fatal=True)]
    if data.startswith(BOM_UTF8):
        zh = "文件开头有字节顺序标记（BOM），请去掉（lint --fix 可代为去掉）"
        en = "the file opens with a byte order mark; take it out (lint --fix does)"
        return [Problem(file, 1, "encoding", zh, en, fatal=True, fix=True)]
    found = [*_lines(file, text)]
    if not any(problem.fatal for problem in found):
        found += islice(_parsed(file, path), MOST_PROBLEMS)
    return sorted(found, key=lambda problem: problem.line)


def _too_much(file: str, line: int, zh: str, en: str) -> Problem:
    return Problem(file, line, "too_much", f"{zh}，请拆分成几个规格", f"{en}; split it", fatal=True)


def _lines(file: str, text: str) -> Iterator[Problem]:
    lines = text.splitlines()
    longest = max(range(len(lines)), key=lambda at: len(lines[at]))
    if len(lines) > MOST_LINES:
        yield _too_much(file, MOST_LINES, f"超过 {MOST_LINES} 行", f"more than {MOST_LINES} lines")
        return
    if len(lines[longest]) > LONGEST_LINE:
        zh, en = f"这一行超过 {LONGEST_LINE} 个字", f"this line exceeds {LONGEST_LINE} characters"
        yield _too_much(file, longest + 1, zh, en)
        return
    if not any(re.match(r"\s*#\s*language\s*:\s*zh-CN\s*$", line) for line in lines[:3]):
        zh = "第一行应为“# language: zh-CN”，否则不认识中文关键字"
        en = "the first line should be '# language: zh-CN', or no Chinese keyword is known"
        yield Problem(file, 1, "language", zh, en, fatal=True, fix=True)
    quoted = False
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith(('"""', "```")):
            quoted = not quoted
        if quoted or bare.startswith("#"):
            continue
        if "\t" in line[: len(line) - len(line.lstrip())]:
            zh, en = "行首是制表符，请改为空格", "the line opens with a tab; use blanks"
            yield Problem(file, number, "tab", zh, en, fix=True)
        if word := wide_colon(bare):
            zh = f"“{word}”后面是全角冒号“：”，请改为半角“:”"
            en = f"a full-width colon follows {word!r}; use ':'"
            yield Problem(file, number, "wide_colon", zh, en, fatal=True, fix=True)
        elif found := bad_word(bare):
            wrong, right = found
            zh, en = f"“{wrong}”不是关键字，应为“{right}”", f"{wrong!r} is no keyword: {right!r}"
            yield Problem(file, number, "keyword", zh, en, fatal=True, fix=wrong in MEANT)


def _parsed(file: str, path: Path) -> Iterator[Problem]:
    try:
        feature = FeatureParser(str(path.parent), path.name).parse()  # not pytest-bdd's cache
    except GherkinParseError as error:
        yield from _unparsed(file, error, path.read_text("utf-8-sig").splitlines())
        return
    names = Counter(_scenario_names(path))
    for name, times in names.items():
        if times > 1:
            zh = f"有 {times} 个场景都叫“{name}”，只会执行最后一个；请改名"
            en = f"{times} scenarios are called {name!r} and only one would run; rename them"
            line = feature.scenarios[name].line_number
            yield Problem(file, line, "same_name", zh, en, fatal=True)
    if not feature.scenarios:
        zh = "没有任何场景；场景须以“场景:”开头，请核对有没有写错的字"
        en = "there is no scenario; each opens with '场景:': look for a slip"
        yield Problem(file, feature.line_number, "empty", zh, en, fatal=True)
    if problem := _oversized(file, feature):
        yield problem
        return
    yield from _hidden(file, feature, path.read_text("utf-8").splitlines())
    for template in feature.scenarios.values():
        yield from _steps(file, template)


def _oversized(file: str, feature: Feature) -> Problem | None:
    """Find what would take hours to run, before any of it is filled in."""
    scenarios = steps = 0
    for template in feature.scenarios.values():
        tables = [table.examples for table in template.examples]
        runs = sum(map(len, tables)) or 1
        scenarios, steps = scenarios + runs, steps + runs * len(template.steps)
        line = template.line_number
        if scenarios > MOST_SCENARIOS:
            zh, en = f"例子超过 {MOST_SCENARIOS} 个", f"more than {MOST_SCENARIOS} examples"
            return _too_much(file, line, f"到这个场景为止，场景与{zh}", f"scenarios and {en}")
        if steps > MOST_STEPS:
            zh, en = f"要执行的步骤超过 {MOST_STEPS} 步", f"more than {MOST_STEPS} steps to run"
            return _too_much(file, line, f"到这个场景为止，{zh}", en)
        cell = max((len(one) for rows in tables for row in rows for one in row), default=0)
        for step in template.steps:
            told = [step.name, step.docstring or ""]
            rows = step.datatable.raw() if step.datatable is not None else []
            told += [str(one) for row in rows for one in row]
            if len(rows) > MOST_ROWS:
                zh, en = f"表格超过 {MOST_ROWS} 行", f"a table of more than {MOST_ROWS} rows"
                return _too_much(file, step.line_number, zh, en)
            if max(len(one) + one.count("<") * cell for one in told) > LONGEST_STEP:
                zh, en = (
                    "代入例子后，这一步过长",
                    "with its examples filled in, this step is too long",
                )
                return _too_much(file, step.line_number, zh, en)
    return None


def _scenario_names(path: Path) -> Iterator[str]:
    children = list(get_gherkin_document(str(path)).feature.children)
    for child in [c for top in children for c in (top, *(top.rule.children if top.rule else ()))]:
        if child.scenario:
            yield child.scenario.name


def _unparsed(file: str, error: GherkinParseError, lines: list[str]) -> Iterator[Problem]:
    line = error.line
    told = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    word = re.split(r"[\s:：]", told, maxsplit=1)[0]
    near = get_close_matches(word, [*STEPS, *BLOCKS], 1, 0.3)
    hint = f"，是否想写“{near[0]}”" if near else ""
    zh = f"读不懂“{told}”{hint}；每一步都以 假如、当、那么、而且、但是 开头"
    en = f"can't read {told!r}; every step opens with one of {', '.join(STEPS)}"
    yield Problem(file, line, "syntax", zh, en, fatal=True)


def _hidden(file: str, feature: Feature, lines: list[str]) -> Iterator[Problem]:
    """Find steps that Gherkin took for a description: their keyword, or the one above, is wrong."""
    run = {step.line_number for told in feature.scenarios.values() for step in told.steps}
    quoted = False
    for number, line in enumerate(lines, 1):
        quoted ^= line.strip().startswith(('"""', "```"))
        keyword, _, rest = line.strip().partition(" ")
        if quoted or keyword.startswith("#") or number in run or find(rest.strip()) is None:
            continue
        if keyword in STEPS:
            zh = f"“{line.strip()}”不在任何场景里，不会被执行；请核对上面的“场景:”是否写错"
            en = f"{line.strip()!r} stands in no scenario: is a '场景:' above it misspelt?"
        else:
            near = "、".join(get_close_matches(keyword, STEPS, 2, 0.3) or ("假如", "当", "那么"))
            zh = f"“{line.strip()}”像是一步，但“{keyword}”不是关键字（是否想写 {near}），不会被执行"
            en = f"{line.strip()!r} looks like a step, but {keyword!r} is no keyword; near: {near}"
        yield Problem(file, number, "hidden", zh, en, fatal=True)


def _steps(file: str, template: ScenarioTemplate) -> Iterator[Problem]:
    seen: set[tuple[int, str]] = set()
    for scenario in told(template):
        for problem in (*_unknown(file, scenario), *contradictions(file, scenario)):
            if (problem.line, problem.code) not in seen:
                seen.add((problem.line, problem.code))
                yield problem


def _unknown(file: str, scenario: Scenario) -> Iterator[Problem]:
    for step in scenario.steps:
        keyword, one = keyword_of(step), find(step.name)
        if "<" in step.name and re.search(r"<[^<>]+>", step.name):
            zh, en = f"“{step.name}”中的参数不在例子的表头里", "an example column is missing"
            yield Problem(file, step.line_number, "parameter", zh, en)
        elif one is None and (bad := misread(step.name)) is not None:
            yield Problem(file, step.line_number, "bad_value", *bad)
        elif one is None:
            near = nearest(step.name)
            zh = f"没有“{step.name}”这句话"
            zh += f"；相近的有：{'；'.join(near)}" if near else "；lixia spec steps 列出全部"
            en = f"there is no sentence {step.name!r}; near: {'; '.join(near) or 'none'}"
            yield Problem(file, step.line_number, "unknown_step", zh, en)
        elif keyword not in one.keywords:
            right = "”或“".join(one.keywords)
            zh = f"“{step.name}”应放在“{right}”之后，不是“{keyword}”"
            en = f"{step.name!r} goes with {' or '.join(one.keywords)}, not with {keyword}"
            yield Problem(file, step.line_number, "wrong_place", zh, en)
        else:
            yield from _words(file, step, one)


def _words(file: str, step: Step, one: Sentence) -> Iterator[Problem]:
    """Find words that a sentence, or its table's head, takes only some of, and not these."""
    heads = step.datatable.raw()[0] if step.datatable is not None else ()
    for word, known in one.refused(step.name, map(str, heads)):
        like = known if len(known) <= FEW else get_close_matches(word, known, 5, 0.3)
        there = like or list(known)[:FEW]
        zh = f"“{word}”不是这句话认得的词，可用：{'、'.join(there)}"
        en = f"this sentence does not know {word!r}; known: {', '.join(there)}"
        yield Problem(file, step.line_number, "unknown_word", zh, en)


def contradictions(file: str, scenario: Scenario) -> Iterator[Problem]:
    """Find 假如 that can't both be so, where the sentences alone tell."""
    said: dict[str, tuple[str, int]] = {}
    for step in scenario.steps:
        one = find(step.name) if step.type == "given" else None
        if one is None:
            continue
        for subject in subjects(one.text, step.name, one.family):
            before = said.setdefault(subject, (step.name, step.line_number))
            if before[0] != step.name:
                zh = f"“{step.name}”与第 {before[1]} 行“{before[0]}”矛盾"
                en = f"{step.name!r} contradicts line {before[1]}: {before[0]!r}"
                yield Problem(file, step.line_number, "contradiction", zh, en)
    spoken = [(one, s) for s in scenario.steps if (one := find(s.name)) is not None]
    for one, step in spoken:
        first, other = spoken[0]
        if one.family != first.family:
            zh = f"“{step.name}”与第 {other.line_number} 行“{other.name}”不能在一个场景里："
            zh += "一句说已有的历史，一句说从头开始的模型；请分成两个场景"
            en = f"{step.name!r} can't share a scenario with line {other.line_number}: "
            en += "one speaks of a history, the other of a fresh model; make two of it"
            yield Problem(file, step.line_number, "two_families", zh, en)
            return


def subjects(declared: str, text: str, family: str) -> Iterator[str]:
    """Yield what a 假如 settles once for all: the moment of a history, a project's beginning."""
    if family == "history":
        if declared.startswith(("历史截至", "全部历史")):
            yield "moment"
        elif declared.startswith("历史属于"):
            yield "district"
    elif re.match(r'项目"\{project\}"已(发布|立项)', declared):
        yield "project " + text.split('"')[1] if '"' in text else "project " + text
