from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "seventeen_moments.feeds"
