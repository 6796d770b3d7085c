"""Every deployment choice is an environment variable with a working default.

A bad value stops the start with one line that names the variable.
"""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

BASE_DIR = Path(__file__).resolve().parent.parent


def refuse(name, reason):
    sys.exit(f"{name}: {reason}")


def switch(name, default):
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        refuse(name, f"“{value}” is neither on nor off; use 1 or 0.")
    return default


def listed(name, default=""):
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def folder(name, default):
    path = Path(os.environ.get(name) or default).expanduser()
    if path.exists() and not path.is_dir():
        refuse(name, f"{path} is a file; a folder is needed.")
    return path


# The start

DEBUG = switch("DEBUG", default=True)

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not DEBUG:
        refuse("SECRET_KEY", "missing; with DEBUG off the archive needs a long random one.")
    SECRET_KEY = "for a first look and for development only"  # noqa: S105

ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")
for origin in CSRF_TRUSTED_ORIGINS:
    if urlsplit(origin).scheme not in {"http", "https"}:
        refuse("CSRF_TRUSTED_ORIGINS", f"“{origin}” needs its scheme, such as https://{origin}.")

SITE_NAME = os.environ.get("SITE_NAME") or "Seventeen Moments"

DATA_DIR = folder("DATA_DIR", BASE_DIR / ".data")

INSTALLED_APPS = [
    "seventeen_moments.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "seventeen_moments.desk.apps.ThemesConfig",
    "django_prose_editor",
    "csp",
    "essays",
    "resources",
    "seventeen_moments.browse",
    "seventeen_moments.quickstart",
    "seventeen_moments.roles",
    "seventeen_moments",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "seventeen_moments.middleware.own_missing_page",
    "seventeen_moments.middleware.refuse_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "seventeen_moments.urls"
WSGI_APPLICATION = "seventeen_moments.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "seventeen_moments.context.archive",
                "essays.context.line",
            ],
        },
    },
]

# The database: SQLite in the data folder, or whatever DATABASE_URL names


def database(url):
    try:
        config = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        refuse(
            "DATABASE_URL", "not an address of the form postgres://user:password@host:5432/name."
        )
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # Writers queue for the lock at BEGIN instead of failing half-way; readers never wait.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        # A file, as in service: an in-memory database has neither WAL nor a lock to wait for.
        config["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    elif config["ENGINE"] != "django.db.backends.postgresql":
        refuse("DATABASE_URL", "only sqlite: and postgres: are supported.")
    return config


DATA_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {
    "default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# The cache


def cache(url):
    parts = urlsplit(url)
    if parts.scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if parts.scheme == "file":
        location = parts.path or str(DATA_DIR / "cache")
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": location,
        }
    if parts.scheme in {"redis", "rediss"} and parts.hostname:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return refuse("CACHE_URL", f"“{url}” is none of locmem:, file:, redis://host:6379/0.")


CACHES = {"default": cache(os.environ.get("CACHE_URL") or "locmem:")}

# Files: uploads, and what the pages are made with

MEDIA_ROOT = folder("MEDIA_ROOT", DATA_DIR / "media")
MEDIA_URL = "/media/"
if os.environ.get("STORAGE_URL"):
    refuse("STORAGE_URL", "this version keeps uploads in MEDIA_ROOT only; leave it unset.")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Collected static files are served compressed and for ever; without them the finders serve.
STATIC_COLLECTED = not DEBUG and (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_COLLECTED or "collectstatic" in sys.argv
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG

# E-mail


def mail(url):
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        refuse(
            "EMAIL_URL", f"“{url}” is none of console:, smtp://, smtp+tls://, smtps://host:port."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


globals().update(mail(os.environ.get("EMAIL_URL") or "console:"))

# Words

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "seventeen_moments" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

TAGGIT_CASE_INSENSITIVE = True

# What richtext.EXTENSIONS names and the editor does not bring.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("seventeen_moments/admin/editor.js")],
        "extensions": {"OwnStyleSheet": html_tags([])},
    }
]

# Who may do what

LOGIN_REDIRECT_URL = "admin:index"  # readers have no accounts
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]

# Nothing inline, nothing from elsewhere. The nonce serves the editor's import map in the admin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],  # the admin's own icons
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

if not DEBUG:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Sent over https only.
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
# W008: the redirect to https belongs to the proxy that holds the certificate; made here it
# would catch the proxy's own requests, /healthz among them.
SILENCED_SYSTEM_CHECKS = ["security.W008"]
