"""Finds rows for the lists of the admin by their words, drafts included."""

from functools import partial

from django.db.models import Q

from essays.models import Essay
from seventeen_moments.editorial.list_search import MOST, finders

from .backends import backend, fetch_planned
from .documents import INDEXED, model_and_key
from .folding import words
from .models import TitleWord
from .parsing import Query, parse
from .suggestions import LAST_LETTER


def add_finders():
    for model in INDEXED.values():
        finders[model] = partial(rows_with, model)


def rows_with(model, text):
    """A Q of the rows with all the words, or with words that begin with them.

    Sources are also found by the title of their essay.
    """
    terms = parse(text).terms
    if not terms:
        return Q(pk__in=[])
    found = Q(pk__in=keys_with(model, terms))
    return found if model is Essay else found | Q(essay__in=essays_titled(words(text)))


def keys_with(model, terms):
    query = Query(tuple(term._replace(is_prefix=True) for term in terms))
    where, values = backend().matching(query)
    rows = fetch_planned(
        f"SELECT d.object_id FROM {backend().FROM} WHERE {where} AND d.kind = %s LIMIT {MOST}",
        [*values, model._meta.model_name],
    )
    return [key for (key,) in rows]


def essays_titled(typed):
    titles = TitleWord.objects.filter(is_essay__in=[True])  # as in titled_documents()
    first, *others = (Q(word__gte=word, word__lt=word + LAST_LETTER) for word in typed)
    found = titles.filter(first)
    for other in others:
        found = found.filter(document__in=titles.filter(other).values("document"))
    documents = found.order_by().values_list("document", flat=True)[:MOST]
    return [model_and_key(document)[1] for document in documents]
