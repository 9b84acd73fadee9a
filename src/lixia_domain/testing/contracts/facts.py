"""What every fact that may be stored promises."""

from __future__ import annotations

from datetime import UTC, datetime

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording import codec, net

AT = datetime(2021, 12, 31, 23, 30, tzinfo=UTC)


class FactContract:
    """Give the fixture ``fact``: an example of every event, one after the other."""

    def test_it_may_be_stored(self, fact: Event) -> None:
        """Nothing of it stays in the net."""
        net.check(f"{fact.event_name.partition('.')[0]}-x", 1, fact)

    def test_what_is_read_back_is_what_was_stored(self, fact: Event) -> None:
        """Encoded and decoded, it is the same, and so are its bytes when encoded again."""
        stored = Recorded(9, "some-stream", 4, fact, AT, "acct-1", "team", "key-1", "together-1")
        state = codec.seal(stored)
        found = codec.unseal((9, "some-stream", 4, fact.event_name, state))
        assert found == stored
        assert type(found.event) is type(fact)
        assert codec.seal(found) == state
