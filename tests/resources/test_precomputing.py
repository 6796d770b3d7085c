"""Pictures are decoded and rendered before the transaction, once."""

import sys
from contextlib import contextmanager

import pytest
from django.db import connection
from django.urls import reverse

from resources import decoding, pictures
from resources.models import Image
from seventeen_moments.core.precomputing import precomputing
from seventeen_moments.core.stored_files import atomic_with_files
from tests import factories
from tests.forms import filled, row

pytestmark = pytest.mark.django_db

LONG = {function.__code__ for function in [decoding.load, pictures._rendition]}
DRAFT = {"title": "Gate", "slug": "gate", "_draft": "on"}


@contextmanager
def watched():
    """For each picture that is decoded or rendered, whether a transaction was open."""
    ran = []

    def watch(frame, event, arg):
        if event == "call" and frame.f_code in LONG:
            # The test itself is a transaction; each one inside it is a savepoint.
            ran.append(bool(connection.savepoint_ids))

    sys.setprofile(watch)
    try:
        yield ran
    finally:
        sys.setprofile(None)


BEFORE = [False, False]  # decoded, and rendered in its one size


def test_picture_of_a_new_image_is_decoded_before_the_transaction(editor_client):
    add = reverse("admin:resources_image_add")
    essay = factories.essay()
    form = filled(editor_client.get(add), essay=essay.pk, file=factories.picture(), **DRAFT)
    with watched() as ran:
        editor_client.post(add, form)
    assert (Image.objects.count(), ran) == (1, BEFORE)


def test_picture_in_a_row_of_an_essay_is_decoded_before_the_transaction(editor_client):
    address = reverse("admin:essays_essay_change", args=[factories.essay().pk])
    rows = row("images", 0, title="Gate", file=factories.picture(), status="draft")
    form = filled(editor_client.get(address)) | rows | {"images-TOTAL_FORMS": 1}
    with watched() as ran:
        editor_client.post(address, form | {"_draft": "on"})
    assert (Image.objects.count(), ran) == (1, BEFORE)


def test_pictures_added_at_once_are_decoded_before_their_transactions(editor_client):
    essay = factories.essay()
    address = f"{reverse('admin:resources_image_pictures')}?essay={essay.pk}"
    files = [factories.picture(name="gate.png"), factories.picture(50, name="road.png")]
    with watched() as ran:
        editor_client.post(address, {"send": "on", "files": files})
    assert (essay.images.count(), ran) == (2, BEFORE * 2)


def test_picture_that_is_refused_is_not_decoded_again_in_the_transaction(editor_client):
    damaged = factories.picture(400, 300, format="JPEG").read()
    add = reverse("admin:resources_image_add")
    upload = factories.SimpleUploadedFile("gate.jpg", damaged[: len(damaged) // 2])
    form = filled(editor_client.get(add), essay=factories.essay().pk, file=upload, **DRAFT)
    with watched() as ran:
        response = editor_client.post(add, form)
    assert "This picture is damaged or incomplete." in response.text
    assert (Image.objects.count(), ran) == (0, [False])


def test_save_that_is_rolled_back_leaves_no_file(media_root):
    with pytest.raises(ZeroDivisionError), atomic_with_files():
        factories.image()
        1 / 0  # noqa: B018
    assert [path for path in media_root.rglob("*") if path.is_file()] == []


def test_precomputed_picture_is_found_by_its_bytes():
    with precomputing(), watched() as ran:
        results = [
            pictures.read(factories.picture()),
            pictures.read(factories.picture(name="b.png")),
        ]
    assert (results[0].renditions is results[1].renditions, ran) == (True, BEFORE)
