"""What the editor says of tables, of pictures in the text, and of what was pasted."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TABLE = {
    "table": _("Insert a table"),
    "insert": _("Insert"),
    "rows": _("Rows"),
    "columns": _("Columns"),
    "headerRow": _("The first row has the headings of the columns"),
    "headerColumn": _("The first column has the headings of the rows"),
    "captionField": _("Caption, such as “Prisoners released, 1953–1956”"),
    "change": _("Change"),
    # Buttons of the table in which the cursor is
    "addRowAfter": _("Add a row below"),
    "deleteRow": _("Delete the row"),
    "addColumnAfter": _("Add a column after this one"),
    "deleteColumn": _("Delete the column"),
    "mergeCells": _("Merge the selected cells"),
    "splitCell": _("Split the cell"),
    "toggleHeaderCell": _("Header cell"),
    "toggleHeaderRow": _("Header row"),
    "toggleHeaderColumn": _("Header column"),
    "caption": _("Caption of the table"),
    "deleteTable": _("Delete the table"),
}

FIGURE = {
    "button": _("Picture"),
    "title": _("Show a picture of this essay in the text"),
    "search": _("Search"),
    "unsaved": _("Save the essay first: its pictures will then be listed here."),
    "empty": _("This essay has no pictures yet."),
    "none": _("No picture matches."),
    "failed": _("The pictures could not be loaded. Please try again in a moment."),
    "missing": _("This picture is not among those of the essay that you can choose."),
    "remove": _("Remove the picture"),
    "cancel": _("Cancel"),
}

# What was pasted, in this order, and what was left out
PASTED = {
    "paragraphs": ngettext_lazy("%(n)d paragraph", "%(n)d paragraphs", "n"),
    "headings": ngettext_lazy("%(n)d heading", "%(n)d headings", "n"),
    "notes": ngettext_lazy("%(n)d note", "%(n)d notes", "n"),
    "tables": ngettext_lazy("%(n)d table", "%(n)d tables", "n"),
    "languages": ngettext_lazy(
        "%(n)d passage in another language", "%(n)d passages in another language", "n"
    ),
}
LEFT_OUT = {
    "pictures": ngettext_lazy("%(n)d picture", "%(n)d pictures", "n"),
    "comments": ngettext_lazy("%(n)d comment", "%(n)d comments", "n"),
    "deletions": ngettext_lazy("%(n)d deleted passage", "%(n)d deleted passages", "n"),
    "underlined": ngettext_lazy("underlining (%(n)d passage)", "underlining (%(n)d passages)", "n"),
    "smallCaps": ngettext_lazy("small caps (%(n)d passage)", "small caps (%(n)d passages)", "n"),
    "struck": ngettext_lazy("strikethrough (%(n)d passage)", "strikethrough (%(n)d passages)", "n"),
    "embedded": ngettext_lazy("%(n)d embedded object", "%(n)d embedded objects", "n"),
    "hidden": ngettext_lazy("%(n)d hidden passage", "%(n)d hidden passages", "n"),
    "lineBreaks": ngettext_lazy(
        "%(n)d line break within prose", "%(n)d line breaks within prose", "n"
    ),
    "files": ngettext_lazy("%(n)d file", "%(n)d files", "n"),
    "formats": ngettext_lazy("%(n)d format without words", "%(n)d formats without words", "n"),
}
SAMPLES = [1, 2, 5]  # numbers of which a language has different plural forms


def paste_report_words():
    """In the present language. The script puts its number in the place of that of the sample."""
    forms = {
        name: [str(words % {"n": n}) for n in SAMPLES]
        for name, words in {**PASTED, **LEFT_OUT}.items()
    }
    return {
        "pasted": str(_("Pasted: {}.")),
        "leftOut": str(_("Left out: {}.")),
        "kept": [*PASTED],
        "lost": [*LEFT_OUT],
        "samples": SAMPLES,
        "forms": forms,
    }
