from seventeen_moments.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.sixth_kind"]  # noqa: F405
DATABASES["default"].setdefault("TEST", {})["NAME"] = (  # noqa: F405
    "test_sixth_kind" if "postgresql" in DATABASES["default"]["ENGINE"] else None  # noqa: F405
)
