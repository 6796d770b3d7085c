from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save


class BrowseConfig(AppConfig):
    name = "seventeen_moments.browse"

    def ready(self):
        from taggit.models import Tag, TaggedItem  # noqa: PLC0415 - models, there only now

        from essays.models import Essay  # noqa: PLC0415
        from seventeen_moments.kinds import kinds  # noqa: PLC0415
        from seventeen_moments.known import forget  # noqa: PLC0415

        for model in [Essay, *kinds(), Tag, TaggedItem]:
            post_save.connect(forget, sender=model)
            post_delete.connect(forget, sender=model)
        m2m_changed.connect(forget, sender=TaggedItem)
