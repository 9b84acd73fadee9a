"""Ordinary words of remarks, titles and reasons, by which a name stands out: ``ordinary.toml``.

None is a list of names. A word that is missing costs little: a name must also look like one. Who is
called like a word is told from it by a surname or by what stands round the two.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

from lixia_adapters.registers.lexicon import PLACES, PURPOSES, words

_LISTS: dict[str, str] = tomllib.loads(
    files(__package__).joinpath("ordinary.toml").read_text("utf-8")
)


def _characters(name: str) -> frozenset[str]:
    return frozenset("".join(_LISTS[name].split()))


FUNCTION = _characters("function")
"""What stands alone and means no person."""
SINGLE = _characters("single")
"""Single words that names are made of as well."""
KIN = _characters("kin")
"""A title of one character: 强哥, 王工, 陈局."""
ROLES = words(_LISTS["roles"])
"""Whoever stands after one of these is likely named."""
TITLES = words(_LISTS["titles"])
"""Whoever stands before one of these is likely named."""
ORGANISATIONS = words(_LISTS["organisations"])
"""What a firm, school, office or place is called after its own name."""
PROJECTS = words(_LISTS["projects"])
"""What a project is called after its own name."""
TERMS = frozenset(words(_LISTS["terms"]))
"""Never a name, not even where a remark says nothing else."""
WORDS = TERMS.union(
    PLACES, PURPOSES, ROLES, TITLES, ORGANISATIONS, PROJECTS, words(_LISTS["words"])
)
