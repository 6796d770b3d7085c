"""A kind of source that the archive does not have: tests/test_sixth_kind.py installs it."""

from typing import NamedTuple

from django.db import models

from resources.files import Upload, WithFile, only_through_save
from resources.sources import Source
from seventeen_moments.core.kinds import SourceKind
from seventeen_moments.core.names import NamesField


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


class Scan(NamedTuple):
    ending: str = "pdf"


class Telegram(WithFile, Source):
    """One with a file of its own."""

    source_kind = SourceKind(
        relation="telegrams",
        address="telegrams",
        title="Telegrams",
        counted="%(n)d telegrams",
        row=("title", "slug", "file"),
    )
    UPLOADS = {"file": Upload(lambda upload: Scan())}

    file = models.FileField(blank=True, upload_to=only_through_save)

    class Meta(Source.Meta):
        app_label = "sixth_kind"
        verbose_name = "telegram"
        verbose_name_plural = "telegrams"
