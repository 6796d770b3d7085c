from django.apps import AppConfig


class PreservationConfig(AppConfig):
    name = "seventeen_moments.preservation"
