"""The first essay of the archive, with books for further reading."""

from pathlib import Path

from django.db import transaction
from django.utils.html import format_html_join

from essays.models import Essay
from resources.models import Reference
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.register import record

TITLE, SLUG = "Prisoners Return", "prisoners-return"
THEMES = ["Amnesty", "De-Stalinization", "Gulag", "Political prisoners", "Rehabilitation"]

BOOKS = [
    {
        "title": (
            "Khrushchev’s Cold Summer: Gulag Returnees, Crime, and the Fate of Reform after Stalin"
        ),
        "slug": "khrushchevs-cold-summer",
        "creators": "Dobson, Miriam",
        "date": "2009",
        "publication_details": "Ithaca: Cornell University Press, 2009",
        "annotation": (
            "How Soviet citizens and officials met those who came back from the camps, "
            "drawn from letters, petitions and reports of the time."
        ),
    },
    {
        "title": "The Victims Return: Survivors of the Gulag after Stalin",
        "slug": "the-victims-return",
        "creators": "Cohen, Stephen F.",
        "date": "2010",
        "publication_details": "Exeter, NH: PublishingWorks, 2010",
        "annotation": (
            "The lives of survivors after their release, many of whom the author knew in Moscow."
        ),
    },
    {
        "title": "The Gulag Survivor: Beyond the Soviet System",
        "slug": "the-gulag-survivor",
        "creators": "Adler, Nanci",
        "date": "2002",
        "publication_details": "New Brunswick, NJ: Transaction, 2002",
        "annotation": "On release, return and rehabilitation, and how hard each of them was.",
    },
    {
        "title": "Gulag: A History",
        "slug": "gulag-a-history",
        "creators": "Applebaum, Anne",
        "date": "2003",
        "publication_details": "New York: Doubleday, 2003",
        "annotation": "A general history of the camps, from their beginnings to their end.",
    },
    {
        "title": "The Gulag Archipelago, 1918–1956: An Experiment in Literary Investigation",
        "slug": "the-gulag-archipelago",
        "creators": "Solzhenitsyn, Aleksandr",
        "date": "1974/1978",
        "publication_details": "New York: Harper & Row, 1974–1978",
        "annotation": (
            "The trilogy of which the essay speaks, in English translation: "
            "the camps as told by one who was held in them."
        ),
    },
]


def paragraphs():
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    return text.strip().split("\n\n")


@transaction.atomic
def add():
    essay = Essay.objects.create(
        title=TITLE,
        slug=SLUG,
        authors="von Geldern, James",
        year=1954,
        summary=(
            "After Stalin’s death the camps began to release their prisoners: the amnesty of "
            "March 1953, the slower return of political prisoners, and the mark that the camps "
            "left on Soviet society."
        ),
        body=format_html_join("", "<p>{}</p>", ((words,) for words in paragraphs())),
        comments_open=False,
        status=Status.PUBLISHED,
    )
    essay.themes.add(*THEMES)
    for book in BOOKS:
        essay.references.create(
            kind=Reference.Kind.BOOK, language="en", status=Status.PUBLISHED, **book
        )
    record(Essay, essay.pk)
    return essay
