"""The same voter is the same reference under one call's key, and nobody's under none."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lixia_adapters.key_file import BadKeyFile
from lixia_adapters.voters import VoterKey, VoterKeys


@pytest.fixture
def keys(tmp_path: Path) -> VoterKeys:
    return VoterKeys(tmp_path / "x.db.voters")


SPELLINGS = {
    "13800000001": (
        "138 0000 0001",
        "１３８００００ ０００１",
        "138-0000-0001",
        "138–0000–0001",
        "138.0000.0001",
        "(138)0000/0001",
        "8613800000001",
        "+8613800000001",
        "+86 138-0000-0001",
        "（+86）138 0000 0001",
        "0086-13800000001",
        "013800000001",
        "+86 0 138 0000 0001",
    ),
    "053186000001": (
        "0531-86000001",
        "(0531) 8600 0001",
        "+86 531 86000001",
        "+86 0531 86000001",
        "0086 531 8600-0001",
    ),
    "01086000001": ("010-8600 0001", "+86 10 8600 0001", "008601086000001"),
    "+85223000001": ("+852 2300-0001", "00852 23000001"),
}
OTHERS = (
    "13800000002",
    "12800000001",
    "1380000000",
    "138000000011",
    "86",
    "53186000001",
    "0012",
    "12",
    "0",
    "+",
    "",
    "acct-01",
    "acct01",
    "wx-13800000001",
)


@pytest.mark.parametrize("number", SPELLINGS)
def test_a_voter_is_the_same_however_the_number_is_written(keys: VoterKeys, number: str) -> None:
    key = keys.make("WM-100")
    told = {key.reference(one) for one in (number, *SPELLINGS[number])}
    assert len(told) == 1
    assert re.fullmatch(r"p:[0-9a-f]{32}", told.pop())


def test_other_numbers_and_accounts_are_other_voters(keys: VoterKeys) -> None:
    key = keys.make("WM-100")
    told = [key.reference(one) for one in (*SPELLINGS, *OTHERS)]
    assert len(set(told)) == len(told)


def test_a_number_as_it_is_dialled_and_an_account_are_told_as_ever() -> None:
    key = VoterKey(b"k" * 32)
    assert key.reference("13800000001") == "p:c4878eaab340253db4941b82a9def52a"
    assert key.reference("acct-01") == "p:e49f15f264e5fee1a32ddd06bd5ffcad"


def test_nobody_can_be_followed_from_one_call_to_another(keys: VoterKeys) -> None:
    one, other = keys.make("一"), keys.make("二")
    assert one.reference("13800000001") != other.reference("13800000001")
    assert one.mark != other.mark


def test_a_key_is_made_once_and_kept_from_others(keys: VoterKeys) -> None:
    first = keys.make("WM-100")
    assert keys.make("WM-100") == keys.load("WM-100") == first
    [file] = keys.folder.iterdir()
    assert "WM-100" not in file.name
    if os.name == "posix":
        assert keys.folder.stat().st_mode & 0o077 == 0
        assert file.stat().st_mode & 0o077 == 0


def test_a_missing_key_is_never_replaced_while_votes_are_taken(keys: VoterKeys) -> None:
    with pytest.raises(BadKeyFile, match="WM-100"):
        keys.load("WM-100")
    assert not keys.folder.exists()


def test_a_destroyed_key_is_gone_and_another_matches_nobody(keys: VoterKeys) -> None:
    before, beside = keys.make("WM-100"), keys.make("JT-2021")
    keys.destroy("WM-100")
    keys.destroy("WM-100")
    with pytest.raises(BadKeyFile):
        keys.load("WM-100")
    assert keys.load("JT-2021") == beside
    again = keys.make("WM-100")
    assert again.mark != before.mark
    assert again.reference("13800000001") != before.reference("13800000001")


def test_no_secret_is_in_a_mark(keys: VoterKeys) -> None:
    key = keys.make("WM-100")
    assert re.fullmatch("[0-9a-f]{16}", key.mark)
    assert key.mark not in key.secret.hex()
