"""A store is opened by its URI, whoever brings the adapter, and tells what was known when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lixia_domain.application.bootstrap import BadUri, Store, open_store
from lixia_domain.application.programme import needs
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.faults import StoreClosed
from lixia_domain.views.need_register import NEED_REGISTER

ON = date(2021, 3, 10)
RESIDENT = f"p:{'1' * 32}"
ELSEWHERE = """\
[lixia.stores]
elsewhere = lixia_adapters.stores.memory
[lixia.views]
elsewhere = lixia_adapters.views.memory:read_models
"""
"""What an installed distribution says that it brings."""


def noon() -> datetime:
    return datetime(2021, 3, 10, 4, tzinfo=UTC)


def raised(store: Store, need: str) -> int:
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    told = {"summary": "虚构示例", "domain": "为老服务", "place": "虚构示例", "person": RESIDENT}
    needs.put_forward(store.ledger, by, need_id=need, **told, on=ON)
    return store.ledger.head()


@pytest.mark.parametrize("uri", ["nowhere:x", "no colon", ""])
def test_a_kind_of_store_that_is_not_installed_is_refused_naming_the_uri(uri: str) -> None:
    with pytest.raises(BadUri) as fault:
        open_store(uri, create=True)
    for sentence in (fault.value.zh, fault.value.en):
        assert repr(uri) in sentence and "sqlite:///lixia.db" in sentence


def test_a_kind_of_store_that_another_distribution_brings_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "elsewhere-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\nVersion: 1\n")
    (info / "entry_points.txt").write_text(ELSEWHERE)
    monkeypatch.syspath_prepend(tmp_path)
    with open_store("elsewhere:", create=True, clock=noon) as store:
        raised(store, "n1")
        assert [row["need"] for row in store.show("need_register")["rows"]] == ["n1"]
    with pytest.raises(BadUri, match="elsewhere"):
        open_store("nowhere:")


def test_views_are_told_as_they_were_known_at_a_position() -> None:
    with open_store("memory:", create=True, clock=noon) as store:
        first = raised(store, "n1")
        head = raised(store, "n2")
        for position, known in ((0, []), (first, ["n1"]), (head, ["n1", "n2"])):
            rows = store.known_by(position)
            assert [key for key, _ in rows.rows(NEED_REGISTER)] == known
            assert rows.position() == position
        assert store.known_by(head + 1).position() == head


def test_views_that_are_made_anew_hold_the_same_and_nothing_is_recorded() -> None:
    with open_store("memory:", create=True, clock=noon) as store:
        head = raised(store, "n1")
        before = store.show("need_register")
        store.rebuild()
        assert store.show("need_register") == before
        assert store.ledger.head() == head


def test_a_store_that_was_closed_is_closed_once_more_and_followed_no_more() -> None:
    store = open_store("memory:", create=True)
    assert list(store.follow(idle=0)) == []
    assert store.commit(lambda several: 7, by=store.by("office-1", Role.PROGRAMME_OFFICE)) == 7
    store.close()
    store.close()
    with pytest.raises(StoreClosed):
        store.follow()
