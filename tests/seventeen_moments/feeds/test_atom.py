"""Every feed follows RFC 4287."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.seventeen_moments.feeds.reading import ATOM, LANG, read, tree

pytestmark = pytest.mark.django_db

FEEDS = [
    "/feeds/essays/",
    "/feeds/sources/",
    "/feeds/comments/",
    "/themes/law/feed/",
    "/years/1954/feed/",
    "/essays/prisoners-return/comments/feed/",
]
HOSTILE = "Ударник <b>&amp;\x07\x1b\ufffe ]]> “№”"
TIME = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
MAY, JULY = datetime(2020, 5, 1, tzinfo=UTC), datetime(2020, 7, 1, tzinfo=UTC)


@pytest.fixture
def essay():
    essay = factories.essay(
        title="Prisoners Return",
        slug="prisoners-return",
        authors="von Geldern, James\nMemorial",
        summary="They came back.",
        year=1954,
        published_at=TIME,
    )
    essay.themes.add("law", "Амнистия")
    factories.text(essay=essay).themes.add("law")
    factories.comment(essay=essay)
    return essay


@pytest.mark.parametrize("prefix", ["", "/ru"])
@pytest.mark.parametrize("address", FEEDS)
def test_feed_and_entries_have_the_required_elements(client, essay, prefix, address):
    feed = tree(client, prefix + address)
    assert feed.findtext("author/name", namespaces=ATOM)  # for entries without one, too
    entries = feed.findall("entry", ATOM)
    assert entries
    for element in [feed, *entries]:
        for name in ["id", "title", "updated"]:
            assert len(element.findall(name, ATOM)) == 1, name
            assert element.findtext(name, namespaces=ATOM)
        assert len(element.findall("link[@rel='alternate']", ATOM)) == 1


@pytest.mark.parametrize("address", FEEDS)
def test_ids_are_unique(client, essay, address):
    ids = [element.text for element in tree(client, address).iter("{*}id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", FEEDS)
def test_feed_links_itself_and_its_page(client, essay, address):
    feed = tree(client, f"{address}?utm_source=mail")
    links = {link.get("rel"): link.get("href") for link in feed.findall("link", ATOM)}
    assert links["self"] == f"http://testserver{address}"
    assert client.get(links["alternate"]).status_code == 200


@pytest.mark.parametrize("address", FEEDS)
def test_id_of_feed_is_its_address(client, essay, address):
    assert tree(client, address).findtext("id", namespaces=ATOM) == f"http://testserver{address}"


def test_feed_has_the_name_of_the_archive(client, db, settings):
    settings.SITE_NAME = "Archive of Vorkuta"
    feed = read(client, "/feeds/essays/").feed
    assert (feed.title, feed.author) == ("Essays · Archive of Vorkuta", "Archive of Vorkuta")


def test_summary_is_plain_text(client):
    factories.essay(summary="Less than <b>100</b> came back.")
    [entry] = tree(client, "/feeds/essays/").findall("entry", ATOM)
    summary = entry.find("summary", ATOM)
    assert (summary.text, summary.get("type")) == ("Less than <b>100</b> came back.", None)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_is_only_read(client, db, method):
    assert getattr(client, method)("/feeds/essays/").status_code == 405


@pytest.mark.parametrize("address", FEEDS[:3])
def test_empty_feed_is_valid(client, db, address):
    assert read(client, address).feed.updated == "1970-01-01T00:00:00+00:00"


def test_invalid_characters_are_left_out(client):
    essay = factories.essay(title=HOSTILE, summary=HOSTILE, authors=HOSTILE, published_at=TIME)
    factories.text(title=HOSTILE, description=HOSTILE, creators=HOSTILE, essay=essay)
    factories.comment(name=HOSTILE, text=HOSTILE, essay=essay)
    for address in FEEDS[:3]:
        [entry] = tree(client, address).findall("entry", ATOM)
        assert "Ударник <b>&amp; ]]> “№”" in entry.findtext("title", namespaces=ATOM)


def test_essay_has_its_authors_themes_and_summary(client, essay):
    [entry] = read(client, "/feeds/essays/").entries
    assert [author.name for author in entry.authors] == ["James von Geldern", "Memorial"]
    assert {tag.term for tag in entry.tags} == {"law", "Амнистия"}
    assert (entry.summary, entry.published) == ("They came back.", "2020-01-02T03:04:05+00:00")


def test_content_warning_replaces_the_summary(client):
    factories.text(description="Details.", content_warning="Describes violence.")
    [entry] = read(client, "/feeds/sources/").entries
    assert entry.summary == "Describes violence."


def test_comment_has_its_whole_text(client, essay):
    [entry] = read(client, "/feeds/comments/").entries
    assert (entry.author, entry.content[0].value) == ("Anna", "<p>I read this twice.</p>")


def test_email_of_commenter_is_left_out(client, essay):
    assert "anna@example.org" not in client.get("/feeds/comments/").text


@pytest.mark.parametrize("address", FEEDS)
def test_id_survives_changes_of_slug_and_language(client, essay, address):
    before = {entry.id for entry in read(client, address).entries}
    essay.slug = "returned"
    essay.save()
    moved = address.replace("prisoners-return", "returned")
    after = {entry.id for entry in read(client, f"/ru{moved}").entries}
    assert before == after


def test_id_is_a_tag_uri_of_host_and_day(client, essay):
    [entry] = read(client, "/feeds/essays/").entries
    assert entry.id == f"tag:testserver,{essay.created:%Y-%m-%d}:essay/{essay.pk}"


def test_feed_is_updated_with_the_last_change(client, essay):
    essay.save()
    assert read(client, "/feeds/essays/").feed.updated == essay.updated.isoformat()


def times(client, address):
    [entry] = tree(client, address).findall("entry", ATOM)
    return [entry.findtext(name, namespaces=ATOM) for name in ("published", "updated")]


def set_updated(row, when):
    type(row).objects.filter(pk=row.pk).update(updated=when)


def test_publication_updates_an_old_draft(client):
    essay = factories.essay(published_at=JULY)
    set_updated(essay, MAY)
    assert times(client, "/feeds/essays/") == [JULY.isoformat()] * 2


def test_change_after_publication_updates_the_entry(client):
    essay = factories.essay(published_at=MAY)
    set_updated(essay, JULY)
    assert times(client, "/feeds/essays/") == [MAY.isoformat(), JULY.isoformat()]


def test_scheduled_essay_is_updated_at_its_time(client, monkeypatch):
    time = timezone.now() + timedelta(hours=1)
    factories.essay(published_at=time)
    monkeypatch.setattr(timezone, "now", lambda: time + timedelta(hours=1))
    assert times(client, "/feeds/essays/") == [time.isoformat()] * 2


def test_source_is_updated_when_its_essay_is_published(client):
    text = factories.text(published_at=MAY, essay=factories.essay(published_at=JULY))
    set_updated(text, MAY)
    assert times(client, "/feeds/sources/") == [JULY.isoformat()] * 2


def test_publication_updates_the_feed(client):
    set_updated(factories.essay(published_at=MAY), MAY)
    set_updated(factories.essay(published_at=JULY), MAY)
    assert read(client, "/feeds/essays/").feed.updated == JULY.isoformat()


def test_russian_feed_links_russian_pages(client, essay):
    feed = tree(client, "/ru/feeds/essays/")
    assert feed.get(LANG) == "ru"
    assert feed.find("entry/link", ATOM).get("href").endswith("/ru/essays/prisoners-return/")


def test_entries_have_the_language_of_the_archive(client, essay):
    assert tree(client, "/ru/feeds/essays/").find("entry", ATOM).get(LANG) == "en"


def test_comment_has_the_language_of_its_essay_below_a_title_in_that_of_the_feed(client, essay):
    factories.comment(essay=essay)
    entry = tree(client, "/ru/feeds/comments/").find("entry", ATOM)
    assert (entry.get(LANG), entry.find("content", ATOM).get(LANG)) == (None, "en")


def test_feed_follows_the_language_of_the_browser(client, db):
    response = client.get("/feeds/essays/", headers={"Accept-Language": "ru"})
    assert response["Content-Language"] == "ru"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("address", FEEDS)
def test_feed_sets_no_cookie(client, essay, address):
    assert not client.get(address).cookies


@pytest.mark.parametrize("address", FEEDS)
def test_unchanged_feed_returns_304(client, essay, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_changed_feed_is_sent_again(client, essay):
    tag = client.get("/feeds/essays/")["ETag"]
    factories.essay()
    assert client.get("/feeds/essays/", headers={"If-None-Match": tag}).status_code == 200
