from django.conf import settings
from django.utils.translation import get_language, get_language_info


def archive(request):
    return {
        "site_name": settings.SITE_NAME,
        "content_language": settings.LANGUAGE_CODE,  # whatever the interface speaks
        "other_languages": _other_languages(request),
    }


def _other_languages(request):
    return [
        (get_language_info(code), address)
        for code, address in getattr(request, "language_urls", {}).items()
        if code != get_language()
    ]
