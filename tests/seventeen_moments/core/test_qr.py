import pytest

from seventeen_moments.core import qr
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/ru"])
@pytest.mark.parametrize("query", ["", "?show=original"])
def test_page_has_the_code_of_its_permanent_address(client, prefix, query):
    text = factories.text(original="Указ")
    page = client.get(f"{prefix}{text.get_absolute_url()}{query}").content.decode()
    assert qr.svg(f"http://testserver{text.get_absolute_url()}") in page


def test_code_adds_little_to_a_page():
    assert len(qr.svg("https://archive.example/essays/prisoners-return/")) < 2000  # characters
