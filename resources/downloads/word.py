"""The contents as a Word document, which LibreOffice and Google Docs open, too."""

from datetime import UTC
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from seventeen_moments.core.control_characters import clean
from seventeen_moments.core.languages import direction

from .blocks import Run, Table, plain
from .footnotes import Footnotes

STYLES = {"h2": "Heading 2", "h3": "Heading 3", "blockquote": "Quote", "figure": "Caption"}
LISTS = {"ul": "List Bullet", "ol": "List Number"}
DEEPEST = 3  # lists in lists for which Word has a style
BOLD = frozenset({"strong"})
LONGEST_PROPERTY = 255  # characters: python-docx refuses more


def write(contents):
    """The same contents give the same bytes."""
    document = Document()
    properties = document.core_properties
    properties.title = clean(contents.title)[:LONGEST_PROPERTY]
    properties.author = clean(contents.names)[:LONGEST_PROPERTY]
    properties.language = clean(contents.language)
    if len(contents.address) <= LONGEST_PROPERTY:  # part of an address leads nowhere
        properties.identifier = contents.address
    properties.comments = ""
    properties.created = properties.modified = contents.updated.astimezone(UTC)
    _Writer(document, contents).write()
    file = BytesIO()
    document.save(file)
    return _without_times(file)


class _Writer:
    def __init__(self, document, contents):
        self.document, self.contents = document, contents
        self.language = contents.language  # of the words that are written next
        self.links = count(1)
        self.numberings = {}  # of lists, by their numbers in the contents
        self.notes = Footnotes(document)

    def write(self):
        contents = self.contents
        self.add(plain(contents.title), "Title")
        self.language = get_language()
        if contents.byline:
            self.add(plain(contents.byline), "Subtitle")
        if contents.warning:
            self.add(plain(_("Content warning")), "Heading 1")
            self.language = contents.language
            self.add(plain(contents.warning))
        for part in contents.parts:
            self.language = get_language()
            if part.title:
                self.add(plain(part.title), "Heading 1")
            self.language = part.language
            for block in part.blocks:
                self.add_block(block)
        for number, blocks in enumerate(contents.notes, start=1):
            self.add_note(number, blocks)
        self.language = get_language()
        self.add(plain(_("About this text")), "Heading 1")
        for label, words in contents.facts:
            address = words if words == contents.address else ""
            paragraph = self.add(plain(""))
            self.add_runs(paragraph, [Run(f"{label}: ", BOLD), Run(words, address=address)])
        self.add(plain(_("How to cite")), "Heading 1")
        self.add(plain(contents.citation))

    def add_block(self, block):
        if isinstance(block, Table):
            self.add_table(block)
            return
        style, level, key, number = block.place
        if key:
            depth = min(level, DEEPEST)
            name = LISTS[style] if number else "List Continue"
            paragraph = self.add(block, f"{name} {depth}" if depth > 1 else name)
            if style == "ol" and number:
                self.number(paragraph, key, number)
        else:
            self.add(block, STYLES.get(style))

    def add(self, block, style=None):
        paragraph = self.document.add_paragraph(style=style)
        if self.language and direction(self.language) == "rtl":
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        self.add_runs(paragraph, block.runs)
        return paragraph

    def add_note(self, number, blocks):
        paragraph = self.notes.add(number)
        for block in blocks:
            self.add_runs(paragraph, block.runs)

    def add_runs(self, paragraph, runs):
        for run in runs:
            if run.note:
                self.notes.call(paragraph, run.note)
            elif run.text:
                self.add_run(paragraph, run)

    def add_run(self, paragraph, run):
        added = paragraph.add_run(clean(run.text))
        added.bold = "strong" in run.marks or None
        added.italic = "em" in run.marks or None
        added.font.subscript = "sub" in run.marks or None
        added.font.superscript = "sup" in run.marks or None
        if run.address:
            added.underline = True
            key = f"link{next(self.links)}"
            # Not relate_to(), which compares each link with all before it.
            paragraph.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, run.address, key, is_external=True
            )
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), key)
            paragraph._p.append(link)
            link.append(added._r)
        if tag := run.language or self.language:
            is_rtl = direction(tag) == "rtl"
            added.font.rtl = is_rtl or None
            language = OxmlElement("w:lang")  # the last of the properties
            language.set(qn("w:bidi" if is_rtl else "w:val"), tag)
            added._r.get_or_add_rPr().append(language)

    def number(self, paragraph, key, number):
        """Numbers an item of a list. Without this, all lists would be one."""
        numberings = self.document.part.numbering_part.element
        if key not in self.numberings:
            style = paragraph.style.element.pPr.numPr.numId.val
            abstract = numberings.num_having_numId(style).abstractNumId.val
            numbering = numberings.add_num(abstract)
            numbering.add_lvlOverride(ilvl=0).add_startOverride(number)
            self.numberings[key] = numbering.numId
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = self.numberings[
            key
        ]

    def add_table(self, table):
        if table.caption:
            self.add(plain(table.caption), "Caption")
        places, taken = [], set()
        for row, cells in enumerate(table.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                last = min(row + cell.rows, len(table.rows)) - 1, column + cell.columns - 1
                taken |= {
                    (r, c) for r in range(row, last[0] + 1) for c in range(column, last[1] + 1)
                }
                places.append((cell, (row, column), last))
        width = 1 + max(column for _row, column in taken)
        grid = self.document.add_table(len(table.rows), width, style="Table Grid")
        grid = [row.cells for row in grid.rows]
        for cell, (row, column), last in places:
            target = grid[row][column]
            if (row, column) != last:
                target = target.merge(grid[last[0]][last[1]])
            runs = cell.paragraph.runs
            if cell.is_header:
                runs = [run._replace(marks=run.marks | BOLD) for run in runs]
            self.add_runs(target.paragraphs[0], runs)


def _without_times(file):
    """python-docx writes the present time into the archive."""
    packed = BytesIO()
    with ZipFile(file) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return packed.getvalue()
