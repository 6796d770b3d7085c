import os
import subprocess
import sys
from ipaddress import ip_network

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from seventeen_moments.editorial.groups import NAMES
from tests.seventeen_moments.settings.variables import VARIABLES

LONG_KEY = "m9V-zq3Rw_7tYb2Kx8Lc5Nf1Hd6Gj4Ps0AuEiOyTrWQkZvXCBnM"


def start(*command, **variables):
    return subprocess.run(
        [sys.executable, *command],
        cwd=django_settings.BASE_DIR,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


SQLITE_FORM = "not a file in an existing folder: sqlite:////folder/name.sqlite3."
POSTGRES_FORM = "not an address of the form postgres://user:password@host:5432/name."
CACHE_FORMS = "locmem:, file:, redis://host:6379/0."
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
        (
            "STORAGE_URL",
            "s3://bucket",
            "this version keeps uploads in MEDIA_ROOT only; leave it unset.",
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
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://editor:hunter2@host:port/name"),
        ("CACHE_URL", "redis://editor:hunter2@host:port"),
        ("EMAIL_URL", "smpt://editor:hunter2@host"),
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


def test_roles_that_need_a_second_factor_are_those_of_the_groups(read):
    assert read()["SECOND_FACTOR"] == []
    assert read(SECOND_FACTOR="administrators, Editors")["SECOND_FACTOR"] == [
        "administrator",
        "editor",
    ]
    roles = {"administrator": "Administrators"} | NAMES
    assert read()["SECOND_FACTOR_ROLES"] == {name: role for role, name in roles.items()}


def test_missing_secret_key_is_refused_in_production(refusal):
    line = "SECRET_KEY: missing; with DEBUG off, set it to 50 or more random characters."
    assert refusal(DEBUG="0", SECRET_KEY=" ") == line


def test_static_root_without_collected_files_is_refused_in_production(refusal, tmp_path):
    line = f"STATIC_ROOT: {tmp_path} has no collected files; run manage.py collectstatic."
    assert refusal(DEBUG="0", SECRET_KEY=LONG_KEY, STATIC_ROOT=str(tmp_path)) == line


def test_static_root_may_be_outside_the_data_folder(read, tmp_path):
    (tmp_path / "staticfiles.json").touch()
    settings = read(DEBUG="0", SECRET_KEY=LONG_KEY, STATIC_ROOT=str(tmp_path))
    assert (settings["STATIC_ROOT"], settings["STATIC_COLLECTED"]) == (tmp_path, True)


@pytest.mark.parametrize(
    "key", [LONG_KEY[:49], "abcd" * 20, f"django-insecure-{LONG_KEY}", "a first look"]
)
def test_secret_key_that_is_easy_to_guess_is_refused_in_production(refusal, key):
    line = "SECRET_KEY: too easy to guess; with DEBUG off, set it to 50 or more random characters."
    assert refusal(DEBUG="0", SECRET_KEY=key) == line


@pytest.mark.parametrize(
    "keys", ["short", f"{LONG_KEY},short", "for a first look and for development only"]
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


def test_debug_on_a_local_network_is_accepted(read):
    hosts = ["web", "archive.local", ".localhost", "192.168.0.2", "[fd00::1]", "archive.example"]
    assert read(ALLOWED_HOSTS=",".join(hosts))["ALLOWED_HOSTS"] == hosts


def test_site_url_of_a_host_that_is_not_allowed_is_named(read, capsys):
    production = {"DEBUG": "0", "SECRET_KEY": LONG_KEY, "ALLOWED_HOSTS": "a.org,[::1]"}
    for site in ["https://a.org", "https://a.org:8443/archive", "http://[::1]:8000"]:
        read(**production, SITE_URL=site)
    assert capsys.readouterr().err == ""
    read(**production, SITE_URL="https://b.org")
    assert capsys.readouterr().err == "SITE_URL: ALLOWED_HOSTS does not have “b.org”.\n"


def test_variables_that_look_like_ours_are_named(read, capsys):
    not_ours = ["PATH", "LANG", "TZ", "DATA_DIRS_OF_OTHERS", "LOG_DIR", "DJANGO_SETTINGS_MODULE"]
    read(
        **dict.fromkeys([*not_ours, "ALLOWED_HOST", "DATABASE_URI", "DEBUGG", "TIMEZONE"], "x"),
        **dict.fromkeys(["DJANGO_SECRET_KEY", "EMAIL_HOST", "REDIS_URL", "USE_TZ"], "x"),
        CACHE_URL="locmem:",
    )
    assert capsys.readouterr().err.splitlines() == [
        "ALLOWED_HOST: not read; did you mean ALLOWED_HOSTS?",
        "DATABASE_URI: not read; did you mean DATABASE_URL?",
        "DEBUGG: not read; did you mean DEBUG?",
        "DJANGO_SECRET_KEY: not read; did you mean SECRET_KEY?",
        "EMAIL_HOST: not read; use EMAIL_URL.",
        "TIMEZONE: not read; did you mean TIME_ZONE?",
        "USE_TZ: not read; the README lists the variables.",
    ]


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


def test_production_with_a_good_secret_passes_every_check(tmp_path):
    checked = start(
        *("-W", "error", "manage.py", "check"),
        "--deploy",
        "--fail-level=DEBUG",
        DEBUG="0",
        SECRET_KEY=LONG_KEY,
    )
    assert (checked.stderr, checked.returncode) == ("", 0)
    assert checked.stdout == "System check identified no issues (4 silenced).\n"


def test_archive_starts_without_any_variable(read, tmp_path):
    settings = read()
    assert settings["DEBUG"] is True
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "data" / "db.sqlite3")


@pytest.mark.parametrize("name", VARIABLES)
def test_empty_variable_counts_as_unset(read, name):
    expected = read()
    if name == "DATA_DIR":
        folder = django_settings.BASE_DIR / ".data"
        prefix = {"KEY_PREFIX": f"/{folder / 'db.sqlite3'}"}
        expected |= {
            "DATA_DIR": folder,
            "CACHES": {"default": expected["CACHES"]["default"] | prefix},
        }
    chosen = ["DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SITE_NAME", "CACHES", "DATA_DIR"]
    assert [read(**{name: " "})[key] for key in chosen] == [expected[key] for key in chosen]


@pytest.mark.parametrize(
    ("value", "debug"),
    [("1", True), ("Yes", True), ("ON", True), ("0", False), ("false", False), (" off ", False)],
)
def test_boolean_may_be_written_in_several_ways(read, value, debug):
    assert read(DEBUG=value, SECRET_KEY=LONG_KEY)["DEBUG"] is debug


@pytest.mark.parametrize(
    ("name", "value", "setting", "expected"),
    [
        ("SITE_NAME", "Archive of the Thaw", "SITE_NAME", "Archive of the Thaw"),
        ("SECRET_KEY", LONG_KEY, "SECRET_KEY", LONG_KEY),
        ("PUBLISHING_NEEDS", "rights,, byline", "PUBLISHING_NEEDS", ["rights", "byline"]),
        ("ALLOWED_HOSTS", "a.org, .b.org,,*", "ALLOWED_HOSTS", ["a.org", ".b.org", "*"]),
        ("ALLOWED_HOSTS", "Архив.рф,[::1]", "ALLOWED_HOSTS", ["xn--80aer5aza.xn--p1ai", "[::1]"]),
        (
            "CSRF_TRUSTED_ORIGINS",
            "https://*.архив.рф:81",
            "CSRF_TRUSTED_ORIGINS",
            ["https://*.xn--80aer5aza.xn--p1ai:81"],
        ),
        ("SECRET_KEY_FALLBACKS", f"{LONG_KEY}, ", "SECRET_KEY_FALLBACKS", [LONG_KEY]),
        ("LOG_LEVEL", "debug", "LOG_LEVEL", "DEBUG"),
        ("LOG_FORMAT", "JSON", "LOG_FORMAT", "json"),
        ("CONTENT_LANGUAGE", "", "CONTENT_LANGUAGE", "en"),
        ("CONTENT_LANGUAGE", "sr_latn", "CONTENT_LANGUAGE", "sr-Latn"),
        ("TIME_ZONE", "", "TIME_ZONE", "UTC"),
        ("TIME_ZONE", "Pacific/Kiritimati", "TIME_ZONE", "Pacific/Kiritimati"),
        ("TRUSTED_PROXIES", "10.1.2.3/8", "TRUSTED_PROXIES", [ip_network("10.0.0.0/8")]),
        ("TRUSTED_PROXIES", "::ffff:10.1.2.3", "TRUSTED_PROXIES", [ip_network("10.1.2.3")]),
        ("TRUSTED_PROXIES", "2001:db8::/32", "TRUSTED_PROXIES", [ip_network("2001:db8::/32")]),
        ("EMAIL_URL", "smtps://me%40a.org:p%2Fw@mail.a.org", "EMAIL_HOST_USER", "me@a.org"),
        ("EMAIL_URL", "smtps://me%40a.org:p%2Fw@mail.a.org", "EMAIL_HOST_PASSWORD", "p/w"),
        ("EMAIL_URL", "smtps://mail.a.org", "EMAIL_PORT", 465),
        ("EMAIL_URL", "smtp+tls://mail.a.org", "EMAIL_PORT", 587),
        ("EMAIL_URL", "smtp+tls://mail.a.org:2525", "EMAIL_PORT", 2525),
        ("EMAIL_URL", "smtp+tls://mail.a.org:587", "EMAIL_USE_TLS", True),
        ("EMAIL_URL", "smtp://mail.a.org", "EMAIL_PORT", 25),
        ("SITE_URL", "https://archive.org:8443/", "SITE_URL", "https://archive.org:8443"),
        ("SITE_URL", "https://a.org/my/archive/", "SITE_URL", "https://a.org/my/archive"),
        ("SITE_URL", "https://a.org/my/archive/", "MEDIA_URL", "/my/archive/media/"),
        ("SITE_URL", "https://a.org/my/archive/", "SESSION_COOKIE_PATH", "/my/archive/"),
        ("SITE_URL", "https://архив.рф", "SITE_URL", "https://xn--80aer5aza.xn--p1ai"),
        ("SITE_URL", "https://archive.example", "SITE_URL", "https://archive.example"),
        ("SITE_URL", "https://[2A00::1]:8443", "SITE_URL", "https://[2a00::1]:8443"),
        ("SITE_URL", "https://[2A00::1]:8443", "DEFAULT_FROM_EMAIL", "archive@localhost"),
        ("SITE_URL", "https://archive.org:8443/", "DEFAULT_FROM_EMAIL", "archive@archive.org"),
        ("ADMINS", "a@b.org, Ann <c@d.org>", "ADMINS", [("", "a@b.org"), ("Ann", "c@d.org")]),
        ("ADMINS", "https://chat.a.org/x?y=1", "ERROR_WEBHOOKS", ["https://chat.a.org/x?y=1"]),
        ("EMAIL_FROM", "me@a.org", "DEFAULT_FROM_EMAIL", "me@a.org"),
        (
            "EMAIL_FROM",
            '"Архив, Москва" <me@a.org>',
            "DEFAULT_FROM_EMAIL",
            '"Архив, Москва" <me@a.org>',
        ),
    ],
)
def test_variable_is_used(read, name, value, setting, expected):
    production = {"DEBUG": "0", "SECRET_KEY": LONG_KEY, "EMAIL_URL": "smtp://mail.example"}
    assert read(**production | {name: value})[setting] == expected


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"DEBUG": "0", "SECRET_KEY": LONG_KEY}, "https://localhost"),
        (
            {"DEBUG": "0", "SECRET_KEY": LONG_KEY, "ALLOWED_HOSTS": "*,.b.org,a.org"},
            "https://a.org",
        ),
        ({"DEBUG": "0", "SECRET_KEY": LONG_KEY, "ALLOWED_HOSTS": "*,.b.org"}, "https://b.org"),
        ({"DEBUG": "0", "SECRET_KEY": LONG_KEY, "ALLOWED_HOSTS": "*"}, "https://localhost"),
    ],
)
def test_site_url_follows_the_allowed_hosts(read, variables, address):
    assert read(**variables)["SITE_URL"] == address


def test_mails_without_an_address_to_link_to_are_refused(refusal):
    line = "SITE_URL: missing; mails link to it, and ALLOWED_HOSTS has no name of a host."
    hosts = {"DEBUG": "0", "SECRET_KEY": LONG_KEY, "ALLOWED_HOSTS": "*,[::1]"}
    assert refusal(**hosts, EMAIL_URL="smtp://mail.example") == line


@pytest.mark.parametrize("url", ["", "console:"])
@pytest.mark.parametrize(
    ("debug", "backend"),
    [
        ("1", "django.core.mail.backends.console.EmailBackend"),
        ("0", "seventeen_moments.notices.no_server.EmailBackend"),
    ],
)
def test_mails_are_printed_in_development_only(read, url, debug, backend):
    settings = read(DEBUG=debug, SECRET_KEY=LONG_KEY, EMAIL_URL=url)
    assert settings["EMAIL_BACKEND"] == backend


def test_admins_need_a_mail_server_in_production(refusal):
    refused = refusal(DEBUG="0", SECRET_KEY=LONG_KEY, ADMINS="ops@example.org")
    assert refused == "ADMINS: nothing can be sent to an e-mail address without EMAIL_URL."


@pytest.mark.parametrize(("debug", "level"), [("1", "WARNING"), ("0", "INFO")])
def test_requests_are_logged_in_production(read, debug, level):
    assert read(DEBUG=debug, SECRET_KEY=LONG_KEY)["LOG_LEVEL"] == level


def test_database_connection_times_out_after_five_seconds(read):
    database = read(DATABASE_URL="postgres://db/archive")["DATABASES"]["default"]
    assert database["OPTIONS"] == {"connect_timeout": 5}


def test_trusted_origins_may_have_ports_and_wildcards(read):
    origins = ["https://a.org", "http://*.b.org:8080"]
    assert read(CSRF_TRUSTED_ORIGINS=",".join(origins))["CSRF_TRUSTED_ORIGINS"] == origins


def test_postgres_is_configured_by_its_url(read):
    database = read(DATABASE_URL="postgres://me:p%40w@db:6432/archive")["DATABASES"]["default"]
    chosen = ["ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME"]
    expected = ["django.db.backends.postgresql", "me", "p@w", "db", 6432, "archive"]
    assert [database[key] for key in chosen] == expected


def test_sqlite_lets_several_processes_write(read, tmp_path):
    database = read(DATABASE_URL=f"sqlite:///{tmp_path}/a.sqlite3")["DATABASES"]["default"]
    assert database["NAME"] == f"{tmp_path}/a.sqlite3"
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


@pytest.mark.parametrize("name", ["my archive", "archive #1?", "архив", "100%41"])
def test_data_folder_may_have_any_name(read, tmp_path, name):
    settings = read(DATA_DIR=tmp_path / name)
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / name / "db.sqlite3")
    assert settings["MEDIA_ROOT"] == tmp_path / name / "media"


def test_data_folder_is_created(read, tmp_path):
    read(DATA_DIR=tmp_path / "a" / "b", MEDIA_ROOT=tmp_path / "c" / "d")
    assert (tmp_path / "a" / "b").is_dir()
    assert (tmp_path / "c" / "d").is_dir()


def test_relative_folder_becomes_absolute(read, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read(DATA_DIR="data")["DATA_DIR"] == tmp_path / "data"


@pytest.mark.parametrize(("debug", "secure"), [("1", None), ("0", True)])
def test_cookies_are_secure_in_production(read, debug, secure):
    settings = read(DEBUG=debug, SECRET_KEY=LONG_KEY)
    cookies = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    assert [settings.get(name) for name in cookies] == [secure, secure]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_queries_are_not_compiled(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
