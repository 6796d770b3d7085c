"""Opening and closing comments in the list of essays."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from essays.models import Essay
from seventeen_moments.core.publication import Status
from tests import factories
from tests.essays.essay_admin import LIST


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_one_click_closes_the_comments_of_one_essay(moderator_client):
    first, second = factories.essay(), factories.essay()
    response = moderator_client.post(LIST, {"_close_comments": first.pk}, follow=True)
    assert messages(response) == ["Comments closed on 1 essay."]
    assert list(Essay.objects.filter(comments_open=True)) == [second]


def test_one_click_opens_the_comments_of_one_essay(moderator_client):
    first, _second = factories.essay(comments_open=False), factories.essay(comments_open=False)
    moderator_client.post(LIST, {"_open_comments": first.pk})
    assert list(Essay.objects.filter(comments_open=True)) == [first]


def test_click_redirects_to_the_filtered_list(moderator_client):
    essay = factories.essay(year=1954)
    response = moderator_client.post(f"{LIST}?year=1954", {"_close_comments": essay.pk})
    assert response.url == f"{LIST}?year=1954"


def test_button_offers_the_opposite_state(moderator_client):
    opened, closed = factories.essay(), factories.essay(comments_open=False)
    page = moderator_client.get(LIST).content.decode()
    assert f'name="_close_comments" value="{opened.pk}">Close comments</button>' in page
    assert f'name="_open_comments" value="{closed.pk}">Open comments</button>' in page


def test_switching_does_not_change_the_time_of_the_last_change(moderator_client):
    essay = factories.essay()
    moderator_client.post(LIST, {"_close_comments": essay.pk})
    assert Essay.objects.get().updated == essay.updated


def test_action_closes_comments_of_selected_essays(moderator_client):
    essays = [factories.essay(), factories.essay(), factories.essay(comments_open=False)]
    chosen = [essays[0].pk, essays[2].pk]
    response = moderator_client.post(
        LIST, {"action": "close_comments", "_selected_action": chosen}, follow=True
    )
    assert messages(response) == ["Comments closed on 1 essay."]
    assert list(Essay.objects.filter(comments_open=True)) == [essays[1]]


def test_action_opens_comments_of_selected_essays(moderator_client):
    chosen = [factories.essay(comments_open=False).pk for _ in range(2)]
    response = moderator_client.post(
        LIST, {"action": "open_comments", "_selected_action": chosen}, follow=True
    )
    assert messages(response) == ["Comments opened on 2 essays."]
    assert Essay.objects.filter(comments_open=True).count() == 2


def test_list_shows_why_open_comments_are_closed(moderator_client):
    factories.essay(comments_until=timezone.now())
    factories.essay()
    page = moderator_client.get(LIST).text
    assert page.count("Close comments</button><br>The comment period has ended.") == 1


def test_action_closes_comments_of_all_essays_of_a_theme(moderator_client):
    essay, other = factories.essay(), factories.essay()
    essay.themes.add("law")
    address = f"{LIST}?themes__id__exact={essay.themes.get().pk}"
    moderator_client.post(
        address,
        {"action": "close_comments", "_selected_action": essay.pk, "select_across": "1"},
    )
    assert list(Essay.objects.filter(comments_open=True)) == [other]


@pytest.mark.parametrize("key", ["", "abc", "\0", "9" * 30, "-1", "404"])
def test_click_with_an_invalid_key_returns_404(moderator_client, key):
    assert moderator_client.post(LIST, {"_close_comments": key}).status_code == 404


def test_moderator_cannot_switch_comments_of_a_draft(moderator_client):
    essay = factories.essay(status=Status.DRAFT)
    response = moderator_client.post(LIST, {"_close_comments": essay.pk})
    essay.refresh_from_db()
    assert (response.status_code, essay.comments_open) == (404, True)


def test_click_requires_the_permission(client, db):
    user = factories.user("Moderators")
    user.groups.get().permissions.remove(Permission.objects.get(codename="open_close_comments"))
    client.force_login(user)
    essay = factories.essay()
    assert client.post(LIST, {"_close_comments": essay.pk}).status_code == 403


def test_button_requires_the_permission(client, db):
    user = factories.user("Moderators")
    user.groups.get().permissions.remove(Permission.objects.get(codename="open_close_comments"))
    client.force_login(user)
    assert client.get(LIST).context["cl"].list_display == [
        "action_checkbox",
        "heading",
        "year",
        "comments",
        "comments_open",
        "page",
    ]


def test_click_requires_the_csrf_token(db):
    essay = factories.essay()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.user("Moderators"))
    assert strict.post(LIST, {"_close_comments": essay.pk}).status_code == 403
