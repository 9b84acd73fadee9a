"""What is said where an extension can't be used: whose it is, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lixia_domain.kernel.words import Words
from lixia_domain.recording.faults import Fault

OURS = "lixia-domain"


class BadExtension(Fault):
    """An installed distribution brings an extension that can't be used."""

    def __init__(self, distribution: str, zh: str, en: str) -> None:
        super().__init__(
            f"发行包 {distribution} 的扩展无法使用：{zh}；请更正或卸载该发行包",
            f"the extension of distribution {distribution} can't be used: {en}; "
            "mend that distribution or uninstall it",
            distribution=distribution,
        )
        self.distribution = distribution


class Clash(Fault):
    """Two distributions declare the same thing."""

    def __init__(self, one: str, other: str, what: Words, name: str) -> None:
        super().__init__(
            f"发行包 {one} 与 {other} 都声明了{what.zh} {name}；请卸载其一，或请其作者改名",
            f"distributions {one} and {other} both declare the {what.en} {name}; uninstall one of "
            "them, or ask its authors to rename it",
            distributions=(one, other),
            what=what,
            name=name,
        )
        self.distributions = (one, other)


@contextmanager
def blaming(distribution: str, what: Words) -> Iterator[None]:
    """Make ``BadExtension`` of whatever an extension's own code raises in here.

    ``what`` is being done. A module that ends the program as it is imported is caught too.
    """
    try:
        yield
    except (Exception, SystemExit) as error:
        why = " ".join(f"{type(error).__name__}: {error}".split())
        raise BadExtension(
            distribution, f"{what.zh}时出错（{why}）", f"{what.en} fails ({why})"
        ) from error
