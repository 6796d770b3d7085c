import pytest

from essays.models import Essay
from essays.sections import Section
from seventeen_moments.kinds import kinds


def test_sections_stand_in_their_order_and_are_found_at_their_addresses():
    sections = [Section(kind.source_kind, Essay(slug="home"), 0) for kind in kinds()]
    assert [(str(section.title), section.url) for section in sections] == [
        ("Texts", "/essays/home/texts/"),
        ("Images", "/essays/home/images/"),
        ("Music", "/essays/home/music/"),
        ("Other Resources", "/essays/home/other-resources/"),
    ]


@pytest.mark.django_db
def test_essay_has_a_section_for_each_kind():
    essay = Essay.objects.create(title="Home", slug="home")
    counted = Essay.objects.with_section_counts().get(pk=essay.pk).sections()
    assert [(section.kind, section.count) for section in counted] == [
        (kind.source_kind, 0) for kind in kinds()
    ]
