"""Two editors with the same form open."""

from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from reversion.models import Revision

from essays.models import Essay
from resources.models import Text
from seventeen_moments.versions.conflicts import last_entry
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled, row
from tests.seventeen_moments.versions.draft_forms import (
    change,
    drafts,
    page_for,
    press,
    publish,
    send,
)

CHANGED = "This page was changed after you opened it."


@pytest.fixture
def essay(db):
    """A draft: what is saved in its form is stored at once."""
    return factories.essay(
        title="Prisoners Return",
        body="<p>They came home.</p>",
        summary="Old.",
        status="draft",
    )


@pytest.fixture
def live(db):
    return factories.essay(title="Prisoners Return", summary="Old.")


@pytest.fixture
def colleague(db):
    client = Client()
    client.force_login(factories.user("Editors", username="boris", first_name="Boris"))
    return client


def refusal(response):
    return response.context["adminform"].form.non_field_errors()


def differences(response):
    return [tuple(difference) for difference in response.context["conflict"].differences]


def confirmed(response):
    return {"_over": response.context["conflict"].version}


@pytest.mark.parametrize("button", ["_draft", "_publish", "_unpublish", "_continue"])
def test_second_to_save_is_refused(editor_client, colleague, essay, button):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="Of Boris.")
    response = send(editor_client, button, essay, form, summary="Mine.")
    saved = Revision.objects.latest("pk").date_created
    assert refusal(response) == [
        f"Boris saved this page on {saved:%-d %B %Y, %H:%M}, after you opened it."
    ]
    assert (Essay.objects.get().summary, drafts()) == ("Of Boris.", {})


def test_difference_is_shown_and_the_typed_values_stay(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, body="<p>They all came home.</p>")
    response = send(editor_client, "_draft", essay, form, body="<p>They came back.</p>")
    assert differences(response) == [
        (
            "Body",
            [
                ("same", "They "),
                ("removed", "all "),
                ("same", "came "),
                ("removed", "home"),
                ("added", "back"),
                ("same", "."),
            ],
        )
    ]
    assert response.context["adminform"].form["body"].value() == "<p>They came back.</p>"
    assert "They <del>all </del>came <del>home</del><ins>back</ins>." in response.text


def test_fields_that_nobody_else_changed_are_not_shown(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="Of Boris.")
    response = send(editor_client, "_draft", essay, form, title="Mine")
    assert [label for label, _pieces in differences(response)] == ["Summary"]


def test_themes_are_compared(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, themes="law")
    response = send(editor_client, "_draft", essay, form, themes="camps")
    assert differences(response) == [("Themes", [("removed", "law"), ("added", "camps")])]
    assert list(essay.themes.names()) == ["law"]


def test_second_may_overwrite_after_confirming(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="Of Boris.")
    refused = send(editor_client, "_draft", essay, form, summary="Mine.")
    send(editor_client, "_draft", essay, refused, **confirmed(refused))
    assert Essay.objects.get().summary == "Mine."


def test_second_is_refused_again_without_confirming(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="Of Boris.")
    refused = send(editor_client, "_draft", essay, form, summary="Mine.")
    send(editor_client, "_draft", essay, refused)
    assert Essay.objects.get().summary == "Of Boris."


def test_change_after_the_refusal_is_not_overwritten(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="Of Boris.")
    refused = send(editor_client, "_draft", essay, form, summary="Mine.")
    press(colleague, "_draft", essay, summary="Again of Boris.")
    send(editor_client, "_draft", essay, refused, **confirmed(refused))
    assert Essay.objects.get().summary == "Again of Boris."


def test_confirmation_lasts_while_another_error_is_corrected(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="Of Boris.")
    refused = send(editor_client, "_draft", essay, form, summary="Mine.")
    invalid = send(editor_client, "_draft", essay, refused, title="", **confirmed(refused))
    assert refusal(invalid) == []
    send(editor_client, "_draft", essay, invalid, title="Mine")
    assert Essay.objects.get().summary == "Mine."


def test_form_with_another_error_keeps_its_version(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    invalid = send(editor_client, "_draft", essay, form, title="")
    press(colleague, "_draft", essay, summary="Of Boris.")
    response = send(editor_client, "_draft", essay, invalid, title="Mine")
    assert [label for label, _pieces in differences(response)] == ["Summary"]


def test_draft_saved_by_a_colleague_is_a_conflict(editor_client, colleague, live):
    form = editor_client.get(change(live))
    press(colleague, "_draft", live, summary="Of Boris.")
    response = send(editor_client, "_draft", live, form, summary="Mine.")
    assert differences(response) == [
        ("Summary", [("removed", "Of Boris"), ("added", "Mine"), ("same", ".")])
    ]
    assert drafts() == {"Prisoners Return": {"summary": "Of Boris."}}


def test_publication_of_the_draft_shown_is_no_conflict(editor_client, colleague, live):
    press(colleague, "_draft", live, summary="Of Boris.")
    form = editor_client.get(change(live))
    publish(colleague, live)
    send(editor_client, "_draft", live, form, title="Mine")
    publish(editor_client, live)
    saved = Essay.objects.get()
    assert (saved.title, saved.summary) == ("Mine", "Of Boris.")


def test_saving_without_a_change_is_no_conflict(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay)
    send(editor_client, "_draft", essay, form, title="Mine")
    assert Essay.objects.get().title == "Mine"


def test_same_value_typed_by_both_is_no_conflict(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="New.")
    send(editor_client, "_draft", essay, form, summary="New.", title="Mine")
    assert Essay.objects.get().title == "Mine"


def test_change_by_a_script_is_reported_without_a_name(editor_client, essay):
    press(editor_client, "_draft", essay)
    form = editor_client.get(change(essay))
    fresh = Essay.objects.get()
    fresh.summary = "From the spreadsheet."
    fresh.save()
    assert refusal(send(editor_client, "_draft", essay, form, title="Mine")) == [CHANGED]


def test_change_without_a_date_is_detected(editor_client, essay):
    form = editor_client.get(change(essay))
    Essay.objects.update(summary="From the spreadsheet.")
    response = send(editor_client, "_draft", essay, form, title="Mine")
    assert [label for label, _pieces in differences(response)] == ["Summary"]


def test_name_of_a_deleted_user_is_not_shown(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="Of Boris.")
    User.objects.get(username="boris").delete()
    assert refusal(send(editor_client, "_draft", essay, form, title="Mine")) == [CHANGED]


def test_form_without_a_version_is_saved(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, summary="Of Boris.")
    send(editor_client, "_draft", essay, form, title="Mine", _version=None)
    assert Essay.objects.get().title == "Mine"


@pytest.mark.parametrize("version", ["nonsense", "=", "title=", "\0", "texts-9=0 x y z"])
def test_invalid_version_does_no_harm(editor_client, essay, version):
    form = editor_client.get(change(essay))
    response = send(editor_client, "_draft", essay, form, title="Mine", _version=version)
    assert response.status_code in {200, 302}


# Comments, which moderators close


def test_closing_comments_is_no_conflict_and_stays(editor_client, essay):
    form = editor_client.get(change(essay))
    Essay.objects.update(comments_open=False)
    send(editor_client, "_draft", essay, form, title="Mine")
    saved = Essay.objects.get()
    assert (saved.title, saved.comments_open) == ("Mine", False)


def test_closing_comments_stays_when_a_draft_is_published(editor_client, live):
    press(editor_client, "_draft", live, title="Mine")
    Essay.objects.update(comments_open=False)
    publish(editor_client, live)
    saved = Essay.objects.get()
    assert (saved.title, saved.comments_open) == ("Mine", False)


# Rows


def test_row_changed_on_its_own_page_is_a_conflict(editor_client, colleague, essay):
    text = factories.text(essay=essay, title="Decree")
    form = editor_client.get(change(essay))
    press(colleague, "_draft", text, title="Law")
    response = send(editor_client, "_draft", essay, form, **{"texts-0-title": "Edict"})
    assert differences(response) == [("Law: Title", [("removed", "Law"), ("added", "Edict")])]
    assert refusal(response)[0].startswith("Boris saved this page")
    assert Text.objects.get().title == "Law"


def test_source_changed_in_the_essay_form_is_a_conflict(editor_client, colleague, essay):
    text = factories.text(essay=essay, title="Decree")
    form = editor_client.get(change(text))
    press(colleague, "_draft", essay, **{"texts-0-title": "Law"})
    response = send(editor_client, "_draft", text, form, description="Mine.")
    assert differences(response) == [("Title", [("removed", "Law"), ("added", "Decree")])]


def test_field_not_shown_in_a_row_is_no_conflict(editor_client, colleague, essay):
    text = factories.text(essay=essay)
    form = editor_client.get(change(essay))
    press(colleague, "_draft", text, description="Of Boris.")
    send(editor_client, "_draft", essay, form, **{"texts-0-title": "Law"})
    text.refresh_from_db()
    assert (text.title, text.description) == ("Law", "Of Boris.")


def test_changed_row_is_not_deleted_unseen(editor_client, colleague, essay):
    text = factories.text(essay=essay, title="Decree")
    form = editor_client.get(change(essay))
    press(colleague, "_draft", text, title="Law")
    response = send(editor_client, "_draft", essay, form, **{"texts-0-DELETE": "on"})
    assert ("Law: Title", [("removed", "Law")]) in differences(response)
    assert Text.objects.get() == text


def test_row_added_in_the_meantime_is_no_conflict(editor_client, colleague, essay):
    form = editor_client.get(change(essay))
    press(colleague, "_draft", essay, **row("texts", 0, title="Law", kind="other", status="draft"))
    send(editor_client, "_draft", essay, form, title="Mine")
    assert (Essay.objects.get().title, Text.objects.count()) == ("Mine", 1)


# Two at once


def test_one_of_two_concurrent_saves_is_refused(transactional_db):
    essay = factories.essay(summary="Old.")
    barrier, statuses = Barrier(2), []

    def save(name):
        client = Client()
        client.force_login(User.objects.get(username=name))
        form = client.get(change(essay))
        barrier.wait()
        statuses.append(send(client, "_draft", essay, form, summary=f"Of {name}.").status_code)
        connection.close()

    names = ["anna", "boris"]
    editors = [
        Thread(target=save, args=[factories.user("Editors", username=n).username]) for n in names
    ]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert sorted(statuses) == [200, 302]


def test_concurrent_draft_and_publication_lose_nothing(transactional_db):
    essay = factories.essay(title="Prisoners Return")
    client = Client()
    client.force_login(factories.user("Editors"))
    press(client, "_draft", essay, title="Public")
    form, asked = client.get(change(essay)), client.get(page_for(essay, "publish"))
    barrier, clients = Barrier(2), [Client(), Client()]
    for each in clients:
        each.cookies = client.cookies

    def save():
        barrier.wait()
        send(clients[0], "_draft", essay, form, summary="Draft")
        connection.close()

    def confirm():
        barrier.wait()
        clients[1].post(page_for(essay, "publish"), filled(asked))
        connection.close()

    threads = [Thread(target=target) for target in (save, confirm)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    titles = (Essay.objects.get().title, [draft.data for draft in Draft.objects.all()])
    assert titles in [
        ("Public", [{"summary": "Draft"}]),
        ("Prisoners Return", [{"title": "Public", "summary": "Draft"}]),
    ]


def test_last_entry_of_a_thousand_rows_is_found(essay, admin_user):
    essay.overlay = SimpleNamespace(draft=None)
    saved = LogEntry.objects.create(
        user=admin_user,
        content_type=ContentType.objects.get_for_model(Essay),
        object_id=str(essay.pk),
        action_flag=CHANGE,
    )
    assert last_entry([essay] * 1001) == saved
