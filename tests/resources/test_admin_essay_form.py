"""An essay's sources as rows in the essay's form."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.kinds import kinds
from tests import factories
from tests.forms import filled, row
from tests.seventeen_moments.versions.draft_forms import publish

ADD = reverse("admin:essays_essay_add")
TAKEN = {"slug": ["This section of the essay already has a source with this slug."]}


def change(essay):
    return reverse("admin:essays_essay_change", args=[essay.pk])


def section(response, prefix):
    """The formset of one section."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset for formset in formsets if formset.prefix == prefix)


def save(client, essay, rows, **fields):
    """Posts the essay's form with further rows; how many there are is counted by their names."""
    page = client.get(change(essay))
    data = filled(page, **fields) | rows
    for prefix in factories.RELATIONS:
        numbers = {name.split("-")[1] for name in data if name.startswith(f"{prefix}-")}
        data[f"{prefix}-TOTAL_FORMS"] = len([number for number in numbers if number.isdecimal()])
    return client.post(change(essay), data)


def typed(source):
    """The fields of a row for another source like this, with a file of its own."""
    fields = {name: getattr(source, name) for name in source.source_kind.row}
    for name in getattr(source, "UPLOADS", {}).keys() & fields.keys():
        with fields[name] as stored:
            fields[name] = SimpleUploadedFile(stored.name.split("/")[-1], stored.read())
    return {name: value for name, value in fields.items() if value}


def test_sections_have_their_order(editor_client):
    page = editor_client.get(change(factories.essay()))
    sections = page.context["inline_admin_formsets"]
    assert [inline.formset.prefix for inline in sections] == factories.RELATIONS


def test_rows_are_sorted_by_position(editor_client):
    essay = factories.essay()
    factories.text(essay=essay, title="Second", position=2)
    factories.text(essay=essay, title="First", position=1)
    page = editor_client.get(change(essay))
    assert [form.instance.title for form in section(page, "texts").forms] == ["First", "Second"]


def test_no_empty_row_waits(editor_client):
    page = editor_client.get(change(factories.essay()))
    rows = [inline.formset.forms for inline in page.context["inline_admin_formsets"]]
    assert rows == [[] for _kind in kinds()]


def test_row_of_an_image_has_its_thumbnail(editor_client):
    image = factories.image()
    page = editor_client.get(change(image.essay)).content.decode()
    cell = page.split('<td class="field-thumbnail">')[1].split("</td>")[0]
    assert f'src="{image.smallest["url"]}"' in cell


@pytest.mark.parametrize("model", kinds())
def test_another_source_is_one_click_away(editor_client, model):
    essay = factories.essay()
    name = model._meta.model_name
    link = f'<a href="{reverse(f"admin:resources_{name}_add")}?essay={essay.pk}" class="addlink">'
    assert link in editor_client.get(change(essay)).content.decode()


@pytest.mark.parametrize("make", factories.SOURCES)
def test_row_links_the_sources_own_page(editor_client, make):
    source = make()
    address = reverse(f"admin:resources_{source._meta.model_name}_change", args=[source.pk])
    page = editor_client.get(change(source.essay)).content.decode()
    assert f'<a href="{address}" class="inlinechangelink">' in page
    assert f'<a href="{source.get_absolute_url()}">View on site</a>' in page


def test_new_essay_is_stored_with_its_sources(editor_client):
    page = editor_client.get(ADD)
    data = filled(page, title="Virgin Lands", slug="virgin-lands") | {
        "texts-TOTAL_FORMS": 1,
        "references-TOTAL_FORMS": 1,
        **row("texts", 0, title="Decree", kind="decree"),
        **row("references", 0, title="Brezhnev", kind="book", url="example.org"),
    }
    editor_client.post(ADD, data)
    essay = Essay.objects.get()
    assert [essay.texts.get().title, essay.references.get().url] == [
        "Decree",
        "https://example.org",
    ]


def test_row_of_each_kind_is_added(editor_client):
    essay, rows = factories.essay(), {}
    for kind in kinds():
        source = factories.maker(kind)(title="Gate", slug="gate")
        rows |= row(kind.source_kind.relation, 0, **typed(source))
    save(editor_client, essay, rows)
    publish(editor_client, essay)
    added = [getattr(essay, relation).published().get().slug for relation in factories.RELATIONS]
    assert added == ["gate" for _kind in kinds()]


def test_new_rows_go_to_the_end_in_their_order(editor_client):
    essay = factories.text(title="First").essay
    rows = row("texts", 1, title="Second", kind="other") | row(
        "texts", 2, title="Third", kind="other"
    )
    save(editor_client, essay, rows)
    assert list(essay.texts.in_order().values_list("title", "position")) == [
        ("First", 1),
        ("Second", 2),
        ("Third", 3),
    ]


def test_row_is_changed_and_its_file_stays(editor_client):
    image = factories.image()
    save(editor_client, image.essay, {"images-0-title": "The Gate"})
    publish(editor_client, image.essay)
    changed = Image.objects.get()
    assert (changed.title, changed.file.name) == ("The Gate", image.file.name)


def test_row_is_deleted(editor_client):
    text = factories.text(essay=factories.essay(status="draft"))
    save(editor_client, text.essay, {"texts-0-DELETE": "on"})
    assert Text.objects.count() == 0


def test_image_leads_the_essay(editor_client):
    image = factories.image(essay=factories.essay(status="draft"))
    save(editor_client, image.essay, {}, lead_image=image.pk)
    assert Essay.objects.get().lead_image == image


def test_lead_image_is_deleted_in_its_row(editor_client):
    image = factories.image(essay=factories.essay(status="draft"))
    Essay.objects.update(lead_image=image)
    save(editor_client, image.essay, {"images-0-DELETE": "on"})
    assert (Essay.objects.get().lead_image, Image.objects.count()) == (None, 0)


def test_error_of_a_published_image_is_shown_at_the_field(editor_client):
    image = factories.image(essay=factories.essay(status="draft"))
    response = save(editor_client, image.essay, row("images", 0, alternative_text=""))
    assert section(response, "images").errors == [
        {"alternative_text": ["Write an alternative text, or mark the picture as decorative."]}
    ]


def test_row_shows_the_state_of_its_source(editor_client):
    essay = factories.text().essay
    factories.text(essay=essay, status="draft")
    page = editor_client.get(change(essay)).text
    assert re.findall(r'<span class="state (\w+)">', page) == ["public", "public", "draft"]


def test_image_without_description_stays_a_draft(editor_client):
    rows = row("images", 0, title="Gate") | {"images-0-file": factories.picture()}
    save(editor_client, factories.essay(), rows)
    assert Image.objects.without_words().get().title == "Gate"


# Slugs


def test_slug_of_a_row_above_is_refused(editor_client):
    rows = row("texts", 0, title="One", slug="one", kind="other") | row(
        "texts", 1, title="Two", slug="one", kind="other"
    )
    response = save(editor_client, factories.essay(), rows)
    assert section(response, "texts").errors == [{}, TAKEN]
    assert Text.objects.count() == 0


def test_slug_of_a_stored_source_is_refused(editor_client):
    text = factories.text(slug="one")
    rows = row("texts", 1, title="Two", slug="one", kind="other")
    response = save(editor_client, text.essay, rows)
    assert section(response, "texts").errors == [{}, TAKEN]
    assert Text.objects.count() == 1


def test_rows_without_a_slug_get_one_each(editor_client):
    essay = factories.essay()
    rows = {}
    for number, slug in enumerate(["", "decree", ""]):
        rows |= row("texts", number, title="Decree", slug=slug, kind="other")
    save(editor_client, essay, rows)
    assert list(essay.texts.in_order().values_list("slug", flat=True)) == [
        "decree-2",
        "decree",
        "decree-3",
    ]


def test_rows_cannot_swap_slugs_in_one_save(editor_client):
    essay = factories.text(slug="one").essay
    factories.text(essay=essay, slug="two")
    response = save(editor_client, essay, {"texts-0-slug": "two", "texts-1-slug": "one"})
    assert section(response, "texts").errors == [TAKEN, TAKEN]


def test_slug_that_another_editor_stored_meanwhile_is_refused(editor_client):
    essay = factories.essay()
    page = editor_client.get(change(essay))
    factories.text(essay=essay, slug="one")
    rows = row("texts", 0, title="One", slug="one", kind="other")
    response = editor_client.post(change(essay), filled(page) | rows | {"texts-TOTAL_FORMS": 1})
    assert section(response, "texts").errors == [TAKEN]


# Refusals


@pytest.mark.parametrize(
    ("fields", "name", "message"),
    [
        ({"title": "\0"}, "title", "Null characters are not allowed."),
        ({"title": ""}, "title", "This field is required."),
        ({"title": "Decree", "slug": "no good"}, "slug", None),
        ({"title": "Decree", "date": "1953-02-31"}, "date", None),
        ({"title": "Decree", "position": "9" * 30}, "position", None),
        ({"title": "Decree", "id": "abc"}, "id", None),
    ],
)
def test_bad_row_is_explained(editor_client, fields, name, message):
    essay = factories.essay()
    rows = row("texts", 0, **{"kind": "decree", "position": "1"} | fields)
    response = save(editor_client, essay, rows)
    errors = section(response, "texts").errors[0]
    assert (list(errors), message in {None, *errors[name]}) == ([name], True)


@pytest.mark.parametrize("number", ["", "abc", "99999"])
def test_invalid_number_of_rows_stores_nothing(editor_client, number, monkeypatch):
    monkeypatch.setattr("django.forms.formsets.DEFAULT_MAX_NUM", 10)  # 1,000 take seconds to show
    essay = factories.essay(title="Virgin Lands")
    page = editor_client.get(change(essay))
    data = filled(page, title="The Thaw") | {"texts-TOTAL_FORMS": number}
    response = editor_client.post(change(essay), data)
    assert (response.status_code, Essay.objects.get().title) == (200, "Virgin Lands")


# Queries


@pytest.mark.parametrize("number", [1, 3])
def test_form_asks_the_database_alike_for_one_and_three(
    editor_client, django_assert_num_queries, number
):
    essay = factories.essay()
    for _ in range(number):
        for make in factories.SOURCES:
            make(essay=essay).themes.add("law")
    editor_client.get(change(essay))
    # Of each kind the rows, and their essay.
    with django_assert_num_queries(9 + 2 * len(kinds())):
        editor_client.get(change(essay))
