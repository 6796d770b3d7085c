"""The words of the rich-text editor: its buttons, its shortcuts, its dialogs.

The names of its buttons are English only. Its dialogs ask Django's JavaScript catalog.
"""

from django.utils.translation import gettext_lazy as _

# By the name of the button: its title, and its shortcut on a keyboard, if any. The shortcuts with
# Ctrl+Alt and a letter are ours (editor_toolbar.js), the others are the editor's.
BUTTONS = {
    "heading2": (_("Heading"), "Ctrl+Alt+2"),
    "heading3": (_("Subheading"), "Ctrl+Alt+3"),
    "paragraph": (_("Paragraph"), "Ctrl+Alt+0"),
    "bulletList": (_("Bulleted list"), "Ctrl+Shift+8"),
    "orderedList": (_("Numbered list"), "Ctrl+Shift+7"),
    "orderedListProperties": (_("First number of the list"), ""),
    "blockquote": (_("Quotation"), "Ctrl+Shift+B"),
    "bold": (_("Bold"), "Ctrl+B"),
    "italic": (_("Italic"), "Ctrl+I"),
    "subscript": (_("Subscript"), "Ctrl+,"),
    "superscript": (_("Superscript"), "Ctrl+."),
    "link": (_("Link"), "Ctrl+K"),
    "unlink": (_("Remove the link"), ""),
    "sourceLink": (_("Link to a source of this essay"), "Ctrl+Alt+S"),
    "footnote": (_("Footnote"), "Ctrl+Alt+F"),
    "history:undo": (_("Undo"), "Ctrl+Z"),
    "history:redo": (_("Redo"), "Ctrl+Shift+Z"),
    "shortcuts": (_("Keyboard shortcuts"), ""),
}
# Shortcuts without a button.
KEYS = (
    (_("New line within a note"), "Enter"),
    (_("Into a note and out of it"), "← →"),
    (_("To the buttons"), "Alt+F10"),
    (_("Save draft"), "Ctrl+S"),
)
# What its dialogs say, for the catalog (editorial/site.py).
DIALOGS = {
    "Edit Link": _("Link"),
    "URL": _("Address"),
    "Title": _("Title"),
    "List properties": _("Numbered list"),
    "Start at": _("First number"),
    "List type": _("Numbers"),
    "Update": _("Apply"),
}

TOOLBAR = {
    "label": _("Formatting"),
    "buttons": BUTTONS,
    "keys": KEYS,
    "close": _("Close"),
}
LANGUAGE = {"label": _("Language of the passage"), "none": _("Language of the text")}
FOOTNOTE = {"button": _("Footnote")}
NOTE_LIST = {"title": _("Notes in the text")}
# Other kinds of numbers are not stored.
NUMBERED_LIST = {"listTypes": [{"label": "1, 2, 3", "type": "decimal"}]}
