"""Keys to pages of any kind."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType


class PageKey(GenericForeignKey):
    """Where the app of the kind is gone, it points nowhere, as where the page is."""

    def __get__(self, instance, cls=None):
        if instance is not None and self._is_of_no_kind(instance):
            return None
        return super().__get__(instance, cls)

    def get_prefetch_querysets(self, instances, querysets=None):
        known = [instance for instance in instances if not self._is_of_no_kind(instance)]
        pages, key_of_page, key_of, *rest = super().get_prefetch_querysets(known, querysets)

        def key(instance):
            return None if self._is_of_no_kind(instance) else key_of(instance)

        return pages, key_of_page, key, *rest

    def _is_of_no_kind(self, instance):
        kind = getattr(instance, self.model._meta.get_field(self.ct_field).attname)
        return kind is not None and ContentType.objects.get_for_id(kind).model_class() is None
