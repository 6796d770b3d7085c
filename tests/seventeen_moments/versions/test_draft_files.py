"""Files, which no draft can hold: they are stored at once."""

import pytest
from django import forms

from resources.models import Video
from seventeen_moments.versions.conflicts import ConflictCheck
from seventeen_moments.versions.draft_forms import FILE_REFUSED, REMOVAL_REFUSED, DraftFormMixin
from tests import factories
from tests.films import film

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://example.org/film"
NEW, REMOVAL = map(str, (FILE_REFUSED, REMOVAL_REFUSED))


class VideoForm(DraftFormMixin, forms.ModelForm):
    class Meta:
        model = Video
        fields = ["title", "status", "file", "poster"]


def errors(row, files=(), **typed):
    row.conflict_check = ConflictCheck(row, [], [])
    data = {"title": row.title, "status": row.status} | typed
    return VideoForm(data, dict(files), instance=row).errors


@pytest.mark.parametrize("name", ["file", "poster"])
def test_new_file_of_a_live_page_is_refused_in_a_draft(name):
    upload = factories.picture() if name == "poster" else film()
    shown = errors(factories.video(), files={name: upload})
    assert shown == {name: [NEW]}


@pytest.mark.parametrize("name", ["file", "poster"])
def test_removal_of_a_file_of_a_live_page_is_refused_in_a_draft(name):
    shown = errors(factories.video(url=ELSEWHERE), **{f"{name}-clear": "on"})
    assert shown == {name: [REMOVAL]}


def test_errors_of_both_files_are_shown_at_their_fields():
    files = {"poster": factories.picture()}
    shown = errors(factories.video(), files, **{"file-clear": "on"})
    assert shown == {"file": [REMOVAL], "poster": [NEW]}


def test_draft_without_a_file_is_valid():
    elsewhere = factories.video(file="", poster="", url=ELSEWHERE)
    assert errors(elsewhere, title="Another") == {}


def test_files_of_a_hidden_page_are_accepted():
    row = factories.video(status="draft")
    assert errors(row, {"poster": factories.picture()}, **{"file-clear": "on"}) == {}
