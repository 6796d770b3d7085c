"""The admin pages of a row's earlier states."""

from django.urls import reverse
from reversion.models import Version

from tests.forms import filled


class Pages:
    def __init__(self, client):
        self.client = client

    def history(self, row, **query):
        return self.client.get(address("history", row, row.pk), query)

    def changes(self, row):
        """The note of each state in the list, with the phrases that describe its changes."""
        states = self.history(row).context["states"]
        return [(state.revision.comment, phrases) for state, phrases in states]

    def compare(self, row, before, after):
        query = {"before": getattr(before, "pk", before), "after": getattr(after, "pk", after)}
        return self.client.get(address("compare", row, row.pk), query)

    def state(self, row, state):
        return self.client.get(address("state", row, row.pk, state.pk))

    def confirmation(self, row, state):
        return self.client.get(address("restore", row, row.pk, state.pk))

    def restore(self, row, state):
        return self.client.post(address("restore", row, row.pk, state.pk))

    def deleted(self, model):
        return self.client.get(address("deleted", model))

    def recover(self, model, key):
        return self.client.post(address("recover", model, key))

    def change(self, row, **fields):
        page = address("change", row, row.pk)
        return self.client.post(page, filled(self.client.get(page), **fields))


def tamper(state, old, new):
    """Replaces words in what is stored of the row."""
    version = Version.objects.get(pk=state.version_id)
    version.serialized_data = version.serialized_data.replace(old, new)
    version.save()


def address(name, row, *args):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=args)
