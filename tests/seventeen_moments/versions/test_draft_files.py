"""New and removed files of live pages, which visitors see once the draft is published."""

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from resources.models import Image, Video
from seventeen_moments.versions.draft_files import DraftFolder
from seventeen_moments.versions.models import Draft, SavedDraft
from seventeen_moments.versions.publish_due import publish_due
from tests import factories
from tests.films import film
from tests.forms import row as inline
from tests.seventeen_moments.versions.draft_forms import (
    TOMORROW,
    at,
    change,
    drafts,
    make_due,
    page_of_draft,
)
from tests.seventeen_moments.versions.draft_forms import publish as publish_in_admin
from tests.seventeen_moments.versions.draft_uploads import drafted, save_by_code, status, uploads
from tests.seventeen_moments.versions.history_pages import address

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://example.org/film"
UPLOADS = [
    (factories.image, "file", lambda: factories.picture(60, 40)),
    (factories.recording, "file", lambda: factories.sound(3)),
    (factories.video, "file", lambda: film(3)),
    (factories.video, "poster", lambda: factories.picture(60, 40)),
]
every_upload = pytest.mark.parametrize(("make", "field", "upload"), UPLOADS)


@every_upload
def test_new_file_is_stored_and_visitors_see_the_old_one(save, stored, make, field, upload):
    row = make()
    before, files = uploads(row), stored()
    save(row, **{field: upload()})
    assert uploads(row) == before
    assert drafted(row, field)["name"] in set(stored()) - set(files)
    assert set(files) < set(stored())


@every_upload
def test_published_file_is_that_of_the_row(save, publish, make, field, upload):
    row = make()
    save(row, **{field: upload()})
    value = drafted(row, field)
    publish(row)
    columns = uploads(row)
    assert columns[field] == value["name"]
    assert columns[row.UPLOADS[field].folder] == value[row.UPLOADS[field].folder]
    assert all(map(default_storage.exists, type(row).objects.get().file_names()))
    assert not DraftFolder.objects.filter(draft__isnull=False).exists()


def test_other_file_of_the_row_stays_at_publication(save, publish):
    row = factories.video()
    save(row, poster=factories.picture(60, 40))
    before = uploads(row)
    publish(row)
    after = uploads(row)
    unchanged = {name for name, value in before.items() if after[name] == value}
    assert set(before) - unchanged == {
        "poster",
        "poster_folder",
        "poster_checksum",
        "poster_renditions",
    }


def test_derived_columns_follow_the_published_file(save, publish):
    recording = factories.recording()
    save(recording, file=factories.sound(3))
    publish(recording)
    recording.refresh_from_db()
    assert recording.duration == 3


def test_replaced_file_stays_in_the_history(image, save, publish, editor_client, stored):
    before = image.file.name
    save(image, file=factories.picture(60, 40))
    publish(image)
    assert (before in stored(), status(editor_client, before)) == (True, 200)


def test_replaced_file_without_a_history_is_deleted(image, stored, committed):
    draft = save_by_code(image)
    with committed(), transaction.atomic():
        draft.apply()  # what publish() does after recording the state
    assert stored() == sorted(Image.objects.get().file_names())


def test_form_publishes_the_file_of_its_draft(image, save, editor_client, committed, stored):
    save(image, file=factories.picture(60, 40))
    value = drafted(image)
    with committed():
        publish_in_admin(editor_client, image, title="The Gate")
    image.refresh_from_db()
    assert (image.title, image.file.name, image.width) == ("The Gate", value["name"], 60)
    assert value["name"] in stored()


def test_form_publishes_one_file_of_its_draft_and_one_upload(save, editor_client, committed):
    row = factories.video()
    save(row, poster=factories.picture(60, 40))
    value = drafted(row, "poster")
    with committed():
        publish_in_admin(editor_client, row, file=film(3))
    row.refresh_from_db()
    assert (row.poster.name, row.duration) == (value["name"], 3)


def test_scheduled_file_is_published_in_time(image, editor_client, committed):
    publish_in_admin(editor_client, image, file=factories.picture(60, 40), **at(TOMORROW))
    value = drafted(image)
    make_due()
    with committed():
        assert publish_due() == [("Gate", "")]
    assert Image.objects.get().file.name == value["name"]


@pytest.mark.parametrize("field", ["file", "poster"])
def test_removal_of_a_file_is_kept_in_a_draft(save, publish, stored, field):
    row = factories.video(url=ELSEWHERE)
    before, name = uploads(row), getattr(row, field).name
    save(row, **{f"{field}-clear": "on"})
    assert (uploads(row), drafts()) == (before, {"Trains from Vorkuta": {field: ""}})
    publish(row)
    row.refresh_from_db()
    folder = getattr(row, row.UPLOADS[field].folder)
    assert (getattr(row, field).name, folder, name in stored()) == ("", None, True)


def test_removal_of_the_only_place_of_a_film_is_refused(save):
    response = save(factories.video(), **{"file-clear": "on"})
    assert list(response.context["adminform"].form.errors) == ["url"]
    assert not Draft.objects.exists()


def test_upload_that_is_no_picture_is_refused(image, save, stored):
    before = stored()
    response = save(image, file=factories.sound())
    assert list(response.context["adminform"].form.errors) == ["file"]
    assert (stored(), Draft.objects.count()) == (before, 0)


def test_file_of_a_row_in_the_form_of_its_essay(image, save, publish):
    save(image.essay, **{"images-0-file": factories.picture(60, 40)})
    assert (uploads(image)["width"], drafted(image)["width"]) == (40, 60)
    publish(image.essay)
    assert uploads(image)["width"] == 60


def test_file_of_a_hidden_page_is_stored_with_its_row(save):
    image = factories.image(status="draft")
    save(image, file=factories.picture(60, 40))
    assert (uploads(image)["width"], Draft.objects.count()) == (60, 0)


def test_draft_without_a_new_file_names_none(image, save):
    save(image, title="The Gate")
    assert drafts() == {"Gate": {"title": "The Gate"}}


def test_unchanged_file_stays_in_the_draft(image, save):
    save(image, file=factories.picture(60, 40))
    value = drafted(image)
    save(image, medium="Poster")
    assert drafts() == {"Gate": {"file": value, "medium": "Poster"}}


# Who sees it


def test_only_editors_fetch_the_file_of_a_draft(image, save, client):
    save(image, file=factories.picture(60, 40))
    name, rendition = drafted(image)["name"], drafted(image)["renditions"][0]["name"]
    accounts = [None, "Moderators", "Authors", "Editors"]
    answers = []
    for group in accounts:
        client.logout()
        if group:
            client.force_login(factories.user(group))
        answers.append([status(client, each) for each in (name, rendition)])
    assert answers == [[404, 404], [404, 404], [404, 404], [200, 200]]


def test_editors_of_other_kinds_do_not_fetch_it(image, save, client):
    save(image, file=factories.picture(60, 40))
    editor = factories.user("Editors")
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_image"))
    client.force_login(editor)
    assert status(client, drafted(image)["name"]) == 404


def test_file_of_a_draft_is_not_cached(image, save, editor_client):
    save(image, file=factories.picture(60, 40))
    response = editor_client.get(f"/media/{drafted(image)['name']}")
    assert response["Cache-Control"] == "private, no-store"


def test_other_names_in_its_folder_are_not_found(image, save, editor_client, media_root):
    save(image, file=factories.picture(60, 40))
    folder = drafted(image)["folder"]
    (media_root / folder / "stray.png").write_text("?")
    assert status(editor_client, f"{folder}/stray.png") == 404


def test_published_file_is_public(image, save, publish, client):
    save(image, file=factories.picture(60, 40))
    name = drafted(image)["name"]
    publish(image)
    client.logout()
    assert status(client, name) == 200


def test_preview_shows_the_new_picture(image, save, editor_client):
    save(image, file=factories.picture(60, 40))
    value = drafted(image)
    page = editor_client.get(f"{image.get_absolute_url()}?draft").text
    assert f'<img src="/media/{value["renditions"][0]["name"]}"' in page
    assert f'href="/media/{value["name"]}" download' in page
    assert value["folder"] not in editor_client.get(image.get_absolute_url()).text


def test_preview_shows_the_new_length(save, editor_client):
    recording = factories.recording()
    save(recording, file=factories.sound(75))
    assert "<dd>1:15</dd>" in editor_client.get(f"{recording.get_absolute_url()}?draft").text


def test_preview_shows_the_film_without_its_poster(save, editor_client):
    row = factories.video()
    save(row, **{"poster-clear": "on"})
    page = editor_client.get(f"{row.get_absolute_url()}?draft").text
    assert ("<video" in page, "poster=" in page) == (True, False)


def test_form_links_the_file_of_the_draft(image, save, editor_client):
    save(image, file=factories.picture(60, 40, name="barracks.png"))
    page = editor_client.get(change(image)).text
    assert f'<a href="/media/{drafted(image)["name"]}">' in page


def test_page_of_the_draft_links_both_files(image, save, editor_client):
    save(image, file=factories.picture(60, 40, name="barracks.png"))
    page = editor_client.get(page_of_draft(image)).text
    assert f'<del><a href="/media/{image.file.name}">gate.png</a></del>' in page
    assert f'<ins><a href="/media/{drafted(image)["name"]}">barracks.png</a></ins>' in page


def test_history_of_drafts_links_files_that_editors_may_open(image, save, editor_client):
    names = []
    for width in (50, 60):
        save(image, file=factories.picture(width, name=f"width-{width}.png"))
        names.append(drafted(image)["name"])
    later, earlier = SavedDraft.objects.of(image)
    query = {"before": earlier.pk, "after": later.pk}
    page = editor_client.get(address("compare_drafts", image, image.pk), query).text
    assert f'<del><a href="/media/{names[0]}">width-50.png</a></del>' in page
    assert f'<ins><a href="/media/{names[1]}">width-60.png</a></ins>' in page
    assert [status(editor_client, name) for name in names] == [200, 200]


def test_new_row_with_a_file_waits_hidden(image, save, publish):
    new = inline("images", 1, title="Hut", alternative_text="A hut", status="published")
    save(image.essay, **new, **{"images-1-file": factories.picture(60, 40)})
    assert Image.objects.published().get() == image
    publish(image.essay)
    assert Image.objects.published().get(title="Hut").width == 60


@pytest.mark.parametrize("number", [1, 3])
def test_comparison_takes_the_same_queries_for_one_and_three_files(
    save, editor_client, number, django_assert_num_queries
):
    essay = factories.essay()
    for _ in range(number):
        factories.image(essay=essay)
    save(essay, **{f"images-{index}-file": factories.picture(60) for index in range(number)})
    saved = SavedDraft.objects.of(essay).get()
    page = address("saved_draft", essay, essay.pk, saved.pk)
    editor_client.get(page)
    with django_assert_num_queries(9):
        editor_client.get(page)


def test_removal_of_the_film_is_shown_as_such(save, editor_client):
    row = factories.video(url=ELSEWHERE)
    save(row, **{"file-clear": "on"})
    page = editor_client.get(page_of_draft(row))
    (_row, [difference]) = page.context["compared"][0]
    assert [op for op, _words in difference.pieces] == ["removed"]
    assert Video.objects.get().file.name in page.text


def test_draft_whose_file_is_gone_is_not_published(editor_client, save, image, stored):
    before = uploads(image)
    save(image, title="Tower", file=factories.picture(60, 40))
    default_storage.delete(drafted(image)["name"])
    response = publish_in_admin(editor_client, image)
    assert "The file that the draft of “Gate” names is no longer stored" in response.text
    assert uploads(image) == before
    assert drafts()["Gate"]["title"] == "Tower"
