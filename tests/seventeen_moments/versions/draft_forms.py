"""What an editor does in the admin: open a form, type, press a button."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled

TOMORROW = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)


def change(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def page_of_draft(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_draft", args=[row.pk])


def press(client, button, row, **typed):
    """Opens the form of the row, types, and presses the button; inline rows are counted."""
    return send(client, button, row, client.get(change(row)), **typed)


def send(client, button, row, form, **typed):
    """The same with a form that was opened before."""
    data = filled(form, **typed) | {button: "on"}
    for prefix in factories.RELATIONS:
        indexes = {name.split("-")[1] for name in data if name.startswith(f"{prefix}-")}
        if f"{prefix}-TOTAL_FORMS" in data:
            data[f"{prefix}-TOTAL_FORMS"] = len([index for index in indexes if index.isdecimal()])
    return client.post(change(row), data)


def page_for(row, name):
    """The address of a page of the row, such as "publish"."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk])


def publish(client, row, **typed):
    """Opens the page that asks before the row is published, and confirms it with its ticks.

    What is typed goes into the row's form first.
    """
    return _confirm(client, "publish", row, typed)


def unpublish(client, row, **typed):
    return _confirm(client, "unpublish", row, typed)


def _confirm(client, name, row, typed):
    own = {"when", "time_0", "time_1", "note", "with"} & typed.keys()
    answers = {key: typed.pop(key) for key in own}
    if typed:
        response = press(client, f"_{name}", row, **typed)
        if response.status_code != 302:
            return response
    address = page_for(row, name)
    page = client.get(address)
    if page.status_code != 200:
        return page
    return client.post(address, filled(page, **answers))


def at(time):
    """A time as the page for publishing sends it."""
    return {"when": "later", "time_0": f"{time:%Y-%m-%d}", "time_1": f"{time:%H:%M}"}


def make_due():
    """Lets the time of the only scheduled draft come."""
    draft = Draft.objects.get(parent=None)
    draft.publish_at = timezone.now()
    draft.save()


def drafts():
    """What each draft changes, by the title of its row."""
    return {draft.target.title: draft.data for draft in Draft.objects.order_by("pk")}


def initial_values(response):
    return response.context["adminform"].form.initial


def messages(response):
    return [str(message) for message in response.context["messages"]]
