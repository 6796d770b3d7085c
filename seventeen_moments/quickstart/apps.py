from django.apps import AppConfig


class QuickstartConfig(AppConfig):
    name = "seventeen_moments.quickstart"
