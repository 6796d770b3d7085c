"""Every feed as RFC 4287 has it."""

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
def test_feed_and_entries_have_what_the_standard_asks_for(client, essay, prefix, address):
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
def test_ids_are_told_once_each(client, essay, address):
    ids = [element.text for element in tree(client, address).iter("{*}id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", FEEDS)
def test_feed_names_its_own_address_and_its_page(client, essay, address):
    feed = tree(client, f"{address}?utm_source=mail")
    own, page = (link.get("href") for link in feed.findall("link", ATOM))
    assert own == f"http://testserver{address}"
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("address", FEEDS[:3])
def test_empty_feed_is_valid(client, db, address):
    assert read(client, address).feed.updated == "1970-01-01T00:00:00+00:00"


def test_whatever_was_written_can_be_read(client):
    essay = factories.essay(title=HOSTILE, summary=HOSTILE, authors=HOSTILE, published_at=TIME)
    factories.text(title=HOSTILE, description=HOSTILE, creators=HOSTILE, essay=essay)
    factories.comment(name=HOSTILE, text=HOSTILE, essay=essay)
    for address in FEEDS[:3]:
        [entry] = tree(client, address).findall("entry", ATOM)
        assert "Ударник <b>&amp; ]]> “№”" in entry.findtext("title", namespaces=ATOM)


def test_essay_tells_its_authors_themes_and_summary(client, essay):
    [entry] = read(client, "/feeds/essays/").entries
    assert [author.name for author in entry.authors] == ["James von Geldern", "Memorial"]
    assert {tag.term for tag in entry.tags} == {"law", "Амнистия"}
    assert (entry.summary, entry.published) == ("They came back.", "2020-01-02T03:04:05+00:00")


def test_source_that_may_distress_tells_so_instead_of_what_it_is(client):
    factories.text(description="Details.", content_warning="Describes violence.")
    [entry] = read(client, "/feeds/sources/").entries
    assert entry.summary == "Describes violence."


def test_comment_is_given_whole(client, essay):
    [entry] = read(client, "/feeds/comments/").entries
    assert (entry.author, entry.content[0].value) == ("Anna", "<p>I read this twice.</p>")


def test_no_address_of_a_commentator_is_told(client, essay):
    assert "anna@example.org" not in client.get("/feeds/comments/").text


@pytest.mark.parametrize("address", FEEDS)
def test_id_stays_when_slug_and_language_change(client, essay, address):
    before = {entry.id for entry in read(client, address).entries}
    essay.slug = "returned"
    essay.save()
    moved = address.replace("prisoners-return", "returned")
    after = {entry.id for entry in read(client, f"/ru{moved}").entries}
    assert before == after


def test_id_is_a_tag_of_host_and_day(client, essay):
    [entry] = read(client, "/feeds/essays/").entries
    assert entry.id == f"tag:testserver,{essay.created:%Y-%m-%d}:essay/{essay.pk}"


def test_feed_is_as_new_as_what_changed_last(client, essay):
    essay.save()
    assert read(client, "/feeds/essays/").feed.updated == essay.updated.isoformat()


def updated(client, address):
    [entry] = tree(client, address).findall("entry", ATOM)
    return [entry.findtext(name, namespaces=ATOM) for name in ("published", "updated")]


def written(row, when):
    type(row).objects.filter(pk=row.pk).update(updated=when)


def test_essay_published_long_after_it_was_written_is_updated_then(client):
    essay = factories.essay(published_at=JULY)
    written(essay, MAY)
    assert updated(client, "/feeds/essays/") == [JULY.isoformat()] * 2


def test_essay_changed_since_its_publication_is_updated_then(client):
    essay = factories.essay(published_at=MAY)
    written(essay, JULY)
    assert updated(client, "/feeds/essays/") == [MAY.isoformat(), JULY.isoformat()]


def test_essay_whose_time_came_is_updated_at_that_time(client, monkeypatch):
    time = timezone.now() + timedelta(hours=1)
    factories.essay(published_at=time)
    monkeypatch.setattr(timezone, "now", lambda: time + timedelta(hours=1))
    assert updated(client, "/feeds/essays/") == [time.isoformat()] * 2


def test_source_whose_essay_was_published_later_is_updated_then(client):
    text = factories.text(published_at=MAY, essay=factories.essay(published_at=JULY))
    written(text, MAY)
    assert updated(client, "/feeds/sources/") == [JULY.isoformat()] * 2


def test_feed_is_as_new_as_the_latest_publication(client):
    written(factories.essay(published_at=MAY), MAY)
    written(factories.essay(published_at=JULY), MAY)
    assert read(client, "/feeds/essays/").feed.updated == JULY.isoformat()


def test_feed_in_russian_leads_to_pages_in_russian(client, essay):
    feed = tree(client, "/ru/feeds/essays/")
    assert feed.get(LANG) == "ru"
    assert feed.find("entry/link", ATOM).get("href").endswith("/ru/essays/prisoners-return/")


def test_words_of_the_archive_stay_in_its_language(client, essay):
    assert tree(client, "/ru/feeds/essays/").find("entry", ATOM).get(LANG) == "en"


def test_feed_follows_the_wish_of_the_browser(client, db):
    response = client.get("/feeds/essays/", headers={"Accept-Language": "ru"})
    assert (response["Content-Language"], response["Vary"]) == ("ru", "Accept-Language")


@pytest.mark.parametrize("address", FEEDS)
def test_feed_sets_no_cookie(client, essay, address):
    assert not client.get(address).cookies


@pytest.mark.parametrize("address", FEEDS)
def test_feed_that_did_not_change_is_not_sent_again(client, essay, address):
    first = client.get(address)
    for header, asked in [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]:
        again = client.get(address, headers={asked: first[header]})
        assert (again.status_code, again.content) == (304, b"")


def test_feed_that_changed_is_sent_again(client, essay):
    tag = client.get("/feeds/essays/")["ETag"]
    factories.essay()
    assert client.get("/feeds/essays/", headers={"If-None-Match": tag}).status_code == 200
