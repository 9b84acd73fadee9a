"""A use case by HTTP: done once for a key, by right, or refused with code, sentence and place."""

from __future__ import annotations

from typing import Any

import pytest
from litestar.testing import TestClient

from lixia_domain.application.bootstrap import Store

from .conftest import Looking

NEED = {
    "need_id": "N-900",
    "summary": "送餐（虚构示例）",
    "domain": "为老服务",
    "place": "历下",
    "person": f"p:{7:032x}",
}
OFFICE = {"lixia-account": "office-1", "idempotency-key": "k-1"}
PUT = "/api/commands/needs.put_forward"


def test_a_command_is_carried_out_once_and_says_what_it_recorded(
    client: TestClient[Any], store: Store
) -> None:
    before = store.ledger.head()
    first = client.post(PUT, json=NEED, headers=OFFICE)
    assert first.status_code == 200, first.text
    told = first.json()
    assert [one["event"] for one in told["recorded"]] == ["need.raised", "command.done"]
    assert told["position"] == store.ledger.head() == before + 2
    assert first.headers["lixia-position"] == str(told["position"])
    again = client.post(PUT, json=NEED, headers=OFFICE)
    assert again.status_code == 200
    assert again.json()["outcome"] == told["outcome"] and again.json()["recorded"] == []
    assert store.ledger.head() == before + 2


def test_another_request_under_the_same_key_is_refused(
    client: TestClient[Any], store: Store
) -> None:
    client.post(PUT, json=NEED, headers=OFFICE)
    before = store.ledger.head()
    other = client.post(PUT, json={**NEED, "summary": "别的"}, headers=OFFICE)
    assert (other.status_code, other.json()["code"]) == (422, "command.key_reused")
    assert store.ledger.head() == before


def test_a_dry_run_says_what_would_be_recorded_and_records_nothing(
    looking: Looking,
) -> None:
    store, client = looking
    before = store.ledger.head()
    told = client.post(f"{PUT}?dry_run=true", json=NEED, headers={"lixia-account": "office-1"})
    assert told.status_code == 200, told.text
    assert [one["event"] for one in told.json()["recorded"]] == ["need.raised"]
    assert told.json()["recorded"][0]["position"] == 0
    assert store.ledger.head() == before


def test_the_date_is_today_where_none_is_given(client: TestClient[Any], store: Store) -> None:
    client.post(PUT, json=NEED, headers=OFFICE)
    (raised,) = store.ledger.history("need-N-900")
    assert raised.event.on == store.today()


def test_all_that_is_wrong_with_a_body_is_named_by_place_in_the_language_asked_for(
    looking: Looking,
) -> None:
    store, client = looking
    before = store.ledger.head()
    body = {**NEED, "summary": "\u202e", "shade": 1, "on": "2021-02-30"}
    del body["person"]
    for lang, word in (("en", "is missing"), ("zh", "没有给出")):
        refused = client.post(PUT, json=body, headers={**OFFICE, "accept-language": lang})
        assert refused.status_code == 422
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["content-language"] == lang
        errors = {each["pointer"]: each["code"] for each in refused.json()["errors"]}
        assert errors == {
            "#/on": "gate.not_of_form",
            "#/summary": "gate.unprintable",
            "#/person": "gate.missing",
            "#/shade": "gate.unknown_argument",
        }
        assert word in refused.json()["detail"]
    assert store.ledger.head() == before


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"idempotency-key": "k"}, 401, "http.sign_in"),
        ({"lixia-account": "office-1"}, 400, "http.no_key"),
        ({"lixia-account": "nobody-9", "idempotency-key": "k"}, 403, "rights.not_a_member"),
        ({"lixia-account": "acct-1", "idempotency-key": "k"}, 403, "rights.not_a_member"),
        ({**OFFICE, "lixia-role": "cashier"}, 403, "rights.not_your_part"),
        ({**OFFICE, "lixia-role": "king"}, 400, "http.no_role"),
        ({"lixia-account": "\u200b", "idempotency-key": "k"}, 422, "gate.unprintable"),
    ],
)
def test_whoever_may_not_is_told_why(
    looking: Looking, headers: dict[str, str], status: int, code: str
) -> None:
    store, client = looking
    before = store.ledger.head()
    sent = {name: value.encode() for name, value in headers.items()}
    refused = client.post(PUT, json=NEED, headers=sent)  # type: ignore[arg-type]
    assert refused.status_code == status, refused.text
    assert refused.json()["code"] == code or status == 403
    assert store.ledger.head() == before


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "http.unreadable_body"),
        (b"\xff{}", "application/json", 400, "http.unreadable_body"),
        (b'{"a": NaN}', "application/json", 400, "http.unreadable_body"),
        (b'{"on": 1, "on": 2}', "application/json", 400, "http.unreadable_body"),
        (b"[" * 20_000, "application/json", 400, "http.unreadable_body"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "application/json", 400, "http.unreadable_body"),
        (b"[]", "application/json", 422, "gate.wrong_type"),
        (b"{}", "text/plain", 415, "http.not_json"),
        (b"{}", "application/x-www-form-urlencoded", 415, "http.not_json"),
        (b'"' + b"x" * 70_000 + b'"', "application/json", 413, "http.too_large"),
    ],
)
def test_a_body_that_can_not_be_read_is_a_clear_refusal(
    looking: Looking, body: bytes, kind: str, status: int, code: str
) -> None:
    store, client = looking
    before = store.ledger.head()
    refused = client.post(PUT, content=body, headers={**OFFICE, "content-type": kind})
    assert (refused.status_code, refused.json()["code"]) == (status, code), refused.text
    assert store.ledger.head() == before


def test_a_rule_that_refuses_answers_with_its_permanent_code(
    client: TestClient[Any], store: Store
) -> None:
    client.post(PUT, json=NEED, headers=OFFICE)
    refused = client.post(
        PUT, json={**NEED, "summary": "别的"}, headers={**OFFICE, "idempotency-key": "k-2"}
    )
    assert refused.status_code == 409
    told = refused.json()
    assert told["code"].startswith("need.") and told["type"].endswith(told["code"])
    reason = client.get(told["type"]).json()
    assert reason["code"] == told["code"] and reason["zh"] != reason["en"]


def test_what_is_not_there_is_not_found(looking: Looking) -> None:
    _, client = looking
    for method, path, code in (
        ("POST", "/api/commands/needs.dream", "http.no_use_case"),
        ("GET", "/api/refusals/no.such", "http.no_refusal"),
        ("GET", "/api/use-cases/needs.dream", "http.no_use_case"),
        ("GET", "/nowhere", "http.no_page"),
    ):
        missing = client.request(method, path, json={}, headers=OFFICE)
        assert (missing.status_code, missing.json()["code"]) == (404, code)
    assert client.get(PUT).status_code == 405
    assert client.get("/api/use-cases/needs.put_forward").json()["chapter"] == "programme"


def test_a_name_that_is_not_ours_is_refused(looking: Looking) -> None:
    _, client = looking
    refused = client.get("/api/views", headers={"host": "evil.example"})
    assert (refused.status_code, refused.json()["code"]) == (421, "http.other_name")
    assert client.get("/api/views", headers={"host": "localhost:8068"}).status_code == 200
