"""What went wrong, as problem details (RFC 9457): a status, a permanent code, a sentence."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from lixia_adapters.web.asking import Unanswerable, language
from lixia_adapters.web.callers import NobodySignedIn
from lixia_adapters.web.printed import printed
from lixia_adapters.web.served import NotReached
from lixia_domain.application.conditions import BadSelection, UnknownColumn, UnknownView
from lixia_domain.application.gate import Unfit
from lixia_domain.application.selection import NotForYou
from lixia_domain.audit.past.moment import BeforeAll, BeyondHead, NotOpenYet
from lixia_domain.kernel.explained import Explained, Unreadable
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words
from lixia_domain.recording.subscription import AheadOfLog

PROBLEM = "application/problem+json"
TYPES = "/api/refusals/"
"""Where a problem's type is told: the code's sentences in both languages."""

TITLES = {
    400: Words("请求有误", "bad request"),
    401: Words("未登录", "not signed in"),
    403: Words("无权办理或查看", "not allowed"),
    404: Words("没有所求之物", "not found"),
    405: Words("此处不能这样办理", "method not allowed"),
    409: Words("按规则不能办理", "refused by a rule"),
    413: Words("请求体过大", "body too large"),
    415: Words("格式不对", "unsupported media type"),
    422: Words("填写有误", "what was given does not fit"),
    500: Words("程序出错", "something went wrong here"),
    503: Words("暂时无法办理", "not possible right now"),
}
BAD = (BadSelection, UnknownColumn, Unreadable, BeyondHead, BeforeAll, NotOpenYet, AheadOfLog)
"""What a caller has asked wrongly."""

log = logging.getLogger("lixia.web")


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Return what is answered where something went wrong. What nobody foresaw tells nothing."""
    lang = language(request)
    known = error if isinstance(error, Explained) else _of_http(error)
    if known is None:
        log.error("unforeseen", exc_info=error)
        known = Unanswerable(
            500,
            "http.unforeseen",
            "程序遇到未预料的问题，未记录任何内容；请稍后重试，或告知管理员",
            "something unforeseen happened; try again later, or tell the administrator",
        )
    status = status_of(known)
    told: dict[str, Any] = {
        "type": TYPES + known.code,
        "title": TITLES.get(status, TITLES[400]).text(lang),
        "status": status,
        "detail": known.sentence(lang),
        "code": known.code,
    }
    if isinstance(known, Unfit):
        told["errors"] = list(_errors(known, lang))
    request.state.code = known.code
    headers = {"content-language": lang, "cache-control": "no-store"}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status == 503:
        headers["retry-after"] = "1"
    if isinstance(error, HTTPException) and error.headers:
        headers |= {name.lower(): value for name, value in error.headers.items()}
    return Response(printed(told), status_code=status, media_type=PROBLEM, headers=headers)


def status_of(error: Explained) -> int:
    """Return the status of HTTP that says best what kind of thing is in the way."""
    match error:
        case Unanswerable(status=status):
            return status
        case NobodySignedIn():
            return 401
        case Unfit() | Rejection(code="command.key_reused"):
            return 422
        case Rejection(code=code):
            return 403 if code.startswith("rights.") else 409
        case NotForYou():
            return 403
        case UnknownView():
            return 404
        case NotReached():
            return 503
        case _:
            return 400 if isinstance(error, BAD) else 503


def _errors(unfit: Unfit, lang: str) -> Iterator[dict[str, str]]:
    """Yield each thing that is wrong, with a JSON pointer to its place in the body."""
    for one in unfit.wrong:
        steps = re.findall(r"[^.\[\]]+", one.where)
        yield {
            "pointer": "#" + "".join(f"/{step}" for step in steps),
            "code": one.reason.code,
            "detail": Rejection(one.reason, **one.facts).sentence(lang),
        }


def _of_http(error: Exception) -> Unanswerable | None:
    if not isinstance(error, HTTPException):
        return None
    match error.status_code:
        case 404:
            return Unanswerable(404, "http.no_page", "没有这个地址", "there is no such address")
        case 405:
            return Unanswerable(
                405, "http.method", "这个地址不接受此方法", "this address takes another method"
            )
        case 413:
            return Unanswerable(
                413, "http.too_large", "请求体超过 64 KiB", "the body is larger than 64 KiB"
            )
        case status if status < 500:
            return Unanswerable(
                status, "http.bad_request", "请求无法读取", "the request can't be read"
            )
        case _:
            return None
