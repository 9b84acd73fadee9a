"""The entry point ``lixia``: find the command, carry it out, show the answer or the error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from traceback import format_exception
from typing import TextIO

from lixia_adapters.console.frame import line, not_installed, tree, usage
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation, store_at
from lixia_adapters.console.frame.language import LANGUAGES, language
from lixia_adapters.console.frame.showing import sentence, show, wanted
from lixia_adapters.console.frame.trouble import (
    FINDING,
    INTERRUPTED,
    USAGE,
    Trouble,
    trouble_of,
)
from lixia_adapters.printers.terminal import Terminal
from lixia_domain.kernel.json_text import json_text
from lixia_domain.kernel.words import Words


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``lixia``; return its exit code: 0 fine, 1 findings or refusal, 2 usage or not there."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _language(arguments)
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    out, err = Terminal(sys.stdout), Terminal(sys.stderr)
    try:
        code = _run(arguments, lang, out, err)
        out.flush()
    except BrokenPipeError:
        # Whoever read has enough. What was to be recorded is recorded.
        _silence(out.stream)
        return 0
    except KeyboardInterrupt:
        if err.isatty():  # it shows ^C where the cursor was; what is said stands on its own line
            err.line()
        err.line(Words("已中断。", "Interrupted.").text(lang))
        return INTERRUPTED
    return code


def _language(argv: Sequence[str]) -> str:
    asked = line.glance(argv)["lang"]
    return asked if asked in LANGUAGES else language(os.environ)


def _run(argv: list[str], lang: str, out: Terminal, err: Terminal) -> int:
    seen = line.glance(argv)
    as_json = seen["json"]
    words: tree.CommandName = ()
    shown: dict[str, str] = {}
    invocation: Invocation | None = None
    carries = ""
    try:
        if argv == ["--version"]:
            return _version(out)
        words, rest = tree.find(argv)
        if words not in tree.TREE:
            if seen["help"] or not argv:
                return _page(words, lang, out)
            raise line.usage(" ".join(words), [*line.before(rest), line.NO_COMMAND])
        if seen["help"]:
            return _page(words, lang, out)
        command = tree.TREE[words].load()
        carries = command.carries
        shown = {option.name: option.shown for option in line.options_of(command)}
        values = line.read(command, rest)
        invocation = Invocation(
            values, lang=lang, environ=os.environ, roles=command.roles, out=out, err=err
        )
        answer: Answer = command.run(invocation)
        show(answer, out, lang=lang, as_json=as_json, columns=_columns())
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
            err.lines(line for part in format_exception(error) for line in part.splitlines())
            return FINDING
        return _fail(known or _unforeseen(error), words, lang, err, as_json=as_json)


def _next(words: tree.CommandName, done: Invocation, lang: str) -> None:
    """Say what likely comes next, where something was recorded."""
    from lixia_adapters.console.frame.following import following
    from lixia_adapters.console.frame.who_acts import closed, usual

    if not done.values.get("dry_run"):
        with done.open(read_only=True) as store:
            members = closed(store)
        lines = following(words, done.values, lang, _columns(), members=members, usual=usual(done))
        done.out.lines(lines)


def _page(words: tree.CommandName, lang: str, out: Terminal) -> int:
    """Show the help of a command or a group."""
    out.lines(usage.page(words, lang, _columns()))
    return 0


def _fail(
    error: Trouble, words: tree.CommandName, lang: str, err: Terminal, *, as_json: bool
) -> int:
    if as_json:
        data = {"error": {"code": error.code, "sentence": error.sentence(lang)}}
        err.exact(json_text(data) + "\n")
    else:
        most = _columns() if wanted(err) else None
        title = (
            Words("错误：", "error: ") if error.exit == USAGE else Words("未能办理：", "not done: ")
        )
        said = [f"{title.text(lang)}{part.text(lang)}" for part in error.parts or (error.say,)]
        for line in (*said, *(more.text(lang) for more in error.more)):
            err.lines(sentence(line, most))
        if error.parts:
            _how(words, lang, err)
    return error.exit


def _how(words: tree.CommandName, lang: str, err: Terminal) -> None:
    """Say how a line is written that was not: a command's, or what there is in a group."""
    if words and words not in tree.TREE:
        err.lines(["", *usage.page(words, lang, _columns())])
        return
    err.lines(usage.usage_line(words, lang, _columns()))
    here = " ".join(("lixia help", *words))
    err.line(Words(f"详见 {here}", f"More: {here}").text(lang))


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


def _version(out: Terminal) -> int:
    from importlib.metadata import version

    out.line(f"lixia {version('lixia-domain')}")
    return 0


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


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
