"""How many requests there were and how long they took, and a line of the log for each of them.

Neither says who somebody is: an account, a route, a status, the code of a refusal.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from threading import Lock
from time import perf_counter

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("lixia.web")


class Counted:
    """What was answered so far, by route, method and status."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._seconds: dict[tuple[str, str], float] = {}

    def add(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answer."""
        with self._lock:
            self._requests[route, method, status] += 1
            self._seconds[route, method] = self._seconds.get((route, method), 0.0) + seconds

    def lines(self) -> Iterator[str]:
        """Yield the figures as Prometheus reads them."""
        with self._lock:
            requests, seconds = sorted(self._requests.items()), sorted(self._seconds.items())
        yield "# HELP lixia_requests_total Requests answered."
        yield "# TYPE lixia_requests_total counter"
        for (route, method, status), count in requests:
            yield (
                f'lixia_requests_total{{route="{route}",method="{method}",status="{status}"}} '
                f"{count}"
            )
        yield "# HELP lixia_request_seconds_total Seconds that requests took."
        yield "# TYPE lixia_request_seconds_total counter"
        for (route, method), spent in seconds:
            yield f'lixia_request_seconds_total{{route="{route}",method="{method}"}} {spent:.6f}'


class Counting:
    """Counts each request, and tells it to the log."""

    def __init__(self, app: ASGIApp, counted: Counted) -> None:
        self.app = app
        self.counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and note how."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            spent = perf_counter() - began
            route = _route(scope)
            self.counted.add(route, scope["method"], status, spent)
            state = scope.get("state", {})
            told = {
                "route": route,
                "method": scope["method"],
                "status": status,
                "code": state.get("code"),
                "account": state.get("account"),
                "ms": round(spent * 1000, 1),
            }
            log.info("request", extra={"told": told})


def _route(scope: Scope) -> str:
    """Return the route's pattern: what stands in its place may be anybody's key."""
    return str(scope.get("path_template", "")) or "-"
