"""Editors who have the same form open are told of each other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seventeen_moments.versions.models import EditingSession
from tests import factories
from tests.seventeen_moments.versions.draft_forms import press


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", summary="Old.")


@pytest.fixture
def colleague(db):
    client = Client()
    client.force_login(factories.user("Editors", username="boris", first_name="Boris"))
    return client


def report(client, row, window="a", **values):
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_editing", args=[row.pk])
    response = client.post(address, {"window": window} | values)
    return response.json().get("sentences", []) if response.status_code == 200 else response


def test_first_editor_is_told_of_nobody(editor_client, essay):
    assert report(editor_client, essay) == []


def test_both_editors_are_told_of_each_other(editor_client, colleague, essay):
    report(editor_client, essay)
    assert len(report(colleague, essay)) == 1
    since = timezone.localtime(EditingSession.objects.get(user__username="boris").opened)
    assert report(editor_client, essay) == [f"Boris also has this page open, since {since:%H:%M}."]


def test_unsaved_changes_are_named(editor_client, colleague, essay):
    report(colleague, essay, changed="1")
    [sentence] = report(editor_client, essay)
    assert sentence.endswith("with changes that are not saved yet.")


def test_second_window_of_the_same_editor_is_named(editor_client, essay):
    report(editor_client, essay, "a")
    assert report(editor_client, essay, "b") == ["You also have this page open in another window."]


def test_several_windows_of_a_colleague_are_one_sentence(editor_client, colleague, essay):
    for window in ["a", "b", "c"]:
        report(colleague, essay, window)
    assert len(report(editor_client, essay)) == 1


def test_closed_window_is_forgotten(editor_client, colleague, essay):
    report(colleague, essay)
    report(colleague, essay, closed="1")
    assert report(editor_client, essay) == []


def test_window_that_no_longer_reports_is_forgotten(editor_client, colleague, essay):
    report(colleague, essay)
    EditingSession.objects.update(seen=timezone.now() - timedelta(seconds=101))
    assert report(editor_client, essay) == []
    assert EditingSession.objects.get().user.username != "boris"


def test_another_page_is_another_matter(editor_client, colleague, essay):
    report(colleague, factories.essay())
    report(colleague, factories.text(essay=essay))
    assert report(editor_client, essay) == []


def test_editor_is_told_that_the_page_was_saved(editor_client, colleague, essay):
    opened = timezone.now().isoformat()
    press(colleague, "_draft", essay, summary="Of Boris.")
    [sentence] = report(editor_client, essay, opened=opened)
    assert sentence.startswith("Boris saved this page on ")
    assert report(editor_client, essay, opened=timezone.now().isoformat()) == []


@pytest.mark.parametrize("opened", ["", "yesterday", "2026-99-99T00:00:00Z", "2026-01-01T00:00:00"])
def test_unreadable_time_is_ignored(editor_client, essay, opened):
    assert report(editor_client, essay, opened=opened) == []


def test_only_those_who_may_change_a_page_are_told(essay, colleague):
    report(colleague, essay)
    author = Client()
    author.force_login(factories.user("Authors", username="anna"))
    assert report(author, essay).status_code == 403
    assert report(Client(), essay) == []
    assert EditingSession.objects.count() == 1


def test_reports_do_not_renew_the_session(editor_client, essay):
    session = editor_client.session
    session["renewed"] = 0
    session.save()
    report(editor_client, essay)
    assert editor_client.session["renewed"] == 0


def test_queries_do_not_grow_with_the_windows(
    editor_client, colleague, essay, django_assert_max_num_queries
):
    for window in range(5):
        report(colleague, essay, str(window))
    report(editor_client, essay)
    with django_assert_max_num_queries(14):
        report(editor_client, essay)
    for window in range(20):
        report(colleague, essay, str(window))
    with django_assert_max_num_queries(14):
        report(editor_client, essay)


@pytest.mark.parametrize(
    "opened", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-13-45", "x\0"]
)
def test_absurd_report_is_answered(editor_client, essay, opened):
    press(editor_client, "_draft", essay, title="The Thaw")
    assert len(report(editor_client, essay, "a\0b", opened=opened)) < 2
