"""A key opens what it is good for, for as long as it is, and nothing once it is revoked."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from lixia_adapters.console.main import main
from lixia_adapters.web.api_keys import ApiKeys, DamagedKeys, NoSuchKey
from lixia_adapters.web.app import application
from lixia_adapters.web.callers import ByKey
from lixia_domain.application.bootstrap import Store

from .conftest import NAMES
from .test_commands import NEED, PUT

TODAY, UNTIL = date(2021, 3, 10), date(2021, 6, 1)
NOW = datetime(2021, 3, 10, 4, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> ApiKeys:
    return ApiKeys(str(tmp_path / "x.db"))


def test_a_key_is_known_until_its_last_day_in_shanghai(keys: ApiKeys) -> None:
    key = keys.make("office-1", today=TODAY, until=UNTIL)
    found = keys.found(key, NOW)
    assert found is not None and found.account == "office-1"
    assert keys.found(key, datetime(2021, 6, 1, 15, 59, tzinfo=UTC)) is not None
    assert keys.found(key, datetime(2021, 6, 1, 16, 0, tzinfo=UTC)) is None


def test_no_other_text_is_a_key(keys: ApiKeys) -> None:
    key = keys.make("office-1", today=TODAY, until=UNTIL)
    number = key.split("_")[1]
    for other in ("", "x", key[:-1], key + "a", key.upper(), key[6:], f"lixia_{number}_", "_"):
        assert keys.found(other, NOW) is None


def test_the_key_itself_is_kept_nowhere_and_the_file_is_the_owners(keys: ApiKeys) -> None:
    key = keys.make("office-1", today=TODAY, until=UNTIL)
    kept = keys.path.read_text("utf-8")
    assert key not in kept and key.rpartition("_")[2] not in kept
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600
    assert len(key.split("_", 2)[2]) >= 43  # 256 bits


def test_a_revoked_key_opens_nothing_from_that_moment_whoever_has_read_it(keys: ApiKeys) -> None:
    key = keys.make("office-1", today=TODAY, until=UNTIL)
    other = ApiKeys(str(keys.path).removesuffix(".api-keys"))
    assert other.found(key, NOW) is not None
    keys.revoke(key.split("_")[1], today=TODAY)
    assert other.found(key, NOW) is None
    with pytest.raises(NoSuchKey):
        keys.revoke("none", today=TODAY)


def test_nobody_is_let_in_by_a_file_that_can_not_be_read(keys: ApiKeys) -> None:
    key = keys.make("office-1", today=TODAY, until=UNTIL)
    for damaged in (b"", b"{", b'{"keys": [{"number": 1}]}', b"\xff"):
        keys.path.write_bytes(damaged)
        with pytest.raises(DamagedKeys):
            keys.found(key, NOW)
    keys.path.unlink()
    assert keys.found(key, NOW) is None


def test_keys_that_are_made_at_once_are_all_kept(tmp_path: Path) -> None:
    place = str(tmp_path / "x.db")
    make = lambda n: ApiKeys(place).make(f"a-{n}", today=TODAY, until=UNTIL)  # noqa: E731
    with ThreadPoolExecutor(8) as many:
        made = list(many.map(make, range(24)))
    kept = ApiKeys(place)
    assert [kept.found(key, NOW).account for key in made] == [  # type: ignore[union-attr]
        f"a-{n}" for n in range(24)
    ]


def run(*argv: str) -> Any:
    from contextlib import redirect_stdout
    from io import StringIO

    out = StringIO()
    with redirect_stdout(out):
        assert main([*argv, "--json"]) == 0
    return json.loads(out.getvalue())


def test_whoever_holds_a_key_acts_as_its_account_within_its_scope(store: Store) -> None:
    uri = store.uri
    told = run("api-key", "add", "Office-1", "--store", uri)
    narrow = run("api-key", "add", "office-1", "--store", uri, "--only", "needs.verify")
    assert told["account"] == "office-1"
    keys = ApiKeys(store.place)

    def headers(key: str) -> dict[str, str]:
        return {"authorization": f"Bearer {key}", "idempotency-key": "k"}

    with TestClient(application(store, ByKey(keys), NAMES)) as client:
        refused = client.post(PUT, json=NEED, headers=headers(narrow["key"]))
        assert (refused.status_code, refused.json()["code"]) == (401, "http.out_of_scope")
        bare = client.post(PUT, json=NEED, headers={"lixia-account": "office-1"})
        assert (bare.status_code, bare.json()["code"]) == (401, "http.sign_in")
        assert bare.headers["www-authenticate"] == "Bearer"
        assert client.post(PUT, json=NEED, headers=headers(told["key"])).status_code == 200
        assert store.ledger.history("need-N-900")[0].actor == "office-1"
        listed = run("api-key", "list", "--store", uri)
        assert told["key"] not in json.dumps(listed) and len(listed) == 2
        run("api-key", "revoke", listed[0]["number"], "--store", uri)
        stolen = client.get("/api/views/claim_board", headers=headers(told["key"]))
        assert (stolen.status_code, stolen.json()["code"]) == (401, "http.bad_key")


@pytest.mark.parametrize(
    "argv",
    [
        ("add", "office-1", "--until", "2099-01-01"),
        ("add", "office-1", "--until", "2020-01-01"),
        ("add", "office-1", "--only", "needs.dream"),
        ("add", "\u200b"),
        ("revoke", "none"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(
    demo_copy: Callable[[], Path], argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    place = demo_copy()
    assert main(["api-key", *argv, "--store", f"sqlite:///{place}"]) in (1, 2)
    assert "api-key" in capsys.readouterr().err or argv[0] == "add"
    assert not Path(f"{place}.api-keys").exists()
