from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from essays.models import Essay
from resources.models import Image
from seventeen_moments.core.kinds import kinds
from tests import factories

NOW = timezone.now()
TOMORROW = NOW + timedelta(days=1)
MAKERS = factories.SOURCES


def counts(essay, at=None):
    counted = Essay.objects.with_section_counts(at).get(pk=essay.pk)
    return {name: getattr(counted, f"{name}_count") for name in factories.RELATIONS}


def test_absolute_url_has_the_slug():
    assert Essay(slug="prisoners-return").get_absolute_url() == "/essays/prisoners-return/"


def test_string_of_an_essay_is_its_title():
    assert str(Essay(title="Prisoners Return")) == "Prisoners Return"


@pytest.mark.parametrize(
    ("authors", "byline"),
    [
        ("von Geldern, James", "James von Geldern"),
        ("von Geldern, James\nMemorial", "James von Geldern and Memorial"),
        ("", ""),
    ],
)
def test_byline_names_the_authors(authors, byline):
    assert Essay(authors=authors).byline == byline


def test_excerpt_is_the_summary():
    assert Essay(summary="They came home.", body_text="Long ago").excerpt == "They came home."


def test_excerpt_without_a_summary_is_the_first_forty_words():
    words = " ".join(f"word{number}" for number in range(41))
    assert Essay(body_text=words).excerpt == words.removesuffix(" word40") + "…"


def test_excerpt_leaves_notes_and_markup_out(db):
    essay = factories.essay(body='<p>Home <em>again</em><span class="footnote">1954</span>.</p>')
    assert essay.excerpt == "Home again."


def test_essays_are_ordered_by_year_and_title_and_those_without_year_come_last(db):
    years = [(None, "Guide"), (1954, "Thaw"), (1917, "Peace"), (1954, "Home")]
    for year, title in years:
        factories.essay(year=year, title=title)
    assert [essay.title for essay in Essay.objects.all()] == ["Peace", "Home", "Thaw", "Guide"]


def test_without_year_returns_essays_without_year(db):
    guide, _dated = factories.essay(year=None), factories.essay(year=1954)
    assert list(Essay.objects.without_year()) == [guide]


@pytest.mark.parametrize("year", [999, 0, 3000, 32767])
def test_database_refuses_a_year_without_four_digits(db, year):
    with pytest.raises(IntegrityError):
        factories.essay(year=year)


@pytest.mark.parametrize("year", [-1, 0, 999, 3000, 99999, 10**30])
def test_form_refuses_a_year_without_four_digits(db, year):
    with pytest.raises(ValidationError) as refused:
        Essay(title="Home", slug="home", year=year).full_clean()
    assert list(refused.value.message_dict) == ["year"]


@pytest.mark.parametrize("year", [1000, 1954, 2999, None])
def test_year_of_four_digits_or_none_is_taken(db, year):
    assert Essay(title="Home", slug="home", year=year).full_clean() is None


def test_two_essays_cannot_have_one_slug(db):
    factories.essay(slug="home")
    with pytest.raises(IntegrityError):
        factories.essay(slug="home")


@pytest.mark.parametrize("slug", ["a b", "a/b", "возвращение", "a.b", "x" * 101])
def test_slug_that_is_no_part_of_an_address_is_refused(db, slug):
    with pytest.raises(ValidationError) as refused:
        Essay(title="Home", slug=slug).full_clean()
    assert list(refused.value.message_dict) == ["slug"]


def test_sections_are_counted_separately(db):
    essay = factories.essay()
    for number, kind in enumerate(kinds()):
        for _ in range(number):
            factories.maker(kind)(essay=essay)
    assert list(counts(essay).values()) == list(range(len(kinds())))


@pytest.mark.parametrize("make", MAKERS)
def test_only_due_sources_are_counted(db, make):
    essay = factories.essay()
    make(essay=essay, status="draft")
    make(essay=essay, published_at=TOMORROW)
    make()
    due = [sum(counts(essay, at).values()) for at in (None, TOMORROW)]
    assert due == [0, 1]


def test_sections_of_a_draft_are_counted_for_its_editors(db):
    essay = factories.essay(status="draft")
    factories.text(essay=essay)
    assert counts(essay) == dict.fromkeys(factories.RELATIONS, 0) | {"texts": 1}


def test_approved_and_waiting_comments_are_counted(db):
    essay = factories.essay()
    for state in ["approved", "approved", "waiting", "spam", "removed"]:
        factories.comment(essay=essay, state=state)
    factories.comment()
    counted = Essay.objects.with_comment_counts().get(pk=essay.pk)
    assert (counted.comments_count, counted.waiting_count) == (2, 1)


def test_counts_of_a_page_do_not_multiply(db):
    essay = factories.essay()
    for make in [factories.text, factories.text, factories.image, factories.image]:
        make(essay=essay)
    factories.comment(essay=essay)
    page = Essay.objects.for_page().with_comment_counts().get(pk=essay.pk)
    assert (page.texts_count, page.images_count, page.comments_count) == (2, 2, 1)


def with_lead(**fields):
    essay = factories.essay()
    essay.lead_image = factories.image(essay=essay, **fields)
    essay.save()
    return Essay.objects.get(pk=essay.pk)


def test_published_lead_image_is_returned(db):
    essay = with_lead()
    assert essay.lead() == Image.objects.get()


def test_essay_without_a_lead_image_has_none(db):
    assert factories.essay().lead() is None


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"published_at": TOMORROW}])
def test_unpublished_lead_image_is_not_returned(db, fields):
    assert with_lead(**fields).lead() is None


def test_lead_image_is_returned_from_its_publication_on(db):
    essay = with_lead(published_at=TOMORROW)
    assert essay.lead(TOMORROW) == Image.objects.get()


def test_image_of_another_essay_is_not_returned_as_lead_image(db):
    essay = with_lead()
    Image.objects.update(essay=factories.essay())
    assert Essay.objects.get(pk=essay.pk).lead() is None


def test_lead_image_of_another_essay_is_refused(db):
    essay = factories.essay(authors="Memorial")
    essay.lead_image = factories.image()
    with pytest.raises(ValidationError) as refused:
        essay.full_clean()
    assert refused.value.message_dict == {"lead_image": ["Choose one of this essay’s own images."]}


def test_lead_image_of_a_new_essay_is_refused(db):
    essay = Essay(title="Home", slug="home", lead_image=factories.image())
    with pytest.raises(ValidationError) as refused:
        essay.full_clean()
    assert list(refused.value.message_dict) == ["lead_image"]


def test_own_lead_image_is_valid(db):
    assert with_lead().full_clean() is None


def test_deleting_the_lead_image_keeps_the_essay(db):
    essay = with_lead()
    Image.objects.get().delete()
    assert Essay.objects.get(pk=essay.pk).lead_image is None


def test_card_needs_no_further_query(db, django_assert_num_queries):
    with_lead()
    with django_assert_num_queries(1):
        card = Essay.objects.for_list().get(lead_image__isnull=False)
        shown = card.lead().smallest["url"], card.excerpt, card.images_count
    assert shown[1:] == ("", 1)


def test_paragraph_keeps_its_anchor_through_later_edits(db):
    essay = factories.essay(body="<p>The amnesty of March.</p>")
    essay.body = "<p>Before it, an arrest.</p><p>The amnesty of March.</p>"
    essay.save()
    essay.refresh_from_db()
    assert essay.body_html == (
        '<p id="p2">Before it, an arrest. <a class="pin" href="#p2">¶ 1</a></p>'
        '<p id="p1">The amnesty of March. <a class="pin" href="#p1">¶ 2</a></p>'
    )


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"title": "Virgin Lands"}, "virgin-lands"),
        ({"title": "Возвращение"}, "vozvrashchenie"),
        ({"title": "שיבת האסירים"}, "syvt-hsyrym"),
        ({"title": "…", "year": 1954}, "essay-1954"),
        ({"title": "…"}, "essay"),
    ],
)
def test_empty_slug_is_made_from_the_title_or_else_the_year(db, fields, slug):
    assert Essay.objects.create(**fields).slug == slug


def test_second_essay_without_letters_gets_a_number(db):
    slugs = [Essay.objects.create(title=title, year=1954).slug for title in ["…", "—"]]
    assert slugs == ["essay-1954", "essay-1954-2"]


def test_language_is_that_of_the_content_by_default(db, settings):
    settings.CONTENT_LANGUAGE = "ru"
    essay = Essay.objects.create(title="Home")
    settings.CONTENT_LANGUAGE = "en"
    assert Essay.objects.get(pk=essay.pk).language == "ru"
