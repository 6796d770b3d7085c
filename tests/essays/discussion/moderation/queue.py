"""The moderation queue as the tests use it."""

from django.urls import reverse

from essays.models import Comment
from tests import factories

QUEUE, UNDO = reverse("moderation:queue"), reverse("moderation:undo")


def authors(response):
    return [comment.name for comment in response.context["entries"]]


def act(client, do, *chosen, **query):
    """Presses a button of the queue, and returns the messages."""
    data = {"do": do, "chosen": [comment.pk for comment in chosen]}
    response = client.post(reverse("moderation:queue", query=query), data, follow=True)
    return [str(message) for message in response.context["messages"]]


def states():
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def waiting(*names, **fields):
    fields.setdefault("essay", factories.essay())
    return [factories.comment(name=name, state="waiting", **fields) for name in names]
