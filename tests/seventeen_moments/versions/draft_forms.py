"""What an editor does in the admin: open a form, type, press a button."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled

TOMORROW = (timezone.now() + timedelta(days=1)).replace(microsecond=0)


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


def at(time):
    """A time as the form's two fields send it."""
    return {"published_at_0": f"{time:%Y-%m-%d}", "published_at_1": f"{time:%H:%M:%S}"}


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
