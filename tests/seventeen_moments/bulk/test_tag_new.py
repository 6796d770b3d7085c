import pytest
from django.db.models.signals import m2m_changed
from taggit.models import Tag, TaggedItem

from seventeen_moments.bulk.entry import tag_new
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def signals():
    """The arguments of each m2m_changed signal of themes."""
    signals = []

    def receiver(sender, signal, **arguments):
        signals.append(arguments)

    m2m_changed.connect(receiver, sender=TaggedItem)
    yield signals
    m2m_changed.disconnect(receiver, sender=TaggedItem)


def tags():
    return [Tag.objects.create(name=name) for name in ["law", "order"]]


def test_new_source_gets_its_themes_in_one_query(unsearched, django_assert_num_queries):
    source, themes = factories.text(), tags()
    tag_new(factories.text(), themes)  # caches the content type
    with django_assert_num_queries(1):
        tag_new(source, themes)
    assert sorted(source.themes.names()) == ["law", "order"]


def test_signals_are_those_of_taggit(signals):
    themes = tags()
    tag_new(factories.text(), themes)
    factories.text().themes.add(*themes)
    ours, taggits = signals[:2], signals[2:]
    assert [one | {"instance": None} for one in ours] == [
        one | {"instance": None} for one in taggits
    ]
