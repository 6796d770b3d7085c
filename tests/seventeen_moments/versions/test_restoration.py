"""Restoring earlier states, entirely or not at all."""

import re

import pytest
from django.db.models.signals import pre_save
from reversion.models import Revision
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image, Recording, Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.seventeen_moments.versions.history_pages import tamper

pytestmark = pytest.mark.django_db


def titles(rows):
    return [str(row) for row in rows.in_order()]


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_body_and_notes_are_restored(essay, pages, full_state):
    before = essay.body_html
    pages.restore(essay, full_state)
    restored = Essay.objects.get()
    assert (restored.title, restored.body_html) == ("Prisoners Return", before)
    assert restored.notes == ["Izvestiia, 1953"]


def test_themes_are_restored(essay, pages, full_state):
    pages.restore(essay, full_state)
    assert list(essay.themes.names()) == ["Amnesty"]


def test_deleted_theme_is_restored(essay, pages, full_state):
    Tag.objects.all().delete()
    pages.restore(essay, full_state)
    assert list(essay.themes.names()) == ["Amnesty"]


def test_sources_are_restored_with_their_keys_and_files(essay, pages, state, media_root):
    image = essay.images.get()
    version = state(essay)
    Image.objects.all().delete()
    pages.restore(essay, version)
    restored = Image.objects.get()
    assert (restored.pk, restored.file_names()) == (image.pk, image.file_names())
    assert all((media_root / name).exists() for name in restored.file_names())


def test_order_is_restored(essay, pages, state):
    factories.text(essay=essay, title="Letter")
    version = state(essay)
    Text.objects.filter(title="Letter").update(position=0)
    pages.restore(essay, version)
    assert titles(essay.texts) == ["The Amnesty Decree", "Letter"]


def test_swapped_slugs_are_restored(essay, pages, state):
    decree, letter = essay.texts.get(), factories.text(essay=essay, slug="letter")
    version = state(essay)
    for row, slug in [(decree, "free"), (letter, "the-amnesty-decree"), (decree, "letter")]:
        Text.objects.filter(pk=row.pk).update(slug=slug)
    pages.restore(essay, version)
    slugs = dict(Text.objects.values_list("pk", "slug"))
    assert slugs == {decree.pk: "the-amnesty-decree", letter.pk: "letter"}


def test_newer_source_becomes_a_draft(essay, pages, state):
    version = state(essay)
    newer = factories.text(essay=essay, title="Letter", slug="letter")
    pages.restore(essay, version)
    newer.refresh_from_db()
    assert (newer.status, newer.slug) == (Status.DRAFT, "letter")


def test_lead_image_is_restored_with_its_image(essay, pages, state):
    image = essay.images.get()
    Essay.objects.update(lead_image=image)
    version = state(essay)
    Image.objects.all().delete()
    pages.restore(essay, version)
    assert Essay.objects.get().lead_image == Image.objects.get()


def test_replaced_file_is_restored_at_its_address(essay, pages, state, client):
    image = essay.images.get()
    then = image.file.url
    version = state(essay)
    image.file = factories.picture(80, 60)
    image.save()
    pages.restore(essay, version)
    client.logout()
    assert client.get(then).status_code == 200
    assert (Image.objects.get().file.url, Image.objects.get().width) == (then, 40)


@pytest.mark.parametrize("status", Status)
def test_status_is_unchanged(essay, pages, full_state, status):
    Essay.objects.update(status=status)
    pages.restore(essay, full_state)
    assert Essay.objects.get().status == status


def test_discussion_is_unchanged(essay, pages, full_state):
    Essay.objects.update(comments_open=False)
    comment = factories.comment(essay=essay)
    pages.restore(essay, full_state)
    assert (Essay.objects.get().comments_open, list(essay.comments.all())) == (False, [comment])


def test_unclaimed_slug_stays_until_its_source_is_saved(essay, pages, state):
    text = essay.texts.get()
    version = state(essay)
    Text.objects.update(slug="elsewhere")
    before = []

    def note(instance, **kwargs):
        before.extend(Text.objects.filter(pk=instance.pk).values_list("slug", flat=True))

    pre_save.connect(note, sender=Text)
    pages.restore(essay, version)
    pre_save.disconnect(note, sender=Text)
    text.refresh_from_db()
    assert (before, text.slug) == (["elsewhere"], "the-amnesty-decree")


def test_time_of_creation_is_restored_with_a_deleted_source(essay, pages, state):
    Text.objects.update(created="1991-12-25T12:00:00Z")
    version = state(essay)
    Text.objects.all().delete()
    pages.restore(essay, version)
    assert Text.objects.get().created.year == 1991


def anchors(essay):
    html = Essay.objects.get(pk=essay.pk).body_html
    return [int(number) for number in re.findall(r'<p id="p(\d+)">', html)]


def test_paragraph_anchors_are_restored(essay, pages, full_state):
    pages.restore(essay, full_state)
    assert anchors(essay) == [1, 2]


def test_anchor_is_not_reused_after_a_restoration(essay, pages, state):
    version = state(essay)
    essay.body += "<p>Third of them all.</p>"
    essay.save()
    state(essay)
    pages.restore(essay, version)
    essay.refresh_from_db()
    essay.body += "<p>Something else entirely.</p>"
    essay.save()
    assert anchors(essay) == [1, 2, 4]


def test_anchors_of_a_text_are_restored_and_not_reused(essay, pages, state):
    text = essay.texts.get()
    text.original = "Указ\n\nо хлебе"
    text.save()
    version = state(essay)
    text.original = "о хлебе\n\nи о соли"
    text.save()
    pages.restore(essay, version)
    text.refresh_from_db()
    restored = text.anchors
    text.original += "\n\nи о вине"
    text.save()
    assert (restored, text.anchors) == ([1, 2], [1, 2, 4])


def test_restoration_is_recorded_as_the_newest_state(essay, pages, state, full_state):
    state(essay)
    pages.restore(essay, full_state)
    notes = [note for note, _phrases in pages.changes(essay)]
    assert len(notes) == 3
    assert re.fullmatch(r"Restored the version of \d+ \w+ \d{4}, \d\d:\d\d", notes[0])


def test_unrecorded_state_before_a_restoration_can_be_restored(essay, pages, full_state):
    pages.restore(essay, full_state)
    _restored, unrecorded, _first = states_of(Essay, essay.pk)
    pages.restore(essay, unrecorded)
    assert (Essay.objects.get().title, essay.texts.get().status) == ("Nothing", Status.DRAFT)


def test_restoration_is_confirmed_first(essay, pages, full_state):
    page = pages.confirmation(essay, full_state).text
    assert "The text “The Amnesty Decree” will be recovered." in page
    assert (Essay.objects.get().title, Revision.objects.count()) == ("Nothing", 1)


def test_confirmation_explains_what_happens_to_newer_sources(essay, pages, state):
    version = state(essay)
    factories.text(essay=essay, title="Letter")
    assert "The text “Letter” is newer than this version. It will become a draft" in (
        pages.confirmation(essay, version).text
    )


def test_restoration_shows_a_message(essay, pages, full_state):
    page = pages.client.get(pages.restore(essay, full_state).url)
    assert messages(page)[0].startswith("“Prisoners Return” has been restored to the version of ")


# One source


def test_restored_source_keeps_essay_position_and_status(essay, pages, state):
    text, other = essay.texts.get(), factories.essay()
    version = state(text)
    Text.objects.update(title="Указ", essay=other, position=7, status=Status.DRAFT)
    pages.restore(text, version)
    text.refresh_from_db()
    assert (text.title, text.essay, text.position, text.status) == (
        "The Amnesty Decree",
        other,
        7,
        Status.DRAFT,
    )


def test_restoring_a_source_leaves_the_others_unchanged(essay, pages, state):
    text = essay.texts.get()
    version = state(text)
    Text.objects.update(title="Указ")
    Image.objects.update(title="Ворота")
    pages.restore(text, version)
    assert (Text.objects.get().title, Image.objects.get().title) == ("The Amnesty Decree", "Ворота")


def test_restoring_a_source_is_recorded_with_its_essay(essay, pages, state):
    text = essay.texts.get()
    version = state(text)
    Text.objects.update(title="Указ")
    pages.restore(text, version)
    newest = states_of(Essay, essay.pk).first()
    assert newest.revision.comment.startswith("Restored the version of ")


# Obstacles


def refused(pages, row, version):
    """The obstacles shown, after checking that nothing has changed."""
    before = [list(model.objects.values()) for model in (Essay, Text, Image, Recording)]
    response = pages.restore(row, version)
    assert [list(model.objects.values()) for model in (Essay, Text, Image, Recording)] == before
    return response.context["obstacles"]


def test_slug_taken_by_another_essay_is_an_obstacle(essay, pages, full_state):
    Essay.objects.update(slug="elsewhere")
    factories.essay(title="Other", slug="prisoners-return")
    assert refused(pages, essay, full_state) == [
        "“Other” now has the address “prisoners-return”. Change one of them."
    ]


def test_slug_taken_by_a_newer_source_is_an_obstacle(essay, pages, full_state):
    factories.text(essay=essay, title="Other", slug="the-amnesty-decree")
    assert refused(pages, essay, full_state) == [
        "“Other” now has the address “the-amnesty-decree”. Change one of them."
    ]


def test_slug_taken_by_another_source_is_an_obstacle(essay, pages, state):
    text = essay.texts.get()
    version = state(text)
    Text.objects.update(slug="elsewhere")
    factories.text(essay=essay, title="Other", slug="the-amnesty-decree")
    assert refused(pages, text, version) == [
        "“Other” now has the address “the-amnesty-decree”. Change one of them."
    ]


def test_missing_file_is_an_obstacle(essay, pages, state, media_root):
    version = state(essay)
    (media_root / essay.images.get().file.name).unlink()
    Image.objects.update(title="Ворота")
    assert refused(pages, essay, version) == [
        "The file of “At the Camp Gate” is no longer in the archive."
    ]


def test_state_against_a_constraint_is_an_obstacle(essay, pages, state):
    version = state(essay)
    tamper(version, '"year": null', '"year": 7')
    assert refused(pages, essay, version) == [
        "This version does not fit the current data. Nothing was changed."
    ]
