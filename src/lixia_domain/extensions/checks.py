"""What is asked of extensions before anything of them is used: names that are theirs alone.

Whether a name is one of ours is asked where ours are known: of views in ``shown``, of the modules
of use cases in ``application.chapters``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from lixia_domain.extensions import Installed
from lixia_domain.extensions.faults import OURS, BadExtension, Clash
from lixia_domain.extensions.held import unfit
from lixia_domain.kernel.view import ReadModel, with_sources
from lixia_domain.kernel.words import Words
from lixia_domain.recording.catalogue import AGGREGATES

VIEW = Words("视图", "view")
TITLE = Words("视图标题", "title of a view")
CATEGORY = Words("流的类别", "category of streams")
FACT = Words("事实", "fact")
MODULE = Words("办理事项所在模块", "module of use cases")


def check(found: Sequence[Installed]) -> None:
    """Raise ``Clash`` or ``BadExtension`` for the first thing that is wrong with what was found."""
    for one in found:
        for wrong in unfit(one.extension):
            raise BadExtension(one.distribution, *wrong)
    owners: dict[tuple[str, str], tuple[str, Any]] = {
        (CATEGORY.en, name): (OURS, None) for name in AGGREGATES
    }
    for one in found:
        for what, name, thing in _declared(one):
            owner, first = owners.setdefault((what.en, name), (one.distribution, thing))
            if owner != one.distribution and first is not thing:
                raise Clash(owner, one.distribution, what, name)
    entries = Counter(one.distribution for one in found)
    for one in found:
        if (count := entries[one.distribution]) > 1:
            raise BadExtension(
                one.distribution,
                f"它登记了 {count} 个扩展，只能有一个",
                f"it names {count} extensions, and may name one",
            )
        for zh, en in _wrong(one):
            raise BadExtension(one.distribution, zh, en)


def _declared(one: Installed) -> Iterator[tuple[Words, str, Any]]:
    """Yield what an extension declares under a name, each with the thing itself."""
    views = one.extension.views
    for view in (*views, *(source for source in with_sources(views) if source not in views)):
        yield VIEW, view.name, view
    for view in views:
        for said in titles(view):
            yield TITLE, said, view
    for decider in one.extension.deciders:
        yield CATEGORY, decider.category, decider
        for cls in decider.events:
            yield FACT, cls.event_name, cls
    for module in one.extension.use_cases:
        yield MODULE, module.rpartition(".")[2], module


def titles(view: ReadModel) -> Iterator[str]:
    """Yield what a person may type for a view, in whatever case."""
    yield from dict.fromkeys(said.casefold() for said in (view.name, view.title, view.title_en))


def _wrong(one: Installed) -> Iterator[tuple[str, str]]:
    """Yield what an extension does otherwise than it must, in Chinese and in English."""
    if one.extension.deciders and re.fullmatch("[a-z_]+", one.prefix) is None:
        yield (
            "带有事实的发行包，名称只能由字母和连字符组成",
            "a distribution may have nothing but letters and hyphens in its name",
        )
    named = Counter((what, name) for what, name, _ in _declared(one))
    for (what, name), times in named.items():
        if times > 1:
            yield (
                f"{times} 次声明{what.zh} {name}",
                f"the {what.en} {name} is declared {times} times",
            )
    for view in one.extension.views:
        if re.fullmatch("[a-z][a-z0-9_]*", view.name) is None:
            yield (
                f"视图名 {view.name!r} 只能由小写字母、数字和下划线组成",
                f"the view's name {view.name!r} may have a-z, digits and _ only",
            )
    upcasters = set(one.extension.upcasters)
    for decider in one.extension.deciders:
        category = decider.category
        if not re.fullmatch(f"{one.prefix}[a-z_]+", category):
            yield (
                f"流的类别 {category} 应以 {one.prefix} 开头",
                f"the category of streams {category} must open with {one.prefix}",
            )
        for cls in decider.events:
            if cls.event_name.partition(".")[0] != category:
                yield (
                    f"事实 {cls.event_name} 应以 {category}. 开头",
                    f"the fact {cls.event_name} must open with {category}.",
                )
            if cls.confirms_clock:
                yield (
                    f"事实 {cls.event_name} 不得确认时钟",
                    f"the fact {cls.event_name} must not confirm the clock",
                )
            past = {(cls.event_name, version) for version in range(1, cls.event_version)}
            if not past <= upcasters:
                yield (
                    f"事实 {cls.event_name} 缺少旧版本的升级函数",
                    f"the fact {cls.event_name} lacks upcasters of its past versions",
                )
            upcasters -= past
    for name, version in sorted(upcasters):
        yield (
            f"升级函数 {name} 第 {version} 版没有对应的事实",
            f"there is no fact for the upcaster of {name}, version {version}",
        )
