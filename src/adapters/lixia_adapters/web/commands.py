"""Use cases by HTTP: each is a POST with the key of the command; the gate reads the body."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath, RawBody

from lixia_adapters.web.asking import Unanswerable, document
from lixia_adapters.web.printed import printed
from lixia_adapters.web.state import house
from lixia_domain.application.acting import carry_out, in_a_role_held
from lixia_domain.application.chapters import use_case_asked
from lixia_domain.application.documents import arguments
from lixia_domain.application.use_case import UseCase
from lixia_domain.catalogue import refusal_data, refusals, use_case_data
from lixia_domain.kernel.roles import Role

KEY = "idempotency-key"
ROLE = "lixia-role"
POSITION = "lixia-position"


@post("/api/commands/{name:str}", status_code=200, sync_to_thread=True)
def carry(request: Request[Any, Any, Any], name: FromPath[str], body: RawBody) -> Response[bytes]:
    """Carry a use case out, once for a key; with ``?dry_run=true`` say what it would record."""
    here, use_case = house(request), _known(name)
    store, caller = here.served.store, here.member(request)
    caller.require(use_case)
    asked = document(body, request.headers.get("content-type", ""))
    if isinstance(asked, dict):
        asked.setdefault("on", store.today().isoformat())
    given = arguments(use_case, asked, store.today())
    dry_run = _flag(request, "dry_run")
    by = store.by(caller.account, _role(request, use_case), command=_key(request, dry_run=dry_run))
    if ROLE not in request.headers:
        by = in_a_role_held(store.ledger, by, use_case.by)
    done = carry_out(store.ledger, by, use_case, given, dry_run=dry_run)
    told = {
        "outcome": done.outcome,
        "dry_run": done.dry_run,
        "recorded": done.recorded,
        "position": done.position,
    }
    headers = {POSITION: str(done.position), "cache-control": "no-store"}
    return Response(printed(told), media_type="application/json", headers=headers)


@get("/api/use-cases/{name:str}", sync_to_thread=True)
def declared(name: FromPath[str]) -> Response[bytes]:
    """Tell what a use case declares: words, roles, arguments and their schema."""
    use_case = _known(name)
    chapter = use_case.declared.__module__.rpartition(".")[0].rpartition(".")[2]
    return _json(use_case_data(chapter, use_case))


@get("/api/refusals/{code:str}", sync_to_thread=True)
def refusal(code: FromPath[str]) -> Response[bytes]:
    """Tell a permanent code's sentences in both languages."""
    for reason in refusals():
        if reason.code == code:
            return _json(refusal_data(reason))
    raise Unanswerable(
        404, "http.no_refusal", f"没有代码 {code}", "there is no refusal of this code"
    )


def _json(data: object) -> Response[bytes]:
    return Response(printed(data), media_type="application/json")


def _known(name: str) -> UseCase[..., Any]:
    try:
        return use_case_asked(name)
    except LookupError:
        raise Unanswerable(
            404,
            "http.no_use_case",
            "没有这个用例；GET /api/openapi.json 列出全部",
            "there is no such use case; GET /api/openapi.json lists them all",
        ) from None


def _role(request: Request[Any, Any, Any], use_case: UseCase[..., Any]) -> Role:
    told = request.headers.get(ROLE)
    if told is None:
        return use_case.by[0]
    try:
        return Role(told)
    except ValueError:
        raise Unanswerable(
            400,
            "http.no_role",
            f"没有这个身份；此事可由以下身份办理：{'、'.join(use_case.by)}",
            f"there is no such role; who may: {', '.join(use_case.by)}",
        ) from None


def _key(request: Request[Any, Any, Any], *, dry_run: bool) -> str | None:
    key = request.headers.get(KEY)
    if key is None and not dry_run:
        raise Unanswerable(
            400,
            "http.no_key",
            "请给每一件事一个编号（请求头 Idempotency-Key），重发时用同一编号，便不会办两次",
            "give each thing to be done a key (header Idempotency-Key): sent again with the same "
            "key it is not done twice",
        )
    return key


def _flag(request: Request[Any, Any, Any], name: str) -> bool:
    told = request.query_params.get(name, "false")
    if told not in ("true", "false"):
        raise Unanswerable(
            400,
            "http.no_flag",
            f"{name} 须为 true 或 false",
            f"{name} is true or false",
        )
    return told == "true"
