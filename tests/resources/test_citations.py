import html
import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from essays.models import Essay
from resources import citations
from resources.citations import Contributor
from seventeen_moments.core.names import Name
from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "https://moments.example/here/"
END = f"Seventeen Moments. {ADDRESS} (accessed 3 December 2026)."
IN_ESSAY = f"In “Prisoners Return.” {END}"


def of(work):
    return citations.cite(work, ADDRESS, accessed=date(2026, 12, 3))


def cited(work):
    return html.unescape(strip_tags(of(work).html))


def essay(**fields):
    """Of the moment 1954, published in 2026."""
    defaults = {"title": "Prisoners Return", "year": 1954, "published_at": moment(29)}
    row = factories.essay(**defaults | fields)
    Essay.objects.filter(pk=row.pk).update(updated=moment(29))
    row.refresh_from_db()
    return row


def moment(day, hour=10):
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def source(make, **fields):
    return cited(make(**{"essay": essay(), "title": "On Amnesty"} | fields))


def test_essay_is_cited_with_the_day_of_its_publication_here():
    words = cited(essay(authors="von Geldern, James"))
    title = "von Geldern, James. “Prisoners Return.”"
    day = f"Published 29 November 2026. {ADDRESS} (accessed 3 December 2026)."
    assert words == f"{title} Seventeen Moments. {day}"


def test_moment_of_an_essay_is_not_in_its_citation():
    assert "1954" not in cited(essay())


def test_essay_that_was_changed_later_is_cited_with_both_days():
    row = essay()
    row.updated = moment(30)
    assert "Published 29 November 2026, last changed 30 November 2026." in cited(row)


def test_change_on_the_day_of_publication_is_not_cited():
    row = essay()
    row.updated = moment(29, hour=23)
    assert "Published 29 November 2026. " in cited(row)


def test_essay_prepared_before_its_publication_was_not_changed_after_it():
    row = essay()
    row.updated = moment(28)
    assert of(row).changed is None


@pytest.mark.parametrize("published_at", [None, moment(29)])
def test_draft_has_no_day_of_publication(published_at):
    row = factories.essay(status=Status.DRAFT, published_at=published_at)
    assert (row.published_on, row.changed_on) == (None, None)


@pytest.mark.parametrize(
    ("authors", "words"),
    [
        ("", "“Prisoners Return.”"),
        ("Memorial", "Memorial. “"),
        ("King, Martin Luther, Jr.", "King, Martin Luther, Jr. “"),
        ("Geldern, James\nSiegelbaum, Lewis", "Geldern, James, and Lewis Siegelbaum. “"),
        ("A, B\nC, D\nMemorial", "A, B, D C, and Memorial. “"),
        ("A, B\nKing, Martin, Jr.", "A, B, and Martin King, Jr. “"),
    ],
)
def test_first_of_the_authors_is_inverted(authors, words):
    assert cited(essay(authors=authors)).startswith(words)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("prisoners return", "“prisoners return.” "),
        ("Who Is to Blame?", "“Who Is to Blame?” "),
        ("Forward!", "“Forward!” "),
        ("Life in the U.S.S.R.", "“Life in the U.S.S.R.” "),
        ("إلى أين؟", "“إلى أين؟” "),
        ("о дальнейшей судьбе", "“о дальнейшей судьбе.” "),
        ("She asked, “Why?”", "“She asked, “Why?”” "),
        ("A < B & {day}", "“A < B & {day}.” "),
    ],
)
def test_title_is_unchanged_and_ends_with_one_stop(title, words):
    row = essay(title=title)
    assert cited(row).startswith(words)


def test_title_of_a_source_and_its_essay_end_once():
    row = factories.text(essay=essay(title="Who?"), title="Why?", date="1953")
    assert cited(row) == f"“Why?,” 1953. In “Who?” {END}"


def test_source_is_cited_as_archives_do():
    words = source(
        factories.text,
        creators="Presidium of the Supreme Soviet",
        date="1953-03-27",
        original_source="Izvestiia, 28 March 1953",
        repository="GARF",
        reference_code="f. 7523, op. 58",
        translator="von Geldern, James\nSiegelbaum, Lewis",
    )
    assert words == (
        "Presidium of the Supreme Soviet. “On Amnesty,” 27 March 1953. Izvestiia, 28 March 1953. "
        "GARF, f. 7523, op. 58. Translated by James von Geldern and Lewis Siegelbaum. "
        f"{IN_ESSAY}"
    )


def test_song_names_composer_lyricist_and_performers():
    words = source(
        factories.recording,
        composer="Blanter, Matvei",
        lyricist="Isakovskii, Mikhail",
        performers="Ruslanova, Lidiia\nState Jazz Orchestra",
        date="1938",
    )
    assert words == (
        "Blanter, Matvei (composer), Mikhail Isakovskii (lyricist), Lidiia Ruslanova (performer), "
        f"and State Jazz Orchestra (performer). “On Amnesty,” 1938. {IN_ESSAY}"
    )


def test_songwriter_who_sings_is_named_once_with_all_roles():
    name = "Okudzhava, Bulat"
    song = factories.recording(creators=name, composer=name, lyricist=name, performers=name)
    roles = ["composer", "lyricist", "performer"]
    assert of(song).contributors == [Contributor(Name("Okudzhava", "Bulat"), roles)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "n.d."),
        ({"date": "1953~"}, "ca. 1953."),
        ({"date": "1953?"}, "1953?"),
        (
            {"date": "1953~", "display_date": "spring, after the funeral"},
            "spring, after the funeral.",
        ),
    ],
)
def test_source_is_cited_with_its_own_date_and_never_the_moment(fields, words):
    assert source(factories.image, **fields) == f"“On Amnesty,” {words} {IN_ESSAY}"


def test_publication_details_of_a_book_tell_its_date():
    details = "Ithaca: Cornell University Press, 2009"
    words = source(factories.reference, creators="Dobson, Miriam", publication_details=details)
    assert words == f"Dobson, Miriam. “On Amnesty.” {details}. {IN_ESSAY}"


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"repository": "GARF"}, "GARF."), ({"reference_code": "f. 7523"}, "f. 7523.")],
)
def test_repository_or_reference_code_may_be_missing(fields, words):
    assert (
        source(factories.text, date="1953", **fields) == f"“On Amnesty,” 1953. {words} {IN_ESSAY}"
    )


def test_input_is_escaped_and_isolated():
    fields = {"title": "<b>", "creators": "حافظ", "date": "1953", "original_source": "x & y"}
    fields |= {"repository": "أرشيف", "reference_code": "12"}
    words = re.findall(r"<bdi>(.*?)</bdi>", of(factories.text(**fields)).html)
    assert words[:5] == ["حافظ", "&lt;b&gt;", "1953", "x &amp; y", "أرشيف, 12"]


def test_site_is_named_as_its_operator_does(settings):
    settings.SITE_NAME = "Hear <Us>!"
    assert '<cite dir="auto">Hear &lt;Us&gt;!</cite> Published' in of(essay()).html


def test_essay_read_on_its_page_is_cited_with_the_day_of_today(client):
    path = essay().get_absolute_url()
    before = timezone.localdate()
    shown = re.search(r"accessed (.*?)\)", client.get(path).text)[1]
    assert shown in {f"{day.day} {day:%B %Y}" for day in (before, timezone.localdate())}


@pytest.mark.parametrize("language", ["", "/en", "/ru"])
def test_page_in_any_language_is_cited_by_its_permanent_address(client, language):
    path = essay().get_absolute_url()
    shown = re.search(r"(http:\S+) \(", client.get(f"{language}{path}?show=x").text)[1]
    assert shown == f"http://testserver{path}"


@pytest.mark.parametrize("make", factories.SOURCES)
def test_page_of_a_source_is_cited_by_its_own_address(client, make):
    path = make(essay=essay()).get_absolute_url()
    essay_and_site = 'In “<bdi>Prisoners Return</bdi>.” <cite dir="auto">Seventeen Moments</cite>.'
    assert f"{essay_and_site} http://testserver{path} (accessed " in client.get(path).text


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: factories.text(original="Указ\n\nоб амнистии"), "Paragraph 2."),
        (lambda: factories.recording(transcript="Раз\nДва"), "Line 2."),
        (factories.song, "Line 2, at 0:03."),
        (factories.subtitled, "Line 2, at 0:03."),
    ],
)
def test_passage_of_a_source_is_cited_by_its_number_and_address(make, words):
    cited = citations.cite(make(), ADDRESS, accessed=date(2026, 12, 3), anchor="p2")
    assert f"{words} {ADDRESS}#p2 (accessed" in html.unescape(strip_tags(cited.html))


def test_source_without_words_has_no_passages():
    assert citations.cite(factories.image(), ADDRESS, anchor="p1").address == ADDRESS
