"""Natural persons in sheets: sealed in the vault, found by name and number, never in the books."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lixia_domain.application.activities import campaigns
from lixia_domain.application.bootstrap import open_store
from lixia_domain.kernel.roles import Role

from .conftest import Lixia

STORE = "sqlite:///lixia.db"
ME = ("示例志愿者甲", "37010219900101000X", "13800000000")
VOLUNTEERS: tuple[str, ...] = (
    "志愿者姓名",
    "志愿者证件号",
    "志愿者电话",
    "告知同意书",
    "登记志愿者：业务日期",
)
HOURS: tuple[str, ...] = (
    "服务活动编号",
    "志愿者姓名",
    "志愿者证件号",
    "时段，如 09:00-11:30",
    "登记时长：业务日期",
)
DAY = "2021-03-06"


def sheet(name: str, *rows: tuple[Any, ...]) -> str:
    with Path(name).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return name


def sent(lixia: Lixia, kind: str, file: str, *more: str) -> Any:
    found = lixia("sheet", "import", kind, file, "--json", *more)
    assert found.out, found
    return found.json


@pytest.fixture
def office(lixia: Lixia) -> Lixia:
    """A console whose store has a vault, and an activity that teams may serve at."""
    assert lixia("store", "init", "--open").code == 0
    with open_store(STORE) as store:
        by = store.by("office-1", Role.PROGRAMME_OFFICE)
        on, ledger = date(2021, 3, 1), store.ledger
        campaigns.open_campaign(ledger, by, campaign_id="K", title="示例行动", on=on)
        campaigns.add_action(ledger, by, campaign_id="K", action="A", title="示例", on=on)
        day = date(2021, 3, 6)
        told: dict[str, Any] = {
            "action": "A",
            "title": "示例",
            "place": "示例社区",
            "day": day,
            "on": on,
        }
        campaigns.schedule(ledger, by, campaign_id="K", activity="01", **told)
    return lixia


@pytest.fixture
def kept(office: Lixia) -> Lixia:
    assert office("vault", "init").code == 0
    return office


def clear(path: str = ".") -> set[str]:
    """Return what of a person stands in clear in any file beside the store's, but for sheets."""
    found = [
        file.read_bytes()
        for file in Path(path).iterdir()
        if file.is_file() and file.suffix not in (".csv", ".xlsx")
    ]
    return {part for part in ME for body in found if part.encode() in body}


def test_volunteers_are_sealed_and_hours_find_them_by_name_and_number(kept: Lixia) -> None:
    people = sheet("v.csv", VOLUNTEERS, (*ME, "同意书（虚构示例）", "2021-03-01"))
    assert sent(kept, "volunteers", people)["new"] == 1
    again = sent(kept, "volunteers", people)
    assert (again["new"], again["known"], again["facts"]) == (0, 1, 0)
    kept("team", "register", "示例志愿团队（虚构示例）", "--team", "T1", "--lead", f"p:{'7' * 32}")
    heads: tuple[str, ...]
    heads = ("服务活动编号", "标题", "团队编号", "地点", "日期", "时段，如 09:00-11:30", "活动编号")
    heads += ("安排服务活动：业务日期", "举行服务活动：日期", "举行服务活动：时段，如 09:00-11:30")
    heads += ("举行服务活动：活动记录", "举行服务活动：业务日期")
    row = ("S1", "示例活动", "T1", "示例社区", DAY, "09:00-11:30", "K/01", "2021-03-01")
    planned = sheet("s.csv", heads, (*row, DAY, "09:00-11:30", "记录（虚构示例）", DAY))
    told = sent(kept, "sessions", planned)
    assert told["new"] == 1, told

    hours = sheet("h.csv", HOURS, ("S1", *ME[:2], "09:00-11:00", DAY))
    before = sent(kept, "hours", hours, "--dry-run")
    assert before["new"] == 1 and before["recorded"] is False
    assert sent(kept, "hours", hours)["new"] == 1
    assert sent(kept, "hours", hours)["known"] == 1
    [served] = kept("view", "service_hours", "--json").json["rows"]
    assert (served["volunteer"][:2], served["sessions"]) == ("p:", 1)
    assert clear() == set()

    refused = sent(
        kept, "hours", sheet("x.csv", HOURS, ("S1", "示例某乙", "1", "09:00-11:00", DAY))
    )
    assert [(one["cell"], one["code"]) for one in refused["wrong"]] == [
        ("B2", "rows.not_on_record")
    ]


def test_another_phone_is_told_by_its_cell_and_not_passed_over(kept: Lixia) -> None:
    row = (*ME, "同意书（虚构示例）", "2021-03-01")
    sent(kept, "volunteers", sheet("v.csv", VOLUNTEERS, row))
    told = sent(kept, "volunteers", sheet("w.csv", VOLUNTEERS, (*ME[:2], "13900000000", *row[3:])))
    assert [(one["cell"], one["code"]) for one in told["wrong"]] == [("C2", "rows.said_otherwise")]
    assert "13900000000" not in str(told)


def test_of_a_file_that_is_refused_nobody_is_kept(kept: Lixia) -> None:
    rows = ((*ME, "同意书（虚构示例）", "2021-03-01"), ("示例某乙", "2", "", "", "2021-03-01"))
    vault = kept("vault", "status", "--json").json
    told = sent(kept, "volunteers", sheet("v.csv", VOLUNTEERS, *rows))
    assert (told["new"], told["refused"], told["recorded"]) == (1, 1, False)
    sent(kept, "volunteers", "v.csv", "--dry-run")
    assert kept("vault", "status", "--json").json == vault
    told = sent(kept, "volunteers", "v.csv", "--partial")
    assert (told["new"], told["recorded"]) == (1, True)
    status = kept("vault", "status", "--json").json
    assert status != vault and clear() == set()


def test_whose_details_are_kept_needs_a_vault(office: Lixia) -> None:
    people = sheet("v.csv", VOLUNTEERS, (*ME, "同意书（虚构示例）", "2021-03-01"))
    refused = office("sheet", "import", "volunteers", people)
    assert refused.code == 2 and "vault init" in refused.err, refused


def test_without_a_vault_references_do(office: Lixia) -> None:
    """A reference is made with the store's key; a sheet finds whoever stands under it."""
    Path("me.txt").write_text(f"{ME[0]} {ME[1]}\n", "utf-8")
    reference = office("volunteer", "reference", "me.txt", "--json").json[0]["reference"]
    heads = ("志愿者代号", "告知同意书", "登记志愿者：业务日期")
    people = sheet("v.csv", heads, (reference, "同意书（虚构示例）", "2021-03-01"))
    assert sent(office, "volunteers", people)["new"] == 1
    hours = sheet("h.csv", HOURS, ("S1", *ME[:2], "09:00-11:00", DAY))
    told = sent(office, "hours", hours)
    assert [one["code"] for one in told["wrong"]] == ["service_session.unknown"]
    [key] = Path("keys").glob("pseudonyms-*.key")
    key.unlink()
    assert [one["code"] for one in sent(office, "hours", hours)["wrong"]] == ["rows.not_on_record"]


@pytest.mark.parametrize(
    ("who", "cell", "code"),
    [
        (("", "示例某乙", ""), "B2", "rows.who"),
        (("", "", ""), "B2", "gate.missing"),
        ((f"p:{'9' * 32}", *ME[:2]), "B2", "rows.two_persons"),
        (("示例某乙", "", ""), "B2", "person.not_a_reference"),
    ],
)
def test_who_is_meant_must_be_plain(
    kept: Lixia, who: tuple[str, str, str], cell: str, code: str
) -> None:
    sent(kept, "volunteers", sheet("v.csv", VOLUNTEERS, (*ME, "同意书", "2021-03-01")))
    heads = ("服务活动编号", "志愿者代号", *HOURS[1:])
    told = sent(kept, "hours", sheet("h.csv", heads, ("S1", *who, "09:00-11:00", DAY)))
    assert [(one["cell"], one["code"]) for one in told["wrong"]] == [(cell, code)]
    assert "示例某乙" not in str(told)


def test_a_minor_is_registered_with_its_guardian(kept: Lixia) -> None:
    heads = (
        *VOLUNTEERS,
        "未成年人的成年之日",
        "监护人姓名",
        "监护人证件号",
        "监护人同意：同意事项 1",
    )
    heads += ("监护人同意：监护人同意书", "监护人同意：业务日期")
    row = (
        *ME,
        "同意书（虚构示例）",
        "2021-03-01",
        "2030-01-01",
        "示例监护人",
        "GUARDIAN1",
        "参加服务",
    )
    told = sent(
        kept, "volunteers", sheet("v.csv", heads, (*row, "同意书2（虚构示例）", "2021-03-02"))
    )
    assert told["new"] == 1, told
    assert sent(kept, "volunteers", "v.csv")["known"] == 1
    out = kept("sheet", "export", "volunteers", "out.csv", "--json").json
    assert out["rows"] == 1
    assert sent(kept, "volunteers", "out.csv")["known"] == 1


def test_a_consent_that_was_withdrawn_is_not_given_anew_by_an_old_sheet(kept: Lixia) -> None:
    who = f"p:{'5' * 32}"
    heads = ("志愿者代号", "告知同意书", "志愿者同意公开：公开同意书")
    people = sheet("v.csv", heads, (who, "同意书（虚构示例）", "公开同意书（虚构示例）"))
    sent(kept, "volunteers", people)
    gone = kept("volunteer", "withdraw-publication", who, "--reason", "本人要求")
    assert gone.code == 0, gone
    told = sent(kept, "volunteers", people)
    assert (told["known"], told["facts"]) == (1, 0)
