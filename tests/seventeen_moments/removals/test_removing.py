"""Nothing of a source that was removed for good remains, in the database or on the disk."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from seventeen_moments.editorial.models import BulkChange, Remark, Review
from seventeen_moments.removals.models import Removal
from seventeen_moments.search.models import Word
from seventeen_moments.versions.draft_history import keep_draft
from seventeen_moments.versions.register import record
from seventeen_moments.versions.saving import save_draft
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "Zhuravlyova"
REASON = "The family wrote on 3 May."


@pytest.fixture
def administrator(client):
    client.force_login(factories.user(is_superuser=True))
    return client


@pytest.fixture
def essay():
    essay = factories.essay(slug="home")
    factories.text(essay=essay, title="The Amnesty Decree")
    record(type(essay), essay.pk)
    return essay


def secret_uploads(row):
    """New uploads of all files of the row, with the secret in their names and in themselves."""
    uploads = {}
    for name in getattr(row, "UPLOADS", {}):
        with getattr(row, name).open() as file:
            uploads[name] = SimpleUploadedFile(f"{SECRET}.x", file.read() + SECRET.encode())
    return uploads


def fill(row):
    """Writes the secret wherever words of a source are kept."""
    model = type(row)
    record(model, row.essay_id, note="A state")
    for name, upload in secret_uploads(row).items():
        setattr(row, name, upload)
    row.slug = f"{SECRET.lower()}-again"
    row.save()
    record(model, row.essay_id)
    changed = model.objects.get(pk=row.pk)
    changed.title = f"{SECRET} at the gate"
    uploads = secret_uploads(row)
    for name, upload in uploads.items():
        setattr(changed, name, upload)
    keep_draft(save_draft(changed, ["title", *uploads], None))
    factories.correction(subject=row, quote=SECRET, text=f"It is {SECRET}.")
    review = Review.objects.create(page=row, note=SECRET)
    Remark.objects.create(review=review, passage=SECRET, words=SECRET)
    content_type = ContentType.objects.get_for_model(row)
    BulkChange.objects.create(
        content_type=content_type, fields=["title"], rows=1, values={row.pk: [{"title": SECRET}]}
    )
    LogEntry.objects.create(
        user=factories.user(),
        content_type=content_type,
        object_id=row.pk,
        object_repr=SECRET,
        change_message=SECRET,
        action_flag=2,
    )


def dump():
    """All tables, those of the search index too."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name from the database
            yield from ((table, row) for row in cursor.fetchall())


def tables_with(word):
    return {table for table, row in dump() if word.lower() in repr(row).lower()}


def address(row):
    return f"{reverse('admin:removals_removal_add')}?source={row.key}"


@pytest.mark.parametrize("make", factories.SOURCES)
def test_nothing_remains(
    administrator, essay, media_root, make, django_capture_on_commit_callbacks
):
    row = make(essay=essay, title=f"{SECRET}, 1953", description=f"Of {SECRET}.")
    fill(row)
    old_address = f"/essays/home/{row.source_kind.address}/{SECRET.lower()}-1953/"
    assert len(tables_with(SECRET)) >= 11
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(address(row), {"reason": REASON})
    assert tables_with(SECRET) == set()
    assert [file for file in media_root.rglob("*") if file.is_file()] == []
    mistyped = f"{old_address[:-1]})."
    for gone in [row.get_absolute_url(), old_address, mistyped, old_address.upper()]:
        response = administrator.get(gone)
        answer = response.status_code, "was removed from the archive on" in response.text
        assert answer == (410, True)


def test_the_rest_of_the_archive_remains(
    administrator, essay, media_root, django_capture_on_commit_callbacks
):
    row, other = (factories.image(essay=essay, title=title) for title in [SECRET, "Gate"])
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(address(row), {"reason": REASON})
    assert administrator.get(other.get_absolute_url()).status_code == 200
    assert all((media_root / name).exists() for name in other.file_names())
    assert set(Word.objects.values_list("word", flat=True)) >= {"gate", "amnesty"}
    history = administrator.get(reverse("admin:essays_essay_history", args=[essay.pk])).text
    assert "A source was removed for good." in history


def test_act_is_logged_without_what_it_was(administrator, essay, media_root):
    row = factories.image(essay=essay, title=SECRET)
    administrator.post(address(row), {"reason": REASON})
    entry = LogEntry.objects.get()
    assert (entry.object_repr, entry.get_change_message()) == (
        "image",
        f"Removed for good: {REASON}",
    )
    in_other_window = administrator.post(address(row), {"reason": REASON}, follow=True)
    page = in_other_window.text
    assert "This source no longer exists." in page
    assert (REASON in page, SECRET in page) == (True, False)


def test_page_says_what_goes(administrator, essay, media_root):
    row = factories.image(essay=essay, title=SECRET)
    fill(row)
    page = administrator.get(address(row)).text
    for words in ["6 files", "2 earlier versions", "2 drafts", "1 suggestion", "1 change", "(410)"]:
        assert words in page


def test_without_a_reason_nothing_is_removed(administrator, essay, media_root):
    row = factories.image(essay=essay)
    page = administrator.post(address(row), {"reason": " "}).text
    assert ("This field is required." in page, Removal.objects.count()) == (True, 0)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", ["", "image", "image-", "image-999", "essay-1", "image-\u0661"])
def test_unknown_source_returns_404(administrator, essay, name):
    address = f"{reverse('admin:removals_removal_add')}?source={name}"
    assert administrator.get(address).status_code == 404


def test_editors_may_not_remove(editor_client, essay):
    row = factories.text(essay=essay)
    assert editor_client.post(address(row), {"reason": REASON}).status_code == 403
    form = reverse("admin:resources_text_change", args=[row.pk])
    assert "Remove for good" not in editor_client.get(form).text
    assert type(row).objects.filter(pk=row.pk).exists()


def test_another_source_may_take_the_address(administrator, essay):
    row = factories.text(essay=essay, slug="letter")
    administrator.post(address(row), {"reason": REASON})
    again = factories.text(essay=essay, slug="letter")
    assert administrator.get(again.get_absolute_url()).status_code == 200
