from django.apps import AppConfig
from django.db.models.signals import post_save, pre_delete, pre_save


class BrowseConfig(AppConfig):
    name = "seventeen_moments.browse"

    def ready(self):
        from seventeen_moments.core.batches import batch_saved, batch_saving  # noqa: PLC0415

        from .redirects import signals as redirects  # noqa: PLC0415 - models are not loaded before

        for model in redirects.PUBLIC_SLUGS:
            pre_save.connect(redirects.note_slug, sender=model)
            post_save.connect(redirects.remember_slug, sender=model)
            batch_saving.connect(redirects.note_slugs, sender=model)
            batch_saved.connect(redirects.remember_slugs, sender=model)
        pre_delete.connect(redirects.remember_deleted, sender=redirects.Essay)
