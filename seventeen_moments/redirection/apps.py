from django.apps import AppConfig
from django.db.models.signals import post_save, pre_delete, pre_save


class RedirectionConfig(AppConfig):
    name = "seventeen_moments.redirection"

    def ready(self):
        from . import remembering  # noqa: PLC0415 - models, which are there only now

        for model in remembering.PUBLIC_PLACES:
            pre_save.connect(remembering.note_place, sender=model)
            post_save.connect(remembering.remember_place, sender=model)
        pre_delete.connect(remembering.remember_deleted, sender=remembering.Essay)
