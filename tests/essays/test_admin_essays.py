import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essays.models import Comment, Essay
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled

LIST = reverse("admin:essays_essay_changelist")
ADD = reverse("admin:essays_essay_add")


def change(essay):
    return reverse("admin:essays_essay_change", args=[essay.pk])


def titles(response):
    return [essay.title for essay in response.context["cl"].result_list]


def messages(response):
    return [str(message) for message in response.context["messages"]]


def errors(response):
    return response.context["adminform"].form.errors


def new_essay(client, **fields):
    page = client.get(ADD)
    return client.post(ADD, filled(page, title="Virgin Lands", slug="virgin-lands") | fields)


# Writing


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
    new_essay(editor_client, status="published")
    assert Essay.objects.published().get().slug == "virgin-lands"


def test_fieldsets_follow_the_work(editor_client):
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


def test_new_essay_has_no_images_to_lead_with(editor_client):
    assert "lead_image" not in editor_client.get(ADD).context["adminform"].form.fields


def test_lead_image_is_one_of_the_essays_own(editor_client):
    image = factories.image()
    factories.image()
    field = editor_client.get(change(image.essay)).context["adminform"].form.fields["lead_image"]
    assert list(field.queryset) == [image]


def test_lead_image_is_chosen_by_its_thumbnail_and_title(editor_client):
    image = factories.image(title="<b>Gate</b>")
    field = editor_client.get(change(image.essay)).context["adminform"].form["lead_image"]
    thumbnail = f'<img class="thumbnail" src="{image.smallest["url"]}" alt="" loading="lazy">'
    assert f"{thumbnail} &lt;b&gt;Gate&lt;/b&gt;" in str(field)


def test_image_of_another_essay_is_refused_as_lead(editor_client):
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
def test_bad_field_is_explained(editor_client, field, value, message):
    response = new_essay(editor_client, **{field: value})
    assert (errors(response)[field], Essay.objects.count()) == ([message], 0)


def test_over_long_theme_is_explained(editor_client):
    response = new_essay(editor_client, themes="l" * 300)
    assert list(errors(response)) == ["themes"]


def test_taken_slug_is_explained(editor_client):
    factories.essay(slug="virgin-lands")
    response = new_essay(editor_client)
    assert errors(response)["slug"] == ["Essay with this Slug already exists."]


def test_comments_closed_while_the_form_stood_open_stay_closed(editor_client):
    essay = factories.essay()
    page = editor_client.get(change(essay))
    Essay.objects.update(comments_open=False)
    editor_client.post(change(essay), filled(page, title="The Thaw"))
    essay.refresh_from_db()
    assert (essay.title, essay.comments_open) == ("The Thaw", False)


def test_editor_closes_comments_in_the_form(editor_client):
    essay = factories.essay()
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


# The list


def test_list_names_its_columns(editor_client):
    columns = editor_client.get(LIST).context["cl"].list_display
    assert [getattr(column, "__name__", column) for column in columns] == [
        "action_checkbox",
        "title",
        "year",
        "state",
        "since",
        *factories.RELATIONS,
        "comments",
        "switch",
        "page",
    ]


def test_list_counts_sources_and_drafts_among_them(editor_client):
    essay = factories.essay()
    factories.text(essay=essay)
    factories.text(essay=essay, status=Status.DRAFT)
    factories.image(essay=essay)
    listed = editor_client.get(LIST).context["cl"].result_list[0]
    counted = {name: getattr(listed, f"{name}_count") for name in factories.RELATIONS}
    assert counted == dict.fromkeys(factories.RELATIONS, 0) | {"texts": 2, "images": 1}


def test_list_links_the_comments_of_the_essay(editor_client):
    essay = factories.comment(state="waiting").essay
    factories.comment(essay=essay)
    address = reverse("admin:essays_comment_changelist") + f"?essay__id__exact={essay.pk}"
    link = f'<a href="{address}">1 + 1 pending</a>'
    assert link in editor_client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("fields", "state", "link"),
    [
        ({"status": Status.DRAFT}, '<span class="state draft">Draft</span>', "Preview"),
        ({}, '<span class="state public">Public</span>', "View"),
        (
            {"published_at": timezone.now() + timedelta(days=9)},
            '<span class="state later">Scheduled</span>',
            "Preview",
        ),
    ],
)
def test_list_tells_the_state_and_links_the_page(editor_client, fields, state, link):
    essay = factories.essay(**fields)
    page = editor_client.get(LIST).content.decode()
    assert state in page
    assert f'<a href="{essay.get_absolute_url()}">{link}</a>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "steppe"}, ["Virgin Lands"]),
        ({"q": "Dobson"}, ["Prisoners Return"]),
        ({"q": "neither"}, []),
        ({"status__exact": "draft"}, ["Virgin Lands"]),
        ({"year": "1954"}, ["Virgin Lands"]),
        ({"comments_open__exact": "0"}, ["Prisoners Return"]),
    ],
)
def test_list_is_searched_and_filtered(editor_client, query, found):
    factories.essay(title="Virgin Lands", body="<p>The steppe.</p>", year=1954, status=Status.DRAFT)
    factories.essay(title="Prisoners Return", authors="Dobson, Miriam", comments_open=False)
    assert titles(editor_client.get(LIST, query)) == found


def test_list_is_filtered_by_theme(editor_client):
    essay, _other = factories.essay(title="Prisoners Return"), factories.essay()
    essay.themes.add("law")
    query = {"themes__id__exact": essay.themes.get().pk}
    assert titles(editor_client.get(LIST, query)) == ["Prisoners Return"]


def test_title_is_escaped_in_the_list(editor_client):
    factories.essay(title="<b>Bread</b>")
    page = editor_client.get(LIST).content.decode()
    assert ("&lt;b&gt;Bread" in page, "<b>Bread" in page) == (True, False)


def test_draft_is_viewed_on_site_from_its_form(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    page = editor_client.get(change(essay)).content.decode()
    assert f'<a href="{essay.get_absolute_url()}" class="viewsitelink">' in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_database_alike_for_one_and_three(
    editor_client, django_assert_num_queries, number
):
    for _ in range(number):
        essay = factories.comment().essay
        essay.themes.add("law")
    editor_client.get(LIST)
    with django_assert_num_queries(11):
        editor_client.get(LIST)


# Opening and closing comments


def test_one_click_closes_the_comments_of_one_essay(moderator_client):
    first, second = factories.essay(), factories.essay()
    response = moderator_client.post(LIST, {"_close_comments": first.pk}, follow=True)
    assert messages(response) == ["Comments closed on 1 essay."]
    assert list(Essay.objects.filter(comments_open=True)) == [second]


def test_one_click_opens_the_comments_of_one_essay(moderator_client):
    first, _second = factories.essay(comments_open=False), factories.essay(comments_open=False)
    moderator_client.post(LIST, {"_open_comments": first.pk})
    assert list(Essay.objects.filter(comments_open=True)) == [first]


def test_click_leads_back_to_the_list_as_it_was(moderator_client):
    essay = factories.essay(year=1954)
    response = moderator_client.post(f"{LIST}?year=1954", {"_close_comments": essay.pk})
    assert response.url == f"{LIST}?year=1954"


def test_button_closes_where_comments_are_open_and_opens_where_closed(moderator_client):
    opened, closed = factories.essay(), factories.essay(comments_open=False)
    page = moderator_client.get(LIST).content.decode()
    assert f'name="_close_comments" value="{opened.pk}">Close comments</button>' in page
    assert f'name="_open_comments" value="{closed.pk}">Open comments</button>' in page


def test_switching_touches_one_column(moderator_client):
    essay = factories.essay()
    moderator_client.post(LIST, {"_close_comments": essay.pk})
    assert Essay.objects.get().updated == essay.updated


def test_comments_of_many_are_closed_at_once(moderator_client):
    essays = [factories.essay(), factories.essay(), factories.essay(comments_open=False)]
    chosen = [essays[0].pk, essays[2].pk]
    response = moderator_client.post(
        LIST, {"action": "close_comments", "_selected_action": chosen}, follow=True
    )
    assert messages(response) == ["Comments closed on 1 essay."]
    assert list(Essay.objects.filter(comments_open=True)) == [essays[1]]


def test_comments_of_many_are_opened_at_once(moderator_client):
    chosen = [factories.essay(comments_open=False).pk for _ in range(2)]
    response = moderator_client.post(
        LIST, {"action": "open_comments", "_selected_action": chosen}, follow=True
    )
    assert messages(response) == ["Comments opened on 2 essays."]
    assert Essay.objects.filter(comments_open=True).count() == 2


def test_list_says_what_closed_comments_that_the_switch_left_open(moderator_client):
    factories.essay(comments_until=timezone.now())
    factories.essay()
    page = moderator_client.get(LIST).text
    assert page.count("Close comments</button><br>The comment period has ended.") == 1


def test_moderator_narrows_the_list_by_theme_to_close_all_of_it(moderator_client):
    essay, other = factories.essay(), factories.essay()
    essay.themes.add("law")
    address = f"{LIST}?themes__id__exact={essay.themes.get().pk}"
    moderator_client.post(
        address,
        {"action": "close_comments", "_selected_action": essay.pk, "select_across": "1"},
    )
    assert list(Essay.objects.filter(comments_open=True)) == [other]


@pytest.mark.parametrize("key", ["", "abc", "\0", "9" * 30, "-1", "404"])
def test_click_on_no_essay_is_not_found(moderator_client, key):
    assert moderator_client.post(LIST, {"_close_comments": key}).status_code == 404


def test_moderator_does_not_switch_the_comments_of_a_draft(moderator_client):
    essay = factories.essay(status=Status.DRAFT)
    response = moderator_client.post(LIST, {"_close_comments": essay.pk})
    essay.refresh_from_db()
    assert (response.status_code, essay.comments_open) == (404, True)


def test_click_needs_its_permission(client, db):
    user = factories.user("Moderators")
    user.groups.get().permissions.remove(Permission.objects.get(codename="open_close_comments"))
    client.force_login(user)
    essay = factories.essay()
    assert client.post(LIST, {"_close_comments": essay.pk}).status_code == 403


def test_without_the_permission_there_is_no_button(client, db):
    user = factories.user("Moderators")
    user.groups.get().permissions.remove(Permission.objects.get(codename="open_close_comments"))
    client.force_login(user)
    assert client.get(LIST).context["cl"].list_display == [
        "action_checkbox",
        "title",
        "year",
        "comments",
        "comments_open",
        "page",
    ]


def test_click_needs_the_token_against_forgery(db):
    essay = factories.essay()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.user("Moderators"))
    assert strict.post(LIST, {"_close_comments": essay.pk}).status_code == 403


# What moderators do not see


def test_moderator_lists_what_is_published(moderator_client):
    factories.essay(title="Prisoners Return")
    factories.essay(status=Status.DRAFT)
    factories.essay(published_at=timezone.now() + timedelta(days=9))
    assert titles(moderator_client.get(LIST)) == ["Prisoners Return"]


def test_moderator_does_not_reach_a_draft(moderator_client):
    response = moderator_client.get(change(factories.essay(status=Status.DRAFT)))
    assert response.url == reverse("admin:index")


def test_moderator_reads_the_form_without_fields(moderator_client):
    page = moderator_client.get(change(factories.essay()))
    fields = page.context["adminform"].form.fields
    assert (page.status_code, [name for name in fields if name != "lead_image"]) == (200, [])


@pytest.mark.parametrize("name", ["change", "delete"])
def test_moderator_does_not_edit_an_essay(moderator_client, name):
    essay = factories.essay(title="Prisoners Return")
    address = reverse(f"admin:essays_essay_{name}", args=[essay.pk])
    response = moderator_client.post(address, {"title": "The Thaw", "post": "yes"})
    assert (response.status_code, Essay.objects.get().title) == (403, "Prisoners Return")


def test_moderator_does_not_add_an_essay(moderator_client):
    assert moderator_client.get(ADD).status_code == 403
