"""``lixia catalogue``: what a frontend derives from. It opens no store."""

from __future__ import annotations

import json
from pathlib import Path

from lixia_domain.catalogue import catalogue

from .conftest import Lixia


def test_all_of_it_is_what_the_library_has(lixia: Lixia, tmp_path: Path) -> None:
    assert lixia("catalogue", "--json").json == json.loads(json.dumps(catalogue()))
    assert list(tmp_path.iterdir()) == []


def test_one_part_or_one_name_can_be_asked_for(lixia: Lixia) -> None:
    [role, *_] = lixia("catalogue", "roles", "--json").json["roles"]
    assert role == {"role": "programme_office", "zh": "统筹部门", "en": "programme office"}
    found = lixia("catalogue", "--name", "gate.blank", "--json").json
    assert [each["code"] for each in found["refusals"]] == ["gate.blank"]
    assert not any(entries for part, entries in found.items() if part != "refusals")


def test_a_person_reads_it_in_either_language(lixia: Lixia) -> None:
    told = lixia("catalogue", "use_cases", "--name", "needs.verify", "--lang", "en").out
    assert "verify a need" in told
    assert "need_id, document, on" in told
    assert "核实需求" in lixia("catalogue", "use_cases", "--name", "needs.verify").out


def test_a_name_that_is_none_is_said_to_be_none(lixia: Lixia) -> None:
    found = lixia("catalogue", "--name", "nothing.such", "--json")
    assert (found.code, found.error["code"]) == (2, "not_in_catalogue")
