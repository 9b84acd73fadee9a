"""What nobody can put beside the tables of a store, or in their place: it is refused on opening."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol

import pytest

from lixia_domain.application.bootstrap import Store
from lixia_domain.kernel.explained import Explained


class Formed(Protocol):
    """A sealed store in a database whose definitions the forger reaches."""

    def open(self, *, read_only: bool = False) -> Store:
        """Open it, to be closed by the caller."""
        ...

    def run(self, *statements: str) -> None:
        """Run statements behind the back of whoever has it open."""
        ...


class FormForgerContract:
    """Give the fixture ``victim``: a ``Formed``; and what the forger does, in its own language."""

    forms: ClassVar[Mapping[str, tuple[str, ...]]]
    """By name, statements that make another thing of it."""
    while_open: ClassVar[tuple[str, ...]]
    """Those that can be run while somebody has it open, and that its own check must find then."""

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Play each of them."""
        if "form" in metafunc.fixturenames:
            metafunc.parametrize("form", self.forms)
        if "added" in metafunc.fixturenames:
            metafunc.parametrize("added", self.while_open)

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_store_of_another_form_is_refused_on_opening(
        self, victim: Formed, form: str, read_only: bool
    ) -> None:
        """To the letter, in words of both languages."""
        victim.open(read_only=read_only).close()
        victim.run(*self.forms[form])
        with pytest.raises(Explained) as refused:
            victim.open(read_only=read_only)
        assert refused.value.sentence("zh") != refused.value.sentence("en")

    def test_what_is_added_while_it_is_open_is_found_by_its_check(
        self, victim: Formed, added: str
    ) -> None:
        """``store check`` and ``verify`` look at the form anew."""
        with victim.open() as store:
            assert not list(store.ledger.journal.check())
            victim.run(*self.forms[added])
            assert all(zh != en for zh, en in store.ledger.journal.check())
            assert list(store.ledger.journal.check())
