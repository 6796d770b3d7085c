"""The pages of “Change several”."""

from django.contrib.messages import get_messages
from django.urls import reverse

from tests.forms import filled


def address(model, name="several", *args, **query):
    name = f"admin:{model._meta.label_lower.replace('.', '_')}_{name}"
    return reverse(name, args=args, query=query)


def selected(*rows):
    return address(type(rows[0]), keys=".".join(str(row.pk) for row in rows))


def ticked(fields):
    """The data of the form: each field with its box."""
    data = {name: value for name, value in fields.items() if value is not None}
    return data | {f"change-{name}": "on" for name in fields if "-" not in name}


def preview(client, rows, **fields):
    return client.post(selected(*rows), ticked(fields))


def confirm(client, page):
    path = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    return client.post(path, filled(page, confirm=page.context["edit"].digest))


def change(client, rows, **fields):
    """Both steps at once."""
    response = confirm(client, preview(client, rows, **fields))
    for row in rows:
        row.refresh_from_db()
    return response


def undo(client, change):
    return client.post(address(change.content_type.model_class(), "several_undo", change.pk))


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def names_of(row):
    return sorted(row.themes.names())
