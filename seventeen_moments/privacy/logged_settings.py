"""Blocked words and addresses in the moderation log, as the comment settings were changed."""

import json

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essays.models import ModerationAction

from .data_source import PersonalDataSource, Summary


def find(email):
    # Settings change rarely, and no database compares the letters of JSON in any case.
    actions = ModerationAction.objects.filter(kind=ModerationAction.Kind.SETTINGS)
    keys = [
        key
        for key, changes in actions.order_by().values_list("pk", "changes")
        if email.lower() in json.dumps(changes, ensure_ascii=False).lower()
    ]
    return actions.filter(pk__in=keys)


def export(actions, user):
    return ({"id": str(action.pk), "logged": action.at.isoformat()} for action in actions)


def summary(action, user):
    return Summary(
        title=action.get_kind_display(),
        url=reverse("admin:essays_moderationaction_change", args=[action.pk]),
        time=action.at,
    )


def erase(actions):
    """Without these values that part of the change cannot be undone."""
    for action in actions:
        changes = {
            name: None if "@" in json.dumps(change) else change
            for name, change in action.changes.items()
        }
        ModerationAction.objects.filter(pk=action.pk).update(changes=changes)
    return len(actions)


DATA_SOURCE = PersonalDataSource(
    name="moderation_log",
    title=_("Moderation log"),
    erase_note=_(
        "The lists that contain the address are erased from the log. The comment settings keep it: "
        "moderators can remove it there."
    ),
    find=find,
    export=export,
    summary=summary,
    erase=erase,
)
