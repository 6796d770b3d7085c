"""Suggestions while a reader types: themes, essays, sources."""

from bisect import bisect_left
from heapq import nsmallest
from itertools import chain
from operator import itemgetter

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core import edition
from seventeen_moments.core.publication import NO_KEY
from seventeen_moments.core.themes import public_themes

from .documents import keys_by_model, model_and_key
from .folding import IS_UNSPACED, words
from .models import Document, TitleWord
from .parsing import LONGEST, SHORTEST_PREFIX, parse
from .variants import indexed_words

SHOWN = 8
THEMES = 3
MOST_TITLES = 200  # in the order of their words; bounds the work for "a…"
LAST_LETTER = "\U0010ffff"


def suggestions(text):
    """At most SHOWN dicts with title, kind and address of what visitors may see."""
    for typed in readings(text[:LONGEST].replace("\0", "")):
        themes = suggested_themes(typed)
        if found := themes + suggested_pages(typed, SHOWN - len(themes)):
            return found
    return []


def readings(text):
    """The words as they were typed, and in another spelling: “c.p.d.r” is the beginning of CPDR."""
    terms = parse(text).terms
    others = [(term.alternatives or [term.words])[0] for term in terms]
    for typed in dict.fromkeys([tuple(words(text)), tuple(chain(*others))]):
        if typed and (len(typed[-1]) >= SHORTEST_PREFIX or IS_UNSPACED.match(typed[-1])):
            yield typed


def suggested_themes(typed):
    *whole, prefix = typed
    by_word = edition.remember("themes by word", themes_by_word)
    found = {}
    for word, name, slug, all_words in by_word[bisect_left(by_word, (prefix,)) :]:
        if not word.startswith(prefix):
            break
        if set(whole) <= all_words:
            found[name] = slug
    return [
        {
            "title": name,
            "kind_name": capfirst(_("theme")),
            "address": reverse("browse:theme", args=[slug]),
        }
        for name, slug in nsmallest(THEMES, found.items())
    ]


def themes_by_word():
    """The public themes under each of their words, sorted: read once, not on each keystroke."""
    by_word = []
    for theme in public_themes(Tag.objects.all()):
        all_words = frozenset(indexed_words(theme.name))
        by_word += [(word, theme.name, theme.slug, all_words) for word in all_words]
    return sorted(by_word, key=itemgetter(0, 1))


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
    return described(documents)


def described(documents):
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
    # "In", because of `is_essay` alone, without "= 1", SQLite makes no use of the index.
    titles = TitleWord.objects.filter(
        is_essay__in=[is_essay], word__gte=prefix, word__lt=prefix + LAST_LETTER
    )
    for word in whole:
        same_word = TitleWord.objects.filter(is_essay__in=[is_essay], word=word)
        titles = titles.filter(document__in=same_word.values("document"))
    titles = titles.order_by("word", "pk")  # the order of the index
    keys = list(titles.values_list("document", flat=True)[:MOST_TITLES])
    visible = Document.objects.visible().filter(pk__in=[NO_KEY, *keys]).values_list("pk", flat=True)
    visible = set(visible)
    return [key for key in dict.fromkeys(keys) if key in visible][:number]
