"""Themes: tags that an editor types, each with a public page of its own."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField
from taggit.managers import TaggableManager
from taggit.models import Tag

LONGEST = Tag._meta.get_field("name").max_length


class ThemesFormField(TagField):
    """Refuses what would have no address, or not fit."""

    def clean(self, value):
        names = [" ".join(name.split()) for name in super().clean(value)]
        for name in names:
            if len(name) > LONGEST:
                raise ValidationError(
                    _("“%(name)s…” is too long: a theme has %(limit)d characters at most."),
                    params={"name": name[:40], "limit": LONGEST},
                )
            if not any(character.isalnum() for character in name):
                raise ValidationError(
                    _("“%(name)s”: a theme needs a letter or a digit."), params={"name": name}
                )
        return names


class ThemesField(TaggableManager):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", _("themes"))
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text", _("Separated by commas. Each theme has a public page of its own.")
        )
        super().__init__(*args, **kwargs)

    def formfield(self, form_class=ThemesFormField, **kwargs):
        return super().formfield(form_class, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "taggit.managers.TaggableManager", args, kwargs
