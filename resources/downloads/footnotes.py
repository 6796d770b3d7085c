"""Footnotes of a Word document, which python-docx does not write."""

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

SEPARATORS = {-1: "separator", 0: "continuationSeparator"}  # the lines above notes


class Footnotes:
    def __init__(self, document):
        self.document = document
        self.part = None

    def add(self, number):
        """Returns an empty paragraph for the words of the note."""
        if self.part is None:
            self._begin()
        note = _element("w:footnote", id=str(number))
        self.part.element.append(note)
        paragraph = OxmlElement("w:p")
        paragraph.style = self.style.style_id
        note.append(paragraph)
        note = Paragraph(paragraph, self.part)
        _add_mark(note, OxmlElement("w:footnoteRef"))
        note.add_run(" ")
        return note

    def call(self, paragraph, number):
        _add_mark(paragraph, _element("w:footnoteReference", id=str(number)))

    def _begin(self):
        main = self.document.part
        self.part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            OxmlElement("w:footnotes"),
            main.package,
        )
        main.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        for key, kind in SEPARATORS.items():
            separator = _element("w:footnote", type=kind, id=str(key))
            self.part.element.append(separator)
            paragraph = OxmlElement("w:p")
            separator.append(paragraph)
            paragraph.add_r().append(OxmlElement(f"w:{kind}"))
        self.style = self.document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        self.style.base_style = self.document.styles["Normal"]
        self.style.font.size = Pt(9)


def _add_mark(paragraph, mark):
    run = paragraph.add_run()
    run.font.superscript = True
    run._r.append(mark)


def _element(name, **attributes):
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element
