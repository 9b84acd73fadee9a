"""Where feature files are: those that ship with the library, and those a person names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from lixia_domain.recording.faults import Fault

HERE = Path(__file__).parent
MOST_FILES = 1_000
_ODD = re.compile(r"[\[$\x00-\x1f\x7f]|::")
"""What pytest takes for part of a test's name, or fills in from the environment."""


class NoFeatures(Fault):
    """There is no feature file where one was named."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} 处没有规格文件（.feature）；请核对路径，或用 --builtin 运行自带的规格",
            f"there is no feature file at {place}; check the path, or run those that ship with the "
            "library by --builtin",
            place=place,
        )


class OddPlace(Fault):
    """A feature file lies where pytest would look for something else."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"规格文件的路径不能含有 [ $ :: 或换行等控制字符：{place!r}；请改名或移到别处",
            f"a feature file's path may hold no [, $, :: or control characters: {place!r}; "
            "rename it or move it elsewhere",
            place=place,
        )


class TooManyFeatures(Fault):
    """More feature files were found than anybody means to run at once."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} 下的规格文件超过 {MOST_FILES} 个；请指明其中的目录或文件",
            f"there are more than {MOST_FILES} feature files at {place}; name a folder within it",
            place=place,
        )


def builtin() -> Path:
    """Return the folder of the specs that ship: in the wheel beside this file, else in the tree."""
    shipped = HERE / "features"
    return shipped if shipped.is_dir() else HERE.parents[2] / "features"


def gather(named: Iterable[str | Path]) -> list[Path]:
    """Return the files that are named, and those in folders that are, each once, by name.

    Raises ``NoFeatures`` for a place that has none, ``TooManyFeatures``, and ``OddPlace`` for a
    name that can't be told to pytest.
    """
    found: dict[Path, None] = {}
    for place in map(Path, named):
        files = sorted(islice(_within(place), MOST_FILES + 1))
        if not files:
            raise NoFeatures(str(place))
        if len(files) > MOST_FILES:
            raise TooManyFeatures(str(place))
        for file in files:
            if _ODD.search(str(file.resolve())):
                raise OddPlace(str(file))
        found.update(dict.fromkeys(file.resolve() for file in files))
    return list(found)


def _within(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from (file for file in place.rglob("*.feature") if file.is_file())
    elif place.is_file() and place.suffix == ".feature":
        yield place


def shown(path: Path) -> str:
    """Return ``path`` as a person reads it: built-in ones by name, others from where we are."""
    for base in (builtin(), Path.cwd()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return str(path)
