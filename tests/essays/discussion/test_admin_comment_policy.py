from datetime import UTC, datetime

import pytest
from django.urls import reverse

from essays.models import Essay
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import publish

pytestmark = pytest.mark.django_db

LIST = reverse("admin:essays_essay_changelist")
SEMESTER = {"comments_from": "2026-09-01T00:00", "comments_until": "2027-01-31T18:00"}


def address_of(essay):
    return reverse("admin:essays_essay_comment_policy", args=[essay.pk])


def choose(client, *essays, address=LIST, **data):
    chosen = {"action": "set_comment_policy", "_selected_action": [essay.pk for essay in essays]}
    return client.post(address, chosen | data)


def test_moderator_sets_the_policy_of_one_essay(moderator_client):
    essay = factories.essay()
    form = filled(
        moderator_client.get(address_of(essay)), approval="new_authors", quiet_days="30", **SEMESTER
    )
    response = moderator_client.post(address_of(essay), form, follow=True)
    essay.refresh_from_db()
    assert [str(message) for message in response.context["messages"]] == [
        "Comment policy set for 1 essay."
    ]
    assert (essay.approval, essay.quiet_days, essay.comments_from, essay.comments_until) == (
        "new_authors",
        30,
        datetime(2026, 9, 1, tzinfo=UTC),
        datetime(2027, 1, 31, 18, tzinfo=UTC),
    )


def test_form_shows_the_current_policy(moderator_client):
    essay = factories.essay(approval="never", comments_from=datetime(2026, 9, 1, tzinfo=UTC))
    form = filled(moderator_client.get(address_of(essay)))
    assert (form["approval"], form["comments_from"]) == ("never", "2026-09-01T00:00")


def test_policy_of_selected_essays_is_set_together(moderator_client):
    essays = [factories.essay(), factories.essay(comments_open=False)]
    other = factories.essay()
    page = choose(moderator_client, *essays)
    assert "For all 2 selected essays." in page.text
    data = filled(page, approval="new_authors") | {
        "_selected_action": [essay.pk for essay in essays]
    }
    moderator_client.post(LIST, data)
    assert list(Essay.objects.exclude(approval="new_authors")) == [other]
    assert list(Essay.objects.filter(comments_open=False)) == essays[1:]


def test_policy_is_set_across_all_pages_of_the_list(moderator_client):
    essays = [factories.essay(year=1954) for _ in range(60)]
    other = factories.essay(year=1956)
    address = f"{LIST}?year=1954"
    page = choose(moderator_client, essays[0], address=address, select_across="1")
    assert "For all 60 selected essays." in page.text
    moderator_client.post(address, filled(page, approval="new_authors"))
    assert list(Essay.objects.exclude(approval="new_authors")) == [other]


def test_setting_the_policy_changes_no_other_field(moderator_client):
    essay = factories.essay(title="The Thaw")
    form = filled(moderator_client.get(address_of(essay)), title="Forged", status="draft")
    moderator_client.post(address_of(essay), form)
    updated = essay.updated
    essay.refresh_from_db()
    assert (essay.title, essay.status, essay.updated) == ("The Thaw", "published", updated)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (
            "comments_until",
            "2026-08-31T00:00",
            "The end of the comment period must be later than its beginning.",
        ),
        ("comments_until", "soon", "Enter a valid date/time."),
        ("quiet_days", "0", "Ensure this value is greater than or equal to 1."),
        ("quiet_days", "99999", "Ensure this value is less than or equal to 3660."),
        ("approval", "whatever", "Select a valid choice. whatever is not one of the available"),
    ],
)
def test_invalid_policy_shows_an_error(moderator_client, field, value, sentence):
    essay = factories.essay()
    form = filled(moderator_client.get(address_of(essay)), approval="new_authors", **SEMESTER)
    response = moderator_client.post(address_of(essay), form | {field: value})
    essay.refresh_from_db()
    assert sentence in response.text
    assert (essay.approval, essay.comments_from) == ("always", None)


def test_form_of_the_essay_links_the_policy(editor_client):
    essay = factories.essay(approval="new_authors")
    page = editor_client.get(reverse("admin:essays_essay_change", args=[essay.pk])).text
    assert (
        f'<a href="{address_of(essay)}">Comments by approved authors are published immediately</a>'
        in page
    )


def test_saving_the_essay_does_not_change_its_policy(editor_client):
    essay = factories.essay(approval="new_authors")
    address = reverse("admin:essays_essay_change", args=[essay.pk])
    page = editor_client.get(address)
    Essay.objects.update(approval="never")
    editor_client.post(address, filled(page, title="The Thaw"))
    publish(editor_client, essay)
    essay.refresh_from_db()
    assert (essay.title, essay.approval) == ("The Thaw", "never")


def test_policy_requires_the_permission_to_open_and_close(client):
    essay = factories.essay()
    client.force_login(factories.user())
    responses = [
        client.get(address_of(essay)),
        client.post(address_of(essay), {"approval": "new_authors"}),
    ]
    assert [response.status_code for response in responses] == [403, 403]


def test_policy_of_a_draft_returns_404_for_a_moderator(moderator_client):
    assert moderator_client.get(address_of(factories.essay(status="draft"))).status_code == 404


def test_visitor_is_redirected_to_the_login(client):
    assert client.get(address_of(factories.essay())).url.startswith("/admin/login/")


@pytest.mark.parametrize("has_mail_server", [True, False])
def test_form_says_when_nobody_can_confirm_an_address(moderator_client, settings, has_mail_server):
    settings.HAS_MAIL_SERVER = has_mail_server
    page = moderator_client.get(address_of(factories.essay())).text
    assert ("nobody can confirm an address" in page) is not has_mail_server
