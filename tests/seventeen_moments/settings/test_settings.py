from ipaddress import ip_network

import pytest
from django.conf import settings as django_settings
from django.db import connection

from seventeen_moments.editorial.groups import NAMES
from tests.serving import SECRET
from tests.seventeen_moments.settings.conftest import start
from tests.seventeen_moments.settings.variables import VARIABLES


def test_roles_that_need_a_second_factor_are_those_of_the_groups(read):
    assert read()["SECOND_FACTOR"] == []
    assert read(SECOND_FACTOR="administrators, Editors")["SECOND_FACTOR"] == [
        "administrator",
        "editor",
    ]
    roles = {"administrator": "Administrators"} | NAMES
    assert read()["SECOND_FACTOR_ROLES"] == {name: role for role, name in roles.items()}


def test_static_root_may_be_outside_the_data_folder(read, tmp_path):
    (tmp_path / "staticfiles.json").touch()
    settings = read(DEBUG="0", SECRET_KEY=SECRET, STATIC_ROOT=str(tmp_path))
    assert (settings["STATIC_ROOT"], settings["STATIC_COLLECTED"]) == (tmp_path, True)


def test_debug_on_a_local_network_is_accepted(read):
    hosts = ["web", "archive.local", ".localhost", "192.168.0.2", "[fd00::1]", "archive.example"]
    assert read(ALLOWED_HOSTS=",".join(hosts))["ALLOWED_HOSTS"] == hosts


def test_site_url_of_a_host_that_is_not_allowed_is_named(read, capsys):
    production = {"DEBUG": "0", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "a.org,[::1]"}
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


def test_production_with_a_good_secret_passes_every_check(tmp_path):
    checked = start(
        *("-W", "error", "manage.py", "check"),
        "--deploy",
        "--fail-level=DEBUG",
        DEBUG="0",
        SECRET_KEY=SECRET,
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
    assert read(DEBUG=value, SECRET_KEY=SECRET)["DEBUG"] is debug


@pytest.mark.parametrize(
    ("name", "value", "setting", "expected"),
    [
        ("SITE_NAME", "Archive of the Thaw", "SITE_NAME", "Archive of the Thaw"),
        ("SECRET_KEY", SECRET, "SECRET_KEY", SECRET),
        ("PUBLISHING_NEEDS", "rights,, byline", "PUBLISHING_NEEDS", ["rights", "byline"]),
        ("ALLOWED_HOSTS", "a.org, .b.org,,*", "ALLOWED_HOSTS", ["a.org", ".b.org", "*"]),
        ("ALLOWED_HOSTS", "Архив.рф,[::1]", "ALLOWED_HOSTS", ["xn--80aer5aza.xn--p1ai", "[::1]"]),
        (
            "CSRF_TRUSTED_ORIGINS",
            "https://*.архив.рф:81",
            "CSRF_TRUSTED_ORIGINS",
            ["https://*.xn--80aer5aza.xn--p1ai:81"],
        ),
        ("SECRET_KEY_FALLBACKS", f"{SECRET}, ", "SECRET_KEY_FALLBACKS", [SECRET]),
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
    production = {"DEBUG": "0", "SECRET_KEY": SECRET, "EMAIL_URL": "smtp://mail.example"}
    assert read(**production | {name: value})[setting] == expected


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"DEBUG": "0", "SECRET_KEY": SECRET}, "https://localhost"),
        (
            {"DEBUG": "0", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "*,.b.org,a.org"},
            "https://a.org",
        ),
        ({"DEBUG": "0", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "*,.b.org"}, "https://b.org"),
        ({"DEBUG": "0", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "*"}, "https://localhost"),
    ],
)
def test_site_url_follows_the_allowed_hosts(read, variables, address):
    assert read(**variables)["SITE_URL"] == address


@pytest.mark.parametrize("url", ["", "console:"])
@pytest.mark.parametrize(
    ("debug", "backend"),
    [
        ("1", "django.core.mail.backends.console.EmailBackend"),
        ("0", "seventeen_moments.notices.no_server.EmailBackend"),
    ],
)
def test_mails_are_printed_in_development_only(read, url, debug, backend):
    settings = read(DEBUG=debug, SECRET_KEY=SECRET, EMAIL_URL=url)
    assert settings["EMAIL_BACKEND"] == backend


@pytest.mark.parametrize(("debug", "level"), [("1", "WARNING"), ("0", "INFO")])
def test_requests_are_logged_in_production(read, debug, level):
    assert read(DEBUG=debug, SECRET_KEY=SECRET)["LOG_LEVEL"] == level


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
    settings = read(DEBUG=debug, SECRET_KEY=SECRET)
    cookies = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    assert [settings.get(name) for name in cookies] == [secure, secure]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_queries_are_not_compiled(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
