import re
import socket
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.files import locks
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import HttpRequest

from essays.models import Essay
from seventeen_moments.samples import accounts
from seventeen_moments.search.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first_look(settings, tmp_path):
    settings.DEBUG = True  # pytest-django turns it off
    settings.DATA_DIR = tmp_path  # which has the lock


def quickstart(*arguments):
    written = StringIO()
    call_command("quickstart", "--no-serve", *arguments, stdout=written)
    return written.getvalue()


def printed_passwords(output):
    return dict(re.findall(r"^(editor|moderator|administrator): (\S+)$", output, re.MULTILINE))


def refusal(*arguments):
    with pytest.raises(CommandError) as raised:
        call_command("quickstart", *arguments)
    return str(raised.value)


def test_first_run_adds_essay_and_guide():
    quickstart()
    assert [essay.slug for essay in Essay.objects.published()] == [
        "prisoners-return",
        "how-to-read-this-archive",
    ]


def test_bare_leaves_the_guide_out():
    quickstart("--bare")
    assert [essay.slug for essay in Essay.objects.all()] == ["prisoners-return"]


def test_printed_passwords_open_the_accounts(client):
    passwords = printed_passwords(quickstart("--bare"))
    assert {
        name: client.login(request=HttpRequest(), username=name, password=passwords[name])
        for name in passwords
    } == {
        "editor": True,
        "moderator": True,
        "administrator": True,
    }


def test_addresses_are_printed_with_the_port():
    assert quickstart("--bare", "--port", "8123").splitlines()[-2:] == [
        "The essay: http://127.0.0.1:8123/essays/prisoners-return/",
        "For editors: http://127.0.0.1:8123/admin/",
    ]


def test_address_of_an_essay_that_moved_is_its_new_one():
    quickstart("--bare")
    Essay.objects.update(slug="the-return")
    assert "The essay: http://127.0.0.1:8000/essays/the-return/\n" in quickstart("--bare")


def test_second_run_changes_nothing(everything):
    quickstart()
    before = everything()
    quickstart()
    assert everything() == before


def test_index_of_another_version_is_rebuilt():
    quickstart("--bare")
    Document.objects.update(rules=None)
    quickstart("--bare")
    assert not Document.objects.outdated().exists()


def test_second_run_prints_no_password_and_says_why():
    quickstart("--bare")
    output = quickstart("--bare")
    assert printed_passwords(output) == {}
    assert output.splitlines()[2:4] == [
        "Existing accounts, unchanged: editor, moderator, administrator.",
        "Passwords are printed only the first time. "
        "To set one: python manage.py changepassword NAME",
    ]


def test_renamed_account_is_left_alone_and_a_new_one_added(client):
    quickstart("--bare")
    User.objects.filter(username="editor").update(username="anna")
    passwords = printed_passwords(quickstart("--bare"))
    assert list(passwords) == ["editor"]
    assert sorted(User.objects.values_list("username", flat=True)) == [
        "administrator",
        "anna",
        "editor",
        "moderator",
    ]


def test_deleted_essay_comes_back():
    quickstart("--bare")
    Essay.objects.all().delete()
    quickstart("--bare")
    assert Essay.objects.get().slug == "prisoners-return"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5", "http", ""])
def test_port_out_of_range_is_refused_before_anything_is_done(port):
    assert refusal(f"--port={port}", "--no-serve") == (
        f"--port: “{port}” is not a port; give a number from 1 to 65535."
    )
    assert not Essay.objects.exists()


def test_port_in_use_is_refused_before_anything_is_done():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal("--port", str(port)) == (
            f"--port {port}: address already in use. Choose another, for example 8080."
        )
    assert not Essay.objects.exists()


def test_port_in_use_does_not_matter_where_nothing_is_served():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        output = quickstart("--bare", "--port", str(taken.getsockname()[1]))
    assert "The essay: " in output


def test_serving_with_debug_off_is_refused_before_anything_is_done(settings):
    settings.DEBUG = False
    assert refusal() == (
        "With DEBUG off, quickstart does not serve, because Django’s development server is not "
        "meant for production: add --no-serve and use manage.py serve."
    )
    assert not Essay.objects.exists()


def test_debug_off_prints_the_public_address_and_no_password(settings):
    settings.DEBUG = False
    settings.SITE_ORIGIN = "https://archive.example"
    output = quickstart("--bare")
    assert "For editors: https://archive.example/admin/\n" in output
    assert printed_passwords(output) == {}
    assert [account.has_usable_password() for account in User.objects.all()] == [False] * 3


def test_second_quickstart_at_once_waits_for_the_first(tmp_path, monkeypatch):
    lock = locks.lock
    with (tmp_path / "quickstart.lock").open("w") as first:
        lock(first, locks.LOCK_EX)

        def wait_until_the_first_ends(file, flags):
            if not flags & locks.LOCK_NB:
                assert not User.objects.exists()
                accounts.add(["editor"], with_passwords=True)
                first.close()
            return lock(file, flags)

        monkeypatch.setattr(locks, "lock", wait_until_the_first_ends)
        output = quickstart("--bare")
    assert output.startswith("Another quickstart is running here. Waiting for it …\n")
    assert [*printed_passwords(output)] == ["moderator", "administrator"]
