"""A warning names the sources used in an essay that stay hidden when it is published."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.versions.draft_forms import at, change, page_for, press, publish

DRAFTS = factories.SOURCES
TOMORROW = timezone.now() + timedelta(days=1)
UNTICKED = {"with": None}


def link(source):
    return f'<p><a data-source="{source.key}">Bread</a></p>'


def warnings(response):
    messages = get_messages(response.wsgi_request)
    return [str(message) for message in messages if message.level_tag == "warning"]


def sentence(source):
    return (
        "1 source used in the essay is not public, so readers do not see it: "
        f'<a href="{change(source)}">{source}</a>.'
    )


@pytest.fixture
def essay(db):
    return factories.essay(status=Status.DRAFT)


@pytest.mark.parametrize("make", DRAFTS)
def test_publishing_names_and_links_the_draft_it_cites(editor_client, essay, make):
    source = make(essay=essay, status=Status.DRAFT, title="A & B")
    answer = publish(editor_client, essay, body=link(source), **UNTICKED)
    assert warnings(answer) == [sentence(source).replace("A & B", "A &amp; B")]


def test_picture_in_the_text_is_named_as_a_link_is(editor_client, essay):
    image = factories.image(essay=essay, status=Status.DRAFT)
    figure = f'<figure data-source="{image.key}"><figcaption>Gate</figcaption></figure>'
    assert warnings(publish(editor_client, essay, body=figure, **UNTICKED)) == [sentence(image)]


def test_several_are_named_in_the_order_of_the_page(editor_client, essay):
    sources = [make(essay=essay, status=Status.DRAFT) for make in DRAFTS[:2]]
    answer = publish(editor_client, essay, body="".join(map(link, sources)), **UNTICKED)
    names = ", ".join(f'<a href="{change(source)}">{source}</a>' for source in sources)
    messages = f"2 sources used in the essay are not public, so readers do not see them: {names}."
    assert warnings(answer) == [messages]


def test_lead_image_is_named(editor_client, essay):
    essay.lead_image = factories.image(essay=essay, status=Status.DRAFT)
    essay.save()
    answer = publish(editor_client, essay, **UNTICKED)
    assert warnings(answer) == [sentence(essay.lead_image)]


def test_saving_a_draft_names_none(editor_client, essay):
    source = factories.text(essay=essay, status=Status.DRAFT)
    assert warnings(press(editor_client, "_draft", essay, body=link(source))) == []


def test_public_source_is_not_named(editor_client, essay):
    source = factories.text(essay=essay)
    factories.text(essay=essay, status=Status.DRAFT)  # which nothing links
    assert warnings(publish(editor_client, essay, body=link(source), **UNTICKED)) == []


def test_source_that_is_published_with_it_is_not_named(editor_client, essay):
    source = factories.text(essay=essay, status=Status.DRAFT)
    assert warnings(publish(editor_client, essay, body=link(source))) == []
    source.refresh_from_db()
    assert source.is_published()


@pytest.mark.parametrize("language", ["", "/ru"])
def test_source_of_another_essay_is_offered_and_named(editor_client, essay, language):
    source = factories.text(status=Status.DRAFT)
    press(
        editor_client, "_draft", essay, body=f'<p><a href="{source.get_absolute_url()}">It</a></p>'
    )
    page = editor_client.get(f"{language}{page_for(essay, 'publish')}")
    offered = [(part.row, str(part.reason), part.ticked) for part in page.context["plan"].parts]
    assert offered == [(source, "linked in the text", False)]
    assert warnings(publish(editor_client, essay)) == [sentence(source)]


def test_draft_over_a_live_essay_names_none_until_it_is_scheduled(editor_client):
    essay = factories.essay()
    source = factories.text(essay=essay, status=Status.DRAFT)
    messages = warnings(press(editor_client, "_draft", essay, body=link(source)))
    scheduled = warnings(publish(editor_client, essay, **at(TOMORROW), **UNTICKED))
    assert (messages, scheduled) == ([], [sentence(source)])


def test_source_published_with_a_scheduled_draft_is_not_named(editor_client):
    essay = factories.essay()
    source = factories.text(essay=essay, status=Status.DRAFT)
    assert warnings(publish(editor_client, essay, body=link(source), **at(TOMORROW))) == []
    source.refresh_from_db()
    assert source.published_at == TOMORROW.replace(second=0, microsecond=0)


@pytest.mark.parametrize(("hours", "told"), [(-1, 0), (1, 1)])
def test_source_due_later_than_its_essay_is_named(editor_client, essay, hours, told):
    source = factories.text(essay=essay, published_at=TOMORROW + timedelta(hours=hours))
    answer = publish(editor_client, essay, body=link(source), **at(TOMORROW), **UNTICKED)
    assert len(warnings(answer)) == told
