"""Where feature files are: those that ship with the library, and those a person names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lixia_domain.recording.faults import Fault

HERE = Path(__file__).parent


class NoFeatures(Fault):
    """There is no feature file where one was named."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} 处没有规格文件（.feature）；请核对路径，或用 --builtin 运行自带的规格",
            f"there is no feature file at {place}; check the path, or run those that ship with the "
            "library by --builtin",
            place=place,
        )


def builtin() -> Path:
    """Return the folder of the specs that ship: in the wheel beside this file, else in the tree."""
    shipped = HERE / "features"
    return shipped if shipped.is_dir() else HERE.parents[2] / "features"


def gather(named: Iterable[str | Path]) -> list[Path]:
    """Return the files that are named, and those in folders that are, each once, by name.

    Raises ``NoFeatures`` for a place that has none.
    """
    found: dict[Path, None] = {}
    for place in map(Path, named):
        files = sorted(_within(place))
        if not files:
            raise NoFeatures(str(place))
        found.update(dict.fromkeys(file.resolve() for file in files))
    return list(found)


def _within(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from place.rglob("*.feature")
    elif place.is_file():
        yield place


def shown(path: Path) -> str:
    """Return ``path`` as a person reads it: built-in ones by name, others from where we are."""
    for base in (builtin(), Path.cwd()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return str(path)
