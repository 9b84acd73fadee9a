"""What the file of views is made of, to the letter: SQL that others add shows other rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from lixia_adapters.sqlite_own import PLANNER

Form = Mapping[tuple[str, str], str | None]
"""Kind and name → the SQL that made it."""


def differing(
    there: Iterable[tuple[str, str, str | None]], form: Form, others: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what is in the file and is not of ``form``, and what of it is missing.

    ``others`` are tables of builds that are under way.
    """
    seen = set()
    for kind, name, sql in there:
        seen.add((kind, name))
        if PLANNER.get((kind, name, name)) == sql is not None:
            continue
        if (kind, name) not in form:
            if kind != "table" or name not in others:
                yield (
                    f"视图文件中有不属于它的 {kind} {name!r}",
                    f"there is a {kind} {name!r} in the file of views that is no part of it",
                )
        elif sql != form[kind, name]:
            yield (
                f"视图文件中 {kind} {name} 的定义被改动",
                f"in the file of views the definition of {kind} {name} was changed",
            )
    for kind, name in form.keys() - seen:
        yield (
            f"视图文件中缺少 {kind} {name}",
            f"the {kind} {name} is missing from the file of views",
        )
