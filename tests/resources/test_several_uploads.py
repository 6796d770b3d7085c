"""Two uploads of one row, each with a folder of its own: they do not affect each other."""

import hashlib

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import FileField
from django.forms.models import modelform_factory
from django.utils.datastructures import MultiValueDict
from reversion import add_to_revision, create_revision

from essays.models import Essay
from resources.files import WithFile, only_through_save
from resources.video import Video
from seventeen_moments.core.precomputing import precompute_form, precomputing
from tests import factories
from tests.connections import meanwhile
from tests.films import film
from tests.resources.test_precomputing import BEFORE, watched
from tests.resources.uploads import names


def video(**fields):
    """One that may be public without its file."""
    return factories.video(**{"url": "https://example.org/thaw/"} | fields)


def keep(row):
    with create_revision():
        add_to_revision(row)


def fresh(row):
    return Video.objects.get(pk=row.pk)


MODELS = [model for model in apps.get_models() if issubclass(model, WithFile)]


@pytest.mark.parametrize("model", MODELS)
def test_every_file_field_is_an_upload_with_columns_of_its_own(model):
    fields = {field.name: field for field in model._meta.local_fields}
    files = [name for name, field in fields.items() if isinstance(field, FileField)]
    assert files == list(model.UPLOADS)
    assert {fields[name].upload_to for name in files} == {only_through_save}
    columns = model.upload_columns()
    assert (len(set(columns)), set(columns) - fields.keys()) == (len(columns), set())
    folders = [fields[upload.folder] for upload in model.UPLOADS.values()]
    assert all(folder.unique and folder.null for folder in folders)


def test_each_upload_has_its_folder(db, stored):
    row = video()
    assert (row.file.name, row.poster.name, row.poster_renditions[0]["name"]) == (
        f"{row.folder}/film.webm",
        f"{row.poster_folder}/gate.png",
        f"{row.poster_folder}/40.webp",
    )
    assert (names(row), row.folder != row.poster_folder) == (stored(), True)


def test_each_upload_has_its_checksum(db, media_root):
    row = fresh(video())
    assert row.checksums() == {
        name: hashlib.sha256((media_root / name).read_bytes()).hexdigest()
        for name in [row.file.name, row.poster.name]
    }


def test_rows_without_files_have_no_folder(db, stored):
    for row in [video(file="", poster=""), video(file=None, poster=None)]:
        row.refresh_from_db()
        assert (row.folder, row.poster_folder, names(row), row.checksums()) == (None, None, [], {})
    assert stored() == []


def test_file_is_added_later(db, stored):
    row = video(file="")
    poster = row.poster.name
    row.file = film(2)
    row.save()
    row = fresh(row)
    assert (row.duration, row.poster.name, stored()) == (2, poster, names(row))


@pytest.mark.parametrize("name", ["file", "poster"])
def test_replaced_file_does_not_affect_the_other(db, stored, media_root, committed, name):
    row = video()
    other = {"file": "poster", "poster": "file"}[name]
    before = getattr(row, other).name
    touched = (media_root / before).stat().st_mtime_ns
    replaced = getattr(row, name).name
    setattr(row, name, film(2) if name == "file" else factories.picture(50))
    with committed():
        row.save(update_fields=[name])
    row = fresh(row)
    assert (getattr(row, other).name, getattr(row, name).name != replaced) == (before, True)
    assert (stored(), (media_root / before).stat().st_mtime_ns) == (names(row), touched)


def test_cleared_file_clears_its_derived_fields(db, stored, committed):
    row = video()
    row.file = ""
    with committed():
        row.save()
    row = fresh(row)
    assert (row.file.name, row.folder, row.checksum, row.duration) == ("", None, "", None)
    assert (stored(), bool(row.poster)) == (names(row), True)


def test_cleared_poster_takes_its_renditions(db, stored, committed):
    row = video()
    row.poster = None
    with committed():
        row.save(update_fields=["poster"])
    row = fresh(row)
    assert (row.poster_folder, row.poster_checksum, row.poster_renditions) == (None, "", [])
    assert stored() == [row.file.name]


def test_two_rows_can_be_cleared(db):
    for row in [video(), video()]:
        row.file = row.poster = ""
        row.save()
    assert Video.objects.filter(folder=None, poster_folder=None).count() == 2


def test_file_taken_away_in_memory_stays_while_other_fields_are_saved(db):
    row = video()
    row.file, row.title = "", "Another"
    row.save(update_fields=["title"])
    assert (bool(fresh(row).file), fresh(row).folder) == (True, row.folder)


def test_cleared_file_stays_where_the_transaction_fails(db, stored):
    row = video()
    before = stored()
    row.file = ""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        row.save()
        raise ZeroDivisionError
    assert (stored(), names(fresh(row))) == (before, before)


def test_clearing_that_the_database_refuses_can_be_saved_again(db, stored, committed):
    taken = video()
    row = video(essay=taken.essay, title="Another")
    slug = row.slug
    row.file, row.slug = "", taken.slug
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.slug = slug
    with committed():
        row.save()
    assert (fresh(row).folder, stored()) == (None, names(taken, fresh(row)))


def test_cleared_file_stays_where_an_earlier_state_names_it(db, stored, committed):
    row = video()
    keep(row)
    before = stored()
    row.file = row.poster = ""
    with committed():
        row.save()
    assert (names(row), stored()) == ([], before)


def test_replaced_poster_of_a_version_is_kept(db, stored, committed):
    row = video()
    keep(row)
    before = stored()
    row.poster = factories.picture(50)
    with committed():
        row.save()
    assert stored() == sorted({*before, *names(row)})


def test_deleted_row_takes_both_folders(db, stored, committed):
    row, other = video(), video(poster="")
    with committed():
        row.delete()
    assert stored() == names(other)


@pytest.mark.parametrize("name", ["file", "poster"])
def test_bad_file_of_two_leaves_none(db, stored, name):
    with pytest.raises(ValidationError) as raised:
        video(**{name: SimpleUploadedFile("film.webm", b"Trains from Vorkuta")})
    assert (list(raised.value.message_dict), stored()) == ([name], [])


def test_both_uploads_survive_a_save_that_failed(db, stored):
    taken = video(file="", poster="")
    row = Video(essay=taken.essay, title="Gate", slug=taken.slug)
    row.file, row.poster = film(), factories.picture()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert (stored(), row.folder, row.poster_folder) == ([], None, None)
    row.slug = "gate"
    row.save()
    assert (names(fresh(row)), len(names(row))) == (stored(), 3)


def test_replacement_of_both_fails_as_a_whole(db, stored, committed):
    row = video()
    before = stored()
    row.file = film(2)
    row.poster = SimpleUploadedFile("gate.png", b"A gate.")
    with committed(), pytest.raises(ValidationError):
        row.save()
    assert (stored(), names(fresh(row))) == (before, before)
    row.poster = factories.picture(50)
    with committed():
        row.save()
    assert (stored(), fresh(row).duration) == (names(fresh(row)), 2)


def test_simultaneous_replacements_of_different_files_keep_both(transactional_db, stored):
    row = video()
    other = fresh(row)
    row.file, other.poster = film(2), factories.picture(50)
    meanwhile(row.save, other.save)
    now = fresh(row)
    assert (now.duration, now.poster_renditions[0]["width"], stored()) == (2, 50, names(now))


def test_clearing_a_replaced_file_leaves_no_file(transactional_db, stored):
    row = video()
    other = fresh(row)
    row.file, other.file = film(2), ""
    meanwhile(row.save, other.save)
    assert (fresh(row).folder, stored()) == (None, names(fresh(row)))


def test_form_clears_a_file(db, stored, committed):
    row = video()
    form_class = modelform_factory(Video, fields=["file", "poster"])
    form = form_class({"file-clear": "on"}, {}, instance=row)
    assert isinstance(form.fields["file"].widget, forms.ClearableFileInput)
    with committed():
        form.save()
    assert (fresh(row).folder, stored()) == (None, names(fresh(row)))


def test_row_whose_film_waits_is_read_without_its_columns(db, django_assert_num_queries):
    video()
    with django_assert_num_queries(1):
        row = Video.objects.only("title", *Video.upload_columns()).get()
        assert (len(row.file_names()), len(row.checksums())) == (3, 2)


# Read ahead


def test_only_uploads_with_renditions_are_read_ahead(db):
    sent = {
        "videos-0-poster": [factories.picture()],
        "videos-0-file": [factories.picture()],
        "videos-0-title": [factories.picture()],
        "others-0-poster": [factories.picture()],
        "poster": [factories.picture()],
    }
    with precomputing(), watched() as ran:
        precompute_form(Essay(), {}, MultiValueDict(sent))
        assert ran == BEFORE
        Video.UPLOADS["poster"].read(factories.picture())
    assert ran == BEFORE


# Served


@pytest.mark.parametrize("status", ["published", "draft"])
def test_files_of_all_uploads_are_served_as_the_row_is(client, db, status):
    row = video(status=status)
    answers = {client.get(f"/media/{name}").status_code for name in names(row)}
    assert answers == {200 if status == "published" else 404}


def test_file_is_served_only_from_its_own_folder(client, db):
    row = video()
    name = row.file.name.split("/")[-1]
    assert client.get(f"/media/{row.poster_folder}/{name}").status_code == 404


@pytest.mark.parametrize("address", ["videos/None/film.webm", "videos//film.webm", "videos/"])
def test_row_without_folders_answers_for_none(editor_client, address):
    row = video(file="", poster="")
    keep(row)
    assert editor_client.get(f"/media/{address}").status_code == 404


def test_editor_gets_the_poster_of_an_earlier_state(client, db):
    client.force_login(factories.user(is_superuser=True))
    row = video()
    keep(row)
    before = row.poster.url
    row.poster = factories.picture(50)
    row.save()
    assert client.get(before).status_code == 200
    client.logout()
    assert client.get(before).status_code == 404
