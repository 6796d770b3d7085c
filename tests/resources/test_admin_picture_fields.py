"""Caption, date, rights and creators of many pictures, and what their files say about them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resources.models import Image
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.pictures import noise, written
from tests.resources.test_admin_add_pictures import (
    describe,
    draft,
    key,
    page_of,
    send,
    told,
)
from tests.resources.test_embedded_metadata import FULL, exif, xmp

IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/"
OLD_STYLE = {"date": "25 October 1917 (O.S.)", "date-reading": "1917-11-07"}


@pytest.fixture
def essay(db):
    return factories.essay(slug="home")


def photograph(name="IMG_2034.jpg", **options):
    return SimpleUploadedFile(name, written(noise(), "JPEG", **options))


def values(image, *names):
    image.refresh_from_db()
    return [getattr(image, name) for name in names]


def describe_all(client, essay, rows=(), **same):
    page = client.get(page_of(essay))
    changes = {f"same-{name}": value for name, value in same.items()}
    for image, fields in rows:
        changes |= {f"picture-{image.pk}-{name}": value for name, value in fields.items()}
    return client.post(page_of(essay), filled(page, describe="Save", **changes), follow=True)


# The rows


def test_row_has_caption_date_rights_and_creators(editor_client, essay):
    image = draft(essay)
    fields = {
        "description": "At the gate.",
        "date": "1953-03-27",
        "rights": IN_COPYRIGHT,
        "creators": "Petrov, Ivan\nTASS",
    }
    describe(editor_client, essay, **{key(image): fields})
    assert values(image, *fields) == list(fields.values())


def test_typed_date_of_a_row_is_confirmed_and_keeps_its_words(editor_client, essay):
    image = draft(essay)
    refused = describe(editor_client, essay, **{key(image): {"date": "spring 1953"}})
    assert list(refused.context["rows"][0].errors) == ["date"]
    describe(editor_client, essay, **{key(image): OLD_STYLE})
    date, words = values(image, "date", "display_date")
    assert (date, bool(words)) == ("1917-11-07", True)


def test_author_fills_in_the_fields_of_their_own_pictures(author_client, author):
    own = factories.essay(status=Status.DRAFT, owner=author)
    send(author_client, own, photograph())
    image = Image.objects.get()
    describe(author_client, own, **{key(image): {"creators": "TASS", "date": "1953"}})
    assert values(image, "creators", "date", "status") == ["TASS", "1953", "draft"]


def test_words_of_an_earlier_date_do_not_stay(editor_client, essay):
    image = draft(essay, date="1917-11-07", display_date="25 October 1917 (O.S.)")
    describe(editor_client, essay, **{key(image): {"date": "1918"}})
    assert values(image, "date", "display_date") == ["1918", ""]


# The same for all


def test_values_for_all_are_saved_with_each_picture(editor_client, essay):
    images = [draft(essay), draft(essay)]
    same = {"description": "Camp.", "creators": "TASS", "date": "1953", "rights": IN_COPYRIGHT}
    response = describe_all(editor_client, essay, **same)
    assert [values(image, *same) for image in images] == [list(same.values())] * 2
    assert told(response) == ["2 pictures saved."]


def test_values_for_all_fill_only_empty_fields(editor_client, essay):
    draft(essay, date="1952")
    draft(essay)
    typed = draft(essay)
    describe_all(editor_client, essay, rows=[(typed, {"date": "1954"})], date="1953")
    assert [image.date for image in Image.objects.order_by("pk")] == ["1952", "1953", "1954"]


def test_values_for_all_replace_what_is_there_if_that_is_chosen(editor_client, essay):
    images = [draft(essay, rights=PUBLIC_DOMAIN, creators="APN"), draft(essay, creators="APN")]
    describe_all(editor_client, essay, rights=IN_COPYRIGHT, replace="on")
    assert [values(image, "rights", "creators") for image in images] == [
        [IN_COPYRIGHT, "APN"],
        [IN_COPYRIGHT, "APN"],
    ]


def test_date_for_all_is_asked_about_once(editor_client, essay):
    images = [draft(essay), draft(essay)]
    response = describe_all(editor_client, essay, date="3/4/1953", creators="TASS")
    assert list(response.context["same"].errors) == ["date"]
    assert [row.errors for row in response.context["rows"]] == [{}, {}]
    assert [values(image, "date", "creators") for image in images] == [["", ""]] * 2


def test_confirmed_date_for_all_is_saved_with_its_words(editor_client, essay):
    images = [draft(essay), draft(essay, date="1952")]
    describe_all(editor_client, essay, **OLD_STYLE, replace="on")
    dates = [values(image, "date") for image in images]
    assert dates == [["1917-11-07"], ["1917-11-07"]]
    assert all(image.display_date for image in images)


def test_values_for_all_stay_in_a_refused_form(editor_client, essay):
    image = draft(essay)
    rows = [(image, {"title": "", "description": "At the gate"})]
    response = describe_all(editor_client, essay, rows=rows, creators="TASS", replace="on")
    row = response.context["rows"][0]
    assert (row["creators"].value(), row["description"].value()) == ("TASS", "At the gate")
    assert response.context["same"]["creators"].value() == "TASS"
    assert values(image, "creators") == [""]


def test_values_for_all_do_not_reach_other_pictures(editor_client, essay):
    described = factories.image(essay=essay)
    other = draft(factories.essay())
    draft(essay)
    describe_all(editor_client, essay, creators="TASS", replace="on")
    assert [values(image, "creators") for image in [described, other]] == [[""], [""]]


# What the file says


def test_upload_is_filled_in_from_its_file(editor_client, essay):
    response = send(editor_client, essay, photograph(xmp=xmp(FULL)))
    image = Image.objects.get()
    assert values(image, "title", "slug", "description", "creators", "alternative_text") == [
        "Ворота лагеря",
        "vorota-lageria",
        "At the gate.\n\n© 1953 TASS",
        "Petrov, Ivan\nTASS",
        "",
    ]
    assert image.status == Status.DRAFT
    assert told(response) == [
        "1 picture saved as a draft.",
        "Taken from the files: title, description, creators. Please check.",
    ]


def test_title_is_that_of_the_file_name_if_the_file_says_none(editor_client, essay):
    send(editor_client, essay, photograph("camp-gate.jpg", exif=exif(artist="TASS")))
    assert values(Image.objects.get(), "title", "creators") == ["Camp gate", "TASS"]


def add_image(client, essay, file, **fields):
    page = client.get(reverse("admin:resources_image_add"))
    fields = {"essay": essay.pk, "title": "Gate", "file": file, "_draft": ""} | fields
    return client.post(page.request["PATH_INFO"], filled(page, **fields), follow=True)


def test_new_draft_of_the_form_is_filled_in_too(editor_client, essay):
    data = exif("At the gate", "TASS", "1953:03:27 10:30:00")
    response = add_image(editor_client, essay, photograph(exif=data), creators="APN")
    image = Image.objects.get()
    assert values(image, "title", "description", "creators", "date", "alternative_text") == [
        "Gate",
        "At the gate",
        "APN",
        "1953-03-27",
        "",
    ]
    assert "Taken from the files: description, date. Please check." in told(response)


def test_picture_that_is_to_be_published_is_filled_in_before(editor_client, essay):
    file = photograph(exif=exif("At the gate"))
    fields = {"alternative_text": "A gate", "_draft": None, "_publish": "", "status": "published"}
    add_image(editor_client, essay, file, **fields)
    assert values(Image.objects.get(), "status", "description") == ["draft", "At the gate"]
