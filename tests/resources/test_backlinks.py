import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return factories.text(essay=factories.essay(title="Prisoners Return", slug="home"))


def cite(source, body):
    source.essay.body = body.format(f'<a data-source="{source.key}">it</a>')
    source.essay.save()


def shown(client, source):
    """The links of “Referenced in”, with their words."""
    facts = client.get(source.get_absolute_url()).text.partition("<dt>Referenced in</dt>")[2]
    return re.findall(r'<a href="(.*?)" dir="auto">(.*?)</a>', facts.partition("</dl>")[0])


def test_page_links_to_each_paragraph_that_cites_the_source(client, text):
    cite(text, "<p>One.</p><p>By {0}.</p><p>Two.</p><p>And {0}.</p>")
    assert shown(client, text) == [
        ("/essays/home/#p2", "Prisoners Return, paragraph 2"),
        ("/essays/home/#p4", "Prisoners Return, paragraph 4"),
    ]


def test_paragraph_of_the_link_is_on_the_essays_page(client, text):
    cite(text, "<p>By {0}.</p>")
    assert 'id="p1"' in client.get("/essays/home/").text


def test_heading_that_cites_links_to_the_essay(client, text):
    cite(text, "<h2>{0}</h2>")
    assert shown(client, text) == [("/essays/home/", "Prisoners Return")]


def test_title_of_the_essay_is_escaped(client, text):
    text.essay.title = "<b>Home</b>"
    cite(text, "<h2>{0}</h2>")
    assert shown(client, text) == [("/essays/home/", "&lt;b&gt;Home&lt;/b&gt;")]


def test_source_without_links_has_no_backlinks(client, text):
    cite(factories.text(essay=text.essay), "<p>{0}</p>")
    text.essay.refresh_from_db()
    assert "Referenced in" not in client.get(text.get_absolute_url()).text


def test_source_of_another_kind_with_the_same_number_is_not_meant(text):
    reference = factories.reference(pk=text.pk, essay=text.essay)
    cite(text, "<p>{0}</p>")
    assert (len(text.backlinks), reference.backlinks) == (1, [])


def test_moved_source_has_no_backlinks(text):
    cite(text, "<p>{0}</p>")
    text.essay = factories.essay()
    assert text.backlinks == []
