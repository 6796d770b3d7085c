"""Small Word and OpenDocument files, as a word processor writes them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests import factories

WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""  # noqa: E501
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    for style, name in [
        ("Titel", "Title"),
        ("Autor", "Author"),
        ("berschrift1", "heading 1"),
        ("berschrift3", "heading 3"),
        ("Beschriftung", "caption"),
    ]
)


def relations(*targets):
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for key, kind, target in targets
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'


def run(words, language="", properties=""):
    tag = f'<w:lang w:val="{language}"/>' if language else ""
    return f'<w:r><w:rPr>{properties}{tag}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs, style=""):
    inner = "".join(part if part.startswith("<") else run(part) for part in runs)
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inner}</w:p>"


def note(key):
    return f'<w:r><w:footnoteReference w:id="{key}"/></w:r>'


def picture(description="", key="rId9"):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="1" descr="{description}"/>'
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:embed="{key}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def table(*rows):
    def row(cells, is_heading):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if is_heading else ""
        return f"<w:tr>{mark}{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"

    inner = "".join(row(cells, not number) for number, cells in enumerate(rows))
    return f"<w:tbl>{inner}</w:tbl>"


def zipped(files, **first):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in {**first, **files}.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def docx(*blocks, notes=(), comments="", image=None, default="en-US", start=""):
    """A Word file; the notes have the keys 1, 2, …"""
    written = "".join(
        f'<w:footnote w:id="{key}">{paragraph(*words)}</w:footnote>'
        for key, words in enumerate(notes, 1)
    )
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:lang w:val="{default}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "footnotes", "footnotes.xml"),
            ("rId9", "image", "media/image1.png"),
        ),
        "word/document.xml": (
            f"{start}<w:document {WORD}><w:body>{''.join(blocks)}</w:body></w:document>"
        ),
        "word/styles.xml": f"<w:styles {WORD}>{defaults}{STYLES}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {WORD}>{written}</w:footnotes>",
        "word/media/image1.png": factories.picture().read() if image is None else image,
    }
    if comments:
        files["word/comments.xml"] = f"<w:comments {WORD}>{comments}</w:comments>"
    return zipped(files)


OFFICE = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "office": "office",
        "style": "style",
        "svg": "svg-compatible",
        "table": "table",
        "text": "text",
    }.items()
)
AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Illustration"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:language="ru"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>
"""  # noqa: E501


def odt(words, styles=""):
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    named = (
        '<style:default-style style:family="paragraph">'
        '<style:text-properties fo:language="en"/></style:default-style>'
        '<style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="Caption" style:family="paragraph"/>'
        '<style:style style:name="Illustration" style:family="paragraph" '
        'style:parent-style-name="Caption"/>'
    )
    content = (
        f"<office:document-content {OFFICE} {link}>"
        f"<office:automatic-styles>{AUTOMATIC}{styles}</office:automatic-styles>"
        f"<office:body><office:text>{words}</office:text></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {OFFICE}><office:styles>{named}</office:styles>"
        "</office:document-styles>"
    )
    return zipped(
        {
            "content.xml": content,
            "styles.xml": styles,
            "Pictures/1.png": factories.picture().read(),
        },
        mimetype="application/vnd.oasis.opendocument.text",
    )
