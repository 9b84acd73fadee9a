"""How a script that showed a fault is played today, and what it must be told."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import field, frozen

from lixia_domain.kernel.rejection import Rejection

HERE = Path(__file__).parent
KEPT = Path("shared", "data", "faults")
STOPPED = "stopped"


@frozen
class Answer:
    """What a script must print: each of ``says`` matches a line of it, none of ``never`` does."""

    of: tuple[str, ...]
    """The situations of the domain (DOMAIN §7) that it is about."""
    says: tuple[str, ...] = ()
    """None only while it awaits something."""
    never: tuple[str, ...] = ()
    awaits: str = ""
    """What it is not answered for yet; then it is not run."""

    def lacks(self, told: str, never: tuple[str, ...] = ()) -> list[str]:
        """Return what is missing, and what should not stand there, be it by the script's end."""
        missing = [f"missing: {one}" for one in self.says if not _stands(one, told)]
        wrong = [f"there is: {one}" for one in (*self.never, *never) if _stands(one, told)]
        if _stands(f"^{STOPPED}", told) and not any(STOPPED in one for one in self.says):
            wrong.append("the script was stopped by a refusal that nobody expects")
        return [*missing, *wrong]


def _stands(pattern: str, told: str) -> bool:
    return re.search(pattern, told, re.M) is not None


@frozen
class Chapter:
    """The scripts of one folder: their answers, and what of them is said otherwise today."""

    folder: str
    """Of the scripts, and of the office that they begin with."""
    answers: Mapping[str, Answer]
    moved: Mapping[str, str] = field(factory=dict)
    """Where what the scripts import lies today."""
    changed: Mapping[str, Mapping[str, str]] = field(factory=dict)
    """What is changed in a script: its text, and what is put there."""
    never: tuple[str, ...] = ()
    """What no script of the chapter may print."""

    @property
    def scripts(self) -> Path | None:
        """Where the scripts lie, if they are beside this repository."""
        places = (up / KEPT / self.folder for up in HERE.parents)
        return next((place for place in places if place.is_dir()), None)

    @property
    def office(self) -> list[Path]:
        """The modules that the scripts begin with."""
        return sorted((HERE / "offices" / self.folder).glob("*.py"))

    def text(self, script: Path) -> str:
        """Return a script as it is played today; what is to be changed must stand in it."""
        text = script.read_text("utf-8")
        for was, now in self.moved.items():
            text = text.replace(was, now)
        for was, now in self.changed.get(script.stem, {}).items():
            assert was in text, f"{script.stem} does not say {was} any more"
            text = text.replace(was, now)
        return text

    def set_up(self, folder: Path) -> None:
        """Write the scripts, as they are played, into a folder, and the office beside them."""
        assert self.scripts is not None
        for name in self.answers:
            written = self.text(self.scripts / f"{name}.py")
            (folder / f"{name}.py").write_text(written, "utf-8")
        for module in self.office:
            shutil.copy(module, folder)

    def play(self, name: str, folder: Path) -> None:
        """Play a script, which prints what it is told; what stops it is told as well."""
        file = folder / f"{name}.py"
        with self._modules_of(folder):
            try:
                code = compile(file.read_text("utf-8"), file, "exec")
                exec(code, {"__name__": "__main__", "__file__": str(file)})
            except Rejection as refusal:
                print(f"{STOPPED}  {refusal.reason.code}")

    @contextmanager
    def _modules_of(self, folder: Path) -> Iterator[None]:
        """Have the folder's modules imported anew, and the stores that they opened closed."""
        names = {*self.answers, *(module.stem for module in self.office)}
        sys.path.insert(0, str(folder))
        try:
            yield
        finally:
            sys.path.remove(str(folder))
            for module in (sys.modules.pop(name, None) for name in sorted(names)):
                for store in getattr(module, "OPENED", ()):
                    with suppress(Exception):  # one that a script has closed, or lost
                        store.close()
