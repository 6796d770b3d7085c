"""The forms of the admin that authors use."""

from django.urls import reverse

from tests.forms import filled

ADD = reverse("admin:essays_essay_add")
ADD_TEXT = reverse("admin:resources_text_add")
LIST = reverse("admin:essays_essay_changelist")


def change(obj):
    return reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_change", args=[obj.pk])


def save(client, obj, **fields):
    return client.post(change(obj), filled(client.get(change(obj))) | fields)


def fields(response):
    return set(response.context["adminform"].form.fields)


def rows(response, prefix):
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset for formset in formsets if formset.prefix == prefix)
