import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests import factories

pytestmark = pytest.mark.django_db

PROVENANCE = {
    "creators": "Petrov, Ivan",
    "date": "1953-03",
    "language": "ru",
    "original_source": "Izvestiia, 28 March 1953",
    "repository": "GARF",
    "reference_code": "f. 7523",
    "rights": "https://creativecommons.org/publicdomain/mark/1.0/",
}


def today():
    return date_format(timezone.localdate(), "j E Y")


def test_text_has_its_versions_its_provenance_and_its_citation(client):
    text = factories.text(
        original="Указ\nоб амнистии\n\nСтатья 1",
        translation="Decree on amnesty",
        translator="von Geldern, James",
        kind="decree",
        content_warning="Names the dead.",
        **PROVENANCE,
    )
    address = f"http://testserver{text.get_absolute_url()}"
    page = client.get(f"{text.get_absolute_url()}text.txt")
    assert page.text == (
        "The Amnesty Decree\nDecree · Ivan Petrov · March 1953\n\n\n"
        "Content warning\n\nNames the dead.\n\n\n"
        "Original\n\nУказ\nоб амнистии\n\nСтатья 1\n\n\n"
        "Translation\n\nDecree on amnesty\n\n\n"
        "About this text\n\n"
        "Kind: Decree\nTranslator: James von Geldern\nCreators: Ivan Petrov\nDate: March 1953\n"
        "Language: Russian\nPublication statement: Izvestiia, 28 March 1953\n"
        "Repository: GARF\nReference code: f. 7523\n"
        "Rights: Public domain <https://creativecommons.org/publicdomain/mark/1.0/>\n"
        f"Essay: Essay 1\nAddress: {address}\n\n\n"
        "How to cite\n\n"
        "Petrov, Ivan. “The Amnesty Decree,” March 1953. Izvestiia, 28 March 1953. GARF, f. 7523. "
        f"Translated by James von Geldern. In “Essay 1.” Seventeen Moments. {address} "
        f"(accessed {today()}).\n"
    )


def test_essay_has_its_notes_lists_and_tables(client):
    essay = factories.essay(title="Home", authors="von Geldern, James", year=1954)
    image = factories.image(essay=essay, title="The Gate")
    essay.body = (
        '<h2>One</h2><p>They  came<span class="footnote">Note <em>1</em></span><br>home.</p>'
        "<blockquote><p>“Late”</p></blockquote>"
        '<ol start="3"><li><p>Three</p><p>More</p><ul><li><p>Inner</p></li></ul></li></ol>'
        f'<figure data-source="{image.key}"></figure>'
        "<table><caption>Freed</caption><thead><tr><th><p>Year</p></th><th><p>N</p></th></tr>"
        "</thead><tbody><tr><td><p>1953</p></td><td><p>9</p></td></tr></tbody></table>"
    )
    essay.save()
    text = client.get(f"{essay.get_absolute_url()}text.txt").text
    assert text.partition("\n\n\nAbout")[0] == (
        "Home\nJames von Geldern · 1954\n\n\n"
        "One\n\nThey came[1]\nhome.\n\n  “Late”\n\n  3. Three\n\n  More\n\n    • Inner\n\n"
        "[The Gate]\n\nFreed\nYear\tN\n1953\t9\n\n\n"
        "Notes\n\n[1] Note 1"
    )


def test_characters_and_addresses_that_are_not_valid_are_left_out(client):
    body = '<p>See <a href="//[">it</a><span class="footnote">\x01Note</span></p>'
    text = client.get(f"{factories.essay(body=body).get_absolute_url()}text.txt").text
    assert ("See it[1]" in text, "[1] Note" in text) == (True, True)


def test_labels_are_in_the_language_of_the_address(client):
    text = factories.text(original="Указ")
    page = client.get(f"/ru{text.get_absolute_url()}text.txt").text
    assert "Оригинал\n\nУказ" in page
    assert f"http://testserver{text.get_absolute_url()} " in page
