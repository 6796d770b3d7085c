from django.contrib.contenttypes.fields import GenericRelation

from seventeen_moments.core.publication import Publishable

from .models import Draft


class Versioned(Publishable):
    """Something Publishable, with a draft while it is live, and with its earlier states."""

    parent_field = ""  # names the page that this one belongs to, and is recorded with
    # Fields that no earlier state holds: editors do not restore them, or they are derived. Themes
    # are recorded by name.
    NOT_IN_VERSIONS = frozenset({"themes", "updated"})

    drafts = GenericRelation(Draft)
    typed_themes = None  # names, where a form or a draft has others than the row

    class Meta(Publishable.Meta):
        abstract = True

    def restorable(self, values):
        """The values, by attribute, that an earlier state gives this row back."""
        return values
