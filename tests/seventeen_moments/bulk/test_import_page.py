import re
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resources.models import Image, Text
from seventeen_moments.audit.models import Event
from seventeen_moments.bulk import uploads
from seventeen_moments.bulk.columns import columns_of
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.bulk.conftest import as_csv

PAGE = reverse("bulk:import")
KINDS = list(factories.OF_KIND)


def upload(client, *rows, written=None, **files):
    content = (as_csv(*rows) if written is None else written).encode()
    table = SimpleUploadedFile("table.csv", content)
    return read(client.post(PAGE, {"table": table, **files}))


def read(response):
    """Reads a streamed page, which runs the import."""
    if response.streaming:
        return SimpleNamespace(status_code=response.status_code, content=response.getvalue())
    return response


def confirm(client, page):
    return read(client.post(PAGE, filled(page)))


def text_of(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


def permitted(client, *codenames):
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


def test_page_lists_every_column(editor_client):
    page = editor_client.get(PAGE).content.decode()
    named = re.findall(r'<th scope="row"><code>(\w+)</code>', page)
    assert named == columns_of()


def test_page_has_nothing_inline(editor_client):
    page = editor_client.get(PAGE).content.decode()
    assert [mark for mark in ("<style", "style=", "<script>", "onclick=") if mark in page] == []


def test_upload_is_checked_and_nothing_stored(editor_client, thaw):
    page = text_of(upload(editor_client, {"title": "A", "status": "published"}, {"title": "B"}))
    assert "Checked: nothing is saved yet 2 new 0 changed 0 unchanged 0 files" in page
    assert "1 page will be public immediately." in page
    assert Text.objects.count() == 0


def test_import_stores_exactly_what_was_checked(editor_client, thaw, data_dir):
    page = text_of(confirm(editor_client, upload(editor_client, {"title": "A"}, {"title": "B"})))
    assert "Imported 2 new 0 changed 0 unchanged 0 files" in page
    assert (Text.objects.count(), list((data_dir / "imports").iterdir())) == (2, [])


def test_import_is_in_the_audit_trail_although_its_page_is_streamed(editor_client, thaw):
    confirm(editor_client, upload(editor_client, {"title": "A"}))
    event = Event.objects.get(kind="imported")
    who = (event.subject, event.actor_name, event.network)
    assert who == ("sources.csv", get_user(editor_client).username, "127.0.0.0/24")


def test_files_are_imported_from_a_zip(editor_client, thaw, packed):
    files = packed(files={"gate.png": factories.picture().read()})
    row = {"source": "image", "title": "Gate", "decorative": "yes", "file": "gate.png"}
    zipped = SimpleUploadedFile("files.zip", files.read_bytes())
    confirm(editor_client, upload(editor_client, row, files=zipped))
    assert Image.objects.get().width == 40


def test_problems_are_listed_with_row_and_column(editor_client, thaw, data_dir):
    rows = [{"title": "A"}, {"title": "", "status": "live"}]
    page = text_of(upload(editor_client, *rows))
    assert "There are 2 problems; nothing was saved." in page
    assert "3 status “live” is not one of: draft, published." in page
    assert "3 title This field cannot be blank." in page
    assert list((data_dir / "imports").iterdir()) == []


def test_content_of_cells_is_escaped(editor_client, thaw):
    page = upload(editor_client, {"title": "A", "status": "<script>alert(1)</script>"})
    assert b"&lt;script&gt;alert(1)" in page.content


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "The submitted file is empty."),
        ("source,essay,title", "There are no rows below the header."),
        ("source;essay;titel\ntext;thaw;A", "1 title This column is missing."),
        ("source;essay;titel\ntext;thaw;A", "1 titel There is no column with this name."),
    ],
)
def test_bad_table_is_explained(editor_client, thaw, written, sentence):
    assert sentence in text_of(upload(editor_client, written=written))


def test_other_encoding_is_explained_and_not_kept(editor_client, thaw, data_dir):
    table = BytesIO("source,essay,title\ntext,thaw,鸂鶒".encode("gbk"))
    page = text_of(editor_client.post(PAGE, {"table": table}))
    assert "Line 2 is neither UTF-8 nor UTF-16." in page
    assert list((data_dir / "imports").iterdir()) == []


def test_bad_zip_is_explained(editor_client, thaw, packed):
    zipped = SimpleUploadedFile("files.zip", packed(files={"../a.png": b""}).read_bytes())
    page = text_of(upload(editor_client, {"title": "A"}, files=zipped))
    assert "“../a.png” is not a valid file name in the zip. Nothing was saved." in page


def test_form_without_a_table_is_refused(editor_client):
    assert "This field is required." in text_of(editor_client.post(PAGE, {}))


def test_unchanged_table_cannot_be_imported(editor_client, thaw):
    text = factories.text(essay=thaw, slug="a")
    page = text_of(upload(editor_client, {"title": text.title, "slug": "a"}))
    assert "There is nothing to import: everything is already up to date." in page
    assert "Import now" not in page


def test_changes_since_the_check_are_shown(editor_client, thaw):
    checked = upload(editor_client, {"title": "A", "slug": "a"})
    factories.text(essay=thaw, slug="a", title="B")
    again = confirm(editor_client, checked)
    done = confirm(editor_client, again)
    assert "Imported 0 new 1 changed" in text_of(done)


def test_changes_since_the_check_are_not_overwritten(editor_client, thaw):
    checked = upload(editor_client, {"title": "A", "slug": "a"})
    factories.text(essay=thaw, slug="a", title="B")
    page = text_of(confirm(editor_client, checked))
    assert "The archive has changed since the check, and nothing was saved." in page
    assert Text.objects.get().title == "B"


def test_import_twice_is_refused(editor_client, thaw):
    checked = upload(editor_client, {"title": "A"})
    confirm(editor_client, checked)
    page = text_of(confirm(editor_client, checked))
    assert "This upload no longer exists. Please upload it again." in page
    assert Text.objects.count() == 1


def test_upload_of_another_editor_is_refused(editor_client, thaw, client):
    checked = upload(editor_client, {"title": "A"})
    client.logout()
    client.force_login(factories.user("Editors"))
    page = text_of(confirm(client, checked))
    assert "This upload no longer exists. Please upload it again." in page
    assert Text.objects.count() == 0


# Permissions


def test_visitor_is_sent_to_the_login(client, thaw):
    assert upload(client, {"title": "A"}).url == f"{reverse('admin:login')}?next={PAGE}"
    assert Text.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_moderator_is_refused(moderator_client, method):
    assert getattr(moderator_client, method)(PAGE).status_code == 403


@pytest.mark.parametrize("right", ["add", "change", "view"])
def test_one_permission_is_not_enough(client, thaw, right):
    client = permitted(client, *(f"{right}_{kind}" for kind in KINDS))
    assert (client.get(PAGE).status_code, upload(client, {"title": "A"}).status_code) == (403, 403)


def test_user_imports_only_permitted_kinds(client, thaw):
    client = permitted(client, "add_text", "change_text", "view_essay", "change_essay")
    factories.reference(essay=thaw, slug="book")
    page = text_of(
        upload(
            client,
            {"title": "A"},
            {"source": "reference", "title": "B"},
            {"source": "reference", "title": "C", "slug": "book"},
        )
    )
    assert "There are 2 problems; nothing was saved." in page
    assert "3 source You do not have permission to add sources of this kind." in page


def test_slug_of_an_invisible_source_is_taken(client, thaw, monkeypatch):
    factories.text(essay=thaw, slug="a", status=Status.DRAFT)
    monkeypatch.setattr(
        "resources.admin.sources.TextAdmin.get_queryset",
        lambda self, request: Text.objects.published(),
    )
    client = permitted(client, "add_text", "change_text", "change_essay")
    page = text_of(upload(client, {"title": "A", "slug": "a"}))
    assert "2 slug This section of the essay already has a source with this slug." in page


def test_upload_is_kept_outside_the_media(editor_client, thaw, data_dir, settings):
    text_of(upload(editor_client, {"title": "A"}))
    token = editor_client.session[uploads.IN_SESSION]
    assert [folder.name for folder in (data_dir / "imports").iterdir()] == [token]
    assert not settings.MEDIA_ROOT.is_relative_to(data_dir)


def test_list_of_sources_links_the_import(editor_client):
    page = editor_client.get(reverse("admin:resources_text_changelist")).content.decode()
    assert f'<a href="{PAGE}?source=text">Import from CSV</a>' in page


def test_long_import_shows_its_progress(editor_client, thaw, monkeypatch):
    monkeypatch.setattr("seventeen_moments.bulk.views.PACE", 0)
    page = text_of(upload(editor_client, {"title": "A"}, {"title": "B"}))
    assert "Row 2 of 3 Row 3 of 3 Checked" in page
