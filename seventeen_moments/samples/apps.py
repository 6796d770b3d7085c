from django.apps import AppConfig


class SamplesConfig(AppConfig):
    name = "seventeen_moments.samples"
