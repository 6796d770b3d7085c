import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seventeen_moments.settings")

application = get_wsgi_application()

from seventeen_moments.uploading import sweep  # noqa: E402 - what it imports needs the set-up

sweep()
