"""Addresses as people type, paste and mail them lead to the page that they mean."""

import random
import re
from unicodedata import normalize
from urllib.parse import quote, unquote_to_bytes

import pytest
from taggit.models import Tag

from seventeen_moments.browse.redirects.readings import readings, sought
from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.browse.redirects.conftest import rename

PAGE = "/essays/prisoners-return/"
DECREE = "/essays/prisoners-return/texts/decree-on-amnesty/"

# As they arrive, percent-encoded.
TYPED = {
    # Punctuation around the address
    **{f"{PAGE}{quote(sign)}": PAGE for sign in ".,;:!?)]}>\"'»”’…*_`|~·—‹›"},
    **{f"{PAGE[:-1]}{quote(sign)}": PAGE for sign in ".,;:!?)]}>\"'»”’…*_`|~·—‹›"},
    "/essays/prisoners-return/).%E2%80%9D": PAGE,
    "/essays/prisoners-return/**": PAGE,
    "/essays/(prisoners-return)/": PAGE,
    "/essays/prisoners-return%3C/a%3E": PAGE,
    "/essays/prisoners-return/%22%3EPrisoners%20Return%3C/a%3E": PAGE,
    "/%3Chttps://archive.example/essays/prisoners-return/%3E": PAGE,
    # Case
    "/essays/Prisoners-Return/": PAGE,
    "/Essays/PRISONERS-RETURN": PAGE,
    "/ESSAYS/PRISONERS-RETURN/TEXTS/DECREE-ON-AMNESTY/": DECREE,
    # Slashes
    "/essays/prisoners-return": PAGE,
    "//essays/prisoners-return/": PAGE,
    "/essays//prisoners-return///": PAGE,
    "/essays/./prisoners-return/": PAGE,
    "/essays/x/../prisoners-return/": PAGE,
    "/essays%5Cprisoners-return%5C": PAGE,
    # Spaces and invisible signs
    "/essays/prisoners-return/%20": PAGE,
    "/essays/%20prisoners-return/": PAGE,
    "/%20essays/prisoners-return": PAGE,
    "/essays/prisoners-return%C2%A0": PAGE,
    "/essays/prisoners-return/%E2%80%8B": PAGE,
    "/essays/pris%C2%ADoners-return/": PAGE,
    "/essays/prisoners-%0Areturn/": PAGE,
    "/essays/prisoners-%0D%0A%3E%20return/": PAGE,
    "/essays/prisoners-return/%EF%BB%BF": PAGE,
    "/essays/prisoners-return%09": PAGE,
    # Mail: quoted-printable
    "/essays/prisoners-=%0Areturn/": PAGE,
    "/essays/prisoners-return/=0A": PAGE,
    "/essays/prisoners-return/=E2=80=9D": PAGE,
    # Encoded twice, or in another encoding
    "/essays%252Fprisoners-return%252F": PAGE,
    "/essays/prisoners%252Dreturn/": PAGE,
    "/essays/prisoners%2520return/": PAGE,
    "/essays/prisoners-return/&amp;": PAGE,
    # Other hyphens
    "/essays/prisoners%E2%80%93return/": PAGE,
    "/essays/prisoners_return/": PAGE,
    "/essays/prisoners%E2%88%92return/": PAGE,
    "/essays/prisoners%20return/": PAGE,
    "/essays/prisoners+return/": PAGE,
    # Endings of other systems
    "/essays/prisoners-return/index.html": PAGE,
    "/essays/prisoners-return/index.php": PAGE,
    "/essays/prisoners-return.html": PAGE,
    "/essays/prisoners-return.htm": PAGE,
    "/essays/prisoners-return/amp/": PAGE,
    "/index.html": "/",
    "/RU": "/ru/",
    # Names of sections
    "/essay/prisoners-return/": PAGE,
    "/essays/prisoners-return/text/decree-on-amnesty/": DECREE,
    "/essays/prisoners-return/Recordings/": f"{PAGE}music/",
    "/essays/prisoners-return/references": f"{PAGE}other-resources/",
    "/essays/prisoners-return/comment/": f"{PAGE}comments/",
    # The site in the address
    "/http://archive.example/essays/prisoners-return/": PAGE,
    "/https:/archive.example/essays/prisoners-return": PAGE,
    "/archive.example/essays/prisoners-return": PAGE,
    "/www.archive.example/": None,
    # Language, anchor, query
    "/essays/prisoners-return&utm_source=x": f"{PAGE}?utm_source=x",
    "/essays/prisoners-return;jsessionid=1": f"{PAGE}?jsessionid=1",
    "/RU/essays/prisoners-return/": f"/ru{PAGE}",
    "/ru/essays/Prisoners-Return.": f"/ru{PAGE}",
    "/essays/prisoners-return/%23p3": f"{PAGE}#p3",
    "/essays/prisoners-return/%3Fpage=2": f"{PAGE}?page=2",
    "/essays/Prisoners-Return/?page=2&q=a%26b": f"{PAGE}?page=2&q=a%26b",
    "/search/?q=a&amp;kind=text": "/search/?q=a&kind=text",
    # Other alphabets
    "/essays/%D0%B2%D0%BE%D0%B7%D0%B2%D1%80%D0%B0%D1%89%D0%B5%D0%BD%D0%B8%D0%B5/": "/essays/"
    "vozvrashchenie/",
    "/essays/%E2%EE%E7%E2%F0%E0%F9%E5%ED%E8%E5/": "/essays/vozvrashchenie/",  # windows-1251
    "/essays/%25D0%25B2%D0%BE%D0%B7%D0%B2%D1%80%D0%B0%D1%89%D0%B5%D0%BD%D0%B8%D0%B5/": "/essays/"
    "vozvrashchenie/",
    f"/essays/{quote('თბილისი Łódź')}/": "/essays/tbilisi-lodz/",
    f"/essays/{quote('Αθήνα')}": "/essays/athina/",
    "/themes/GULAG.": "/themes/Gulag/",
    f"/essays/{quote('prisоners-rеturn')}/": PAGE,  # with Cyrillic letters
    f"/themes/{quote(normalize('NFD', 'й'))}/": f"/themes/{quote('й')}/",  # decomposed
    # Other pages and files
    "/years/1954./": "/years/1954/",
    "/years/1954": "/years/1954/",
    "/Themes": "/themes/",
    "/search.": "/search/",
    f"{DECREE}text.docx.": None,
    "/essays/prisoners-return/text.docx).": f"{PAGE}text.docx",
    "/sitemap.xml.": "/sitemap.xml",
    "/feeds/essays.": "/feeds/essays/",
    # A former slug
    "/essays/old-return.": PAGE,
    "/essays/Old-Return": PAGE,
    "/essays/old-return/texts/Decree-on-amnesty).": DECREE,
    # What visitors may not see, and what is not there
    "/essays/Hidden.": None,
    "/essays/prisoners-return/texts/Hidden-text/.": None,
    "/essays/nothing/.": None,
    "/years/1900./": None,
    "/Admin/": None,
    "/admin/login.": "/admin/login/?next=/admin/login.",
    "/static/x.css.": None,
    "/media/texts/x.pdf.": None,
    "//evil.example": None,
    "//evil.example/essays/": None,
    "/https://evil.example/%2F%2Fevil.example/": None,
    "/.": None,
    "/%23": None,
}


@pytest.fixture
def archive(db):
    essay = factories.essay(slug="old-return", year=1954, body="<p>They came back.</p>")
    essay.themes.add(Tag.objects.create(name="й", slug="й"))
    essay.themes.add(Tag.objects.create(name="Gulag", slug="Gulag"))
    factories.text(essay=essay, slug="decree-on-amnesty")
    factories.text(essay=essay, slug="hidden-text", status=Status.DRAFT)
    factories.recording(essay=essay)
    factories.reference(essay=essay)
    rename(essay, "prisoners-return")
    factories.essay(slug="vozvrashchenie")
    factories.essay(slug="tbilisi-lodz")
    factories.essay(slug="athina")
    factories.essay(slug="hidden", status=Status.DRAFT)


def visit(client, address):
    """As a server passes it on, which the test client does not do with each address."""
    path, _mark, query = address.partition("?")
    path = unquote_to_bytes(path).decode("latin-1")
    return client.get("/", PATH_INFO=path, QUERY_STRING=query)


def test_mistyped_addresses_redirect_to_what_is_meant(client, archive):
    wrong = {}
    for address, expected in TYPED.items():
        location = visit(client, address).headers.get("Location")
        if expected is None and location:
            # Django adds a slash, to the address of no page too.
            location = None if client.get(location).status_code == 404 else location
        if location != expected:
            wrong[address] = location
    assert wrong == {}


def test_redirects_lead_to_pages(client, archive):
    targets = {target for target in TYPED.values() if target and "/admin/" not in target}
    wrong = {target for target in targets if client.get(target).status_code != 200}
    assert wrong == set()


@pytest.mark.parametrize(
    "address",
    [
        *("//evil.example/?a=1&amp;b=2", "/nothing/?a=1&amp;b=2", "/search/?q=a&amp;page=9"),
        *("/essays/nothing", "/themes/nothing", "/years/1900", "/on-this-day/03-99"),
        "/essays/prisoners-return/texts/nothing",
    ],
)
def test_no_redirect_leads_to_a_missing_page(client, archive, address):
    assert "Location" not in visit(client, address).headers


def test_slugs_are_found_in_any_case(client, archive):
    essay = factories.essay(slug="CamelCase")
    factories.text(essay=essay, slug="UpperText")
    rename(factories.essay(slug="Was-Capital"), "is-small")
    redirects = {
        "/essays/camelcase": "/essays/CamelCase/",
        "/essays/CAMELCASE/texts/uppertext).": "/essays/CamelCase/texts/UpperText/",
        "/essays/was-capital/": "/essays/is-small/",
        "/essays/camelcase/comments/": "/essays/CamelCase/comments/",
    }
    found = {address: visit(client, address).headers.get("Location") for address in redirects}
    assert found == redirects


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_what_is_sent_is_not_redirected(client, archive, method):
    response = getattr(client, method)("/essays/Prisoners_Return/comments/")
    assert "Location" not in response.headers


def test_hidden_page_is_answered_as_one_that_never_was(client, archive):
    answers = [visit(client, f"/essays/{slug}/.").status_code for slug in ["Hidden", "Nothing"]]
    assert answers == [404, 404]


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/essays/nothing/x/.", 0), ("/wp-login.php", 0), ("/essays/Nothing/.", 4)],
)
def test_address_of_no_page_takes_few_queries(
    client, archive, django_assert_num_queries, address, queries
):
    visit(client, address)
    with django_assert_num_queries(queries):
        assert visit(client, address).status_code == 404


def test_any_bytes_are_answered(client, archive):
    chance = random.Random(17)  # noqa: S311
    pieces = [b"/essays/", b"prisoners-return", b"%25", b"%", b"..", b"\\", b"//", b"http:", b"=0A"]
    statuses = set()
    for _turn in range(150):
        parts = [
            chance.choice([*pieces, chance.randbytes(chance.randrange(1, 9)).replace(b"\0", b"")])
            for _part in range(chance.randrange(1, 7))
        ]
        path = b"/" + b"".join(parts)
        response = client.get("/", PATH_INFO=path.decode("latin-1"))
        location = response.headers.get("Location", "/")
        statuses.add(response.status_code)
        assert location.startswith("/") and location[1:2] not in {"/", "\\"}, path
    assert statuses <= {200, 301, 404}


def test_readings_of_a_good_address_are_none():
    good = [PAGE, DECREE, "/years/1954/", "/sitemap.xml", f"{PAGE}text.docx", "/on-this-day/03-05/"]
    assert [readings(path) for path in good] == [[]] * len(good)


def test_archive_below_a_path_is_left_out():
    for path in ["/Archive/essays/x", "/http://a.example/archive/essays/x"]:
        assert [each.address("/archive/") for each in readings(path, "/archive")] == [
            "/archive/essays/x/"
        ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/essays/Prisoners_retur/.", ("essays", "prisoners retur")),
        ("/essays/x/texts/an-amnesty/citation.ris", ("texts", "an amnesty")),
        ("/essays/x/texts/", ("essays", "x")),
        ("/themes/forced-labour/", ("themes", "forced labour")),
        ("/essays/", ("", "")),
        ("/wp-login.php", ("", "")),
        ("/", ("", "")),
    ],
)
def test_address_tells_what_is_sought(path, expected):
    assert sought(path) == expected


def test_missing_page_offers_what_is_titled_alike_and_a_search(client, archive):
    factories.essay(slug="home", title="Prisoners Return Home")
    factories.essay(title="Prisoners Return in Secret", status=Status.DRAFT)
    page = client.get("/essays/prisoners-retur/").content.decode()
    assert re.findall('<li><a dir="auto" href="([^"]+)"', page) == ["/essays/home/"]
    assert re.findall('name="q"[^>]* value="([^"]*)"', page) == ["prisoners retur"]
