"""What feeds tell of an essay, a source, a comment."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from seventeen_moments.core.names import parse
from seventeen_moments.core.permissions import may_view

from .atom import Entry


def of_page(page, site, public_since):
    """Of an essay or a source, with its themes; `site` makes addresses whole."""
    return Entry(
        id=_id(page, site),
        title=page.title,
        address=site.build_absolute_uri(page.get_absolute_url()),
        published=public_since,
        updated=max(public_since, page.updated),
        authors=[str(name) for name in parse(_names(page))],
        themes=[theme.name for theme in page.themes.all()],
        summary=getattr(page, "content_warning", "") or page.excerpt,
    )


def of_waiting(comment, site, user):
    """For moderators: leads to where they decide, and names no essay hidden from them."""
    desk = reverse("moderation:comment", args=[comment.pk])
    suspicion = [comment.get_suspicion_display()] if comment.suspicion else []
    entry = of_comment(comment, site)
    if not may_view(user, comment.essay):
        unnamed = _("%(name)s on an essay that is not public") % {"name": comment.name}
        entry = entry._replace(title=unnamed)
    return entry._replace(address=site.build_absolute_uri(desk), themes=suspicion)


def of_reported(comment, site, user):
    """For moderators: news when the first flag came that nobody dismissed."""
    entry, flag = of_waiting(comment, site, user), comment.raised_flags[0]
    reasons = format_html_join("", "<li>{}</li>", ((flag.reason,) for flag in comment.raised_flags))
    return entry._replace(
        id=f"{entry.id}/flag/{flag.pk}",
        title=_("Reported: %(title)s") % {"title": entry.title},
        published=flag.created,
        updated=flag.created,
        html=format_html("<ul>{}</ul>{}", reasons, mark_safe(comment.html)),  # noqa: S308 - cleaned
    )


def of_comment(comment, site):
    said = {"name": comment.name, "title": comment.essay.title}
    return Entry(
        id=_id(comment, site),
        title=_("%(name)s on “%(title)s”") % said,
        address=site.build_absolute_uri(comment.get_absolute_url()),
        published=comment.created,
        updated=comment.created,
        authors=[comment.name],
        html=comment.html,
    )


def _names(page):
    return page.authors if hasattr(page, "authors") else page.creators


def _id(row, site):
    """A tag URI (RFC 4151): a changed slug leaves it as it is, and so does a language."""
    host = site.get_host().rpartition("]")[0] or site.get_host().partition(":")[0]
    name = f"{row._meta.model_name}/{row.pk}"
    return f"tag:{host.strip('[]').replace(':', '-')},{row.created:%Y-%m-%d}:{name}"
