from essays.models import Essay
from essays.sections import SECTIONS


def test_sections_stand_in_their_order_and_are_found_at_their_addresses():
    essay = Essay(slug="home")
    assert [(str(section.title), section.of(essay, 0).url) for section in SECTIONS] == [
        ("Texts", "/essays/home/texts/"),
        ("Images", "/essays/home/images/"),
        ("Music", "/essays/home/music/"),
        ("Other Resources", "/essays/home/other-resources/"),
    ]
