"""System checks of the kinds of source.

A kind with an incomplete declaration would silently be missing from some pages.
"""

import re
from collections import Counter

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import Resolver404, resolve

from seventeen_moments.core.kinds import SourceKind
from seventeen_moments.core.names import NamesField

from .sources import Source

LONGEST_LABEL = 60  # characters: the table of former addresses stores it


@checks.register
def check_kinds(app_configs, **kwargs):
    return errors_of(apps.get_models())


def errors_of(models):
    declared = [model for model in models if isinstance(vars(model).get("source_kind"), SourceKind)]
    errors = [
        _error(model, "declares no source_kind: say what it is, as resources.Text does.", 1)
        for model in models
        if issubclass(model, Source) and model not in declared
    ]
    for model in declared:
        errors += [*_check_model(model), *_check_fields(model), *_check_address(model)]
    return [*errors, *_check_duplicates(declared)]


def _check_model(model):
    if not issubclass(model, Source):
        yield _error(model, "declares a source_kind, but is not a Source.", 2)
    for name in ["relation", "address", "title", "counted"]:
        if not getattr(model.source_kind, name):
            yield _error(model, f"declares no {name} in its source_kind.", 9)
    if not re.fullmatch("[a-z]+", model._meta.model_name):
        yield _error(model, "cannot be cited by its name: a model name of a kind has letters.", 10)
    if len(model._meta.label_lower) > LONGEST_LABEL:
        yield _error(model, f"has a label of more than {LONGEST_LABEL} characters.", 10)


def _check_fields(model):
    kind = model.source_kind
    single = [kind.alternative, kind.decorative, kind.transcript, kind.timing, kind.link]
    named = [*kind.row, *kind.texts, *kind.details, *kind.credits, *kind.parallel]
    for name in [*named, *filter(None, single)]:
        if _field(model, name) is None:
            yield _error(model, f"names the field “{name}” in its source_kind, but has none.", 3)
    if not kind.texts:
        yield _error(model, "declares no texts: the search would find none of its words.", 4)
    for name in kind.texts:
        if not isinstance(_field(model, name), models.TextField | type(None)):
            yield _error(model, f"declares “{name}” among its texts, but it is not a TextField.", 5)
    for name in kind.credits:
        if not isinstance(_field(model, name), NamesField | type(None)):
            yield _error(model, f"credits “{name}”, but it is not a NamesField.", 6)


def _check_address(model):
    if not model.source_kind.address:
        return
    path = f"/essays/essay/{model.source_kind.address}/"
    try:
        view_name = resolve(path).view_name
    except Resolver404:
        yield _error(model, f"has an invalid address: {path}", 7)
    else:
        if not view_name.startswith("resources:"):
            yield _error(model, f"has the address {path}, where “{view_name}” is already.", 7)


def _check_duplicates(declared):
    """Names that identify kinds in addresses, citations, tables, and /media/."""
    identifiers = {
        "address": lambda model: model.source_kind.address,
        "relation": lambda model: model.source_kind.relation,
        "model name": lambda model: model._meta.model_name,
    }
    for name, of in identifiers.items():
        counts = Counter(map(of, declared))
        for model in declared:
            if counts[of(model)] > 1:
                yield _error(model, f"has the {name} “{of(model)}”, and another kind too.", 8)


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _error(model, message, number):
    return checks.Error(f"{model._meta.label} {message}", obj=model, id=f"resources.E{number:03}")
