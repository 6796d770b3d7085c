"""A picture of the essay in its running text, and a table, as readers get them."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.models import Essay
from seventeen_moments.bulk.cells import format_cell, parse_cell
from seventeen_moments.core.publication import Status
from tests import factories

TABLE = "<table><tr><th>Camp<th>Released<tr><td>Vorkuta<td>1,204</table>"


def figure(image, caption="The gate as it was"):
    key = getattr(image, "key", image)
    return f'<figure data-source="{key}"><figcaption>{caption}</figcaption></figure>'


def show(essay, body):
    essay.body = body
    essay.save()


@pytest.fixture
def image(db):
    return factories.image(
        file=factories.picture(900, 600), title="At the Gate", slug="gate", creators="Anna Orlova"
    )


@pytest.fixture
def page(client):
    def page(essay):
        return client.get(essay.get_absolute_url()).content.decode()

    return page


def test_picture_is_shown_with_its_caption_and_a_link_to_its_page(image, page):
    show(image.essay, f"<p>a</p>{figure(image)}<p>b</p>")
    _before, _figure, after = page(image.essay).partition('<figure class="inset">')
    shown, _end, _rest = after.partition("</figure>")
    assert shown.count('<a href="/essays/essay-1/images/gate/">') == 2
    for words in [f'srcset="{image.srcset}"', 'alt="A gate of planks"', 'loading="lazy"']:
        assert words in shown
    for words in [">At the Gate<", "Anna Orlova", 'width="900" height="600"']:
        assert words in shown


def test_title_on_the_page_is_the_present_one(image, page):
    show(image.essay, figure(image, "An older title"))
    assert "An older title" not in page(image.essay)


@pytest.mark.parametrize(
    "hidden", [{"status": Status.DRAFT}, {"published_at": datetime(2999, 1, 1, tzinfo=UTC)}]
)
def test_picture_that_is_not_public_is_not_shown(image, page, hidden):
    show(image.essay, f"<p>a</p>{figure(image)}<p>b</p>")
    type(image).objects.filter(pk=image.pk).update(**hidden)
    html = page(image.essay)
    assert ("figure" in html, "gate" in html.lower()) == (False, False)


def test_deleted_picture_and_one_of_another_essay_are_not_shown(image, page):
    other = factories.essay(slug="other")
    show(other, f"{figure(image)}{figure('image-999999')}<p>a</p>")
    assert "figure" not in page(other)


def test_picture_with_a_content_warning_is_covered(image, page):
    image.content_warning = "The dead are shown."
    image.save()
    show(image.essay, figure(image))
    html = page(image.essay)
    assert ("<img" in html, "Content warning" in html) == (False, True)


def test_picture_in_the_text_is_not_repeated_below_it(image, page):
    factories.image(essay=image.essay, title="At the Fence")
    show(image.essay, figure(image))
    _text, _block, strip = page(image.essay).partition('<ul class="strip">')
    assert ("At the Fence" in strip, "At the Gate" in strip) == (True, False)


def test_section_of_images_is_left_out_if_all_are_in_the_text(image, page):
    show(image.essay, figure(image))
    assert 'aria-labelledby="images"' not in page(image.essay)


def test_pictures_in_the_text_need_no_query(image, client):
    images = [image, *(factories.image(essay=image.essay) for _ in range(2))]
    counts = []
    client.get("/")  # the foot of pages is cached from here on
    for body in ["<p>a</p>", *("".join(map(figure, images[:number])) for number in (1, 3))]:
        show(image.essay, body)
        with CaptureQueriesContext(connection) as queries:
            client.get(image.essay.get_absolute_url())
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_picture_counts_as_a_link_to_its_source(image):
    show(image.essay, figure(image))
    assert image.essay.source_links == {image.key: []}


@pytest.mark.parametrize(("query", "found"), [("released vorkuta", 1), ("gate", 0)])
def test_words_of_a_table_are_found_and_those_of_a_hidden_picture_are_not(
    image, client, query, found
):
    show(image.essay, f"{TABLE}{figure(image)}")
    image.status = Status.DRAFT
    image.save()
    hits = client.get("/search/", {"q": query}).content.decode().count('href="/essays/essay-1/"')
    assert hits == found


def test_paragraphs_keep_their_numbers_around_a_table(image, page):
    show(image.essay, f"<p>a</p><p>b</p>{figure(image)}{TABLE}<p>c</p>")
    assert [*image.essay.paragraphs.values()] == ["a", "b", "c"]
    assert 'href="#p3">¶ 3</a>' in page(image.essay)


def test_list_of_notes_follows_the_table_that_calls_them(image, page):
    show(image.essay, '<table><tr><td>a<span class="footnote">b</span></table><p>c</p>')
    _table, _end, after = page(image.essay).partition("</table></div>")
    assert after.startswith('<ol class="notes"')


def test_table_and_picture_survive_a_table_of_essays(image):
    show(image.essay, f"{TABLE}{figure(image)}")
    cell = format_cell(image.essay, "body")
    field = Essay._meta.get_field("body")
    assert parse_cell(field, cell) == image.essay.body
    assert parse_cell(field, TABLE + figure(image)) == image.essay.body
