"""Themes are the tags of essays and sources. Each has a public page."""

import re
from functools import reduce
from itertools import chain, count
from operator import or_
from unicodedata import normalize

from django import forms
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField
from taggit.managers import TaggableManager, _TaggableManager
from taggit.models import Tag, TaggedItem

from .compiled import compiled
from .publication import Publishable
from .transliteration import to_plain_latin

# Leaves room for the suffix that tells the slugs of "C" and "C++" apart.
LONGEST = Tag._meta.get_field("slug").max_length - 10
SEPARATED = re.compile(r"\s*[;|\r\n]+\s*")  # besides commas
QUOTED = re.compile(r'("[^"]*")')
_COLUMNS = [field.attname for field in Tag._meta.concrete_fields]


def slugify_theme(theme, name, number=None):
    """Replaces Tag.slugify(), so that taggit itself gives new themes such slugs."""
    slug = _slug_of(name) or "theme"  # of one without letters, which no form lets through
    return slug if number is None else f"{slug}_{number}"


def _slug_of(name):
    return slugify(to_plain_latin(name), allow_unicode=True)[:LONGEST].strip("-_")


Tag.slugify = slugify_theme


def has_themes(model):
    """Whether pages of the model may have themes."""
    return issubclass(model, Publishable) and hasattr(model, "themes")


def tagged_items(model):
    """The TaggedItem objects of the model."""
    return TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(model))


def published_items(model, at=None):
    published = model.objects.published(at).filter(pk=OuterRef("object_id"))
    return tagged_items(model).filter(Exists(published))


def public_themes(themes, at=None):
    """Themes with a public page, because something published has them."""
    models = [model for model in apps.get_models() if has_themes(model)]
    items = [published_items(model, at).filter(tag=OuterRef("pk")) for model in models]
    return themes.filter(reduce(or_, map(Exists, items)))


@compiled(Tag)
def _public_theme(*, slug, at):
    themes = public_themes(Tag.objects.filter(slug=slug), at)
    return themes.values_list(*_COLUMNS)


def public_theme(slug):
    """The theme with this public page, or None."""
    rows = _public_theme(slug=slug, at=timezone.now())
    return next((Tag.from_db(None, _COLUMNS, row) for row in rows), None)


def tagged_with(theme, queryset):
    """The objects with the theme. With a join, SQLite would check each object for the theme."""
    items = tagged_items(queryset.model).filter(tag=theme)
    return queryset.filter(pk__in=items.values("object_id"))


class PublicThemeField(forms.CharField):
    """Takes the slug of a theme with a public page."""

    default_error_messages = forms.ModelChoiceField.default_error_messages

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        theme = public_theme(value) if value else None
        if value and theme is None:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return theme


class ThemesFormField(TagField):
    """Refuses names that are too long or would have no address."""

    def clean(self, value):
        return sorted(set(resolve_names(self.names(value)).values()))

    def names(self, value):
        """The valid names of themes in the text, as they are typed."""
        # Without any comma, taggit would take each word for a theme.
        names = super().clean(value and f"{with_commas(value)},")
        for name in names:
            # Composing takes quadratic time on many accents; four characters become one at most.
            _refuse_long(" ".join(name.split()), 4 * LONGEST)
        names = [tidy_name(name) for name in names]
        for name in names:
            if not any(map(str.isalnum, _slug_of(name))):
                raise ValidationError(
                    _("“%(name)s”: a theme needs a letter or a digit."), params={"name": name[:40]}
                )
            _refuse_long(name, LONGEST, name)
        return names


def with_commas(text):
    """With commas between themes, if other signs separate them, and their own commas in quotes."""
    unquoted = QUOTED.sub("", text)
    if not SEPARATED.search(unquoted.strip()):
        return text
    pieces = QUOTED.split(text)  # every second one is in quotation marks
    pieces[::2] = [SEPARATED.sub("\0", piece.strip(" ")) for piece in pieces[::2]]
    names = [name.strip(" ,").strip('"') for name in "".join(pieces).split("\0")]
    return ", ".join(f'"{name}"' for name in names if name)


def join_names(themes):
    """As taggit does, with quotation marks around all that would separate themes."""
    names = (theme.name for theme in themes)
    return ", ".join(sorted(f'"{name}"' if {*",; |"} & {*name} else name for name in names))


def _refuse_long(measured, longest, name=None):
    if len(measured) > longest:
        raise ValidationError(
            _("“%(name)s…” is too long: a theme can have at most %(limit)d characters."),
            params={"name": (name or measured)[:40], "limit": LONGEST},
        )


def tidy_name(name):
    """With single spaces, and composed letters and accents."""
    return normalize("NFC", " ".join(name.split()))


def fold_name(name):
    """Equal for names that differ only in case or spaces."""
    return tidy_name(name).casefold()


def resolve_names(names):
    """The spelling of the archive by each name, or else the first of the new spellings.

    Taggit leaves this to the database, and SQLite folds the case of Latin letters only.
    """
    stored = set(Tag.objects.filter(name__in=names).values_list("name", flat=True))
    if set(names) <= stored:
        return {name: name for name in names}
    spellings = names_by_fold()
    for name in names:
        spellings.setdefault(fold_name(name), tidy_name(name))
    return {name: name if name in stored else spellings[fold_name(name)] for name in names}


def themes_named(names):
    """The themes with these names, in the spelling of the archive. New ones are not stored."""
    names = set(resolve_names(names).values())
    themes = list(Tag.objects.filter(name__in=names).order_by("pk"))
    for name in sorted(names - {theme.name for theme in themes}):
        theme = Tag(name=name)
        slug = theme.slugify(name)
        taken = {*Tag.objects.filter(slug__startswith=slug).values_list("slug", flat=True)}
        # As taggit chooses it when it stores a theme.
        others = (theme.slugify(name, number) for number in count(1))
        theme.slug = next(each for each in chain([slug], others) if each not in taken)
        themes.append(theme)
    return themes


def show_themes(page, themes):
    """Lets the page have these themes in memory, as if they had been prefetched."""
    prefetched = Tag.objects.none()
    prefetched._result_cache, prefetched._prefetch_done = list(themes), True
    cache = getattr(page, "_prefetched_objects_cache", {})
    page._prefetched_objects_cache = {**cache, page.themes.prefetch_cache_name: prefetched}


def names_by_fold():
    """The names of all themes by their folded names."""
    return {fold_name(name): name for name in Tag.objects.values_list("name", flat=True)}


class ThemesManager(_TaggableManager):
    """Code also gets the stored theme in any spelling of its name."""

    def _to_tag_model_instances(self, tags, tag_kwargs):
        spellings = resolve_names([tag for tag in tags if isinstance(tag, str)])
        themes = [spellings[tag] if isinstance(tag, str) else tag for tag in tags]
        return super()._to_tag_model_instances(themes, tag_kwargs)


class ThemesField(TaggableManager):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", _("themes"))
        kwargs.setdefault("blank", True)
        kwargs.setdefault("manager", ThemesManager)
        kwargs.setdefault(
            "help_text", _("Separated by commas. Each theme has its own public page.")
        )
        super().__init__(*args, **kwargs)

    def formfield(self, form_class=ThemesFormField, **kwargs):
        return super().formfield(form_class, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "taggit.managers.TaggableManager", args, kwargs
