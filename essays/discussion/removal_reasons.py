"""Why a comment was removed, as its author is told: only if a moderator says so."""

import re

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from . import plain_text
from .comments import Comment
from .decisions import MAX_REASON_LENGTH

REASONS = {
    "topic": _("It is not about this page."),
    "personal": _("It contains personal data of other people."),
    "insult": _("It insults other people."),
    "advertising": _("It is advertising."),
    "repeated": _("It repeats another comment."),
}
FIELD = re.compile(r"(reason|reason-choice)-(\d{1,18})", re.ASCII)


def cleaned_reason(text):
    return plain_text.cleaned(text)[:MAX_REASON_LENGTH]


def submitted_reasons(data):
    """The reasons by the key of their comment: the chosen one, followed by the typed words."""
    chosen, typed = {}, {}
    for name in data:
        if match := FIELD.fullmatch(name):
            reasons = typed if match[1] == "reason" else chosen
            reasons[int(match[2])] = data[name].strip()
    chosen = {key: REASONS[name] for key, name in chosen.items() if name in REASONS}
    texts = _translated(chosen)
    keys = sorted(chosen.keys() | typed.keys())
    reasons = {key: cleaned_reason(f"{texts.get(key, '')} {typed.get(key, '')}") for key in keys}
    return {key: reason for key, reason in reasons.items() if reason}


def _translated(reasons):
    """In the language in which the author gets e-mails, else in the moderator’s."""
    comments = Comment.objects.filter(pk__in=reasons).exclude(language="")
    languages = dict(comments.values_list("pk", "language")) if reasons else {}
    texts = {}
    for key, reason in reasons.items():
        with translation.override(languages.get(key) or translation.get_language()):
            texts[key] = str(reason)
    return texts
