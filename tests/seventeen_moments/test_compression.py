import gzip

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
ACCEPTING = {"Accept-Encoding": "gzip, br"}


def test_page_is_compressed_for_browsers_that_accept_it(client):
    plain, compressed = client.get("/"), client.get("/", headers=ACCEPTING)
    assert (plain.get("Content-Encoding"), compressed["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(compressed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]


def test_file_is_sent_as_it_is(client):
    url = factories.recording().file.url
    response = client.get(url, headers={"Range": "bytes=0-9", **ACCEPTING})
    assert (response.status_code, response.get("Content-Encoding")) == (206, None)
