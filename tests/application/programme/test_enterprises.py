"""A credit code that can't be one is refused, and the refusal says what is wrong with it."""

from __future__ import annotations

import pytest

from lixia_adapters.demo.cast import credit_code
from lixia_domain.kernel.credit_codes import Why, sound_code
from lixia_domain.kernel.rejection import Rejection

SOUND = credit_code(811)
OTHER_DIGIT = SOUND[:-1] + ("1" if SOUND[-1] != "1" else "2")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (SOUND[:-1], "18 characters"),
        (OTHER_DIGIT, "check digit"),
        ("I" + SOUND[1:], "none of them"),
    ],
)
def test_it_is_refused_for_what_is_wrong(code: str, why: str) -> None:
    with pytest.raises(Rejection) as refusal:
        sound_code(code)
    assert refusal.value.reason is Why.BAD_CODE
    assert why in refusal.value.sentence("en")


def test_a_sound_one_is_kept() -> None:
    assert sound_code(SOUND) == SOUND
