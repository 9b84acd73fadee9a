"""``lixia pending`` and ``lixia run``: what is open, for whom and why, and what runs by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.console.frame import line, tree
from lixia_adapters.console.frame.options import Command
from lixia_adapters.printers.terminal import width
from lixia_domain.aggregates.account import guards as account
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import accounts
from lixia_domain.application.programme import arrears
from lixia_domain.kernel.dates import parse_date
from lixia_domain.kernel.roles import Role

from .conftest import CODE, FOUNDATION, Lixia, done, head

LATER = "2021-07-01"
CANCELLING = (
    f"fund establish F2 --name 二号基金（虚构示例） --foundation {FOUNDATION} "
    "--purpose 公益 --agreement 协议2 --on 2021-03-05",
    "project cancel P1 --reason 场地停用 --on 2021-03-07",
)


@pytest.fixture
def store(programme: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{programme}") as opened:
        yield opened


@pytest.fixture
def cancelled(store: Store, programme: Path) -> Path:
    """P1 was cancelled, and an account was opened for it in another fund afterwards."""
    by, opened = store.by("foundation-1", Role.ACCOUNTANT), parse_date("2021-03-08")
    for words in CANCELLING:
        done(*words.split())
    store.ledger.transact(lambda work: accounts.posting_account(work, "F2", "P1", opened), by=by)
    return programme


def test_what_is_due_says_for_whom_since_when_why_and_how(lixia: Lixia, programme: Path) -> None:
    assert lixia("pending", "--on", "2021-03-05", "--json").json["pending"] == []
    found = lixia("pending", "--on", LATER, "--json").json
    (item,) = found["pending"]
    assert found["position"] == head(programme) and found["on"] == LATER
    assert {name: item[name] for name in ("process", "state", "role", "whom", "since", "due")} == {
        "process": "instalments",
        "state": "overdue",
        "role": "programme_office",
        "whom": CODE,
        "since": "2021-07-01",
        "due": "2021-06-30",
    }
    assert item["cause"] == "pledge-C1@1" and item["refused"] is None
    shown = lixia("pending", "--on", LATER).out
    for told in (
        "待办事项",
        "已逾期",
        "统筹部门",
        CODE,
        "2021-06-30",
        "6,000.00 元",
        "pledge-C1@1",
    ):
        assert told in shown
    english = lixia("pending", "--on", LATER, "--lang", "en").out
    assert "overdue" in english and "programme office" in english


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_sixty_columns_and_each_command_stands_whole_on_a_line(
    lixia: Lixia, programme: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    items = lixia("pending", "--on", LATER, "--json").json["pending"]
    lines = lixia("pending", "--on", LATER, "--lang", lang).out.splitlines()
    commands = [shown for shown in lines if shown.startswith("lixia ")]
    assert commands == [item["command"] for item in items] != []
    assert max(width(shown) for shown in lines if shown not in commands) <= 60
    elsewhere = f"sqlite:///{programme}"
    shown = lixia("pending", "--on", LATER, "--store", elsewhere, "--lang", lang).out
    assert f"{commands[0]} --store {elsewhere}" in shown.splitlines()


def test_only_what_is_for_a_role_is_shown(lixia: Lixia, programme: Path) -> None:
    for role, count in (("programme_office", 1), ("enterprise", 0)):
        found = lixia("pending", "--role", role, "--on", LATER, "--json").json
        assert len(found["pending"]) == count
    assert lixia("pending", "--role", "boss").code == 2


def test_listing_records_nothing_and_neither_does_a_dry_run(lixia: Lixia, cancelled: Path) -> None:
    before = head(cancelled)
    (item,) = lixia("pending", "--role", "accountant", "--on", LATER, "--json").json["pending"]
    assert (item["state"], item["command"]) == ("ready", "lixia run")
    found = lixia("run", "--dry-run", "--json").json
    assert [wish["subject"] for wish in found["wishes"]] == ["F2/P1"]
    assert not found["wishes"][0]["done"]
    assert "冻结基金 F2" in lixia("run", "--dry-run").out
    assert head(cancelled) == before


def test_running_carries_out_what_needs_nobody_once(lixia: Lixia, cancelled: Path) -> None:
    before = head(cancelled)
    found = lixia("run", "--json")
    assert found.code == 0 and [wish["done"] for wish in found.json["wishes"]] == [True]
    assert head(cancelled) == before + 2 == found.json["position"]
    again = lixia("run")
    assert (again.code, "没有可自动办理的事项" in again.out) == (0, True)
    assert head(cancelled) == before + 2
    assert "账户冻结" in lixia("history", "account-F2/P1").out


def test_a_refusal_is_told_stays_pending_and_is_tried_again_on_demand(
    lixia: Lixia, cancelled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as strict:

        def refuse(*_: Any, **__: Any) -> None:
            account.existing(None)

        strict.setattr(accounts, "freeze", refuse)
        refused = lixia("run")
    assert refused.code == 1 and "✗" in refused.out and "没有这个账户" in refused.out
    (item,) = lixia("pending", "--role", "accountant", "--on", LATER, "--json").json["pending"]
    assert (item["state"], item["command"]) == ("refused", "lixia run --retry")
    assert item["refused"]["code"] == "account.unknown" and item["refused"]["tries"] == 1
    assert "没有这个账户" in lixia("pending", "--role", "accountant").out
    assert lixia("run", "--json").json["wishes"] == []
    assert "✓" in lixia("run", "--retry").out
    assert lixia("pending", "--role", "accountant", "--on", LATER, "--json").json["pending"] == []


def test_there_is_a_command_for_everything_that_is_pending(
    lixia: Lixia, store: Store, programme: Path
) -> None:
    """Each line can be typed as it stands, once the words in capitals are filled in."""
    lines = _commands(lixia, "2021-06-20") | _commands(lixia, LATER)
    by = store.by("foundation-1", Role.ACCOUNTANT)
    arrears.demand(
        store.ledger,
        by,
        claim_id="C1",
        number=1,
        deadline=parse_date("2021-07-30"),
        document="催告函",
        on=parse_date(LATER),
    )
    lines |= _commands(lixia, "2021-07-31")
    assert {typed.split()[2] for typed in lines} == {"import", "demand", "default"}
    for typed in lines:
        words, rest = tree.find(typed.split()[1:])
        command = tree.TREE[words].load()
        assert isinstance(command, Command)
        filled = [token.replace("DATE", "2021-07-30") for token in rest]
        assert line.read(command, filled), typed


def _commands(lixia: Lixia, on: str) -> set[str]:
    pending = lixia("pending", "--on", on, "--json").json["pending"]
    return {item["command"] for item in pending}
