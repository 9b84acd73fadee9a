"""What whoever runs it asks: does it live, is it ready, how is it doing."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from lixia_adapters.web.printed import printed
from lixia_adapters.web.state import house

NO_STORE = {"cache-control": "no-store"}


@get("/healthz", sync_to_thread=False)
def alive() -> Response[bytes]:
    """Answer: the process lives."""
    return Response(b"ok\n", media_type="text/plain", headers=NO_STORE)


@get("/readyz", sync_to_thread=True)
def ready(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Tell whether the store can be read and the views follow it, and how far behind they are."""
    served = house(request).served
    faulty = served.faulty
    told = {
        "ready": faulty is None,
        "position": served.position,
        "behind": served.lag(),
        "fault": None if faulty is None else faulty.code,
    }
    status = 200 if faulty is None else 503
    return Response(
        printed(told),
        status_code=status,
        media_type="application/json",
        headers=NO_STORE,
    )


@get("/metrics", sync_to_thread=True)
def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Tell figures as Prometheus reads them."""
    here = house(request)
    counted = here.counted.lines()
    lines = [
        "# HELP lixia_log_position Last position of the log.",
        "# TYPE lixia_log_position gauge",
        f"lixia_log_position {here.served.store.ledger.head()}",
        "# HELP lixia_views_position Position that the views have reached.",
        "# TYPE lixia_views_position gauge",
        f"lixia_views_position {here.served.position}",
        "# HELP lixia_listeners Who listens to changes.",
        "# TYPE lixia_listeners gauge",
        f"lixia_listeners {here.served.waiting}",
        *counted,
    ]
    text = "\n".join(lines) + "\n"
    return Response(
        text.encode(), media_type="text/plain; version=0.0.4; charset=utf-8", headers=NO_STORE
    )
