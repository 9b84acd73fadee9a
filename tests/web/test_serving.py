"""Nobody is served unprotected from elsewhere; names of ours are the only ones."""

from __future__ import annotations

import pytest

from lixia_adapters.console.main import main


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--host", "0.0.0.0"), "unprotected"),
        (("--host", "0.0.0.0", "--dev"), "dev_is_local"),
        (("--host", "0.0.0.0", "--certificate", "c.pem"), "half_a_certificate"),
        (("--port", "0"), "usage"),
    ],
)
def test_it_is_not_opened_to_others_unprotected(
    argv: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *argv, "--store", "memory:", "--json"]) == 2
    assert f'"{code}"' in capsys.readouterr().err
