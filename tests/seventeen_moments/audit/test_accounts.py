"""Changes of accounts and rights are in the audit trail, whoever makes them."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from seventeen_moments.audit.models import Event
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


@pytest.fixture
def anna():
    anna = factories.user("Authors", username="anna", email="anna@example.org")
    anna.set_password("the old one")
    anna.save()
    Event.objects.all().delete()
    return anna


def recorded():
    return list(Event.objects.order_by("pk").values_list("kind", "subject", "details"))


def test_change_in_the_admin_names_the_administrator(admin_client, admin_user, anna):
    Event.objects.all().delete()
    address = reverse("admin:auth_user_change", args=[anna.pk])
    editors = Group.objects.get(name="Editors")
    sent = filled(admin_client.get(address)) | {"is_superuser": "on", "groups": [editors.pk]}
    admin_client.post(address, sent)
    assert recorded() == [
        ("changed", "anna", {"is_superuser": [False, True]}),
        ("changed", "anna", {"groups": [["Authors"], []]}),
        ("changed", "anna", {"groups": [[], ["Editors"]]}),
    ]
    assert set(Event.objects.values_list("actor", "actor_name")) == {(admin_user.pk, "admin")}


def test_change_without_a_request_names_the_command(anna, monkeypatch):
    monkeypatch.setattr("sys.argv", ["manage.py", "changepassword", "anna"])
    anna.set_password(PASSWORD)
    anna.save()
    [event] = Event.objects.all()
    assert (event.kind, event.actor, event.command) == ("password", None, "changepassword")


def test_new_account_and_its_deletion_are_recorded(anna):
    anna.delete()
    User.objects.create_superuser("boris", "boris@example.org", PASSWORD)
    rights = {"is_active": True, "is_staff": True, "is_superuser": True}
    assert recorded() == [
        ("deleted", "anna", {"email": "anna@example.org"}),
        ("added", "boris", {"email": "boris@example.org"} | rights),
    ]


def test_rights_are_recorded_from_either_side(anna):
    group = Group.objects.get(name="Moderators")
    group.user_set.add(anna)
    group.user_set.clear()
    right = Permission.objects.get(codename="view_mail")
    anna.user_permissions.add(right)
    group.permissions.set([right])
    assert recorded()[:3] == [
        ("changed", "anna", {"groups": [["Authors"], ["Authors", "Moderators"]]}),
        ("changed", "anna", {"groups": [["Authors", "Moderators"], ["Authors"]]}),
        ("changed", "anna", {"user_permissions": [[], ["notices.view_mail"]]}),
    ]
    kind, subject, details = recorded()[-1]
    assert (kind, subject) == ("group", "Moderators")
    assert details["permissions"][1][-1] == "notices.view_mail"


def test_new_hash_of_the_same_password_is_not_a_change(anna, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    before = anna.password
    assert anna.check_password("the old one")
    anna.refresh_from_db()
    assert (anna.password != before, recorded()) == (True, [])


def test_unchanged_account_records_nothing(anna):
    anna.save()
    anna.save(update_fields=["last_login"])
    anna.groups.set(anna.groups.all())
    assert recorded() == []


def test_record_is_rolled_back_with_the_change(anna):
    with transaction.atomic():
        anna.email = "other@example.org"
        anna.save()
        transaction.set_rollback(True)
    assert recorded() == []


def test_restored_rows_are_not_changes(anna, tmp_path):
    file = tmp_path / "anna.json"
    call_command("dumpdata", "auth.user", output=file)
    User.objects.filter(pk=anna.pk).update(email="")
    call_command("loaddata", file, verbosity=0)
    assert recorded() == []


def test_link_to_set_a_password_is_recorded(admin_client, anna):
    admin_client.post(reverse("admin:auth_user_password_link", args=[anna.pk]))
    assert recorded()[-1] == ("link", "anna", {})
