from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What models and pages share. It is an app for its template tags and for its signals."""

    name = "seventeen_moments.core"

    def ready(self):
        from . import letter_case  # noqa: F401, PLC0415 - connects its signal
