from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What models and pages share. It is an app for its template tags and for its signals."""

    name = "seventeen_moments.core"

    def ready(self):
        # These connect their signals.
        from . import letter_case, retention  # noqa: F401, PLC0415
