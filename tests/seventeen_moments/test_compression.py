import gzip

import brotli
import pytest

from tests import factories

pytestmark = pytest.mark.django_db
ACCEPTING = {"Accept-Encoding": "gzip, br"}


def test_page_is_compressed_for_browsers_that_accept_it(client):
    plain, compressed = client.get("/"), client.get("/", headers=ACCEPTING)
    assert (plain.get("Content-Encoding"), compressed["Content-Encoding"]) == (None, "br")
    assert brotli.decompress(compressed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]


def test_file_is_sent_as_it_is(client):
    url = factories.recording().file.url
    response = client.get(url, headers={"Range": "bytes=0-9", **ACCEPTING})
    assert (response.status_code, response.get("Content-Encoding")) == (206, None)


def test_style_sheet_is_compressed(client):
    response = client.get("/static/seventeen_moments/site.css", headers=ACCEPTING)
    sheet = gzip.decompress(response.getvalue())
    assert (response["Content-Encoding"], sheet[:1]) == ("gzip", b"/")
    part = client.get("/static/seventeen_moments/site.css", headers={"Range": "bytes=0-9"})
    assert (part.status_code, len(part.getvalue())) == (206, 10)
