"""The entry point ``lixia``: find the command, carry it out, show the answer or the error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from lixia_adapters.console.frame import tree, usage
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.language import LANGUAGES, language
from lixia_adapters.console.frame.showing import show
from lixia_adapters.console.frame.trouble import (
    FINDING,
    INTERRUPTED,
    USAGE,
    Trouble,
    Usage,
    trouble_of,
)
from lixia_domain.kernel.words import Words


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``lixia``; return its exit code: 0 fine, 1 findings or refusal, 2 usage or not there."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has enough. What was to be recorded is recorded.
        _silence(sys.stdout)
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("\n" + Words("已中断。", "Interrupted.").text(language(os.environ)) + "\n")
        return INTERRUPTED
    return code


def _run(argv: list[str]) -> int:
    lang, as_json = language(os.environ), False
    shown: dict[str, str] = {}
    invocation: Invocation | None = None
    try:
        seen = usage.glance(argv)
        as_json = seen["json"]
        if seen["lang"] in LANGUAGES:
            lang = seen["lang"]
        if argv == ["--version"]:
            return _version()
        words, rest = tree.find(argv)
        if words not in tree.TREE:
            if as_json and not seen["help"]:
                raise Usage("缺少命令；lixia --help 列出全部", "which command? see lixia --help")
            return _page(words, lang, asked_for=seen["help"] or not argv)
        entry = tree.TREE[words]
        if seen["help"]:
            _write(usage.command_page(words, entry.described(), lang, _columns()), sys.stdout)
            return 0
        command = entry.load()
        shown = {option.name: option.shown for option in usage.options_of(command)}
        values = usage.read(words, command, rest)
        invocation = Invocation(
            values, lang=lang, environ=os.environ, roles=command.roles, err=sys.stderr
        )
        answer: Answer = command.run(invocation)
        show(answer, sys.stdout, lang=lang, as_json=as_json, columns=_columns())
        return answer.exit
    except BrokenPipeError:
        raise
    except Exception as error:
        known = trouble_of(error, shown)
        if known is not None and known.code.startswith("rights.") and invocation is not None:
            from lixia_adapters.console.frame import whom_to_ask

            known = whom_to_ask.told(known, invocation, error)
        if known is None and os.environ.get("LIXIA_TRACEBACK"):
            raise
        return _fail(known or _unforeseen(error), lang, as_json=as_json)


def _page(words: tree.CommandName, lang: str, *, asked_for: bool) -> int:
    """Show the help of a group: an answer if it was asked for, else what is missing."""
    _write(usage.top_page(words, lang, _columns()), sys.stdout if asked_for else sys.stderr)
    return 0 if asked_for else USAGE


def _fail(error: Trouble, lang: str, *, as_json: bool) -> int:
    sentence = error.say.text(lang)
    if as_json:
        data = {"error": {"code": error.code, "sentence": sentence}}
        sys.stderr.write(json.dumps(data, ensure_ascii=False) + "\n")
    else:
        title = Words("错误", "error") if error.exit == USAGE else Words("未能办理", "not done")
        sys.stderr.write(f"{title.text(lang)}{Words('：', ': ').text(lang)}{sentence}\n")
    return error.exit


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
