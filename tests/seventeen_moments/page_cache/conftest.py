import pytest

from seventeen_moments.core import edition
from seventeen_moments.page_cache import slots


@pytest.fixture(autouse=True)
def no_outage():
    edition.checked.at = float("-inf")
    edition.remembered.clear()
    slots.outage.until = slots.outage.logged = float("-inf")
