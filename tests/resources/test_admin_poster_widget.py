import pytest
from django import forms
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.db.models.fields.files import FieldFile

from resources.admin.poster_widget import PosterInput
from tests import factories


class Form(forms.Form):
    poster = forms.FileField(required=False, widget=PosterInput(film="file"))


def stored(content):
    name = default_storage.save("posters/poster.png", ContentFile(content))
    return FieldFile(None, FileField(storage=default_storage), name)


def written(poster=None, **options):
    return str(Form(initial={"poster": poster}, **options)["poster"])


def test_without_a_poster_it_is_a_file_input():
    field = written()
    assert '<input type="file" name="poster" accept="image/*"' in field
    assert "<img" not in field


def test_present_poster_is_shown_with_its_size():
    field = written(stored(factories.picture(64, 48).read()))
    assert '<img class="thumbnail" src="/media/posters/poster' in field
    assert "64 × 48" in field


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_poster_that_cannot_be_read_is_linked_without_its_size(content):
    field = written(stored(content))
    assert "Current poster" in field
    assert "×" not in field.partition("</p>")[0].partition("poster-now")[2]


def test_missing_poster_is_linked_without_its_size():
    poster = stored(b"")
    default_storage.delete(poster.name)
    assert "Current poster" in written(poster)


def test_poster_can_be_taken_away():
    poster = stored(factories.picture().read())
    form = Form({"poster-clear": "on"}, initial={"poster": poster})
    assert form.is_valid()
    assert form.cleaned_data == {"poster": False}


def test_film_is_in_the_same_form():
    assert 'data-film="file"' in written()


def test_film_is_in_the_same_row():
    assert 'data-film="videos-0-file"' in written(prefix="videos-0")


def test_admin_shows_films_that_were_chosen(editor_client):
    policy = editor_client.get("/admin/").headers["Content-Security-Policy"]
    assert "media-src 'self' blob:" in policy


def test_readers_see_only_stored_films(client, db):
    assert "blob:" not in client.get("/").headers["Content-Security-Policy"]
