from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from seventeen_moments.corrections.models import Correction
from tests import factories
from tests.forms import filled

LIST = reverse("admin:corrections_correction_changelist")
INDEX = reverse("admin:index")


def change(correction):
    return reverse("admin:corrections_correction_change", args=[correction.pk])


def listed(response):
    return [correction.text for correction in response.context["cl"].result_list]


def act(client, action, *corrections):
    chosen = [correction.pk for correction in corrections]
    response = client.post(LIST, {"action": action, "_selected_action": chosen}, follow=True)
    return [str(message) for message in response.context["messages"]]


# The list


def test_open_corrections_come_first_the_oldest_at_the_top(editor_client):
    for text, state, days in [("A", "done", 9), ("B", "open", 1), ("C", "open", 2)]:
        row = factories.correction(text=text, state=state)
        Correction.objects.filter(pk=row.pk).update(created=timezone.now() - timedelta(days=days))
    assert listed(editor_client.get(LIST)) == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"state__exact": "spam"}, ["It was 1953."]),
        ({"suspicion__exact": "trap"}, ["It was 1953."]),
        ({"q": "1953"}, ["It was 1953."]),
        ({"q": "boris@example.org"}, ["It was 1953."]),
        ({"q": "Virgin"}, ["It was 1953."]),
        ({"q": "nobody"}, []),
    ],
)
def test_list_is_searched_and_filtered(editor_client, query, titles):
    factories.correction(text="Another.")
    factories.correction(
        subject=factories.essay(title="Virgin Lands"),
        text="It was 1953.",
        email="boris@example.org",
        state="spam",
        suspicion="trap",
    )
    assert listed(editor_client.get(LIST, query)) == titles


@pytest.mark.parametrize(
    "make", [factories.essay, factories.text, factories.image, factories.recording]
)
def test_row_links_the_page_and_its_form(editor_client, make):
    subject = make()
    factories.correction(subject=subject)
    page = editor_client.get(LIST).text
    form = reverse(f"admin:{subject._meta.label_lower.replace('.', '_')}_change", args=[subject.pk])
    assert [f'href="{url}"' in page for url in (subject.get_absolute_url(), form)] == [True, True]


def test_row_about_a_paragraph_links_the_paragraph(editor_client):
    essay = factories.essay(slug="home", body="<p>Bread.</p>")
    factories.correction(subject=essay, about=1, quote="Bread.")
    assert 'href="/essays/home/#p1"' in editor_client.get(LIST).text


def test_correction_is_kept_when_its_subject_is_deleted(editor_client):
    text = factories.text(title="The Decree")
    correction = factories.correction(subject=text)
    text.delete()
    pages = [editor_client.get(address).text for address in (LIST, change(correction))]
    assert ["“The Decree” (deleted)" in page for page in pages] == [True, True]


def test_texts_of_readers_are_escaped(editor_client):
    factories.correction(text="<b>Bread</b>", name="<i>Anna</i>")
    page = editor_client.get(LIST).text
    assert ("<b>Bread" in page, "<i>Anna" in page) == (False, False)


@pytest.mark.parametrize("number", [1, 3])
def test_list_needs_eleven_queries(editor_client, number, django_assert_num_queries):
    for _ in range(number):
        factories.correction()
        factories.correction(subject=factories.text())
    editor_client.get(LIST)  # content types are remembered from then on
    with django_assert_num_queries(11):
        editor_client.get(LIST)


# Settling


@pytest.mark.parametrize(
    ("action", "state", "message"),
    [
        ("mark_done", "done", "2 corrections marked as done."),
        ("decline", "declined", "2 corrections declined."),
        ("mark_as_spam", "spam", "2 corrections marked as spam."),
    ],
)
def test_editor_settles_several_at_once(editor_client, action, state, message):
    rows = [factories.correction() for _ in range(2)]
    assert act(editor_client, action, *rows) == [message]
    settled = Correction.objects.values_list("state", "settled_by__username")
    assert list(settled) == [(state, "user-1")] * 2


def test_action_does_not_change_settled_corrections(editor_client):
    earlier = timezone.now() - timedelta(days=3)
    row = factories.correction(state="done", settled_at=earlier)
    assert act(editor_client, "mark_done", row) == ["0 corrections marked as done."]
    row.refresh_from_db()
    assert (row.settled_at, row.settled_by) == (earlier, None)


def save(client, row, **changes):
    return client.post(change(row), filled(client.get(change(row)), **changes))


def test_form_stores_the_note_and_the_user(editor_client):
    row = factories.correction()
    save(editor_client, row, state="done", remark="Seen in the decree.")
    row.refresh_from_db()
    assert (row.state, row.remark, row.settled_by.username) == (
        "done",
        "Seen in the decree.",
        "user-1",
    )


def test_note_does_not_settle_a_correction(editor_client):
    row = factories.correction()
    save(editor_client, row, remark="Ask the archive.")
    row.refresh_from_db()
    assert (row.state, row.remark, row.settled_at) == ("open", "Ask the archive.", None)


def test_reopened_correction_has_no_user(editor_client):
    row = factories.correction(state="done", settled_at=timezone.now())
    save(editor_client, row, state="open")
    row.refresh_from_db()
    assert (row.state, row.settled_at) == ("open", None)


def test_form_offers_two_fields_and_shows_the_rest(editor_client):
    row = factories.correction(quote="Bread.", email="anna@example.org")
    response = editor_client.get(change(row))
    assert list(response.context["adminform"].form.fields) == ["state", "remark", "seen"]
    shown = [words in response.text for words in ("Bread.", "mailto:anna@example.org", row.text)]
    assert shown == [True] * 3


def test_log_of_the_admin_does_not_name_the_reader(editor_client):
    row = factories.correction(name="Anna", email="anna@example.org")
    save(editor_client, row, state="done")
    entry = LogEntry.objects.get()
    assert "nna" not in f"{entry.object_repr}{entry.change_message}"


# The first page


def panels(response):
    """The panels of this app on the dashboard."""
    template = "admin/corrections/_open.html"
    return [panel for panel in response.context["panels"] if panel["template"] == template]


def test_dashboard_shows_the_number_of_open_corrections(editor_client):
    for state in ["open", "open", "done"]:
        factories.correction(state=state)
    response = editor_client.get(INDEX)
    [panel] = panels(response)
    assert (panel["count"], panel["list"]) == (2, f"{LIST}?state__exact=open")
    assert f'<a href="{LIST}?state__exact=open">Open corrections' in response.text


@pytest.mark.parametrize("client_of", ["moderator_client", "author_client"])
def test_dashboard_of_others_does_not_show_corrections(db, request, client_of):
    factories.correction()
    response = request.getfixturevalue(client_of).get(INDEX)
    assert (panels(response), "orrections" in response.text) == ([], False)


def test_concurrent_change_is_refused_and_the_remark_kept(editor_client):
    correction = factories.correction()
    page = editor_client.get(change(correction))
    Correction.objects.update(state="declined", remark="The source says 1953.")
    mine = filled(page, state="done", remark="Mended.")
    response = editor_client.post(change(correction), mine)
    assert list(Correction.objects.values_list("state", "remark")) == [
        ("declined", "The source says 1953.")
    ]
    shown = ["“Declined”, with the remark “The source says 1953.”", "Mended.</textarea>"]
    assert [words in response.text for words in shown] == [True, True]


def test_refused_page_can_be_saved_again(editor_client):
    correction = factories.correction()
    page = editor_client.get(change(correction))
    Correction.objects.update(state="declined")
    again = editor_client.post(change(correction), filled(page, state="done", remark="Mended."))
    editor_client.post(change(correction), filled(again))
    assert Correction.objects.values_list("state", "remark").get() == ("done", "Mended.")


def test_form_of_a_correction_resolved_meanwhile_says_by_whom(editor_client):
    row = factories.correction()
    form = filled(editor_client.get(change(row)), state="declined")
    Correction.objects.settle("done", factories.user(username="boris"))
    errors = editor_client.post(change(row), form).context["adminform"].form.non_field_errors()
    assert "it is now “Done”" in errors[0]
    assert errors[1] == "Already resolved by: boris."
