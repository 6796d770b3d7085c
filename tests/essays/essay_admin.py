"""The essays of the admin as the tests use them."""

from django.urls import reverse

LIST = reverse("admin:essays_essay_changelist")
ADD = reverse("admin:essays_essay_add")


def change(essay):
    return reverse("admin:essays_essay_change", args=[essay.pk])


def titles(response):
    return [essay.title for essay in response.context["cl"].result_list]
