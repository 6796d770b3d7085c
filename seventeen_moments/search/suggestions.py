"""What a reader may mean who has begun to type: themes, essays, sources."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.models import Tag

from essays.models import Essay

from .documents import by_model, place
from .folding import words
from .models import Document, TitleWord
from .parsing import LONGEST, SHORTEST_PREFIX

SHOWN = 8
THEMES = 3
LOOKED_AT = 200  # titles, in the order of the word begun; so few bound the work for "a…"
LAST_LETTER = "\U0010ffff"


def suggestions(text):
    """At most SHOWN rows of title, noun and address, of what visitors may see."""
    asked = words(text[:LONGEST].replace("\0", ""))
    if not asked or len(asked[-1]) < SHORTEST_PREFIX:
        return []
    themes = _themes(asked)
    return themes + _pages(asked, SHOWN - len(themes))


def _themes(asked):
    found = [tag for tag in Tag.objects.order_by("name") if _begins(words(tag.name), asked)]
    shown = visible_themes(found[:SHOWN])
    return [
        {
            "title": theme.name,
            "kind_name": capfirst(_("theme")),
            "address": reverse("browse:theme", args=[theme.slug]),
        }
        for theme in found[:SHOWN]
        if theme.pk in shown
    ][:THEMES]


def visible_themes(themes):
    """The keys of those that have something to show."""
    carriers = Document.themes.through.objects.filter(
        tag=OuterRef("pk"), document__in=Document.objects.visible()
    )
    found = Tag.objects.filter(Exists(carriers), pk__in=[theme.pk for theme in themes])
    return set(found.values_list("pk", flat=True))


def _begins(title, asked):
    *whole, begun = asked
    return set(whole) <= set(title) and any(word.startswith(begun) for word in title)


def _pages(asked, number):
    keys = _documents(asked, True, number)
    if len(keys) < number:
        keys += _documents(asked, False, number - len(keys))
    rows = {}
    for model, pks in by_model(keys).items():
        shown = model.objects.published().filter(pk__in=pks)
        if model is not Essay:
            shown = shown.with_essay()
        rows |= {(model, row.pk): row for row in shown.only(*_fields(model))}
    return [_suggestion(rows[place(key)]) for key in keys if place(key) in rows]


def _documents(asked, is_essay, number):
    """Keys of those whose titles have all words, and one that begins with the last."""
    *whole, begun = asked
    begins = TitleWord.objects.filter(
        is_essay=is_essay, word__gte=begun, word__lt=begun + LAST_LETTER
    )
    for word in whole:
        has_it = TitleWord.objects.filter(is_essay=is_essay, word=word).values("document")
        begins = begins.filter(document__in=has_it)
    looked_at = list(
        begins.order_by("word", "document").values_list("document", flat=True)[:LOOKED_AT]
    )
    visible = Document.objects.visible().filter(pk__in=looked_at).values_list("pk", flat=True)
    shown = set(visible)
    return [key for key in dict.fromkeys(looked_at) if key in shown][:number]


def _fields(model):
    return ["title", "slug"] if model is Essay else ["title", "slug", "essay__slug"]


def _suggestion(row):
    return {
        "title": row.title,
        "kind_name": capfirst(row.kind_name),
        "address": row.get_absolute_url(),
    }
