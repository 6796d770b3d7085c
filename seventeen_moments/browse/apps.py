from django.apps import AppConfig


class BrowseConfig(AppConfig):
    name = "seventeen_moments.browse"
