"""The contents as plain text."""

from django.utils.translation import gettext as _

from .blocks import Table

INDENT = "  "


def write(contents):
    head = [contents.title, *filter(None, [contents.byline])]
    sections = ["\n".join(head)]
    if contents.warning:
        sections.append("\n\n".join([_("Content warning"), contents.warning]))
    for part in contents.parts:
        sections.append("\n\n".join(filter(None, [part.title, _text(part.blocks)])))
    if contents.notes:
        notes = [
            f"[{number}] {_text(blocks)}" for number, blocks in enumerate(contents.notes, start=1)
        ]
        sections.append("\n\n".join([_("Notes"), *notes]))
    facts = "\n".join(f"{label}: {words}" for label, words in contents.facts)
    sections.append("\n\n".join([_("About this text"), facts]))
    sections.append("\n\n".join([_("How to cite"), contents.citation]))
    return "\n\n\n".join(sections) + "\n"


def _text(blocks):
    return "\n\n".join(map(_block, blocks))


def _block(block):
    if isinstance(block, Table):
        rows = [
            "\t".join(" ".join(cell.paragraph.text.split()) for cell in row) for row in block.rows
        ]
        return "\n".join([*filter(None, [block.caption]), *rows])
    style, level, _list, number = block.place
    if style == "figure":
        return f"[{block.text}]"
    marker = {"ul": "• ", "ol": f"{number}. "}[style] if number else ""
    return INDENT * (level or style == "blockquote") + marker + block.text
