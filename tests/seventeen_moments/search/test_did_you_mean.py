"""Where nothing is found, what would be."""

import pytest

from seventeen_moments.core.publication import Status
from seventeen_moments.search.models import Word
from tests import factories

pytestmark = pytest.mark.django_db


def helped(client, q, **choices):
    return client.get("/search/", {"q": q, **choices}).context["help"]


def words(offers):
    return [(offer.words, offer.number) for offer in offers]


@pytest.fixture
def archive():
    essay = factories.essay(
        title="Prisoners Return", slug="return", body="<p>The amnesty freed Trotsky’s nurse.</p>"
    )
    factories.text(essay=essay, title="Decree", original="Троцкий и амнистия")
    essay.themes.add("Thaw", "Prison camps")
    return essay


@pytest.mark.parametrize(
    ("q", "offers"),
    [
        ("Trotskii", [("trotsky", 1), ("троцкии", 1)]),
        ("Trockij", [("trotsky", 1), ("троцкии", 1)]),
        ("Троцкой", []),
        ("decree Trotskii", [("decree троцкии", 1)]),
        ("-decree Trotskii", [("-decree trotsky", 1)]),
        ('"Trotskii nurse"', []),
    ],
)
def test_another_spelling_is_offered_by_its_sound(client, archive, q, offers):
    assert words(helped(client, q).spellings) == offers


def test_offer_leads_to_what_it_promises(client, archive):
    [offer, _other] = helped(client, "Trotskii", kind="").spellings
    found = client.get(offer.address)
    assert [row.title for row in found.context["object_list"]] == ["Prisoners Return"]


def test_spelling_of_a_draft_is_not_offered(client, archive):
    factories.essay(slug="draft", title="Bukharin", status=Status.DRAFT)
    assert Word.objects.filter(word="bukharin").exists()
    assert helped(client, "Бухарин").spellings == []


def test_fewer_words_are_offered_the_rarest_first(client, archive):
    factories.text(essay=archive, title="Decree")
    assert words(helped(client, "decree amnesty zinc").fewer) == []
    assert words(helped(client, "decree zinc").fewer) == [("decree", 2)]


def test_nearest_themes_are_offered(client, archive):
    archive.themes.add("Thinking")
    factories.essay(status=Status.DRAFT, slug="draft").themes.add("Prison songs")
    assert [theme.name for theme in helped(client, "prisom").themes] == ["Prison camps"]
    assert [theme.name for theme in helped(client, "thawing zinc").themes] == ["Thaw"]


def test_search_without_the_choices_is_offered(client, archive):
    offer = helped(client, "amnesty", kind="image").unnarrowed
    assert (offer.number, offer.address) == (1, "/search/?q=amnesty")


def test_choices_that_are_not_to_blame_are_not_blamed(client, archive):
    assert helped(client, "zinc", kind="image").unnarrowed is None


def test_help_is_shown(client, archive):
    page = client.get("/search/", {"q": "Trotskii"}).text
    assert '<a dir="auto" href="/search/?q=trotsky">trotsky</a>' in page


@pytest.mark.parametrize("q", ["a b c d e f zinc", "zinc " * 500, '"zinc', "zinc -zinc", "👍 zinc"])
def test_odd_questions_are_helped_too(client, archive, q):
    assert client.get("/search/", {"q": q}).status_code == 200


def test_number_of_queries_is_bounded(client, archive, django_assert_max_num_queries):
    for at in range(12):
        factories.text(essay=archive, title=f"Trotsk{'i' * at}y")
    with django_assert_max_num_queries(30):
        client.get("/search/", {"q": "Trotskii Trotskij Trotskiy zinc tin lead"})
