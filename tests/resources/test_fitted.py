"""Pictures load the rendition for the width at which they are shown."""

import pytest

from resources.templatetags.fitted import fitted_sizes
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sizes", "height", "fitted"),
    [
        ("11rem", "", "min(11rem, 11rem * 3 / 4 * 40 / 90)"),
        (
            "(min-width: 50rem) 76vw, 100vw",
            "80vh",
            "(min-width: 50rem) min(76vw, 80vh * 40 / 90), min(100vw, 80vh * 40 / 90)",
        ),
    ],
)
def test_width_is_no_more_than_the_height_of_the_box_allows(sizes, height, fitted):
    image = factories.image(file=factories.picture(40, 90))
    assert fitted_sizes(image, sizes, height) == fitted
