import pytest
from django.db import transaction

from essays.models import Essay
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.seventeen_moments.versions.draft_forms import TOMORROW, at, press
from tests.seventeen_moments.versions.draft_forms import publish as publish_in_admin
from tests.seventeen_moments.versions.history_pages import Pages


@pytest.fixture
def essay(db):
    """With a footnote, a theme, and one of each kind of source."""
    essay = factories.essay(
        title="Prisoners Return",
        slug="prisoners-return",
        body='<p>They came home.<span class="footnote">Izvestiia, 1953</span></p><p>Few spoke.</p>',
    )
    essay.themes.add("Amnesty")
    for make in factories.SOURCES:
        make(essay=essay)
    return essay


@pytest.fixture
def state():
    """Records the row, a source with its essay, and returns its state."""

    def state(row, note="", user=None):
        record(type(row), getattr(row, "essay_id", row.pk), user, note)
        return states_of(type(row), row.pk).first()

    return state


@pytest.fixture
def scheduled(editor_client, essay):
    """A draft of the essay that is due tomorrow."""
    publish_in_admin(editor_client, essay, title="The Thaw", themes="law", **at(TOMORROW))
    return Draft.objects.get()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs what is to happen after the commit, such as the deletion of files."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def image(db):
    return factories.image(title="Gate")


@pytest.fixture
def save(editor_client, committed):
    """Saves a draft in the admin."""

    def save(row, **typed):
        with committed():
            return press(editor_client, "_draft", row, **typed)

    return save


@pytest.fixture
def publish(committed):
    def publish(row, user=None):
        with committed(), transaction.atomic():
            Draft.objects.of(row).get().publish(user=user)

    return publish


@pytest.fixture
def pages(editor_client):
    return Pages(editor_client)


@pytest.fixture
def full_state(essay, state):
    """The state of the essay before an editor emptied it."""
    full_state = state(essay)
    essay.themes.clear()
    for source in [*essay.texts.all(), *essay.images.all()]:
        source.delete()
    Essay.objects.filter(pk=essay.pk).update(title="Nothing", body="<p>Nothing.</p>")
    return full_state
