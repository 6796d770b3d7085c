from django.conf import settings
from django.utils.translation import get_language, get_language_info


def archive(request):
    return {
        "site_name": settings.SITE_NAME,
        "other_languages": [
            (get_language_info(code), url)
            for code, url in getattr(request, "language_urls", {}).items()
            if code != get_language()
        ],
    }
