"""Notes that moderators typed in the queue or on the page of a comment."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from essays.models import Comment, CommentNote

from ..plain_text import cleaned

FIELD = re.compile(r"note-(\d{1,18})", re.ASCII)


def add_note(comment, text, user):
    """Stores the note, unless the user has just written the same: a form may be sent twice."""
    text = cleaned(text)
    if text and not comment.moderator_notes.filter(by=user, text=text).exists():
        comment.moderator_notes.create(by=user, text=text)


def save_notes(data, user):
    """Stores all notes of a submitted form, and returns those that cannot be stored, as errors."""
    matches = {name: FIELD.fullmatch(name) for name in data}
    texts = {int(match[1]): data[name] for name, match in matches.items() if match}
    texts = {key: text.strip() for key, text in texts.items() if text.strip()}
    if not texts:
        return []
    errors = []
    with transaction.atomic():
        comments = Comment.objects.filter(pk__in=texts, withdrawn=False).select_for_update()
        comments = comments.only("pk").in_bulk()
        for key, text in texts.items():
            error = _error(comments.get(key), text)
            if error:
                errors.append(error % {"note": text})
            else:
                add_note(comments[key], text, user)
    return errors


def _error(comment, text):
    if comment is None:
        return _("The comment no longer exists, so your note was not saved: “%(note)s”")
    if len(cleaned(text)) > CommentNote.MAX_LENGTH:
        return _("Your note is too long and was not saved: “%(note)s”")
    return None
