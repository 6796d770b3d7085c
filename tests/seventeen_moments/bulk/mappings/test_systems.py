"""Each system's export as it is read before an editor changes anything."""

import pytest

from seventeen_moments.bulk.mappings.headings import element, fold, readable, recognise_system
from seventeen_moments.bulk.mappings.raw_table import RawTable

from .samples import SAMPLES

IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"

#          system, number of the row, cells; the essay is chosen on the page
ROWS = [
    (
        "omeka-s",
        2,
        {
            "source": "text",
            "slug": "omeka-s-7",
            "title": "Sample letter",
            "creators": "Sample, Anna\nSample Committee",
            "date": "1953-03-27",
            "themes": '"Amnesty", "Camps", "Returns"',
            "rights": IN_COPYRIGHT,
            "language": "ru",
            "description": "Spatial: Sampletown",
        },
    ),
    (
        "omeka-s",
        3,
        {
            "source": "image",
            "slug": "omeka-s-8",
            "title": "Sample poster",
            "date": "1953",
            "description": "Rights: Ask the sample museum",
        },
    ),
    (
        "omeka-classic",
        2,
        {
            "source": "text",
            "slug": "omeka-classic-12",
            "title": "Sample memoir",
            "creators": "Sample Press",
            "date": "1956",
            "themes": '"Amnesty", "Camps"',
            "original": "Sample words.",
            "description": "Publisher: Sample Publishers",
        },
    ),
    (
        "collectionbuilder",
        2,
        {
            "source": "image",
            "slug": "sample001",
            "title": "Sample poster",
            "creators": "Sample Press",
            "date": "1953-03-27",
            "description": "A sample.\n\nLocation: Sampletown",
            "themes": '"amnesty", "camps"',
            "original_source": "Sample collection, box 1",
            "reference_code": "box_1_01",
            "language": "ru",
            "rights": "http://rightsstatements.org/vocab/NoC-US/1.0/",
            "alternative_text": "A grey square",
        },
    ),
    (
        "contentdm",
        2,
        {
            "source": "text",
            "slug": "contentdm-5",
            "title": "Sample decree",
            "creators": "Sample Council",
            "themes": '"Amnesty", "Camps"',
            "date": "27 March 1953",
            "language": "ru",
            "description": "A sample.\n\nRights: Sample rights\n\n"
            "Reference URL: http://example.org/cdm/ref/collection/samples/id/5",
        },
    ),
    (
        "atom",
        3,
        {
            "source": "text",
            "slug": "atom-2",
            "title": "Sample file",
            "reference_code": "F1-1",
            "repository": "Sample Archive",
            "creators": "Sample Council",
            "date": "1953-03-27/1956",
            "display_date": "Spring 1953 to 1956",
            "language": "ru",
            "themes": '"Amnesty", "Camps", "Sampletown"',
            "description": "A sample.\n\nExtent and medium: 12 leaves\n\n"
            "General note: Note one; Note two\n\nLanguage: en",
        },
    ),
    (
        "dublin-core",
        2,
        {
            "source": "recording",
            "slug": "s-1",
            "title": "Sample speech",
            "creators": "Sample, Anna",
            "themes": '"Amnesty", "Camps"',
            "date": "1956-02-25",
            "language": "en",
            "original_source": "Sample tapes",
            "reference_code": "S-1",
            "description": "A sample.\n\nPublisher: Sample Press",
        },
    ),
]


@pytest.mark.parametrize(("system", "number", "cells"), ROWS)
def test_export_is_read(proposed, system, number, cells):
    rows = {row.number: row.cells for row in proposed(SAMPLES[system]).rows()}
    assert rows[number] == cells | {"essay": ""}


@pytest.mark.parametrize("system", SAMPLES)
def test_system_is_recognised_by_its_columns(written, system):
    assert recognise_system(RawTable(written(SAMPLES[system])).folded).name == system


def test_system_is_recognised_even_with_a_column_for_the_essay(written):
    assert recognise_system(RawTable(written("objectid,title,essay")).folded).name == (
        "collectionbuilder"
    )


@pytest.mark.parametrize(
    "header",
    [
        "source,essay,title,creators,date",
        "source,essay,title,subject",  # a table of ours with a wrong column
        "name,place,year",
        "creator,subject,type",  # no title
        "title,slug,date",
    ],
)
def test_other_table_is_not_recognised(written, header):
    assert recognise_system(RawTable(written(header)).folded) is None


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("dcterms:title", "title"),
        ("Dublin Core : Title", "title"),
        ("dc.creator[en]", "creator"),
        ("dcterms:date ^^numeric:timestamp", "date"),
        ("dcterms:title @ru", "title"),
        ("Subject-LCSH", "subject"),
        ("Subject (AAT)", "subject"),
        ("Subject LCSH", "subject"),
        ("bibo:content", "bibo:content"),
        ("Date digital", "date digital"),
    ],
)
def test_heading_names_an_element(heading, name):
    assert element(fold(heading)) == name


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("extentAndMedium", "Extent and medium"),
        ("dcterms:spatial", "Spatial"),
        ("object_location", "Object location"),
        ("Reference URL", "Reference URL"),
        ("ISBN", "ISBN"),
    ],
)
def test_heading_is_written_for_readers(heading, words):
    assert readable(heading) == words
