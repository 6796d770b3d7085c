"""An earlier state brought back, whole or not at all."""

import re

import pytest
from django.db.models.signals import pre_save
from reversion.models import Revision
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image, Recording, Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.states import versions_of
from tests import factories

pytestmark = pytest.mark.django_db


def titles(rows):
    return [str(row) for row in rows.in_order()]


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_words_and_notes_come_back(essay, pages, emptied):
    before = essay.body_html
    pages.restore(essay, emptied)
    restored = Essay.objects.get()
    assert (restored.title, restored.body_html) == ("Prisoners Return", before)
    assert restored.notes == ["Izvestiia, 1953"]


def test_themes_come_back(essay, pages, emptied):
    pages.restore(essay, emptied)
    assert list(essay.themes.names()) == ["Amnesty"]


def test_theme_that_was_deleted_comes_back(essay, pages, emptied):
    Tag.objects.all().delete()
    pages.restore(essay, emptied)
    assert list(essay.themes.names()) == ["Amnesty"]


def test_sources_come_back_with_their_keys_and_files(essay, pages, state, media_root):
    image = essay.images.get()
    version = state(essay)
    Image.objects.all().delete()
    pages.restore(essay, version)
    restored = Image.objects.get()
    assert (restored.pk, restored.file_names()) == (image.pk, image.file_names())
    assert all((media_root / name).exists() for name in restored.file_names())


def test_order_comes_back(essay, pages, state):
    factories.text(essay=essay, title="Letter")
    version = state(essay)
    Text.objects.filter(title="Letter").update(position=0)
    pages.restore(essay, version)
    assert titles(essay.texts) == ["The Amnesty Decree", "Letter"]


def test_addresses_that_were_swapped_come_back(essay, pages, state):
    decree, letter = essay.texts.get(), factories.text(essay=essay, slug="letter")
    version = state(essay)
    for row, slug in [(decree, "free"), (letter, "the-amnesty-decree"), (decree, "letter")]:
        Text.objects.filter(pk=row.pk).update(slug=slug)
    pages.restore(essay, version)
    slugs = dict(Text.objects.values_list("pk", "slug"))
    assert slugs == {decree.pk: "the-amnesty-decree", letter.pk: "letter"}


def test_source_that_is_newer_becomes_a_draft(essay, pages, state):
    version = state(essay)
    newer = factories.text(essay=essay, title="Letter", slug="letter")
    pages.restore(essay, version)
    newer.refresh_from_db()
    assert (newer.status, newer.slug) == (Status.DRAFT, "letter")


def test_lead_image_comes_back_with_its_image(essay, pages, state):
    image = essay.images.get()
    Essay.objects.update(lead_image=image)
    version = state(essay)
    Image.objects.all().delete()
    pages.restore(essay, version)
    assert Essay.objects.get().lead_image == Image.objects.get()


def test_replaced_file_comes_back_at_its_address(essay, pages, state, client):
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
def test_whether_it_is_public_stays(essay, pages, emptied, status):
    Essay.objects.update(status=status)
    pages.restore(essay, emptied)
    assert Essay.objects.get().status == status


def test_discussion_stays(essay, pages, emptied):
    Essay.objects.update(comments_open=False)
    comment = factories.comment(essay=essay)
    pages.restore(essay, emptied)
    assert (Essay.objects.get().comments_open, list(essay.comments.all())) == (False, [comment])


def test_address_that_nobody_else_wants_is_left_until_the_source_comes_back(essay, pages, state):
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


def test_time_of_creation_comes_back_with_a_deleted_source(essay, pages, state):
    Text.objects.update(created="1991-12-25T12:00:00Z")
    version = state(essay)
    Text.objects.all().delete()
    pages.restore(essay, version)
    assert Text.objects.get().created.year == 1991


def anchors(essay):
    html = Essay.objects.get(pk=essay.pk).body_html
    return [int(number) for number in re.findall(r'<p id="p(\d+)">', html)]


def test_paragraphs_have_their_anchors_back(essay, pages, emptied):
    pages.restore(essay, emptied)
    assert anchors(essay) == [1, 2]


def test_no_anchor_is_given_again_after_a_state_came_back(essay, pages, state):
    version = state(essay)
    essay.body += "<p>Third of them all.</p>"
    essay.save()
    state(essay)
    pages.restore(essay, version)
    essay.refresh_from_db()
    essay.body += "<p>Something else entirely.</p>"
    essay.save()
    assert anchors(essay) == [1, 2, 4]


def test_restoring_is_the_newest_state_and_erases_none(essay, pages, state, emptied):
    state(essay)
    pages.restore(essay, emptied)
    notes = [note for note, _phrases in pages.told(essay)]
    assert len(notes) == 3
    assert re.fullmatch(r"Restored the version of \d+ \w+ \d{4}, \d\d:\d\d", notes[0])


def test_what_stood_before_can_come_back_even_if_it_was_never_kept(essay, pages, emptied):
    pages.restore(essay, emptied)
    _restored, unkept, _first = versions_of(Essay, essay.pk)
    pages.restore(essay, unkept)
    assert (Essay.objects.get().title, essay.texts.get().status) == ("Nothing", Status.DRAFT)


def test_restoring_is_asked_once(essay, pages, emptied):
    page = pages.plan(essay, emptied).text
    assert "The text “The Amnesty Decree” will be recovered." in page
    assert (Essay.objects.get().title, Revision.objects.count()) == ("Nothing", 1)


def test_plan_tells_what_becomes_of_newer_sources(essay, pages, state):
    version = state(essay)
    factories.text(essay=essay, title="Letter")
    assert "The text “Letter” is newer than this version. It will become a draft" in (
        pages.plan(essay, version).text
    )


def test_restored_says_so(essay, pages, emptied):
    page = pages.client.get(pages.restore(essay, emptied).url)
    assert said(page)[0].startswith("“Prisoners Return” has been restored to the version of ")


# A source by itself


def test_source_comes_back_where_it_stands(essay, pages, state):
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


def test_source_that_comes_back_leaves_the_others_alone(essay, pages, state):
    text = essay.texts.get()
    version = state(text)
    Text.objects.update(title="Указ")
    Image.objects.update(title="Ворота")
    pages.restore(text, version)
    assert (Text.objects.get().title, Image.objects.get().title) == ("The Amnesty Decree", "Ворота")


def test_source_that_comes_back_is_a_state_of_its_essay(essay, pages, state):
    text = essay.texts.get()
    version = state(text)
    Text.objects.update(title="Указ")
    pages.restore(text, version)
    newest = versions_of(Essay, essay.pk).first()
    assert newest.revision.comment.startswith("Restored the version of ")


# What cannot be restored


def refused(pages, row, version):
    """What the page says, when nothing at all has changed."""
    before = [list(model.objects.values()) for model in (Essay, Text, Image, Recording)]
    response = pages.restore(row, version)
    assert [list(model.objects.values()) for model in (Essay, Text, Image, Recording)] == before
    return response.context["obstacles"]


def test_address_that_another_essay_has_is_explained(essay, pages, emptied):
    Essay.objects.update(slug="elsewhere")
    factories.essay(title="Other", slug="prisoners-return")
    assert refused(pages, essay, emptied) == [
        "“Other” now has the address “prisoners-return”. Change one of them."
    ]


def test_address_that_a_newer_source_has_is_explained(essay, pages, emptied):
    factories.text(essay=essay, title="Other", slug="the-amnesty-decree")
    assert refused(pages, essay, emptied) == [
        "“Other” now has the address “the-amnesty-decree”. Change one of them."
    ]


def test_address_that_another_source_has_is_explained(essay, pages, state):
    text = essay.texts.get()
    version = state(text)
    Text.objects.update(slug="elsewhere")
    factories.text(essay=essay, title="Other", slug="the-amnesty-decree")
    assert refused(pages, text, version) == [
        "“Other” now has the address “the-amnesty-decree”. Change one of them."
    ]


def test_file_that_is_missing_is_explained(essay, pages, state, media_root):
    version = state(essay)
    (media_root / essay.images.get().file.name).unlink()
    Image.objects.update(title="Ворота")
    assert refused(pages, essay, version) == [
        "The file of “At the Camp Gate” is no longer in the archive."
    ]


def test_state_that_no_longer_fits_is_explained(essay, pages, state):
    version = state(essay)
    version.serialized_data = version.serialized_data.replace('"year": null', '"year": 7')
    version.save()
    assert refused(pages, essay, version) == [
        "This version does not fit the current data. Nothing was changed."
    ]
