"""``from lixia_domain import …`` gives what it says, and imports nothing before it is used."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import pytest

import lixia_domain
from lixia_adapters.console.frame import trouble
from lixia_domain.application import bootstrap
from lixia_domain.kernel.money import Money


@pytest.mark.parametrize("name", lixia_domain.__all__)
def test_every_name_is_there_and_is_the_one_at_home(name: str) -> None:
    found = getattr(lixia_domain, name)
    assert found.__name__ == name
    assert name in dir(lixia_domain)
    if name != "open_store":
        assert getattr(import_module(found.__module__), name) is found


def test_a_name_that_is_none_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="Nonsense"):
        lixia_domain.Nonsense  # noqa: B018


def test_open_store_takes_what_the_composition_root_takes_but_the_clock() -> None:
    mine = inspect.signature(lixia_domain.open_store).parameters
    whole = inspect.signature(bootstrap.open_store).parameters
    assert list(mine) == [name for name in whole if name != "clock"]
    assert all(mine[name].default == whole[name].default for name in mine)


def test_a_store_can_be_opened_through_it() -> None:
    with lixia_domain.open_store("memory:", create=True, district="市中区") as store:
        assert store.ledger.district == "市中区"
        assert isinstance(store, lixia_domain.Store)
    assert lixia_domain.Money is Money


def test_importing_it_loads_none_of_the_heavy_parts() -> None:
    code = (
        "import sys; from lixia_domain import open_store; import lixia_adapters.console.main; "
        "print([m for m in ('attrs', 'cattrs', 'msgspec', 'eventsourcing', 'sqlite3', 'rich', "
        "'importlib.metadata', 'jinja2') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_package_that_is_not_installed_is_named_with_how_to_get_it() -> None:
    told = trouble.trouble_of(ModuleNotFoundError("no gherkin", name="gherkin.parser"))
    assert told is not None
    assert (told.exit, told.code) == (2, "missing_package")
    assert "pip install 'lixia-domain[testing]'" in told.say.zh
    assert trouble.trouble_of(ModuleNotFoundError("x", name="nobody_s")) is None
