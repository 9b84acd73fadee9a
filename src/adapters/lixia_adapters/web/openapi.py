"""The API as OpenAPI 3.1, in Chinese or English, made from the catalogue and nothing else."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from lixia_adapters.web.problems import PROBLEM, TITLES
from lixia_adapters.web.queries import CSV, XLSX
from lixia_domain.catalogue import catalogue
from lixia_domain.kernel.words import Words

Document = dict[str, Any]

COMMON = (400, 401, 403, 404, 409, 413, 415, 422, 500, 503)


@cache
def described(lang: str) -> Document:
    """Return the whole document."""
    said = _Said(lang)
    known = catalogue()
    paths: Document = {}
    for use_case in known["use_cases"]:
        paths[f"/api/commands/{use_case['name']}"] = said.command(use_case)
    for view in known["views"]:
        paths[f"/api/views/{view['name']}"] = said.view(view)
        paths[f"/api/views/{view['name']}/{{key}}"] = said.row(view)
    paths |= said.others()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": said("历下公益项目账册", "Lixia charity programme"),
            "version": version("lixia-domain"),
            "description": said(
                "用例即命令，视图即查询；一切由目录生成。金额一律整数分，日期为上海日期。",
                "Use cases are commands, views are queries; all of it is made from the catalogue. "
                "Amounts are whole fen, dates are Shanghai's.",
            ),
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM_SCHEMA},
            "responses": {
                str(status): {
                    "description": TITLES[status].text(lang),
                    "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
                for status in (*COMMON, 405)
            },
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


class _Said:
    """Says each part in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, zh: str, en: str) -> str:
        return Words(zh, en).text(self.lang)

    def command(self, use_case: Document) -> Document:
        """Return the path of a use case."""
        asked = {**use_case["schema"]}
        asked["required"] = [name for name in asked["required"] if name != "on"]
        asked["properties"] = {
            name: _titled(schema, self.lang) for name, schema in asked["properties"].items()
        }
        done = {
            "type": "object",
            "properties": {
                "outcome": use_case["outcome"],
                "dry_run": {"type": "boolean"},
                "recorded": {"type": "array", "items": RECORDED},
                "position": {"type": "integer", "minimum": 0},
            },
            "required": ["outcome", "dry_run", "recorded", "position"],
        }
        return {
            "post": {
                "operationId": use_case["name"],
                "tags": [use_case["chapter"]],
                "summary": use_case[self.lang],
                "description": use_case["about"],
                "security": [{"key": []}],
                "x-roles": use_case["by"],
                "parameters": [
                    self._header(
                        "Idempotency-Key",
                        "这件事的编号；重发时相同",
                        "the key of what is to be done; the same when it is sent again",
                    ),
                    self._header(
                        "Lixia-Role",
                        "以何身份办理；不给，则取所持的第一种",
                        "in which role; if not given, the first one held that may",
                    ),
                    self._query(
                        "dry_run",
                        {"type": "boolean"},
                        "只说将记录什么，不记录",
                        "only say what would be recorded",
                    ),
                    self._lang(),
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": asked}},
                },
                "responses": {
                    "200": self._ok(
                        "已办理", "carried out", {"application/json": {"schema": done}}
                    ),
                    **_problems(),
                },
            },
        }

    def view(self, view: Document) -> Document:
        """Return the path of a view."""
        rows = {
            "type": "object",
            "properties": {
                "view": {"const": view["name"]},
                "version": {"type": "integer"},
                "position": {"type": "integer", "minimum": 0},
                "rows": {"type": "array", "items": _row(view)},
                "columns": {"type": "array", "items": {"type": "object"}},
                "matched": {"type": "integer", "minimum": 0},
                "next": {"type": ["string", "null"]},
            },
            "required": ["view", "version", "position", "rows"],
        }
        text = {"type": "string"}
        whole = {"type": "integer", "minimum": 1, "maximum": 10**9}
        parameters = [
            self._query(
                "where",
                {"type": "array", "items": text},
                "条件，如 stage=published、amount_fen>=100 元；可重复",
                "a condition such as stage=published or amount_fen>=100 (yuan); may be repeated",
            ),
            self._query(
                "order",
                {"type": "array", "items": text},
                "按哪些栏目排序，降序前加 -",
                "columns to sort by, - before one that descends",
            ),
            self._query("columns", text, "只要哪些栏目，以逗号分隔", "which columns, by commas"),
            self._query("limit", whole, "每页行数", "rows a page"),
            self._query("after", text, "上一页给出的 next", "the next of the page before"),
            self._query(
                "format",
                {"type": "string", "enum": ["json", "csv", "xlsx"]},
                "格式；也可用 Accept",
                "the form; or by Accept",
            ),
            *self._moment(),
        ]
        content = {
            "application/json": {"schema": rows},
            CSV: {"schema": text},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        }
        return {"get": self._reads(view, view["name"], parameters, content)}

    def row(self, view: Document) -> Document:
        """Return the path of a view's rows, each by its key."""
        one = {
            "type": "object",
            "properties": {
                "view": {"const": view["name"]},
                "version": {"type": "integer"},
                "position": {"type": "integer", "minimum": 0},
                "rows": {"type": "array", "items": _row(view), "minItems": 1, "maxItems": 1},
            },
            "required": ["view", "version", "position", "rows"],
        }
        key = {
            "name": "key",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1},
            "description": self("这一行的键", "the row's key"),
        }
        content = {"application/json": {"schema": one}}
        return {"get": self._reads(view, f"{view['name']}.row", [key, *self._moment()], content)}

    def _reads(
        self, view: Document, name: str, parameters: list[Document], content: Document
    ) -> Document:
        return {
            "operationId": name,
            "tags": ["views"],
            "summary": view[self.lang],
            "security": [{}, {"key": []}],
            "parameters": parameters,
            "responses": {
                "200": self._ok("所求的行", "the rows", content),
                "304": {"description": self("没有变化", "nothing has changed")},
                **_problems(400, 401, 403, 404, 500, 503),
            },
        }

    def others(self) -> Document:
        """Return all other paths."""
        return {
            "/api/views": self._get(
                "views", "全部视图", "all views", {"type": "array", "items": {"type": "object"}}
            ),
            "/api/events": self._get(
                "events",
                "全部事实（CloudEvents）",
                "all facts, as CloudEvents",
                {"type": "array", "items": {"type": "object"}},
                "application/cloudevents-batch+json",
                [
                    self._query(
                        "after",
                        {"type": "integer", "minimum": 0, "maximum": 10**15 - 1},
                        "从哪一条之后",
                        "after which position",
                    ),
                    self._query(
                        "limit",
                        {"type": "integer", "minimum": 1, "maximum": 1000},
                        "至多几条",
                        "how many at most",
                    ),
                ],
            ),
            "/api/refusals/{code}": self._get(
                "refusal",
                "拒绝理由的代码与句子",
                "a refusal's code and sentences",
                {"type": "object"},
                more=[
                    {
                        "name": "code",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "minLength": 1},
                    }
                ],
            ),
        }

    def _get(
        self,
        name: str,
        zh: str,
        en: str,
        schema: Document,
        kind: str = "application/json",
        more: list[Document] | None = None,
    ) -> Document:
        return {
            "get": {
                "operationId": name,
                "tags": ["log"],
                "summary": self(zh, en),
                "security": [{}, {"key": []}],
                "parameters": [*(more or []), self._lang()],
                "responses": {
                    "200": self._ok(zh, en, {kind: {"schema": schema}}),
                    **_problems(400, 401, 403, 404, 500, 503),
                },
            }
        }

    def _ok(self, zh: str, en: str, content: Document) -> Document:
        return {
            "description": self(zh, en),
            "headers": {
                "Lixia-Position": {
                    "description": self("截至账册第几条", "up to which position"),
                    "schema": {"type": "integer"},
                }
            },
            "content": content,
        }

    def _moment(self) -> list[Document]:
        position = {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
        return [
            self._query(
                "as_of", {"type": "string", "format": "date"}, "截至哪一日", "as of which day"
            ),
            self._query("known_at", position, "按账册记到第几条时所知", "as known at a position"),
            self._query(
                "wait", position, "等视图更新到第几条再读", "read once the views are there"
            ),
            self._lang(),
        ]

    def _lang(self) -> Document:
        return self._query("lang", {"type": "string", "enum": ["zh", "en"]}, "语言", "the language")

    def _query(self, name: str, schema: Document, zh: str, en: str) -> Document:
        return {
            "name": name,
            "in": "query",
            "schema": schema,
            "description": self(zh, en),
        }

    def _header(self, name: str, zh: str, en: str) -> Document:
        return {
            "name": name,
            "in": "header",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
            "description": self(zh, en),
        }


def _titled(schema: Document, lang: str) -> Document:
    """Return an argument's schema with its words in one language."""
    told = {name: value for name, value in schema.items() if name != "x-zh"}
    return {**told, "title": schema["x-zh"]} if lang == "zh" else told


def _row(view: Document) -> Document:
    """Return the schema of a row; who may see fewer columns has fewer of them."""
    schema = {name: part for name, part in view["schema"].items() if name != "$schema"}
    return {**schema, "required": ["key"]}


def _problems(*statuses: int) -> Document:
    return {
        str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses or COMMON
    }


RECORDED = {
    "type": "object",
    "properties": {
        "position": {"type": "integer", "minimum": 0},
        "stream": {"type": "string"},
        "version": {"type": "integer"},
        "event": {"type": "string"},
    },
    "required": ["position", "stream", "version", "event"],
}

PROBLEM_SCHEMA = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "required": ["pointer", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code"],
}
