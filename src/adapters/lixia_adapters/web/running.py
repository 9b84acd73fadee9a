"""One process that serves: it starts the application and stops it gracefully."""

from __future__ import annotations

import json
import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import uvicorn

from lixia_adapters.web.api_keys import ApiKeys
from lixia_adapters.web.app import application
from lixia_adapters.web.callers import ByKey, SignIn, Trusting
from lixia_domain.application.bootstrap import Store
from lixia_domain.kernel.dates import SHANGHAI

GRACE = 10
"""Seconds that requests have to end once it is to stop."""


def run(
    store: Store,
    *,
    host: str,
    port: int,
    names: Sequence[str],
    trusting: bool,
    certificate: tuple[str | None, str | None],
    behind_proxy: bool,
) -> None:
    """Serve until it is interrupted or terminated. Logs go to standard error, one JSON a line."""
    sign_in: SignIn = Trusting() if trusting else ByKey(ApiKeys(store.place))
    _log_to_stderr()
    config = uvicorn.Config(
        application(store, sign_in, names),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=behind_proxy,
        ssl_certfile=certificate[0],
        ssl_keyfile=certificate[1],
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=20,
        h11_max_incomplete_event_size=32 * 1024,
    )
    with _stopping():
        uvicorn.Server(config).run()


@contextmanager
def _stopping() -> Iterator[None]:
    """Let a signal to stop be one to end well: the server raises it again when it has stopped."""
    before = {each: signal.signal(each, _noted) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _noted(number: int, frame: object) -> None:
    """Do nothing: the server has stopped already."""


class AsJson(logging.Formatter):
    """Makes one line of JSON of each thing that is told to the log."""

    def format(self, record: logging.LogRecord) -> str:
        """Return when, how bad, what; a request's figures as they are."""
        at = datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "event": record.getMessage()}
        told |= getattr(record, "told", {})
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told)


def _log_to_stderr() -> None:
    told = logging.StreamHandler(sys.stderr)
    told.setFormatter(AsJson())
    for name, level in (("lixia.web", logging.INFO), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers = [told]
        logger.setLevel(level)
        logger.propagate = False
