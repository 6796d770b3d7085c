from django.contrib.contenttypes.fields import GenericRelation

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

    class Meta(Publishable.Meta):
        abstract = True

    def restorable(self, values):
        """The values, by attribute, to restore from those of an earlier state."""
        return values

    @classmethod
    def folder_columns(cls):
        """The columns that hold folders of uploads."""
        return []
