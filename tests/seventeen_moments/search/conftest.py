import pytest

from tests import factories


@pytest.fixture
def essay(db):
    return factories.essay(
        title="Prisoners Return", slug="return", year=1954, body="<p>The amnesty freed many.</p>"
    )
