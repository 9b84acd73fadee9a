"""Facts by HTTP: CloudEvents by pages after a position, and word of every change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from litestar import Request, Response, get
from litestar.response import ServerSentEvent, ServerSentEventMessage

from lixia_adapters.feeds.cloud_events import json_lines, source_of
from lixia_adapters.web.asking import Unanswerable, number
from lixia_adapters.web.commands import POSITION
from lixia_adapters.web.state import house
from lixia_domain.application.selection import NotForYou
from lixia_domain.kernel.view import Audience
from lixia_domain.kernel.words import Words
from lixia_domain.recording.subscription import AheadOfLog

BATCH = "application/cloudevents-batch+json"
MOST = 1_000
"""Events of one page at most."""
STREAMS = 500
"""How many may listen at once."""
QUIET = 15.0
"""Seconds after which a listener is told that nothing has changed, so that it stays connected."""


@get("/api/events", sync_to_thread=True)
def events(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Return the facts after a position, in order, as a batch of CloudEvents; what comes next."""
    here = house(request)
    if here.reader(request) is not Audience.AUDITOR:
        raise NotForYou(Words("全部事实", "the log"), Audience.AUDITOR)
    ledger = here.served.store.ledger
    after, limit = number(request, "after") or 0, min(number(request, "limit") or 100, MOST)
    head = ledger.head()
    if after > head:
        raise AheadOfLog(after, head)
    leaf = ledger.journal.count(after)
    page = []
    for at, recorded in enumerate(ledger.read(after, head), leaf):
        page.append((at, recorded))
        if len(page) == limit:
            break
    last = page[-1][1].position if page else after
    text = ",".join(json_lines(page, source=source_of(here.served.about)))
    headers = {POSITION: str(head), "cache-control": "private, no-cache"}
    if last < head:
        headers["link"] = f'</api/events?after={last}&limit={limit}>; rel="next"'
    return Response(f"[{text}]".encode(), media_type=BATCH, headers=headers)


@get("/api/changes", sync_to_thread=False)
def changes(request: Request[Any, Any, Any]) -> ServerSentEvent:
    """Say up to which position the views are, now and whenever that changes, until one leaves."""
    here = house(request)
    if here.served.waiting >= STREAMS:
        raise Unanswerable(
            503,
            "http.too_many_listeners",
            "同时等候消息的过多，请稍后再来，或定时读取",
            "too many are listening; come back later, or read at intervals",
        )
    return ServerSentEvent(_positions(request))


async def _positions(request: Request[Any, Any, Any]) -> AsyncIterator[ServerSentEventMessage]:
    served = house(request).served
    told = -1
    with served.waking() as woken:
        while not served.stopped:
            woken.clear()
            if served.position != told:
                told = served.position
                yield ServerSentEventMessage(
                    event="position", id=str(told), data=f'{{"position":{told}}}'
                )
            try:
                await asyncio.wait_for(woken.wait(), QUIET)
            except TimeoutError:
                yield ServerSentEventMessage(comment="nothing new")
