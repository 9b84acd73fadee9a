"""Where the console finds the voter keys: in a folder beside the store, or in one it is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import Option, text
from lixia_adapters.console.trouble import Usage

if TYPE_CHECKING:
    from lixia_adapters.voters import VoterKeys
    from lixia_domain.application.bootstrap import Store

KEYS = Option(
    "--keys",
    "keys",
    "存放投票密钥的目录（默认为账库文件旁的 .voters）",
    "folder of the voter keys (default: .voters beside the store)",
    read=text,
    need=False,
    value="DIR",
)


def voter_keys(asked: Asked, store: Store) -> VoterKeys:
    """Return the folder of the voter keys."""
    from lixia_adapters.voters import VoterKeys

    if asked["keys"] is None and not store.place:
        raise Usage(
            "--keys：账库不是文件，请指明投票密钥的目录",
            "--keys: the store is no file; name the folder of the voter keys",
        )
    return VoterKeys(Path(asked["keys"] or f"{store.place}.voters"))
