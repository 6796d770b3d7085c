import pytest
from django.db.models.signals import m2m_changed
from taggit.models import Tag, TaggedItem

from seventeen_moments.bulk.tagging import tag_new
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What those who listen to themes hear."""
    heard = []

    def listen(sender, signal, **told):
        heard.append(told)

    m2m_changed.connect(listen, sender=TaggedItem)
    yield heard
    m2m_changed.disconnect(listen, sender=TaggedItem)


def tags():
    return [Tag.objects.create(name=name) for name in ["law", "order"]]


def test_new_source_gets_its_themes_in_one_statement(unsearched, django_assert_num_queries):
    source, given = factories.text(), tags()
    tag_new(factories.text(), given)  # the kind is known from then on
    with django_assert_num_queries(1):
        tag_new(source, given)
    assert sorted(source.themes.names()) == ["law", "order"]


def test_whoever_listens_hears_what_taggit_would_say(heard):
    given = tags()
    tag_new(factories.text(), given)
    ours, heard[:] = [told | {"instance": None} for told in heard], []
    factories.text().themes.add(*given)
    assert ours == [told | {"instance": None} for told in heard]
