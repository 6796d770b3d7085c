import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.serving import SECRET
from tests.seventeen_moments.settings.conftest import start

SQLITE_FORM = "not a file in an existing folder: sqlite:////folder/name.sqlite3."
POSTGRES_FORM = "not an address of the form postgres://user:password@host:5432/name."
CACHE_FORMS = "locmem:, file:, redis://host:6379/0."
STORAGE_FORMS = "s3://bucket?region=name, s3://key:secret@bucket/folder?endpoint=https://host."
FILES = "https://files.example.org"
MAIL_FORMS = "console:, smtp://host:25, smtp+tls://host:587, smtps://host:465."


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("DEBUG", "maybe", "“maybe” is not a switch; use 1 or 0."),
        ("DEBUG", "a\nb", "“a b” is not a switch; use 1 or 0."),
        *(
            ("ALLOWED_HOSTS", host, f"“{host}” is not a host name, for example www.example.org.")
            for host in [
                *("https://example.org", "example.org/", "example.org:8000", "*.org", "a b"),
                *("a..b", f"{'a' * 64}.org", "[1:2]", "."),
            ]
        ),
        *(
            ("CSRF_TRUSTED_ORIGINS", o, f"“{o}” is not an origin, for example https://example.org.")
            for o in [
                *("example.org", "https://", "ftp://a.org", "https://a.org/", "https://[a/b"),
                *("https://[x", "https://a.org:x", "https://a.org:0", "https://me@a.org"),
            ]
        ),
        ("DATABASE_URL", "archive", POSTGRES_FORM),
        ("DATABASE_URL", "postgres://user:pass#word@host/name", POSTGRES_FORM),
        ("DATABASE_URL", "postgres://host:port/name", POSTGRES_FORM),
        (
            "DATABASE_URL",
            "postgres://host:5432/",
            "the name of the database is missing: postgres://host/name.",
        ),
        ("DATABASE_URL", "mysql://host/name", "only sqlite: and postgres: are supported."),
        *(
            ("DATABASE_URL", url, SQLITE_FORM)
            for url in [
                *("sqlite:////nowhere/at/all/db.sqlite3", "sqlite://host/db.sqlite3"),
                *("sqlite:", "sqlite://", "sqlite:///", "sqlite:////tmp"),
                *("sqlite://:memory:", "sqlite:///:memory:", "sqlite:///file::memory:"),
            ]
        ),
        (
            "DATABASE_URL",
            "postgres://host/name?max_age=60",
            "has an option after “?” that PostgreSQL does not know.",
        ),
        (
            "REPLICA_URL",
            "postgres://host/name",
            "DATABASE_URL names SQLite, which has no replicas; leave it unset.",
        ),
        (
            "CACHE_URL",
            "redis://host:6379/0?max_age=60",
            "has an option after “?” that redis does not know.",
        ),
        ("CACHE_URL", "file:/%00", "cannot write to /\0: embedded null byte."),
        ("CACHE_URL", "memcached://host", f"not one of {CACHE_FORMS}"),
        ("CACHE_URL", "redis:", f"not one of {CACHE_FORMS}"),
        ("CACHE_URL", "file://relative/cache", f"not one of {CACHE_FORMS}"),
        ("CACHE_URL", "redis://host:port/0", f"not an address of the form {CACHE_FORMS}"),
        ("CACHE_URL", "redis://[host/0", f"not an address of the form {CACHE_FORMS}"),
        *(
            ("STORAGE_URL", url, f"not one of {STORAGE_FORMS}")
            for url in [
                *("s3:bucket", "s3://", "https://bucket", "/srv/media", "s3://Bucket", "s3://a"),
                *("s3://bucket/../a", "s3://bucket/a b", "s3://bucket/a//b", "s3://bucket#a"),
            ]
        ),
        ("STORAGE_URL", "s3://key:se/cret@bucket", f"not an address of the form {STORAGE_FORMS}"),
        (
            "STORAGE_URL",
            "s3://key@bucket",
            "has only one of key and secret: s3://key:secret@bucket.",
        ),
        ("STORAGE_URL", "s3://bucket", "the region is missing: s3://bucket?region=eu-central-1."),
        *(
            ("STORAGE_URL", f"s3://bucket?{query}", reason)
            for query, reason in [
                ("acl=public", "“acl” is not one of endpoint, region, public, stream."),
                *(
                    (f"{name}={value}", f"{name} is not an address such as {FILES}.")
                    for name, value in [
                        *(("endpoint", "minio:9000"), ("endpoint", ""), ("public", "/files")),
                        *(("public", "https://me@a.org"), ("public", "ftp://a.org")),
                    ]
                ),
                ("stream=0", "stream is 1, and not given together with public."),
                (f"stream=1&public={FILES}", "stream is 1, and not given together with public."),
                ("region=a_b", "region is not the name of one, for example eu-central-1."),
            ]
        ),
        *(
            (
                "TRUSTED_PROXIES",
                proxies,
                f"“{proxy}” is not an address or a network, for example 10.0.0.0/8.",
            )
            for proxies, proxy in [("10.0.0.0/8, proxy", "proxy"), ("10.0.0.0/33", "10.0.0.0/33")]
        ),
        (
            "LOG_LEVEL",
            "loud",
            "“loud” is not one of DEBUG, INFO, WARNING, ERROR, CRITICAL.",
        ),
        ("LOG_FORMAT", "xml", "“xml” is not one of text, json."),
        *(
            (
                "CONTENT_LANGUAGE",
                tag,
                f"“{tag}” is not the tag of a known language, for example en, ru or sr-Latn.",
            )
            for tag in ["xx", "Russian", "ru-", "ru-Xxxx"]
        ),
        *(
            ("TIME_ZONE", zone, f"“{zone}” is not a known time zone, for example Europe/Berlin.")
            for zone in ["Europe", "Berlin", "+03:00", "../UTC", "/etc/passwd"]
        ),
        ("EMAIL_URL", "smtp://host?tls=1", f"not one of {MAIL_FORMS}"),
        *(
            ("ADMINS", a, f"“{a}” is not an e-mail address, nor the https:// of a webhook.")
            for a in ["ops", "ops@", "a@example.org b@example.org", "hooks.example.org/1"]
        ),
        ("ADMINS", "ftp://a.org/s", "webhook 1 is not of the form https://chat.example.org/hook."),
        ("ADMINS", "http://", "webhook 1 is not of the form https://chat.example.org/hook."),
        ("ADMINS", "https://[", "not an address of the form https://chat.example.org/hook."),
        ("EMAIL_URL", "smtp:", f"not one of {MAIL_FORMS}"),
        ("EMAIL_URL", "sendmail://host", f"not one of {MAIL_FORMS}"),
        (
            "PUBLISHING_NEEDS",
            "rights, themes",
            "“themes” is not one of "
            "rights, original-source, alternative-text, transcript, date, byline.",
        ),
        (
            "SECOND_FACTOR",
            "Editors, admins",
            "“admins” is not one of Administrators, Editors, Moderators, Authors.",
        ),
        *(
            (
                "SITE_URL",
                url,
                f"“{url}” is not the address of a site, for example https://www.example.org "
                "or https://www.example.org/archive.",
            )
            for url in [
                *("archive.org", "ftp://archive.org", "https://", "https://a b", "https://.a.org"),
                *("https://me@a.org", "https://a.org:99999", "https://[a.org", "https://*.a.org"),
                *("https://a.org/b?c", "https://a.org/b#c", "https://a.org//b", "https://a.org/.."),
                *("https://a.org/./b", "https://a.org/b%20c", "https://a.org/архив"),
            ]
        ),
        *(
            (
                "EMAIL_FROM",
                who,
                f"“{who}” is not a sender, for example Archive <archive@example.org>.",
            )
            for who in [
                "archive",
                "a@b@c",
                "The archive",
                "a@b.org, c@d.org",
                "A, B <a@b.org>",
                "<a@b>",
            ]
        ),
        ("EMAIL_URL", "smtp://host:99999", f"not an address of the form {MAIL_FORMS}"),
    ],
)
def test_wrong_value_is_refused_in_one_line(refusal, name, value, reason):
    assert refusal(**{name: value}) == f"{name}: {reason}"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:////db.sqlite3", "only postgres: is supported."),
        ("archive", POSTGRES_FORM),
        ("postgres://host/", "the name of the database is missing: postgres://host/name."),
        ("postgres://host/a?b=1", "has an option after “?” that PostgreSQL does not know."),
    ],
)
def test_wrong_replica_is_refused_in_one_line(refusal, url, reason):
    databases = {"DATABASE_URL": "postgres://host/name", "REPLICA_URL": url}
    assert refusal(**databases) == f"REPLICA_URL: {reason}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://editor:hunter2@host:port/name"),
        ("CACHE_URL", "redis://editor:hunter2@host:port"),
        ("EMAIL_URL", "smpt://editor:hunter2@host"),
        ("STORAGE_URL", "s3://editor:hunter2/@bucket"),
        ("STORAGE_URL", "s3://editor:hunter2@bucket?acl=1"),
    ],
)
def test_refusal_gives_no_password_away(refusal, name, value):
    assert "hunter2" not in refusal(**{name: value})


@pytest.mark.parametrize("name", ["DATA_DIR", "MEDIA_ROOT"])
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("a-file", "{path} is a file, not a folder."),
        ("a-file/below", "cannot write to {path}: Not a directory."),
        ("x" * 300, "cannot write to {path}: File name too long."),
    ],
)
def test_path_that_cannot_be_a_folder_is_refused(refusal, tmp_path, name, path, reason):
    (tmp_path / "a-file").touch()
    path = tmp_path / path
    assert refusal(**{name: path}) == f"{name}: {reason.format(path=path)}"


def test_unknown_home_folder_is_refused(refusal):
    assert refusal(DATA_DIR="~nobody-here/data").startswith(
        "DATA_DIR: cannot write to ~nobody-here/data: "
    )


def test_missing_secret_key_is_refused_in_production(refusal):
    line = "SECRET_KEY: missing; with DEBUG off, set it to 50 or more random characters."
    assert refusal(DEBUG="0", SECRET_KEY=" ") == line


def test_static_root_without_collected_files_is_refused_in_production(refusal, tmp_path):
    line = f"STATIC_ROOT: {tmp_path} has no collected files; run manage.py collectstatic."
    assert refusal(DEBUG="0", SECRET_KEY=SECRET, STATIC_ROOT=str(tmp_path)) == line


@pytest.mark.parametrize(
    "key", [SECRET[:49], "abcd" * 20, f"django-insecure-{SECRET}", "a first look"]
)
def test_secret_key_that_is_easy_to_guess_is_refused_in_production(refusal, key):
    line = "SECRET_KEY: too easy to guess; with DEBUG off, set it to 50 or more random characters."
    assert refusal(DEBUG="0", SECRET_KEY=key) == line


@pytest.mark.parametrize(
    "keys", ["short", f"{SECRET},short", "for a first look and for development only"]
)
def test_earlier_secret_key_that_is_easy_to_guess_is_refused(refusal, keys):
    assert refusal(SECRET_KEY_FALLBACKS=keys).startswith("SECRET_KEY_FALLBACKS: not a list")


@pytest.mark.parametrize(
    ("name", "value", "host"),
    [
        ("ALLOWED_HOSTS", "localhost,archive.org", "archive.org"),
        ("ALLOWED_HOSTS", ".archive.org", ".archive.org"),
        ("ALLOWED_HOSTS", "*", "*"),
        ("ALLOWED_HOSTS", "[2a00::1]", "[2a00::1]"),
        ("SITE_URL", "https://archive.org:8443/a", "archive.org"),
    ],
)
def test_debug_on_a_public_host_is_refused(refusal, name, value, host):
    line = f"DEBUG: on, but {name} has “{host}”, where others see it; set DEBUG=0."
    assert refusal(**{name: value}) == line


def test_folder_without_write_permission_is_refused(read, tmp_path, request):
    writable_folder = read()["writable_folder"]
    tmp_path.chmod(0o555)
    if os.geteuid() == 0:  # root may write everywhere
        request.addfinalizer(lambda: os.seteuid(0))
        os.seteuid(65534)
    with pytest.raises(ImproperlyConfigured) as refused:
        writable_folder("DATA_DIR", tmp_path)
    assert str(refused.value) == f"DATA_DIR: cannot write to {tmp_path}: Permission denied."


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["manage.py", "help"],
        ["-c", "import seventeen_moments.wsgi"],
        ["-m", "gunicorn", "-c", "seventeen_moments/gunicorn.conf.py", "seventeen_moments.wsgi"],
    ],
)
def test_refused_start_prints_one_line_and_fails(tmp_path, command):
    refused = start(*command, DATA_DIR=str(tmp_path), DEBUG="maybe")
    line = "DEBUG: “maybe” is not a switch; use 1 or 0.\n"
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", line)


def test_mails_without_an_address_to_link_to_are_refused(refusal):
    line = "SITE_URL: missing; mails link to it, and ALLOWED_HOSTS has no name of a host."
    hosts = {"DEBUG": "0", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "*,[::1]"}
    assert refusal(**hosts, EMAIL_URL="smtp://mail.example") == line


def test_admins_need_a_mail_server_in_production(refusal):
    refused = refusal(DEBUG="0", SECRET_KEY=SECRET, ADMINS="ops@example.org")
    assert refused == "ADMINS: nothing can be sent to an e-mail address without EMAIL_URL."
