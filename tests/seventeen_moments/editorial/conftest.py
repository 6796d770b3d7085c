import pytest

from seventeen_moments.core.publication import Status
from tests import factories


@pytest.fixture
def draft(author):
    return factories.essay(title="Virgin Lands", status=Status.DRAFT, owner=author)
