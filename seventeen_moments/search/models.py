from django.db import models
from django.utils import timezone
from taggit.models import Tag


class DocumentQuerySet(models.QuerySet):
    def visible(self, at=None):
        """The answer of `published()`, from the index."""
        return self.filter(public_from__lte=at or timezone.now())


class Document(models.Model):
    """What search knows of an essay or source beside its words: what narrows and orders.

    Slim, since every search joins it; the words are in a table of each database's own kind.
    """

    # documents.document_id(), never counted up. Of this type SQLite has it for the row's own
    # number: one look instead of two.
    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=100)  # the name of the model
    object_id = models.BigIntegerField()
    essay_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=10, blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    own_from = models.DateTimeField(null=True)
    public_from = models.DateTimeField(null=True)  # with its essay; null for drafts
    themes = models.ManyToManyField(Tag, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_row")
        ]
        indexes = [
            models.Index(fields=["essay_id"], name="search_document_essay"),
            models.Index(fields=["-public_from", "id"], name="search_document_newest"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class TitleWord(models.Model):
    """A word of a title, folded: by its beginning, titles are suggested."""

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
    """A word that the archive has or had, and its sound: whoever offers it looks for it first."""

    word = models.CharField(max_length=64, primary_key=True)
    sound = models.CharField(max_length=128, db_index=True)

    def __str__(self):
        return self.word
