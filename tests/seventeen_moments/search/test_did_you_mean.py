"""Suggestions for a search without results."""

import pytest

from seventeen_moments.core.publication import Status
from seventeen_moments.search.models import Word
from tests import factories

pytestmark = pytest.mark.django_db


def help_for(client, q, **filters):
    return client.get("/search/", {"q": q, **filters}).context["help"]


def words(suggestions):
    return [(suggestion.words, suggestion.number) for suggestion in suggestions]


@pytest.fixture
def archive():
    essay = factories.essay(
        title="Prisoners Return", slug="return", body="<p>The amnesty freed Trotsky’s nurse.</p>"
    )
    factories.text(essay=essay, title="Decree", original="Троцкий и амнистия")
    essay.themes.add("Thaw", "Prison camps")
    return essay


@pytest.mark.parametrize(
    ("q", "spellings"),
    [
        ("Trotskii", [("Trotsky", 1), ("Троцкий", 1)]),
        ("Trockij", [("Trotsky", 1), ("Троцкий", 1)]),
        ("Троцкой", [("Троцкий", 1), ("Trotsky", 1)]),
        ("decree Trotskii", [("decree Троцкий", 1)]),
        ("-decree Trotskii", [("-decree Trotsky", 1)]),
        ('"Trotskii nurse"', []),
    ],
)
def test_spellings_that_sound_alike_are_suggested(client, archive, q, spellings):
    assert words(help_for(client, q).spellings) == spellings


SLIPS = [
    # letters exchanged, missing, doubled, and of the key beside
    ("amnsety", "amnesty"),
    ("amnesy", "amnesty"),
    ("amnessty", "amnesty"),
    ("amnedty", "amnesty"),
    ("амнсития", "амнистия"),
    ("Stlain", "Stalin"),
    # two slips in a long word
    ("rehabiltiaton", "rehabilitation"),
    ("Сложеницин", "Солженицын"),
    # three in a longer one
    ("reabilitashion", "rehabilitation"),
    # slips in the sound
    ("Kruschev", "Хрущёв"),
    ("Khruschev", "Хрущёв"),
    ("Chruschtschow", "Хрущёв"),
    ("Chruščëv", "Хрущёв"),
    ("Chruszczow", "Хрущёв"),
    # the other layout of the keyboard
    ("fvybcnbz", "амнистия"),
    ("фьтуыен", "amnesty"),
    ("[heotd", "Хрущёв"),
    ("fvybcnbz ltrhtn", "амнистия декрет"),
    # one word of several
    ("decree amnsety", "decree amnesty"),
    ("amnsety decree", "amnesty decree"),
    ("anti sovet", "anti Soviet"),
    # typed together or apart
    ("prisonersreturn", '"prisoners return"'),
    ("pri soners", "Prisoners"),
    # nothing near
    ("xylophone", None),
    ("teh", None),
    ('"amnsety decree"', None),
]


def test_slips_are_answered_with_what_was_meant(client):
    essay = factories.essay(
        title="Prisoners Return",
        slug="return",
        body="<p>The amnesty decree, rehabilitation: Stalin, anti-Soviet.</p>",
    )
    factories.text(essay=essay, title="Decree", original="амнистия декрет Хрущёв Солженицын")
    # More near words of a draft than are looked at.
    near = " ".join(f"amnesty{letter}" for letter in "abcdefghijklmnop")
    factories.essay(title=near, slug="draft", status=Status.DRAFT)
    answers = {}
    for q, _meant in SLIPS:
        context = client.get("/search/", {"q": q}).context
        found = context["help"].spellings if "help" in context else []
        answers[q] = found[0].words if found else None
    assert answers == dict(SLIPS)


def test_few_results_are_followed_by_a_spelling_that_has_many(client, archive):
    for number in range(11):
        factories.text(essay=archive, title=f"Zinc {number}", original="Bukharin")
    factories.text(essay=archive, title="Misprint", original="Bukahrin")
    page = client.get("/search/", {"q": "Bukahrin"})
    assert words(page.context["spellings"]) == [("Bukharin", 11)]
    assert client.get("/search/", {"q": "Bukharin"}).context["spellings"] == []


def test_address_of_a_suggestion_has_its_results(client, archive):
    [first, _second] = help_for(client, "Trotskii", kind="").spellings
    found = client.get(first.address)
    assert [row.title for row in found.context["object_list"]] == ["Prisoners Return"]


def test_spelling_of_a_draft_is_not_suggested(client, archive):
    factories.essay(slug="draft", title="Bukharin", status=Status.DRAFT)
    assert Word.objects.filter(word="bukharin").exists()
    assert help_for(client, "Бухарин").spellings == []


def test_fewer_words_are_suggested_rarest_first(client, archive):
    factories.text(essay=archive, title="Decree")
    assert words(help_for(client, "decree amnesty zinc").fewer) == []
    assert words(help_for(client, "decree zinc").fewer) == [("decree", 2)]


def test_similar_themes_are_suggested(client, archive):
    archive.themes.add("Thinking")
    hidden = factories.essay(status=Status.DRAFT, slug="draft")
    hidden.themes.add("Prison songs", *(f"Prison {number}" for number in range(8)))
    assert [theme.name for theme in help_for(client, "prisom").themes] == ["Prison camps"]
    assert [theme.name for theme in help_for(client, "thawing zinc").themes] == ["Thaw"]


def test_search_without_filters_is_suggested(client, archive):
    suggestion = help_for(client, "amnesty", kind="image").unnarrowed
    assert (suggestion.number, suggestion.address) == (1, "/search/?q=amnesty")


def test_search_without_filters_is_not_suggested_without_results(client, archive):
    assert help_for(client, "zinc", kind="image").unnarrowed is None


def test_page_shows_spellings(client, archive):
    page = client.get("/search/", {"q": "Trotskii"}).text
    assert '<a dir="auto" href="/search/?q=Trotsky">Trotsky</a>' in page


@pytest.mark.parametrize("q", ["a b c d e f zinc", "zinc " * 500, '"zinc', "zinc -zinc", "👍 zinc"])
def test_odd_query_returns_a_page(client, archive, q):
    assert client.get("/search/", {"q": q}).status_code == 200


def test_number_of_queries_is_bounded(client, archive, django_assert_max_num_queries):
    for at in range(12):
        factories.text(essay=archive, title=f"Trotsk{'i' * at}y")
    with django_assert_max_num_queries(30):
        client.get("/search/", {"q": "Trotskii Trotskij Trotskiy zinc tin lead"})
