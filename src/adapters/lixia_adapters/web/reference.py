"""The reference of the API: the OpenAPI document, and a page of it that needs no other host."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from litestar import Request, Response, get

from lixia_adapters.web.asking import language
from lixia_adapters.web.openapi import described as document
from lixia_adapters.web.printed import printed
from lixia_domain.application.pages import render
from lixia_domain.kernel.roles import Role


@get("/api/openapi.json", sync_to_thread=True)
def described(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Return the OpenAPI document."""
    lang = language(request)
    return Response(_encoded(lang), media_type="application/json", headers=_kept(lang))


@get(["/api", "/api/"], sync_to_thread=True)
def page(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the document to a person."""
    lang = language(request)
    return Response(_page(lang), media_type="text/html", headers=_kept(lang))


@get("/api/reference.css", sync_to_thread=False)
def style() -> Response[str]:
    """Return how the page looks."""
    return Response(
        _style(),
        media_type="text/css",
        headers={"cache-control": "public, max-age=300"},
    )


@cache
def _style() -> str:
    return (resources.files("lixia_adapters.web") / "templates/reference.css").read_text("utf-8")


@cache
def _encoded(lang: str) -> bytes:
    return printed(document(lang))


@cache
def _page(lang: str) -> str:
    told = document(lang)
    chapters: dict[str, list[tuple[str, str, Any]]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            chapters.setdefault(operation["tags"][0], []).append((method.upper(), path, operation))
    return render(
        "lixia_adapters.web",
        "reference.html",
        lang=lang,
        document=told,
        chapters=chapters,
        roles={role.value: role.text(lang) for role in Role},
    )


def _kept(lang: str) -> dict[str, str]:
    return {
        "cache-control": "public, max-age=300",
        "content-language": lang,
        "vary": "Accept-Language",
    }
