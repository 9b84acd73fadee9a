"""Our facts keep the promises of every fact that may be stored."""

from __future__ import annotations

import pytest

from lixia_domain.kernel.events import Event
from lixia_domain.testing import EXAMPLES
from lixia_domain.testing.contracts.facts import FactContract


class TestFacts(FactContract):
    @pytest.fixture(params=EXAMPLES.values(), ids=lambda event: event.event_name)
    def fact(self, request: pytest.FixtureRequest) -> Event:
        event: Event = request.param
        return event
