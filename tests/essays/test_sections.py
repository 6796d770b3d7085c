import pytest

from essays.models import Essay
from essays.sections import sections
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories


def test_sections_have_their_order_and_addresses():
    essay = Essay(slug="home")
    for relation in factories.RELATIONS:
        setattr(essay, f"{relation}_count", 1)
    declared = sorted((kind.source_kind for kind in kinds()), key=lambda kind: kind.position)
    assert [(section.title, section.url) for section in sections(essay)] == [
        (kind.title, f"/essays/home/{kind.address}/") for kind in declared
    ]


@pytest.mark.django_db
def test_page_shows_only_sections_with_sources(client):
    essay = factories.essay(slug="home")
    assert 'class="sections"' not in client.get("/essays/home/").text
    factories.reference(essay=essay)
    factories.text(essay=essay, status=Status.DRAFT)
    counted = Essay.objects.with_section_counts().get().sections()
    assert [(section.url, section.count) for section in counted] == [
        ("/essays/home/other-resources/", 1)
    ]
    page = client.get("/essays/home/").text
    assert ("/essays/home/other-resources/" in page, "/essays/home/texts/" in page) == (True, False)
