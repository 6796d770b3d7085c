"""Suggestions while a reader types: themes, essays, sources."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core.publication import NO_KEY

from .documents import keys_by_model, model_and_key
from .folding import words
from .models import Document, TitleWord
from .parsing import LONGEST, SHORTEST_PREFIX

SHOWN = 8
THEMES = 3
MOST_TITLES = 200  # in the order of their words; bounds the work for "a…"
LAST_LETTER = "\U0010ffff"


def suggestions(text):
    """At most SHOWN dicts with title, kind and address of what visitors may see."""
    typed = words(text[:LONGEST].replace("\0", ""))
    if not typed or len(typed[-1]) < SHORTEST_PREFIX:
        return []
    themes = suggested_themes(typed)
    return themes + suggested_pages(typed, SHOWN - len(themes))


def suggested_themes(typed):
    *whole, prefix = typed
    themes = []
    for theme in Tag.objects.order_by("name"):
        name = words(theme.name)
        if set(whole) <= set(name) and any(word.startswith(prefix) for word in name):
            themes.append(theme)
    visible = visible_themes(themes)
    return [
        {
            "title": theme.name,
            "kind_name": capfirst(_("theme")),
            "address": reverse("browse:theme", args=[theme.slug]),
        }
        for theme in themes
        if theme.pk in visible
    ][:THEMES]


def visible_themes(themes):
    """The keys of the themes that have something published."""
    tagged = Document.themes.through.objects.filter(
        tag=OuterRef("pk"), document__in=Document.objects.visible()
    )
    visible = Tag.objects.filter(Exists(tagged), pk__in=[NO_KEY, *(theme.pk for theme in themes)])
    return set(visible.values_list("pk", flat=True))


def suggested_pages(typed, number):
    """Essays first, then sources."""
    documents = titled_documents(typed, True, number)
    if len(documents) < number:
        documents += titled_documents(typed, False, number - len(documents))
    pages = {}
    for model, keys in keys_by_model(documents).items():
        queryset = model.objects.published().filter(pk__in=keys)
        if model is Essay:
            queryset = queryset.only("title", "slug", "language")
        else:
            queryset = queryset.with_essay().only("title", "slug", "essay__slug", "essay__language")
        pages |= {(model, page.pk): page for page in queryset}
    return [
        {
            "title": page.title,
            "language": page.content_language,
            "kind_name": capfirst(page.kind_name),
            "address": page.get_absolute_url(),
        }
        for document in documents
        if (page := pages.get(model_and_key(document)))
    ]


def titled_documents(typed, is_essay, number):
    """Keys of documents whose titles have all words, and one that begins with the last."""
    *whole, prefix = typed
    titles = TitleWord.objects.filter(
        is_essay=is_essay, word__gte=prefix, word__lt=prefix + LAST_LETTER
    )
    for word in whole:
        same_word = TitleWord.objects.filter(is_essay=is_essay, word=word)
        titles = titles.filter(document__in=same_word.values("document"))
    titles = titles.order_by("word", "document")
    keys = list(titles.values_list("document", flat=True)[:MOST_TITLES])
    visible = Document.objects.visible().filter(pk__in=[NO_KEY, *keys]).values_list("pk", flat=True)
    visible = set(visible)
    return [key for key in dict.fromkeys(keys) if key in visible][:number]
