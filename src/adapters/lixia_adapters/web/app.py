"""The application: all routes, and what stands before and behind them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.middleware import DefineMiddleware

from lixia_adapters.web import commands, events, operation, problems, queries, reference
from lixia_adapters.web.asking import LARGEST_BODY, Unanswerable
from lixia_adapters.web.callers import SignIn
from lixia_adapters.web.counted import Counted, Counting
from lixia_adapters.web.served import Served
from lixia_adapters.web.state import House
from lixia_domain.application.bootstrap import Store

ROUTES: tuple[Any, ...] = (
    commands.carry,
    commands.declared,
    commands.refusal,
    queries.views,
    queries.view,
    queries.row,
    events.events,
    events.changes,
    reference.described,
    reference.page,
    reference.style,
    operation.alive,
    operation.ready,
    operation.metrics,
)

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""Sent with every answer."""


def application(store: Store, sign_in: SignIn, hosts: Sequence[str]) -> Litestar:
    """Return the application that serves ``store``, which stays its caller's to close.

    ``hosts``: the names by which it may be asked for. A page elsewhere that has a name of its own
    point here is refused.
    """
    served, counted = Served(store), Counted()
    return Litestar(
        route_handlers=ROUTES,
        on_startup=[served.start],
        on_shutdown=[served.stop],
        state=State({"house": House(served, sign_in, counted)}),
        exception_handlers={Exception: problems.answer},
        middleware=[DefineMiddleware(Counting, counted=counted)],
        before_request=partial(_refuse_other_names, frozenset(map(str.lower, hosts))),
        request_max_body_size=LARGEST_BODY,
        response_headers=HEADERS,
        openapi_config=None,
        logging_config=None,
    )


def _refuse_other_names(names: frozenset[str], request: Request[Any, Any, Any]) -> None:
    """Refuse a request under a name that is not ours: some page's own, that points here."""
    host = request.headers.get("host", "").lower()
    name, colon, port = host.rpartition(":")
    if not (colon and port.isdecimal()):
        name = host
    if name.strip("[]") not in names:
        raise Unanswerable(
            421,
            "http.other_name",
            "这里不以这个域名提供服务（lixia serve --name 可加）",
            "nothing is served here under this name (lixia serve --name adds one)",
        )
