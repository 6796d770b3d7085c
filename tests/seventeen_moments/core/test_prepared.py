from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from seventeen_moments.core import prepared
from seventeen_moments.core.prepared import OVERHEAD, Parts, html

SOURCE = '{% load i18n %}{% translate "Themes" %}, {% url "browse:home" %}, {{ n }}'


@pytest.fixture(autouse=True)
def template(monkeypatch):
    template = engines["django"].from_string(SOURCE)
    monkeypatch.setattr(
        prepared, "render_to_string", lambda name, context: template.render(context)
    )
    prepared.parts.clear()


@pytest.fixture
def rendered():
    """Renders the part, and counts how often."""

    def rendered(*values):
        def context():
            rendered.count += 1
            return {"n": rendered.count}

        return html("part", values, context)

    rendered.count = 0
    return rendered


@pytest.mark.parametrize(
    "values",
    [
        lambda: ("".join("ab"), 1, None, (2, ["c"])),
        lambda: ("Ёж \ud800", datetime(2026, 1, 1, tzinfo=UTC)),
        lambda: (Decimal("1.5"),),
    ],
)
def test_part_of_the_same_values_is_rendered_once(rendered, values):
    assert rendered(*values()) == rendered(*values()) == "Themes, /, 1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((1,), (2,)),
        ((1,), ("1",)),
        ((1,), (True,)),
        (("",), (None,)),
        (("a", "b"), ("ab", "")),
        (("a", "b"), (("a", "b"),)),
        (
            (datetime(2026, 1, 1, tzinfo=UTC),),
            (datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC),),
        ),
    ],
)
def test_other_values_are_another_part(rendered, first, second):
    assert rendered(*first) != rendered(*second)


def test_each_language_and_prefix_has_its_own_part(rendered):
    assert rendered("a") == "Themes, /, 1"
    with translation.override("ru"):
        assert rendered("a") == "Темы, /, 2"
    prefix = get_script_prefix()
    set_script_prefix("/en/")
    try:
        assert rendered("a") == "Themes, /en/, 3"
    finally:
        set_script_prefix(prefix)


def test_change_of_a_setting_forgets_all_parts(rendered, settings):
    rendered("a")
    settings.SITE_NAME = "Another"
    assert rendered("a").endswith("2")


def test_nothing_is_remembered_while_templates_change(rendered, settings):
    settings.DEBUG = True
    assert [rendered("a")[-1], rendered("a")[-1]] == ["1", "2"]


def test_memory_is_bounded_and_what_is_used_stays():
    size = OVERHEAD + 10_100
    parts = Parts(most_bytes=3 * size)
    for key in "abc":
        parts.keep(key, "x" * 10_000)
    assert parts.get("a")
    parts.keep("d", "x" * 10_000)
    assert [key for key in "abcd" if parts.get(key)] == ["a", "c", "d"]
    assert parts.bytes <= parts.most_bytes
    parts.keep("all", "x" * 40_000)  # larger than all together
    assert (parts.bytes, parts.get("all")) == (0, None)


def test_part_that_two_threads_render_counts_once():
    parts = Parts()
    parts.keep("a", "x")
    once = parts.bytes
    parts.keep("a", "x")
    assert parts.bytes == once
