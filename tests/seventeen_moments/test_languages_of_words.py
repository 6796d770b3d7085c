"""On every kind of public page: words in a known language are in an element that names it."""

import re

import pytest
from lxml import etree, html

from tests import factories
from tests.films import film

# A word of each language. Titles and descriptions have the language of their essay, the original
# of a source has its own, whatever the language of the interface.
WORDS = {
    "en": "Bread",
    "ru": "Хлеб",
    "ar": "خبز",
    "he": "לחם",
    "yi": "ברויט",
    "yi-Latn": "Broyt",
}
ANY_WORD = re.compile("|".join(WORDS.values()))
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
ESSAYS = ["en", "ar", "ru"]
READ_ALOUD = ["alt", "aria-label", "content", "title"]
PAGES = [
    "",
    "years/",
    "years/1954/",
    "on-this-day/05-02/",
    "themes/",
    "themes/food/",
    "essays/",
    "essays/?theme=food",
    "search/?q=Bread",
    "search/?q=خبز",
    "search/?q=Broyt",
    "search/?q=Vorkuta",
    *(
        f"essays/{essay}/{page}"
        for essay in ESSAYS
        for page in [
            "",
            "comments/",
            "comments/?about=p1",
            "correction/",
            "texts/",
            "texts/letter/",
            "texts/letter/correction/",
            "texts/other/",
            "images/",
            "images/gate/",
            "video/",
            "video/film/",
            "video/elsewhere/",
            "music/",
            "music/song/",
            "other-resources/",
            "other-resources/book/",
        ]
    ),
]


def write_essay(language):
    word = WORDS[language]
    title = f"{word} 1954"
    essay = factories.essay(
        title=title,
        slug=language,
        language=language,
        year=1954,
        authors="Petrova, Anna",
        summary=f"{word}: a summary.",
    )
    about = {
        "essay": essay,
        "title": title,
        "date": "1954-05-02",
        "display_date": f"{word}, in spring",
        "creators": "Petrova, Anna",
        "description": f"{word}: a description.",
    }
    shown = {**about, "alternative_text": f"{word}: what is to be seen"}
    heard = {"language": "yi", "content_warning": f"{word}: a warning"}
    text = factories.text(
        slug="letter", **about, language="yi", original=WORDS["yi"], transliteration="Broyt",
        translation=word,
    )  # fmt: skip
    factories.text(slug="other", **about)
    gate = factories.image(slug="gate", medium=f"{word}: a medium", **shown)
    factories.image(slug="harsh", content_warning=f"{word}: a warning", **shown)
    factories.video(slug="film", file=film(1), **shown, **heard)
    factories.video(slug="elsewhere", file=None, url="https://films.example/1", **shown)
    factories.recording(
        slug="song", **about, **heard, transcript=WORDS["yi"], transcript_transliteration="Broyt",
        transcript_translation=word,
    )  # fmt: skip
    factories.reference(slug="book", annotation=f"{word}: a note.", **about)
    essay.body = (
        f'<h2>{word}</h2><p>{word} <span class="lang-he">{WORDS["he"]}</span>.'
        f'<span class="footnote">{word}: a note.</span></p>'
        f'<p>Of <a data-source="image-{gate.pk}">{word}</a> and '
        f'<a data-source="text-{text.pk}">{word}</a>.</p><figure data-source="image-{gate.pk}">'
        "</figure>"
    )
    essay.lead_image = gate
    essay.save()
    for page in [essay, text]:
        page.themes.add("food")
    comment = factories.comment(essay=essay, quote=word, about=1)
    factories.comment(essay=essay, parent=comment)


@pytest.fixture
def archive(db):
    for language in ESSAYS:
        write_essay(language)


def language_of(element):
    return next(iter(element.xpath("ancestor-or-self::*[@lang][1]/@lang")), "")


def texts(page):
    """Each text that is read aloud, with its element."""
    for element in page.iter(etree.Element):
        if element.tag not in {"script", "style", "option", "input", "textarea"}:
            own = [(element, element.text), *((element, child.tail) for child in element)]
            own += [(element, element.get(name)) for name in READ_ALOUD]
            yield from ((where, text.strip()) for where, text in own if text and text.strip())


def expected_language(element, text, interface):
    """The language that the text should have; empty if any is right."""
    if found := ANY_WORD.search(text):
        # Some titles of pages begin in the language of the interface: “Comments: Bread”.
        is_mixed = element.tag in {"title", "meta"} and found.start()
        by_word = {word: language for language, word in WORDS.items()}
        return "" if is_mixed else by_word[found[0]]
    return interface if interface == "ru" and CYRILLIC.search(text) else ""


@pytest.mark.parametrize("interface", ["ru", "en"])
def test_words_are_in_an_element_of_their_language(archive, client, interface):
    wrong = []
    for address in PAGES:
        response = client.get(f"/{interface}/{address}")
        assert response.status_code == 200, address
        for element, text in texts(html.fromstring(response.content)):
            expected = expected_language(element, text, interface)
            if element.tag in {"title", "meta"} and not address.startswith("essays/"):
                continue  # what was searched for, titles of a year
            if expected and language_of(element) != expected:
                found = etree.tostring(element, encoding="unicode", with_tail=False)
                wrong.append((address, expected, found[:200]))
    assert wrong == []
