"""The history needs permission to change the row; the deleted rows, to add one too."""

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
    addresses = []
    for row in [essay, essay.texts.get()]:
        version = state(row)
        deleted = type(row)(pk=99)
        addresses += [
            address("history", row, row.pk),
            address("compare", row, row.pk) + f"?before={version.pk}&after={version.pk}",
            address("state", row, row.pk, version.pk),
            address("restore", row, row.pk, version.pk),
            address("deleted", deleted),
            address("recover", deleted, row.pk),
        ]
    return addresses


def account(*codenames):
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def test_visitor_is_asked_to_log_in(client, addresses):
    responses = [client.get(page) for page in addresses]
    assert [response.url.partition("?")[0] for response in responses] == ["/admin/login/"] * 12


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
def test_user_without_permission_is_refused(client, addresses, codenames):
    client.force_login(account(*codenames))
    assert [client.get(page).status_code for page in addresses] == [403] * 12


def test_user_without_add_permission_does_not_see_deleted_rows(client, addresses):
    client.force_login(account("change_essay", "change_text"))
    responses = [client.get(page).status_code for page in addresses]
    assert responses == [200, 200, 200, 200, 403, 403] * 2


def test_editor_reaches_every_page(editor_client, addresses):
    responses = [editor_client.get(page).status_code for page in addresses]
    assert responses == [200, 200, 200, 200, 200, 302] * 2  # nothing was deleted


@pytest.mark.parametrize("codenames", [[], ["view_essay", "open_close_comments"], ["add_essay"]])
def test_restoring_needs_permission(client, essay, full_state, codenames):
    client.force_login(account(*codenames))
    response = client.post(address("restore", essay, essay.pk, full_state.pk))
    assert (response.status_code, Essay.objects.get().title) == (403, "Nothing")


def test_restoring_needs_permission_for_the_sources(client, essay, full_state):
    client.force_login(account("change_essay", "change_text", "change_image", "view_reference"))
    response = client.post(address("restore", essay, essay.pk, full_state.pk))
    assert (response.context["obstacles"], Essay.objects.get().title) == (
        [
            "This would also change sources, which you do not have permission to change. Ask an "
            "editor."
        ],
        "Nothing",
    )


@pytest.mark.parametrize("codenames", [[], ["view_essay", "delete_essay"], ["change_essay"]])
def test_recovering_needs_permission(client, essay, full_state, codenames):
    page = address("recover", Essay, essay.pk)
    essay.delete()
    client.force_login(account(*codenames))
    response = client.post(page)
    assert (response.status_code, Essay.objects.count()) == (403, 0)


def test_get_request_restores_nothing(editor_client, essay, full_state):
    editor_client.get(address("restore", essay, essay.pk, full_state.pk))
    assert Essay.objects.get().title == "Nothing"


def test_restoring_needs_a_csrf_token(essay, full_state):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user("Editors"))
    response = client.post(address("restore", essay, essay.pk, full_state.pk))
    assert (response.status_code, Essay.objects.get().title) == (403, "Nothing")


def test_history_of_a_missing_essay_returns_404(editor_client):
    assert editor_client.get(address("history", Essay, 99)).status_code == 404


def test_moderator_sees_no_link_to_the_history(moderator_client, essay):
    page = moderator_client.get(address("change", essay, essay.pk)).text
    assert "viewsitelink" in page
    assert "historylink" not in page


def test_moderator_is_not_asked_for_a_note(moderator_client, essay):
    assert "What you changed" not in moderator_client.get(address("change", essay, essay.pk)).text


def test_moderator_sees_no_link_to_deleted_rows(moderator_client):
    assert "Recover deleted" not in moderator_client.get(address("changelist", Essay)).text


def test_visitors_never_see_earlier_states(client, essay, state):
    Text.objects.update(title="Unheard-of", status=Status.PUBLISHED)
    state(essay)
    Text.objects.update(title="The Amnesty Decree")
    pages = ["/essays/prisoners-return/", "/essays/prisoners-return/texts/"]
    assert ["Unheard-of" in client.get(page).text for page in pages] == [False, False]
