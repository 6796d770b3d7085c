import csv
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from seventeen_moments.bulk.columns import columns_of
from seventeen_moments.core.publication import Status
from tests import factories

ESSAYS = reverse("admin:essays_essay_changelist")
TEXTS = reverse("admin:resources_text_changelist")
ESSAYS_ACTION, TEXTS_ACTION = "export_sources_of_essays", "export_sources"


def export(client, address, action, *chosen):
    keys = [thing.pk for thing in chosen]
    return client.post(address, {"action": action, "_selected_action": keys})


def rows(response):
    table = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(table, newline="")))


def offered(client, address):
    response = client.get(address)
    return [name for name, _words in response.context["action_form"].fields["action"].choices]


def permitted(client, *codenames):
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


def test_chosen_sources_are_exported(editor_client):
    chosen, _other = factories.text(title="Указ"), factories.text()
    exported = rows(export(editor_client, TEXTS, TEXTS_ACTION, chosen))
    assert [(row["essay"], row["title"]) for row in exported] == [(chosen.essay.slug, "Указ")]
    assert list(exported[0]) == columns_of([type(chosen)])


def test_file_name_has_the_kind_and_the_date(editor_client):
    response = export(editor_client, TEXTS, TEXTS_ACTION, factories.text())
    assert response["Content-Disposition"] == (
        f'attachment; filename="texts-{date.today().isoformat()}.csv"'
    )
    assert next(iter(response.streaming_content)).startswith(b"\xef\xbb\xbfsource,essay,")


def test_all_sources_of_an_essay_are_exported_in_their_order(editor_client):
    essay = factories.essay()
    makers = [factories.reference, factories.text, factories.image, factories.recording]
    for make in makers:
        make(essay=essay, status=Status.DRAFT)
    factories.text(essay=essay, title="First", position=0)
    factories.text()
    exported = rows(export(editor_client, ESSAYS, ESSAYS_ACTION, essay))
    assert [row["source"] for row in exported] == [
        "text",
        "text",
        "image",
        "recording",
        "reference",
    ]
    assert (exported[0]["title"], list(exported[0])) == ("First", columns_of())


def test_editor_is_offered_the_export(editor_client):
    factories.text()
    names = [offered(editor_client, address) for address in (TEXTS, ESSAYS)]
    assert (TEXTS_ACTION in names[0], ESSAYS_ACTION in names[1]) == (True, True)


def test_visitor_is_sent_to_the_login(client, db):
    response = export(client, TEXTS, TEXTS_ACTION, factories.text())
    assert response.url == f"{reverse('admin:login')}?next={TEXTS}"


def test_moderator_exports_no_sources(moderator_client):
    text = factories.text()
    assert export(moderator_client, TEXTS, TEXTS_ACTION, text).status_code == 403
    assert ESSAYS_ACTION not in offered(moderator_client, ESSAYS)


def test_moderator_exports_no_sources_of_an_essay(moderator_client):
    response = export(moderator_client, ESSAYS, ESSAYS_ACTION, factories.text().essay)
    assert (response.status_code, "Content-Disposition" in response) == (302, False)


def test_permission_to_view_does_not_allow_the_export(client, db):
    client = permitted(client, "view_text")
    response = export(client, TEXTS, TEXTS_ACTION, factories.text())
    assert "Content-Disposition" not in response


def test_author_exports_the_kinds_that_they_may_change(client, db):
    essay = factories.text().essay
    factories.reference(essay=essay)
    client = permitted(client, "change_essay", "change_text")
    exported = rows(export(client, ESSAYS, ESSAYS_ACTION, essay))
    assert [row["source"] for row in exported] == ["text"]


def test_author_of_essays_is_refused(client, db):
    client = permitted(client, "change_essay")
    response = export(client, ESSAYS, ESSAYS_ACTION, factories.text().essay)
    assert response.status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_export_has_constant_query_count(editor_client, django_assert_num_queries, number):
    for _ in range(number):
        text = factories.text()
        text.themes.add("Law")
    response = export(editor_client, TEXTS, TEXTS_ACTION, *type(text).objects.all())
    with django_assert_num_queries(2):
        assert len(rows(response)) == number
