"""The exports of banks and wallets that are known, each with a sample that a clerk can look at."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from attrs import frozen

from lixia_domain.kernel.words import Words


@frozen
class Format:
    """An export: whose, what the clerk has to add on the command line, and a sample of it."""

    words: Words
    needs: tuple[str, ...]
    sample: str


@lru_cache(1)
def formats() -> Mapping[str, Format]:
    """Return all formats, by their short names."""
    told = tomllib.loads(files(__package__).joinpath("formats.toml").read_text("utf-8"))
    return {
        name: Format(Words(*one["name"]), tuple(one["needs"]), one["sample"].strip())
        for name, one in told.items()
    }
