import os

from django.core.wsgi import get_wsgi_application

from seventeen_moments.environment import exit_if_misconfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seventeen_moments.settings")

with exit_if_misconfigured():
    application = get_wsgi_application()

from seventeen_moments.bulk.uploads import remove_old

remove_old()
