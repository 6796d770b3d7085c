import json

import pytest

from essays.models import Essay
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.editorial.authoring import ADD

SESSION, COMPARE = "/admin/session/", "/admin/compare/"


def add_essay(client, **changes):
    return client.post(ADD, filled(client.get(ADD), **changes, slug="thaw"))


def marks(response):
    return [name for name in response.cookies if name.startswith("saved")]


def compare(client, pairs):
    return client.post(COMPARE, {"texts": json.dumps(pairs)})


def test_saved_form_marks_its_kept_text(editor_client):
    response = add_essay(editor_client, title="The Thaw", _kept="abc123")
    assert (Essay.objects.count(), response.cookies["saved-abc123"].value) == (1, "1")


def test_saved_popup_marks_its_kept_text(editor_client):
    response = add_essay(editor_client, title="The Thaw", _kept="abc123", _popup="1")
    assert (response.status_code, marks(response)) == (200, ["saved-abc123"])


def test_refused_form_marks_nothing(editor_client):
    response = add_essay(editor_client, title="", _kept="abc123")
    assert (response.status_code, marks(response)) == (200, [])


def test_form_without_a_session_marks_nothing(client, db):
    data = {"title": "The Thaw", "summary": "They came home.", "_kept": "abc123"}
    response = client.post(ADD, data)
    assert (response.status_code, marks(response)) == (403, [])


@pytest.mark.parametrize("key", ["", "a=b", "a;path=/", "a\r\nb", "я", "x" * 41])
def test_key_that_is_not_ours_sets_no_cookie(editor_client, key):
    response = add_essay(editor_client, title="The Thaw", _kept=key)
    assert (response.status_code, marks(response)) == (302, [])


def test_session_names_its_account_and_a_token(client, db):
    user = factories.user("Editors")
    client.force_login(user)
    answer = client.get(SESSION).json()
    assert (answer["account"], len(answer["token"])) == (str(user.pk), 64)


def test_visitor_has_no_session(client, db):
    response = client.get(SESSION)
    assert (response.json(), dict(response.cookies)) == ({"account": "", "token": ""}, {})


def test_account_without_access_to_the_admin_has_no_session(client, db):
    client.force_login(factories.user(is_staff=False))
    assert client.get(SESSION).json()["account"] == ""


def test_texts_are_compared_word_by_word(editor_client):
    response = compare(editor_client, [["They came home.", "They went home."]])
    pieces = [["same", "They "], ["removed", "came "], ["added", "went "], ["same", "home."]]
    assert response.json() == [pieces]


def test_rich_texts_are_compared_as_text(editor_client):
    response = compare(editor_client, [[["html", "<p>Bread</p>"], ["html", "<p>Bread</p>"]]])
    assert response.json() == [[["same", "Bread"]]]


@pytest.mark.parametrize("texts", ["", "{", "[1]", "[[1, 2]]", '[["a"]]', "[" * 100_000, "null"])
def test_request_without_pairs_is_refused(editor_client, texts):
    response = editor_client.post(COMPARE, {"texts": texts})
    assert (response.status_code, response.content) == (400, b"Pairs of texts are missing.")
