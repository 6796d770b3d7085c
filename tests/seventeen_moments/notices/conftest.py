import pytest

from tests.seventeen_moments.notices.post_office import PostOffice


@pytest.fixture
def post_office(settings):
    office = PostOffice()
    office.open()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    yield office
    office.close()


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.SITE_URL, settings.SITE_HOST = "https://archive.example", "archive.example"
    settings.DEFAULT_FROM_EMAIL = "Архив <archive@archive.example>"
