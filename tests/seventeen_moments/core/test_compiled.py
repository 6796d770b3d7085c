from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import F, JSONField, Value
from django.utils import timezone

from essays.models import Comment, Essay
from resources.models import Image, Recording, Text
from seventeen_moments.core.compiled import (
    MOST_STATEMENTS,
    Parameter,
    compiled,
    compiled_together,
)
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


def published(*, essay, at):
    """Has every type of column that needs conversion on one of the databases."""
    return Recording.objects.published(at).filter(essay=essay).values_list()


@pytest.fixture
def query():
    return compiled(Recording)(published)


def test_rows_equal_those_of_the_orm(query):
    essay, now = factories.essay(), timezone.now()
    factories.recording(essay=essay, date="1953-03-27")
    for at in [now, now - timedelta(days=1), now + timedelta(days=1)]:
        expected = list(published(essay=essay.pk, at=at))
        assert query(essay=essay.pk, at=at) == expected
    assert len(expected) == 1


def test_query_is_compiled_once(query, monkeypatch):
    essay, other = factories.essay(), factories.essay()
    recording = factories.recording(essay=other)
    assert query(essay=essay.pk, at=timezone.now()) == []
    monkeypatch.setattr(Essay.objects, "published", None)
    monkeypatch.setattr(query, "build", None)
    assert [row[0] for row in query(essay=other.pk, at=timezone.now())] == [recording.pk]


def test_time_is_that_of_each_call(query):
    essay, later = factories.essay(), timezone.now() + timedelta(hours=1)
    factories.recording(essay=essay, published_at=later)
    assert [len(query(essay=essay.pk, at=at)) for at in (timezone.now(), later)] == [0, 1]


@pytest.mark.parametrize("number", [1, 2, 3, 5, 8])
def test_lists_of_any_length(number):
    query = compiled(Comment)(
        lambda *, keys: Comment.objects.filter(pk__in=keys).values_list("pk", flat=False)
    )
    essay = factories.essay()
    keys = [factories.comment(essay=essay).pk for _ in range(8)][:number]
    assert {key for (key,) in query(keys=keys)} == set(keys)


def test_few_lengths_are_compiled():
    query = compiled(Comment)(lambda *, keys: Comment.objects.filter(pk__in=keys).values_list("pk"))
    for number in range(1, 100):
        query(keys=list(range(number)))
    assert len(query.statements) == 8


def test_empty_list_is_refused():
    query = compiled(Comment)(lambda *, keys: Comment.objects.exclude(pk__in=keys))
    with pytest.raises(ValueError, match="empty"):
        query(keys=[])


def test_none_is_refused():
    query = compiled(Essay)(lambda *, year: Essay.objects.filter(year=year).values_list("pk"))
    with pytest.raises(TypeError, match="year is None"):
        query(year=None)


def test_positional_arguments_are_part_of_the_query():
    query = compiled(Essay)(lambda name: Essay.objects.order_by(name).values_list(name))
    factories.essay(title="B", year=1953)
    factories.essay(title="A", year=1954)
    assert query("title") == [("A",), ("B",)]
    assert query("year") == [(1953,), (1954,)]


def test_statements_are_bounded():
    query = compiled(Essay)(lambda number: Essay.objects.values_list(Value(number)))
    for number in range(MOST_STATEMENTS + 1):
        query(number)
    assert len(query.statements) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "100 % of “Ёлки”; it's"),
        ("year", 1953),
        ("published_at", datetime(1953, 3, 27, 1, 2, 3, 456789, tzinfo=UTC)),
        ("comments_open", False),
        ("status", Status.DRAFT),
    ],
)
def test_values_of_each_type_are_found(name, value):
    factories.essay(**{name: value})
    factories.essay()
    query = compiled(Essay)(
        lambda *, value: Essay.objects.filter(**{name: value}).values_list(name)
    )
    assert query(value=value) == [(value,)]


def test_value_that_looks_like_a_placeholder_is_only_a_value():
    query = compiled(Essay)(
        lambda *, first, second: Essay.objects.filter(title=first, slug=second).values_list("pk")
    )
    essay = factories.essay(title="%s", slug="s")
    assert query(first="%s", second="s") == [(essay.pk,)]
    assert query(first="s", second="%s") == []


def test_values_in_subqueries_and_unions():
    def build(*, essay, day):
        texts = Text.objects.filter(essay=essay).order_by("-pk").values("pk")[:1]
        columns = [F("title"), day.typed(Text._meta.get_field("earliest"))]
        parts = [Text.objects.filter(pk__in=texts), Image.objects.filter(essay=essay)]
        parts = [part.order_by().values_list(*columns) for part in parts]
        return parts[0].union(*parts[1:], all=True)

    query, essay, day = compiled(Text)(build), factories.essay(), date(1953, 3, 27)
    for n in range(2):
        factories.text(essay=essay, title=f"Text {n}")
    factories.image(essay=essay, title="Image")
    factories.image(title="Of another essay")
    assert sorted(query(essay=essay.pk, day=day)) == [("Image", day), ("Text 1", day)]


def test_raw_rows_are_converted_later():
    query = compiled(Essay)(lambda: Essay.objects.values_list("notes", "published_at"))
    essay = factories.essay(body='<p>a<span class="footnote">b</span></p>')
    rows, convert = query.raw()
    assert convert(rows) == [(essay.notes, essay.published_at)]
    assert isinstance(rows[0][0], str)  # not parsed yet


def test_parameter_has_a_type_where_the_query_needs_one():
    assert isinstance(Parameter("a").typed(JSONField()).output_field, JSONField)


def of_all_kinds(*, essay, at, keys):
    sections = [kind.objects.for_essay(essay, at).values_list() for kind in kinds()]
    return [
        *(section[:2] for section in sections),
        Comment.objects.filter(pk__in=keys).order_by("pk").values_list("html", "essay__slug", "pk"),
        Essay.objects.filter(pk=essay).values_list("pk"),
    ]


def test_querysets_of_all_models_in_one_query(django_assert_num_queries):
    query, essay = compiled_together(Essay)(of_all_kinds), factories.essay()
    for make in [factories.text, factories.image, factories.recording, factories.video]:
        for year in ["1953", "", "1954"]:
            make(essay=essay, date=year)
    keys = [factories.comment(essay=essay).pk for _ in range(3)]
    now = timezone.now()
    querysets = of_all_kinds(essay=essay.pk, at=now, keys=keys)
    expected = [list(queryset) for queryset in querysets]
    query(essay=essay.pk, at=now, keys=keys)  # compiles it
    with django_assert_num_queries(1):
        rows = query(essay=essay.pk, at=now, keys=keys)
    assert [sorted(part) for part in rows] == [sorted(part) for part in expected]
    assert [len(part) for part in rows] == [2, 2, 2, 2, 0, 3, 1]


def test_unions_of_parts_have_one_type_in_each_column():
    """PostgreSQL takes NULL without a type for text."""
    query = compiled_together(Essay)(
        lambda: [
            Essay.objects.values_list("title", "slug"),
            Essay.objects.values_list("authors", "title"),
            Essay.objects.values_list("published_at", "year", "notes", "comments_open"),
        ]
    )
    essay = factories.essay(year=1953)
    last = (essay.published_at, 1953, [], True)
    assert query() == [[(essay.title, essay.slug)], [("", essay.title)], [last]]
