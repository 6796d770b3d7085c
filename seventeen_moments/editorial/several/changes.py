"""The two changes of several rows: to what an editor fills in, and back again."""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from seventeen_moments.core.themes import ThemesField, fold_name
from seventeen_moments.versions.values import editable_field, get_values

from .form import ADD_THEMES, REMOVE_THEMES
from .plan import PUBLISHED_AT, Plan, SkipRowError


class Edit(Plan):
    """Gives the rows the values of a valid form."""

    def __init__(self, model_admin, user, keys, cleaned):
        super().__init__(model_admin, user, keys)
        self.added = cleaned.pop(ADD_THEMES, [])
        self.removed = {fold_name(name) for name in cleaned.pop(REMOVE_THEMES, [])}
        self.values = {name: getattr(value, "pk", value) for name, value in cleaned.items()}
        # Values for fields that are empty, such as the wording of a date.
        self.fills = {}
        for value in cleaned.values():
            self.fills |= getattr(value, "fills", {})

    @cached_property
    def _names(self):
        names = {*self.values, *self.fills}
        if self.added or self.removed:
            names |= {
                name
                for name in self.model.fields_for_several()
                if isinstance(self.model._meta.get_field(name), ThemesField)
            }
        if "status" in names:
            names.add(PUBLISHED_AT)
        order = [*self.model.fields_for_several(), PUBLISHED_AT]
        return sorted(names, key=order.index)

    def names(self):
        return self._names

    def values_for(self, row):
        values = {
            name: value
            for name, value in self.fills.items()
            if not self.values.get(name) and not getattr(row, name)
        }
        for name in self.names():
            if name in self.values:
                values.setdefault(name, self.values[name])
            elif isinstance(editable_field(self.model, name), ThemesField):
                kept = {theme.name for theme in row.themes.all()} | {*self.added}
                values[name] = sorted(
                    theme for theme in kept if fold_name(theme) not in self.removed
                )
        return values

    @property
    def note(self):
        labels = ", ".join(str(field.verbose_name) for field in self.columns)
        return _("Several changed at once: %(labels)s") % {"labels": labels}


class Undo(Plan):
    """Gives the rows of an earlier change their values back, unless they have changed again."""

    def __init__(self, model_admin, user, change):
        super().__init__(model_admin, user, [int(key) for key in change.values])
        self.change = change

    def names(self):
        return [name for name in self.change.fields if editable_field(self.model, name)]

    def values_for(self, row):
        before, after = self.change.values[str(row.pk)]
        present = get_values(row, after)
        changed = [name for name, value in present.items() if value != after[name]]
        if changed:
            labels = [str(editable_field(self.model, name).verbose_name) for name in changed]
            words = _("It was changed again: %(labels)s.") % {"labels": ", ".join(labels)}
            raise SkipRowError(words)
        return {name: before[name] for name in present}

    def _check_requirements(self, row, changed):
        """What it lacks, it lacked before."""

    def undo(self):
        """Returns whether anything changed. What was skipped is in `skipped`."""
        with transaction.atomic():
            changes = type(self.change).objects.select_for_update().undoable()
            if not changes.filter(pk=self.change.pk).exists():
                return False
            is_applied = self.apply() is not None
            if is_applied:
                self.change.undone_at = timezone.now()
                self.change.save(update_fields=["undone_at"])
            return is_applied

    @property
    def note(self):
        return _("Change of several undone: %(labels)s") % {"labels": self.change.labels}

    def _store(self):
        return self.change
