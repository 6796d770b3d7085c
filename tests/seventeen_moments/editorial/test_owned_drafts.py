"""Authors write drafts of their own."""

import re

from django.urls import reverse

from essays.models import Essay
from resources.models import Reference, Text
from seventeen_moments.core.publication import Status
from tests.forms import filled, row
from tests.seventeen_moments.editorial.authoring import (
    ADD,
    ADD_TEXT,
    change,
    save,
)


def test_author_writes_a_draft_of_their_own(author_client, author):
    page = author_client.get(ADD)
    author_client.post(ADD, filled(page, title="Virgin Lands", slug="virgin-lands"))
    essay = Essay.objects.get()
    assert (essay.title, essay.status, essay.owner) == ("Virgin Lands", Status.DRAFT, author)


def test_author_changes_their_own_draft(author_client, draft):
    save(author_client, draft, title="The Thaw")
    assert Essay.objects.get().title == "The Thaw"


def test_publish_button_does_nothing_for_an_author(author_client, draft):
    save(author_client, draft, title="The Thaw", _publish="")
    assert Essay.objects.get().status == Status.DRAFT


def buttons(page):
    return re.findall(r'<input type="submit" value="([^"]+)"', page.text)


def test_author_sees_no_publish_button(author_client, draft):
    shown = {*buttons(author_client.get(ADD)), *buttons(author_client.get(change(draft)))}
    assert shown == {"Save draft", "Save draft and add another", "Ready for review …"}


def test_editor_sees_the_button_for_drafts_first(editor_client, draft):
    shown = buttons(editor_client.get(change(draft)))
    assert shown[:2] == ["Save draft", "Publish …"]


def test_author_deletes_their_own_draft(author_client, draft):
    author_client.post(reverse("admin:essays_essay_delete", args=[draft.pk]), {"post": "yes"})
    assert Essay.objects.count() == 0


def test_author_adds_a_source_of_their_own(author_client, author, draft):
    page = author_client.get(ADD_TEXT)
    author_client.post(ADD_TEXT, filled(page, essay=draft.pk, title="Decree"))
    text = Text.objects.get()
    assert (text.status, text.owner, text.essay) == (Status.DRAFT, author, draft)


def test_author_owns_the_row_that_they_add(author_client, author, draft):
    added = row("references", 0, title="Brezhnev", kind="book")
    save(author_client, draft, **added | {"references-TOTAL_FORMS": 1})
    reference = Reference.objects.get()
    assert (reference.status, reference.owner) == (Status.DRAFT, author)


def test_author_still_owns_a_draft_that_an_editor_saves(editor_client, author, draft):
    save(editor_client, draft, title="The Thaw")
    draft.refresh_from_db()
    assert (draft.title, draft.owner) == ("The Thaw", author)


def test_editor_sees_who_entered_an_essay(editor_client, draft):
    page = editor_client.get(change(draft)).text
    assert '<div class="readonly">author</div>' in page


def test_essays_of_a_deleted_account_stay(author, draft):
    author.delete()
    draft.refresh_from_db()
    assert draft.owner is None
