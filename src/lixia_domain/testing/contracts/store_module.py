"""What the module behind an entry point of ``lixia.stores`` promises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Protocol

import pytest

from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

BY = By(actor="contract", role=Role.SYSTEM, at=datetime(2021, 3, 10, 2, tzinfo=UTC))


class StoreModule(Protocol):
    """How a URI becomes a ledger's settings."""

    def place(self, uri: str) -> str:
        """Return what ``uri`` names, as ``environment`` and the read models are told it."""
        ...

    def environment(self, place: str, *, create: bool, read_only: bool) -> Mapping[str, str]:
        """Return eventsourcing's settings, ``PERSISTENCE_MODULE`` among them."""
        ...


def _propose(work: Work) -> None:
    facts = fund.propose(
        work.load(FUND, "f1"), name="虚构示例", foundation="x", purpose="p", on=date(2021, 3, 10)
    )
    work.record(FUND, "f1", facts)


class StoreModuleContract:
    """Give the fixtures ``module`` and ``uri``, of a place where there is no store yet."""

    def test_a_missing_store_is_refused_and_not_made(self, module: StoreModule, uri: str) -> None:
        """Twice, for the first look must leave nothing behind. The sentences name the place."""
        for read_only in (False, True, False):
            with pytest.raises(Fault) as fault:
                opened(module, uri, read_only=read_only)
            assert module.place(uri).rpartition("/")[2] in fault.value.sentence("zh")
            assert fault.value.sentence("zh") != fault.value.sentence("en")

    def test_a_store_that_was_made_is_opened_again(self, module: StoreModule, uri: str) -> None:
        """With all that was recorded. To make it again changes nothing."""
        with opened(module, uri, create=True) as ledger:
            ledger.settle("虚构示例区")
            ledger.transact(_propose, by=BY)
            told = (ledger.journal.about(), list(ledger.read()))
        for create in (False, True):
            with opened(module, uri, create=create) as ledger:
                assert ledger.district == "虚构示例区"
                assert (ledger.journal.about(), list(ledger.read())) == told
                assert ledger.journal.check() == []

    def test_a_store_opened_to_read_is_not_written(self, module: StoreModule, uri: str) -> None:
        """What was to be recorded is refused by a fault, and can be recorded later."""
        opened(module, uri, create=True).close()
        with opened(module, uri, read_only=True) as ledger:
            with pytest.raises(Fault):
                ledger.transact(_propose, by=BY)
            assert ledger.head() == 0
        with opened(module, uri) as ledger:
            ledger.transact(_propose, by=BY)
            assert ledger.head() > 0


def opened(
    module: StoreModule, uri: str, *, create: bool = False, read_only: bool = False
) -> Ledger:
    """Open a ledger as ``bootstrap`` does."""
    place = module.place(uri)
    return Ledger(module.environment(place, create=create, read_only=read_only))
