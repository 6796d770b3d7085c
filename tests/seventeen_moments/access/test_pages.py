import pytest

from resources.files import WithFile
from seventeen_moments.core.kinds import kinds
from tests.seventeen_moments.access.addresses import FILES, SECRET, sources_of
from tests.seventeen_moments.access.conftest import BEFORE_EDITORS

pytestmark = pytest.mark.django_db


def get(clients, address):
    """The status and the body of the response to each client."""
    responses = [client.get(address) for client in clients]
    return [(response.status_code, b"".join(response)) for response in responses]


def statuses(answers):
    return tuple(status for status, _body in answers)


def leaks(answers):
    """Whether a client that may not know of the secret can read it."""
    return any(SECRET.encode() in body for _status, body in answers[:BEFORE_EDITORS])


@pytest.mark.parametrize("table", ["admin_pages", "admin_pages_of_kinds", "previews"])
def test_page_answers_each_role_and_names_no_hidden_object(clients, table, request):
    expected = request.getfixturevalue(table)
    answers = {address: get(clients, address) for address in expected}
    assert {address: statuses(found) for address, found in answers.items()} == expected
    assert [address for address, found in answers.items() if leaks(found)] == []


@pytest.mark.parametrize(("name", "answers"), FILES)
@pytest.mark.parametrize("model", [model for model in kinds() if issubclass(model, WithFile)])
def test_file_answers_each_role(clients, archive, model, name, answers):
    source = sources_of(archive, model)[name]
    answered = {file: statuses(get(clients, f"/media/{file}")) for file in source.file_names()}
    assert answered == dict.fromkeys(source.file_names(), answers)
