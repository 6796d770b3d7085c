"""Sources in lists, as rows of the database."""

from functools import cache

from essays.listed import essay_columns, essay_rows
from essays.models import Essay
from seventeen_moments.core.listed import Columns


@cache
def list_columns(model):
    """Of essays or of a kind of source."""
    if model is Essay:
        return essay_columns()
    essay = Columns(Essay, without=Essay.long_fields())
    return Columns(model, without=model.long_fields(), essay=essay)


def list_rows(pages, at):
    """Essays or sources of one kind as tuples, with the columns that lists show."""
    if pages.model is Essay:
        return essay_rows(pages, at)
    return pages.values_list(*list_columns(pages.model).names)
