import pytest

from resources.models import Text
from resources.templatetags.verse import verse
from tests import factories


def test_every_fifth_line_has_its_number():
    assert verse("a\nb & c", 4) == 'a<br><span data-line="5">b &amp; c</span><br>'


@pytest.mark.django_db
def test_lines_of_all_stanzas_are_counted_by_the_longest_version():
    poem = factories.text(kind="poem", original="1\n2\n\n4", translation="1\n2\n3\n\n4")
    assert [first for first, _row in poem.parallel().numbered_rows] == [1, 4]


def test_only_a_poem_is_verse():
    assert [Text(kind=kind).is_verse for kind in ["poem", "letter"]] == [True, False]
