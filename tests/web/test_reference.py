"""The API says what it is: an OpenAPI document of the catalogue, and a page that needs no host."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lixia_adapters.web.openapi import described
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.use_case import UseCase
from lixia_domain.extensions.shown import all_views

from .conftest import Looking

LANGUAGES = ("zh", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_use_case_and_every_view_has_its_path(lang: str) -> None:
    paths = described(lang)["paths"]
    commands = {f"/api/commands/{one.name}" for _, one in use_cases()}
    views = {f"/api/views/{model.name}" for model in all_views()}
    assert commands | views <= paths.keys()
    assert {f"{view}/{{key}}" for view in views} <= paths.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_its_schemas_are_schemas_and_its_words_are_of_one_language(lang: str) -> None:
    document = described(lang)
    for path, methods in document["paths"].items():
        for operation in methods.values():
            if "requestBody" in operation:
                schema = operation["requestBody"]["content"]["application/json"]["schema"]
                Draft202012Validator.check_schema(schema)
                titles = [one["title"] for one in schema["properties"].values()]
                chinese = [title for title in titles if re.search("[一-鿿]", title)]
                assert chinese == (titles if lang == "zh" else []), path
            assert bool(re.search("[一-鿿]", operation["summary"])) == (lang == "zh"), path


@pytest.mark.parametrize("one", [one for _, one in use_cases()], ids=lambda one: one.name)
def test_what_a_use_case_gives_is_described(one: UseCase[..., Any]) -> None:
    post = described("en")["paths"][f"/api/commands/{one.name}"]["post"]
    done = post["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator.check_schema(done)
    assert done["properties"]["outcome"]["type"] in ("null", "string", "integer", "array")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_all_of_it_and_asks_no_other_host(looking: Looking, lang: str) -> None:
    _, client = looking
    page = client.get(f"/api?lang={lang}")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-language"] == lang
    for _, one in use_cases():
        assert f"/api/commands/{one.name}</code>" in page.text
    linked = re.findall(r"(?:src|href)=\"([^\"]+)\"", page.text)
    assert linked and all(each[0] in "/#" and each[:2] != "//" for each in linked)
    for link in {each.partition("#")[0] for each in linked} - {""}:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert client.get("/api/openapi.json").json()["openapi"] == "3.1.0"
