from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "seventeen_moments.drafts"
