"""SECOND_FACTOR: members of a role can do nothing else until they have set it up."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.forms import filled
from tests.seventeen_moments.editorial.second_factor.conftest import PASSWORD, code

PAGE = reverse("second_factor")
INDEX, SESSION = reverse("admin:index"), reverse("admin:session")
LED = f"{PAGE}?next=%2Fadmin%2Fessays%2Fessay%2F"


@pytest.fixture
def led(client, editor, settings):
    """Logged in before the setting was made."""
    client.force_login(editor)
    assert client.get(SESSION).json()["account"] == str(editor.pk)
    settings.SECOND_FACTOR = ["editor"]
    return client


def leads_to_the_page(client):
    return client.get(INDEX, follow=True).redirect_chain[-1][0] == f"{PAGE}?next=%2Fadmin%2F"


def set_up(client):
    page = client.get(LED)
    data = {"password": PASSWORD, "code": code(0, page.context["form"].device.key), "turn_on": ""}
    return client.post(PAGE, filled(page) | data)


def test_login_leads_to_the_page(client, editor, settings):
    settings.SECOND_FACTOR = ["editor"]
    sent = {"username": "editor", "password": PASSWORD, "next": "/admin/essays/essay/"}
    assert client.post(reverse("admin:login"), sent).url == LED
    page = client.get(LED).text
    assert "Your role needs a second factor." in page
    assert ('id="nav-sidebar"' in page, 'id="user-tools"' in page) == (False, False)


def test_nothing_else_is_open_until_it_is_set_up(led, editor):
    """Everywhere: the admin, drafts and their files."""
    essay = factories.essay(slug="draft", status="draft")
    file = factories.image(essay=essay, status="draft").file.name
    hidden = ["/essays/draft/", f"/media/{file}"]
    assert [led.get(address).status_code for address in hidden] == [404, 404]
    assert leads_to_the_page(led)
    assert led.get(SESSION).json()["account"] == ""
    text = led.post(reverse("admin:essays_essay_add"), {"title": "Thaw"})
    assert (text.status_code, "Thaw</textarea>" in text.text) == (403, True)

    assert 'href="/admin/essays/essay/"' in set_up(led).text  # the next page
    assert led.get(SESSION).json()["account"] == str(editor.pk)
    assert [led.get(address).status_code for address in hidden] == [200, 200]


def test_logging_out_is_possible(led):
    led.post(reverse("admin:logout"))
    assert "_auth_user_id" not in led.session


@pytest.mark.parametrize(
    ("roles", "fields", "groups", "is_led"),
    [
        (["administrator"], {"is_superuser": True}, [], True),
        (["editor"], {"is_superuser": True}, [], False),
        (["administrator"], {}, ["Editors"], False),
        (["moderator", "author"], {}, ["Authors"], True),
        (["editor"], {}, ["Moderators", "Editors"], True),
        (["editor"], {}, [], False),
        ([], {"is_superuser": True}, ["Editors"], False),
    ],
)
@pytest.mark.django_db
def test_roles_that_need_it(settings, roles, fields, groups, is_led):
    settings.SECOND_FACTOR = roles
    client = Client()
    client.force_login(factories.user(*groups, **fields))
    assert client.get(INDEX).status_code == (302 if is_led else 200)


def test_role_is_meant_even_if_its_group_was_renamed(led):
    Group.objects.filter(name="Editors").update(name="Редакция")
    assert leads_to_the_page(led)


def test_with_a_second_factor_everything_is_open(led, recovery_codes):
    assert led.get(INDEX).status_code == 200


def test_setting_gives_readers_no_cookie(db, client, settings):
    settings.SECOND_FACTOR = ["administrator", "editor"]
    response = client.get("/")
    assert (dict(response.cookies), "Cookie" in response.headers.get("Vary", "")) == ({}, False)


def test_forged_post_is_refused(led):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(led.cookies)
    assert strict.post(PAGE, {"turn_on": ""}).status_code == 403
