"""Facts by HTTP: every one of them once, in order, for auditors; and word of every change."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cloudevents.core.formats.json import JSONFormat

from .conftest import Looking
from .test_queries import who


def test_the_whole_log_comes_by_pages_each_fact_once(
    looking: Looking,
) -> None:
    store, client = looking
    auditor, found, after = who(store, "administrator"), [], "/api/events?limit=1000"
    while after:
        page = client.get(after, headers=auditor)
        assert page.headers["content-type"] == "application/cloudevents-batch+json"
        found += page.json()
        after = page.headers["link"].partition(">")[0][1:] if "link" in page.headers else ""
    assert [int(one["position"]) for one in found] == [
        recorded.position for recorded in store.ledger.read()
    ]
    assert [int(one["leaf"]) for one in found] == list(range(len(found)))
    assert JSONFormat().read(None, json.dumps(found[0]))  # type: ignore[arg-type]


def test_the_log_is_for_auditors_and_ends_where_it_ends(
    looking: Looking,
) -> None:
    store, client = looking
    for headers in ({}, who(store, "cashier")):
        assert client.get("/api/events", headers=headers).status_code == 403
    beyond = client.get("/api/events?after=99999999", headers=who(store, "administrator"))
    assert (beyond.status_code, beyond.json()["code"]) == (400, "ahead_of_log")
    end = client.get(
        f"/api/events?after={store.ledger.head()}", headers=who(store, "administrator")
    )
    assert end.json() == [] and "link" not in end.headers


SERVE = (sys.executable, "-m", "lixia_adapters.console.main", "serve", "--dev", "--lang", "en")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def served(demo_copy: Callable[[], Path]) -> Iterator[tuple[str, Any]]:
    """Serve the demo by a process of its own, as a person starts it."""
    place, port = demo_copy(), free_port()
    ran = subprocess.Popen(
        [*SERVE, "--port", str(port), "--store", f"sqlite:///{place}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/readyz")
            break
        except OSError:
            time.sleep(0.1)
    try:
        yield address, ran
    finally:
        ran.terminate()
        out, err = ran.communicate(timeout=60)
        assert ran.returncode == 0, err
        assert "stopped; the log is at position" in out
        told = [json.loads(line) for line in err.splitlines()]
        of_requests = {"route", "method", "status", "code", "account", "ms"}
        assert {"at", "level", "event"} | of_requests == told[0].keys()


def test_whoever_listens_is_told_of_what_is_recorded(served: tuple[str, Any]) -> None:
    address, _ = served
    with urllib.request.urlopen(f"{address}/api/changes") as stream:

        def position() -> int:
            while True:
                line = stream.readline().decode()
                if line.startswith("data:"):
                    return int(json.loads(line[5:])["position"])

        before = position()
        asked = urllib.request.Request(
            f"{address}/api/commands/needs.put_forward",
            data=json.dumps(
                {
                    "need_id": "N-920",
                    "summary": "送餐（虚构示例）",
                    "domain": "为老服务",
                    "place": "历下",
                    "person": f"p:{7:032x}",
                }
            ).encode(),
            headers={
                "content-type": "application/json",
                "lixia-account": "office-1",
                "idempotency-key": "k",
            },
        )
        with urllib.request.urlopen(asked) as answer:
            recorded = json.load(answer)["position"]
        assert position() == recorded > before
