from django.contrib.contenttypes.fields import GenericRelation

from seventeen_moments.core.locks import lock_until_commit
from seventeen_moments.core.publication import Publishable


class Versioned(Publishable):
    """A Publishable whose earlier states are recorded, and which has a draft while it is live."""

    parent_field = ""  # names the page to which this one belongs, and with which it is recorded
    # Fields that are not recorded: editors do not restore them, or they are derived. Themes are
    # recorded by name.
    NOT_IN_VERSIONS = frozenset({"themes", "updated"})

    drafts = GenericRelation("versions.Draft")
    saved_drafts = GenericRelation("versions.SavedDraft")
    typed_themes = None  # names from a form or a draft, if they differ from the row
    drafted_files = frozenset()  # names of fields whose files are those of a draft
    draft_preview = None  # the draft whose values a page shows instead of the stored ones

    class Meta(Publishable.Meta):
        abstract = True

    def full_clean(self, exclude=None, validate_unique=True, validate_constraints=True):
        if validate_constraints:  # forms ask for these here, and for unique fields afterwards
            self.lock_slug()
        super().full_clean(exclude, validate_unique, validate_constraints)

    def lock_slug(self):
        """Lets no other transaction take the slug between the check and the save.

        A source locks all slugs of its section, because save() may choose one.
        """
        scope = getattr(self, f"{self.parent_field}_id") if self.parent_field else self.slug
        lock_until_commit(f"{self._meta.label_lower}:{scope}")

    def show_draft(self, preview):
        """Lets the page show the draft, whose values the row has already."""
        self.draft_preview = preview

    def restorable(self, values):
        """The values, by attribute, to restore from those of an earlier state."""
        return values

    def store_files(self):
        """Stores new uploads, but not the row, so that a draft can hold them."""

    def missing_files(self):
        """The names of its files that should be in the storage and are not."""
        return []

    @classmethod
    def columns_of_file(cls, name):
        """The columns that follow the file of the field, such as its checksum."""
        return []

    @classmethod
    def fields_for_several(cls):
        """The names of the fields that may get one value in many rows at once."""
        return []

    @classmethod
    def folder_columns(cls):
        """The columns that hold folders of uploads."""
        return []
