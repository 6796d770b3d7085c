from importlib import import_module

import pytest
from django.apps import apps

from seventeen_moments.notices import outbox
from tests import factories

from .asking import subscription, told

migration = import_module("seventeen_moments.notices.migrations.0002_mails_about_reports")


@pytest.mark.django_db
def test_way_back_leaves_one_mail_for_each_comment():
    subscription()
    factories.comment(state="waiting")
    factories.comment().flags.create(reason="Rude.")
    outbox.write()
    migration.forget_reports(apps, None)
    assert [kind for _to, kind, _key in told()] == ["waiting"]
