from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What models and pages share. It is an app for its template tags."""

    name = "seventeen_moments.core"
