"""What every request says besides what it asks for: in which language, and up to where it read."""

from __future__ import annotations

import json
from typing import Any

from litestar import Request

from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.words import Words

LARGEST_BODY = 64 * 1024
"""Bytes of a command's body at most."""


class Unanswerable(Explained):
    """A request can't be understood as it stands; nothing was tried."""

    def __init__(self, status: int, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.status = status
        self.code = code
        self.say = Words(zh, en)
        self.facts = {}

    def sentence(self, lang: str = "zh") -> str:
        """Return what is wrong, in ``zh`` or ``en``."""
        return self.say.text(lang)


def language(request: Request[Any, Any, Any]) -> str:
    """Return ``zh`` or ``en``: as ``?lang=`` says, else as ``Accept-Language`` likes it best."""
    asked = request.query_params.get("lang")
    if asked in ("zh", "en"):
        return str(asked)
    best, weight = "zh", 0.0
    for part in request.headers.get("accept-language", "").split(",")[:20]:
        name, _, rest = part.strip().partition(";")
        told = name.partition("-")[0].lower()
        q = _weight(rest)
        if told in ("zh", "en") and q > weight:
            best, weight = told, q
    return best


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def number(request: Request[Any, Any, Any], name: str) -> int | None:
    """Return a whole number of the query. Raises ``Unanswerable``."""
    told = request.query_params.get(name)
    if told is None or told == "":
        return None
    if not (told.isascii() and told.isdecimal() and len(told) <= 15):
        raise Unanswerable(
            400,
            "http.no_number",
            f"{name} 须为整数，如 {name}=20",
            f"{name} must be a whole number, as in {name}=20",
        )
    return int(told)


def document(body: bytes, kind: str) -> Any:
    """Return a body of JSON as data: whole numbers, no name twice. Raises ``Unanswerable``."""
    if kind.partition(";")[0].strip().lower() != "application/json":
        raise Unanswerable(
            415,
            "http.not_json",
            "请求体须为 JSON：Content-Type: application/json",
            "the body must be JSON: Content-Type: application/json",
        )
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_named_once, parse_constant=_no_number
        )
    except RecursionError:
        raise _unreadable("嵌套过深", "it is nested too deeply") from None
    except UnicodeDecodeError:
        raise _unreadable("不是 UTF-8", "it is no UTF-8") from None
    except json.JSONDecodeError as wrong:
        raise _unreadable(
            f"第 {wrong.lineno} 行第 {wrong.colno} 列起有误",
            f"something is wrong at line {wrong.lineno}, column {wrong.colno}",
        ) from None
    except ValueError as wrong:  # a number of thousands of digits
        if isinstance(wrong, _Refused):
            raise _unreadable(*wrong.args) from None
        raise _unreadable("数值过长", "a number is too long") from None


class _Refused(ValueError):  # noqa: N818 - says what was refused
    """What JSON may have and a request may not: why, in both languages."""


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused("同一对象里有重复的名称", "a name stands twice in one object")
    return found


def _no_number(name: str) -> Any:
    raise _Refused(f"{name} 不是数值", f"{name} is no number")


def _unreadable(zh: str, en: str) -> Unanswerable:
    return Unanswerable(
        400,
        "http.unreadable_body",
        f"请求体无法读取：{zh}",
        f"the body can't be read: {en}",
    )
