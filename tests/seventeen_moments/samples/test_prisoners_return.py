import gzip
import re
from hashlib import sha256

import pytest
from django.db import IntegrityError

from essays.models import Essay
from seventeen_moments.core.names import parse
from seventeen_moments.samples import prisoners_return

pytestmark = pytest.mark.django_db


def test_essay_shows_the_paragraphs_of_the_file_word_for_word():
    essay = prisoners_return.add()
    shown = re.findall(
        r'<p id="p\d">([^<]+) <a class="pin" href="#p\d">¶ \d</a></p>', essay.body_html
    )
    assert shown == prisoners_return.paragraphs()


def test_text_of_the_file_is_unchanged():
    words = "\n\n".join(prisoners_return.paragraphs())
    assert (len(words), sha256(words.encode()).hexdigest()) == (
        2314,
        "8f23703b12763c457d91d8f956665f63fa941e06cc857a45a6ade4844bed9df3",
    )


def test_essay_is_published_under_its_author_and_year():
    prisoners_return.add()
    essay = Essay.objects.published().get(slug="prisoners-return")
    assert (essay.title, essay.byline, essay.year) == (
        "Prisoners Return",
        "James von Geldern",
        1954,
    )


def test_comments_on_the_essay_are_closed():
    assert prisoners_return.add().comments_open is False


def test_essay_has_its_themes():
    assert sorted(prisoners_return.add().themes.names()) == [
        "Amnesty",
        "De-Stalinization",
        "Gulag",
        "Political prisoners",
        "Rehabilitation",
    ]


def test_essay_has_only_books_as_sources():
    essay = prisoners_return.add()
    counted = Essay.objects.with_section_counts().get(pk=essay.pk)
    assert (
        counted.references_count,
        [counted.texts_count, counted.images_count, counted.recordings_count],
    ) == (5, [0, 0, 0])


def test_books_are_published_with_their_data():
    essay = prisoners_return.add()
    first = essay.references.published().in_order().first()
    assert (first.byline, first.kind, first.publication_details) == (
        "Miriam Dobson",
        "book",
        "Ithaca: Cornell University Press, 2009",
    )


def test_every_book_has_a_person_a_year_and_a_line_about_it():
    for book in prisoners_return.add().references.all():
        [author] = parse(book.creators)
        assert all(
            [author.given, book.annotation, book.publication_details.endswith(book.date_in_words)]
        )


def test_essay_and_books_pass_validation():
    essay = prisoners_return.add()
    for page in [essay, *essay.references.all()]:
        page.full_clean()


def test_essay_without_all_its_books_is_not_stored(monkeypatch):
    book_twice = [*prisoners_return.BOOKS, prisoners_return.BOOKS[0]]
    monkeypatch.setattr(prisoners_return, "BOOKS", book_twice)
    with pytest.raises(IntegrityError):
        prisoners_return.add()
    assert not Essay.objects.exists()


def test_page_of_the_essay_is_light(client):
    page = client.get(prisoners_return.add().get_absolute_url())
    assert len(gzip.compress(page.content)) <= 8 * 1024
