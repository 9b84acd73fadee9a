"""Where the console finds the voter keys: in a folder beside the store, or in one that is named."""

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
    "存放投票密钥的目录（默认为账库文件旁的 .voters）",
    "folder of the voter keys (default: .voters beside the store)",
    text,
)


def voter_keys(invocation: Invocation, store: Store) -> VoterKeys:
    """Return the folder of the voter keys."""
    from lixia_adapters.voters import VoterKeys

    if invocation["keys"] is None and not store.place:
        raise Usage(
            "--keys：账库不是文件，请指明投票密钥的目录",
            "--keys: the store is no file; name the folder of the voter keys",
        )
    return VoterKeys(Path(invocation["keys"] or f"{store.place}.voters"))
