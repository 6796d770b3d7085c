"""System checks of incomplete kinds of source."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from resources.checks import errors_of
from resources.models import Text
from resources.sources import Source
from seventeen_moments.core.kinds import SourceKind

WHOLE = SourceKind(relation="diaries", address="texts", title="Diaries", counted="%(n)d diaries")


def told(**changes):
    """The errors of a kind that is complete except for the changes."""
    with isolate_apps("resources"):

        class Diary(Source):
            source_kind = replace(WHOLE, **changes)
            keeper = models.CharField(max_length=10)

            class Meta(Source.Meta):
                app_label = "resources"

        return [error.msg for error in errors_of([Diary])]


def test_kinds_of_the_archive_lack_nothing():
    assert errors_of(apps.get_models()) == []


def test_kind_that_is_declared_wholly_lacks_nothing():
    assert told() == []


@isolate_apps("resources")
def test_source_that_declares_no_kind_is_named():
    class Diary(Source):
        class Meta(Source.Meta):
            app_label = "resources"

    assert [error.msg for error in errors_of([Diary])] == [
        "resources.Diary declares no source_kind: say what it is, as resources.Text does."
    ]


@isolate_apps("resources")
def test_kind_that_is_no_source_is_named():
    class Diary(models.Model):  # noqa: DJ008
        source_kind = replace(WHOLE, row=(), texts=("words",))
        words = models.TextField()

        class Meta:
            app_label = "resources"

    messages = "resources.Diary declares a source_kind, but is not a Source."
    assert [error.msg for error in errors_of([Diary])] == [messages]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        *(
            (
                {name: value},
                "resources.Diary names the field “page” in its source_kind, but has none.",
            )
            for name, value in [
                ("row", ("title", "page")),
                ("texts", ("description", "page")),
                ("details", ("page",)),
                ("credits", {"page": "by"}),
                ("alternative", "page"),
                ("decorative", "page"),
                ("transcript", "page"),
                ("link", "page"),
            ]
        ),
        *(
            ({name: ""}, f"resources.Diary declares no {name} in its source_kind.")
            for name in ["relation", "address", "title", "counted"]
        ),
        (
            {"texts": ()},
            "resources.Diary declares no texts: the search would find none of its words.",
        ),
        (
            {"texts": ("description", "keeper")},
            "resources.Diary declares “keeper” among its texts, but it is not a TextField.",
        ),
        (
            {"credits": {"keeper": "by"}},
            "resources.Diary credits “keeper”, but it is not a NamesField.",
        ),
        (
            {"address": "comments"},
            "resources.Diary has the address /essays/essay/comments/, where “essays:comments” "
            "is already.",
        ),
        (
            {"address": "old diaries"},
            "resources.Diary has an invalid address: /essays/essay/old diaries/",
        ),
    ],
)
def test_incomplete_declaration_is_reported(changes, said):
    assert told(**changes) == [said]


@isolate_apps("resources")
@pytest.mark.parametrize(("name", "value"), [("address", "texts"), ("relation", "texts")])
def test_two_kinds_of_one_name_are_reported(name, value):
    class Diary(models.Model):  # noqa: DJ008
        source_kind = replace(WHOLE, row=(), texts=("words",), **{name: value})
        words = models.TextField()

        class Meta:
            app_label = "resources"

    messages = [error.msg for error in errors_of([Text, Diary])]
    for label in ["resources.Text", "resources.Diary"]:
        assert f"{label} has the {name} “{value}”, and another kind too." in messages


@isolate_apps("resources")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Map2", "cannot be cited by its name: a model name of a kind has letters."),
        ("M" * 60, "has a label of more than 60 characters."),
    ],
)
def test_ambiguous_name_is_reported(name, said):
    meta = type("Meta", (), {"app_label": "resources"})
    members = {
        "__module__": __name__,
        "Meta": meta,
        "words": models.TextField(),
        "source_kind": replace(WHOLE, row=(), texts=("words",)),
    }
    model = type(name, (models.Model,), members)
    assert f"resources.{name} {said}" in [error.msg for error in errors_of([model])]
