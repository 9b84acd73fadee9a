"""Event store in one SQLite file: every append durable, every read of a decision re-checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import batched
from typing import Any, ClassVar, cast
from uuid import UUID

import eventsourcing.persistence as es
import eventsourcing.sqlite as library
from eventsourcing.utils import Environment, EnvType, strtobool

from lixia_adapters.stores.about import refuse_change
from lixia_adapters.stores.findings import misnumbered
from lixia_adapters.stores.sqlite_connections import Datastore
from lixia_adapters.stores.sqlite_file import APPLICATION_ID
from lixia_domain.recording.recorder import Row
