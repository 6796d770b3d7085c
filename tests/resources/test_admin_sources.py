from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays.models import Essay
from resources.models import Image, Recording, Reference, Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled

MAKERS = {
    "text": factories.text,
    "image": factories.image,
    "recording": factories.recording,
    "reference": factories.reference,
}
every_kind = pytest.mark.parametrize("kind", MAKERS)


def listing(kind):
    return reverse(f"admin:resources_{kind}_changelist")


def adding(kind):
    return reverse(f"admin:resources_{kind}_add")


def change(source):
    return reverse(f"admin:resources_{source._meta.model_name}_change", args=[source.pk])


def titles(response):
    return [source.title for source in response.context["cl"].result_list]


def errors(response):
    return response.context["adminform"].form.errors


def add(client, kind, essay, /, **fields):
    page = client.get(adding(kind))
    return client.post(adding(kind), filled(page, essay=essay.pk, title="Decree") | fields)


# The lists

END = ["state", "since", "entered_by", "page"]


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("text", ["title", "essay", "dated", "kind", *END]),
        ("image", ["title", "thumbnail", "words", "essay", "dated", *END]),
        ("recording", ["title", "essay", "dated", "kind", "length", *END]),
        ("reference", ["title", "essay", "dated", "kind", "link_status", *END]),
    ],
)
def test_list_names_its_columns(editor_client, kind, columns):
    response = editor_client.get(listing(kind))
    assert response.context["cl"].list_display == ["action_checkbox", *columns]


def test_image_has_its_thumbnail_in_the_list(editor_client):
    image = factories.image()
    thumbnail = f'<img class="thumbnail" src="{image.smallest["url"]}" alt="" loading="lazy">'
    assert thumbnail in editor_client.get(listing("image")).content.decode()


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"alternative_text": "A gate of <planks>"}, "A gate of &lt;planks&gt;"),
        ({"alternative_text": "", "decorative": True}, "Decorative"),
        (
            {"alternative_text": "", "status": Status.DRAFT},
            '<span class="state waiting">Missing</span>',
        ),
    ],
)
def test_list_shows_the_alternative_text(editor_client, fields, shown):
    factories.image(**fields)
    page = editor_client.get(listing("image")).content.decode()
    assert page.split('<td class="field-words">')[1].split("</td>")[0] == shown


@pytest.mark.parametrize("make", [factories.image, factories.recording])
def test_form_shows_the_checksum_of_the_file(editor_client, make):
    source = make()
    page = editor_client.get(change(source)).content.decode()
    assert f'<div class="readonly">{source.checksum}</div>' in page


@every_kind
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "Lenin"}, ["Found"]),
        ({"q": "Virgin"}, ["Found"]),
        ({"status__exact": "draft"}, ["Found"]),
        ({"rights__isempty": "0"}, ["Found"]),
        ({"essay__year": "1954"}, ["Found"]),
    ],
)
def test_list_is_searched_and_filtered(editor_client, kind, query, found):
    MAKERS[kind](title="Other")
    MAKERS[kind](
        title="Found",
        creators="Lenin, Vladimir",
        status=Status.DRAFT,
        rights="http://rightsstatements.org/vocab/InC/1.0/",
        essay=factories.essay(title="Virgin Lands", year=1954),
    )
    assert titles(editor_client.get(listing(kind), query)) == found


def test_texts_are_filtered_by_kind(editor_client):
    factories.text(title="Decree", kind=Text.Kind.DECREE)
    factories.text(title="Poem", kind=Text.Kind.POEM)
    response = editor_client.get(listing("text"), {"kind__exact": "poem"})
    assert titles(response) == ["Poem"]


def test_source_waits_for_its_essay(editor_client):
    text = factories.text(essay=factories.essay(status=Status.DRAFT))
    page = editor_client.get(listing("text")).content.decode()
    assert '<span class="state later">With its essay</span>' in page
    assert f'<a href="{text.get_absolute_url()}">Preview</a>' in page


@every_kind
@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_database_alike_for_one_and_three(
    editor_client, django_assert_num_queries, kind, number
):
    for _ in range(number):
        MAKERS[kind](essay=factories.essay(year=1954)).themes.add("law")
    editor_client.get(listing(kind))
    with django_assert_num_queries(10):
        editor_client.get(listing(kind))


# Adding and changing


def test_essay_is_filled_in_on_the_way_from_it(editor_client):
    essay = factories.essay()
    page = editor_client.get(adding("text"), {"essay": essay.pk})
    assert filled(page)["essay"] == str(essay.pk)


@pytest.mark.parametrize("key", ["abc", "-1", "9" * 30])
def test_invalid_essay_is_not_preselected(editor_client, key):
    assert editor_client.get(adding("text"), {"essay": key}).status_code == 200


def test_source_that_was_saved_links_its_essay(editor_client):
    essay = factories.essay()
    address = f"{adding('text')}?essay={essay.pk}"
    page = editor_client.get(address)
    response = editor_client.post(address, filled(page, title="Decree"))
    assert response.url == change(Text.objects.get())
    back = f'Back to <a href="/admin/essays/essay/{essay.pk}/change/">“{essay}”</a>.'
    assert back in editor_client.get(response.url).text


def test_text_is_stored_with_its_words(editor_client):
    essay = factories.essay()
    add(editor_client, "text", essay, original="Указ", translation="Decree", kind="decree")
    text = Text.objects.get()
    assert (text.essay, text.original, text.translation, text.kind, text.slug, text.status) == (
        essay,
        "Указ",
        "Decree",
        "decree",
        "decree",
        Status.DRAFT,
    )


def test_image_is_stored_with_its_derived_fields(editor_client):
    add(
        editor_client,
        "image",
        factories.essay(),
        file=factories.picture(60, 40),
        alternative_text="A gate of planks",
    )
    image = Image.objects.get()
    assert (image.width, image.height, len(image.renditions)) == (60, 40, 1)


def test_recording_is_stored_with_its_duration(editor_client):
    add(editor_client, "recording", factories.essay(), file=factories.sound(seconds=2))
    assert Recording.objects.get().length == "0:02"


def test_address_without_a_scheme_is_taken_as_secure(editor_client):
    add(editor_client, "reference", factories.essay(), url="example.org/book")
    assert Reference.objects.get().url == "https://example.org/book"


def test_error_of_a_published_image_is_shown_at_the_field(editor_client):
    image = factories.image(published_at=timezone.now() + timedelta(days=1))
    page = editor_client.get(change(image))
    response = editor_client.post(change(image), filled(page, alternative_text=""))
    assert errors(response) == {
        "alternative_text": ["Write an alternative text, or mark the picture as decorative."]
    }


def test_decorative_image_needs_no_words(editor_client):
    add(editor_client, "image", factories.essay(), file=factories.picture(), decorative="on")
    assert Image.objects.get().alt == ""


@every_kind
def test_taken_slug_is_explained(editor_client, kind):
    taken = MAKERS[kind](slug="taken")
    file = factories.sound() if kind == "recording" else factories.picture()
    response = add(
        editor_client, kind, taken.essay, slug="taken", file=file, alternative_text="A gate"
    )
    assert errors(response) == {
        "__all__": ["This section of the essay already has a source with this slug."]
    }


def test_same_slug_serves_another_kind_and_another_essay(editor_client):
    text = factories.text(slug="taken")
    add(editor_client, "reference", text.essay, slug="taken")
    add(editor_client, "text", factories.essay(), slug="taken")
    assert (Reference.objects.count(), Text.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "Decree\0", "Null characters are not allowed."),
        ("original", "\0", "Null characters are not allowed."),
        ("creators", "\0", "Null characters are not allowed."),
        ("themes", "\0", "Null characters are not allowed."),
        ("date", "1953-02-31", "1953-02-31 is not a day in the calendar."),
        ("position", "-1", "Ensure this value is greater than or equal to 0."),
        ("essay", "abc", "Select a valid choice. That choice is not one of the available choices."),
        (
            "rights",
            "free",
            "Select a valid choice. free is not one of the available choices.",
        ),
    ],
)
def test_bad_field_is_explained(editor_client, field, value, message):
    response = add(editor_client, "text", factories.essay(), **{field: value})
    assert (errors(response)[field], Text.objects.count()) == ([message], 0)


def test_position_beyond_every_number_is_explained(editor_client):
    response = add(editor_client, "text", factories.essay(), position="9" * 30)
    assert list(errors(response)) == ["position"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://\0", "nonsense", "http://[::1"])
def test_invalid_address_is_explained(editor_client, url):
    response = add(editor_client, "reference", factories.essay(), url=url)
    assert (list(errors(response)), Reference.objects.count()) == (["url"], 0)


@every_kind
def test_page_of_a_source_holds_all_that_an_editor_writes(editor_client, kind):
    source = MAKERS[kind]()
    shown = set(editor_client.get(change(source)).context["adminform"].form.fields)
    names = {field.name for field in source._meta.fields if field.editable}
    beside = {"timing_file"} if kind == "recording" else set()
    assert shown - beside == (names | {"themes", "note"}) - {"id", "status", "published_at"}


@every_kind
def test_draft_is_viewed_on_site_from_its_page(editor_client, kind):
    source = MAKERS[kind](status=Status.DRAFT)
    page = editor_client.get(change(source)).content.decode()
    assert f'<a href="{source.get_absolute_url()}" class="viewsitelink">' in page


def test_essays_are_found_as_the_editor_types(editor_client):
    essay = factories.essay(title="Virgin Lands")
    factories.essay(title="Prisoners Return")
    query = {
        "term": "virgin",
        "app_label": "resources",
        "model_name": "text",
        "field_name": "essay",
    }
    results = editor_client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert results == [{"id": str(essay.pk), "text": "Virgin Lands"}]


# Permissions


@every_kind
def test_moderator_does_not_reach_sources(moderator_client, kind):
    source = MAKERS[kind]()
    pages = [listing(kind), adding(kind), change(source)]
    assert [moderator_client.get(page).status_code for page in pages] == [403, 403, 403]


# Deleting


@pytest.mark.parametrize("kind", ["image", "recording"])
def test_files_of_deleted_sources_are_kept_for_recovery(
    editor_client, django_capture_on_commit_callbacks, media_root, kind
):
    chosen = [MAKERS[kind]() for _ in range(2)]
    keys = [source.pk for source in chosen]
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(listing(kind), data)
    assert type(chosen[0]).objects.count() == 0
    names = [name for source in chosen for name in source.file_names()]
    assert all((media_root / name).exists() for name in names)


def test_deleting_essays_deletes_their_sources(editor_client):
    essay = factories.essay()
    for make in factories.SOURCES:
        make(essay=essay)
    data = {"action": "delete_selected", "_selected_action": [essay.pk], "post": "yes"}
    editor_client.post(reverse("admin:essays_essay_changelist"), data)
    assert [model for model in (Essay, *kinds()) if model.objects.exists()] == []
