"""The whole archive below the path of SITE_URL, https://archive.example/archive."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.urls import resolve, set_script_prefix

from essays.models import Essay
from seventeen_moments.browse.models import FormerSlug
from seventeen_moments.notices import messages
from tests import factories
from tests.forms import comment_on

pytestmark = pytest.mark.django_db

# What a browser loads, opens, sends to, or hands to a script; what a machine reads.
ADDRESS = re.compile(
    r"""(?:href|src|srcset|poster|action|formaction|content|data-[\w-]+)="(/[^"]*)"|"""
    r"""["> ]http://testserver([^"<\s]*)|"(/[^"\s]*)"(?=[,:}\]])"""
)


@pytest.fixture(autouse=True)
def below_a_path(settings):
    settings.FORCE_SCRIPT_NAME = "/archive"
    settings.SITE_URL = "https://archive.example/archive"
    settings.MEDIA_URL, settings.STATIC_URL = "/archive/media/", "/archive/static/"
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = "/archive/"
    set_script_prefix("/archive/")
    yield
    set_script_prefix("/")


@pytest.fixture
def essay():
    essay = factories.essay(slug="home", year=1954, body="<p>They came back.</p>")
    for make in factories.SOURCES:
        make(essay=essay).themes.add("Law")
    essay.themes.add("Law")
    factories.comment(essay=essay)
    factories.correction(subject=essay)
    return essay


def addresses(response):
    text = b"".join(response).decode(errors="replace")
    if not response["Content-Type"].startswith(("text/html", "application/", "text/plain")):
        return set()
    found = [unescape(max(groups)) for groups in ADDRESS.findall(text)]
    return {re.split("[# ]", address)[0] for address in found}


def view_of(address):
    """The name of the page, the same for all kinds of source. Static files go by their ending."""
    path = re.sub("^/archive(/en|/ru)?", "", urlsplit(address).path)
    if path.startswith("/static/"):
        return path.rpartition(".")[2]
    return re.sub(
        "(text|image|video|recording|reference)s?(?=$|_)", "source", resolve(path).view_name
    )


def walk(client, *starts):
    """The answers of one page of each view that links lead to."""
    answers, queue = {}, [*starts]
    while queue:
        address = queue.pop()
        if not address.startswith("/archive/"):
            answers[address] = "outside"
        elif view_of(address) not in answers:
            response = client.get(address)
            answers[view_of(address)] = response.status_code
            queue += sorted(addresses(response))
            if response.status_code in {301, 302}:
                queue.append(response.url)
    return answers


def test_every_link_stays_below_the_path_and_works(client, essay):
    client.force_login(factories.user(is_superuser=True))
    answers = walk(client, "/archive/robots.txt", "/archive/admin/", "/archive/ru/")
    only_posted = dict.fromkeys(
        [
            *("admin:logout", "admin:compare", "essays:switch_comments"),
            *("admin:corrections_correction_from_comment", "moderation:note"),
        ],
        405,
    )
    others = {"admin:login": 302, "essays:comment": 302, "admin:autocomplete": 403}
    others |= dict.fromkeys(
        ["admin:essays_commentsettings_changelist", "admin:auth_user_second_factor"], 302
    )
    assert {page: status for page, status in answers.items() if status != 200} == (
        only_posted | others
    )
    assert answers.keys() >= {"media:file", "css", "js", "sitemap:part", "feeds:sources"}


def test_cookies_are_not_sent_to_other_sites_on_the_host(client):
    User.objects.create_user("anna", password="correct horse", is_staff=True)
    form = {"username": "anna", "password": "correct horse"}
    answer = client.post("/archive/admin/login/?next=/archive/admin/", form)
    new = {"old_password": "correct horse", "new_password1": "battery staple"}
    form = new | {"new_password2": "battery staple", "_kept": "abc"}
    client.post("/archive/admin/password_change/", form)
    paths = {name: cookie["path"] for name, cookie in client.cookies.items()}
    assert (answer.url, paths) == (
        "/archive/admin/",
        dict.fromkeys(["sessionid", "csrftoken", "saved-abc"], "/archive/"),
    )


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/archive", "/archive/"),
        ("/archive/essays/home", "/archive/essays/home/"),
        ("/archive/ru/essays/old/", "/archive/ru/essays/home/"),
        ("/archive/admin/", "/archive/admin/login/?next=/archive/admin/"),
        # A proxy that takes the path off, as some do.
        ("/essays/home", "/archive/essays/home/"),
        ("/admin/", "/archive/admin/login/?next=/archive/admin/"),
    ],
)
def test_redirects_stay_below_the_path(client, essay, address, target):
    FormerSlug.objects.remember(Essay, {essay.pk: ["old"]})
    assert client.get(address).url == target


@pytest.mark.parametrize("address", ["/archives/", "/archive/archive/", "/archivе/essays/"])
def test_other_paths_are_missing(client, address):
    assert client.get(address).status_code == 404


def test_health_is_told_without_the_path_too(client):
    assert [client.get(f"{path}/healthz").text for path in ["", "/archive"]] == ["ok\n"] * 2


def test_comment_is_sent_below_the_path(client, essay):
    form = comment_on(essay, text="I was there.")
    answer = client.post("/archive/essays/home/comments/", form)
    assert answer.url.startswith("/archive/essays/home/comments/")
    own = essay.comments.latest("pk").own_url
    assert (own.partition("comments")[0], client.get(own).status_code) == (
        "/archive/essays/home/",
        200,
    )


def test_mails_link_below_the_path(essay):
    mail = messages.render("appeared", "en", essay.comments.get(), comment=essay.comments.get())
    links = re.findall(r"https?://\S+", mail["body"])
    home = "https://archive.example/archive/"
    assert (len(links), [link for link in links if not link.startswith(home)]) == (4, [])
