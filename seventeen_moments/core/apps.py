from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What models and pages share. It is an app for its template tags, signals and converters."""

    name = "seventeen_moments.core"

    def ready(self):
        # They register, and connect signals.
        from . import addresses, control_characters, edition, letter_case  # noqa: F401, PLC0415
