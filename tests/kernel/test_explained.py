"""What is raised says its code, its sentence in either language, and what it is about."""

from __future__ import annotations

import pickle

import pytest

from lixia_domain.kernel.explained import Explained, Unreadable
from lixia_domain.kernel.ids import BadKey, split_stream


class Renamed(Unreadable):
    """A class that was called otherwise when its code was published."""

    code = "old_name"


def test_a_class_is_called_by_its_name_unless_it_says_its_code_itself() -> None:
    assert (Unreadable.code, BadKey.code, Renamed.code) == ("unreadable", "bad_key", "old_name")


def test_what_can_not_be_read_is_told_with_its_text() -> None:
    with pytest.raises(BadKey) as refused:
        split_stream("企业")
    bad = refused.value
    assert bad.facts == {"text": "企业"}
    assert bad.sentence("zh").startswith("标识“企业”有误：")
    assert bad.sentence("en").startswith("bad key '企业': ")
    assert str(bad) == f"bad_key: {bad.sentence('zh')} ({bad.sentence('en')})"
    sent = pickle.loads(pickle.dumps(bad))
    assert isinstance(sent, Explained) and isinstance(sent, ValueError)
    assert (type(sent), str(sent), sent.facts) == (BadKey, str(bad), bad.facts)
