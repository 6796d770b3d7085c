from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete


class SearchConfig(AppConfig):
    name = "seventeen_moments.search"

    def ready(self):
        from taggit.models import Tag, TaggedItem  # noqa: PLC0415 - models, there only now

        from . import following, index  # noqa: PLC0415

        for model in following.INDEXED.values():
            post_save.connect(following.index_saved, sender=model)
            post_delete.connect(following.forget_deleted, sender=model)
        m2m_changed.connect(following.index_tagged, sender=TaggedItem)
        post_save.connect(following.index_tag_of_fixture, sender=TaggedItem)
        post_save.connect(following.index_renamed, sender=Tag)
        pre_delete.connect(following.note_carriers, sender=Tag)
        post_delete.connect(following.index_carriers, sender=Tag)
        post_migrate.connect(index.build_first, sender=self)
