"""Slow work is done before the transaction, which holds the only write lock on SQLite."""

import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from essays.models import Essay
from seventeen_moments.bulk.columns import headings_of
from seventeen_moments.bulk.essays import ExistingEssays
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.table import Table
from seventeen_moments.core import anchors, richtext
from seventeen_moments.core.precomputing import precomputed, precomputing
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import publish_due
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

LONG = {
    function.__wrapped__.__code__: name
    for name, function in {
        "clean": richtext.clean,
        "render": richtext.render,
        "anchored": anchors.anchored,
    }.items()
}


@contextmanager
def watched():
    """The slow functions that ran, as pairs of the name and whether a transaction was open."""
    ran = set()

    def watch(frame, event, arg):
        if event == "call" and frame.f_code in LONG:
            # The test is a transaction itself, so that the archive's are savepoints.
            ran.add((LONG[frame.f_code], bool(connection.savepoint_ids)))

    sys.setprofile(watch)
    try:
        yield ran
    finally:
        sys.setprofile(None)


ALL_BEFORE = {("clean", False), ("render", False), ("anchored", False)}


def address(essay):
    return reverse("admin:essays_essay_change", args=[essay.pk])


@pytest.mark.parametrize("button", ["_draft", "_publish"])
@pytest.mark.parametrize("status", ["draft", "published"])
def test_body_is_derived_before_the_transaction_that_saves_it(editor_client, button, status):
    essay = factories.essay(body="<p>They came home.</p>", status=status)
    form = filled(editor_client.get(address(essay)), body=" <p>They came <b>back</b>.</p> ")
    with watched() as ran:
        response = editor_client.post(address(essay), form | {button: "on"})
    assert (response.status_code, ran) == (302, ALL_BEFORE)


def test_body_of_a_new_essay_is_derived_before_the_transaction(editor_client):
    add = reverse("admin:essays_essay_add")
    form = filled(editor_client.get(add), title="Home", slug="home", body="<p>Home.</p>")
    with watched() as ran:
        editor_client.post(add, form)
    assert (Essay.objects.get().body_text, ran) == ("Home.", ALL_BEFORE)


def test_due_draft_is_derived_before_the_transaction():
    essay = factories.essay()
    past = timezone.now() - timedelta(hours=1)
    Draft.objects.create(target=essay, data={"body": "<p>Home.</p>"}, publish_at=past)
    with watched() as ran:
        publish_due()
    essay.refresh_from_db()
    assert (essay.body_text, ran) == ("Home.", ALL_BEFORE)


def test_restored_state_is_derived_before_the_transaction(editor_client):
    essay = factories.essay(body="<p>They came home.</p>")
    record(Essay, essay.pk)
    earlier = states_of(Essay, essay.pk).first()
    Essay.objects.update(body="<p>Nothing.</p>")
    restore = reverse("admin:essays_essay_restore", args=[essay.pk, earlier.pk])
    with watched() as ran:
        editor_client.post(restore)
    essay.refresh_from_db()
    assert (essay.body_text, ran) == ("They came home.", ALL_BEFORE)


def test_imported_essays_are_derived_before_the_transaction(tmp_path):
    factories.essay(slug="home", body="<p>They came home.</p>")
    table = tmp_path / "essays.csv"
    table.write_text("slug,title,body\nhome,Home,<p>They came <b>back</b>.</p>\n,New,<p>New.</p>\n")
    new_import = Import(Table(table, headings_of(Essay)), existing=ExistingEssays)
    with watched() as ran:
        new_import.store()
    assert (new_import.is_stored, ran) == (True, ALL_BEFORE)


def test_reading_a_form_takes_no_lock(editor_client):
    essay = factories.essay()
    statements = []

    def collect(execute, sql, *args):
        statements.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(collect):
        editor_client.get(address(essay))
    assert [sql for sql in statements if sql.startswith("SAVEPOINT")] == []


def test_result_is_reused_within_the_block_only():
    worked = []

    @precomputed
    def double(number):
        worked.append(number)
        return 2 * number

    with precomputing():
        assert [double(1), double(1), double(2)] == [2, 2, 4]
    assert (double(1), worked) == (2, [1, 2, 1])
