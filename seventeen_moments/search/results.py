"""The rows of results: the columns of lists, and the texts in which matches are marked."""

from functools import cache

from essays.models import Essay
from resources.listed import list_columns, list_rows
from seventeen_moments.core.compiled import compiled
from seventeen_moments.core.listed import Columns, Listed

from .documents import document_id, keys_by_model, searched_fields


def load(documents, at):
    """The published rows by their keys as documents. Takes a query for each of their models."""
    results = {}
    for model, keys in keys_by_model(documents).items():
        columns, width = result_columns(model), len(list_columns(model).names)
        rows, convert = _rows.raw(model, keys=keys, at=at)
        language = columns.names.index("language" if model is Essay else "essay__language")
        for row in rows:
            result = Listed(columns, row, convert, width)
            vars(result)["content_language"] = row[language]
            results[document_id(model, row[columns.key])] = result
    return results


@compiled(Essay)
def _rows(model, *, keys, at):
    pages = list_rows(model.objects.published(at).filter(pk__in=keys), at)
    return pages.values_list(*result_columns(model).names)


@cache
def result_columns(model):
    shown = list_columns(model)
    texts = [*searched_fields(model).texts, *(["notes"] if model is Essay else [])]
    fields = {field.attname for field in model._meta.concrete_fields}
    further = [name for name in texts if name not in shown.own]
    return Columns(
        model,
        without=fields - {*shown.own},
        added=[*shown.added, *further],
        **shown.related,
    )
