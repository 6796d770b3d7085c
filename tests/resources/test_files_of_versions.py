"""Files that earlier versions of a row have."""

import pytest
from django.db import transaction
from reversion import add_to_revision, create_revision
from reversion.models import Version

from seventeen_moments.versions.state_models import RecordedState
from tests import factories
from tests.resources.uploads import MAKERS, names, upload


def keep(row):
    with create_revision():
        add_to_revision(row)


@pytest.mark.parametrize("make", MAKERS)
def test_file_of_a_version_survives_its_replacement(db, make, stored, committed):
    row = make()
    keep(row)
    before = names(row)
    row.file = upload(row)
    with committed():
        row.save()
    assert stored() == sorted([*before, *names(row)])


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("delete", [lambda row: row.delete(), lambda row: row.essay.delete()])
def test_file_of_a_version_survives_its_row(db, make, delete, stored, committed):
    row = make()
    keep(row)
    before = names(row)
    with committed():
        delete(row)
    assert stored() == before


def test_version_of_the_same_transaction_keeps_its_file(transactional_db, stored):
    image = factories.image()
    before = names(image)
    with transaction.atomic():
        keep(image)
        image.delete()
    assert stored() == before


def test_rolled_back_version_does_not_keep_its_file(db, stored, committed):
    image = factories.image()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        keep(image)
        raise ZeroDivisionError
    with committed():
        image.delete()
    assert stored() == []


def test_versions_of_other_rows_do_not_keep_a_file(db, stored, committed):
    image, other = factories.image(), factories.image()
    keep(other)
    with committed():
        image.delete()
    assert stored() == names(other)


def test_file_without_a_version_is_deleted(db, stored, committed):
    image = factories.image()
    keep(image)
    kept_names = names(image)
    for width in (50, 60):
        image.file = factories.picture(width)
        with committed():
            image.save()
    assert stored() == sorted([*kept_names, *names(image)])


def test_file_of_a_deleted_version_is_deleted(db, stored, committed):
    image = factories.image()
    keep(image)
    with committed():
        image.delete()
    with committed():
        RecordedState.objects.all().delete()
        Version.objects.all().delete()
    assert stored() == []


def test_file_of_a_deleted_version_stays_with_its_row(db, stored, committed):
    image = factories.image()
    keep(image)
    with committed():
        RecordedState.objects.all().delete()
        Version.objects.all().delete()
    assert stored() == names(image)
