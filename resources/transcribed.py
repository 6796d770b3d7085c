"""Sources with words in rows: a paragraph, a line or a caption with its versions.

Each row has an anchor that survives later edits, as a paragraph of an essay has.
"""

from django.db import NotSupportedError, models
from django.utils.translation import gettext as _

from seventeen_moments.core.anchors import number_rows

from .sources import Source, SourceQuerySet

ANCHORS = ["anchors", "last_anchor", "anchored_words"]


class TranscribedQuerySet(SourceQuerySet):
    def update(self, **values):
        missing = self.model.derived_from(values) - values.keys()
        if missing & {*ANCHORS, "times"}:
            # The versions, their anchors and their times must fit each other in each row.
            raise NotSupportedError("The words of sources are changed only by save().")
        return super().update(**values)

    def for_page(self):
        return super().for_page().defer("anchored_words")


class TranscribedMixin(models.Model):
    """A base class before Source. A subclass adds ANCHORS to DERIVED for each field with words."""

    ROWS_ARE_LINES = True

    # Derived from the words: the number of each row, and the highest that was ever given.
    anchors = models.JSONField(editable=False, default=list)
    last_anchor = models.PositiveIntegerField(editable=False, default=0)
    # The words when the rows were numbered, by version: an edit is compared with them.
    anchored_words = models.JSONField(editable=False, default=dict)

    NOT_IN_VERSIONS = Source.NOT_IN_VERSIONS | {"anchored_words"}
    objects = TranscribedQuerySet.as_manager()

    class Meta:
        abstract = True

    def words_by_version(self):
        """The words in each row, by the name of the version; versions without words have none."""
        raise NotImplementedError

    def derive(self):
        super().derive()
        words = self.words_by_version()
        if words != self.anchored_words:
            self.anchors, self.last_anchor = number_rows(
                _hashable(words),
                _hashable(self.anchored_words),
                tuple(self.anchors),
                self.last_anchor,
            )
            self.anchored_words = words

    def restorable(self, values):
        """Keeps the largest anchor, so that no row gets the number of an earlier one."""
        values = super().restorable(values)
        if "anchors" not in values:  # recorded before rows had any
            return values
        return values | {
            "last_anchor": max(values["last_anchor"], self.last_anchor),
            "anchored_words": type(self)(**values).words_by_version(),
        }

    def row_name(self, row):
        """Where a row is, in words."""
        if not self.ROWS_ARE_LINES:
            return _("Paragraph %(n)d") % {"n": row.position}
        if row.time:
            return _("Line %(n)d, at %(time)s") % {"n": row.position, "time": row.time.clock}
        return _("Line %(n)d") % {"n": row.position}


def _hashable(words):
    return tuple((name, tuple(texts)) for name, texts in words.items())
