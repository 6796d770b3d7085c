"""Reads a Word file (.docx): mammoth turns it into HTML, with notes, tables and pictures.

mammoth does not read the language of a word. So the language of each run is first written into
the file as a character style, which mammoth turns into a class.
"""

import re
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import mammoth
from lxml import etree, html

from seventeen_moments.core.languages import is_written_in
from seventeen_moments.core.richtext import LANGUAGES

from .body import PARSER, move_words, replace, strip

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TEXTS = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
STYLES, COMMENTS = "word/styles.xml", "word/comments.xml"
STYLE_MAP = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Author'] => p.byline:fresh
p[style-name='Byline'] => p.byline:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Table'] => p.caption:fresh
p[style-name='Figure'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
r[style-name='Emphasis'] => em
r[style-name='Strong Emphasis'] => strong
""" + "\n".join(f"r[style-name='lang-{code}'] => span.lang-{code}" for code in LANGUAGES)
# What Word writes for a picture that nobody has described.
GENERATED = re.compile(
    r"automatically generated|[Аа]втоматически созданное описание|automatisch generiert"
    r"|générée? automatiquement|generada automáticamente"
)


def read(path, store_picture):
    """Returns the body as a tree of HTML, the language, and what was left out, as a Counter.

    `store_picture(file)` returns the `src` of a picture, None if it cannot be
    stored. A damaged file raises what zipfile, lxml and mammoth raise.
    """
    with ZipFile(path) as archive:
        parts = {
            name: etree.fromstring(archive.read(name), PARSER)
            for name in [*TEXTS, STYLES, COMMENTS]
            if name in archive.namelist()
        }
        left_out = _count_left_out(parts)
        language = _mark_languages(parts)
        marked = _replace_parts(archive, parts)

    @mammoth.images.img_element
    def convert_image(image):
        words = "" if GENERATED.search(image.alt_text or "") else (image.alt_text or "").strip()
        try:
            with image.open() as file:
                source = store_picture(file)
        except ValueError:  # the picture is not in the file
            source = None
        left_out["pictures"] += source is None
        return {"src": source or "", "alt": words}

    result = mammoth.convert_to_html(
        marked, style_map=STYLE_MAP, convert_image=convert_image, include_embedded_style_map=False
    )
    body = html.fragment_fromstring(result.value, create_parent="div")
    _put_notes_in_place(body)
    return body, language, left_out


def _replace_parts(archive, parts):
    copy = BytesIO()
    with ZipFile(copy, "w") as new:
        for entry in archive.infolist():
            part = parts.get(entry.filename)
            content = (
                archive.read(entry) if part is None else etree.tostring(part, encoding="utf-8")
            )
            new.writestr(entry, content)
    copy.seek(0)
    return copy


def _elements(part, name):
    for namespace in (WORD, STRICT):
        yield from part.iter(f"{{{namespace}}}{name}")


def _value(element):
    return next((value for name, value in element.items() if name.endswith("}val")), "")


def _count_left_out(parts):
    names = {"del": "deletions", "comment": "comments", "object": "objects"}
    counts = Counter()
    for part in parts.values():
        for element in part.iter("{*}*"):
            name = element.tag.rpartition("}")[2]
            if name in names:
                counts[names[name]] += 1
            elif name == "oMath":
                counts["formulas"] += 1
            elif name in {"chart", "relIds"}:
                counts["diagrams"] += 1
    return counts


# Languages


def _mark_languages(parts):
    """Marks the runs in other languages than that of the most letters, which it returns."""
    styles = parts.get(STYLES)
    defaults = _elements(styles, "rPrDefault") if styles is not None else []
    default = next((_language(element) for element in defaults), "")
    runs = [run for name in TEXTS if name in parts for run in _elements(parts[name], "r")]
    letters = Counter()
    for run in runs:
        letters[_language(run) or default] += sum(map(str.isalpha, "".join(run.itertext())))
    main = max(letters, key=letters.get, default="")
    used = set()
    for run in runs:
        code = _language(run)
        if code in LANGUAGES and code != main and is_written_in(code, "".join(run.itertext())):
            _set_style(run, f"lang-{code}")
            used.add(code)
    for code in used if styles is not None else []:
        style = _add(styles, "style", type="character", styleId=f"lang-{code}")
        _add(style, "name", val=f"lang-{code}")
    return main


def _language(element):
    """The language that the properties of a run name, without the region."""
    # Not those of the runs in it, which a text box has.
    language = element.find("{*}rPr/{*}lang")
    return "" if language is None else _value(language).partition("-")[0].lower()


def _set_style(run, name):
    properties = run.find(f"{_namespace(run)}rPr")
    for style in properties.findall(f"{_namespace(run)}rStyle"):
        properties.remove(style)
    _add(properties, "rStyle", val=name)


def _add(parent, name, **attributes):
    namespace = _namespace(parent)
    values = {f"{namespace}{key}": value for key, value in attributes.items()}
    return etree.SubElement(parent, f"{namespace}{name}", values)


def _namespace(element):
    return element.tag.partition("}")[0] + "}"


# Notes

CALL = "[starts-with(@id, 'footnote-ref-') or starts-with(@id, 'endnote-ref-')]"
LISTED = "[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]"


def _put_notes_in_place(body):
    """mammoth lists the notes at the end; ours stand where they are called."""
    notes = {item.get("id"): item for item in body.xpath(f"./ol/li{LISTED}")}
    for call in body.xpath(f".//sup/a{CALL}"):
        note = html.Element("span", {"class": "footnote"})
        item = notes.get(call.get("href")[1:])
        if item is not None:
            for link in item.xpath(".//a[starts-with(@href, '#')]"):
                link.drop_tree()  # back to the text
            move_words(item, note)
            strip(note)
        replace(call.getparent(), note)
    for listed in body.xpath(f"./ol[li{LISTED}]"):
        listed.drop_tree()
