"""An administrator makes an account in one step, and its owner sets the password."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.test import Client
from django.urls import reverse

from seventeen_moments.editorial.accounts import password_path
from tests import factories
from tests.connections import meanwhile
from tests.forms import filled

ADD = reverse("admin:auth_user_add")
PASSWORD = "correct horse battery staple"
PERSON = {"first_name": "Anna", "last_name": "Petrova", "email": "anna@example.org"}


@pytest.fixture
def anna(db):
    user = factories.user("Authors", username="anna", email="anna@example.org")
    user.set_unusable_password()
    user.save()
    return user


def add(client, **fields):
    return client.post(ADD, filled(client.get(ADD)) | PERSON | fields, follow=True)


def link_in(page):
    return re.search(r'<code class="copied">http://testserver(/[^<]+)</code>', page.text)[1]


def errors(page):
    return page.context["adminform"].form.errors


def open_link(client, link):
    """The form of the link, which is at an address without the token."""
    return client.get(link, follow=True)


def set_password(client, link, password=PASSWORD):
    form = open_link(client, link).request["PATH_INFO"]
    return client.post(form, {"new_password1": password, "new_password2": password})


@pytest.mark.parametrize(
    ("role", "group"), [("author", "Authors"), ("editor", "Editors"), ("moderator", "Moderators")]
)
def test_account_is_made_in_one_step(admin_client, role, group):
    add(admin_client, role=role)
    anna = User.objects.get(username="anna")
    assert [anna.get_full_name(), anna.email] == ["Anna Petrova", "anna@example.org"]
    assert (anna.is_staff, anna.is_superuser, anna.has_usable_password()) == (True, False, False)
    assert list(anna.groups.values_list("name", flat=True)) == [group]


def test_form_proposes_an_author(admin_client):
    add(admin_client)
    assert User.objects.get(username="anna").groups.get().name == "Authors"


def test_chosen_user_name_is_kept(admin_client):
    add(admin_client, username="petrova")
    assert User.objects.filter(username="petrova").exists()


def test_user_name_that_is_taken_gets_a_number(admin_client):
    User.objects.create(username="Anna")
    add(admin_client)
    assert User.objects.filter(username="anna2").exists()


def test_second_account_with_an_address_is_refused(admin_client):
    User.objects.create(username="petrova", email="ANNA@example.org")
    refused = errors(add(admin_client))
    assert refused == {"email": ["The account “petrova” already has this e-mail address."]}


def test_role_without_a_group_is_refused(admin_client):
    Group.objects.filter(name="Authors").delete()
    refused = errors(add(admin_client))
    assert refused == {"role": ["There is no group for this role: add the group “Authors” first."]}


@pytest.mark.parametrize(
    "fields",
    [{"email": ""}, {"email": "anna"}, {"first_name": ""}, {"role": "administrator"}, {"role": ""}],
)
def test_incomplete_account_is_refused(admin_client, fields):
    assert errors(add(admin_client, **fields)).keys() == fields.keys()
    assert User.objects.count() == 1


@pytest.mark.parametrize("group", ["Authors", "Editors", "Moderators"])
def test_others_make_no_account(client, db, group):
    client.force_login(factories.user(group))
    assert client.post(ADD, PERSON | {"role": "author"}).status_code == 403


# The link


def test_link_is_shown_once(admin_client):
    page = add(admin_client)
    assert link_in(page)
    assert 'class="copied"' not in admin_client.get(page.request["PATH_INFO"]).text


def test_link_sets_the_password_and_logs_in(admin_client, client):
    link = link_in(add(admin_client))
    response = set_password(client, link)
    anna = User.objects.get(username="anna")
    assert (response.url, anna.check_password(PASSWORD)) == (reverse("admin:index"), True)
    assert client.get(reverse("admin:index")).context["user"] == anna


def test_link_works_once(client, anna):
    link = password_path(anna)
    set_password(client, link)
    client.logout()
    assert "has expired, or was used already" in open_link(client, link).text


@pytest.mark.parametrize("link", ["MQ/abc-def/", "x/y/", "%00/%00/", "OTk5OTk5OTk5/a-b/"])
def test_wrong_link_says_so(client, db, link):
    page = client.get(f"/admin/set-password/{link}")
    assert page.status_code in {200, 400, 404}
    assert 'name="new_password1"' not in page.text


def test_link_expires(client, anna, settings):
    link = password_path(anna)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "has expired" in open_link(client, link).text


def test_weak_password_is_refused(client, anna):
    page = set_password(client, password_path(anna), "12345")
    assert page.context["form"].errors.keys() == {"new_password2"}


def test_page_of_the_link_names_the_account_and_no_archive(client, anna):
    factories.essay(title="Unheard-of", status="draft")
    page = open_link(client, password_path(anna)).text
    assert ("<strong>anna</strong>" in page, "Unheard-of" in page) == (True, False)


def test_administrator_makes_a_new_link(admin_client, client, anna):
    address = reverse("admin:auth_user_password_link", args=[anna.pk])
    assert 'class="copied"' not in admin_client.get(address).text
    link = link_in(admin_client.post(address, follow=True))
    client.logout()
    set_password(client, link)
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


def test_no_link_for_an_administrator_is_given_to_others(client, db):
    rights = ["change_user", "add_user", "view_user"]
    clerk, administrator = factories.user(), factories.user(is_superuser=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(clerk)
    address = reverse("admin:auth_user_password_link", args=[administrator.pk])
    assert client.post(address).status_code == 403


# The mail


def test_link_is_sent_by_mail(admin_client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = add(admin_client)
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["anna@example.org"], "Your account at Seventeen Moments")
    assert f"http://testserver{link_in(page)}\n" in sent.body
    assert "Your user name is anna." in sent.body


@pytest.mark.parametrize(
    ("backend", "words"),
    [
        ("seventeen_moments.notices.no_server.EmailBackend", "could not be sent by e-mail: copy"),
        ("django.core.mail.backends.locmem.EmailBackend", "was also sent to anna@example.org"),
    ],
)
def test_form_says_whether_the_mail_was_sent(
    transactional_db, admin_client, settings, backend, words
):
    settings.EMAIL_BACKEND = backend
    assert words in add(admin_client).text


def test_nothing_is_said_of_mail_without_a_server(
    admin_client, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with django_capture_on_commit_callbacks() as callbacks:
        add(admin_client)
    assert callbacks == []


def test_form_has_one_button(admin_client):
    assert re.findall(r'<input type="submit" value="([^"]+)"', admin_client.get(ADD).text) == [
        "Save"
    ]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_double_click_makes_one_account(admin_client):
    data = filled(admin_client.get(ADD)) | PERSON
    second = Client()
    second.cookies.update(admin_client.cookies)
    page = meanwhile(lambda: second.post(ADD, data), lambda: admin_client.post(ADD, data))
    assert errors(page) == {"email": ["The account “anna” already has this e-mail address."]}
    assert User.objects.filter(email=PERSON["email"]).count() == 1
