"""The steps of an admin page can be read in one place."""

from collections import Counter
from inspect import isfunction

import pytest
from django.contrib import admin

from seventeen_moments.editorial.publishable_admin import PublishableAdmin

FOREIGN = ("django.", "taggit.", "reversion.", "axes.")
MOST_ANCESTORS = 4
HOOKS = {name for name in dir(admin.ModelAdmin) if isfunction(getattr(admin.ModelAdmin, name))}
ADMINS = [
    type(model_admin)
    for model_admin in admin.site._registry.values()
    if not type(model_admin).__module__.startswith(FOREIGN)
]


def own_classes(admin_class):
    classes = admin_class.__mro__[:-1]
    return [each for each in classes if not each.__module__.startswith(FOREIGN)]


def overrides(admin_class):
    """How many of its classes override each of Django's hooks."""
    names = (name for each in own_classes(admin_class) for name in vars(each))
    return Counter(name for name in names if name in HOOKS - {"__init__"})


@pytest.mark.parametrize("admin_class", ADMINS)
def test_admin_has_few_ancestors_of_our_own(admin_class):
    assert len(own_classes(admin_class)[1:]) <= MOST_ANCESTORS


@pytest.mark.parametrize("admin_class", ADMINS)
def test_hook_is_overridden_by_one_base_and_one_subclass_at_most(admin_class):
    often = {name: number for name, number in overrides(admin_class).items() if number > 2}
    assert often == {}


@pytest.mark.parametrize("hook", ["changeform_view", "get_form", "save_form", "save_model"])
def test_step_of_saving_a_page_is_written_once(hook):
    pages = [each for each in ADMINS if issubclass(each, PublishableAdmin)]
    assert [overrides(each)[hook] for each in pages] == [1] * len(pages)
