import re
from io import BytesIO
from zipfile import ZipFile

import mammoth
import pytest
from docx import Document

from resources.downloads import contents, word
from tests import factories, work

pytestmark = pytest.mark.django_db

RICH = (
    '<h2>One</h2><p>They <strong>came</strong><span class="footnote">See <a '
    'href="https://example.org/">it</a></span><br>home.</p>'
    "<ol><li><p>First</p></li></ol>"
    '<ol start="3"><li><p>Third</p><ul><li><p>Inner</p></li></ul></li></ol>'
    '<table><tbody><tr><td rowspan="2"><p>A</p></td><td colspan="2"><p>B</p></td></tr>'
    "<tr><td><p>C</p></td><td><p>D</p></td></tr></tbody></table>"
)


def word_file(client, page, name="text.docx"):
    return BytesIO(client.get(f"{page.get_absolute_url()}{name}").content)


def html(file):
    """The document as another reader of Word files understands it."""
    return re.sub(r' (id|role|scope)="[^"]*"', "", mammoth.convert_to_html(file).value)


def xml(file, part="word/document.xml"):
    with ZipFile(file) as parts:
        return parts.read(part).decode()


def test_essay_has_real_footnotes_lists_tables_and_links(client):
    file = word_file(client, factories.essay(title="Home", body=RICH))
    text = html(file)
    assert "<h2>One</h2><p>They <strong>came</strong><sup><sup><a " in text
    assert '<p> See <a href="https://example.org/">it</a>' in text
    assert '<td rowspan="2"><p>A</p></td><td colspan="2"><p>B</p></td></tr>' in text
    assert "<li>First</li>" in text
    starts = re.findall(r'startOverride w:val="(\d+)"', xml(file, "word/numbering.xml"))
    assert starts == ["1", "3"]


def test_text_has_its_versions_with_their_languages_and_directions(client):
    text = factories.text(language="fa", original="عفو", translation="Amnesty")
    text.essay.language = "en"
    text.essay.save()
    parts = xml(word_file(client, text))
    original, translation = parts.index("عفو"), parts.index(">Amnesty<")
    assert '<w:rtl/><w:lang w:bidi="fa"/>' in parts[original - 60 : original]
    assert "<w:bidi/>" in parts[original - 200 : original]
    assert '<w:lang w:val="en"/></w:rPr><w:t>Original' in parts
    assert '<w:lang w:val="en"/>' in parts[translation - 60 : translation]


def test_document_names_its_title_creators_language_and_address(client):
    text = factories.text(title="Указ", creators="Petrov, Ivan", original="Указ")
    properties = Document(word_file(client, text)).core_properties
    assert (properties.title, properties.author) == ("Указ", "Ivan Petrov")
    assert properties.identifier == f"http://testserver{text.get_absolute_url()}"
    assert (properties.language, properties.modified.date()) == ("en", text.updated.date())


def test_long_names_and_long_addresses_are_no_failure(client, settings):
    settings.SITE_URL = f"https://example.org/{'a' * 60}/"
    names = "\n".join(f"Ivanova, Anna {number}" for number in range(15))
    essay = factories.essay(slug="e" * 100)
    text = factories.text(essay=essay, slug="t" * 100, creators=names, original="Указ")
    properties = Document(word_file(client, text)).core_properties
    assert properties.author.startswith("Anna 0 Ivanova, Anna 1 Ivanova")


def test_transcript_is_a_document_too(client):
    text = html(word_file(client, factories.song(title="A\x0bsong"), "transcript.docx"))
    assert "<h1>Original</h1><p>Раз<br />Два</p>" in text


def test_same_contents_are_the_same_bytes(client):
    essay = factories.essay(body=RICH)
    files = [word_file(client, essay).getvalue() for _time in range(2)]
    assert files[0] == files[1]
    with ZipFile(BytesIO(files[0])) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_twice_the_links_are_twice_the_work():
    def linked(number):
        links = (f'<p><a href="https://example.org/{n}">x</a></p>' for n in range(number))
        return contents.of_essay(factories.essay(body="".join(links)), "https://example.org/")

    short, long = linked(200), linked(400)
    word.write(short)  # loads the template
    assert work.calls(word.write, long) < 2.2 * work.calls(word.write, short)
