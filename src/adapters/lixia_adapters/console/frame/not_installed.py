"""Who asks for what is not there is told what the store has of distributions not installed."""

from __future__ import annotations

from lixia_adapters.console.frame.trouble import Trouble
from lixia_domain.kernel.words import Words

UNKNOWN = frozenset({"unknown_command", "unknown_view", "unknown_use_case"})
"""What means that something is not there which an extension might bring."""


def told(trouble: Trouble, uri: str) -> Trouble:
    """Return ``trouble``, that something is not there, with what the store at ``uri`` lacks."""
    from lixia_domain.application.bootstrap import open_store
    from lixia_domain.extensions.lacking import lacking
    from lixia_domain.recording.faults import Fault

    try:
        with open_store(uri, read_only=True) as store:
            said = lacking(store.ledger.journal.about())
    except Fault:  # no store there, or none to be read: nothing is known of it
        return trouble
    if said is None:
        return trouble
    return trouble._replace(more=(*trouble.more, Words(f"  {said.zh}", f"  {said.en}")))
