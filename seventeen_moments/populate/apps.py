from django.apps import AppConfig


class PopulateConfig(AppConfig):
    name = "seventeen_moments.populate"
