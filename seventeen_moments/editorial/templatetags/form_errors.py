"""The errors of a form in the admin and of its rows, with links to the fields."""

from typing import NamedTuple

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

register = template.Library()


class FormError(NamedTuple):
    field_id: str  # empty if it concerns the form as a whole
    label: str
    message: str


@register.inclusion_tag("admin/_form_errors.html")
def form_errors(form, inlines):
    """In the order of the page."""
    errors = [*of_form(form)]
    for inline in inlines:
        section = inline.opts.verbose_name_plural
        errors += [FormError("", capfirst(section), error) for error in inline.non_form_errors()]
        for number, row in enumerate(inline.formset.forms, 1):
            title = _("%(section)s, row %(number)d") % {"section": section, "number": number}
            errors += of_form(row, f"{capfirst(title)}: ")
    return {"form_errors": errors}


def of_form(form, prefix=""):
    for name, messages in form.errors.items():
        field = form[name] if name in form.fields else None
        label = prefix + (field.label if field else "")
        for message in messages:
            yield FormError(field.id_for_label if field else "", label, message)
