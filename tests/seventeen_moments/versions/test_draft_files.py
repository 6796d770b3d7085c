"""Files, which no draft can hold: they are stored at once."""

import pytest
from django import forms

from resources.models import Video
from seventeen_moments.versions.conflicts import ConflictCheck
from seventeen_moments.versions.draft_forms import DraftFormMixin
from tests import factories
from tests.films import film

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://example.org/film"
NEW = (
    "A new file cannot be saved in a draft. Publish it, or leave the file unchanged in this draft."
)
REMOVAL = (
    "The removal of a file cannot be saved in a draft. Publish it, or leave the file unchanged in "
    "this draft."
)


class VideoForm(DraftFormMixin, forms.ModelForm):
    class Meta:
        model = Video
        fields = ["title", "status", "file", "poster"]


def errors(row, button, files=(), **typed):
    row.conflict_check = ConflictCheck(row, [], [])
    data = {"title": row.title, "status": row.status, button: "on"} | typed
    return VideoForm(data, dict(files), instance=row).errors


@pytest.mark.parametrize("name", ["file", "poster"])
@pytest.mark.parametrize("button", ["_draft", "_publish"])
def test_new_file_of_a_live_page_is_refused_in_a_draft(name, button):
    upload = factories.picture() if name == "poster" else film()
    shown = errors(factories.video(), button, files={name: upload})
    assert shown == ({name: [NEW]} if button == "_draft" else {})


@pytest.mark.parametrize("name", ["file", "poster"])
@pytest.mark.parametrize("button", ["_draft", "_publish"])
def test_removal_of_a_file_of_a_live_page_is_refused_in_a_draft(name, button):
    shown = errors(factories.video(url=ELSEWHERE), button, **{f"{name}-clear": "on"})
    assert shown == ({name: [REMOVAL]} if button == "_draft" else {})


def test_errors_of_both_files_are_shown_at_their_fields():
    files = {"poster": factories.picture()}
    shown = errors(factories.video(), "_draft", files, **{"file-clear": "on"})
    assert shown == {"file": [REMOVAL], "poster": [NEW]}


def test_draft_without_a_file_is_valid():
    elsewhere = factories.video(file="", poster="", url=ELSEWHERE)
    assert errors(elsewhere, "_draft", title="Another") == {}


def test_files_of_a_hidden_page_are_accepted():
    row = factories.video(status="draft")
    assert errors(row, "_draft", {"poster": factories.picture()}, **{"file-clear": "on"}) == {}
