"""Each check, its count on the dashboard, and the list of incomplete objects."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from resources.models import LinkCheck, Recording, Reference, Text
from seventeen_moments.core.completeness import CHECKS
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories

INDEX = reverse("admin:index")
WHOLE = {
    "rights": "http://rightsstatements.org/vocab/InC/1.0/",
    "original_source": "Izvestiia, 28 March 1953",
    "date": "1953-03-27",
}
LINES = "WEBVTT\nKind: captions\nLanguage: ru\n\n00:00.000 --> 00:00.500\nПо тундре\n"


def maker(model):
    return factories.essay if model is Essay else factories.maker(model)


def kinds_with(name):
    """Pairs of a kind that declares the attribute, and its value."""
    return [(kind, value) for kind in kinds() if (value := getattr(kind.source_kind, name))]


# The check, the model, fields of an incomplete object, fields of a complete one.
CASES = [
    *(("rights", kind, {}, {"rights": WHOLE["rights"]}) for kind in kinds()),
    *(
        ("original-source", kind, {}, {"original_source": "Pravda"})
        for kind, _ in kinds_with("is_primary")
    ),
    *(
        ("alternative-text", kind, {name: lacking}, {name: "A gate.png"})
        for kind, name in kinds_with("alternative")
        for lacking in ["gate_01.JPG", " \n", "a.png"]
    ),
    *(
        ("alternative-text", kind, {words: "a.png"}, {words: "a.png", decorative: True})
        for kind, decorative in kinds_with("decorative")
        for words in [kind.source_kind.alternative]
    ),
    *(("transcript", kind, {}, {name: LINES}) for kind, name in kinds_with("transcript")),
    *(
        (
            "date",
            kind,
            {"display_date": "that spring"},
            {"display_date": "spring", "date": "1953-21"},
        )
        for kind in kinds()
    ),
    *(("date", Text, {"display_date": "27.3.53"}, {"date": date}) for date in ["", "1953-03"]),
    ("byline", Essay, {}, {"authors": "Dobson, Miriam"}),
]


def listed(client, model, check):
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    return list(client.get(address, {"incomplete": check}).context["cl"].result_list)


def dashboard_row(client, name):
    """The row of the dashboard, with its count and its lists."""
    label = next(check.label for check in CHECKS if check.name == name)
    rows = client.get(INDEX).context["completeness"]
    return next(row for row in rows if row["label"] == label)


@pytest.mark.parametrize(("check", "model", "incomplete", "complete"), CASES)
def test_list_has_exactly_the_incomplete_objects(editor_client, check, model, incomplete, complete):
    obj = maker(model)(**incomplete)
    maker(model)(**complete)
    assert listed(editor_client, model, check) == [obj]


@pytest.mark.parametrize(("check", "model", "incomplete", "complete"), CASES)
def test_object_agrees_with_the_list(db, check, model, incomplete, complete):
    objects = [maker(model)(**incomplete), maker(model)(**complete)]
    by_name = {check.name: check for check in CHECKS}
    assert [by_name[check].is_failed_by(obj) for obj in objects] == [True, False]


def test_count_links_the_list_of_each_model(editor_client):
    factories.text()
    factories.text(status=Status.DRAFT)
    factories.recording()
    factories.image(**WHOLE)
    shown = dashboard_row(editor_client, "rights")
    assert shown["count"] == 3
    counts = {Text: 2, Recording: 1}
    assert [(part["name"], part["count"], part["url"]) for part in shown["lists"]] == [
        (
            kind._meta.verbose_name_plural,
            counts.get(kind, 0),
            reverse(
                f"admin:{kind._meta.label_lower.replace('.', '_')}_changelist",
                query={"incomplete": "rights"},
            ),
        )
        for kind in kinds()
    ]


def test_dashboard_shows_the_checks_in_order(editor_client):
    labels = [row["label"] for row in editor_client.get(INDEX).context["completeness"]]
    assert labels == [check.label for check in CHECKS]


def test_list_shows_the_selected_check(editor_client):
    page = editor_client.get("/admin/resources/text/", {"incomplete": "rights"}).text
    chosen = page.split('<li class="selected">')
    assert any("Without a rights statement" in part.split("</li>")[0] for part in chosen[1:])


@pytest.mark.parametrize("name", ["nothing", "byline", "", "\N{SNOWMAN}"])
def test_unknown_check_redirects_to_the_list(editor_client, name):
    response = editor_client.get("/admin/resources/text/", {"incomplete": name})
    assert response.url == "/admin/resources/text/?e=1"


def test_counts_of_an_author_have_own_objects_only(author_client, author):
    essay = factories.essay(owner=author, status=Status.DRAFT)
    factories.text(essay=essay, owner=author, status=Status.DRAFT)
    factories.text(essay=essay, status=Status.DRAFT)
    assert dashboard_row(author_client, "rights")["count"] == 1


def test_moderator_cannot_filter_by_a_check(moderator_client):
    response = moderator_client.get("/admin/essays/essay/", {"incomplete": "byline"})
    assert response.url == "/admin/essays/essay/?e=1"


# Themes


def test_similar_themes_are_listed(editor_client):
    for number, name in enumerate(["Gulag", "gulags", "Law", "Хрущёв", "Khrushchev"]):
        Tag.objects.create(name=name, slug=f"theme-{number}")
    names = {theme.name for theme in listed(editor_client, Tag, "themes")}
    assert names == {"Gulag", "gulags", "Хрущёв", "Khrushchev"}
    assert dashboard_row(editor_client, "themes")["count"] == 4


# Addresses


@pytest.mark.parametrize(("alive", "count"), [(False, 1), (True, 0)])
def test_reference_with_a_dead_link_is_listed(editor_client, alive, count):
    reference = factories.reference(url="https://example.org/")
    factories.reference(url="https://example.com/")
    factories.reference()
    now = timezone.now()
    LinkCheck.objects.create(url="https://example.org/", alive=alive, result="404", checked_at=now)
    assert listed(editor_client, Reference, "address") == [reference][:count]
    assert dashboard_row(editor_client, "address")["count"] == count


def test_reference_with_a_changed_link_is_not_listed(editor_client):
    reference = factories.reference(url="https://example.org/")
    LinkCheck.objects.create(
        url=reference.url, alive=False, result="404", checked_at=timezone.now()
    )
    reference.url = "https://example.com/"
    reference.save()
    assert listed(editor_client, Reference, "address") == []


# The setting


def test_setting_lists_all_checks_with_a_requirement():
    assert [check.name for check in CHECKS if check.requirement] == settings.PUBLISHING_CHECKS
