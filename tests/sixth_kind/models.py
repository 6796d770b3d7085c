"""A kind of source that the archive does not have: tests/test_sixth_kind.py installs it."""

from django.db import models

from resources.sources import Source
from seventeen_moments.kinds import SourceKind
from seventeen_moments.names import NamesField


class Diary(Source):
    source_kind = SourceKind(
        relation="diaries",
        address="diaries",
        title="Diaries",
        counted="%(n)d diaries",
        texts=("entry", "description"),
        details=("keeper",),
        credits={"keeper": "kept by"},
    )
    entry = models.TextField(blank=True)
    keeper = NamesField("keeper")

    class Meta(Source.Meta):
        app_label = "sixth_kind"
        verbose_name = "diary"
        verbose_name_plural = "diaries"
