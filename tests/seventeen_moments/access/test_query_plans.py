"""No page reads, or sorts, a whole table that grows with the archive.

The database is asked how it would answer each query of each page: SQLite without statistics takes
every table for a large one, and PostgreSQL is told to avoid reading whole tables.
"""

import re
from collections import defaultdict

import pytest
from django.db import connection

from seventeen_moments.core import edition
from seventeen_moments.core.kinds import kinds
from seventeen_moments.editorial.long_lists import LongListPaginator
from tests import factories
from tests.seventeen_moments.access.conftest import logged_in
from tests.test_visibility import LISTINGS, hidden_objects  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

SMALL = (  # tables that do not grow with the archive
    *("auth_", "axes_", "django_content_type", "django_session", "otp_", "pages_page"),
    *(
        "core_publicchange",
        "essays_block",
        "essays_commentsettings",
        "essays_savedreply",
        "feeds_queuefeed",
        "notices_",
        "editorial_",
    ),
    *("privacy_erasure", "removals_removal"),
    "CONSTANT",  # SQLite's word for no table
    "resources_renditionjob",  # a queue, and what failed in it
    "resources_linkcheck",  # only dead links are read, by an index that has no others
)
# What is read once in each edition of the archive, by the name of `edition.remember()`.
COUNTS = "counts of everything published"
REMEMBERED = {
    "all themes": "names are compared by their sound",
    "folded themes": "letters are folded in Python",
    "incomplete": "the checks of the dashboard",
    "rows": "the length of a long list",
    "themes": COUNTS,
    "themes by word": "letters are folded in Python",
    "uses of themes": COUNTS,
    "values": "the choices of a filter, from an index",
    "years": COUNTS,
}
# Queries that may read or sort a whole table, by the row of the address and the table.
ALL_ROWS = "the link to this page is offered for narrowed lists only"
REMOVAL = "removals/removal/add/?source=text-{their_text}"
ALLOWED = {
    (
        "/search/?year=1954",
        "search_document_themes",
    ): "without words, all documents of a year are counted",
    ("corrections/correction/", "corrections_correction"): "readers send few; open ones come first",
    ("essays/essay/several/", "essays_essay"): ALL_ROWS,
    **{("several/", kind._meta.db_table): ALL_ROWS for kind in kinds()},
    (REMOVAL, "versions_draftfolder"): "the folders of drafts of a source that is removed for good",
}
TABLE = re.compile(r'(?:FROM|JOIN) "?(\w+)"?(?: "?(?!WHERE|ORDER|GROUP|INNER|LEFT|ON\b)(\w+)"?)?')


class Recorder:
    """Notes the queries of a page, and the names under which their results are remembered."""

    def __init__(self):
        self.queries, self.names = {}, []

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(("SELECT", "WITH")):
            self.queries.setdefault((sql, self.names[-1] if self.names else ""), params)
        return execute(sql, params, many, context)

    def remember(self, name, compute):
        self.names.append(name[0] if isinstance(name, tuple) else name)
        try:
            return compute()
        finally:
            self.names.pop()


@pytest.fixture
def recorder(monkeypatch):
    recorder = Recorder()
    monkeypatch.setattr(edition, "remember", recorder.remember)
    monkeypatch.setattr(LongListPaginator, "count", 10_000)  # of a list with many pages
    return recorder


def read_whole(sql, params):
    """The tables that the query reads or sorts as a whole."""
    plan = plan_of_sqlite if connection.vendor == "sqlite" else plan_of_postgresql
    return {table for table in plan(sql, params) if not table.startswith(SMALL)}


def plan_of_sqlite(sql, params):
    tables = {alias or table: table for table, alias in TABLE.findall(sql)}
    steps = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        for _key, parent, _unused, detail in cursor.fetchall():
            steps[parent].append(detail)
    for details in steps.values():
        is_sorted = any(detail.startswith("USE TEMP B-TREE FOR") for detail in details)
        for detail in details:
            scan = re.match(r"SCAN (\w+)(?!.*VIRTUAL TABLE)", detail)
            if scan and (is_sorted or "LIMIT" not in sql):
                yield tables.get(scan[1], scan[1])


def plan_of_postgresql(sql, params):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = on")
    return re.findall(r"Seq Scan on (\w+)", plan)


def problems(recorder, client, addresses):
    """Examples, by the address or the remembered name, and by the table that is read as a whole."""
    found, explained = {}, {}
    for address, row in addresses.items():
        recorder.queries.clear()
        with connection.execute_wrapper(recorder):
            b"".join(client.get(address))
        for (sql, name), params in recorder.queries.items():
            if sql not in explained:
                explained[sql] = read_whole(sql, params)
            for table in explained[sql]:
                if name not in REMEMBERED and (row, table) not in ALLOWED:
                    found.setdefault((name or row, table), (address, sql))
    return found


def test_pages_for_everybody(client, hidden_objects, recorder):  # noqa: F811
    assert problems(recorder, client, {address: address for address in LISTINGS}) == {}


@pytest.mark.parametrize("table", ["admin_pages", "admin_pages_of_kinds", "previews"])
def test_pages_of_administrators(table, keys, request, recorder):
    client = logged_in(factories.user(is_superuser=True))
    rows = dict(request.getfixturevalue(table).keys())
    assert problems(recorder, client, rows) == {}


WITH_A_SUMMARY = 'SELECT "id" FROM "essays_essay" WHERE "summary" <> %s'


@pytest.mark.parametrize("sql", ["", 'ORDER BY "summary" LIMIT 20'])
def test_reading_a_whole_table_would_be_found(sql):
    assert read_whole(f"{WITH_A_SUMMARY} {sql}", [""]) == {"essays_essay"}


def test_using_an_index_is_no_problem():
    sql = 'SELECT "id" FROM "essays_essay" WHERE "slug" = %s ORDER BY "title"'
    assert read_whole(sql, ["thaw"]) == set()
