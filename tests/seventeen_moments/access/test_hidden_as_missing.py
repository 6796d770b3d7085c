"""What a role may not see is answered as if it did not exist: in the same words, after as many
queries."""

import re

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction

from seventeen_moments.editorial import publishable_admin
from tests.seventeen_moments.access.addresses import (
    ADMIN_PAGES,
    ADMIN_PAGES_OF_KINDS,
    ADMIN_PAGES_OF_SOME_KINDS,
    HIDDEN_SLUG,
    PREVIEWS,
    sources_of,
)
from tests.seventeen_moments.access.conftest import (
    HIDDEN_KEY,
    HIDDEN_YEAR,
    WHOLE,
    is_whole,
    takes_posts,
)

pytestmark = pytest.mark.django_db

STAFF = ["moderator", "author"]
# What hidden pages have in their addresses: a key, a slug, a year. Nothing has the others.
HIDDEN = re.compile(
    rf"({HIDDEN_KEY // 100}\d\d)|({HIDDEN_SLUG}(?:-scheduled|-withdrawn)?)|{HIDDEN_YEAR}"
)
MISSING = {1: str(HIDDEN_KEY + 98), 2: "unfound-of", None: "1912"}
# The search on the page of a missing one has the words of its address.
VARYING = re.compile(
    r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{32}|<input id="q"[^>]*>'
)
SENT = {"title": "A title", "body": "<p>A text</p>", "text": "A text", "post": "yes"}

STATES = ["theirs", "scheduled", "withdrawn"]
SLUGS = [HIDDEN_SLUG, f"{HIDDEN_SLUG}-scheduled", f"{HIDDEN_SLUG}-withdrawn"]
PUBLIC_PAGES = [
    *(f"{{theirs}}/{page}" for page in ["?draft", "correction/", "comments/feed/", "text.docx"]),
    *(
        f"public/{WHOLE.source_kind.address}/{{hidden}}/{page}"
        for page in ["", "?draft", "correction/", "transcript.txt", "captions.vtt"]
    ),
]
# Lists narrowed to what only hidden pages have, and pages named by it.
NARROWED = [
    *(f"/themes/{HIDDEN_SLUG}-theme/{page}" for page in ["", "feed/"]),
    *(f"/years/{HIDDEN_YEAR}/{page}" for page in ["", "feed/"]),
    *(f"{page}?theme={HIDDEN_SLUG}-theme" for page in ["/essays/", "/search/"]),
    *(f"{page}?year={HIDDEN_YEAR}" for page in ["/essays/", "/search/"]),
    *(f"/search/{page}?q={HIDDEN_SLUG}" for page in ["", "suggest/"]),
    f"/about/{HIDDEN_SLUG}/",
]


def missing(text):
    return HIDDEN.sub(lambda match: MISSING[match.lastindex], text)


def answer(client, method, address):
    cache.clear()
    client.cookies.pop("messages", None)  # about the request before
    queries = []

    def note(execute, *query):
        queries.append(query)
        return execute(*query)

    with transaction.atomic(), connection.execute_wrapper(note):
        response = getattr(client, method)(address, SENT if method == "post" else None)
        body = VARYING.sub("", b"".join(response).decode(errors="replace"))
        transaction.set_rollback(True)
    location = response.headers.get("Location", "")
    return response.status_code, missing(location), missing(body), len(queries)


def differing(clients, roles, addresses):
    """The hidden addresses whose answers differ from those of missing ones."""
    ContentType.objects.get_for_models(*apps.get_models())
    found = []
    for role in roles:
        expected = {}
        for address in addresses:
            for method in ["get", "post"] if takes_posts(address) else ["get"]:
                twin = method, missing(address)
                if twin not in expected:
                    answer(clients[role], *twin)  # once for what a process does only once
                    expected[twin] = answer(clients[role], *twin)
                elif expected[twin][0] == 403:
                    continue  # was refused without a look at the object
                got = answer(clients[role], method, address)
                if got != expected[twin]:
                    found.append((role, method, address, got[0], expected[twin][0]))
    return found


def test_essays_in_the_admin(clients, keys):
    addresses = [
        f"/admin/{row.format(**keys | {'theirs': keys[state]})}"
        for row, _answers in ADMIN_PAGES
        if "{theirs}" in row
        for state in STATES
    ]
    assert differing(clients, STAFF, addresses) == []


def test_sources_in_the_admin(clients, keys):
    hidden = [
        *(sources_of(keys, WHOLE)[name] for name in ["their_source", "hidden_source"]),
        *WHOLE.objects.filter(essay=keys["public"], slug__startswith=f"{HIDDEN_SLUG}-"),
    ]
    rows = [row for *_declared, row, _answers in ADMIN_PAGES_OF_KINDS + ADMIN_PAGES_OF_SOME_KINDS]
    addresses = [
        f"/admin/{WHOLE._meta.app_label}/{WHOLE._meta.model_name}/{row}".format(
            their_source=source.pk, hidden_source=source.pk
        )
        for row in rows
        if re.search("{(their|hidden)_source}", row)
        for source in hidden
    ]
    assert len(hidden) == 4
    assert differing(clients, STAFF, dict.fromkeys(addresses)) == []


def test_public_pages(clients, keys):
    rows = [row for row, _answers in PREVIEWS if "{theirs}" in row and is_whole(row)]
    addresses = [
        f"/essays/{row.format(**keys | {'theirs': slug, 'hidden': slug})}"
        for row in rows + PUBLIC_PAGES
        for slug in SLUGS
    ]
    assert differing(clients, ["visitor", "author"], [*addresses, *NARROWED]) == []


def test_text_for_a_hidden_page_is_not_worked_on(clients, keys, monkeypatch):
    """Before the database is asked for the right to save, which may take seconds."""
    worked_on = []
    monkeypatch.setattr(
        publishable_admin, "precompute_form", lambda row, *sent: worked_on.append(row.pk)
    )
    for role in ["staff", "moderator", "author"]:
        clients[role].post(f"/admin/essays/essay/{keys['theirs']}/change/", SENT)
    assert keys["theirs"] not in worked_on
    assert worked_on == [None]  # the author may add an essay
