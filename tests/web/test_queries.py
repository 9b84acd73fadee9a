"""Views by HTTP: what is asked for, of what one may see, at a position that the answer says."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from litestar.testing import TestClient

from lixia_adapters.web.app import application
from lixia_adapters.web.callers import Trusting
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.conditions import Between
from lixia_domain.audit.past.moment import Moment
from lixia_domain.extensions.shown import all_views
from lixia_domain.kernel.columns import visible
from lixia_domain.kernel.view import Audience
from lixia_domain.recording.read_models import view_json

from .conftest import NAMES, Looking


def who(store: Store, role: str) -> dict[str, str]:
    """Return the header of an account of the demo's cast that holds a role."""
    rows = store.show("role_register")["rows"]
    found = next(one["account"] for one in rows if one["role"] == role and one["until"] is None)
    return {"lixia-account": found}


@pytest.mark.parametrize("model", all_views(), ids=lambda model: model.name)
def test_everybody_sees_what_is_for_them_and_nothing_else(looking: Looking, model: Any) -> None:
    store, client = looking
    readers = {
        Audience.PUBLIC: {},
        Audience.MEMBER: who(store, "cashier"),
        Audience.AUDITOR: who(store, "administrator"),
    }
    for reader, headers in readers.items():
        shown = client.get(f"/api/views/{model.name}", headers=headers)
        if not reader.sees(model.audience):
            assert (shown.status_code, shown.json()["code"]) == (403, "not_for_you")
            continue
        names = {each.name for each in visible(model, reader)}
        assert shown.json() == view_json(store.views(), model, names)
        whose = "public" if reader is Audience.PUBLIC else "private"
        assert shown.headers["cache-control"].startswith(whose)


def test_an_account_that_is_no_member_is_of_the_public(
    looking: Looking,
) -> None:
    _, client = looking
    shown = client.get("/api/views/member_register", headers={"lixia-account": "nobody-9"})
    assert shown.status_code == 403


def test_rows_come_by_conditions_in_order_and_by_pages(
    looking: Looking,
) -> None:
    store, client = looking
    asked = {"order": "-budget_fen", "columns": "title,budget_fen", "limit": "50"}
    rows, after = [], None
    while True:
        page = client.get(
            "/api/views/project_register", params={**asked, **({"after": after} if after else {})}
        ).json()
        rows += page["rows"]
        after = page["next"]
        if after is None:
            break
    expected = store.show(
        "project_register", order=["-budget_fen"], columns=["title", "budget_fen"]
    )
    assert rows == expected["rows"] and page["matched"] == len(rows) > 100
    some = client.get("/api/views/project_register?where=budget_fen>=50000&where=领域=为老服务")
    where = {"budget_fen": Between(50_000_00), "domain": "为老服务"}
    assert some.json()["rows"] == store.show("project_register", where=where)["rows"] != []


def test_the_same_question_at_the_same_position_is_not_answered_twice(
    client: TestClient[Any], store: Store
) -> None:
    first = client.get("/api/views/programme_summary")
    tag = {"if-none-match": first.headers["etag"]}
    assert client.get("/api/views/programme_summary", headers=tag).status_code == 304
    others = ("?lang=en", "?columns=projects", "?format=csv")
    for other in others:
        assert client.get(f"/api/views/programme_summary{other}", headers=tag).status_code == 200
    client.post(
        "/api/commands/needs.put_forward",
        json={
            "need_id": "N-901",
            "summary": "送餐（虚构示例）",
            "domain": "为老服务",
            "place": "历下",
            "person": f"p:{7:032x}",
        },
        headers={"lixia-account": "office-1", "idempotency-key": "k"},
    )
    position = store.ledger.head()
    again = client.get(f"/api/views/programme_summary?wait={position}", headers=tag)
    assert again.status_code == 200 and again.json()["position"] >= position


def test_what_one_wrote_is_read_where_one_waits_for_it(client: TestClient[Any]) -> None:
    for number in range(3):
        done = client.post(
            "/api/commands/needs.put_forward",
            json={
                "need_id": f"N-91{number}",
                "summary": "送餐（虚构示例）",
                "domain": "为老服务",
                "place": "历下",
                "person": f"p:{7:032x}",
            },
            headers={"lixia-account": "office-1", "idempotency-key": f"k{number}"},
        )
        position = done.headers["lixia-position"]
        row = client.get(
            f"/api/views/need_register/N-91{number}?wait={position}",
            headers={"lixia-account": "office-1"},
        )
        assert row.status_code == 200, row.text
        assert row.json()["rows"][0]["key"] == f"N-91{number}"


def need(client: TestClient[Any], number: int) -> int:
    """Record a need; return where."""
    done = client.post(
        "/api/commands/needs.put_forward",
        json={
            "need_id": f"N-93{number}",
            "summary": "送餐（虚构示例）",
            "domain": "为老服务",
            "place": "历下",
            "person": f"p:{7:032x}",
        },
        headers={"lixia-account": "office-1", "idempotency-key": f"n{number}"},
    )
    return int(done.json()["position"])


def test_nobody_waits_for_what_is_not_recorded_nor_for_ever(
    client: TestClient[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    beyond = client.get("/api/views/programme_summary?wait=999999")
    assert (beyond.status_code, beyond.json()["code"]) == (400, "ahead_of_log")
    monkeypatch.setattr("lixia_adapters.web.served.PATIENCE", 0.01)
    monkeypatch.setattr("lixia_adapters.web.served.PACE", 3.0)
    position = need(client, 1)
    codes = set()
    for number in range(2, 40):
        late = client.get(f"/api/views/programme_summary?wait={position}")
        codes.add(late.json().get("code"))
        if "not_reached" in codes:
            assert (late.status_code, late.headers["retry-after"]) == (503, "1")
            return
        position = need(client, number)
    pytest.fail("the views were never behind")


def test_the_past_is_shown_as_it_was(looking: Looking) -> None:
    store, client = looking
    model = next(one for one in all_views() if one.name == "programme_summary")
    for asked, moment in (
        ("as_of=2021-06-30", Moment(on=date(2021, 6, 30))),
        ("known_at=3000", Moment(position=3000)),
        ("as_of=2021-06-30&known_at=3000", Moment(on=date(2021, 6, 30), position=3000)),
    ):
        shown = client.get(f"/api/views/programme_summary?{asked}")
        names = {each.name for each in visible(model, Audience.PUBLIC)}
        expected = view_json(store.replay(moment, (model,)), model, names)
        assert shown.json() == expected
    assert "immutable" in shown.headers["cache-control"]
    beyond = client.get("/api/views/programme_summary?known_at=99999999")
    assert (beyond.status_code, beyond.json()["code"]) == (400, "beyond_head")


def test_one_row_comes_by_its_key_whatever_stands_in_it(
    looking: Looking,
) -> None:
    store, client = looking
    keys = [row["key"] for row in store.show("account_ledger")["rows"]][:5]
    assert any("/" in key for key in keys)
    for key in keys:
        shown = client.get(f"/api/views/account_ledger/{key}", headers=who(store, "cashier"))
        assert [row["key"] for row in shown.json()["rows"]] == [key]
    missing = client.get("/api/views/project_register/none")
    assert (missing.status_code, missing.json()["code"]) == (404, "http.no_row")


def test_csv_and_workbooks_have_the_rows_of_the_screen(
    looking: Looking,
) -> None:
    _, client = looking
    asked = "/api/views/project_register?where=domain=为老服务&order=title&columns=title,budget_fen"
    rows = client.get(asked).json()["rows"]
    assert rows
    text = client.get(asked, headers={"accept": "text/csv"})
    assert text.headers["content-type"] == "text/csv; charset=utf-8"
    table = list(csv.reader(StringIO(text.content.decode("utf-8-sig"))))
    assert table[0] == ["key", "title", "budget_fen"]
    assert [row[0] for row in table[1:]] == [row["key"] for row in rows]
    book = client.get(f"{asked}&format=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in cells[1 : 1 + len(rows)]] == [row["key"] for row in rows]
    assert [round(row[2] * 100) for row in cells[1 : 1 + len(rows)]] == [
        row["budget_fen"] for row in rows
    ]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("where=nothing", "bad_selection"),
        ("where=colour=red", "unknown_column"),
        ("order=colour", "unknown_column"),
        ("limit=0", "bad_selection"),
        ("limit=-1", "http.no_number"),
        ("limit=٣", "http.no_number"),
        ("limit=" + "9" * 30, "http.no_number"),
        ("after=abc", "bad_selection"),
        ("as_of=2021-02-30", "bad_date"),
        ("known_at=x", "http.no_number"),
        ("format=pdf", "http.no_format"),
        ("wher=stage=published", "http.no_parameter"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(looking: Looking, asked: str, code: str) -> None:
    _, client = looking
    refused = client.get(f"/api/views/project_register?{asked}")
    assert (refused.status_code, refused.json()["code"]) == (400, code), refused.text


def test_reading_records_nothing_and_brings_nothing_up_to_date(
    demo_copy: Callable[[], Path],
) -> None:
    with open_store(f"sqlite:///{demo_copy()}") as store:
        head = store.ledger.head()
        with TestClient(application(store, Trusting(), NAMES)) as client:
            client.get("/api/views")
            client.get("/api/views/project_register")
            client.get("/metrics")
            assert client.get("/readyz").json() == {
                "ready": True,
                "position": head,
                "behind": 0,
                "fault": None,
            }
        assert store.ledger.head() == head
