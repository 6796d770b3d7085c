"""Finds rows of a list by the search index, which reads no more than it needs.

By default the admin compares each row with the words, which takes seconds in a large table.
"""

from django.utils.translation import gettext_lazy as _

MOST = 1000  # rows of a kind that are found
HELP = _("Finds whole words and how words begin, in up to 1,000 rows.")

# Functions by the model. They take what was typed, and return a Q. The app of the search adds them.
finders = {}
