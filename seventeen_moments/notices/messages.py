"""The words of each mail, in the language of whoever gets it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from essays.discussion.plain_text import cleaned_line

from .models import Mail
from .unsubscribing import address

SUBJECTS = {
    Mail.Kind.APPEARED: _("Your comment on “%(essay)s” has been published"),
    Mail.Kind.REPLY: _("%(name)s replied to your comment on “%(essay)s”"),
    Mail.Kind.WAITING: _("A comment on “%(essay)s” is awaiting moderation"),
    Mail.Kind.FLAGGED: _("A comment on “%(essay)s” was reported"),
    Mail.Kind.DIGEST: ngettext_lazy(
        "%(count)d comment to review", "%(count)d comments to review", "count"
    ),
}
UNNAMED = {  # of an essay that its reader may not see
    Mail.Kind.WAITING: _("A comment is awaiting moderation"),
    Mail.Kind.FLAGGED: _("A comment was reported"),
}
LONGEST_TITLE = 120


def absolute(path):
    return f"{settings.SITE_URL}{path}"


def letter(kind, language, reader, **context):
    with translation.override(language or settings.LANGUAGE_CODE):
        context |= {
            "site_name": settings.SITE_NAME,
            "site": settings.SITE_URL,
            "reader": reader,
            "unsubscribe": absolute(address(reader)),
            "queue": absolute(reverse("moderation:desk")),
        }
        body = render_to_string(f"notices/{kind}.txt", context)
        return {"subject": _subject(kind, **context), "body": f"{body.strip()}\n"}


def _subject(kind, comment=None, count=None, essay_is_shown=True, **_context):
    words, subject = {"count": count}, SUBJECTS[kind]
    if not essay_is_shown:
        subject = UNNAMED[kind]
    elif comment:
        title = Truncator(cleaned_line(comment.essay.title)).chars(LONGEST_TITLE)
        words |= {"name": cleaned_line(comment.name), "essay": title}
    return f"{subject % words} · {settings.SITE_NAME}"[:300]
