import pytest
from django.db import IntegrityError
from django.urls import reverse

from essays.models import Block, CommentSettings
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

LIST = reverse("admin:essays_commentsettings_changelist")
FORM = reverse("admin:essays_commentsettings_change", args=[1])


def test_list_redirects_to_the_form(moderator_client):
    assert moderator_client.get(LIST).url == FORM
    assert moderator_client.get(FORM).status_code == 200


def test_moderator_closes_the_whole_site_and_opens_it_again(client, moderator_client):
    essay = factories.essay()
    seen = []
    for is_open in [None, "on"]:
        page = moderator_client.get(LIST, follow=True)
        moderator_client.post(FORM, filled(page, comments_open=is_open))
        seen.append("Comments are closed." in client.get(essay.get_absolute_url()).text)
    assert seen == [True, False]


def test_moderator_blocks_words(moderator_client):
    page = moderator_client.get(LIST, follow=True)
    moderator_client.post(FORM, filled(page, blocked_words="casino"))
    assert CommentSettings.objects.get().blocked_words == "casino"


def test_settings_link_to_the_blocked_senders(moderator_client):
    Block.objects.create(kind="domain", value="spam.example")
    page = moderator_client.get(LIST, follow=True).text
    assert '<a href="/admin/essays/block/">1</a>' in page


@pytest.mark.parametrize("name", ["most_links", "most_an_hour", "sender_days"])
@pytest.mark.parametrize("value", ["", "-1", "x", "9" * 30])
def test_invalid_number_shows_an_error(moderator_client, name, value):
    page = moderator_client.get(LIST, follow=True)
    response = moderator_client.post(FORM, filled(page, **{name: value}))
    assert list(response.context["adminform"].form.errors) == [name]


def test_second_row_is_refused_by_the_database():
    CommentSettings.objects.row()
    assert CommentSettings.objects.row().pk == 1
    with pytest.raises(IntegrityError, match="is_one_row"):
        CommentSettings.objects.create(pk=2)


def test_settings_cannot_be_added_or_deleted(admin_client):
    CommentSettings.objects.row()
    addresses = [reverse("admin:essays_commentsettings_add"), FORM.replace("change", "delete")]
    assert [admin_client.get(address).status_code for address in addresses] == [403, 403]


def test_editor_has_no_access_to_the_settings(editor_client):
    CommentSettings.objects.row()
    assert editor_client.get(FORM).status_code == 403
    assert editor_client.get(LIST).status_code == 403


def test_two_moderators_add_words_at_once(moderator_client):
    CommentSettings.objects.create(pk=1, blocked_words="casino\npills")
    page = moderator_client.get(FORM)
    CommentSettings.objects.update(blocked_words="casino\npills\nпокер")
    moderator_client.post(FORM, filled(page, blocked_words="pills\r\nroulette"))
    assert CommentSettings.objects.row().blocked_words.split() == ["pills", "покер", "roulette"]
