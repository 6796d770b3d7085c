"""What the page of an action shows besides its sentence: what it changed, and into what."""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from essays.models import CommentSettings, Decision, Essay, ModerationAction
from seventeen_moments.core.permissions import viewable_by
from seventeen_moments.core.templatetags.display import title_of

MOST_SHOWN = 100  # comments, essays, or lines of a list
Kind = ModerationAction.Kind


class Row(NamedTuple):
    title: str  # of a comment, an essay or a setting; HTML if it has a link
    changes: list = []  # sentences


def details_of(action, user):
    read = READERS.get(action.kind)
    rows, left = read(action.changes, user) if read else _decisions(action)
    return render_to_string("admin/moderation/_action_details.html", {"rows": rows, "left": left})


def comment_link(comment):
    address = reverse("admin:essays_comment_change", args=[comment.pk])
    name, text = comment.shown_name or _("A reader"), Truncator(comment.shown_text).chars(60)
    return format_html('<a href="{}"><bdi>{}</bdi>: <bdi>{}</bdi></a>', address, name, text)


def essay_link(essay):
    """To the policy of its comments: moderators may not edit the essay."""
    address = reverse("admin:essays_essay_comment_policy", args=[essay.pk])
    return format_html('<a href="{}">{}</a>', address, title_of(essay))


def _decisions(action):
    decisions = Decision.objects.filter(batch=action.pk).order_by("pk")
    rows, mark = [], _("undone")
    for decision in decisions.select_related("comment")[:MOST_SHOWN]:
        undone = f" ({mark})" if decision.undone_at else ""
        rows.append(Row(comment_link(decision.comment), [f"{decision.summary}{undone}"]))
    return rows, decisions.count() - len(rows)


def _switch(changes, user):
    return _of_essays({key: [] for key in changes["essays"]}, user)


def _policy(changes, user):
    after, words = changes["after"], {}
    for before, keys in changes["before"]:
        changed = [
            _change(Essay, name, [before[name], after[name]])
            for name in after
            if before[name] != after[name]
        ]
        words |= dict.fromkeys(keys, changed)
    return _of_essays(words, user)


def _imported(changes, user):
    words = {key: [_("imported")] for key in changes.get("added", [])}
    words |= {key: [_("changed by an import")] for key in changes.get("changed", [])}
    return _of_essays(words, user)


def _of_essays(words, user):
    """Lists the essays that the user may see first."""
    essays = viewable_by(user, Essay.objects.filter(pk__in=words)).order_by("title", "pk")
    shown = essays.only("title", "language")[:MOST_SHOWN]
    rows = [Row(essay_link(essay), words[essay.pk]) for essay in shown]
    return rows, len(words) - len(rows)


def _settings(changes, user):
    rows = []
    for name, change in changes.items():
        if change is None:
            rows.append(Row(_label(CommentSettings, name), [_("erased")]))
        elif isinstance(change, dict):
            lines = [f"+ {line}" for line in change["added"]]
            lines += [f"− {line}" for line in change["removed"]]
            rows.append(Row(_label(CommentSettings, name), lines[:MOST_SHOWN]))
        else:
            rows.append(Row(_change(CommentSettings, name, change)))
    return rows, 0


def _change(model, name, change):
    before, after = (_shown(model, name, value) for value in change)
    return f"{_label(model, name)}: {before} → {after}"


def _label(model, name):
    labels = {field.name: field.verbose_name for field in model._meta.fields}
    return capfirst(labels.get(name, name))


def _shown(model, name, value):
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    field = next((field for field in model._meta.fields if field.name == name), None)
    if field is None or value in {None, ""}:
        return str(value or "–")
    value = field.to_python(value)  # JSON has times as text
    if hasattr(value, "tzinfo"):
        return date_format(localtime(value), "j E Y, H:i")
    return str(dict(field.flatchoices).get(value, value))


READERS = {
    Kind.SWITCH: _switch,
    Kind.POLICY: _policy,
    Kind.SETTINGS: _settings,
    Kind.IMPORT: _imported,
}
