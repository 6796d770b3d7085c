import pytest


@pytest.fixture
def target(client, db):
    """The address of the redirect from an address, or the status of the response."""

    def target(address):
        response = client.get(address)
        return response.url if response.status_code == 301 else response.status_code

    return target


def rename(page, slug, **fields):
    page.slug = slug
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
