"""Queries and their results, the same on SQLite and on PostgreSQL."""

import pytest

from seventeen_moments.search.matches import Matches
from seventeen_moments.search.parsing import parse
from tests import factories

pytestmark = pytest.mark.django_db

LONG = "memoir " * 300 + "of the " * 9000 + "final barrack gates opened slowly"


@pytest.fixture
def archive():
    """The names that the table uses, by model and key."""
    essay = factories.essay(
        title="Prisoners Return",
        authors="von Geldern, James",
        year=1954,
        summary="Many came back.",
        body='<p>The amnesty of 1953 freed many<span class="footnote">Beria signed</span>.</p>',
    )
    essay.themes.add("Амнистия")
    decree = factories.text(
        essay=essay,
        title="On Amnesty",
        language="ru",
        original="Указ об амнистии. Ёлка в тайге.",
        transliteration="Ukaz ob amnistii. Zasedanie, s'ezd, Tverʹ.",
        translation="Decree on amnesty: those sentenced shall be freed from prison.",
        original_source="Izvestiia, 28 March 1953",
    )
    gate = factories.image(
        essay=essay,
        title="At the Camp Gate",
        alternative_text="Prisoners at a gate of planks",
        creators="Łukasiewicz, Zoë",
    )
    song = factories.recording(
        essay=essay,
        title="Song of Vorkuta",
        transcript="По тундре",
        transcript_transliteration="Po tundre",
        transcript_translation="Across the tundra",
        performers="Strongilla Irtlach",
    )
    book = factories.reference(
        essay=essay,
        title="Khrushchev’s Cold Summer",
        annotation="On returnees and the amnesty; l’amnistie, O’Brien.",
    )
    memoir = factories.text(essay=essay, title="A Memoir", translation=LONG)
    return {
        (type(row), row.pk): name
        for name, row in {
            "essay": essay,
            "decree": decree,
            "gate": gate,
            "song": song,
            "book": book,
            "memoir": memoir,
        }.items()
    }


RESULTS = [
    # one word in the original, in the transliteration and in a theme
    ("амнистии", "decree"),
    ("амнистия", "essay"),
    ("amnistii", "decree"),
    ("amnestied", ""),
    # title before body
    ("amnesty", "decree book essay"),
    ("prisoners", "essay gate"),
    ("gate", "gate memoir"),
    # case, accents, and letters without a decomposition
    ("АМНИСТИИ", "decree"),
    ("елка", "decree"),
    ("ЁЛКА", "decree"),
    ("lukasiewicz zoe", "gate"),
    ("Łukasiewicz", "gate"),
    ("tver", "decree"),
    ("съезд", ""),
    ("s’ezd", "decree"),
    ("sʺezd", "decree"),
    ("khrushchev summer", "book"),
    ("khrushchev's", "book"),
    ("amnistie", "book"),
    ("o'brien", "book"),
    # all words, in any field
    ("amnesty prisoners", "essay"),
    ("vorkuta tundra", "song"),
    ("vorkuta amnesty", ""),
    # the last word is a prefix; "prisoners" in a title comes first
    ("prison", "essay gate decree"),
    ("prison freed", "decree"),
    ("freed prison", "essay decree"),
    ("tundr", "song"),
    ("p", ""),
    # phrases
    ('"sentenced shall be freed"', "decree"),
    ('"be shall sentenced"', ""),
    ('"prison"', "decree"),
    ('"James von Geldern"', "essay"),
    ('"von Geldern, James"', "essay"),
    ("«decree on amnesty»", "decree"),
    ("28-march", "decree"),
    ("march-28", ""),
    ('"title amnesty" amnesty', ""),
    ('"barrack gates opened"', "memoir"),
    ('"the final barrack"', "memoir"),
    ('"opened gates"', ""),
    # minus
    ("amnesty -decree", "book essay"),
    ("amnesty -book -prisoners", "decree book"),
    ('amnesty -"shall be freed"', "book essay"),
    ('gates -"the final barrack"', ""),
    ("amnesty -–decree", "book essay"),
    # creators, publication, footnotes
    ("irtlach", "song"),
    ("izvestiia", "decree"),
    ("beria", "essay"),
]


def search(archive, query):
    rows = Matches(parse(query))[0:20]
    return " ".join(archive[row._meta.model, row.pk] for row in rows)


def test_queries_have_these_results(archive):
    assert {query: search(archive, query) for query, _ in RESULTS} == dict(RESULTS)


def test_number_is_that_of_the_results(archive):
    counts = {query: Matches(parse(query)).number for query, _ in RESULTS}
    assert counts == {query: len(results.split()) for query, results in RESULTS}
