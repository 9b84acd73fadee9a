"""Commands that turn identities into references: read from a file or a pipe, never shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lixia_adapters.console.commands.persons.details import lines_of
from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain import written
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def turning(name: str, says: Words, purpose: str, file_zh: str) -> Command:
    """Return a command that makes references for ``purpose``, in the vault if there is one.

    References made for one purpose never match those made for another.
    """

    def run(invocation: Invocation) -> Answer:
        with invocation.open(read_only=True) as store:
            if not store.place:
                raise Usage("账库不是文件，没有密钥", "the store is no file and has no key")
            refer = _referring(store, purpose)
            data = [
                {"line": at, "reference": refer(line)}
                for at, line in enumerate(lines_of(invocation["file"]), 1)
                if line.strip()
            ]
        heads = [invocation.text(Words("行", "line")), invocation.text(Words("代号", "reference"))]
        rows = [[str(row["line"]), str(row["reference"])] for row in data]
        title = invocation.text(Words("代号", "References"))
        return Answer(data, [Table(title, heads, rows, frozenset({0}))])

    file = option("FILE", file_zh, "one identity a line; - reads standard input", text)
    return Command(name, says, (file,), run)


def _referring(store: Store, purpose: str) -> Callable[[str], str]:
    """Return what makes references: the vault, random ones; without a vault, the store's key.

    Whoever stands in facts under a reference made with the key keeps it.
    """
    from lixia_adapters.key_file import load_key, pseudonym_key
    from lixia_adapters.registers.pseudonyms import reference
    from lixia_domain.application.persons.vault_review import standing
    from lixia_domain.application.vault import VaultMissing

    file = pseudonym_key(store.place, store.ledger.journal.about().get("fingerprint", ""))
    try:
        vault = store.vault
    except VaultMissing:
        written.folder(file.parent, secret=True)
        key = load_key(file)
        return lambda identity: reference(identity, key, purpose=purpose)
    old = load_key(file) if file.exists() else None
    there = standing(store.ledger) if old is not None else frozenset()

    def refer(identity: str) -> str:
        keyed = None if old is None else reference(identity, old, purpose=purpose)
        kept = keyed if keyed in there else None
        return vault.refer(f"{purpose}/{identity}", keyed=kept)

    return refer
