from django.utils.functional import SimpleLazyObject

from .moments import moments


def line(request):
    """The masthead counts the moments, and most pages show their line: one query for both."""
    return {"moments": SimpleLazyObject(moments)}
