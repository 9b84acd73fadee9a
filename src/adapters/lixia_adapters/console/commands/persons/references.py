"""Commands that turn identities into references: read from a file or a pipe, never shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

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


Made: TypeAlias = "Callable[[Store, str], Callable[[str], str]]"
"""What gives, for a store and a purpose, what makes a reference of an identity."""


def turning(
    name: str, says: Words, purpose: str, file_zh: str, *, by: Made | None = None
) -> Command:
    """Return a command that makes references for ``purpose``, in the vault if there is one.

    References made for one purpose never match those made for another. ``by``: what makes them, if
    they are not of persons.
    """

    def run(invocation: Invocation) -> Answer:
        with invocation.open(read_only=True) as store:
            if not store.place:
                raise Usage("账库不是文件，没有密钥", "the store is no file and has no key")
            refer = by(store, purpose) if by is not None else referring(store, purpose).refer
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


class Referring(NamedTuple):
    """How identities become references for one purpose: looked up, or made where there is none."""

    known: Callable[[str], str | None]
    refer: Callable[[str], str]


def referring(store: Store, purpose: str) -> Referring:
    """Return what finds and makes references: the vault, random ones; without one, the store's key.

    Whoever stands in facts under a reference made with the key keeps it.
    """
    from functools import cache

    from lixia_adapters.key_file import load_key, pseudonym_key
    from lixia_adapters.registers.pseudonyms import reference
    from lixia_domain.application.persons.vault_review import standing
    from lixia_domain.application.vault import VaultMissing

    file = pseudonym_key(store.place, store.ledger.journal.about().get("fingerprint", ""))

    @cache
    def there() -> frozenset[str]:
        return standing(store.ledger) if file.exists() else frozenset()

    def keyed(identity: str) -> str | None:
        if not store.place or not file.exists():
            return None
        made = reference(identity, load_key(file), purpose=purpose)
        return made if made in there() else None

    def refer(identity: str) -> str:
        written.folder(file.parent, secret=True)
        return reference(identity, load_key(file), purpose=purpose)

    try:
        vault = store.vault
    except VaultMissing:
        return Referring(keyed, refer)
    return Referring(
        lambda identity: vault.known(f"{purpose}/{identity}") or keyed(identity),
        lambda identity: vault.refer(f"{purpose}/{identity}", keyed=keyed(identity)),
    )
