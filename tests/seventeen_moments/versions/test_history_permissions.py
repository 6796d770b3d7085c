"""Earlier states are for those who may change the row; what was deleted, for those who may add."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.versions.history_pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(essay, state):
    """Every page of the history, of a published essay and of a source."""
    state(essay)
    found = []
    for row in [essay, essay.texts.get()]:
        version = state(row)
        lost = type(row)(pk=99)
        found += [
            address("history", row, row.pk),
            address("compare", row, row.pk) + f"?before={version.pk}&after={version.pk}",
            address("state", row, row.pk, version.pk),
            address("restore", row, row.pk, version.pk),
            address("deleted", lost),
            address("recover", lost, version.pk),
        ]
    return found


def account(*codenames):
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def test_visitor_is_asked_to_log_in(client, addresses):
    answers = [client.get(page) for page in addresses]
    assert [answer.url.partition("?")[0] for answer in answers] == ["/admin/login/"] * 12


def test_moderator_is_refused(moderator_client, addresses):
    assert [moderator_client.get(page).status_code for page in addresses] == [403] * 12


@pytest.mark.parametrize(
    "codenames",
    [
        [],
        ["view_essay", "view_text"],
        ["add_essay", "add_text", "view_essay", "view_text"],
        ["delete_essay", "delete_text", "view_essay", "view_text"],
    ],
)
def test_user_without_the_right_is_refused(client, addresses, codenames):
    client.force_login(account(*codenames))
    assert [client.get(page).status_code for page in addresses] == [403] * 12


def test_user_who_may_change_but_not_add_does_not_see_what_was_deleted(client, addresses):
    client.force_login(account("change_essay", "change_text"))
    answers = [client.get(page).status_code for page in addresses]
    assert answers == [200, 200, 200, 200, 403, 403] * 2


def test_editor_reaches_every_page(editor_client, addresses):
    answers = [editor_client.get(page).status_code for page in addresses]
    assert answers == [200, 200, 200, 200, 200, 404] * 2  # nothing was deleted


@pytest.mark.parametrize("codenames", [[], ["view_essay", "open_close_comments"], ["add_essay"]])
def test_nobody_restores_without_the_right(client, essay, emptied, codenames):
    client.force_login(account(*codenames))
    answer = client.post(address("restore", essay, essay.pk, emptied.pk))
    assert (answer.status_code, Essay.objects.get().title) == (403, "Nothing")


def test_sources_that_may_not_be_changed_are_not_restored_with_their_essay(client, essay, emptied):
    client.force_login(account("change_essay", "change_text", "change_image", "view_reference"))
    answer = client.post(address("restore", essay, essay.pk, emptied.pk))
    assert (answer.context["obstacles"], Essay.objects.get().title) == (
        [
            "This would also change sources, which you do not have permission to change. Ask an "
            "editor."
        ],
        "Nothing",
    )


@pytest.mark.parametrize("codenames", [[], ["view_essay", "delete_essay"], ["change_essay"]])
def test_nobody_recovers_without_the_right(client, essay, emptied, codenames):
    essay.delete()
    client.force_login(account(*codenames))
    answer = client.post(address("recover", Essay, emptied.pk))
    assert (answer.status_code, Essay.objects.count()) == (403, 0)


def test_looking_restores_nothing(editor_client, essay, emptied):
    editor_client.get(address("restore", essay, essay.pk, emptied.pk))
    assert Essay.objects.get().title == "Nothing"


def test_restoring_wants_the_token_of_the_form(essay, emptied):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user("Editors"))
    answer = client.post(address("restore", essay, essay.pk, emptied.pk))
    assert (answer.status_code, Essay.objects.get().title) == (403, "Nothing")


def test_history_of_what_is_missing_is_missing(editor_client):
    assert editor_client.get(address("history", Essay, 99)).status_code == 404


def test_moderator_is_offered_no_history(moderator_client, essay):
    page = moderator_client.get(address("change", essay, essay.pk)).text
    assert "viewsitelink" in page
    assert "historylink" not in page


def test_moderator_is_not_asked_for_a_note(moderator_client, essay):
    assert "What you changed" not in moderator_client.get(address("change", essay, essay.pk)).text


def test_moderator_is_not_offered_what_was_deleted(moderator_client):
    assert "Recover deleted" not in moderator_client.get(address("changelist", Essay)).text


def test_visitors_never_get_earlier_words(client, essay, state):
    Text.objects.update(title="Unheard-of", status=Status.PUBLISHED)
    state(essay)
    Text.objects.update(title="The Amnesty Decree")
    pages = ["/essays/prisoners-return/", "/essays/prisoners-return/texts/"]
    assert ["Unheard-of" in client.get(page).text for page in pages] == [False, False]
