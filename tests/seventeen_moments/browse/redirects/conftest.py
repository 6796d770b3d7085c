import pytest


@pytest.fixture
def led(client, db):
    """Where a visitor is led from the address: the new one, or the status of the answer."""

    def led(address):
        response = client.get(address)
        return response.url if response.status_code == 301 else response.status_code

    return led


def rename(page, slug, **fields):
    page.slug = slug
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
