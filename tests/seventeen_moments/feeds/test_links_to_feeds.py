"""Links from pages to their feeds."""

import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

FEEDS = {
    "/": ["/feeds/essays/", "/feeds/sources/", "/feeds/comments/"],
    "/essays/": ["/feeds/essays/"],
    "/themes/law/": ["/themes/law/feed/"],
    "/years/1954/": ["/years/1954/feed/"],
    "/essays/open/": ["/essays/open/comments/feed/"],
    "/essays/open/comments/": ["/essays/open/comments/feed/"],
    "/ru/years/1954/": ["/ru/years/1954/feed/"],
}
ALTERNATE = r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">'


@pytest.mark.parametrize(("page", "feeds"), FEEDS.items())
def test_page_has_its_feeds_as_alternates(client, page, feeds):
    factories.essay(slug="open", year=1954).themes.add("law")
    assert re.findall(ALTERNATE, client.get(page).text) == feeds


@pytest.mark.parametrize("page", ["/", "/themes/law/", "/years/1954/", "/essays/open/comments/"])
def test_page_links_its_feeds_visibly(client, page):
    factories.essay(slug="open", year=1954).themes.add("law")
    html = client.get(page).text
    assert [feed for feed in FEEDS[page] if f'<a href="{feed}"' not in html] == []
