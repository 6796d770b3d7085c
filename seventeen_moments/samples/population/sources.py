"""Invented sources: ten for an essay, of all kinds, each of about 400 words."""

from functools import partial

from resources.models import Image, Recording, Reference, Text
from seventeen_moments.core.kinds import kinds

from .essays import publication

NUMBER = {Text: 4, Image: 3, Recording: 1, Reference: 2}  # in an essay; 1 of any other kind
WORDS = 400
IN_RUSSIAN = 0.5  # of the texts and recordings
RIGHTS = [
    "https://creativecommons.org/publicdomain/mark/1.0/",
    "https://creativecommons.org/licenses/by/4.0/",
    "http://rightsstatements.org/vocab/InC-EDU/1.0/",
    "http://rightsstatements.org/vocab/UND/1.0/",
    "",
]
LANGUAGES = ["en", "en", "de", "uk", "fr", "pl", ""]
# EDTF: a day, a month, a year, approximate, uncertain, a decade, an interval.
DATES = [
    "{year}-{month:02}-{day:02}",
    "{year}-{month:02}-{day:02}",
    "{year}-{month:02}",
    "{year}",
    "{year}~",
    "{year}?",
    "{decade}X",
    "{year}/{next}",
]


def sources(writer, essay, stock):
    """Sources of all kinds. The last reference has the essay's rare word, too."""
    added = []
    for position, kind in enumerate(kinds_of_essay(), start=1):
        added.append(
            kind(
                essay=essay,
                position=position,
                title=f"Invented {kind.__name__} {writer.number}.{position}: {writer.title()}"[
                    :250
                ],
                slug=f"{kind.__name__.lower()}-{position}",
                creators=writer.people(),
                date=date(writer, essay.year),
                original_source=f"Invented Newspaper, no. {writer.randrange(1, 365)}",
                repository="The Archive That Does Not Exist",
                reference_code=(
                    f"f. {writer.randrange(1, 9000)}, op. 1, d. {writer.randrange(1, 900)}"
                ),
                rights=writer.choice(RIGHTS),
                **publication(writer, drafts=0.02),
                **FIELDS.get(kind, partial(other_fields, kind))(writer, stock),
            )
        )
    last = next(source for source in reversed(added) if isinstance(source, Reference))
    last.annotation += f" {writer.rare_word()}."
    return added


def kinds_of_essay():
    """The kind of each source of an essay, in their order."""
    return [kind for kind in kinds() for _ in range(NUMBER.get(kind, 1))]


def date(writer, year):
    form = writer.choice(DATES)
    month, day = writer.randint(1, 12), writer.randint(1, 28)
    return form.format(year=year, month=month, day=day, decade=year // 10, next=year + 1)


def text_fields(writer, stock):
    fields = {"kind": writer.choice(Text.Kind.values), "description": writer.english(40)}
    if not writer.chance(IN_RUSSIAN):
        words = "\n\n".join(writer.english((WORDS - 40) // 4) for _ in range(4))
        return fields | {"original": words, "language": writer.choice(LANGUAGES)}
    words = writer.passage((WORDS - 40) // 3, apart="\n\n")
    return fields | words._asdict() | {"language": "ru", "translator": writer.person()}


def image_fields(writer, stock):
    return file_fields(writer, writer.choice(stock.images)) | {
        "alternative_text": writer.english(20),
        "medium": writer.choice(["Poster", "Photograph", "Painting", "Map"]),
        "description": writer.english(WORDS - 20),
    }


def recording_fields(writer, stock):
    fields = file_fields(writer, writer.choice(stock.recordings)) | {
        "kind": writer.choice(Recording.Kind.values),
        "composer": writer.person(),
        "performers": writer.person(),
        "description": writer.english(WORDS - 180),
    }
    verses = writer.verses(12)
    return fields | {
        "language": "ru",
        "transcript": verses.original,
        "transcript_transliteration": verses.transliteration,
        "transcript_translation": verses.translation,
    }


def reference_fields(writer, stock):
    return {
        "kind": writer.choice(Reference.Kind.values),
        "language": writer.choice(LANGUAGES),
        "url": f"https://example.org/invented/{writer.number}",
        "publication_details": f"Nowhere: {writer.title()}, {writer.randint(1950, 2020)}",
        "annotation": writer.english(60),
        "description": writer.english(WORDS - 60),
    }


def other_fields(kind, writer, stock):
    """Fields of any other kind: words, and no file."""
    texts = [name for name in kind.source_kind.texts if kind._meta.get_field(name).editable]
    fields = {name: writer.english(WORDS // len(texts)) for name in texts}
    fields |= {name: writer.person() for name in kind.source_kind.details}
    if link := kind.source_kind.link:
        fields[link] = f"https://example.org/invented/{writer.number}"
    return fields


def file_fields(writer, owner):
    """The owner's fields about its files. The folders are unique, and empty."""
    folder = f"{owner.source_kind.relation}/none-{writer.number}-{writer.randrange(10**6):06}"
    fields = {name: getattr(owner, name) for name in owner.upload_columns()}
    for name, upload in owner.UPLOADS.items():
        fields |= {name: fields[name].name, upload.folder: folder if fields[name] else None}
    return fields


FIELDS = {
    Text: text_fields,
    Image: image_fields,
    Recording: recording_fields,
    Reference: reference_fields,
}
