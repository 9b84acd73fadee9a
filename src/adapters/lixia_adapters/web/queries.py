"""Views by HTTP: rows by conditions, in order, by pages; as they are and as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from lixia_adapters.exported import csv_text, workbook
from lixia_adapters.web.asking import Unanswerable, language, number
from lixia_adapters.web.commands import POSITION
from lixia_adapters.web.printed import printed
from lixia_adapters.web.state import house
from lixia_domain.application.conditions import condition_in
from lixia_domain.application.selection import Selection, select, view_for
from lixia_domain.audit.past.moment import Moment
from lixia_domain.catalogue import view_data
from lixia_domain.extensions.shown import all_views
from lixia_domain.kernel.columns import visible
from lixia_domain.kernel.dates import parse_date
from lixia_domain.kernel.view import Audience, ReadModel
from lixia_domain.recording.read_models import Shown, shown, view_json

JSON, CSV = "application/json", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KNOWN = frozenset(
    {
        "where",
        "order",
        "columns",
        "limit",
        "after",
        "as_of",
        "known_at",
        "wait",
        "lang",
        "format",
    }
)


@get("/api/views", sync_to_thread=True)
def views(request: Request[Any, Any, Any]) -> Response[bytes]:
    """List the views that whoever asks may see, with their columns."""
    reader = house(request).reader(request)
    told = [_described(model, reader) for model in all_views() if reader.sees(model.audience)]
    return _answer(request, printed(told), JSON, reader)


def _described(model: ReadModel, reader: Audience) -> dict[str, Any]:
    names = {each.name for each in visible(model, reader)}
    told = view_data(model)
    return {**told, "columns": [each for each in told["columns"] if each["name"] in names]}


@get("/api/views/{name:str}", sync_to_thread=True)
def view(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
    """Return rows of a view: all of them, or those that are asked for."""
    here = house(request)
    reader = here.reader(request)
    model = view_for(name, reader, here.served.about)
    _refuse_unknown(request)
    rows, closed = _rows(request, model)
    asked = _asked(request, model)
    position = rows.position()
    tag = _tag(request, model, reader, position)
    if request.headers.get("if-none-match") in (tag, f"W/{tag}"):
        return _answer(request, b"", JSON, reader, tag, position, status=304, closed=closed)
    if asked is None and _format(request) == JSON:
        data = view_json(rows, model, {each.name for each in visible(model, reader)})
    else:
        data = select(rows, model, asked or Selection(), reader)
    content, kind = _printed(request, model, data, reader)
    tag = _tag(request, model, reader, data["position"])
    return _answer(request, content, kind, reader, tag, data["position"], closed=closed)


@get("/api/views/{name:str}/{key:path}", sync_to_thread=True)
def row(
    request: Request[Any, Any, Any], name: FromPath[str], key: FromPath[str]
) -> Response[bytes]:
    """Return one row of a view, by its key."""
    here, key = house(request), key.removeprefix("/")
    reader = here.reader(request)
    model = view_for(name, reader, here.served.about)
    _refuse_unknown(request)
    rows, closed = _rows(request, model)
    with rows.reading() as position:
        found = next((one for _, one in rows.rows(model, key=key)), None)
    if found is None:
        raise Unanswerable(
            404, "http.no_row", f"{model.title}中没有这一行", f"{model.title_en} has no such row"
        )
    names = {each.name for each in visible(model, reader)}
    cells = {name: cell for name, cell in shown(found).items() if name in names}
    data = {
        "view": model.name,
        "version": model.version,
        "position": position,
        "rows": [{"key": key, **cells}],
    }
    tag = _tag(request, model, reader, position)
    return _answer(request, printed(data), JSON, reader, tag, position, closed=closed)


def _refuse_unknown(request: Request[Any, Any, Any]) -> None:
    """Refuse a parameter that nobody reads: what it was meant to leave out would be shown."""
    unknown = sorted(request.query_params.keys() - KNOWN)
    if unknown:
        raise Unanswerable(
            400,
            "http.no_parameter",
            f"没有这个参数；可用的是：{'、'.join(sorted(KNOWN))}",
            f"there is no such parameter; there are: {', '.join(sorted(KNOWN))}",
        )


def _rows(request: Request[Any, Any, Any], model: ReadModel) -> tuple[Shown, bool]:
    """Return the rows that are looked at, and whether nothing can change them any more."""
    served = house(request).served
    on, known = request.query_params.get("as_of"), number(request, "known_at")
    if on or known is not None:
        moment = Moment(on=parse_date(on) if on else None, position=known)
        return served.past(moment, model), known is not None
    return served.views(number(request, "wait") or 0), False


def _asked(request: Request[Any, Any, Any], model: ReadModel) -> Selection | None:
    """Return what is asked for; nothing where it is the whole view."""
    query = request.query_params
    where, order = query.getall("where", []), query.getall("order", [])
    columns, limit, after = query.get("columns"), number(request, "limit"), query.get("after")
    if not (where or order or columns or limit is not None or after):
        return None
    return Selection(
        where=[condition_in(model, text) for text in where],
        order=[name for text in order for name in text.split(",")],
        columns=columns.split(",") if columns else (),
        limit=limit,
        after=after,
    )


def _format(request: Request[Any, Any, Any]) -> str:
    """Return in which form rows are wanted: as ``?format=`` says, else as ``Accept`` does."""
    told = request.query_params.get("format")
    if told is not None:
        forms = {"json": JSON, "csv": CSV, "xlsx": XLSX}
        if told not in forms:
            raise Unanswerable(
                400,
                "http.no_format",
                "format 须为 json、csv、xlsx 之一",
                "format is one of json, csv, xlsx",
            )
        return forms[told]
    accepted = request.headers.get("accept", "")
    if XLSX in accepted:
        return XLSX
    return CSV if "text/csv" in accepted else JSON


def _printed(
    request: Request[Any, Any, Any], model: ReadModel, data: Mapping[str, Any], reader: Audience
) -> tuple[bytes, str]:
    form = _format(request)
    if form == JSON:
        return printed(data), JSON
    names = [each["name"] for each in data["columns"]]
    if form == CSV:
        return csv_text(names, data["rows"]).encode("utf-8-sig"), CSV
    kept = [each for each in visible(model, reader) if each.name in names]
    out = BytesIO()
    workbook(model, kept, data, language(request), out)
    return out.getvalue(), XLSX


def _tag(request: Request[Any, Any, Any], model: ReadModel, reader: Audience, position: int) -> str:
    """Return what tells this answer from every other: who may see what, what is asked, up to where.

    The same question at the same position has the same answer.
    """
    query = sorted((n, v) for n, v in request.query_params.multi_items() if n != "wait")
    told = repr((request.url.path, query, _format(request), language(request), reader.value))
    mark = hashlib.sha256(told.encode()).hexdigest()[:16]
    return f'"{position}-{model.version}-{mark}"'


def _answer(
    request: Request[Any, Any, Any],
    content: bytes,
    kind: str,
    reader: Audience,
    tag: str = "",
    position: int | None = None,
    *,
    status: int = 200,
    closed: bool = False,
) -> Response[bytes]:
    """Return an answer; what is not for everybody is kept by no cache but the caller's own."""
    whose = "public" if reader is Audience.PUBLIC else "private"
    lasts = "max-age=31536000, immutable" if closed else "no-cache"
    headers = {
        "cache-control": f"{whose}, {lasts}",
        "content-language": language(request),
        "vary": "Accept, Accept-Language, Authorization, Lixia-Account",
    }
    if tag:
        headers["etag"] = tag
    if position is not None:
        headers[POSITION] = str(position)
    return Response(content, status_code=status, media_type=kind, headers=headers)
