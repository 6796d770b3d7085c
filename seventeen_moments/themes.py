"""Themes: tags that an editor types, each with a public page of its own."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField
from taggit.managers import TaggableManager
from taggit.models import Tag

# Room is left for what tells the addresses of "C" and "C++" apart.
LONGEST = Tag._meta.get_field("slug").max_length - 10


class ThemesFormField(TagField):
    """Refuses what would have no address, or not fit."""

    def clean(self, value):
        return spelled(self.names(value), known())

    def names(self, value):
        """The themes as they are written, each fit to be one."""
        # Without any comma, taggit would take each word for a theme.
        names = [" ".join(name.split()) for name in super().clean(value and f"{value},")]
        for name in names:
            _refuse_bad(name)
        return names


def _refuse_bad(name):
    slug = Tag().slugify(name)
    if not any(character.isalnum() for character in slug):
        raise ValidationError(
            _("“%(name)s”: a theme needs a letter or a digit."), params={"name": name[:40]}
        )
    if max(len(name), len(slug)) > LONGEST:
        raise ValidationError(
            _("“%(name)s…” is too long: a theme has %(limit)d characters at most."),
            params={"name": name[:40], "limit": LONGEST},
        )


def known():
    """By the folded name, how the archive writes each theme.

    Taggit leaves this to the database, and SQLite folds no case but that of Latin letters.
    """
    return {name.casefold(): name for name in Tag.objects.values_list("name", flat=True)}


def spelled(names, known):
    """The names as `known` writes them, each once; it learns those which it does not know."""
    for name in names:
        known.setdefault(name.casefold(), name)
    return sorted({known[name.casefold()] for name in names})


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
