from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete


class SearchConfig(AppConfig):
    name = "seventeen_moments.search"

    def ready(self):
        from taggit.models import Tag, TaggedItem  # noqa: PLC0415 - models are not loaded before

        from seventeen_moments.core.batches import batch_saved  # noqa: PLC0415

        from . import in_lists, index, signals  # noqa: PLC0415

        in_lists.add_finders()

        for model in signals.INDEXED.values():
            post_save.connect(signals.index_saved, sender=model)
            batch_saved.connect(signals.index_batch, sender=model)
            post_delete.connect(signals.forget_deleted, sender=model)
        m2m_changed.connect(signals.index_tagged, sender=TaggedItem)
        post_save.connect(signals.index_tag_of_fixture, sender=TaggedItem)
        post_save.connect(signals.index_renamed, sender=Tag)
        pre_delete.connect(signals.note_tagged, sender=Tag)
        post_delete.connect(signals.index_untagged, sender=Tag)
        post_migrate.connect(index.build_first, sender=self)
        post_migrate.connect(index.report_outdated, sender=self)
