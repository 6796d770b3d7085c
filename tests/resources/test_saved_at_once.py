"""Two editors who save the same slug at the same moment."""

from threading import Thread

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from essays.models import Essay
from resources.models import Text
from tests import factories
from tests.connections import meanwhile
from tests.forms import filled, row

TAKEN = ["This section of the essay already has a source with this slug."]


@pytest.fixture
def clients(transactional_db):
    """Of two editors."""
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(factories.user("Editors"))
    return clients


def sender(client, model, **fields):
    """Opens the form to add one, and returns what sends it."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    data = filled(client.get(address), **fields) | {"_draft": "on"}
    return lambda: client.post(address, data)


def errors(response):
    return response.context["adminform"].form.errors


def test_second_essay_with_a_slug_is_refused_by_the_form(clients):
    sends = [sender(client, Essay, title="Thaw", slug="thaw") for client in clients]
    response = meanwhile(*sends)
    assert errors(response) == {"slug": ["Essay with this Slug already exists."]}


def test_second_source_with_a_slug_is_refused_by_the_form(clients):
    fields = {"essay": factories.essay().pk, "title": "Decree", "slug": "decree"}
    response = meanwhile(*(sender(client, Text, **fields) for client in clients))
    assert errors(response) == {"__all__": TAKEN}


def test_second_row_with_a_slug_is_refused_by_the_form_of_the_essay(clients):
    essay = factories.essay()
    address = reverse("admin:essays_essay_change", args=[essay.pk])
    added = row("texts", 0, title="Decree", slug="decree", kind="decree")
    form = filled(clients[1].get(address)) | added | {"texts-TOTAL_FORMS": 1}
    first = sender(clients[0], Text, essay=essay.pk, title="Decree", slug="decree")
    response = meanwhile(first, lambda: clients[1].post(address, form))
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.errors == [{"slug": TAKEN}]


def test_two_sources_without_a_slug_get_different_ones(clients):
    fields = {"essay": factories.essay().pk, "title": "Decree"}
    assert meanwhile(*(sender(client, Text, **fields) for client in clients)).status_code == 302
    assert {*Text.objects.values_list("slug", flat=True)} == {"decree", "decree-2"}


@pytest.fixture
def overtaken():
    """Another process stores the slug “one” between the check and the save."""

    def store(essay):
        factories.text(essay=essay, slug="one")
        connection.close()

    def overtake(instance, **kwargs):
        pre_save.disconnect(overtake, sender=Text)
        rival = Thread(target=store, args=[instance.essay])
        rival.start()
        rival.join()

    pre_save.connect(overtake, sender=Text)
    yield
    pre_save.disconnect(overtake, sender=Text)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets in one writer at a time")
def test_what_the_database_refuses_can_be_sent_again(clients, overtaken):
    fields = {"essay": factories.essay().pk, "title": "A decree", "slug": "one"}
    refused = sender(clients[0], Text, **fields)()
    assert (refused.status_code, Text.objects.count()) == (409, 1)
    assert "was added successfully" not in refused.text
    address = reverse("admin:resources_text_add")
    again = clients[0].post(address, filled(refused))
    assert errors(again) == {"__all__": TAKEN}
