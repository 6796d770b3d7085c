import pytest

from resources.files import WithFile
from seventeen_moments.core.kinds import kinds
from tests.seventeen_moments.access.addresses import FILES, SECRET, sources_of

pytestmark = pytest.mark.django_db


def statuses(clients, address):
    return tuple(client.get(address).status_code for client in clients)


def leaks(clients, address):
    """Whether a client that may not know of the secret can read it."""
    responses = [client.get(address) for client in clients.without_editors()]
    return any(SECRET.encode() in b"".join(response) for response in responses)


TABLES = ["admin_pages", "admin_pages_of_kinds", "previews"]


@pytest.mark.parametrize("table", TABLES)
def test_page_answers_each_role(clients, table, request):
    expected = request.getfixturevalue(table)
    assert {path: statuses(clients, path) for path in expected} == expected


@pytest.mark.parametrize("table", TABLES)
def test_page_names_no_hidden_object(clients, table, request):
    paths = request.getfixturevalue(table)
    assert [path for path in paths if leaks(clients, path)] == []


@pytest.mark.parametrize(("name", "answers"), FILES)
@pytest.mark.parametrize("model", [model for model in kinds() if issubclass(model, WithFile)])
def test_file_answers_each_role(clients, archive, model, name, answers):
    source = sources_of(archive, model)[name]
    answered = {file: statuses(clients, f"/media/{file}") for file in source.file_names()}
    assert answered == dict.fromkeys(source.file_names(), answers)
