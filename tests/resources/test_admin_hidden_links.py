"""A warning names the linked sources that stay hidden when an essay is published."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.versions.draft_forms import at, change, press

DRAFTS = factories.SOURCES
TOMORROW = timezone.now() + timedelta(days=1)


def link(source):
    return f'<p><a data-source="{source.key}">Bread</a></p>'


def warnings(response):
    messages = get_messages(response.wsgi_request)
    return [str(message) for message in messages if message.level_tag == "warning"]


def sentence(source):
    return (
        "1 source linked in the essay is not public, so readers do not see it: "
        f'<a href="{change(source)}">{source}</a>.'
    )


@pytest.fixture
def essay(db):
    return factories.essay(status=Status.DRAFT)


@pytest.mark.parametrize("make", DRAFTS)
def test_publishing_names_and_links_the_draft_it_cites(editor_client, essay, make):
    source = make(essay=essay, status=Status.DRAFT, title="A & B")
    answer = press(editor_client, "_publish", essay, body=link(source))
    assert warnings(answer) == [sentence(source).replace("A & B", "A &amp; B")]


def test_picture_in_the_text_is_named_as_a_link_is(editor_client, essay):
    image = factories.image(essay=essay, status=Status.DRAFT)
    figure = f'<figure data-source="{image.key}"><figcaption>Gate</figcaption></figure>'
    assert warnings(press(editor_client, "_publish", essay, body=figure)) == [sentence(image)]


def test_several_are_named_in_the_order_of_the_page(editor_client, essay):
    sources = [make(essay=essay, status=Status.DRAFT) for make in DRAFTS[:2]]
    answer = press(editor_client, "_publish", essay, body="".join(map(link, sources)))
    names = ", ".join(f'<a href="{change(source)}">{source}</a>' for source in sources)
    messages = f"2 sources linked in the essay are not public, so readers do not see them: {names}."
    assert warnings(answer) == [messages]


def test_saving_a_draft_names_none(editor_client, essay):
    source = factories.text(essay=essay, status=Status.DRAFT)
    assert warnings(press(editor_client, "_draft", essay, body=link(source))) == []


def test_public_source_is_not_named(editor_client, essay):
    source = factories.text(essay=essay)
    factories.text(essay=essay, status=Status.DRAFT)  # which nothing links
    assert warnings(press(editor_client, "_publish", essay, body=link(source))) == []


def test_source_that_is_published_in_its_row_is_not_named(editor_client, essay):
    source = factories.text(essay=essay, status=Status.DRAFT)
    published = {"body": link(source), "texts-0-status": Status.PUBLISHED}
    assert warnings(press(editor_client, "_publish", essay, **published)) == []


def test_draft_over_a_live_essay_names_none_until_it_is_scheduled(editor_client):
    essay = factories.essay()
    source = factories.text(essay=essay, status=Status.DRAFT)
    messages = warnings(press(editor_client, "_draft", essay, body=link(source)))
    scheduled = warnings(press(editor_client, "_publish", essay, **at(TOMORROW)))
    assert (messages, scheduled) == ([], [sentence(source)])


def test_source_published_with_a_scheduled_draft_is_not_named(editor_client):
    essay = factories.essay()
    source = factories.text(essay=essay, status=Status.DRAFT)
    typed = at(TOMORROW) | {"body": link(source), "texts-0-status": Status.PUBLISHED}
    assert warnings(press(editor_client, "_publish", essay, **typed)) == []


@pytest.mark.parametrize(("hours", "told"), [(-1, 0), (1, 1)])
def test_source_due_later_than_its_essay_is_named(editor_client, essay, hours, told):
    source = factories.text(essay=essay, published_at=TOMORROW + timedelta(hours=hours))
    answer = press(editor_client, "_publish", essay, body=link(source), **at(TOMORROW))
    assert len(warnings(answer)) == told


def test_author_is_not_warned(author_client, author):
    essay = factories.essay(owner=author, status=Status.DRAFT)
    source = factories.text(essay=essay, owner=author, status=Status.DRAFT)
    assert warnings(press(author_client, "_save", essay, body=link(source))) == []
