"""The tables that other systems export, and the fields to which their columns go.

The headings are those of the systems' documentation. A mapping starts from here, and an editor
changes it.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from seventeen_moments.bulk.columns import SOURCE, THEMES

LEAVE_OUT, LABELLED = "", "+description"
START, END = "date+start", "date+end"

# Elements of Dublin Core, then terms (DCMI Metadata Terms, 2020-01-20).
DUBLIN_CORE = {
    "title": "title",
    "creator": "creators",
    "contributor": LABELLED,
    "subject": THEMES,
    "description": "description",
    "publisher": LABELLED,
    "date": "date",
    "type": SOURCE,
    "format": SOURCE,
    "identifier": "reference_code",
    "source": "original_source",
    "language": "language",
    "relation": LABELLED,
    "coverage": LABELLED,
    "rights": "rights",
    "abstract": "description",
    "alternative": LABELLED,
    "bibliographiccitation": "original_source",
    "created": "date",
    "extent": LABELLED,
    "issued": "date",
    "ispartof": LABELLED,
    "license": "rights",
    "medium": "medium",
    "provenance": LABELLED,
    "rightsholder": LABELLED,
    "spatial": LABELLED,
    "tableofcontents": "description",
    "temporal": LABELLED,
}
# Of tables that name no system, as museums and Omeka S have them.
FURTHER = {
    **dict.fromkeys(["file", "filename", "file name", "media url", "image url"], "file"),
    **dict.fromkeys(["imageurl", "image", "primary image"], "file"),
    **dict.fromkeys(["tags", "keywords", "subjects"], THEMES),
    **dict.fromkeys(
        ["artist", "author", "maker", "photographer", "artist display name"], "creators"
    ),
    **dict.fromkeys(["object date", "datetext", "creation date", "year made"], "date"),
    **dict.fromkeys(["resource class", "classification", "object name"], SOURCE),
    **dict.fromkeys(["accession number", "accessionnumber", "object number"], "reference_code"),
    **dict.fromkeys(["credit line", "creditline", "dimensions", "provenance text"], LABELLED),
}
# Of words in such columns; others are looked for by the extension of the file.
KINDS = {
    # DCMI Type Vocabulary
    "image": "image",
    "stillimage": "image",
    "movingimage": "video",
    "sound": "recording",
    "text": "text",
    # IANA media types, before the slash
    "audio": "recording",
    "video": "video",
    # display_template of CollectionBuilder, classes of bibo, types of items of Omeka Classic
    "pdf": "text",
    "youtube": "video",
    "vimeo": "video",
    "panorama": "image",
    "photograph": "image",
    "photo": "image",
    "photographs": "image",
    "poster": "image",
    "postcard": "image",
    "map": "image",
    "drawing": "image",
    "painting": "image",
    "document": "text",
    "book": "text",
    "letter": "text",
    "article": "text",
    "manuscript": "text",
    "newspaper": "text",
    "oral history": "recording",
    "audiodocument": "recording",
    "interview": "recording",
    "audiovisualdocument": "video",
    "film": "video",
    "hyperlink": "reference",
    "website": "reference",
    "webpage": "reference",
    # Genres and levels of description of archives
    "textual record": "text",
    "textual documents": "text",
    "graphic material": "image",
    "sound recording": "recording",
    "moving images": "video",
    "fonds": "skip",
    "subfonds": "skip",
    "collection": "skip",
    "series": "skip",
    "subseries": "skip",
}
EXTENSIONS = {
    **dict.fromkeys(["jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "heic", "jp2"], "image"),
    **dict.fromkeys(["mp3", "wav", "ogg", "oga", "m4a", "flac", "opus"], "recording"),
    **dict.fromkeys(["mp4", "webm", "mov", "m4v", "avi"], "video"),
    **dict.fromkeys(["pdf", "txt", "doc", "docx", "odt"], "text"),
}


class System(NamedTuple):
    name: str
    label: str
    marks: tuple  # headings, or their beginnings with a colon at the end
    columns: dict  # fields, by heading
    keys: tuple = ()  # the first of these columns that the table has gives the slugs
    separator: str = ";"  # of several values in a cell
    needed: int = 1  # how many marks a table must have
    kind: str = ""  # of rows that do not tell theirs
    empty: tuple = ()  # words that mean an empty cell
    is_vague: bool = False  # other tables have such marks, too
    culture: str = ""  # the column that differs if a row translates another with its key


SYSTEMS = {
    system.name: system
    for system in [
        System(
            "atom",
            "AtoM (ISAD)",
            (
                *("legacyid", "parentid", "qubitparentslug", "levelofdescription"),
                *("scopeandcontent", "extentandmedium", "digitalobjectpath", "eventdates"),
            ),
            {
                "title": "title",
                "identifier": "reference_code",
                "levelofdescription": SOURCE,
                "extentandmedium": LABELLED,
                "repository": "repository",
                "archivalhistory": LABELLED,
                "acquisition": LABELLED,
                "scopeandcontent": "description",
                "accessconditions": LABELLED,
                "reproductionconditions": LABELLED,
                "language": "language",
                "languagenote": LABELLED,
                "physicalcharacteristics": LABELLED,
                "locationoforiginals": LABELLED,
                "locationofcopies": LABELLED,
                "publicationnote": LABELLED,
                "digitalobjectpath": "file",
                "digitalobjecturi": "file",
                "generalnote": LABELLED,
                "subjectaccesspoints": THEMES,
                "placeaccesspoints": THEMES,
                "nameaccesspoints": LABELLED,
                "genreaccesspoints": SOURCE,
                "eventdates": "date",
                "eventstartdates": START,
                "eventenddates": END,
                "eventactors": "creators",
            },
            keys=("legacyid",),
            separator="|",
            needed=3,
            kind="text",
            empty=("NULL",),
            culture="culture",
        ),
        System(
            "contentdm",
            "CONTENTdm",
            ("contentdm number", "contentdm file name", "contentdm file path"),
            DUBLIN_CORE
            | {
                "contributors": LABELLED,
                "subjects": THEMES,
                "keyword": THEMES,
                "keywords": THEMES,
                "location": LABELLED,
                "notes": LABELLED,
                "repository": "repository",
                "contributing repository": "repository",
                "call number": "reference_code",
                "transcript": "original",
                "genre": SOURCE,
                "file name": "file",
                "contentdm file name": "file",
                "reference url": LABELLED,
                "rights statement": "rights",
                "rightsstatement": "rights",
                "standardized rights statement": "rights",
            },
            keys=("contentdm number", "cdmid", "objectid"),
        ),
        System(
            "collectionbuilder",
            "CollectionBuilder",
            ("objectid",),
            DUBLIN_CORE
            | {
                "location": LABELLED,
                "rightsstatement": "rights",
                "display template": SOURCE,
                "object location": "file",
                "filename": "file",
                "image alt text": "alternative_text",
                "object transcript": LABELLED,
                "interviewer": LABELLED,
                "interviewee": "creators",
            },
            keys=("objectid",),
        ),
        System(
            "omeka-classic",
            "Omeka Classic",
            ("dublin core:", "item type metadata:"),
            DUBLIN_CORE
            | {
                "itemtype": SOURCE,
                "item type": SOURCE,
                "item type name": SOURCE,
                "tags": THEMES,
                "file": "file",
                "files": "file",
                "item type metadata:text": "original",
                "item type metadata:transcription": "original",
                "item type metadata:url": "url",
                "item type metadata:physical dimensions": LABELLED,
            },
            keys=("item id", "id", "identifier"),
        ),
        System(
            "omeka-s",
            "Omeka S",
            ("o:", "dcterms:"),
            DUBLIN_CORE
            | {
                "o:resource class": SOURCE,
                "resource class": SOURCE,
                "o:media": "file",
                "media url": "file",
                "file url": "file",
                "o:media/file": "file",
                "o:media/o:original url": "file",
                "url": "file",
                "o:alt text": "alternative_text",
                "bibo:content": "original",
                "extracttext:extracted text": "original",
            },
            keys=("o:id", "id", "identifier"),
            separator="|",
        ),
        System(
            "dublin-core",
            _("Dublin Core"),
            (
                *("creator", "subject", "publisher", "contributor", "type", "format"),
                *("identifier", "relation", "coverage", "dc:", "dc."),
            ),
            DUBLIN_CORE | FURTHER,
            keys=("identifier",),
            is_vague=True,
        ),
    ]
}
OTHER = System("", _("another table"), (), DUBLIN_CORE | FURTHER)
