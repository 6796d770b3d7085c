"""Restoring earlier states, entirely or not at all.

The current state is recorded first, and the restored one as the newest, so that no state is lost.
Whether the row is public and the position of a source stay as they are. Sources that are not in
the state become drafts.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from seventeen_moments.core.permissions import permission
from seventeen_moments.core.precomputing import precompute, precomputing
from seventeen_moments.core.publication import Status
from seventeen_moments.core.themes import has_themes

from .register import record, record_if_changed, source_relations
from .state_models import RecordedState
from .values import display_time

UNCHANGED_FIELDS = {"created", "status", "published_at", "position"}


class Restoration:
    """The changes that restore a state."""

    def __init__(self, state, user):
        self.state, self.root, self.user = state, state.root, user
        self.stored = self.root.model._base_manager.filter(pk=self.root.pk).first()
        relations = source_relations(self.root.model) if self.stored else []
        self.sources = [source for name in relations for source in getattr(self.stored, name).all()]
        self.newer = [row for row in self.sources if (type(row), row.pk) not in state.rows]

    @property
    def essay_key(self):
        """The key of the essay that is recorded."""
        if self.state.is_essay:
            return self.root.pk
        parent = self.root.model.parent_field
        return getattr(self.stored, f"{parent}_id", self.root.fields[parent])

    def recovered(self):
        """Sources of the state that the essay no longer has."""
        current = {(type(row), row.pk) for row in self.sources}
        return [row for row in self.state.sources if row.key not in current]

    def obstacles(self):
        """The reasons why the state cannot be restored, as sentences."""
        obstacles = []
        kinds = {row.model for row in self.state.sources} | set(map(type, self.sources))
        if not self.user.has_perms([permission("change", kind) for kind in kinds]):
            obstacles.append(
                _(
                    "This would also change sources, which you do not have permission to change. "
                    "Ask an editor."
                )
            )
        if not self.state.is_essay:
            parent = self.root.model._meta.get_field(self.root.model.parent_field)
            if not parent.related_model._base_manager.filter(pk=self.essay_key).exists():
                obstacles.append(
                    _("Its essay was deleted, too. Recover the essay: this is recovered with it.")
                )
        return obstacles + self._taken_slugs() + self._missing_files()

    def restore(self):
        if obstacles := self.obstacles():
            raise ValidationError(obstacles)
        try:
            with precomputing():
                self._work_ahead()
                with transaction.atomic():
                    self._restore()
        except IntegrityError as error:
            raise ValidationError(
                _("This version does not fit the current data. Nothing was changed.")
            ) from error

    def _work_ahead(self):
        for row in self.state.rows.values():
            instance = row.model(pk=row.pk, **row.values())
            if row is self.root and self.stored:
                for name, value in self.stored.restorable(row.values()).items():
                    setattr(instance, name, value)
            precompute(instance)

    def _restore(self):
        model, recorded = self.root.model, self.state.recorded
        # Locked, so that thinning does not delete it with its files before it is restored.
        if not RecordedState.objects.select_for_update().filter(pk=recorded.pk).exists():
            raise ValidationError(_("This version was removed from the history in the meantime."))
        record_if_changed(model, [self.essay_key])
        # A source that has the slug of a restored one gives it up first.
        slugs = {(row.model, row.fields["slug"]): row.pk for row in self.state.sources}
        for row in self.sources:
            if slugs.get((type(row), row.slug), row.pk) != row.pk:
                type(row)._base_manager.filter(pk=row.pk).update(slug=f"~{row.pk}")
        for row in self.state.rows.values():
            self._save(row)
        for row in self.newer:
            row.status = Status.DRAFT
            row.save(update_fields=["status"])
        note = _("Restored the version of %(time)s") if self.stored else _("Recovered")
        time = display_time(self.state.revision.date_created)
        record(model, self.essay_key, self.user, note % {"time": time})

    def _save(self, row):
        unchanged = {"created"}
        if row is self.root and self.stored:
            unchanged = UNCHANGED_FIELDS | {f"{row.model.parent_field}_id"}
        instance = row.model._base_manager.filter(pk=row.pk).first() or row.model(pk=row.pk)
        created = instance.created
        values = instance.restorable(row.values() | self._missing_references(row))
        for name in values.keys() - unchanged:
            setattr(instance, name, values[name])
        instance.save()
        if has_themes(row.model):
            instance.themes.set(row.themes)
        if created is None:
            row.model._base_manager.filter(pk=row.pk).update(created=values["created"])

    def _missing_references(self, row):
        """None for each reference to a source that is not in the state, such as a lead image."""
        return {
            field.attname: None
            for field in row.model._meta.local_fields
            if isinstance(field, models.ForeignKey)
            and field.related_model in self.state.kinds
            and (field.related_model, row.fields.get(field.name)) not in self.state.rows
        }

    def _taken_slugs(self):
        root, words = self.root, _("“%(name)s” now has the address “%(slug)s”. Change one of them.")
        neighbours = (self.stored or root.instance).slug_neighbours()
        same_slug = neighbours.filter(slug=root.fields["slug"])
        slugs = {(row.model, row.fields["slug"]) for row in self.state.sources}
        newer = [row for row in self.newer if (type(row), row.slug) in slugs]
        return [words % {"name": row, "slug": row.slug} for row in [*same_slug, *newer]]

    def _missing_files(self):
        words = _("The file of “%(name)s” is no longer in the archive.")
        return [
            words % {"name": row}
            for row in self.state.rows.values()
            if row.instance.missing_files()
        ]
