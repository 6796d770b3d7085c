import re

import pytest
from django.urls import reverse

from essays.models import Comment, Essay
from seventeen_moments.core.publication import Status
from tests import factories
from tests.essays.essay_admin import ADD, change
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import publish


def errors(response):
    return response.context["adminform"].form.errors


def new_essay(client, **fields):
    page = client.get(ADD)
    return client.post(ADD, filled(page, title="Virgin Lands", slug="virgin-lands") | fields)


def test_editor_writes_an_essay(editor_client):
    new_essay(editor_client, body="<p>The steppe.</p>", authors="Siegelbaum, Lewis", year="1954")
    essay = Essay.objects.get()
    assert (essay.title, essay.body, essay.byline, essay.year, essay.status) == (
        "Virgin Lands",
        "<p>The steppe.</p>",
        "Lewis Siegelbaum",
        1954,
        Status.DRAFT,
    )


def test_essay_is_published_from_now_when_no_time_is_given(editor_client):
    new_essay(editor_client)
    publish(editor_client, Essay.objects.get())
    assert Essay.objects.published().get().slug == "virgin-lands"


def test_fieldsets_are_in_the_order_of_the_work(editor_client):
    page = editor_client.get(change(factories.essay()))
    assert [name for name, _options in page.context["adminform"].fieldsets] == [
        None,
        "The essay",
        "Themes and picture",
        "Publication",
        "Discussion",
    ]


def test_slug_is_filled_in_from_the_title(editor_client):
    page = editor_client.get(ADD)
    assert page.context["adminform"].prepopulated_fields[0]["field"].name == "slug"


def test_body_is_cleaned(editor_client):
    new_essay(editor_client, body='<p onclick="x()">Bread<script>alert(1)</script></p>')
    assert Essay.objects.get().body == "<p>Bread</p>"


def test_themes_are_stored(editor_client):
    new_essay(editor_client, themes="agriculture, Khrushchev")
    assert sorted(Essay.objects.get().themes.names()) == ["Khrushchev", "agriculture"]


def test_new_essay_offers_no_lead_image(editor_client):
    assert "lead_image" not in editor_client.get(ADD).context["adminform"].form.fields


def test_lead_image_is_chosen_among_the_images_of_the_essay(editor_client):
    image = factories.image()
    factories.image()
    field = editor_client.get(change(image.essay)).context["adminform"].form.fields["lead_image"]
    assert list(field.queryset) == [image]


def test_choice_of_the_lead_image_shows_thumbnail_and_title(editor_client):
    image = factories.image(title="<b>Gate</b>")
    field = editor_client.get(change(image.essay)).context["adminform"].form["lead_image"]
    thumbnail = f'<img class="thumbnail" src="{image.smallest["url"]}" alt="" loading="lazy">'
    assert f"{thumbnail} &lt;b&gt;Gate&lt;/b&gt;" in str(field)


def test_image_of_another_essay_is_refused_as_lead_image(editor_client):
    essay, image = factories.essay(), factories.image()
    page = editor_client.get(change(essay))
    response = editor_client.post(change(essay), filled(page, lead_image=image.pk))
    assert list(errors(response)) == ["lead_image"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("year", "0", "Ensure this value is greater than or equal to 1000."),
        ("year", "99999", "Ensure this value is less than or equal to 2999."),
        ("year", "9" * 30, "Ensure this value is less than or equal to 2999."),
        ("title", "Virgin\0Lands", "Null characters are not allowed."),
        ("body", "<p>\0</p>", "Null characters are not allowed."),
        ("themes", "law\0", "Null characters are not allowed."),
        ("themes", "?!,", "“?!”: a theme needs a letter or a digit."),
        ("authors", "Siegelbaum,", "“Siegelbaum,”: write a person as “family name, given names”."),
    ],
)
def test_invalid_field_shows_an_error(editor_client, field, value, message):
    response = new_essay(editor_client, **{field: value})
    assert (errors(response)[field], Essay.objects.count()) == ([message], 0)


def test_too_long_theme_shows_an_error(editor_client):
    response = new_essay(editor_client, themes="l" * 300)
    assert list(errors(response)) == ["themes"]


def test_existing_slug_shows_an_error(editor_client):
    factories.essay(slug="virgin-lands")
    response = new_essay(editor_client)
    assert errors(response)["slug"] == ["Essay with this Slug already exists."]


def test_comments_closed_while_the_form_was_open_stay_closed(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    page = editor_client.get(change(essay))
    Essay.objects.update(comments_open=False)
    editor_client.post(change(essay), filled(page, title="The Thaw"))
    essay.refresh_from_db()
    assert (essay.title, essay.comments_open) == ("The Thaw", False)


def test_editor_closes_comments_in_the_form(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    page = editor_client.get(change(essay))
    editor_client.post(change(essay), filled(page, comments_open=None))
    essay.refresh_from_db()
    assert essay.comments_open is False


def test_editor_deletes_an_essay_with_its_discussion(editor_client):
    comment = factories.comment()
    comment.flags.create(reason="It names a neighbour.")
    essay = comment.essay
    address = reverse("admin:essays_essay_delete", args=[essay.pk])
    editor_client.post(address, {"post": "yes"})
    assert (Essay.objects.count(), Comment.objects.count()) == (0, 0)


def test_import_map_carries_the_nonce_of_the_policy(editor_client):
    page = editor_client.get(ADD)
    nonce = page.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    tag = re.search(r"<script[^>]*importmap[^>]*>", page.content.decode())
    assert f'nonce="{nonce}"' in tag.group()


def test_draft_is_viewed_on_site_from_its_form(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    page = editor_client.get(change(essay)).content.decode()
    assert f'<a href="{essay.get_absolute_url()}" class="viewsitelink">' in page


# Moderators


def test_moderator_cannot_view_a_draft(moderator_client):
    response = moderator_client.get(change(factories.essay(status=Status.DRAFT)))
    assert response.url == reverse("admin:index")


def test_moderator_sees_the_form_without_fields(moderator_client):
    page = moderator_client.get(change(factories.essay()))
    fields = page.context["adminform"].form.fields
    assert (page.status_code, [name for name in fields if name != "lead_image"]) == (200, [])


@pytest.mark.parametrize("name", ["change", "delete"])
def test_moderator_cannot_change_or_delete_an_essay(moderator_client, name):
    essay = factories.essay(title="Prisoners Return")
    address = reverse(f"admin:essays_essay_{name}", args=[essay.pk])
    response = moderator_client.post(address, {"title": "The Thaw", "post": "yes"})
    assert (response.status_code, Essay.objects.get().title) == (403, "Prisoners Return")


def test_moderator_cannot_add_an_essay(moderator_client):
    assert moderator_client.get(ADD).status_code == 403
