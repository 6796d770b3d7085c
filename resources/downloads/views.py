import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.generic.detail import BaseDetailView

from essays.models import Essay
from seventeen_moments.core.language import canonical_url
from seventeen_moments.versions.preview import DraftPreviewMixin

from . import contents, plain_text

NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST_NAME = 100  # characters


def write_word(found):
    from . import word  # noqa: PLC0415 - python-docx would be an eighth of the start

    return word.write(found)


class Format(NamedTuple):
    extension: str
    content_type: str
    write: Callable


FORMATS = [
    Format("txt", "text/plain; charset=utf-8", plain_text.write),
    Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write_word,
    ),
]


class WordsFile(BaseDetailView):
    """A file with the words of a page; 404 if it has none. Used with DraftPreviewMixin."""

    content_type = None

    def render_to_response(self, context, **kwargs):
        content = self.get_content()
        if not content:
            raise Http404
        response = HttpResponse(content, content_type=self.content_type)
        self.add_headers(response)
        return response

    def add_headers(self, response):
        """Adds headers to those of all files."""


class Download(WordsFile):
    format = None

    @property
    def content_type(self):
        return self.format.content_type

    def get_content(self):
        # The permanent address of the page, which is one step above that of the file.
        address = urljoin(canonical_url(self.request, {}, settings.LANGUAGE_CODE), ".")
        found = self.get_contents(address)
        return found and self.format.write(found)

    def add_headers(self, response):
        words = NOT_IN_FILE_NAMES.sub(" ", self.object.title).split()
        name = " ".join(words)[:LONGEST_NAME].strip(" .")
        name = f"{name or self.object.slug}.{self.format.extension}"
        response.headers["Content-Disposition"] = content_disposition_header(True, name)


class EssayDownload(DraftPreviewMixin, Download):
    model = Essay
    slug_url_kwarg = "essay"

    def get_contents(self, address):
        return contents.of_essay(self.object, address)


class SourceDownload(DraftPreviewMixin, Download):
    kind = None

    def get_queryset(self):
        return self.kind.objects.filter(essay__slug=self.kwargs["essay"]).with_essay()

    def get_contents(self, address):
        return contents.of_source(self.object, address)
