from django.conf import settings
from django.utils.functional import SimpleLazyObject

from essays.moments import moments


def archive(request):
    """What every page shows: the archive's name and the line of its moments."""
    return {
        "site_name": settings.SITE_NAME,
        "moments": SimpleLazyObject(moments),
    }
