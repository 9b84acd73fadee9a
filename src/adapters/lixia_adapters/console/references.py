"""Commands that turn identities into references: read from a file or a pipe, never shown."""

from __future__ import annotations

import sys
from pathlib import Path

from lixia_adapters.console.answer import Answer, Table
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import Usage


def turning(purpose: str, file_zh: str) -> Command:
    """Return a command that makes references for ``purpose`` under the store's own key.

    References made for one purpose never match those made for another.
    """

    def run(asked: Asked) -> Answer:
        from lixia_adapters.registers.pseudonyms import load_key, reference

        with asked.open(read_only=True) as store:
            if not store.place:
                raise Usage("账库不是文件，没有密钥", "the store is no file and has no key")
            key = load_key(Path(f"{store.place}.key"))
        data = [
            {"line": at, "reference": reference(line, key, purpose=purpose)}
            for at, line in enumerate(_told(asked["file"]).splitlines(), 1)
            if line.strip()
        ]
        heads = [asked.told(Say("行", "line")), asked.told(Say("代号", "reference"))]
        rows = [[str(row["line"]), str(row["reference"])] for row in data]
        title = asked.told(Say("代号", "References"))
        return Answer(data, [Table(title, heads, rows, frozenset({0}))])

    file = Option("FILE", "file", file_zh, "one identity a line; - reads standard input", read=text)
    return Command((file,), run)


def _told(file: str) -> str:
    return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
