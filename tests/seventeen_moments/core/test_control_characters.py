"""Control characters reach neither the database nor an answer, by whatever door."""

import json

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from essays.models import Essay
from seventeen_moments.core.control_characters import UNWANTED, clean, clean_answers
from tests import factories

CLASSES = {
    "NUL": "\0",
    "C0": "\x01\x08\x0e\x1b\x1f",
    "DEL": "\x7f",
    "C1": "\x81\x8d\x9d",
    "surrogates": "\udfff\ud800",
    "noncharacters": "\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff",
    "overrides": "\u202d\u202e",
}
ENCODABLE = {name: signs for name, signs in CLASSES.items() if name != "surrogates"}
# What languages, emoji and typography need.
KEPT = [
    "می‌خواهم",
    "ക്‍",
    "क्‍ष",
    "👩\u200d🌾 🏴\U000e0067\U000e0062\U000e007f ❤\ufe0f",
    "שָׁלוֹם",
    "tiếng Việt, за́мок",
    "soft\u00adhyphen, a\u00a0b, \u200e14\u200f",
    "\u2067שלום\u2069 and \u202bשלום\u202c",
    "one\ttwo\r\nthree",
    "𝄞 \ue000 \U000f0000",
]


@pytest.mark.parametrize("signs", CLASSES.values(), ids=CLASSES)
def test_control_characters_are_taken_out(signs):
    assert clean(f"a{signs}b") == "ab"


@pytest.mark.parametrize("text", KEPT, ids=ascii)
def test_other_characters_stay(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x93It\x92s\x94 \x96 here\x85", "“It’s” – here "),  # windows-1252 read as Latin-1
        ("one\vtwo\fthree\u2028four\u2029five", "one two three four five"),
        ("\u202e\u05d0\u202c abc", "\u05d0 abc"),
        ("\u2067open", "open"),
        ("\u202bopen", "open"),
        ("close\u202c\u2069", "close"),
        ("a\u202cb\u202bc", "abc"),
        ("\u2069a\u2067", "a"),
        ("\u2067a\u202ab\u2069c\u202c", "abc"),
        ("\u2067a\u202ab\u202cc\u2069", "\u2067a\u202ab\u202cc\u2069"),
        ("", ""),
    ],
    ids=ascii,
)
def test_words_stay_apart_and_are_not_turned(text, cleaned):
    assert clean(text) == cleaned


# Forms


@pytest.mark.parametrize("signs", CLASSES.values(), ids=CLASSES)
@pytest.mark.parametrize(
    "field", [forms.CharField(), forms.SlugField(), forms.CharField(widget=forms.Textarea)]
)
def test_fields_of_forms_are_cleaned(field, signs):
    if "\0" in signs:  # is refused, in words of Django
        with pytest.raises(ValidationError):
            field.clean(f"a{signs}b")
    else:
        assert field.clean(f"a{signs}b{signs}") == "ab"


def test_lines_of_long_fields_stay_lines():
    assert forms.CharField(widget=forms.Textarea).clean("one\vtwo\u2028three") == "one\ntwo\nthree"
    assert forms.CharField().clean("one\vtwo") == "one two"


def test_field_with_nothing_else_is_empty():
    with pytest.raises(ValidationError, match="required"):
        forms.CharField().clean("\x01 \x7f")


def test_passwords_stay_as_they_are():
    assert forms.CharField(widget=forms.PasswordInput).clean("a\x01b") == "a\x01b"


# The database


@pytest.mark.database
@pytest.mark.parametrize("signs", CLASSES.values(), ids=CLASSES)
def test_database_stores_cleaned_text(db, signs):
    essay = factories.essay(title=f"a{signs}b")
    factories.text(essay=essay, slug="t", title=f"a{signs}b")
    Essay.objects.filter(title=f"a{signs}b").update(authors=f"c{signs}d")
    essay.refresh_from_db()
    assert (essay.title, essay.authors, essay.texts.get().title) == ("ab", "cd", "ab")


@pytest.mark.database
@pytest.mark.parametrize("signs", CLASSES.values(), ids=CLASSES)
def test_database_stores_cleaned_json(db, signs):
    essay = factories.essay()
    changed = {"notes": [f"a{signs}b"], "source_links": {f"a{signs}b": [1, None]}}
    Essay.objects.update(**changed)
    essay.refresh_from_db()
    assert (essay.notes, essay.source_links) == (["ab"], {"ab": [1, None]})


@pytest.mark.database
def test_database_stores_cleaned_rows_of_plain_sql(db):
    keys = [factories.essay().pk for _number in range(2)]
    with connection.cursor() as cursor:
        sql = "UPDATE essays_essay SET title = %s WHERE id = %s"
        cursor.executemany(sql, [(f"a\x01{key}", key) for key in keys])
    assert list(Essay.objects.order_by("pk").values_list("title", flat=True)) == [
        f"a{key}" for key in keys
    ]


# Answers


def answered(response):
    response = clean_answers(lambda request: response)(None)
    return b"".join(response)


@pytest.mark.parametrize("signs", ENCODABLE.values(), ids=ENCODABLE)
def test_answers_are_cleaned(signs):
    text = f"a{signs}b – Ѿпо 翾"
    for kind in ["text/html; charset=utf-8", "text/csv", "application/atom+xml", "text/plain"]:
        assert answered(HttpResponse(text, content_type=kind)).decode() == "ab – Ѿпо 翾"
        streamed = StreamingHttpResponse(iter([text, text]), content_type=kind)
        assert answered(streamed).decode() == "ab – Ѿпо 翾" * 2


@pytest.mark.parametrize("signs", CLASSES.values(), ids=CLASSES)
def test_json_is_cleaned(signs):
    value = {"title": f"a{signs}b", "path": "c:\\\\u0001\\b 👩 \n\t"}
    assert json.loads(answered(JsonResponse(value))) == value | {"title": "ab"}


def test_files_are_sent_as_they_are():
    assert answered(HttpResponse(b"\x00\x01", content_type="image/png")) == b"\x00\x01"


def test_answer_without_control_characters_is_not_made_again():
    response = HttpResponse("a – b")
    container = response._container
    assert clean_answers(lambda request: response)(None)._container is container


PAGES = [
    *("/", "/essays/", "/essays/home/", "/essays/home/comments/", "/essays/home/texts/one/"),
    *("/feeds/essays/", "/feeds/sources/", "/essays/home/comments/feed/", "/sitemap.xml"),
    *("/essays/home/texts/one/text.txt", "/search/?q=ab", "/search/suggest/?q=ab", "/years/1954/"),
    *("/themes/", "/search/?q=%01%7f%C2%9F%EF%BF%BE", "/essays/%01%C2%9F%EF%BF%BE/", "/?%01=%7f"),
]


def test_what_came_past_the_doors_reaches_no_page(client, db, monkeypatch):
    """As an earlier version may have stored it."""
    signs = "".join(ENCODABLE.values()).replace("\0", "")
    monkeypatch.setattr(connections[connection.alias], "execute_wrappers", [])
    essay = factories.essay(slug="home", title=f"ab{signs}", year=1954, body=f"<p>ab{signs}</p>")
    essay.themes.add(f"ab{signs}")
    factories.text(essay=essay, slug="one", title=f"ab{signs}", translation=f"<p>ab{signs}</p>")
    factories.comment(essay=essay, name=f"ab{signs}", text=f"ab{signs}", state="approved")
    assert UNWANTED.search(Essay.objects.get().title)
    found = {page for page in PAGES if UNWANTED.search(page_text(client, page))}
    assert found == set()


def page_text(client, page):
    response = client.get(page)
    return b"".join(response).decode() + "".join(response.headers.values())


def test_streamed_file_is_sent_as_it_is():
    headers = {"Content-Length": 3, "Content-Type": "text/vtt"}
    assert answered(StreamingHttpResponse(iter([b"a\x01b"]), headers=headers)) == b"a\x01b"
