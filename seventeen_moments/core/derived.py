"""Fields that a model derives from its other fields when they change, not when they are read.

They are stored on every path to the database: save, bulk_create, bulk_update, update, fixtures.
"""

from django.db import NotSupportedError, models
from django.db.models.signals import pre_save


class DerivedFieldsQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        for obj in objs:
            obj.derive()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        objs, derived = list(objs), self.model.derived_from(fields)
        if derived:
            for obj in objs:
                obj.derive()
        return super().bulk_update(objs, [*fields, *derived], *args, **kwargs)

    def update(self, **values):
        if self.model.derived_from(values) - values.keys():
            sources = {name: value for name, value in values.items() if name in self.model.DERIVED}
            if any(hasattr(value, "resolve_expression") for value in sources.values()):
                # Only the database would know the value.
                raise NotSupportedError(f"update() of {', '.join(sources)} takes only values")
            obj = self.model(**sources)
            obj.derive()
            changed = [*sources, *self.model.derived_from(sources)]
            values |= {name: getattr(obj, name) for name in changed}
        return super().update(**values)


class DerivedFieldsMixin(models.Model):
    DERIVED = {}  # names of derived fields, by the name of the field they derive from

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        # One receiver per model: without a sender it would be called for Django's models too.
        super().__init_subclass__(**kwargs)
        pre_save.connect(derive_for_fixture, sender=cls)

    def save(self, **kwargs):
        fields = kwargs.get("update_fields")
        if fields is None:
            self.derive()
        elif derived := self.derived_from(fields):
            self.derive()
            kwargs["update_fields"] = {*fields, *derived}
        super().save(**kwargs)

    @classmethod
    def derived_from(cls, fields):
        return {derived for field in fields for derived in cls.DERIVED.get(field, ())}

    @classmethod
    def read_ahead(cls, name, upload):
        """Derives what is stored with an upload to the field, within `precomputing()`."""

    def derive(self):
        """Sets all fields that DERIVED names."""
        raise NotImplementedError


def derive_for_fixture(sender, instance, raw, **kwargs):
    # loaddata does not call save().
    if raw:
        instance.derive()
