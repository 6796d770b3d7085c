"""Each page of readers takes few queries, however much it shows and the archive has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seventeen_moments.core import edition
from seventeen_moments.core.kinds import kinds
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = 15  # queries, after a change
ADDRESSES = {
    "/": 0,
    "/essays/": 1,
    "/essays/?year=1954&theme=law&sort=title": 2,  # the theme, the rows
    "/years/": 0,
    "/years/1954/": 1 + 2 * len(kinds()),  # if all are short: dated and undated ones
    "/years/1954/?kind=text": 2,
    "/themes/": 0,
    "/themes/law/": 2 + len(kinds()),
    "/themes/law/?year=1954&kind=text": 2,
    **{f"/essays/home/{kind.source_kind.address}/": 2 for kind in kinds()},
    **{
        # The source; its themes and neighbours; other pages of the time.
        f"/essays/home/{kind.source_kind.address}/{kind._meta.model_name}-0/": 3
        for kind in kinds()
    },
    # The number, the keys, the rows of each kind, the themes among the facets; on PostgreSQL also
    # the facets, which nothing remembers in its transaction.
    "/search/?q=amnesty": 6 + len(kinds()),
    "/essays/home/comments/": 2,
    "/on-this-day/03-27/": 1 + len(kinds()),
}


def fill(number):
    essays = [factories.essay(title="Amnesty", slug="home", year=1954)]
    essays += [factories.essay(title=f"Amnesty {each}", year=1954) for each in range(number)]
    for essay in essays:
        for each in range(number):
            for kind, make in zip(kinds(), factories.SOURCES, strict=True):
                slug, title = f"{kind._meta.model_name}-{each}", f"Amnesty {each}"
                date = "1954-03-27" if each % 2 == 0 else ""
                make(essay=essay, slug=slug, title=title, date=date).themes.add("Law", "Camps")
        essay.themes.add("Law")
        essay.lead_image = essay.images.first()
        essay.save()
        factories.comment(essay=essay, state="approved")


@pytest.fixture(params=[1, 5])
def archive(request, db):
    fill(request.param)


def number_of_queries(client, address):
    """Without the settings of the planner that PostgreSQL is sent besides."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len([query for query in queries if query["sql"].startswith(("SELECT", "WITH"))])


def test_pages_take_few_queries(client, archive):
    too_many = {}
    for address, most in ADDRESSES.items():
        edition.remembered.clear()
        first, second = (number_of_queries(client, address) for _ in range(2))
        if first > FIRST or second > most:  # the second until something is changed
            too_many[address] = (first, second)
    assert too_many == {}
