"""What can go wrong at the console: an exit code, a public code and a sentence for each.

Exit 1: a refusal, a finding, or something in the way. Exit 2: wrong usage, or a store or a file to
read is not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.kernel.forms import Wrong

NOTHING: Mapping[str, str] = MappingProxyType({})
FINDING, USAGE, INTERRUPTED = 1, 2, 130

NOT_THERE = frozenset(
    {
        "store_missing",
        "no_folder",
        "not_a_store",
        "bad_uri",
        "vault_missing",
        "not_a_vault",
        "no_bundle",
        "no_features",
        "no_file",
    }
)
"""What means: there is no store, no vault or no file to work with."""

EXTRAS = {
    "rich": "console",
    "openpyxl": "workbooks",
    "python_calamine": "workbooks",
    "pytest": "testing",
    "pytest_bdd": "testing",
    "gherkin": "testing",
    "cloudevents": "feeds",
    "pyarrow": "analysis",
    "duckdb": "analysis",
    "jinja2": "report",
    "segno": "report",
    "typst": "report",
    "fontTools": "report",
    "litestar": "web",
    "uvicorn": "web",
}
"""Packages that a command may lack, and the extra of this distribution that brings them."""


class Trouble(NamedTuple):
    """An error as the console tells it."""

    code: str
    say: Words
    exit: int
    parts: tuple[Words, ...] = ()
    """Each thing that is wrong with a line, where it is told with how the line should be."""
    more: tuple[Words, ...] = ()
    """What helps, each on a line of its own."""

    def sentence(self, lang: str) -> str:
        """Return all of it as one text."""
        return "\n".join(said.text(lang) for said in (self.say, *self.more))


class Usage(Exception):  # noqa: N818 - says what went wrong, as the other classes here do
    """The command line can't be carried out as it stands; nothing was tried.

    ``parts``: each thing that is wrong with the line by itself, where it was read as a whole;
    ``more``: what helps, each on a line of its own.
    """

    def __init__(
        self,
        zh: str,
        en: str,
        code: str = "usage",
        *,
        parts: tuple[Words, ...] = (),
        more: tuple[Words, ...] = (),
    ) -> None:
        super().__init__(zh, en)
        self.say = Words(zh, en)
        self.code = code
        self.parts = parts
        self.more = more


class NotFound(Exception):  # noqa: N818
    """What was asked for is not in the store."""

    def __init__(self, zh: str, en: str, code: str = "not_found") -> None:
        super().__init__(zh, en)
        self.say = Words(zh, en)
        self.code = code


def trouble_of(error: BaseException, shown: Mapping[str, str] = NOTHING) -> Trouble | None:
    """Return what to tell of ``error``; ``None`` if it is none that a person can cause.

    ``shown``: under which options the command line gave what a use case calls by these names.
    """
    if isinstance(error, Usage):
        return Trouble(error.code, error.say, USAGE, error.parts, error.more)
    if isinstance(error, NotFound):
        return Trouble(error.code, error.say, FINDING)
    if isinstance(error, ModuleNotFoundError):
        return _missing(error)
    if isinstance(error, OSError):
        from lixia_domain.kernel.system_errors import words_of

        place, why = error.filename or "", words_of(error)
        said = Words(f"无法读写 {place}：{why.zh}", f"can't read or write {place}: {why.en}")
        return Trouble("file", said, FINDING)
    # Whoever raised one of these has imported them already.
    from lixia_domain.kernel.explained import Explained, Unreadable
    from lixia_domain.kernel.rejection import Rejection

    if isinstance(error, Rejection):
        if (wrong := getattr(error, "wrong", None)) is not None:
            return Trouble(error.code, _unfit(wrong, shown), USAGE)
        return Trouble(error.code, Words(error.sentence("zh"), error.sentence("en")), FINDING)
    if isinstance(error, Unreadable):
        return Trouble(error.code, unreadable(error), USAGE)
    if isinstance(error, Explained):
        exit_code = USAGE if error.code in NOT_THERE else FINDING
        return Trouble(error.code, Words(error.sentence("zh"), error.sentence("en")), exit_code)
    return None


def _unfit(wrong: Sequence[Wrong], shown: Mapping[str, str]) -> Words:
    """Return what does not fit a use case's arguments, each named as the command line names it."""
    from lixia_domain.kernel.rejection import Rejection

    zh, en = [], []
    for one in wrong:
        names = reversed(re.findall(r"\w+", one.where))
        place = next((shown[name] for name in names if name in shown), one.where)
        refusal = Rejection(one.reason, **one.facts)
        zh.append(f"{place}：{refusal.sentence('zh')}")
        en.append(f"{place}: {refusal.sentence('en')}")
    return Words("；".join(zh), "; ".join(en))


def _missing(error: ModuleNotFoundError) -> Trouble | None:
    package = (error.name or "").partition(".")[0]
    if package not in EXTRAS:
        return None
    install = f"pip install 'lixia-domain[{EXTRAS[package]}]'"
    return Trouble(
        "missing_package",
        Words(
            f"本命令需要软件包 {package}，尚未安装；请执行 {install}",
            f"this command needs the package {package}, which is not installed; run {install}",
        ),
        USAGE,
    )


def unreadable(error: ValueError) -> Words:
    """Return the sentence of what could not be read: its text, and why in both languages."""
    text, zh, en = error.args
    return Words(f"“{text}”：{zh}", f"{text!r}: {en}")
