"""The kinds of source."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.forms.models import modelform_factory

from resources.models import Image, Recording, Reference, Text
from seventeen_moments.core.publication import Status
from tests import factories
from tests.pictures import NO_PICTURE

# Texts


def test_text_has_rows_of_original_transliteration_and_translation():
    text = Text(original="раз\n\nдва", transliteration="raz\n\ndva", translation="one")
    assert text.rows() == [("раз", "raz", "one"), ("два", "dva", "")]


def test_text_without_words_has_no_rows():
    assert Text().rows() == []


# Images


def test_image_knows_its_size_and_renditions(db):
    image = factories.image(file=factories.picture(300, 200))
    names = [f"{image.folder}/200.webp", f"{image.folder}/300.webp"]
    assert (image.width, image.height) == (300, 200)
    assert image.renditions == [
        {"width": 200, "height": 133, "name": names[0]},
        {"width": 300, "height": 200, "name": names[1]},
    ]


def test_image_offers_browsers_its_renditions(db):
    image = factories.image(file=factories.picture(300, 200))
    folder = f"/media/{image.folder}"
    assert image.srcset == f"{folder}/200.webp 200w, {folder}/300.webp 300w"
    assert (image.smallest["url"], image.largest["url"]) == (
        f"{folder}/200.webp",
        f"{folder}/300.webp",
    )


def test_alternative_text_is_read_aloud():
    assert Image(alternative_text="A gate of planks").alt == "A gate of planks"


def test_decorative_image_is_passed_over():
    assert Image(alternative_text="A gate of planks", decorative=True).alt == ""


def test_published_image_needs_an_alternative_text(db):
    with pytest.raises(IntegrityError):
        factories.image(alternative_text="")


def test_draft_of_an_image_waits_for_its_alternative_text(db):
    draft = factories.image(alternative_text="", status=Status.DRAFT)
    factories.image(essay=draft.essay)
    factories.image(essay=draft.essay, alternative_text="", decorative=True)
    assert list(Image.objects.without_words()) == [draft]


def test_decorative_image_needs_none(db):
    assert factories.image(alternative_text="", decorative=True).alt == ""


def test_missing_alternative_text_is_explained(db):
    image = Image(essay=factories.essay(), title="Gate", status=Status.PUBLISHED)
    with pytest.raises(ValidationError) as refused:
        image.validate_constraints(exclude=["file", "published_at"])
    assert refused.value.messages == [
        "Write an alternative text, or mark the picture as decorative."
    ]


def test_missing_alternative_text_is_reported_with_other_errors(db):
    image = Image(essay=factories.essay(), status=Status.PUBLISHED)
    with pytest.raises(ValidationError) as refused:
        image.full_clean()
    assert refused.value.message_dict == {
        "file": ["This field cannot be blank."],
        "title": ["This field cannot be blank."],
        "alternative_text": ["Write an alternative text, or mark the picture as decorative."],
    }


def test_form_without_the_alternative_text_does_not_ask_for_it(db):
    form_class = modelform_factory(Image, fields=["title"])
    image = Image(essay=factories.essay(), status=Status.PUBLISHED)
    assert form_class({"title": "Gate"}, instance=image).is_valid()


def test_form_refuses_a_file_that_is_not_a_picture():
    image = Image(file=SimpleUploadedFile("gate.png", b"At the camp gate"))
    with pytest.raises(ValidationError) as refused:
        image.clean_fields(exclude=["essay", "title"])
    assert refused.value.message_dict == {"file": [NO_PICTURE]}


@pytest.mark.parametrize("make", [factories.image, factories.recording])
def test_database_refuses_a_row_without_a_file(db, make):
    with pytest.raises(IntegrityError):
        make(file="", **{"width": 1, "height": 1} if make is factories.image else {"duration": 1})


@pytest.mark.parametrize("model", [Image, Recording])
def test_form_refuses_a_row_without_a_file(model):
    with pytest.raises(ValidationError) as refused:
        model(title="Gate").clean_fields(exclude=["essay"])
    assert refused.value.message_dict == {"file": ["This field cannot be blank."]}


# Recordings


def test_recording_knows_its_duration(db):
    recording = factories.recording(file=factories.sound(65))
    recording.refresh_from_db()
    assert (recording.duration, recording.length) == (Decimal(65), "1:05")


@pytest.mark.parametrize(
    ("seconds", "length"),
    [
        ("0.01", "0:00"),
        ("0.5", "0:00"),
        ("59.4", "0:59"),
        ("59.6", "1:00"),
        ("185", "3:05"),
        ("3599.99", "1:00:00"),
        ("3723", "1:02:03"),
        ("999999", "277:46:39"),
    ],
)
def test_length_is_shown_in_minutes_and_hours(seconds, length):
    assert Recording(duration=Decimal(seconds)).length == length


def test_form_refuses_a_file_that_is_not_a_recording():
    recording = Recording(title="Song", file=SimpleUploadedFile("song.mp3", b"Song of Vorkuta"))
    with pytest.raises(ValidationError) as refused:
        recording.clean_fields(exclude=["essay"])
    assert refused.value.message_dict == {
        "file": [
            "This file is not audio that browsers can play. Use MP3, M4A, Ogg, Opus, FLAC or WAV."
        ]
    }


def song():
    return Recording(
        transcript="раз\nдва\n\nтри",
        transcript_transliteration="raz\n\ntri",
        transcript_translation="one\ntwo",
    )


def test_lines_of_the_words_are_side_by_side():
    assert song().lines() == [("раз", "raz", "one"), ("два", "", "two"), ("три", "tri", "")]


def test_recording_without_words_has_no_lines():
    assert Recording().lines() == []


# References


@pytest.mark.parametrize("url", ["https://www.cornellpress.cornell.edu/book/", "http://a.org/?a=1"])
def test_reference_may_have_an_address(url):
    assert Reference._meta.get_field("url").clean(url, None) == url


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//a.org", "a.org"])
def test_address_outside_the_web_is_refused(url):
    with pytest.raises(ValidationError):
        Reference._meta.get_field("url").clean(url, None)


def test_length_of_a_text_is_that_of_its_translation(db):
    text = factories.text(original="Указ об амнистии", translation="Decree on the amnesty")
    assert text.words == 4
    text.translation = ""
    text.save(update_fields=["translation"])
    text.refresh_from_db()
    assert text.words == 3
