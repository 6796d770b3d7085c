"""For whoever lost the phone: an administrator, or a command, turns the second factor off."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from seventeen_moments.editorial.second_factor.devices import has_second_factor
from tests import factories


def address(user):
    return reverse("admin:auth_user_second_factor", args=[user.pk])


def test_administrator_resets_it(admin_client, editor, recovery_codes):
    page = admin_client.get(address(editor)).text
    assert ("10 recovery codes are left" in page, has_second_factor(editor)) == (True, True)
    response = admin_client.post(address(editor), follow=True)
    assert "The second factor of “editor” is reset." in response.text
    assert (has_second_factor(editor), StaticToken.objects.count()) == (False, 0)
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.change_message) == (str(editor.pk), "Second factor reset.")


def test_form_of_the_account_leads_to_the_page(admin_client, editor):
    change = reverse("admin:auth_user_change", args=[editor.pk])
    assert f'href="{address(editor)}"' in admin_client.get(change).text
    assert "has no second factor" in admin_client.get(address(editor)).text


def test_administrator_does_not_reset_their_own(admin_client, admin_user):
    """Otherwise an open browser would be enough."""
    TOTPDevice.objects.create(user=admin_user)
    assert admin_client.post(address(admin_user)).url == reverse("second_factor")
    assert has_second_factor(admin_user)


def test_others_do_not_reset_that_of_an_administrator(client, db):
    administrator, clerk = factories.user(is_superuser=True), factories.user()
    TOTPDevice.objects.create(user=administrator)
    clerk.user_permissions.set(Permission.objects.filter(codename="change_user"))
    client.force_login(clerk)
    assert client.post(address(administrator)).status_code == 403
    assert has_second_factor(administrator)


def test_command_resets_it(editor, recovery_codes, capsys):
    call_command("reset_second_factor", "editor")
    assert "The second factor of “editor” is off" in capsys.readouterr().out
    assert (has_second_factor(editor), StaticToken.objects.count()) == (False, 0)


@pytest.mark.parametrize(
    ("name", "words"),
    [("editor", "The account “editor” has no second factor."), ("x", "There is no account “x”.")],
)
def test_command_says_what_is_wrong(editor, name, words):
    with pytest.raises(CommandError, match=words):
        call_command("reset_second_factor", name)
