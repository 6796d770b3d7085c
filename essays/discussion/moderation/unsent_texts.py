"""What was typed in the form of the queue, but belongs to another button than the pressed one.

The form has fields for each comment, and every button sends all of them. The page that follows an
action shows them again: each text in its field, or in a message if its comment is elsewhere.
"""

import re
from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils.translation import gettext as _

from ..removal_reasons import REASONS

# Notes are not among them: each button saves them.
FIELD = re.compile(
    r"(?P<part>reply|reason|redact)(?P<choice>-choice)?-(?P<key>\d{1,18})"
    r"(?P<field>-text|-passages|-reason)?",
    re.ASCII,
)
KEY = "unsent_texts"  # in the session, until the next page of a list
LISTS = {f"moderation:{name}" for name in ["queue", "author", "whole_thread", "comment"]}


def is_list(url):
    """Whether the address is that of a page with the form of the queue."""
    path = re.split("[?#]", url)[0].removeprefix(get_script_prefix().rstrip("/"))
    with suppress(Resolver404):
        return resolve(path).view_name in LISTS
    return False


def unsent_texts(data, *sent):
    """The texts of the form by the names of their fields.

    `sent` are those that the button has used: pairs of a part of the form (“reply”, “reason” or
    “redact”) and the key of a comment.
    """
    return {
        name: data[name]
        for name in data
        if FIELD.fullmatch(name) and data[name].strip() and _part_and_key(name) not in sent
    }


def redirect_with_unsent(request, url, *sent):
    """Redirects to the page, which shows the unsent texts of the form again."""
    texts = unsent_texts(request.POST, *sent)
    if texts and is_list(url):
        request.session[KEY] = texts
    else:
        _tell(request, texts)
    # After 302 the browser would drop the texts that it keeps: editorial/unsaved.py.
    return HttpResponseRedirect(url, status=303 if texts else 302)


def put_back(request, texts, comments):
    """Gives each comment its texts, and repeats the others. Returns whether a comment has some."""
    by_comment, rest = {}, {}
    shown = {comment.pk for comment in comments if not comment.withdrawn}
    for name, text in texts.items():
        _part, key = _part_and_key(name)
        if key in shown:
            by_comment.setdefault(key, {})[name.replace(f"-{key}", "", 1).replace("-", "_")] = text
        else:
            rest[name] = text
    for comment in comments:
        comment.unsent = by_comment.get(comment.pk, {})
        comment.has_unsent_more = bool(comment.unsent.keys() - {"reply_text"})
        comment.redaction_form.initial = {
            name.removeprefix("redact_"): text for name, text in comment.unsent.items()
        }
    _tell(request, rest)
    return bool(by_comment)


def _part_and_key(name):
    match = FIELD.fullmatch(name)
    return match["part"], int(match["key"])


def _tell(request, texts):
    for text in texts.values():
        messages.warning(request, _("Not sent yet: “%(text)s”") % {"text": REASONS.get(text, text)})
