"""Pages from templates, which lie in a folder beside the code that fills them.

Whatever a template is given is escaped, and what it asks for must be there: no value of a store
can become markup, and a word that was renamed fails instead of leaving a gap. What steers or hides
in a text stands as its code point; line breaks and tabs mean nothing to a page and stay.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lixia_domain.kernel.visible import visible


def render(package: str, template: str, **given: Any) -> str:
    """Return ``template`` out of the folder ``templates`` of ``package``, filled in."""
    return _environment(package).get_template(template).render(given)


@cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _seen(value: Any) -> Any:
    """Return a text as a page may show it; markup is our own, and was filled in the same way."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value, keep="\n\t")
    return value
