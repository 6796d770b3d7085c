"""Many readers ask for a page that is not in the cache."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import RequestFactory

from seventeen_moments.core import edition
from seventeen_moments.page_cache import flights, middleware
from seventeen_moments.page_cache.middleware import PageCacheMiddleware

THREADS = 8


class Archive:
    """Counts the pages that are made. The first waits until it is let go on."""

    def __init__(self, answer):
        self.answer, self.made, self.goes_on = answer, 0, Event()
        self.middleware = PageCacheMiddleware(self.make)

    def make(self, request):
        self.made += 1
        if self.made == 1:
            self.goes_on.wait(20)
        return self.answer(request)

    def get(self, path="/"):
        request = RequestFactory().get(path)
        request.resolver_match = None
        try:
            return self.middleware(request)
        finally:
            connections.close_all()


def waiting(number):
    """Until so many threads wait, without asking for the time."""
    while sum(len(flight.landed._cond._waiters) for flight in flights.flights.values()) < number:
        Event().wait(0.01)


@pytest.fixture(autouse=True)
def same_edition(monkeypatch):
    monkeypatch.setattr(edition, "now", lambda: edition.Edition("a", 1, 2e10, "0"))


@pytest.fixture
def crowd():
    with ThreadPoolExecutor(THREADS) as crowd:
        yield crowd


def ask(crowd, archive):
    asked = [crowd.submit(archive.get) for _ in range(THREADS)]
    waiting(THREADS - 1)
    archive.goes_on.set()
    return asked


def test_page_is_made_once(crowd):
    archive = Archive(lambda request: HttpResponse("page"))
    answers = [each.result() for each in ask(crowd, archive)]
    assert (archive.made, {each.content for each in answers}) == (1, {b"page"})
    assert len({id(each) for each in answers}) == THREADS


def test_page_is_made_once_without_a_disk(crowd, data_dir):
    data_dir.touch()
    archive = Archive(lambda request: HttpResponse("page"))
    assert {each.result().content for each in ask(crowd, archive)} == {b"page"}
    assert archive.made == 1


def test_page_for_one_reader_is_made_for_each(crowd):
    private = {"Cache-Control": "private"}
    archive = Archive(lambda request: HttpResponse("page", headers=private))
    assert {each.result()["Cache-Control"] for each in ask(crowd, archive)} == {"private"}
    assert archive.made == THREADS


def test_error_lets_the_others_go_on(crowd):
    def fail_first(request):
        if archive.made == 1:
            raise ValueError
        return HttpResponse("page")

    archive = Archive(fail_first)
    faults = [each.exception() for each in ask(crowd, archive)]
    assert sorted(type(fault).__name__ for fault in faults) == ["NoneType"] * 7 + ["ValueError"]
    assert not flights.flights


def test_slow_page_holds_no_other_back(crowd):
    archive = Archive(lambda request: HttpResponse(request.path))
    slow = crowd.submit(archive.get, "/slow/")
    while not archive.made:
        Event().wait(0.01)
    assert archive.get("/quick/").content == b"/quick/"
    archive.goes_on.set()
    assert slow.result().content == b"/slow/"


def test_nobody_waits_for_ever(crowd, monkeypatch):
    monkeypatch.setattr(middleware, "PATIENCE", 0.01)
    archive = Archive(lambda request: HttpResponse("page"))
    first = crowd.submit(archive.get)
    while not archive.made:
        Event().wait(0.01)
    assert (archive.get().content, archive.made) == (b"page", 2)
    archive.goes_on.set()
    first.result()
