"""Foreign keys to pages of any kind."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType


class PageKey(GenericForeignKey):
    """None if the app of the page is no longer installed, as if the page were deleted."""

    def __get__(self, instance, cls=None):
        if instance is not None and self._is_stale(instance):
            return None
        return super().__get__(instance, cls)

    def get_prefetch_querysets(self, instances, querysets=None):
        current = [instance for instance in instances if not self._is_stale(instance)]
        pages, key_of_page, key_of, *rest = super().get_prefetch_querysets(current, querysets)

        def key(instance):
            return None if self._is_stale(instance) else key_of(instance)

        return pages, key_of_page, key, *rest

    def _is_stale(self, instance):
        """Whether the content type has no model."""
        kind = getattr(instance, self.model._meta.get_field(self.ct_field).attname)
        return kind is not None and ContentType.objects.get_for_id(kind).model_class() is None
