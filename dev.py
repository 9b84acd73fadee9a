#!/usr/bin/env python3
"""One command from a fresh clone to a running demo, the tests or the checks.

Standard library only. The syntax stays readable for Python 3.6, so that an older Python reaches
the sentence that says what is needed. `.venv` belongs to this script: it is updated or built
anew whenever its stamp says so. `constraints.txt` is that environment's
`pip list --format=freeze` without the project, pip and setuptools.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told so
    sys.stderr.write(
        "需要 Python 3.11 或更新版本，现在是 {0}。请安装后运行，例如：python3.11 dev.py demo\n"
        "Python 3.11 or newer is needed, this is {0}. Install one and run it, for example: "
        "python3.11 dev.py demo\n".format(".".join(map(str, sys.version_info[:3])))
    )
    sys.exit(2)

HELP = """\
用法 Usage: python3 dev.py COMMAND [ARGS…]

  demo  [ARGS…]   运行演示（虚构示例数据）；ARGS 交给 lixia demo，相对路径以当前目录为准
                  run the demo (synthetic data); ARGS go to `lixia demo`, paths as you see them
  test  [ARGS…]   运行测试；ARGS 交给 pytest，缺省为 -n 2
                  run the tests; ARGS go to pytest, by default -n 2
  check [STEP…]   运行检查并列出结果；缺省为全部：{steps}
                  run the checks and list the results; by default every one

首次运行会在本文件旁建立 .venv（有 uv 用 uv，否则用 pip），之后直接开始。
The first run builds .venv beside this file (with uv if found, else pip); later runs start at once.
"""
COMMANDS = ("demo", "test", "check")
STEPS = ("ruff", "format", "mypy", "imports", "coverage")
MEASURED = (
    "tests/kernel",
    "tests/rules",
    "tests/aggregates",
    "tests/processes",
    "tests/views",
    "tests/application",
    "tests/test_documents.py",
    "tests/test_references.py",
    "tests/console/test_closing.py",
    "tests/report/test_content.py",
    "tests/report/test_donor.py",
    "tests/report/test_evidence.py",
    "tests/report/test_projects.py",
    "tests/report/test_renderers.py",
    "tests/report/test_whole_fund.py",
    "tests/vaults",
    "tests/recording/test_golden.py",
    "tests/recording/test_spelling.py",
    "tests/test_catalogue.py",
    "tests/test_extensions.py",
    "tests/test_liars.py",
    "tests/test_features.py",
    "tests/test_one_deadline.py",
    "tests/stores_kept/test_excess_taken_off.py",
    "tests/stores_kept/test_found_of_time.py",
)

ROOT = Path(__file__).resolve().parent
STAMP = "lixia-stamp"
STAMPED = ("pyproject.toml", "constraints.txt")
BUILDING = "building\n"
TAIL_LINES = 25

WHAT_NEXT = """\
安装未完成。接下来可以：
  1. 检查网络；需要代理时先设置 HTTPS_PROXY
  2. 使用镜像时设置 PIP_INDEX_URL（uv 用 UV_DEFAULT_INDEX）
  3. 提示缺少 ensurepip 时：安装系统的 python3-venv 包，或安装 uv
  4. 再次运行同一命令，它会从头重建 .venv
The installation did not finish. What to do next:
  1. check the network; behind a proxy, set HTTPS_PROXY first
  2. with a package mirror, set PIP_INDEX_URL (for uv: UV_DEFAULT_INDEX)
  3. if ensurepip is missing: install your system's python3-venv package, or install uv
  4. run the same command again: it builds .venv from the start"""


class Need(Enum):
    """What the environment needs before work can start."""

    NOTHING = "nothing"
    UPDATE = "update"
    BUILD = "build"


class Result(NamedTuple):
    """How one check ended."""

    step: str
    ok: bool
    seconds: float


class SetupError(Exception):
    """The environment could not be made; the message says what to do next."""


def tool(venv: Path, name: str, *, windows: bool = os.name == "nt") -> Path:
    """Where an environment keeps a program, on Windows and elsewhere."""
    return venv / "Scripts" / (name + ".exe") if windows else venv / "bin" / name


def stamp(root: Path) -> str:
    """What a finished environment was made for: Python and place, then the hash of each file."""
    lines = ["python {}.{}".format(*sys.version_info), f"place {root}"]
    for name in STAMPED:
        lines.append(f"{name} {hashlib.sha256((root / name).read_bytes()).hexdigest()}")
    return "\n".join(lines) + "\n"


def diagnose(root: Path) -> Need:
    """Tell a finished environment from an outdated one and from one that was left half-built."""
    venv = root / ".venv"
    if not tool(venv, "python").exists():
        return Need.BUILD
    wanted = stamp(root)
    try:
        kept = (venv / STAMP).read_text(encoding="utf-8")
    except FileNotFoundError:
        # Somebody's own environment: keep what is in it, if it is of this Python.
        return Need.UPDATE if _python_of(venv) == wanted.splitlines()[0] else Need.BUILD
    if kept == wanted:
        return Need.NOTHING if tool(venv, "lixia").exists() else Need.BUILD
    # Scripts carry their absolute path and packages their Python: neither can be moved.
    return Need.UPDATE if kept.splitlines()[:2] == wanted.splitlines()[:2] else Need.BUILD


def _python_of(venv: Path) -> str:
    with contextlib.suppress(OSError):
        for line in (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            if key.strip() in ("version", "version_info"):
                return "python " + ".".join(value.strip().split(".")[:2])
    return "python unknown"


def prepare(root: Path) -> None:
    """Bring the environment to what the stamp asks for; a finished one costs nothing.

    Raises:
        SetupError: a step failed; the next run builds from the start.
    """
    venv = root / ".venv"
    with _one_at_a_time():
        need = diagnose(root)
        if need is Need.NOTHING:
            return
        if need is Need.BUILD and venv.exists():
            say("清除不完整或不适用的 .venv · removing an incomplete or unfitting .venv")
            shutil.rmtree(venv)
        venv.mkdir(exist_ok=True)
        # Until the last step is through, the stamp itself says that it is not.
        (venv / STAMP).write_text(BUILDING, encoding="utf-8")
        if need is Need.BUILD:
            # The base interpreter, because this one may live in the folder just removed.
            base = getattr(sys, "_base_executable", sys.executable)
            create = [base, "-m", "venv", "--without-pip", str(venv)]
            if not step("建立环境 · creating .venv", create, cwd=root):
                raise SetupError(WHAT_NEXT)
        wanted = stamp(root)
        install(root)
        (venv / STAMP).write_text(wanted, encoding="utf-8")


def install(root: Path) -> None:
    """Install the project, editable, with everything a developer needs, at the pinned versions."""
    python = str(tool(root / ".venv", "python"))
    what = ["-e", ".[dev]", "-c", "constraints.txt"]
    minutes = "（可能要几分钟 · may take minutes）"
    uv = shutil.which("uv")
    # A mirror set up for pip alone is unknown to uv, so pip has a try where uv fails.
    if uv and step(
        f"用 uv 安装 · installing with uv{minutes}",
        [uv, "pip", "install", "--python", python, *what],
        cwd=root,
    ):
        return
    no_pip = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    add_pip = [python, "-m", "ensurepip"]
    if run([python, "-c", no_pip]) and not step("放入 pip · adding pip", add_pip, cwd=root):
        raise SetupError(WHAT_NEXT)
    pip = [python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    if not step(f"用 pip 安装 · installing with pip{minutes}", [*pip, *what], cwd=root):
        raise SetupError(WHAT_NEXT)


def step(label: str, command: Sequence[str], *, cwd: Path) -> bool:
    """Run one step on one line; the end of its output is shown only if it fails."""
    say(f"{label} … ", end="")
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=cwd,
        # A personal pip set to install for the user refuses to work inside an environment.
        env={**_environment(), "PYTHONUTF8": "1", "PIP_USER": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    ok = done.returncode == 0
    say(f"{'ok' if ok else 'failed'} {time.monotonic() - started:.1f} s")
    if not ok:
        say("\n".join("  | " + line for line in done.stdout.splitlines()[-TAIL_LINES:]))
    return ok


def checks(root: Path) -> dict[str, list[list[str]]]:
    """Every check by name, with the commands it consists of."""
    venv = root / ".venv"
    python = [str(tool(venv, "python")), "-m"]
    # With none of them there, pytest names the missing paths and the gate fails.
    measured = [path for path in MEASURED if (root / path).exists()] or MEASURED
    # The same examples each time: what is covered must not be a matter of luck.
    tests = ["-m", "pytest", "-q", *measured, "-p", "no:cacheprovider", "--hypothesis-profile=few"]
    return {
        "ruff": [[*python, "ruff", "check", "."]],
        "format": [[*python, "ruff", "format", "--check", "."]],
        "mypy": [[*python, "mypy"]],
        "imports": [[str(tool(venv, "lint-imports"))]],
        "coverage": [
            # A report must never be drawn from an earlier run's data.
            [*python, "coverage", "erase"],
            [*python, "coverage", "run", *tests],
            [*python, "coverage", "report"],
        ],
    }


def check(steps: Mapping[str, Sequence[Sequence[str]]], *, cwd: Path) -> int:
    """Run every check to its end, whatever failed before, and print the table; 1 if any failed."""
    results = []
    for name, commands in steps.items():
        say(f"── {name}")
        started = time.monotonic()
        codes = [run(command, cwd=cwd, stdin=subprocess.DEVNULL) for command in commands]
        results.append(Result(name, not any(codes), time.monotonic() - started))
    print("\n" + table(results), flush=True)
    return 0 if all(result.ok for result in results) else 1


def table(results: Sequence[Result]) -> str:
    """Lay the results out, one check a line."""
    width = max(len(result.step) for result in results)
    rows = (
        f"  {r.step:<{width}}  {'ok' if r.ok else 'failed':<6}  {r.seconds:6.1f} s" for r in results
    )
    return "\n".join(("检查结果 · results", *rows))


def run(command: Sequence[str], *, cwd: Path | None = None, stdin: int | None = None) -> int:
    """Run a command in the open; its exit code, 128 + n if signal n ended it."""
    if stdin is None and sys.stdin is None:
        stdin = subprocess.DEVNULL
    code = subprocess.run(command, cwd=cwd, stdin=stdin, env=_environment(), check=False).returncode
    return code if code >= 0 else 128 - code


def say(text: str, *, end: str = "\n") -> None:
    """Tell progress on stderr: stdout belongs to the command."""
    print(text, end=end, file=sys.stderr, flush=True)


def _environment() -> dict[str, str]:
    # The environment's Python must find its own library, not the one named for another.
    return {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    with open(__file__, "rb") as door:
        if sys.platform != "win32":
            import fcntl

            # Some network file systems have no locks: then two people must not start at once.
            with contextlib.suppress(OSError):
                try:
                    fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    say("等待另一个 dev.py · waiting for another dev.py")
                    fcntl.flock(door, fcntl.LOCK_EX)
        yield


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 1 failed, 2 not understood, else the exit code of what was run."""
    for stream in (sys.stdout, sys.stderr):
        # A console that has no Chinese shows question marks rather than a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    command, args = (argv[0], list(argv[1:])) if argv else ("help", [])
    if command in ("help", "-h", "--help"):
        print(HELP.format(steps=" ".join(STEPS)))
        return 0
    known = STEPS if command == "check" else COMMANDS
    unknown = [word for word in (args if command == "check" else [command]) if word not in known]
    if unknown:
        say(f"不认识 “{unknown[0]}”，可用：{' '.join(known)}。详见 python3 dev.py --help")
        say(f"Unknown: {unknown[0]!r}; use one of: {', '.join(known)}. See python3 dev.py --help")
        return 2
    try:
        prepare(ROOT)
        if command == "demo":
            return run([str(tool(ROOT / ".venv", "lixia")), "demo", *args])
        if command == "test":
            pytest = [str(tool(ROOT / ".venv", "python")), "-m", "pytest"]
            return run([*pytest, *(args or ("-n", "2"))], cwd=ROOT)
        every = checks(ROOT)
        return check({name: every[name] for name in args or STEPS}, cwd=ROOT)
    except SetupError as error:
        say(str(error))
    except OSError as error:
        say(f"无法读写或运行，请检查权限和磁盘空间：{error}")
        say(f"Could not read, write or run; check permissions and free space: {error}")
    except KeyboardInterrupt:
        say("\n已中断，可再次运行 · interrupted; run it again")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
