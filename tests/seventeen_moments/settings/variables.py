"""The environment variables that settings.py reads."""

VARIABLES = [
    *[
        "SECRET_KEY",
        "SECRET_KEY_FALLBACKS",
        "DEBUG",
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "DATABASE_URL",
        "CACHE_URL",
    ],
    *["MEDIA_ROOT", "STORAGE_URL", "REPLICA_URL", "EMAIL_URL", "SITE_NAME", "DATA_DIR"],
    *["PUBLISHING_NEEDS", "SITE_URL", "EMAIL_FROM", "TRUSTED_PROXIES", "LOG_LEVEL", "LOG_FORMAT"],
    *["CONTENT_LANGUAGE", "TIME_ZONE", "STATIC_ROOT", "ADMINS", "SECOND_FACTOR"],
]
