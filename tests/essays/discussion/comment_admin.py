"""The comments of the admin as the tests use them."""

from django.urls import reverse

from essays.models import Comment
from tests import factories
from tests.forms import filled

LIST = reverse("admin:essays_comment_changelist")
ONE_SKIPPED = (
    "1 comment has changed in the meantime, or was deleted by its author, and was left as it is."
)
SKIPPED_DECIDED = f"{ONE_SKIPPED} Already decided by: vera."


def change(comment):
    return reverse("admin:essays_comment_change", args=[comment.pk])


def listed(response):
    return [comment.name for comment in response.context["cl"].result_list]


def act(client, action, *comments, page=None, **data):
    """Sends an action of the list, as it is now or as it was when the page was loaded."""
    page = page or client.get(LIST)
    selected = [comment.pk for comment in comments]
    data = filled(page, action=action, _selected_action=selected, **data)
    address = f"{LIST}?{page.request['QUERY_STRING']}"
    response = client.post(address, data, follow=True)
    return [str(message) for message in response.context["messages"]]


def decided_elsewhere(comment, state="removed"):
    Comment.objects.filter(pk=comment.pk).decide(state, factories.user(username="vera"), seen=None)


def state_of(comment):
    comment.refresh_from_db()
    return comment.state
