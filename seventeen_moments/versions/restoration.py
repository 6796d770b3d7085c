"""Earlier states brought back, whole or not at all.

What stands now is recorded before, and what comes back is recorded as the newest state: no way
leads back past a state. Whether the row is public, and where a source stands, stays as it is;
sources that the state does not know become drafts.
"""

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seventeen_moments.core.precomputing import precompute, precomputing
from seventeen_moments.core.publication import Status

from .register import parts, permission, record, record_unrecorded

STAYS = {"created", "status", "published_at", "position"}


class Restoration:
    """What it takes to bring a state back."""

    def __init__(self, state, user):
        self.state, self.root, self.user = state, state.root, user
        self.standing = self.root.model._base_manager.filter(pk=self.root.pk).first()
        self.parts = self._parts()
        self.since = [row for row in self.parts if (type(row), row.pk) not in state.rows]

    @property
    def essay(self):
        """The key of the essay that is recorded."""
        if self.state.is_whole:
            return self.root.pk
        parent = self.root.model.parent_field
        return getattr(self.standing, f"{parent}_id", self.root.fields[parent])

    def coming_back(self):
        """Sources of the state that the essay lacks now."""
        here = {(type(row), row.pk) for row in self.parts}
        return [row for row in self.state.parts if row.key not in here]

    def obstacles(self):
        """Sentences; while there is one, nothing can be restored."""
        return [
            *self._missing_rights(),
            *self._missing_essay(),
            *self._taken_addresses(),
            *self._missing_files(),
        ]

    def do(self):
        if obstacles := self.obstacles():
            raise ValidationError(obstacles)
        try:
            with precomputing():
                self._work_ahead()
                with transaction.atomic():
                    self._do()
        except IntegrityError as error:
            raise ValidationError(
                _("This version does not fit the current data. Nothing was changed.")
            ) from error

    def _work_ahead(self):
        for row in self.state.rows.values():
            instance = row.model(pk=row.pk, **row.values())
            if row is self.root and self.standing:
                for name, value in self.standing.restorable(row.values()).items():
                    setattr(instance, name, value)
            precompute(instance)

    def _do(self):
        model = self.root.model
        record_unrecorded(model, [self.essay])
        self._clear_addresses()
        for row in self.state.rows.values():
            stays = STAYS | {f"{row.model.parent_field}_id"}
            self._bring_back(row, stays if row is self.root and self.standing else {"created"})
        for row in self.since:
            row.status = Status.DRAFT
            row.save(update_fields=["status"])
        note = _("Restored the version of %(time)s") if self.standing else _("Recovered")
        record(model, self.essay, self.user, note % {"time": when(self.state.revision)})

    def _parts(self):
        if not self.standing:
            return []
        relations = [getattr(self.standing, name) for name in parts(self.root.model)]
        return [row for relation in relations for row in relation.all()]

    def _missing_rights(self):
        kinds = {row.model for row in self.state.parts} | set(map(type, self.parts))
        if not self.user.has_perms([permission("change", kind) for kind in kinds]):
            yield _(
                "This would also change sources, which you do not have permission to change. Ask "
                "an editor."
            )

    def _missing_essay(self):
        parent = self.root.model.parent_field
        owner = self.root.model._meta.get_field(parent) if parent else None
        if owner and not owner.related_model._base_manager.filter(pk=self.essay).exists():
            yield _("Its essay was deleted, too. Recover the essay: this is recovered with it.")

    def _taken_addresses(self):
        root, words = self.root, _("“%(name)s” now has the address “%(slug)s”. Change one of them.")
        others = root.model._base_manager.filter(slug=root.fields["slug"]).exclude(pk=root.pk)
        if not self.state.is_whole:
            others = others.filter(**{self.root.model.parent_field: self.essay})
        addresses = {(row.model, row.fields["slug"]) for row in self.state.parts}
        since = [row for row in self.since if (type(row), row.slug) in addresses]
        return [words % {"name": row, "slug": row.slug} for row in [*others, *since]]

    def _missing_files(self):
        for row in self.state.rows.values():
            names = getattr(row.instance, "file_names", list)()
            if not all(map(default_storage.exists, names)):
                yield _("The file of “%(name)s” is no longer in the archive.") % {"name": row}

    def _clear_addresses(self):
        """Where another source comes back to an address, the one that stands there makes room."""
        wanted = {(row.model, row.fields["slug"]): row.pk for row in self.state.parts}
        for row in self.parts:
            if wanted.get((type(row), row.slug), row.pk) != row.pk:
                type(row)._base_manager.filter(pk=row.pk).update(slug=f"~{row.pk}")

    def _bring_back(self, row, stays):
        instance = row.model._base_manager.filter(pk=row.pk).first() or row.model(pk=row.pk)
        created = instance.created
        values = instance.restorable(row.values() | self._references(row))
        for name in values.keys() - stays:
            setattr(instance, name, values[name])
        instance.save()
        instance.themes.set(row.themes)
        if created is None:
            row.model._base_manager.filter(pk=row.pk).update(created=values["created"])

    def _references(self, row):
        """Those to sources that the state does not bring back, such as a lead image: none."""
        return {
            field.attname: None
            for field in row.model._meta.local_fields
            if isinstance(field, models.ForeignKey)
            and field.related_model in self.state.kinds
            and (field.related_model, row.fields.get(field.name)) not in self.state.rows
        }


def when(revision):
    return date_format(timezone.localtime(revision.date_created), "j E Y, H:i")
