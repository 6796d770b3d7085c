from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from seventeen_moments.core.templatetags.display import length_in_words, reading_time
from seventeen_moments.core.word_count import count_words
from tests import factories


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The camps’ gates, half-open", 4),
        ("Он вернулся — в 1954 г.", 5),
        ("home—at last", 3),
        ("« Paix »", 1),
        ("שָׁלוֹם עֲלֵיכֶם", 2),
        ("สวัสดีชาวโลก", 0),
        ("囚人たちは帰ってきた。", 0),
        ("平反", 0),
        ("Rehabilitation (平反, pingfan) came late", 5),
    ],
)
def test_words_are_counted_where_spaces_separate_them(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("words", "length", "time"),
    [
        (1, "1 word", "1 minute to read"),
        (299, "299 words", "1 minute to read"),
        (301, "301 words", "2 minutes to read"),
        (1240, "1,240 words", "6 minutes to read"),
    ],
)
def test_length_and_time_are_shown_in_words(words, length, time):
    assert (length_in_words(words), reading_time(words)) == (length, time)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "migration", "fields"),
    [
        (factories.essay, "essays.migrations.0004_count_words", {"body": "<p>They came home</p>"}),
        (factories.text, "resources.migrations.0006_count_words", {"translation": "Came home so"}),
    ],
)
def test_words_of_pages_from_before_are_counted(make, migration, fields):
    page = make(**fields)
    type(page).objects.update(words=0)
    import_module(migration).count(apps, connection.schema_editor())
    page.refresh_from_db()
    assert page.words == 3
