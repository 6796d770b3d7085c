"""A real Chromium, on a live server.

Playwright runs an event loop in the thread of the tests, and while one runs Django refuses the
database, lest a coroutine block it. The tests are no coroutines: DJANGO_ALLOW_ASYNC_UNSAFE says
so. The browser tests are the last of each process (tests/conftest.py), which starts one browser
for all of them; each test has a profile of its own.
"""

import os
import shutil
import threading
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests import factories

# The shell is the same engine without windows: it needs a third less time.
SHELL = shutil.which("chromium-headless-shell")
CHROMIUM = SHELL or shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "correct horse battery staple"
PATIENCE = 30_000  # milliseconds that a slow machine has for each step

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    if CHROMIUM is None:
        words = "no Chromium in PATH; on Debian: apt-get install chromium"
        pytest.fail(words) if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip(words)
    made_by_migrations = connection._test_serialized_contents
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # While the loop runs, this is another connection, which knows nothing of the first.
        connection._test_serialized_contents = made_by_migrations
        # Without a sandbox, for a container has no rights to make one.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
        connection.close()


@pytest.fixture
def site(live_server, django_db_serialized_rollback):
    """The address of the archive, with what its migrations made."""
    yield live_server.url
    _answer_all(live_server.url)


def _answer_all(address):
    """Waits until the server has answered what the closed pages asked for.

    Otherwise the tables are emptied for the next test meanwhile, and PostgreSQL finds a deadlock.
    """
    # Connections are accepted in turn: once this one is answered, no earlier one waits.
    last = HTTPConnection(urlsplit(address).netloc)
    last.request("GET", "/healthz")
    last.getresponse().read()
    last.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE / 1000)
            assert not thread.is_alive(), "the server still answers a page that is closed"


@pytest.fixture
def complaints():
    """What the browser could not load, run or allow, in its own words: empty, if all is well."""
    return []


def note(complaints, kind, text):
    if kind in {"error", "warning"}:
        complaints.append(f"{kind}: {text}")


@pytest.fixture
def visit(chromium, site, complaints):
    """Opens a page of the site with the cookies of nobody: `visit("/", width=390)`.

    Without motion, because positions change while a page scrolls smoothly.
    """
    contexts = []

    def visit(address="/", width=1440, cookies=(), **options):
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            **{"reduced_motion": "reduce"} | options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_cookies(cookies)
        page = context.new_page()
        page.on("console", lambda said: note(complaints, said.type, said.text))
        page.on("pageerror", lambda error: note(complaints, "error", str(error)))
        if address:
            page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visit, site):
    """An empty page, signed in: `sign_in("Editors")`.

    Without the form: hashing a password takes a second, twice.
    """

    def sign_in(*groups, **options):
        client = Client()
        client.force_login(factories.user(*groups))
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.session.session_key,
            "url": site,
        }
        return visit(None, cookies=[cookie], **options)

    return sign_in


@pytest.fixture
def sign_in_by_form(visit):
    """The same by name and password, as a person does."""

    def sign_in_by_form(*groups, **options):
        user = factories.user(*groups, password=make_password(PASSWORD))
        page = visit("/admin/login/", **options)
        page.fill("#id_username", user.username)
        page.fill("#id_password", PASSWORD)
        page.click("text=Log in")
        page.wait_for_selector("#user-tools")
        return page

    return sign_in_by_form


@pytest.fixture
def editor_page(sign_in):
    """An editor before a new essay."""
    page = sign_in("Editors")
    page.goto("/admin/essays/essay/add/")
    page.wait_for_selector(".ProseMirror")
    return page
