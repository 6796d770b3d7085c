"""Subject and text of each mail, in the language of its recipient."""

from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from essays.discussion.plain_text import cleaned_line
from seventeen_moments.core.languages import isolated

from .models import Mail
from .unsubscribing import unsubscribe_path

SUBJECTS = {
    Mail.Kind.APPEARED: _("Your comment on “%(essay)s” has been published"),
    Mail.Kind.REPLY: _("%(name)s replied to your comment on “%(essay)s”"),
    Mail.Kind.REMOVED: _("Your comment on “%(essay)s” has been removed"),
    Mail.Kind.CONFIRM: _("Did you write a comment on “%(essay)s”?"),
    Mail.Kind.WAITING: _("A comment on “%(essay)s” is awaiting moderation"),
    Mail.Kind.FLAGGED: _("A comment on “%(essay)s” was reported"),
    Mail.Kind.DIGEST: ngettext_lazy(
        "%(count)d comment to review", "%(count)d comments to review", "count"
    ),
}
WITHOUT_TITLE = {  # for essays that the recipient may not see
    Mail.Kind.WAITING: _("A comment is awaiting moderation"),
    Mail.Kind.FLAGGED: _("A comment was reported"),
}
LONGEST_TITLE = 120


def absolute(path):
    return urljoin(settings.SITE_URL, path)


def render(kind, language, reader, **context):
    with translation.override(language or settings.LANGUAGE_CODE):
        context |= {
            "site_name": settings.SITE_NAME,
            "site": absolute("/").removesuffix("/"),
            "home": f"{settings.SITE_URL}/",
            "reader": reader,
            "unsubscribe": absolute(unsubscribe_path(reader, kind)),
            "queue": absolute(reverse("moderation:queue")),
        }
        body = render_to_string(f"notices/{kind}.txt", context)
        return {"subject": _subject(kind, **context), "body": f"{body.strip()}\n"}


def _subject(kind, comment=None, count=None, essay_is_shown=True, **_context):
    values, subject = {"count": count}, SUBJECTS[kind]
    if not essay_is_shown:
        subject = WITHOUT_TITLE[kind]
    elif comment:
        title = Truncator(cleaned_line(comment.essay.title)).chars(LONGEST_TITLE)
        values |= {"name": isolated(cleaned_line(comment.shown_name)), "essay": isolated(title)}
    return f"{subject % values} · {settings.SITE_NAME}"[:300]
