"""Every deployment choice is an environment variable with a working default.

A wrong value raises ImproperlyConfigured, with one line that names the variable.
"""

import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.http.request import split_domain_port, validate_host
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from seventeen_moments.connections import (
    NO_SERVER,
    cache,
    database,
    mail,
    replica,
    storage,
    storage_origin,
)
from seventeen_moments.environment import (
    env,
    env_admins,
    env_bool,
    env_choice,
    env_fallback_secrets,
    env_hosts,
    env_language,
    env_list,
    env_networks,
    env_origins,
    env_secret,
    env_site,
    env_time_zone,
    is_sender,
    print_unread,
    refuse,
    writable_folder,
)
from seventeen_moments.hosts import is_public
from seventeen_moments.logs import FORMATS, LEVELS, configuration

BASE_DIR = Path(__file__).resolve().parent.parent

# The start

DEBUG = env_bool("DEBUG", default=True)

SECRET_KEY = env_secret("SECRET_KEY", DEBUG)
# Earlier keys, so that links in mails, sessions and open forms survive a new one.
SECRET_KEY_FALLBACKS = env_fallback_secrets("SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS = env_hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_origins("CSRF_TRUSTED_ORIGINS")

# Whose X-Forwarded-… and X-Request-ID are believed: proxies.py drops those of others.
# X-Forwarded-Host is believed from nobody: the proxy passes on the Host that the client sent.
TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES", "127.0.0.0/8, ::1")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The public address, for what is written without a request, such as mails.
names = sorted((host for host in ALLOWED_HOSTS if host[0] not in "*["), key=lambda n: n[0] == ".")
names = [name.removeprefix(".") for name in names]
SITE_ORIGIN, FORCE_SCRIPT_NAME = env_site(
    "SITE_URL", "http://localhost:8000" if DEBUG else f"https://{[*names, 'localhost'][0]}"
)
# Of the whole archive, which is served below the path of SITE_URL: middleware.py.
# Set even without a path, so that no server takes one from a header of the client.
SITE_URL = f"{SITE_ORIGIN}{FORCE_SCRIPT_NAME}"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{FORCE_SCRIPT_NAME}/"
# Of canonical links and citations. Without the variable it is the address that the reader used.
CANONICAL_ORIGIN = SITE_ORIGIN if env("SITE_URL") else None
SITE_HOST = urlsplit(SITE_URL).hostname
if DEBUG:
    for name, hosts in [("ALLOWED_HOSTS", ALLOWED_HOSTS), ("SITE_URL", [SITE_HOST])]:
        if public := [host for host in hosts if is_public(host)]:
            refuse("DEBUG", f"on, but {name} has “{public[0]}”, where others see it; set DEBUG=0.")

SITE_NAME = env("SITE_NAME", "Seventeen Moments")

DATA_DIR = writable_folder("DATA_DIR", env("DATA_DIR", BASE_DIR / ".data"))

INSTALLED_APPS = [
    "seventeen_moments.editorial.apps.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "seventeen_moments.editorial.apps.ThemesConfig",
    "django_prose_editor",
    "csp",
    "reversion",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "seventeen_moments.core",
    "seventeen_moments.versions",
    "seventeen_moments.editorial.apps.EditorialConfig",
    "seventeen_moments.audit",
    "essays",
    "seventeen_moments.pages",
    "resources",
    "seventeen_moments.browse",
    "seventeen_moments.bulk",
    "seventeen_moments.corrections",
    "seventeen_moments.feeds",
    "seventeen_moments.notices",
    "seventeen_moments.preservation",
    "seventeen_moments.privacy",
    "seventeen_moments.removals",
    "seventeen_moments.samples",
    "seventeen_moments.search",
    "seventeen_moments",
]

MIDDLEWARE = [
    "seventeen_moments.middleware.below_site_path",
    "seventeen_moments.core.proxies.drop_untrusted_headers",
    "seventeen_moments.logs.log_request",
    "seventeen_moments.health.answer_probes",
    "seventeen_moments.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "seventeen_moments.core.language.by_address_or_browser",
    "seventeen_moments.middleware.own_missing_page",
    "seventeen_moments.middleware.refuse_nul",
    "seventeen_moments.uploading.BoundedFields",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "seventeen_moments.failures.note_answer",
    "seventeen_moments.middleware.SlashInAdmin",
    "seventeen_moments.core.control_characters.clean_answers",
    "seventeen_moments.csrf.SessionCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "seventeen_moments.editorial.second_factor.required.require_second_factor",
    "seventeen_moments.audit.recording.remember_request",
    "seventeen_moments.uploading.limit_what_readers_send",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "seventeen_moments.versions.middleware.PublishDueMiddleware",
    "seventeen_moments.removals.middleware.answer_gone",
    "seventeen_moments.browse.redirects.middleware.redirect_old_and_mistyped",
    "axes.middleware.AxesMiddleware",
]

# Views before which no draft is published: those that answer without the database, or say whether
# it answers; and files, which no draft changes.
PUBLISH_DUE_EXEMPT_VIEWS = {"robots", "media:file"}

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
                "seventeen_moments.csrf.token",
                "essays.moments.in_context",
                "seventeen_moments.pages.foot.in_context",
            ],
        },
    },
]

# The database: SQLite in the data folder, unless DATABASE_URL names another
DATABASES = {
    "default": database(
        env("DATABASE_URL", f"sqlite:///{quote(str(DATA_DIR / 'db.sqlite3'))}"), DATA_DIR
    )
}
DATABASES |= replica(env("REPLICA_URL"), DATABASES["default"])
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["seventeen_moments.core.routing.Router"]
    place = MIDDLEWARE.index("seventeen_moments.versions.middleware.PublishDueMiddleware")
    MIDDLEWARE.insert(place, "seventeen_moments.replica.ReadFromReplica")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache
CACHES = {
    "default": cache(env("CACHE_URL", "locmem:"), DATA_DIR)
    # Archives that share a cache have keys of their own.
    | {"KEY_PREFIX": "{HOST}/{NAME}".format_map(DATABASES["default"])}
}

# Tables that neither visitors see nor the counts on the dashboard depend on, by the beginnings of
# their names: what writes to any other one renews the edition (core/edition.py), and with it the
# pages that are kept for visitors.
PRIVATE_TABLES = (
    *("auth_", "axes_", "django_", "otp_", "reversion_"),
    *("audit_", "bulk_", "core_publicchange", "corrections_", "editorial_", "feeds_", "notices_"),
    # Not essays_block: the rules for comments say whether addresses are blocked.
    *("essays_commentedit", "essays_commentnote", "essays_commentsender"),
    *("essays_confirmation", "essays_refusedaddress"),
    *("essays_decision", "essays_flag", "essays_loggedsubmission", "essays_moderation"),
    *("essays_redaction", "essays_savedreply", "privacy_"),
    # Not versions_draft: a draft may be due at a time.
    *("versions_draftfolder", "versions_editingsession", "versions_member"),
    *("versions_recordedstate", "versions_saveddraft", "versions_versionfolder"),
)

# Files: uploads and static files

UPLOADS = storage(env("STORAGE_URL"))
# Without files if they are in a bucket.
MEDIA_ROOT = writable_folder("MEDIA_ROOT", env("MEDIA_ROOT", DATA_DIR / "media"))
MEDIA_URL = f"{FORCE_SCRIPT_NAME}/media/"

# Not in /tmp, which may be in memory.
FILE_UPLOAD_TEMP_DIR = writable_folder("DATA_DIR", DATA_DIR / "uploads")
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "seventeen_moments.uploading.NamelessUploads",
]

STATIC_URL = f"{FORCE_SCRIPT_NAME}/static/"
# With STATIC_ROOT each release can have its own files, which it never writes to in service.
STATIC_ROOT = (
    BASE_DIR / env("STATIC_ROOT")
    if env("STATIC_ROOT")
    else writable_folder("DATA_DIR", DATA_DIR / "static")
)
# Collected static files are compressed and cached for ever; otherwise the finders serve them.
STATIC_COLLECTED = not DEBUG and (STATIC_ROOT / "staticfiles.json").exists()
if env("STATIC_ROOT") and not (DEBUG or STATIC_COLLECTED or "collectstatic" in sys.argv):
    refuse("STATIC_ROOT", f"{STATIC_ROOT} has no collected files; run manage.py collectstatic.")
STORAGES = {
    "default": UPLOADS,
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
globals().update(mail(env("EMAIL_URL", "console:"), DEBUG))
if env("EMAIL_URL").startswith("smtp") and not (DEBUG or names or env("SITE_URL")):
    refuse("SITE_URL", "missing; mails link to it, and ALLOWED_HOSTS has no name of a host.")
# Whether e-mails reach anybody. Without it, no reader can confirm an address.
HAS_MAIL_SERVER = env("EMAIL_URL").startswith("smtp")
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", f"archive@{'localhost' if ':' in SITE_HOST else SITE_HOST}")
if not is_sender(DEFAULT_FROM_EMAIL):
    refuse(
        "EMAIL_FROM",
        f"“{DEFAULT_FROM_EMAIL}” is not a sender, for example Archive <archive@example.org>.",
    )

# Who is told of errors: error_reports.py
ADMINS, ERROR_WEBHOOKS = env_admins("ADMINS")
if ADMINS and EMAIL_BACKEND == NO_SERVER:  # noqa: F821 - of mail(), above
    refuse("ADMINS", "nothing can be sent to an e-mail address without EMAIL_URL.")

# The log, on standard error

LOG_LEVEL = env_choice("LOG_LEVEL", LEVELS, "WARNING" if DEBUG else "INFO")
LOG_FORMAT = env_choice("LOG_FORMAT", FORMATS, "text")
LOGGING = configuration(LOG_LEVEL, LOG_FORMAT)

# Words

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "seventeen_moments" / "locale"]
# Of essays, and of titles and descriptions; the reader chooses the language of the interface.
CONTENT_LANGUAGE = env_language("CONTENT_LANGUAGE", "en")
TIME_ZONE = env_time_zone("TIME_ZONE", "UTC")  # of what people see; stored times are in UTC
USE_TZ = True

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRING_FROM_TAGS = "seventeen_moments.core.themes.join_names"  # in forms

SERIALIZATION_MODULES = {"history": "seventeen_moments.versions.serializer"}

# The extensions of richtext.EXTENSIONS that are not part of the editor.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [
            static_lazy(f"seventeen_moments/admin/{name}.js")
            for name in [
                *("editor", "editor_notes", "editor_note_list", "editor_toolbar"),
                *("editor_figures", "editor_tables", "sources", "pasted"),
            ]
        ],
        "extensions": {
            "OwnStyleSheet": html_tags([]),
            "Footnote": html_tags(["span"], {"span": ["class"]}),
            "NoteList": html_tags([]),
            "Toolbar": html_tags([]),
            "SourceLink": html_tags(["a"], {"a": ["data-source"]}),
            "SourceFigure": html_tags(["figure", "figcaption"], {"figure": ["data-source"]}),
            "PastedText": html_tags([]),
        },
    }
]

# The limits of a request to the admin. The form of an essay holds all of its sources, ten fields
# each, and a text in three alphabets, percent-encoded. The limits for readers: uploading.py.

DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 48 * 1024 * 1024  # bytes, without files
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# Who may do what

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Against guessing passwords. Failures are kept for the cool-off.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nor store it
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "seventeen_moments.core.proxies.client_network"
AXES_USERNAME_CALLABLE = "seventeen_moments.editorial.login.username_hash"
AXES_LOCKOUT_CALLABLE = "seventeen_moments.editorial.login.locked_response"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
# Passwords were stored by the second. They are stored by the first at the next login.
PASSWORD_HASHERS = [
    "seventeen_moments.editorial.hashers.Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600  # seconds: the link of a new account to set its password
LOGIN_REDIRECT_URL = "admin:index"  # readers have no accounts
# Whose accounts need a second factor. The values are those of groups.NAMES.
SECOND_FACTOR_ROLES = {
    "Administrators": "administrator",  # superusers
    "Editors": "editor",
    "Moderators": "moderator",
    "Authors": "author",
}
SECOND_FACTOR = []
for role in env_list("SECOND_FACTOR"):
    if role.capitalize() not in SECOND_FACTOR_ROLES:
        refuse("SECOND_FACTOR", f"“{role}” is not one of {', '.join(SECOND_FACTOR_ROLES)}.")
    SECOND_FACTOR.append(SECOND_FACTOR_ROLES[role.capitalize()])
OTP_TOTP_ISSUER = SITE_NAME
# A code is valid for one step before and after its own. Otherwise late codes would move the window.
OTP_TOTP_SYNC = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]

# What a published page must have. The names of checks: core/completeness.py, essays/apps.py.
PUBLISHING_CHECKS = [
    "rights",
    "original-source",
    "alternative-text",
    "transcript",
    "date",
    "byline",
]
PUBLISHING_NEEDS = env_list("PUBLISHING_NEEDS")
for check in PUBLISHING_NEEDS:
    if check not in PUBLISHING_CHECKS:
        refuse("PUBLISHING_NEEDS", f"“{check}” is not one of {', '.join(PUBLISHING_CHECKS)}.")

# Nothing inline, nothing from other sites. The nonce is for the editor's import map in the admin.
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
if origin := storage_origin(UPLOADS):  # to which /media/ redirects
    directives = CONTENT_SECURITY_POLICY["DIRECTIVES"]
    directives |= {"img-src": [*directives["img-src"], origin], "media-src": [SELF, origin]}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "seventeen_moments.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"

if not DEBUG:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600  # sent over https only
SILENCED_SYSTEM_CHECKS = [
    # Asks for Django's CsrfViewMiddleware by name; ours is a subclass of it.
    "security.W003",
    # Subdomains may belong to others of the same institution: we cannot promise https for them.
    "security.W005",
    "security.W021",
    # The proxy that holds the certificate redirects to https. A redirect here would also catch
    # its own requests, such as those to /healthz.
    "security.W008",
]

print_unread()
if not (DEBUG or validate_host(split_domain_port(urlsplit(SITE_URL).netloc)[0], ALLOWED_HOSTS)):
    print(f"SITE_URL: ALLOWED_HOSTS does not have “{SITE_HOST}”.", file=sys.stderr)
