"""Where the console finds the voter keys: with the other keys, or in a folder that is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage

if TYPE_CHECKING:
    from lixia_adapters.voters import VoterKeys
    from lixia_domain.application.bootstrap import Store

KEYS = option(
    "[--keys DIR]",
    "存放投票密钥的目录（默认在用户配置目录，不与账库放在一起）",
    "folder of the voter keys (default: with your other keys, away from the store)",
    text,
)


def voter_keys(invocation: Invocation, store: Store) -> VoterKeys:
    """Return the folder of the voter keys."""
    from lixia_adapters.voters import VoterKeys

    if invocation["keys"] is not None:
        return VoterKeys(Path(invocation["keys"]))
    if not store.place:
        raise Usage(
            "--keys：账库不是文件，请指明投票密钥的目录",
            "--keys: the store is no file; name the folder of the voter keys",
        )
    return kept(store)


def kept(store: Store) -> VoterKeys:
    """Return the folder of a store's voter keys among the user's keys."""
    from lixia_adapters.key_file import folder_of
    from lixia_adapters.voters import VoterKeys

    name = f"voters-{store.ledger.journal.about().get('fingerprint', '')}"
    return VoterKeys(folder_of(name) / name, Path(f"{store.place}.voters"))
