from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save


class BrowseConfig(AppConfig):
    name = "seventeen_moments.browse"

    def ready(self):
        from taggit.models import Tag, TaggedItem  # noqa: PLC0415 - models, there only now

        from . import themes  # noqa: PLC0415

        for model in [themes.Essay, *themes.KINDS, Tag, TaggedItem]:
            post_save.connect(themes.forget_counts, sender=model)
            post_delete.connect(themes.forget_counts, sender=model)
        m2m_changed.connect(themes.forget_counts, sender=TaggedItem)
