"""What templates print is what Jinja and MkDocs alone would print."""

from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import url_filter

from generator.build import printing

PAGES = (
    "",
    "./",
    "notices/",
    "notices/a/",
    "notices/a/source/",
    "notices/a/part/2/",
    "units/u-1/",
    "topics/t/page/3/",
    "x/y.html",
)
ADDRESSES = (
    "notices/", "notices/a/", "notices/a/#f-1", "notices/a/source/#L3", "notices/ab/", "notices/b/#f-1", "units/", "units/u-1/", "#f-1", "#",
    ".", "", "search/?q=%2F&unit=a", "search/?status=open#x", "feed.xml", "feed.json", "data/a.csv", "assets/search/search.js", "topics/t/",
    "topics/t/page/3/", "topics/t/page/2/", "https://a.example/b/", "mailto:a@b.example", "/root/", "../up/", "notices/a", "notices/a/a.txt",
)  # fmt: skip
VALUES = ("甲", "a<b", "a>b", "a&b", 'a"b', "a'b", "", 0, 7, 1.5, True, None, ["<"])


def environment(*own: str) -> tuple[jinja2.Environment, printing.Addresses]:
    env = jinja2.Environment(loader=jinja2.DictLoader({}))
    env.filters["url"] = url_filter
    return env, printing.prepare(env, frozenset(own))


def printed(env: jinja2.Environment, template: str, **values: Any) -> str:
    env.loader = jinja2.DictLoader({"own.html": template, "other.html": template})
    return env.get_template("own.html").render(values)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("page", PAGES)
def test_an_address_is_related_to_its_page_as_by_mkdocs(page: str, address: str) -> None:
    env, addresses = environment("own.html")
    addresses.at(SimpleNamespace(url=page), "")  # type: ignore[arg-type]
    assert printed(env, "{{ a | url }}", a=address).replace("&amp;", "&") == normalize_url(
        address, SimpleNamespace(url=page)
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_on_a_page_of_no_known_place_begins_where_the_site_does(address: str) -> None:
    env, addresses = environment("own.html")
    addresses.at(None, "/below/")
    assert printed(env, "{{ a | url }}", a=address).replace("&amp;", "&") == normalize_url(address, None, "/below/")


def test_an_address_in_a_template_is_not_taken_for_a_constant() -> None:
    env, addresses = environment("own.html")
    template = env.from_string("{% macro m() %}{{ 'notices/' | url | e }}{% endmacro %}{{ m() }}")
    for page, link in (("units/u/", "../../notices/"), ("years/", "../notices/")):
        addresses.at(SimpleNamespace(url=page), "")  # type: ignore[arg-type]
        assert template.render() == link


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize(
    "template", ["{{ x | e }}", "{{ x }}", "{{ x | e | upper }}", "{% macro m(x) %}{{ x | e }}{% endmacro %}{{ m(x) }}"]
)
def test_a_value_is_escaped_once_whether_the_template_says_so_or_not(template: str, value: Any) -> None:
    env, _ = environment("own.html")
    plain = jinja2.Environment(autoescape=True)
    assert printed(env, template, x=value) == plain.from_string(template).render(x=value)


@given(st.text(alphabet="甲<>&\"' a", max_size=8))
def test_no_text_becomes_markup(text: str) -> None:
    env, _ = environment("own.html")
    assert not set(printed(env, "{{ x | e }}{{ x }}", x=text)) & set("<>\"'")


def test_templates_of_others_print_as_they_did() -> None:
    env, _ = environment("own.html")
    printed(env, "{{ x }}{{ x | e }}")
    assert env.get_template("other.html").render(x="<") == "<&lt;"


def test_a_value_of_front_matter_is_found_under_any_name() -> None:
    env, _ = environment("own.html")
    values = {"items": [1], "get": "a", "plain": None}
    assert printed(
        env,
        "{{ v.items }} {{ v.get }} {{ v.plain is none }} {{ v.missing is undefined }} {{ v.keys() | list | length }}",
        v=values,
    ) == ("[1] a True True 3")


def test_an_environment_that_serves_again_keeps_its_addresses() -> None:
    env, addresses = environment("own.html")
    assert printing.prepare(env, frozenset()) is addresses


def test_what_leads_to_sections_only_is_printed_once_for_all_pages_of_a_section() -> None:
    env, addresses = environment("own.html", "part.html")
    part = "{{ 'units/' | url | e }} {{ 'notices/' | url | e }} {{ '.' | url | e }} {{ x | e }}"
    env.loader = jinja2.DictLoader({"own.html": "{{ same('part.html', x) }}", "part.html": part})
    plain = jinja2.Environment(autoescape=True)
    for page in (*PAGES[:-1], "notices/b/", "notices/b/source/", "units/u-2/", "topics/s/page/9/"):
        for x in ("<", "b"):
            addresses.at(SimpleNamespace(url=page), "")  # type: ignore[arg-type]
            links = (normalize_url(url, SimpleNamespace(url=page)) for url in ("units/", "notices/", "."))  # type: ignore[arg-type]
            expected = plain.from_string("{{ a }} {{ b }} {{ c }} {{ x }}").render(zip("abc", links, strict=True), x=x)
            assert env.get_template("own.html").render(x=x) == expected
    assert len(addresses.alike) < 20
