import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from tests import factories

NAMES = [
    "id",
    "essay",
    "state",
    "written",
    "name",
    "email",
    "author_role",
    "in_reply_to",
    "paragraph",
    "quote",
    "text",
    "suspicion",
    "flags",
]
LIST = reverse("admin:essays_essay_changelist")


@pytest.fixture
def essay(db):
    return factories.essay(slug="home")


def content(response):
    return b"".join(response.streaming_content).decode()


def as_csv(client, essay):
    response = client.get(reverse("bulk:comments_csv", args=[essay.pk]))
    return list(csv.DictReader(StringIO(content(response).removeprefix("\ufeff"), newline="")))


def as_json(client, essay):
    return json.loads(content(client.get(reverse("bulk:comments_json", args=[essay.pk]))))


def test_json_has_all_fields_of_a_comment(moderator_client, essay):
    opening = factories.comment(essay=essay)
    comment = factories.comment(
        essay=essay,
        parent=opening,
        state="waiting",
        suspicion="links",
        about=3,
        quote="Хлеб.",
        text="Да.\n\nНет.",
    )
    comment.flags.create(reason="It names a neighbour.")
    comment.flags.create(reason="Dismissed.", dismissed=True)
    assert as_json(moderator_client, essay)[1] == {
        "id": comment.pk,
        "essay": "home",
        "state": "waiting",
        "written": comment.created.isoformat(),
        "name": "Anna",
        "email": "anna@example.org",
        "author_role": "reader",
        "in_reply_to": opening.pk,
        "paragraph": 3,
        "quote": "Хлеб.",
        "text": "Да.\n\nНет.",
        "suspicion": "links",
        "flags": ["It names a neighbour."],
    }


def test_table_has_all_fields_of_a_comment(moderator_client, essay):
    comment = factories.comment(essay=essay, text="Да.\n\n“Нет”, he said.")
    for reason in ["One.", "Two."]:
        comment.flags.create(reason=reason, address=reason)
    [row] = as_csv(moderator_client, essay)
    assert list(row) == NAMES
    assert (row["text"], row["flags"]) == ("Да.\n\n“Нет”, he said.", "One.\nTwo.")
    assert (row["id"], row["in_reply_to"], row["paragraph"]) == (str(comment.pk), "", "")


def test_table_begins_with_a_byte_order_mark(moderator_client, essay):
    response = moderator_client.get(reverse("bulk:comments_csv", args=[essay.pk]))
    assert content(response).startswith("\ufeffid,essay,state,")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_table_contains_no_formula(moderator_client, essay, words):
    comment = factories.comment(essay=essay, name=words, text=words)
    comment.flags.create(reason=words)
    [row] = as_csv(moderator_client, essay)
    assert [row[name] for name in ("name", "text", "flags")] == [f"'{words}"] * 3


def test_comments_of_all_states_are_in_order_of_creation(moderator_client, essay):
    for state in ["spam", "approved", "removed", "waiting"]:
        factories.comment(essay=essay, state=state)
    factories.comment()
    states = [row["state"] for row in as_json(moderator_client, essay)]
    assert states == ["spam", "approved", "removed", "waiting"]


def test_editors_get_no_addresses(editor_client, essay):
    factories.comment(essay=essay)
    tables = [as_csv(editor_client, essay), as_json(editor_client, essay)]
    without = [name for name in NAMES if name != "email"]
    assert [list(rows[0]) for rows in tables] == [without, without]
    assert "example.org" not in str(tables)


def test_essay_without_comments_has_an_empty_table(moderator_client, essay):
    assert (as_csv(moderator_client, essay), as_json(moderator_client, essay)) == ([], [])


@pytest.mark.parametrize(
    ("form", "kind"), [("csv", "text/csv; charset=utf-8"), ("json", "application/json")]
)
def test_file_name_has_the_date(moderator_client, essay, form, kind):
    response = moderator_client.get(reverse(f"bulk:comments_{form}", args=[essay.pk]))
    name = f"comments-{date.today().isoformat()}.{form}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == kind


@pytest.mark.parametrize("form", ["csv", "json"])
def test_list_exports_the_essays_chosen(moderator_client, essay, form):
    other = factories.comment(essay=factories.essay(slug="away")).essay
    factories.comment(essay=essay)
    factories.comment()
    data = {"action": f"export_comments_as_{form}", "_selected_action": [essay.pk, other.pk]}
    exported = content(moderator_client.post(LIST, data))
    places = [exported.count(slug) for slug in ("away", "home", "essay-")]
    assert places == [1, 1, 0]


def test_authors_are_offered_no_export(author_client, author):
    essay = factories.essay(owner=author, status="draft")
    form = author_client.get(reverse("admin:essays_essay_change", args=[essay.pk])).text
    assert ("Comments as CSV" in form, "Export comments" in author_client.get(LIST).text) == (
        False,
        False,
    )


@pytest.mark.parametrize("client_of", ["moderator_client", "editor_client"])
def test_form_of_an_essay_links_both(request, essay, client_of):
    client = request.getfixturevalue(client_of)
    page = client.get(reverse("admin:essays_essay_change", args=[essay.pk])).text
    linked = [f"/{essay.pk}/comments.{form}" in page for form in ("csv", "json")]
    assert linked == [True, True]


@pytest.mark.parametrize("number", [1, 3])
def test_export_of_comments_has_constant_query_count(
    moderator_client, essay, number, django_assert_num_queries
):
    for _ in range(number):
        factories.comment(essay=essay).flags.create(reason="It names a neighbour.")
    with django_assert_num_queries(8):
        as_json(moderator_client, essay)
