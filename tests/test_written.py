"""Files that we write: modes by purpose, links refused, and no other way to write in the source."""

from __future__ import annotations

import ast
import errno
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lixia_domain import written

SOURCE = Path(__file__).resolve().parents[1] / "src"
ROOM = SOURCE / "lixia_domain/written.py"
FORGER = SOURCE / "lixia_domain/testing/contracts/forger"
"""Suites for others' tests, which forge files as no program of ours would write them."""
WRITING = {
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "chmod",
    "touch",
    "symlink",
    "symlink_to",
    "hardlink_to",
    "link",
    "mkstemp",
    "mktemp",
    "NamedTemporaryFile",
    "truncate",
    "copyfile",
    "copytree",
    "move",
    "to_csv",
}
"""Functions and methods that make, change or put files, whatever they are called on."""
OF_MODULES = {("os", "replace"), ("os", "rename"), ("os", "open"), ("os", "write")}
ELSEWHERE = {
    "lixia_adapters/key_file.py: os.open": "reading",
    "lixia_adapters/plain_file.py: os.open": "reading",
    "lixia_adapters/console/main.py: os.open": "the null device, in place of a closed pipe",
}
"""Calls that write nothing of ours."""
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
ROOT = os.name == "posix" and os.geteuid() == 0


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node, ast.unparse(node.func)


def opens_to_write(node: ast.Call, name: str) -> bool:
    """Tell whether a call is an ``open`` in another mode than reading, or one not to be told."""
    if name.rpartition(".")[2] != "open" or name in ("os.open", "it.open"):
        return False
    told = [*node.args, *(each.value for each in node.keywords if each.arg == "mode")]
    modes = [each.value for each in told if isinstance(each, ast.Constant)]
    return any(isinstance(one, str) and set(one) <= set("rwxabt+") and set(one) & set("wxa+")
               for one in modes)  # fmt: skip


def test_nothing_else_in_the_source_writes_a_file() -> None:
    found = set()
    for path, node, name in calls():
        module, _, called = name.rpartition(".")
        place = f"{path.relative_to(SOURCE)}: {name}".removeprefix("adapters/")
        if path == ROOM or path.parent == FORGER or module == "written":
            continue
        if called in WRITING or (module, called) in OF_MODULES or opens_to_write(node, name):
            found.add(place)
        if called in ("rename", "replace") and module.rpartition(".")[2] in ("path", "beside"):
            found.add(place)
    # What goes into a ZIP within a file that is open already opens none, nor does a name of ours.
    zips = {"lixia_adapters/bundles/archive.py: self._zip.open",
            "lixia_adapters/console/commands/beginning/store_keys.py: voters.move"}  # fmt: skip
    assert found - zips == set(ELSEWHERE)


def test_what_takes_a_path_to_write_to_is_given_one_that_is_made() -> None:
    """SQLite, Parquet, ZIP and workbooks are opened by their own programs: by whom is known."""
    known = {
        "lixia_adapters/analysis/parquet.py": "its callers give ``written.whole`` or their folder",
        "lixia_adapters/bundles/archive.py": "its callers give ``written.whole``",
        "lixia_adapters/console/commands/looking/bundled.py": "reading",
        "lixia_adapters/exported.py": "memory or an open file",
        "lixia_adapters/report/qr.py": "memory",
        "lixia_adapters/stores/sqlite_file.py": "a file made by ``written.new``",
        "lixia_adapters/vaults/sqlite_file.py": "a file made by ``written.new``",
        "lixia_adapters/views/place.py": "a file made by ``written.new``, or memory",
        "lixia_adapters/printers/xlsx.py": "an open file",
        "lixia_adapters/registers/surprises.py": "memory, reading",
        "lixia_adapters/report/xlsx.py": "memory or an open file",
        "lixia_adapters/sheets/writing.py": "an open file",
        "lixia_adapters/sqlite_own.py": "a file that is there",
    }
    found = {
        str(path.relative_to(SOURCE)).removeprefix("adapters/")
        for path, _, name in calls()
        if name in ("sqlite3.connect", "pq.ParquetWriter", "ZipFile", "book.save", "code.save")
    }
    assert found == known.keys()


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


WAYS: dict[str, Callable[[Path, bool], object]] = {
    "text": lambda path, secret: written.text(path, "一\n", secret=secret),
    "data": lambda path, secret: written.data(path, b"x", secret=secret),
    "new": lambda path, secret: written.new(path, secret=secret),
    "once": lambda path, secret: written.once(path, b"x", secret=secret),
    "appended": lambda path, secret: written.appended(path, b"x", secret=secret),
    "extended": lambda path, secret: written.extended(path, 0, b"x", secret=secret),
}


@POSIX
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("secret", [False, True])
def test_the_mode_is_that_of_the_purpose_whatever_the_umask(
    tmp_path: Path, umask: None, way: str, secret: bool
) -> None:
    WAYS[way](tmp_path / "a", secret)
    assert mode(tmp_path / "a") == (0o600 if secret else 0o644)


@POSIX
@pytest.mark.parametrize("secret", [False, True])
def test_so_is_that_of_every_folder_that_is_made(tmp_path: Path, umask: None, secret: bool) -> None:
    (tmp_path / "there").mkdir(0o750)
    (tmp_path / "there").chmod(0o750)
    written.folder(tmp_path / "there/a/b", secret=secret)
    written.folder(tmp_path / "there/a/b", secret=secret)
    made = 0o700 if secret else 0o755
    assert [mode(tmp_path / each) for each in ("there", "there/a", "there/a/b")] == [
        0o750,
        made,
        made,
    ]


@POSIX
def test_a_secret_narrows_and_a_shared_file_stays_as_narrow_as_it_was(tmp_path: Path) -> None:
    for name, before in (("report", 0o600), ("other", 0o666), ("key", 0o644)):
        (tmp_path / name).write_text("old")
        (tmp_path / name).chmod(before)
        written.text(tmp_path / name, "new", secret=name == "key")
    assert [mode(tmp_path / name) for name in ("report", "other", "key")] == [0o600, 0o644, 0o600]


@POSIX
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("to", ["file", "nothing", "folder"])
def test_a_link_is_not_followed(tmp_path: Path, way: str, to: str) -> None:
    target = tmp_path / "target"
    if to == "file":
        target.write_text("kept")
    elif to == "folder":
        target.mkdir()
    (tmp_path / "a").symlink_to(target)
    done: object = None
    try:
        done = WAYS[way](tmp_path / "a", False)
    except OSError as error:
        assert error.errno in (errno.ELOOP, errno.EEXIST)
        assert error.filename == str(tmp_path / "a") or way == "new"
    assert not done, "it says that something was written"
    assert (tmp_path / "a").is_symlink()
    assert {"file": lambda: target.read_text() == "kept", "nothing": lambda: not target.exists(),
            "folder": lambda: not any(target.iterdir())}[to]()  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        {"a", *(["target"] if to != "nothing" else [])}
    )


@POSIX
@pytest.mark.parametrize("way", ["text", "data", "appended", "extended"])
def test_a_pipe_a_device_and_a_folder_are_refused(tmp_path: Path, way: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "pipe", tmp_path / "folder", Path("/dev/null")):
        with pytest.raises(OSError) as refusal:
            WAYS[way](path, False)
        assert refusal.value.filename == str(path)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize("way", ["text", "once"])
def test_what_went_wrong_leaves_nothing_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    (tmp_path / "a").write_text("old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    path = tmp_path / ("a" if way == "text" else "b")
    with pytest.raises(OSError, match="full") as refusal:
        WAYS[way](path, False)
    assert refusal.value.filename == str(path)
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "old"


def test_whoever_gives_up_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), written.opened(tmp_path / "a") as file:
        file.write(b"half")
        raise RuntimeError
    assert not list(tmp_path.iterdir())


def test_of_many_that_make_a_file_at_once_one_does(tmp_path: Path) -> None:
    made = list[bool]()
    threads = [
        threading.Thread(target=lambda: made.append(written.once(tmp_path / "a", b"x" * 32)))
        for _ in range(8)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(made) == [False] * 7 + [True]
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_place_without_hard_links_is_put_up_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", none)
    assert written.once(tmp_path / "a", b"x")
    assert not written.once(tmp_path / "a", b"y")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_what_is_destroyed_is_overwritten_and_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    path.write_bytes(b"secret")
    beside = tmp_path / "beside"
    os.link(path, beside)
    written.destroyed(path)
    written.destroyed(path)
    assert not path.exists()
    assert beside.read_bytes() == bytes(6)


@POSIX
def test_a_link_in_place_of_a_key_is_not_destroyed_through(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"kept")
    (tmp_path / "a.key").symlink_to("other")
    with pytest.raises(OSError):
        written.destroyed(tmp_path / "a.key")
    assert (tmp_path / "other").read_bytes() == b"kept"


@pytest.mark.parametrize(
    "name", ["a b", "账 册", "a?b#c%d", "a\nb", "-rf", "--help", "~", "$HOME", "长" * 80, "x" * 255]
)
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    written.text(path, "一")
    written.appended(path, b"x")
    assert path.read_bytes() == "一x".encode()
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(not ROOT, reason="only root can become somebody else")
def test_where_one_may_not_write_it_is_said_and_nothing_changes(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "a").write_text("old")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, sys\n"
            "from pathlib import Path\n"
            "from lixia_domain import written\n"
            "os.chdir(Path(sys.argv[1]).parent); os.setgid(65534); os.setuid(65534)\n"
            "try: written.text(Path('a'), 'new')\n"
            "except PermissionError as error: print(error.filename)",
            str(tmp_path / "a"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "a"
    assert (tmp_path / "a").read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
