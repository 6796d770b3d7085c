"""Made when it changes, not when it is read: fields that a model makes from its other fields.

Whichever way a row goes to the database (save, bulk_create, bulk_update, update, a fixture),
what is made from it goes along.
"""

from django.db import NotSupportedError, models
from django.db.models.signals import pre_save


class DerivedFieldsQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        rows = list(objs)
        for row in rows:
            row.derive()
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        rows, made = list(objs), self.model.derived_from(fields)
        if made:
            for row in rows:
                row.derive()
        return super().bulk_update(rows, [*fields, *made], *args, **kwargs)

    def update(self, **values):
        if self.model.derived_from(values) - values.keys():
            values |= self._made(values)
        return super().update(**values)

    def _made(self, values):
        sources = {name: value for name, value in values.items() if name in self.model.DERIVED}
        if any(hasattr(value, "resolve_expression") for value in sources.values()):
            # Only the database would know the value, and it makes nothing.
            raise NotSupportedError(f"update() of {', '.join(sources)} takes values alone")
        row = self.model(**sources)
        row.derive()
        return {name: getattr(row, name) for name in (*sources, *self.model.derived_from(sources))}


class DerivedFieldsMixin(models.Model):
    DERIVED = {}  # by the name of a field: the names of those made from it

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        # For each model by itself: a receiver for all senders is called for Django's models, too.
        super().__init_subclass__(**kwargs)
        pre_save.connect(derive_for_fixture, sender=cls)

    def save(self, **kwargs):
        fields = kwargs.get("update_fields")
        if fields is None:
            self.derive()
        elif made := self.derived_from(fields):
            self.derive()
            kwargs["update_fields"] = {*fields, *made}
        super().save(**kwargs)

    @classmethod
    def derived_from(cls, fields):
        return {made for field in fields for made in cls.DERIVED.get(field, ())}

    def derive(self):
        """Sets all fields that DERIVED names."""
        raise NotImplementedError


def derive_for_fixture(sender, instance, raw, **kwargs):
    # loaddata goes round save().
    if raw:
        instance.derive()
