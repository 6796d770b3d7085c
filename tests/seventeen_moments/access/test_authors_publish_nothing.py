"""Whatever an author sends to any address of the admin, nothing becomes public by it."""

import pytest
from django.test import Client
from django.utils import timezone

from essays.models import Essay
from resources.models import Image
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.access.conftest import logged_in

pytestmark = pytest.mark.django_db

PAST = timezone.now().replace(year=2020)
TIME = {"published_at": PAST.isoformat(), "published_at_0": "2020-01-01", "published_at_1": "12:00"}
BUTTONS = dict.fromkeys(["_publish", "_save", "describe", "post", "confirm", "keep"], "on")


def public():
    """What visitors see, and what they will see at a set time."""
    rows = {
        (model, row.pk, row.title, row.published_at)
        for model in [Essay, *kinds()]
        for row in model.objects.filter(status=Status.PUBLISHED)
    }
    return rows | {(Draft, draft.pk, draft.publish_at) for draft in Draft.objects.due()}


def published(data):
    """The fields of a form, each status in it set to published."""
    return {
        name: Status.PUBLISHED if name.rpartition("-")[2] == "status" else value
        for name, value in data.items()
    }


def forms(page, keys):
    """The form as the page has it, if it has one; then with statuses that it does not have."""
    own = {}
    if page.status_code == 200:
        own = published(filled(page))
        yield own | TIME | BUTTONS
    statuses = {"status": Status.PUBLISHED}
    statuses |= {f"picture-{key}-status": Status.PUBLISHED for key in keys}
    for kind in kinds():
        relation = kind.source_kind.relation
        statuses |= {f"{relation}-{number}-status": Status.PUBLISHED for number in range(3)}
    actions = {"_selected_action": keys, "action": "publish_selected"}
    yield own | TIME | BUTTONS | statuses | actions


@pytest.mark.parametrize("table", ["admin_pages", "admin_pages_of_kinds"])
def test_no_post_of_an_author_makes_anything_public(author, table, request):
    addresses = request.getfixturevalue(table)
    own = Essay.objects.get(slug="own")
    factories.image(essay=own, owner=author, status=Status.DRAFT, alternative_text="")
    client, before = logged_in(author), public()
    keys = [str(own.pk), *(str(image.pk) for image in Image.objects.filter(owner=author))]
    changed = []
    for address in addresses:
        if "logout" in address or "password" in address:
            continue
        for data in forms(client.get(address), keys):
            client.post(address, data)
            if public() - before:
                changed.append(address)
                break
    assert changed == []


def test_post_that_publishes_would_be_found(archive):
    """An editor's page publishes: what the test above sends is enough."""
    before = public()
    client = logged_in(factories.user("Editors"))
    address = f"/admin/essays/essay/{archive['own']}/publish/"
    for data in forms(client.get(address), []):
        client.post(address, data)
    assert [row[:3] for row in public() - before if row[0] is Essay] != []


def test_visitor_publishes_nothing(archive):
    before = public()
    address = f"/admin/essays/essay/{archive['own']}/change/"
    Client().post(address, TIME | BUTTONS | {"status": Status.PUBLISHED})
    assert public() == before
