"""Objects to delete, and the pages that delete them."""

from django.urls import reverse

from essays.models import Comment
from seventeen_moments.notices.models import Mail, Subscription
from tests import factories


def decided_comment(user, **fields):
    comment = factories.comment(**fields)
    comment.flags.create(reason="It names a neighbour.")
    Comment.objects.filter(pk=comment.pk).decide("removed", user, seen=None)
    return comment


def account_with_mail(user):
    account = factories.user("Moderators")
    subscription = Subscription.objects.create(user=account, email="vera@example.org")
    Mail.objects.create(kind="digest", subscription=subscription, to="vera@example.org")
    return account


def page(obj, name="delete"):
    options = obj._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[obj.pk])


def changelist(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_changelist")


def delete_selected(client, *objects, **data):
    selection = {"action": "delete_selected", "_selected_action": [obj.pk for obj in objects]}
    return client.post(changelist(objects[0]), selection | data)
