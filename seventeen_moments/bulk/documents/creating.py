"""An essay from a document: a draft with its pictures, stored as a whole or not at all."""

import re
from contextlib import ExitStack
from html import escape

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.text import Truncator, capfirst

from resources.models import Image
from seventeen_moments.core.precomputing import precompute, precomputing
from seventeen_moments.core.publication import Status
from seventeen_moments.core.stored_files import atomic_with_files
from seventeen_moments.versions.register import record_if_changed

from ..undoing import record_import

PICTURE = re.compile(r'<img src="([^"]*)"[^>]*>')
# “Figure 3:” would contradict the order of the page.
NUMBER = re.compile(
    r"(?:fig(?:ure|\.)|abb(?:ildung|\.)|illustration|рис(?:унок|\.)|илл?\.)\s*\d+\s*[.:–-]?\s*",
    re.IGNORECASE,
)


def create(essay, document, folder, owner, with_pictures):
    """Stores the essay. Returns its images, and a sentence for each picture that was refused."""
    essay.owner, essay.status = owner, Status.DRAFT
    pictures = document.pictures if with_pictures else []
    with ExitStack() as open_files, precomputing():
        uploads = [
            File(open_files.enter_context((folder / picture.source).open("rb")), picture.source)
            for picture in pictures
        ]
        essay.body = PICTURE.sub("", document.html)
        precompute(essay)
        for upload in uploads:
            Image.read_ahead("file", upload)
        with atomic_with_files():
            essay.save()
            images, refused = {}, []
            for picture, upload in zip(pictures, uploads, strict=True):
                image = _image(essay, picture, upload)
                try:
                    image.save()
                    images[picture.source] = image
                except ValidationError as error:
                    refused.append(f"{image.title}: {' '.join(error.messages)}")
            if images:
                essay.body = PICTURE.sub(lambda match: _figure(images, match[1]), document.html)
                essay.save()
            record_if_changed(type(essay), [essay.pk], owner)
            record_import(owner, [essay.pk])
    return list(images.values()), refused


def _image(essay, picture, upload):
    caption = NUMBER.sub("", picture.caption, count=1)
    words = caption or picture.description or capfirst(Image._meta.verbose_name)
    return Image(
        essay=essay,
        title=Truncator(words).chars(250),
        description=caption if len(caption) > 250 else "",
        alternative_text=picture.description,
        file=upload,
        status=Status.DRAFT,
        owner=essay.owner,
    )


def _figure(images, source):
    if image := images.get(source):
        caption = f"<figcaption>{escape(image.title)}</figcaption>"
        return f'<figure data-source="{image.key}">{caption}</figure>'
    return ""
