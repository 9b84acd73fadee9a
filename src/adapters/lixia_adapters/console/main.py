"""The entry point ``lixia``: find the command, carry it out, show the answer or the error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from lixia_adapters.console.frame import line, not_installed, tree, usage
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation, store_at
from lixia_adapters.console.frame.language import LANGUAGES, language
from lixia_adapters.console.frame.showing import show, wanted
from lixia_adapters.console.frame.trouble import (
    FINDING,
    INTERRUPTED,
    USAGE,
    Trouble,
    trouble_of,
)
from lixia_adapters.console.frame.width import folded
from lixia_domain.kernel.words import Words


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``lixia``; return its exit code: 0 fine, 1 findings or refusal, 2 usage or not there."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _language(arguments)
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        code = _run(arguments, lang)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has enough. What was to be recorded is recorded.
        _silence(sys.stdout)
        return 0
    except KeyboardInterrupt:
        # A terminal shows ^C where the cursor was; what is said stands on a line of its own.
        newline = "\n" if sys.stderr.isatty() else ""
        sys.stderr.write(f"{newline}{Words('已中断。', 'Interrupted.').text(lang)}\n")
        return INTERRUPTED
    return code


def _language(argv: Sequence[str]) -> str:
    asked = line.glance(argv)["lang"]
    return asked if asked in LANGUAGES else language(os.environ)


def _run(argv: list[str], lang: str) -> int:
    seen = line.glance(argv)
    as_json = seen["json"]
    words: tree.CommandName = ()
    shown: dict[str, str] = {}
    invocation: Invocation | None = None
    carries = ""
    try:
        if argv == ["--version"]:
            return _version()
        words, rest = tree.find(argv)
        if words not in tree.TREE:
            if seen["help"] or not argv:
                return _page(words, lang)
            raise line.usage(" ".join(words), [*line.before(rest), line.NO_COMMAND])
        if seen["help"]:
            return _page(words, lang)
        command = tree.TREE[words].load()
        carries = command.carries
        shown = {option.name: option.shown for option in line.options_of(command)}
        values = line.read(command, rest)
        invocation = Invocation(
            values, lang=lang, environ=os.environ, roles=command.roles, err=sys.stderr
        )
        answer: Answer = command.run(invocation)
        show(answer, sys.stdout, lang=lang, as_json=as_json, columns=_columns())
        if answer.exit == 0 and not as_json and (command.roles or words == ("store", "init")):
            _next(words, invocation, lang)
        return answer.exit
    except BrokenPipeError:
        raise
    except Exception as error:
        known = trouble_of(error, shown)
        if known is not None and known.code.startswith("rights.") and invocation is not None:
            from lixia_adapters.console.frame import whom_to_ask

            known = whom_to_ask.told(known, invocation, error, carries)
        if known is not None and known.code in not_installed.UNKNOWN:
            known = not_installed.told(known, store_at(seen["store"], os.environ))
        if known is None and os.environ.get("LIXIA_TRACEBACK"):
            raise
        return _fail(known or _unforeseen(error), words, lang, as_json=as_json)


def _next(words: tree.CommandName, done: Invocation, lang: str) -> None:
    """Say what likely comes next, where something was recorded."""
    from lixia_adapters.console.frame.following import following
    from lixia_adapters.console.frame.who_acts import closed, usual

    if not done.values.get("dry_run"):
        with done.open(read_only=True) as store:
            members = closed(store)
        lines = following(words, done.values, lang, _columns(), members=members, usual=usual(done))
        _write(lines, sys.stdout)


def _page(words: tree.CommandName, lang: str) -> int:
    """Show the help of a command or a group."""
    _write(usage.page(words, lang, _columns()), sys.stdout)
    return 0


def _fail(error: Trouble, words: tree.CommandName, lang: str, *, as_json: bool) -> int:
    sentence = error.say.text(lang)
    if as_json:
        data = {"error": {"code": error.code, "sentence": sentence}}
        sys.stderr.write(json.dumps(data, ensure_ascii=False) + "\n")
    else:
        title = (
            Words("错误：", "error: ") if error.exit == USAGE else Words("未能办理：", "not done: ")
        )
        said = [part.text(lang) for part in error.parts] or [sentence]
        for part in said:
            told = f"{title.text(lang)}{part}"
            _write(folded(told, _columns()) if wanted(sys.stderr) else [told], sys.stderr)
        if error.parts:
            _how(words, lang)
    return error.exit


def _how(words: tree.CommandName, lang: str) -> None:
    """Say how a line is written that was not: a command's, or what there is in a group."""
    if words and words not in tree.TREE:
        _write(["", *usage.page(words, lang, _columns())], sys.stderr)
        return
    _write(usage.usage_line(words, lang, _columns()), sys.stderr)
    here = " ".join(("lixia help", *words))
    _write([Words(f"详见 {here}", f"More: {here}").text(lang)], sys.stderr)


def _unforeseen(error: Exception) -> Trouble:
    what = f"{type(error).__name__}: {error}"
    return Trouble(
        "unforeseen",
        Words(
            f"程序遇到未预料的问题（{what}）；请报告，设 LIXIA_TRACEBACK=1 可见详情",
            f"something unforeseen ({what}); please report it, LIXIA_TRACEBACK=1 tells more",
        ),
        FINDING,
    )


def _version() -> int:
    from importlib.metadata import version

    sys.stdout.write(f"lixia {version('lixia-domain')}\n")
    return 0


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


def _write(lines: Iterable[str], out: TextIO) -> None:
    out.writelines(f"{line}\n" for line in lines)


def _speak_utf8(stream: TextIO) -> None:
    """Never fail on a character that the terminal's encoding lacks."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _silence(stream: TextIO) -> None:
    """Keep Python from writing what is left to a pipe that nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
