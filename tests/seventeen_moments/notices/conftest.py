import pytest

from tests.seventeen_moments.notices.mail_server import MailServer


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    server.open()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.close()


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.SITE_URL, settings.SITE_HOST = "https://archive.example", "archive.example"
    settings.DEFAULT_FROM_EMAIL = "Архив <archive@archive.example>"
