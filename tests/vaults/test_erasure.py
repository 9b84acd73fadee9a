"""A person erased: nothing of it is left anywhere, and everything else is as it was."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from lixia_adapters.vaults import box, sqlite
from lixia_domain.aggregates.subject.facts import AskedBy, Field, PersonKind
from lixia_domain.aggregates.subject.state import SUBJECT, Why
from lixia_domain.application.activities import volunteers
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.persons import subjects
from lixia_domain.application.persons.vault_review import review, standing, sweep
from lixia_domain.application.vault import KeyGone
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.views import VIEWS

NAME, PHONE = "示例某甲（虚构）", "00000000001"
TOLD = {Field.NAME: NAME, Field.PHONE: PHONE}
WHY = {"reason": "不再参加", "asked_by": AskedBy.SUBJECT, "document": "申请"}


def registered(store: Store, told: Mapping[Field, str] = TOLD, identity: str = NAME) -> str:
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    person = store.vault.refer(identity)
    volunteers.register(
        store.ledger,
        by,
        person=person,
        document="同意书",
        details=subjects.seal(store.ledger, store.vault, by, person, told),
        on=store.today(),
    )
    return person


def erased(store: Store, person: str) -> None:
    by = store.by("foundation-1", Role.ACCOUNTANT)
    subjects.erase(store.ledger, by, store.vault, person=person, on=store.today(), **WHY)


def key_of(store: Store, person: str) -> tuple[bytes, bytes]:
    """The key, and how it lies wrapped."""
    vault = store.vault
    assert isinstance(vault, sqlite.SQLiteVault)
    query = "SELECT wrapped FROM keys WHERE person = ?"
    [(wrapped,)] = vault.db.execute(query, (person,))
    with vault._transaction("BEGIN") as outer:
        return vault._unwrapped(outer, person, wrapped), wrapped


def log(store: Store) -> list[object]:
    return list(store.ledger.journal.rows(0, store.ledger.head()))


def test_no_plain_text_and_no_key_is_left_in_any_file(store: Store, place: Path) -> None:
    person = registered(store)
    key, wrapped = key_of(store, person)
    before = {view.name: store.show(view.name)["rows"] for view in VIEWS}
    exported = json.dumps([store.show(view.name) for view in VIEWS], default=str)
    (place.parent / "export.json").write_text(exported, "utf-8")
    erased(store, person)
    after = {view.name: store.show(view.name)["rows"] for view in VIEWS}
    secrets = {
        "name": NAME.encode(),
        "phone": PHONE.encode(),
        "key": key,
        "key in hex": key.hex().encode(),
        "key in base64": urlsafe_b64encode(key).rstrip(b"="),
        "wrapped key": wrapped,
    }
    files = [file for file in place.parent.rglob("*") if file.is_file()]
    assert {"lixia.db", "lixia.db-wal", "lixia.db.views", "lixia.db.vault", "export.json"} <= {
        file.name for file in files
    }, "these are what is searched"
    found = [
        (file.name, what)
        for file in files
        for what, secret in secrets.items()
        if secret in file.read_bytes()
    ]
    assert found == []
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"subject_register"}


def test_what_stood_in_the_log_stands_there_byte_by_byte(store: Store) -> None:
    person, other = registered(store), registered(store, {Field.NAME: "示例某乙"}, "乙")
    before = log(store)
    erased(store, person)
    assert log(store)[: len(before)] == before
    by = store.by("team-1", Role.TEAM)
    seen = {"purpose": "通知", "on": store.today()}
    shown = subjects.show(store.ledger, by, store.vault, person=other, **seen)
    assert shown == {Field.NAME: "示例某乙"}
    value = store.ledger.load(SUBJECT, SUBJECT.stream(person)).state.details[Field.NAME]
    with pytest.raises(KeyGone):
        store.vault.open(person, "name", value)


def test_a_hold_in_force_refuses_and_restricts_and_the_key_stays(store: Store) -> None:
    person = registered(store)
    by, on = store.by("foundation-1", Role.ACCOUNTANT), store.today()
    subjects.register(
        store.ledger, by, person=person, kind=PersonKind.DONOR, details=(), document="回单", on=on
    )
    for _ in range(2):
        with pytest.raises(Rejection) as refusal:
            erased(store, person)
        assert refusal.value.reason is Why.HELD
        assert refusal.value.facts["until"] == date(on.year + 30, 12, 31)
    assert person in store.vault.held()
    names = [fact.event.event_name for fact in store.ledger.history(SUBJECT.stream(person))]
    assert names.count("subject.processing_restricted") == 1
    found = review(store, on=date(on.year + 31, 1, 1), at=store.clock())
    assert found.due == (person,)
    assert review(store, on=on, at=store.clock()).due == ()


def test_who_is_not_known_is_not_erased_and_not_restricted_instead(store: Store) -> None:
    person = store.vault.refer(NAME)
    with pytest.raises(Rejection) as refusal:
        erased(store, person)
    assert refusal.value.reason is Why.UNKNOWN
    assert store.ledger.head() == 0


def test_a_reference_stands_in_the_log_until_its_person_is_erased(store: Store) -> None:
    person, other = registered(store), registered(store, {Field.NAME: "示例某乙"}, "乙")
    assert standing(store.ledger) == {person, other}
    erased(store, person)
    assert standing(store.ledger) == {other}


def test_sent_again_under_its_key_it_is_the_same_request(store: Store) -> None:
    person = store.vault.refer(NAME)
    by = store.by("office-1", Role.PROGRAMME_OFFICE, command="c-1")
    for _ in range(2):
        details = subjects.seal(store.ledger, store.vault, by, person, TOLD)
        subjects.register(
            store.ledger,
            by,
            person=person,
            kind=PersonKind.RESIDENT,
            details=details,
            document="同意书",
            on=store.today(),
        )
    assert store.ledger.head() == 2
    stored = b"".join(row[4] for row in store.ledger.journal.rows(0, 2))
    for text in (NAME, PHONE):
        assert hashlib.sha256(text.encode()).hexdigest().encode() not in stored


def test_whose_reference_was_random_comes_back_as_somebody_new(store: Store) -> None:
    person = registered(store)
    assert person in standing(store.ledger)
    erased(store, person)
    last = store.ledger.history(SUBJECT.stream(person))[-1].event
    assert last.linkable is False
    assert person not in standing(store.ledger)
    assert store.vault.refer(NAME) != person


def test_no_key_is_made_for_who_is_erased(store: Store) -> None:
    person = registered(store)
    erased(store, person)
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    with pytest.raises(Rejection):
        subjects.seal(store.ledger, store.vault, by, person, TOLD)
    assert store.vault.held() == {}


def test_an_older_copy_of_the_vault_in_its_place_is_found_and_swept(
    store: Store, place: Path
) -> None:
    person = registered(store)
    copy = place.parent / "copy"
    store.vault.backup(str(copy))
    erased(store, person)
    copy.rename(sqlite.path_of(str(place)))
    uri = f"sqlite:///{place}"
    with open_store(uri) as again:
        on, at = again.today(), again.clock()
        assert again.vault.condition().destroyed_since is None, "it knows of no erasure"
        found = review(again, on=on, at=at)
        assert (found.returned, found.erased_since, found.sound) == ((person,), on, False)
        assert found.rotate_by == on + timedelta(days=30)
        sweep(again, again.by("foundation-1", Role.ACCOUNTANT), on=on)
        found = review(again, on=on, at=again.clock())
        assert (found.returned, found.erased_since) == ((), None), "it has destroyed one today"


def test_an_erasure_of_this_epoch_that_the_vault_forgot_is_due_until_it_rotates(
    store: Store, place: Path
) -> None:
    """Swept on a later day: what the vault then says of the first erasure is too late."""
    person = registered(store)
    copy = place.parent / "copy"
    store.vault.backup(str(copy))
    erased(store, person)
    on = store.today()
    copy.rename(sqlite.path_of(str(place)))
    with open_store(f"sqlite:///{place}") as again:
        again.vault.destroy(person, at=again.clock() + timedelta(days=3))
        found = review(again, on=on, at=again.clock())
        assert (found.returned, found.erased_since, found.sound) == ((), on, False)
        again.vault.rotate(at=again.clock() + timedelta(seconds=1))
        found = review(again, on=on, at=again.clock())
        assert (found.erased_since, found.rotate_by, found.sound) == (None, None, True)


@pytest.mark.parametrize("demo", [True, False])
def test_a_demo_s_own_person_is_no_lost_key(store: Store, demo: bool) -> None:
    """It was in the log before anybody made a vault."""
    person = registered(store)
    if demo:
        store.ledger.journal.describe("demo", "虚构示例")
    store.vault.destroy(person, at=store.clock())
    found = review(store, on=store.today(), at=store.clock())
    assert (found.lost, found.pretended) == (((), (person,)) if demo else ((person,), ()))
    assert found.sound is demo


def test_a_lost_key_is_found(store: Store) -> None:
    person = registered(store)
    store.vault.destroy(person, at=store.clock())
    found = review(store, on=store.today(), at=store.clock())
    assert (found.lost, found.returned) == ((person,), ())


KILLED = """
    import os, signal, sys
    from lixia_domain.aggregates.subject.facts import AskedBy, Field, PersonKind
    from lixia_domain.application.persons import subjects
    from lixia_domain.application.bootstrap import open_store
    from lixia_domain.kernel.roles import Role

    store = open_store(sys.argv[1])
    by, on, me = store.by("office-1", Role.PROGRAMME_OFFICE), store.today(), "p:" + "1" * 32

    def killed(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    details = subjects.seal(store.ledger, store.vault, by, me, {Field.NAME: "x"})
    if sys.argv[2] == "registering":
        store.ledger.journal.insert_events = killed
    subjects.register(store.ledger, by, person=me, kind=PersonKind.RESIDENT, details=details,
                      document="d", on=on)
    if sys.argv[2] == "before the key is destroyed":
        type(store.vault).destroy = killed
    if sys.argv[2] == "after it":
        destroy = type(store.vault).destroy
        type(store.vault).destroy = lambda *told, **when: killed(destroy(*told, **when))
    subjects.erase(store.ledger, by, store.vault, person=me, reason="r", document="d",
                   asked_by=AskedBy.SUBJECT, on=on)
"""


@pytest.mark.parametrize(
    ("when", "stands", "key"),
    [
        ("registering", 0, True),
        ("before the key is destroyed", 2, True),
        ("after it", 2, False),
    ],
)
def test_killed_at_any_point_it_leaves_nothing_half_recorded(
    store: Store, place: Path, when: str, stands: int, key: bool
) -> None:
    me, uri = "p:" + "1" * 32, f"sqlite:///{place}"
    script = [sys.executable, "-c", dedent(KILLED), uri, when]
    assert subprocess.run(script, check=False).returncode == -signal.SIGKILL
    with open_store(uri) as again:
        on, later = again.today(), again.clock() + timedelta(hours=2)
        assert again.ledger.head() == stands
        assert (me in again.vault.held()) is key
        found = review(again, on=on, at=later)
        assert found.orphans == ((me,) if when == "registering" else ())
        assert found.erasing == (() if when == "registering" else (me,))
        assert found.lost == ()
        again.clock = lambda: later
        sweep(again, again.by("foundation-1", Role.ACCOUNTANT), on=on)
        assert me not in again.vault.held()
        after = review(again, on=on, at=later)
        assert (after.orphans, after.erasing, after.lost) == ((), (), ())
        assert again.ledger.head() == (0 if when == "registering" else 3)


def test_a_young_key_is_left_to_whoever_is_registering(store: Store) -> None:
    store.vault.seal("p:" + "1" * 32, "name", "x", at=store.clock())
    by = store.by("foundation-1", Role.ACCOUNTANT)
    assert sweep(store, by, on=store.today()).orphans == ()
    assert len(store.vault.held()) == 1


def test_the_kid_of_an_erased_person_is_the_one_of_its_values(store: Store) -> None:
    person = registered(store)
    key, _ = key_of(store, person)
    erased(store, person)
    assert store.ledger.history(SUBJECT.stream(person))[-1].event.kid == box.kid(key)


def test_a_vault_in_memory_forgets_nothing_that_the_log_knows() -> None:
    with open_store("memory:", create=True) as store:
        person = registered(store)
        erased(store, person)
        found = review(store, on=store.today(), at=store.clock())
        assert found.sound and found.erased_since is None
