"""Pages, lists and feeds say the language of an essay and its direction."""

import re

import pytest

from seventeen_moments.core.publication import Status
from tests import factories
from tests.essays.essay_admin import ADD, LIST, change, titles
from tests.forms import filled

pytestmark = pytest.mark.django_db

HEBREW = 'lang="he" dir="rtl"'


def text_of(client, address):
    """The page without line ends inside tags."""
    return re.sub(r"\s+>", ">", client.get(address).text)


@pytest.fixture
def hebrew():
    return factories.essay(
        title="שיבת האסירים",
        slug="return",
        year=1954,
        language="he",
        summary="סיכום",
        authors="לוי, יוסף",
        body="<p>גוף</p>",
    )


def test_essay_says_the_language_of_title_byline_and_body(client, hebrew):
    page = text_of(client, "/essays/return/")
    assert f"<h1 {HEBREW}>שיבת האסירים</h1>" in page
    assert f"Subject essay: <bdi {HEBREW}>יוסף לוי</bdi>" in page
    assert f'<div class="body" {HEBREW}' in page


def test_page_itself_is_in_the_language_of_the_interface(client, hebrew):
    assert '<html lang="ru">' in client.get("/ru/essays/return/").text


def test_english_essay_in_a_russian_interface_says_its_language(client):
    factories.essay(title="Home", slug="home")
    page = text_of(client, "/ru/essays/home/")
    assert '<h1 lang="en" dir="auto">Home</h1>' in page
    assert '<div class="body" lang="en" dir="ltr"' in page


@pytest.mark.parametrize(
    "address",
    ["/", "/essays/", "/years/1954/", "/themes/law/", "/search/?q=שיבת", "/essays/other/"],
)
def test_lists_say_the_language_of_the_title(client, hebrew, address):
    other = factories.essay(slug="other", year=1954)
    for essay in [hebrew, other]:
        essay.themes.add("Law")
    title = re.compile(r"<\w+ ([^<]*?)(?: data-letters=\S+)?>(?:<a [^>]*>)?(?:<mark>)?שיבת")
    titled = title.findall(client.get(address).text)
    assert titled
    assert all(HEBREW in attributes for attributes in titled)


def test_source_has_the_language_of_its_essay(client, hebrew):
    text = factories.text(essay=hebrew, title="גזר דין", description="תיאור", language="ru")
    page = text_of(client, text.get_absolute_url())
    assert f"<h1 {HEBREW}>גזר דין</h1>" in page
    assert f'<div class="narrow" {HEBREW}><p>תיאור</p></div>' in page
    assert f'<a {HEBREW} href="/essays/return/">שיבת האסירים</a>' in page


def test_feed_says_the_language_of_each_entry(client, hebrew):
    factories.essay(title="Home")
    feed = client.get("/feeds/essays/").text
    assert sorted(re.findall(r'<entry xml:lang="(.*?)">', feed)) == ["en", "he"]


def test_new_essay_offers_the_language_of_the_content(editor_client, settings):
    settings.CONTENT_LANGUAGE = "uk"
    assert filled(editor_client.get(ADD))["language"] == "uk"


def test_form_writes_in_the_direction_of_the_essay(editor_client, hebrew):
    page = editor_client.get(change(hebrew)).text
    fields = re.findall(r'<(?:input|textarea)[^>]* name="(?:title|summary)"[^>]*>', page)
    assert [HEBREW in field for field in fields] == [True, True]


def test_list_is_filtered_by_language(editor_client, hebrew):
    factories.essay(title="Home")
    assert titles(editor_client.get(LIST, {"language": "he"})) == ["שיבת האסירים"]


def test_draft_of_a_live_essay_has_another_language(editor_client, hebrew):
    form = filled(editor_client.get(change(hebrew)), language="yi", _draft="1")
    editor_client.post(change(hebrew), form)
    hebrew.refresh_from_db()
    assert hebrew.language == "he"
    assert 'lang="yi" dir="rtl"' in editor_client.get("/essays/return/?draft").text


def test_essay_without_slug_is_saved_from_the_form(editor_client):
    form = filled(editor_client.get(ADD), title="囚犯归来", language="zh", _draft="1")
    editor_client.post(ADD, form)
    page = editor_client.get("/essays/qiufanguilai/")
    assert page.context["essay"].status == Status.DRAFT
