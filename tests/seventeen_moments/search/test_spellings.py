"""What a reader takes for the same is found and marked, and nothing else is: spellings.tsv."""

from hashlib import blake2b
from pathlib import Path

import pytest

from resources.models import Text
from seventeen_moments.search.index import index
from seventeen_moments.search.matches import Matches
from seventeen_moments.search.parsing import parse
from seventeen_moments.search.snippets import Marks
from seventeen_moments.search.variants import RULES, indexed_words
from tests import factories

TABLE = (Path(__file__).parent / "spellings.tsv").read_text().splitlines()[1:]
# Invisible signs are written as \uXXXX.
ROWS = [
    [
        cell.encode("latin-1", "backslashreplace").decode("unicode-escape")
        for cell in row.split("\t")
    ]
    for row in TABLE
]
# Found by the last year of a range, which is not written out.
NOT_MARKED = {"1953–54", "1941–45 гг"}


@pytest.mark.django_db
def test_readers_find_what_they_take_for_the_same():
    first = factories.text(essay=factories.essay())
    texts = list(dict.fromkeys(text for text, *_ in ROWS))
    shared = {name: getattr(first, name) for name in ["essay", "status", "published_at"]}
    Text.objects.bulk_create(
        Text(title="-", slug=f"text-{at}", position=at, original=text, **shared)
        for at, text in enumerate(texts)
    )
    rows = Text.objects.exclude(pk=first.pk).order_by("position")
    index(list(rows))
    keys = dict(zip(texts, rows.values_list("pk", flat=True), strict=True))
    wrong = []
    for text, query, right in ROWS:
        found = {row.pk for row in Matches(parse(query))[0:100]}
        if (keys[text] in found) != (right == "found"):
            wrong.append((text, query, right))
    assert wrong == []


def test_what_is_found_is_marked():
    found = [(text, query) for text, query, right in ROWS if right == "found"]
    unmarked = [(text, query) for text, query in found if Marks(parse(query)).spans([text]) == [[]]]
    assert {text for text, _query in unmarked} == NOT_MARKED


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("the post-thaw housing", "postthaw", ["post-thaw"]),
        ("The C. P. D. R. met", "CPDR", ["C. P. D. R"]),
        ("весь со\u2060юз ½ 84 512", "союз 84512", ["со\u2060юз", "84 512"]),
        ("вѣрнымъ сынамъ", "верным", ["вѣрнымъ"]),
        ("умер 5.III.1953 в 21:50", "1953-03-05", ["5.III.1953"]),
        ("ГАРФ. Ф. 9401, оп. 1а, д. 12", "9401/1a/12", ["Ф. 9401, оп. 1а, д. 12"]),
        ("Cталин и сталь", "Сталин", ["Cталин"]),
        ("中华人民共和国", "人民", ["人民"]),
        ("so. The sofa", "so x", ["so"]),
        ("съезд К.П.С.С. открытъ", "съезд КПСС открыт", ["съезд", "К.П.С.С", "открытъ"]),
    ],
)
def test_marks_are_on_the_words_as_they_are_written(text, query, marked):
    [spans] = Marks(parse(query)).spans([text])
    assert [text[start:stop] for start, stop in spans] == marked


def test_number_of_the_rules_changes_with_the_words():
    """If this fails, add one to RULES, so that the archive asks for rebuild_search."""
    written = "\n".join(" ".join(indexed_words(text)) for text in map(" ".join, ROWS[:650]))
    digest = blake2b(written.encode(), digest_size=8).hexdigest()
    assert (RULES, digest) == (3, "94103ff46151a827")
