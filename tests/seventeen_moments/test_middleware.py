import pytest
from django.http import HttpResponse, HttpResponseNotFound

from seventeen_moments.middleware import own_missing_page, refuse_nul


@pytest.fixture(autouse=True)
def pages(settings, tmp_path):
    (tmp_path / "400.html").write_text("Our own 400")
    (tmp_path / "404.html").write_text("Our own 404")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]


def answer(response):
    return response.status_code, response.content


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/essays/a%00b/",
        "/media/%00",
        "/static/%00",
        "/static/a%00.css",
        "/essays/?page=%00",
        "/essays/?page=1&page=a%00b",
        "/essays/?%00=1",
        "/robots.txt?a%00b",
    ],
)
@pytest.mark.parametrize("debug", [True, False])
def test_nul_in_an_address_is_a_bad_request(client, settings, address, debug):
    settings.DEBUG = debug
    assert answer(client.get(address)) == (400, b"Our own 400")


@pytest.mark.parametrize("address", ["/", "/%2500", "/?q=%5C0", "/?q=0&q=", "/?"])
def test_other_addresses_are_not_refused(rf, address):
    assert answer(refuse_nul(lambda request: HttpResponse("home"))(rf.get(address))) == (
        200,
        b"home",
    )


def test_missing_page_is_our_own_with_debug_on(rf, settings):
    settings.DEBUG = True
    missing = own_missing_page(lambda request: HttpResponseNotFound("Django’s"))
    assert answer(missing(rf.get("/essays/none/"))) == (404, b"Our own 404")


def test_missing_page_is_not_changed_with_debug_off(rf, settings):
    missing = own_missing_page(lambda request: HttpResponseNotFound("short"))
    assert answer(missing(rf.get("/essays/none/"))) == (404, b"short")


def test_existing_page_is_not_changed(rf, settings):
    settings.DEBUG = True
    there = own_missing_page(lambda request: HttpResponse("home"))
    assert answer(there(rf.get("/"))) == (200, b"home")


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", ["/nowhere/", "/years/99999999999/none/", "/static/none.css"])
def test_unknown_address_is_our_own_404(client, settings, address, debug):
    settings.DEBUG = debug
    assert answer(client.get(address)) == (404, b"Our own 404")
