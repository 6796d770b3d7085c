from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "seventeen_moments.moderation"
