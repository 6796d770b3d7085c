"""Each role gets from each address what the table says, and changes nothing that is not theirs."""

import re
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from essays.models import Essay
from resources.files import WithFile
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.pages.models import Page
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.access.addresses import (
    FILES,
    HIDDEN_SLUG,
    READ_ONLY,
    SECRET,
    sources_of,
)
from tests.seventeen_moments.access.conftest import BEFORE_EDITORS, ROLES, logged_in, takes_posts

pytestmark = pytest.mark.django_db

WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
OF_ANY_REQUEST = {"django_session", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"}
TIME = {
    "published_at": "2020-01-01 12:00",
    "published_at_0": "2020-01-01",
    "published_at_1": "12:00",
}
BUTTONS = dict.fromkeys(["_publish", "_save", "describe", "post", "confirm", "keep"], "on")


@contextmanager
def written():
    """The tables that are written to. The changes are undone."""
    tables = set()

    def note(execute, sql, *args):
        tables.update(WRITE.findall(sql))
        return execute(sql, *args)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield tables
        transaction.set_rollback(True)


def guarded(user):
    """All pages but the user's own drafts, and what is scheduled."""
    rows = {
        (model, *row)
        for model in [Essay, Page, *kinds()]
        for row in model.objects.exclude(owner=user, status=Status.DRAFT).values_list(
            "pk", "title", "slug", "status", "published_at", "owner"
        )
    }
    scheduled = Draft.objects.exclude(publish_at=None).values_list("pk", "publish_at")
    return rows | {(Draft, *draft) for draft in scheduled}


def attack(page, keys):
    """The form as the page has it, if it has one, with statuses and actions that publish."""
    own = filled(page) if page.status_code == 200 and not page.streaming else {}
    own = {
        name: Status.PUBLISHED if name.rpartition("-")[2] == "status" else value
        for name, value in own.items()
    }
    statuses = {"status": Status.PUBLISHED}
    for key in keys:
        statuses |= {f"picture-{key}-status": Status.PUBLISHED}
        statuses |= {f"picture-{key}-alternative_text": "A gate"}  # else it cannot be public
    for kind in kinds():
        relation = kind.source_kind.relation
        statuses |= {f"{relation}-{number}-status": Status.PUBLISHED for number in range(3)}
    actions = {"_selected_action": keys, "action": "publish_selected"}
    return own | TIME | BUTTONS | statuses | actions


def leaks(address, body):
    body = body.decode(errors="replace")
    # Whoever knows a slug may find it in the answer.
    return SECRET in body if HIDDEN_SLUG in address else HIDDEN_SLUG in body.lower()


@pytest.mark.parametrize("table", ["admin_pages", "admin_pages_of_kinds", "previews"])
def test_role_reads_and_changes_what_is_theirs(clients, author, keys, table, request):
    expected = request.getfixturevalue(table)
    sent = [str(keys[name]) for name in ["own", "theirs", "mine", "picture"]]
    before = guarded(author)
    answered, told, overstepped = {}, [], []
    for (address, row), answers in expected.items():
        answered[address, row] = {}
        for role in answers:
            page = clients[role].get(address)
            answered[address, row][role] = page.status_code
            if ROLES.index(role) < BEFORE_EDITORS and leaks(address, b"".join(page)):
                told.append((role, address))
            may_post = page.status_code in {200, 405} and (role, row) not in READ_ONLY
            is_whole = len(answers) > 1 or row in FORMS_OF_KINDS
            if not (is_whole and is_posted(role, address, answers, may_post)):
                continue
            with written() as tables:
                clients[role].post(address, attack(page, sent))
                changed = tables - OF_ANY_REQUEST
                if changed and (not may_post or guarded(author) != before):
                    overstepped.append((role, address, changed))
    assert answered == expected
    assert told == []
    assert overstepped == []


# The rest of what is posted about a kind does not depend on its fields.
FORMS_OF_KINDS = {"add/", "{own_source}/change/"}
# These have fewer rights than others: what refuses those refuses these.
WITH_MORE_RIGHTS = {"staff": "moderator", "other author": "author"}


def is_posted(role, address, answers, may_post):
    """Those who may post are moderators and authors, who may not change everything by it."""
    if "logout" in address or "password" in address or not takes_posts(address):
        return False
    if role == "visitor" and answers[role] == 302:
        return False  # to the login, whatever is asked
    if role in WITH_MORE_RIGHTS and answers[WITH_MORE_RIGHTS[role]] not in {200, 405}:
        return False
    return not may_post or role in {"moderator", "author"}


def test_post_that_publishes_would_be_found(keys, author):
    """An editor's page publishes: what the test above sends is enough."""
    before = guarded(author)
    client = logged_in(factories.user("Editors"))
    address = f"/admin/essays/essay/{keys['own']}/publish/"
    client.post(address, attack(client.get(address), []))
    assert {row[:2] for row in guarded(author) - before} == {(Essay, keys["own"])}


@pytest.mark.parametrize(("name", "answers"), FILES)
@pytest.mark.parametrize("model", [model for model in kinds() if issubclass(model, WithFile)])
def test_file_answers_each_role(clients, archive, model, name, answers):
    source = sources_of(archive, model)[name]
    answered = {
        file: tuple(client.get(f"/media/{file}").status_code for client in clients.values())
        for file in source.file_names()
    }
    assert answered == dict.fromkeys(source.file_names(), answers)
