from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What models and pages share; the template tags are why it is an app."""

    name = "seventeen_moments.core"
