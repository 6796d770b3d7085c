from django.db import models
from django.db.models import Q
from django.utils import timezone
from taggit.models import Tag

from seventeen_moments.core import languages

from .variants import RULES


class DocumentQuerySet(models.QuerySet):
    def visible(self, at=None):
        """The same documents as `published()`, by the index."""
        return self.filter(public_from__lte=at or timezone.now())

    def outdated(self):
        """Documents whose words were made by the rules of another version."""
        return self.filter(Q(rules__isnull=True) | Q(rules__lt=RULES) | Q(rules__gt=RULES))


class Document(models.Model):
    """What filters and sorts the essays and sources that a search finds.

    The table is slim, as every search joins it. The words are in another table, which differs
    between the databases.
    """

    # Set by documents.document_id(). For a field of this type SQLite uses the rowid, which saves
    # a lookup in an index.
    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=100)  # the name of the model
    object_id = models.BigIntegerField()
    essay_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=languages.LONGEST, blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    own_from = models.DateTimeField(null=True)
    public_from = models.DateTimeField(null=True)  # with its essay; null for drafts
    themes = models.ManyToManyField(Tag, related_name="+")
    # The same, with commas between the keys, so that facets are counted without a join.
    theme_keys = models.TextField(null=True)  # noqa: DJ001 - null without themes
    rules = models.PositiveSmallIntegerField(null=True)  # the RULES of its words

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_row")
        ]
        indexes = [
            models.Index(fields=["essay_id"], name="search_document_essay"),
            models.Index(fields=["-public_from", "id"], name="search_document_newest"),
            models.Index(fields=["rules"], name="search_document_rules"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


COLUMNS = [field.name for field in Document._meta.local_concrete_fields if not field.primary_key]


class TitleWord(models.Model):
    """A folded word of a title, for suggestions."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="title_words")
    word = models.CharField(max_length=64)
    is_essay = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "word"], name="search_titleword_once")
        ]
        indexes = [models.Index(fields=["is_essay", "word"], name="search_titleword_begins")]

    def __str__(self):
        return self.word


class Word(models.Model):
    """A word that the archive has or had, and its sound. Search for it before suggesting it."""

    word = models.CharField(max_length=64, primary_key=True)
    sound = models.CharField(max_length=128, db_index=True)

    def __str__(self):
        return self.word
