from django.conf import settings


def archive(request):
    return {"site_name": settings.SITE_NAME}
