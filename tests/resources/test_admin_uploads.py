"""Uploads in the admin: a refused file leaves neither row nor file."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import pre_save
from django.urls import reverse
from PIL import Image as PillowImage

from resources.models import Image, Recording
from tests import factories, sounds
from tests.forms import filled, row
from tests.pictures import NO_PICTURE
from tests.played_formats import SENTENCE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb():
    """170 million pixels in 20 kB."""
    buffer = BytesIO()
    PillowImage.new("1", (13_100, 13_000)).save(buffer, "PNG")
    return buffer.getvalue()


def truncated():
    whole = factories.picture(400, 300, format="JPEG").read()
    return whole[: len(whole) // 2]


BAD_PICTURES = [
    (
        "gate.png",
        lambda: b"A gate.",
        NO_PICTURE,
    ),
    (
        "gate.svg",
        lambda: SVG,
        "An SVG drawing may contain scripts, so it is not taken. Save it as PNG.",
    ),
    (
        "gate.jpg",
        lambda: factories.sound().read(),
        NO_PICTURE,
    ),
    ("gate.png", bomb, "This picture has more than 160 million pixels. Make it smaller."),
    ("gate.jpg", truncated, "This picture is damaged or incomplete."),
    ("gate.png", lambda: b"", "The submitted file is empty."),
]
BAD_SOUNDS = [
    (
        "song.mp3",
        lambda: b"A song.",
        "This file is not audio that browsers can play. Use MP3, M4A, Ogg, Opus, FLAC or WAV.",
    ),
    (
        "song.mp3",
        lambda: factories.picture().read(),
        "This file is a picture, not a recording: add it as an image.",
    ),
    ("song.mp3", lambda: b"ID3" + b"\0" * 99, "This recording is damaged or empty."),
    (
        "song.m4a",
        lambda: sounds.stored("alac.m4a"),
        SENTENCE.format("ALAC in MP4"),
    ),
    (
        "song.wav",
        lambda: factories.sound(seconds=0).read(),
        "This recording is damaged or empty.",
    ),
    ("song.wav", lambda: b"", "The submitted file is empty."),
]
BAD_FILES = [
    *(("image", *case) for case in BAD_PICTURES),
    *(("recording", *case) for case in BAD_SOUNDS),
]
MODELS = {"image": Image, "recording": Recording}


def stored(media_root):
    return [path for path in media_root.rglob("*") if path.is_file()]


def add(client, kind, essay, /, **fields):
    address = reverse(f"admin:resources_{kind}_add")
    page = client.get(address)
    data = filled(page, essay=essay.pk, title="Gate", alternative_text="A gate") | fields
    return client.post(address, data)


def add_rows(client, essay, rows, **counts):
    address = reverse("admin:essays_essay_change", args=[essay.pk])
    totals = {f"{prefix}-TOTAL_FORMS": number for prefix, number in counts.items()}
    return client.post(address, filled(client.get(address)) | totals | rows)


def image_row(number, **fields):
    defaults = {"title": "Gate", "alternative_text": "A gate"}
    return row("images", number, **defaults | {"file": factories.picture()} | fields)


def recording_row(number, **fields):
    defaults = {"title": "Song", "kind": "song"}
    return row("recordings", number, **defaults | {"file": factories.sound()} | fields)


ROWS = {"image": image_row, "recording": recording_row}


def row_errors(response, prefix):
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset.errors for formset in formsets if formset.prefix == prefix)


@pytest.mark.parametrize("case", BAD_FILES)
def test_bad_file_is_explained_at_its_field(editor_client, media_root, case):
    kind, name, content, message = case
    file = SimpleUploadedFile(name, content())
    response = add(editor_client, kind, factories.essay(), file=file)
    assert response.context["adminform"].form.errors == {"file": [message]}
    assert (MODELS[kind].objects.count(), stored(media_root)) == (0, [])


@pytest.mark.parametrize("case", BAD_FILES)
def test_bad_file_is_explained_in_its_row(editor_client, media_root, case):
    kind, name, content, message = case
    rows = ROWS[kind](0, file=SimpleUploadedFile(name, content()))
    response = add_rows(editor_client, factories.essay(), rows, **{f"{kind}s": 1})
    assert row_errors(response, f"{kind}s") == [{"file": [message]}]
    assert (MODELS[kind].objects.count(), stored(media_root)) == (0, [])


def test_bad_row_keeps_the_good_ones_from_being_stored(editor_client, media_root):
    rows = image_row(0) | image_row(1, title="") | recording_row(0)
    response = add_rows(editor_client, factories.essay(), rows, images=2, recordings=1)
    assert row_errors(response, "images") == [{}, {"title": ["This field is required."]}]
    assert (Image.objects.count(), Recording.objects.count(), stored(media_root)) == (0, 0, [])


def test_missing_file_is_explained(editor_client):
    rows = image_row(0, file="")
    response = add_rows(editor_client, factories.essay(), rows, images=1)
    assert row_errors(response, "images") == [{"file": ["This field is required."]}]


def test_invalid_file_does_not_replace_the_earlier_one(editor_client):
    image = factories.image()
    address = reverse("admin:resources_image_change", args=[image.pk])
    data = filled(editor_client.get(address)) | {"file": SimpleUploadedFile("gate.svg", SVG)}
    editor_client.post(address, data)
    image.refresh_from_db()
    assert image.file.storage.exists(image.file.name)


def test_refused_replacement_keeps_the_recording_and_what_was_typed(editor_client):
    recording = factories.recording()
    address = reverse("admin:resources_recording_change", args=[recording.pk])
    file = SimpleUploadedFile("song.m4a", sounds.stored("alac.m4a"))
    data = filled(editor_client.get(address), file=file, title="Bells", performers="A choir")
    form = editor_client.post(address, data).context["adminform"].form
    assert form.errors == {"file": [SENTENCE.format("ALAC in MP4")]}
    assert (form["title"].value(), form["performers"].value()) == ("Bells", "A choir")
    recording.refresh_from_db()
    assert recording.file.storage.exists(recording.file.name)


@pytest.mark.parametrize("name", ["a\0b.png", "../../gate.png", "ворота.png", "<b>.png"])
def test_name_of_a_file_does_no_harm(editor_client, media_root, name):
    add(editor_client, "image", factories.essay(), file=factories.picture(name=name))
    image = Image.objects.get()
    assert media_root / image.file.name in stored(media_root / "images")


def test_over_long_name_of_a_file_is_explained(editor_client):
    file = factories.picture(name="g" * 150 + ".png")
    response = add(editor_client, "image", factories.essay(), file=file)
    assert list(response.context["adminform"].form.errors) == ["file"]


@pytest.fixture
def failing_recordings():
    def fail(**kwargs):
        raise RuntimeError("The database is away.")

    pre_save.connect(fail, sender=Recording)
    yield
    pre_save.disconnect(fail, sender=Recording)


def test_failure_half_way_leaves_no_row_and_no_file(editor_client, media_root, failing_recordings):
    rows = image_row(0) | recording_row(0)
    with pytest.raises(RuntimeError):
        add_rows(editor_client, factories.essay(), rows, images=1, recordings=1)
    assert (Image.objects.count(), stored(media_root)) == (0, [])
