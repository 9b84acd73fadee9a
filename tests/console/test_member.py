"""Members by commands: a closed roster from its first line, who may what, and whom to ask."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from lixia_adapters.console.frame import tree
from lixia_adapters.console.frame.readers import role_code
from lixia_adapters.console.frame.titles import called
from lixia_adapters.demo.cast import credit_code
from lixia_adapters.printers.terminal import width
from lixia_domain.aggregates.member.decisions import OF_A_PARTY
from lixia_domain.aggregates.roster.state import DAYS_TO_OBJECT, ROSTER, THE_ROSTER
from lixia_domain.application import clock
from lixia_domain.application.overview.membership import OPEN
from lixia_domain.kernel.roles import ROLES, Role

from .conftest import CODE, Lixia, head

FOUNDATION = credit_code(981, kind="53")
PEOPLE = [f"p:{number:032x}" for number in range(1, 9)]
CLOSING = (
    f"--administrator admin-1={PEOPLE[0]} --administrator admin-2={PEOPLE[1]}@{FOUNDATION} "
    "--document 任命书"
)
NEW = (
    f"--administrator admin-3={PEOPLE[5]} --administrator admin-4={PEOPLE[6]}@{FOUNDATION} "
    "--document 法定代表人决定"
)
JOINING = f"admin-5 --person {PEOPLE[7]} --foundation {credit_code(982, kind='53')} --document 来函"
STORY = (
    f"member admit office-1 --person {PEOPLE[2]} --document 授权书 --actor admin-1",
    "member grant office-1 programme_office --document 授权书 --actor admin-1",
    f"team register T1 志愿队（虚构示例） --lead {PEOPLE[4]} --actor office-1",
    f"member admit approver-1 --person {PEOPLE[3]} --document 授权书 --actor admin-2",
    f"member grant approver-1 approver --for {FOUNDATION} --document 任命 --actor admin-2",
    f"member admit lead-1 --person {PEOPLE[4]} --document 授权书 --actor office-1",
    "member grant lead-1 team --for T1 --document 授权书 --actor office-1",
    "member revoke lead-1 team --for T1 --document 通知 --actor office-1",
    "member suspend lead-1 --reason 休假 --actor admin-1",
    "member reinstate lead-1 --document 销假单 --actor admin-1",
    "member leave lead-1 --document 离职单 --actor office-1",
    "store confirm-clock --document 核对记录 --actor admin-1",
    f"member propose {NEW} --actor office-1",
    f"member propose-seat {JOINING} --actor admin-1",
    f"member fill-seat {JOINING} --actor admin-2",
)
SEATING = f"member seat {NEW} --actor approver-1"
READING = (
    "member list",
    "member list --ended",
    "member rights",
    "member rights --role approver",
    "member rights --use-case disbursements.approve",
    "store info",
)


@pytest.fixture
def closed(lixia: Lixia, tmp_path: Path) -> Path:
    """A store whose roster is closed: two administrators, an office, an approver."""
    assert lixia(*f"store init {CLOSING}".split()).code == 0
    for line in STORY[:5]:
        assert lixia(*line.split()).code == 0, line
    return tmp_path / "lixia.db"


def test_members_can_be_kept_by_commands_alone(
    lixia: Lixia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = lixia(*f"store init {CLOSING} --json".split())
    assert (made.json["roster"], made.json["closed_by"]) == ("closed", "local")
    for line in (*STORY, SEATING):
        if line is SEATING:
            assert lixia(*line.split(), "--json").error["code"] == "roster.too_soon"
            next_week = clock.now() + timedelta(days=DAYS_TO_OBJECT)
            monkeypatch.setattr(clock, "datetime", SimpleNamespace(now={UTC: next_week}.get))
        found = lixia(*line.split(), "--json")
        assert found.code == 0, (line, found.err)
        recorded = found.json["recorded"]
        assert recorded, line
        assert head(tmp_path / "lixia.db") == found.json["position"] == recorded[-1]["position"]
    for line in READING:
        assert lixia(*line.split()).code == 0, line
    told = {one["account"]: one for one in lixia("member", "list", "--json").json["members"]}
    held = {
        account: [role["role"] for role in one["roles"] if role["until"] is None]
        for account, one in told.items()
    }
    assert held == {
        "admin-1": [],
        "admin-2": [],
        "admin-3": ["administrator"],
        "admin-4": ["administrator"],
        "admin-5": [],
        "approver-1": ["approver"],
        "lead-1": [],
        "office-1": ["programme_office"],
        "processes": ["system"],
    }
    assert told["lead-1"]["state"] == "left"
    walked = {tree.find(line.split())[0] for line in (*STORY, SEATING, *READING)}
    elsewhere = {("member", "close"), ("member", "reference")}
    missing = {words for words in tree.TREE if words[0] == "member"} - walked - elsewhere
    assert not missing, f"add a line to STORY or READING for: {missing}"


UNDECIDED = {
    "neither": ("", "administrators_or_open"),
    "both": (f"--open {CLOSING}", "administrators_or_open"),
    "no document": (CLOSING.partition(" --document")[0], "missing_option"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", UNDECIDED)
def test_a_store_is_made_only_closed_or_said_to_be_open(
    lixia: Lixia, tmp_path: Path, name: str, lang: str
) -> None:
    line, code = UNDECIDED[name]
    found = lixia("store", "init", *line.split(), "--json", "--lang", lang)
    assert (found.code, found.error["code"]) == (2, code)
    assert list(tmp_path.iterdir()) == []
    if code == "administrators_or_open":
        for way in ("lixia store init --administrator ", "lixia store init --open"):
            assert way in found.error["sentence"]


UNFIT = {
    "one person": (f"--administrator a={PEOPLE[0]}@{FOUNDATION} --document d", 1),
    "one person twice": (
        f"--administrator a={PEOPLE[0]}@{FOUNDATION} --administrator b={PEOPLE[0]} --document d",
        1,
    ),
    "nobody of a foundation": ("--administrator a --administrator b --document d", 1),
    "a name for a reference": ("--administrator a=某人 --administrator b --document d", 1),
    "two digits of the foundation's code swapped": (
        "--administrator a@53000000DEM0000071 --administrator b --document d",
        1,
    ),
    "no code of a foundation": ("--administrator a@b --administrator b --document d", 1),
    "no account": (f"--administrator =p:1@{FOUNDATION} --administrator b --document d", 2),
    "no foundation behind the sign": ("--administrator a@ --administrator b --document d", 2),
}


@pytest.mark.parametrize("name", UNFIT)
def test_administrators_who_do_not_fit_make_no_store(
    lixia: Lixia, tmp_path: Path, name: str
) -> None:
    line, code = UNFIT[name]
    found = lixia("store", "init", *line.split())
    assert found.code == code, found.err
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_closed_is_not_begun_again_with_others(lixia: Lixia, closed: Path) -> None:
    before = head(closed)
    found = lixia(*f"store init {NEW} --json".split())
    assert (found.code, found.error["code"], head(closed)) == (1, "roster.closed", before)


def test_a_reference_that_is_not_given_is_made_up_and_shown(lixia: Lixia) -> None:
    line = f"--administrator a@{FOUNDATION} --administrator b={PEOPLE[0]} --document d"
    said = lixia("store", "init", *line.split()).out
    a, b, program = lixia("member", "list", "--json").json["members"]
    assert a["person"] in said
    assert a["person"] not in {b["person"], None}
    assert (b["person"], program["program"]) == (PEOPLE[0], "lixia")
    assert PEOPLE[0] not in said


def test_with_a_vault_the_vault_keeps_the_reference(lixia: Lixia, tmp_path: Path) -> None:
    assert lixia("store", "init", "--open").code == 0
    assert lixia("vault", "init").code == 0
    line = f"member close --administrator a@{FOUNDATION} --administrator b={PEOPLE[0]} --document d"
    tried = lixia(*line.split(), "--dry-run", "--json").json
    assert head(tmp_path / "lixia.db") == 0
    done = lixia(*line.split(), "--json").json
    assert [one["new_reference"] for one in done["administrators"]] == [True, False]
    assert tried["administrators"][0]["person"] != done["administrators"][0]["person"]
    assert lixia("vault", "status", "--json").json["references"] == 1


@pytest.mark.parametrize("vault", [False, True])
def test_who_leads_a_team_and_uses_an_account_is_one_person_by_one_reference(
    lixia: Lixia, tmp_path: Path, vault: bool
) -> None:
    """Else four eyes would be counted by what a person was asked for, not by persons."""
    assert lixia("store", "init", "--open").code == 0
    if vault:
        assert lixia("vault", "init").code == 0
    (tmp_path / "names.txt").write_text("虚构示例 000000\n", "utf-8")
    member, volunteer, author = (
        lixia(group, "reference", "names.txt", "--json").json[0]["reference"]
        for group in ("member", "volunteer", "entry")
    )
    assert member == volunteer != author


SAID = {
    "zh": (OPEN.zh, "由 local 关闭（凭证：任命书）"),
    "en": (OPEN.en, "by local (任命书)"),
}


@pytest.mark.parametrize("lang", SAID)
def test_an_open_store_says_so_and_a_closed_one_who_closed_it(lixia: Lixia, lang: str) -> None:
    is_open, was_closed = SAID[lang]
    for line in ("store init --open", "store info", "member list", "member rights"):
        found = lixia(*line.split(), "--lang", lang)
        assert is_open in found.out, line
    data = lixia("store", "info", "--json").json
    assert (data["roster"], data["closed_on"], data["closed_by"]) == ("open", None, None)
    assert lixia(*f"member close {CLOSING}".split()).code == 0
    for line in ("store info", "member list", "member rights"):
        found = lixia(*line.split(), "--lang", lang)
        assert was_closed in found.out, line
        assert is_open not in found.out
    data = lixia("store", "info", "--json").json
    assert (data["roster"], data["closed_by"]) == ("closed", "local")


@pytest.mark.parametrize("lang", SAID)
def test_reports_and_exports_of_an_open_store_say_so(
    lixia: Lixia, programme: Path, lang: str
) -> None:
    is_open, was_closed = SAID[lang]
    report = ("report", "--as-of", "2021-12-31", "--html", "-o", "x.html", "--lang", lang)
    assert is_open in lixia(*report).out
    assert f'<p class="grave">{is_open}</p>' in Path("x.html").read_text("utf-8")
    exported = ("export", "beancount", "--lang", lang)
    assert is_open in lixia(*exported).out
    before = head(programme)
    assert lixia(*f"member close {CLOSING}".split()).code == 0
    today = lixia("store", "info", "--json").json["closed_on"]
    now = ("report", "--as-of", today, "--html", "-o", "now.html", "--lang", lang, "--json")
    assert lixia(*now).json["roster"] == "closed"
    page = Path("now.html").read_text("utf-8")
    assert is_open not in page
    assert f'<p class="said">{"" if lang == "en" else "名册已于"}' in page
    assert was_closed in page
    assert was_closed in lixia(*exported).out
    # As it was then, it is what it was.
    assert lixia(*report).code == 0
    assert f'<p class="grave">{is_open}</p>' in Path("x.html").read_text("utf-8")
    assert is_open in lixia(*exported, "--as-known-at", str(before)).out


def test_the_stream_of_the_roster_is_the_aggregate_s(lixia: Lixia, closed: Path) -> None:
    assert lixia("history", ROSTER.stream(THE_ROSTER)).code == 0


NEED = f"need raise N1 --summary 助餐 --domain 为老 --place 甲社区 --person {PEOPLE[7]}"
MAY_NOT = {
    "no member": (
        "local",
        "rights.not_a_member",
        "可请办理：office-1（统筹部门）",
        "ask: office-1 (programme office)",
    ),
    "another role": (
        "admin-1",
        "rights.not_granted",
        "可请办理：office-1（统筹部门）",
        "ask: office-1 (programme office)",
    ),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", MAY_NOT)
def test_who_may_not_is_told_whom_to_ask(lixia: Lixia, closed: Path, name: str, lang: str) -> None:
    actor, code, zh, en = MAY_NOT[name]
    before = head(closed)
    for dry in ((), ("--dry-run",)):
        found = lixia(*NEED.split(), "--actor", actor, *dry, "--json", "--lang", lang)
        assert (found.code, found.error["code"], head(closed)) == (1, code, before)
        assert (zh if lang == "zh" else en) in found.error["sentence"]
        assert "--actor" not in found.error["sentence"], "this is no demo"


def test_where_nobody_may_an_administrator_is_named(lixia: Lixia, closed: Path) -> None:
    line = "disburse pay D1 --debit 1 --voucher 1 --actor office-1"
    found = lixia(*line.split())
    assert "现在没有人可以办理；请管理员授予身份：admin-1、admin-2" in found.err
    assert "ask an administrator to grant the role: admin-1, admin-2" in (
        lixia(*line.split(), "--lang", "en").err
    )


def test_one_acts_in_a_role_that_one_holds_unless_one_is_named(lixia: Lixia, closed: Path) -> None:
    """``need raise`` is usually the office's; a team's leader may as well."""
    assert tree.TREE["need", "raise"].roles == ("programme_office", "team")
    for line in STORY[5:7]:
        assert lixia(*line.split()).code == 0
    assert lixia(*NEED.split(), "--actor", "LEAD-1").code == 0
    (fact,) = lixia("history", "need-N1", "--json").json["events"]
    assert (fact["actor"], fact["role"]) == ("lead-1", "team")
    other = NEED.replace("N1", "N2")
    named = lixia(*other.split(), "--actor", "lead-1", "--role", "programme_office", "--json")
    assert named.error["code"] == "rights.not_granted"


def test_the_role_of_an_open_store_is_the_usual_one(lixia: Lixia) -> None:
    assert lixia("store", "init", "--open").code == 0
    assert lixia(*NEED.split()).code == 0
    (fact,) = lixia("history", "need-N1", "--json").json["events"]
    assert (fact["actor"], fact["role"]) == ("local", "programme_office")


@pytest.fixture
def played(lixia: Lixia, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo, where ``lixia`` finds it."""
    path = tmp_path / "demo.db"
    shutil.copy(demo, path)
    monkeypatch.setenv("LIXIA_STORE", f"sqlite:///{path}")
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_in_a_demo_one_is_told_how_to_act_as_another(lixia: Lixia, played: Path, lang: str) -> None:
    [first, *_] = lixia("view", "disbursement_register", "--json", "--limit", "1").json["rows"]
    line = ("disburse", "refuse", first["key"], "--reason", "虚构示例")
    found = lixia(*line, "--json", "--lang", lang)
    assert found.error["code"] == "rights.not_granted"
    hint = found.error["sentence"].splitlines()[-1]
    added = hint[hint.index("--actor") :].split()
    assert (added[0], added[2:]) == ("--actor", ["--role", "approver"])
    again = lixia(*line, *added, "--json")
    assert again.error["code"] != "rights.not_granted", "they may; it is paid already"


def test_of_another_s_business_those_come_first_whose_it_is(lixia: Lixia, played: Path) -> None:
    found = lixia("pledge", "waive-receipt", "C002", "--document", "同意书", "--actor", "firm-01")
    assert found.code == 1
    assert "可请办理：firm-02（企业，" in found.err


ASKED_IN_VAIN = {
    "a project that has no team": (
        "project ask-acceptance P-006 --document 报告 --actor team-lead-01",
        "rights.not_theirs",
    ),
    "a fund of another foundation": (
        "fund establish FX --name 基金 --purpose 公益 --agreement 协议 "
        "--foundation 53000000DEM0000025",
        "rights.not_theirs",
    ),
    "a payment of a foundation's own, by the office": (
        "fund establish FX --name 基金 --purpose 公益 --agreement 协议 "
        "--foundation 53000000DEM0000025 --actor office-1",
        "rights.not_granted",
    ),
    "a disbursement that there is not": (
        "disburse pay D-none --debit 1 --voucher 1 --actor office-1",
        "rights.not_granted",
    ),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("what", ASKED_IN_VAIN)
def test_nobody_is_named_who_would_be_refused_as_well(
    lixia: Lixia, played: Path, what: str, lang: str
) -> None:
    line, code = ASKED_IN_VAIN[what]
    found = lixia(*line.split(), "--json", "--lang", lang)
    assert found.error["code"] == code
    said = found.error["sentence"]
    members = lixia("member", "list", "--json").json["members"]
    role = tree.TREE[tuple(line.split()[:2])].roles[0]
    for account in (one["account"] for one in members):
        if re.search(rf"(?:可请办理：|ask: ).*\b{account}\b", said):
            again = lixia(*line.split(), "--actor", account, "--json")
            assert again.code == 0 or not again.error["code"].startswith("rights."), account
    if "disburse" in line:
        assert ("无人可以办理" if lang == "zh" else "nobody may as") in said
    elif "fund" in line:
        assert f"member grant ACCOUNT {role} --for 53000000DEM0000025" in said


def test_who_could_approve_on_a_day_is_replayed(lixia: Lixia, played: Path) -> None:
    def holders(*more: str) -> list[str]:
        line = ("member", "rights", "--use-case", "disbursements.approve", "--json", *more)
        return [one["account"] for one in lixia(*line).json["holders"]]

    assert holders("--as-of", "2021-06-30") == ["approver-1"]
    [admin] = [
        one["account"]
        for one in lixia("member", "rights", "--role", "administrator", "--json").json["holders"]
        if one["stands_for"]
    ]
    keeper = next(
        one["stands_for"]
        for one in lixia("member", "rights", "--role", "approver", "--json").json["holders"]
    )
    line = f"member revoke approver-1 approver --for {keeper} --document 通知 --actor {admin}"
    assert lixia(*line.split(), "--on", "2022-04-01").code == 0
    assert holders() == holders("--as-of", "2022-04-01") == []
    assert holders("--as-of", "2022-03-31") == ["approver-1"]
    before = head(played) - 1
    assert holders("--as-known-at", str(before)) == ["approver-1"]
    nobody = lixia("member", "rights", "--use-case", "disbursements.approve").out
    assert "没有人可以办理" in nobody


@pytest.mark.parametrize(
    ("lang", "anybody"),
    [("zh", "谁都可以办理：名册未关闭"), ("en", "anybody could: the roster was open")],
)
def test_while_a_roster_was_open_anybody_could(
    lixia: Lixia, programme: Path, lang: str, anybody: str
) -> None:
    before = head(programme)
    line = ("member", "rights", "--use-case", "disbursements.approve", "--lang", lang)
    assert anybody in lixia(*line).out
    assert lixia(*f"member close {CLOSING}".split()).code == 0
    assert anybody not in lixia(*line).out
    for then in (("--as-known-at", str(before)), ("--as-of", "2021-03-04")):
        assert anybody in lixia(*line, *then).out
        assert lixia(*line, *then, "--json").json["roster"] == "open"


def test_rights_are_those_of_the_declarations(lixia: Lixia, closed: Path) -> None:
    told = lixia("member", "rights", "--json").json
    by = {one["name"]: one["by"] for one in told["use_cases"]}
    assert by["disbursements.approve"] == {"approver": "own"}
    assert by["claims.claim"] == {"programme_office": "all", "enterprise": "own"}
    assert by["projects.approve"] == {"programme_office": "all"}
    catalogue = lixia("catalogue", "use_cases", "--json").json["use_cases"]
    assert {one["name"]: set(one["by"]) for one in catalogue} == {
        name: set(roles) for name, roles in by.items()
    }
    page = lixia("member", "rights").out
    for role in Role:
        assert (f"\n{role.zh} " in page) == (role is not Role.FOUNDATION)


@pytest.mark.parametrize("title", ["批准拨付", "approve a disbursement", "Approve  a Disbursement"])
def test_a_use_case_goes_by_its_title_too(lixia: Lixia, closed: Path, title: str) -> None:
    found = lixia("member", "rights", "--use-case", title, "--json").json
    assert [one["name"] for one in found["use_cases"]] == ["disbursements.approve"]


def test_a_title_that_several_use_cases_bear_means_them_all() -> None:
    titles = {"a.one": ("甲", "one"), "b.one": ("甲", "other"), "c": ("丙", "third one")}
    assert called("甲", titles) == (("a.one", "b.one"), ())
    assert called("ONE", titles) == (("a.one",), ())
    assert called("thrid one", titles) == ((), ("c",))
    assert called("one ", titles | {"a.one": ("甲", "first")}) == ((), ("a.one", "b.one", "c"))


def test_a_use_case_that_is_not_there_names_the_nearest(lixia: Lixia, closed: Path) -> None:
    found = lixia("member", "rights", "--use-case", "members.grnt", "--json")
    assert (found.code, found.error["code"]) == (2, "unknown_use_case")
    for typed in ("批准拨", "approve disbursement"):
        near = lixia("member", "rights", "--use-case", typed, "--lang", "zh")
        assert "disbursements.approve（批准拨付）" in near.err
    assert "members.grant" in found.error["sentence"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("line", READING)
def test_a_narrow_screen_shows_all_columns(
    lixia: Lixia, closed: Path, line: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn for 60 columns, no heading and no account is cut."""
    from io import StringIO

    from lixia_adapters.console.frame import screen
    from lixia_adapters.console.frame.answer import Answer, Table
    from lixia_adapters.console.frame.invocation import Invocation
    from lixia_adapters.console.frame.line import read
    from lixia_adapters.printers.terminal import Terminal

    words, rest = tree.find(line.split())
    command = tree.TREE[words].load()
    values = read(command, rest)
    nowhere = Terminal(StringIO())
    made: Answer = command.run(
        Invocation(values, lang=lang, environ={}, roles=command.roles, out=nowhere, err=nowhere)
    )
    for table in made.shown:
        if isinstance(table, Table):
            out = StringIO()
            screen.draw(table, out, 60)
            drawn = out.getvalue()
            assert "…" not in drawn.replace("0…", ""), drawn
            flat = "".join(drawn.split())
            for text in (*table.heads, *(row[0] for row in table.rows)):
                assert "".join(text.split()) in flat or len(text) > 16, (text, drawn)


# ---- how roles are called, and how wide it is told -----------------------------------------------


@pytest.mark.parametrize("role", [role for role in ROLES if role is not Role.SYSTEM])
def test_a_role_goes_by_its_title_wherever_it_goes_by_its_code(
    lixia: Lixia, closed: Path, role: Role
) -> None:
    called = (role.value, role.zh, role.en, f" {role.en.upper()} ")
    assert {role_code(one) for one in called} == {role.value}
    told = [lixia("member", "rights", "--role", one, "--json").json for one in called]
    assert told.count(told[0]) == len(told)
    whose = {Role.TEAM: "T1", Role.ENTERPRISE: CODE}.get(role, FOUNDATION)
    party = f" --for {whose}" if role in OF_A_PARTY else ""
    firm = f"enterprise register {CODE} 甲企业（虚构示例） --actor office-1"
    assert lixia(*firm.split()).code == 0
    term = " --until 2030-12-31" if role is Role.AUDITOR else ""
    for line in (
        f"member admit x --person {PEOPLE[7]} --document d --actor admin-2",
        f"member grant x {role.zh}{party}{term} --document d --actor admin-2 --role 管理员",
        f"member revoke x {role.zh}{party} --document d --actor admin-2 --role 管理员",
    ):
        assert lixia(*line.split()).code == 0, line


def test_no_two_roles_go_by_one_title_and_no_other_word_is_one() -> None:
    called = [
        one
        for role in Role
        for one in {role.value, role.en, role.zh, role.zh.removeprefix("基金会") or role.zh}
    ]
    assert len(called) == len(set(called))
    assert role_code("会计") == "accountant" and role_code("基金会") == "foundation"
    for other in ("", "员", "人", "审批", "admin", "管理员 审计"):
        assert role_code(other) == other


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_that_is_said_of_the_roster_fits_sixty_columns(
    lixia: Lixia, closed: Path, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = "member grant lead-1 auditor --until 2030-12-31 --document 业务约定书 --actor admin-1"
    for line in (STORY[5], held):
        assert lixia(*line.split()).code == 0
    assert "2030-12-31" in lixia("member", "list").out
    told = lixia("member", "list", "--lang", lang).out.splitlines()[2:]
    assert max(map(width, told)) <= 60, "whoever says no width"
    monkeypatch.setenv("COLUMNS", "60")
    may_not = ("member admit x --person x --document d --actor lead-1", "member grant x 会记")
    for line in (*READING, "pending", *STORY[-3:], SEATING, *may_not, "member grant"):
        found = lixia(*line.split(), "--lang", lang)
        for shown in (found.out + found.err).splitlines():
            assert width(shown) <= 60 or shown.startswith("lixia "), (line, shown)
