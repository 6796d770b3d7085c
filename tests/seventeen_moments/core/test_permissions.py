import pytest

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from tests import factories


@pytest.fixture
def draft(author):
    return factories.essay(title="Virgin Lands", status=Status.DRAFT, owner=author)


@pytest.mark.parametrize("make", factories.SOURCES)
def test_author_can_preview_a_due_source_in_their_own_draft(author_client, draft, make):
    assert author_client.get(make(essay=draft).get_absolute_url()).status_code == 200


def test_inactive_author_cannot_preview(client, author, draft):
    author.is_active = False
    author.save()
    client.force_login(author)
    assert client.get(draft.get_absolute_url()).status_code == 404


@pytest.fixture
def every_case(author, draft):
    """Drafts and published sources of the author and of others, in each kind of essay."""
    published, hidden = factories.essay(), factories.essay(status=Status.DRAFT)
    for essay in [draft, published, hidden]:
        for owner in [author, None]:
            for status in Status:
                factories.text(essay=essay, owner=owner, status=status)


@pytest.mark.parametrize("model", [Essay, Text])
@pytest.mark.parametrize("rule", ["owned_by", "viewable_by"])
def test_object_agrees_with_the_queryset(author, every_case, model, rule):
    listed = set(getattr(model.objects, rule)(author))
    matching = {obj for obj in model.objects.all() if getattr(obj, f"is_{rule}")(author)}
    assert (listed, len(listed) in {0, model.objects.count()}) == (matching, False)
