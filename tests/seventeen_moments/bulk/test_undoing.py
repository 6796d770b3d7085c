"""Imports of essays in the moderation log, and undone."""

import pytest
from django.core.management import call_command

from essays.models import Essay, ModerationAction
from seventeen_moments.bulk.undoing import record_import
from seventeen_moments.versions.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return factories.user(is_superuser=True)


@pytest.fixture
def imported(tmp_path):
    def imported(*rows):
        file = tmp_path / "essays.csv"
        file.write_text("\n".join(["slug,title,authors,body,status", *rows]))
        call_command("import_essays", str(file), verbosity=0)
        return ModerationAction.objects.first()

    return imported


def slugs():
    return list(Essay.objects.order_by("slug").values_list("slug", flat=True))


def test_import_is_logged_with_the_essays_that_it_added_and_changed(imported):
    old = factories.essay(slug="old", title="Old")
    action = imported("old,New,A,<p>B</p>,draft", "new,New,A,<p>B</p>,draft")
    assert (action.kind, action.count, action.by) == ("import", 2, None)
    added = Essay.objects.get(slug="new").pk
    assert action.changes == {"added": [added], "changed": [old.pk]}


def test_import_that_changes_nothing_is_not_logged(imported):
    imported("new,New,A,<p>B</p>,draft")
    imported("new,New,A,<p>B</p>,draft")
    assert ModerationAction.objects.count() == 1


def test_undone_import_deletes_its_drafts_and_nothing_else(imported, administrator):
    factories.essay(slug="old")
    action = imported("a,A,A,<p>B</p>,draft", "b,B,A,<p>B</p>,published")
    assert (action.undo(administrator), slugs()) == (1, ["b", "old"])


def test_essay_from_a_document_is_undone_with_its_pictures(administrator):
    essay = factories.essay(status="draft")
    factories.image(essay=essay, status="draft")
    record_import(None, [essay.pk])
    assert (ModerationAction.objects.get().undo(administrator), slugs()) == (1, [])


def touch(essay):
    essay.save()


def add_source(essay):
    factories.text(essay=essay)


def add_comment(essay):
    factories.comment(essay=essay)


def add_draft(essay):
    Draft.objects.create(target=essay, data={"title": "Later"})


@pytest.mark.parametrize("change", [touch, add_source, add_comment, add_draft])
def test_draft_that_somebody_touched_since_stays(imported, administrator, change):
    action = imported("a,A,A,<p>B</p>,draft")
    change(Essay.objects.get())
    assert (action.undo(administrator), slugs()) == (0, ["a"])


def test_only_those_who_may_delete_essays_undo_an_import(administrator):
    record_import(None, [factories.essay().pk])
    action = ModerationAction.objects.get()
    users = [factories.user("Moderators"), factories.user("Editors"), administrator]
    assert [action.may_undo(user) for user in users] == [False, True, True]
