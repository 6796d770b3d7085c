"""Gunicorn in the process of `manage.py serve`, which has loaded most of the archive already."""

from django.conf import settings
from django.utils.module_loading import import_string
from gunicorn.app.base import Application

CONFIGURATION = settings.BASE_DIR / "seventeen_moments" / "gunicorn.conf.py"


class Server(Application):
    def __init__(self, bind):
        self.bind = bind
        super().__init__()

    def load_config(self):
        self.load_config_from_file(str(CONFIGURATION))
        if self.bind:
            self.cfg.set("bind", self.bind)

    def load(self):
        return import_string(settings.WSGI_APPLICATION)
