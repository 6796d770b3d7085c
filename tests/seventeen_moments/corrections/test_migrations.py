from importlib import import_module

import pytest
from django.apps import apps

from tests import factories

migration = import_module("seventeen_moments.corrections.migrations.0002_editors")


@pytest.mark.django_db
def test_editors_settle_corrections_until_that_is_taken_back():
    wanted = {"corrections.view_correction", "corrections.change_correction"}
    before = factories.user("Editors").get_all_permissions() & wanted
    migration.take_back(apps, None)
    after = factories.user("Editors").get_all_permissions() & wanted
    assert (before, after) == (wanted, set())
