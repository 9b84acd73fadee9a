"""The recorder suites that eventsourcing ships, on our stores.

Their module imports the library's cipher, and that a package which nothing of ours needs: a
stand-in takes its place, and the three tests of mapping with a cipher, which touch no store, go.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import TestCase
from unittest.mock import patch
from uuid import UUID, uuid4

import eventsourcing.popo as popo
import eventsourcing.sqlite as stock
from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.utils import Environment

from lixia_adapters.stores import memory, sqlite
from lixia_adapters.stores.sqlite_connections import Datastore

if TYPE_CHECKING:
    from eventsourcing.tests import persistence as suites
else:
    with patch.dict(sys.modules, {"eventsourcing.cipher": SimpleNamespace(AESCipher=None)}):
        suites = import_module("eventsourcing.tests.persistence")

SQLITE = "lixia_adapters.stores.sqlite"
MEMORY = "lixia_adapters.stores.memory"


class TextIds:
    def new_originator_id(self) -> UUID | str:
        return f"项目-{uuid4()}"


class OnDisk(TestCase):
    ids = "uuid"

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.names = (str(Path(folder.name) / f"{n}.db") for n in count())

    def datastore(self, **settings: Any) -> Datastore:
        store = Datastore(next(self.names), originator_id_type=self.ids, **settings)  # type: ignore[arg-type]
        self.addCleanup(store.close)
        store.open(create=True)
        return store

    def create_recorder(self) -> Any:
        recorder = self.make(self.datastore())
        recorder.create_table()
        return recorder

    make: Any = sqlite.Recorder


class InMemory(OnDisk):
    def setUp(self) -> None:
        self.names = (name for name in (":memory:", f"file:{uuid4().hex}?mode=memory&cache=shared"))


class TestSQLiteApplication(OnDisk, suites.ApplicationRecorderTestCase[ApplicationRecorder]):
    pass


class TestSQLiteApplicationText(
    TextIds, OnDisk, suites.ApplicationRecorderTestCase[ApplicationRecorder]
):
    ids = "text"


class TestSQLitePrivateMemoryApplication(
    InMemory, suites.ApplicationRecorderTestCase[ApplicationRecorder]
):
    pass


class TestSQLiteSharedMemoryApplication(
    InMemory, suites.ApplicationRecorderTestCase[ApplicationRecorder]
):
    def setUp(self) -> None:
        super().setUp()
        next(self.names)


class TestSQLiteAggregates(OnDisk, suites.AggregateRecorderTestCase):
    make = sqlite.AggregateRecorder


class TestSQLiteSnapshots(TextIds, OnDisk, suites.AggregateRecorderTestCase):
    ids = "text"

    @staticmethod
    def make(datastore: Datastore) -> sqlite.AggregateRecorder:
        return sqlite.AggregateRecorder(datastore, events_table_name="stored_snapshots")


class TestSQLiteTracking(OnDisk, suites.TrackingRecorderTestCase):
    make = stock.SQLiteTrackingRecorder


class TestSQLiteProcess(OnDisk, suites.ProcessRecorderTestCase):
    make = sqlite.ProcessRecorder


class TestSQLiteOrder(OnDisk, suites.NonInterleavingNotificationIDsBaseCase):
    insert_num = 100


class TestMemoryApplication(suites.ApplicationRecorderTestCase[ApplicationRecorder]):
    def create_recorder(self) -> ApplicationRecorder:
        return memory.Recorder()


class TestMemoryApplicationText(TextIds, suites.ApplicationRecorderTestCase[ApplicationRecorder]):
    def create_recorder(self) -> ApplicationRecorder:
        return memory.Recorder()


class TestMemoryOrder(suites.NonInterleavingNotificationIDsBaseCase):
    insert_num = 100

    def create_recorder(self) -> ApplicationRecorder:
        return memory.Recorder()


class SQLiteSubclass(stock.SQLiteTrackingRecorder):
    pass


class MemorySubclass(popo.POPOTrackingRecorder):
    pass


class WithoutCipher:
    test_mapper_with_cipher: Any = None
    test_mapper_with_cipher_and_compressor: Any = None
    test_mapper_with_wrong_cipher_key: Any = None


class TestSQLiteFactory(
    WithoutCipher, OnDisk, suites.InfrastructureFactoryTestCase[sqlite.Factory]
):
    def setUp(self) -> None:
        OnDisk.setUp(self)
        self.env = Environment("Lixia")
        self.env["PERSISTENCE_MODULE"] = SQLITE
        self.env["SQLITE_DBNAME"] = next(self.names)
        suites.InfrastructureFactoryTestCase.setUp(self)

    def expected_factory_class(self) -> Any:
        return sqlite.Factory

    def expected_aggregate_recorder_class(self) -> Any:
        return sqlite.AggregateRecorder

    def expected_application_recorder_class(self) -> Any:
        return sqlite.Recorder

    def expected_tracking_recorder_class(self) -> Any:
        return stock.SQLiteTrackingRecorder

    def tracking_recorder_subclass(self) -> Any:
        return SQLiteSubclass

    def expected_process_recorder_class(self) -> Any:
        return sqlite.ProcessRecorder


class TestMemoryFactory(WithoutCipher, suites.InfrastructureFactoryTestCase[memory.Factory]):
    def setUp(self) -> None:
        self.env = Environment("Lixia")
        self.env["PERSISTENCE_MODULE"] = MEMORY
        super().setUp()

    def expected_factory_class(self) -> Any:
        return memory.Factory

    def expected_aggregate_recorder_class(self) -> Any:
        return popo.POPOAggregateRecorder

    def expected_application_recorder_class(self) -> Any:
        return memory.Recorder

    def expected_tracking_recorder_class(self) -> Any:
        return popo.POPOTrackingRecorder

    def tracking_recorder_subclass(self) -> Any:
        return MemorySubclass

    def expected_process_recorder_class(self) -> Any:
        return popo.POPOProcessRecorder
