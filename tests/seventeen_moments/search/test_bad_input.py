import pytest

pytestmark = pytest.mark.django_db

BAD = [
    '"',
    '"""',
    'amnesty "',
    "*",
    "amnesty*",
    "^amnesty",
    "NEAR(amnesty decree, 2)",
    "AND",
    "amnesty AND",
    "NOT amnesty",
    "title:amnesty",
    "{title} : amnesty",
    "(((",
    "a) OR (b",
    "-",
    "--amnesty",
    "'",
    "''; DROP TABLE search_words; --",
    "amnesty & | ! <-> :* \\",
    "%s %d %(x)s",
    "😀 👩‍👩‍👧",
    "\ud800",
    "\u202e\ufeff\u200d",
    "a" * 100_000,
    "amnesty " * 5000,
    '"' * 5000,
    "-" * 5000,
    "-a " * 5000,
    "é" * 300,
    "ﷺ" * 300,
    "'a" * 300,
]


@pytest.mark.parametrize("query", BAD, ids=range(len(BAD)))
def test_bad_query_returns_a_page(client, essay, query):
    page = client.get("/search/", {"q": query.encode("utf-8", "surrogatepass"), "kind": "essay"})
    assert page.status_code == 200


@pytest.mark.parametrize("name", ["q", "kind", "year", "theme", "from"])
def test_nul_returns_400(client, essay, name):
    assert client.get("/search/", {name: "a\0b"}).status_code == 400


@pytest.mark.parametrize("name", ["kind", "year", "theme", "language", "from", "to"])
@pytest.mark.parametrize("value", ["-1", "9" * 30, "\ud800", "😀", "x" * 10_000, "'"])
def test_bad_filter_returns_a_page_without_results(client, essay, name, value):
    page = client.get("/search/", {name: value.encode("utf-8", "surrogatepass")})
    assert (page.status_code, page.context["matches"]) == (200, None)
