"""Themes: tags that an editor types, each with a public page of its own."""

from functools import reduce
from operator import or_
from unicodedata import normalize

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField
from taggit.managers import TaggableManager, _TaggableManager
from taggit.models import Tag, TaggedItem

from .publication import Publishable

# Room is left for what tells the addresses of "C" and "C++" apart.
LONGEST = Tag._meta.get_field("slug").max_length - 10


def items_of(model):
    """A row for each theme of each of its rows."""
    return TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(model))


def shown(themes, at=None):
    """Those that have a page: visitors find something published under them."""
    items = [shown_items(model, at).filter(tag=OuterRef("pk")) for model in _themed_models()]
    return themes.filter(reduce(or_, map(Exists, items)))


def shown_items(model, at=None):
    published = model.objects.published(at).filter(pk=OuterRef("object_id"))
    return items_of(model).filter(Exists(published))


def _themed_models():
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def under(theme, rows):
    """Found by the theme: a join leaves SQLite to ask of all rows whether they have it."""
    return rows.filter(pk__in=items_of(rows.model).filter(tag=theme).values("object_id"))


class ThemesFormField(TagField):
    """Refuses what would have no address, or not fit."""

    def clean(self, value):
        return sorted(set(resolve_names(self.names(value)).values()))

    def names(self, value):
        """The themes as they are written, each fit to be one."""
        # Without any comma, taggit would take each word for a theme.
        written = super().clean(value and f"{value},")
        for name in written:
            # Composing takes the square of a row of accents; four signs become one at most.
            _refuse_long(" ".join(name.split()), 4 * LONGEST)
        names = [tidy(name) for name in written]
        for name in names:
            _refuse_bad(name)
        return names


def tidy(name):
    """With single spaces, and each letter as one character, accent and all."""
    return normalize("NFC", " ".join(name.split()))


def folded(name):
    """Alike for names that differ in capitals or spaces alone."""
    return tidy(name).casefold()


def resolve_names(names):
    """By each of the names: as the archive writes it already, or else the first of them does.

    Taggit leaves this to the database, and SQLite folds no case but that of Latin letters.
    """
    standing = set(Tag.objects.filter(name__in=names).values_list("name", flat=True))
    if set(names) <= standing:
        return {name: name for name in names}
    written = standing_by_fold()
    for name in names:
        written.setdefault(folded(name), tidy(name))
    return {name: name if name in standing else written[folded(name)] for name in names}


def standing_by_fold():
    """All themes by their folded names; for whoever asks about very many."""
    return {folded(name): name for name in Tag.objects.values_list("name", flat=True)}


def _refuse_bad(name):
    slug = Tag().slugify(name)
    if not any(character.isalnum() for character in slug):
        raise ValidationError(
            _("“%(name)s”: a theme needs a letter or a digit."), params={"name": name[:40]}
        )
    _refuse_long(max(name, slug, key=len), LONGEST, name)


def _refuse_long(measured, longest, name=None):
    if len(measured) > longest:
        raise ValidationError(
            _("“%(name)s…” is too long: a theme has %(limit)d characters at most."),
            params={"name": (name or measured)[:40], "limit": LONGEST},
        )


class ThemesManager(_TaggableManager):
    """Code, too, gets the theme that stands, however it writes the name."""

    def _to_tag_model_instances(self, tags, tag_kwargs):
        written = resolve_names([tag for tag in tags if isinstance(tag, str)])
        themes = [written[tag] if isinstance(tag, str) else tag for tag in tags]
        return super()._to_tag_model_instances(themes, tag_kwargs)


class ThemesField(TaggableManager):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", _("themes"))
        kwargs.setdefault("blank", True)
        kwargs.setdefault("manager", ThemesManager)
        kwargs.setdefault(
            "help_text", _("Separated by commas. Each theme has a public page of its own.")
        )
        super().__init__(*args, **kwargs)

    def formfield(self, form_class=ThemesFormField, **kwargs):
        return super().formfield(form_class, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "taggit.managers.TaggableManager", args, kwargs
