from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from essays.models import Essay
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.seventeen_moments.versions.draft_forms import TOMORROW

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    """Runs the command; returns the lines that it prints, and the error with which it ends."""

    def run():
        output, error = StringIO(), None
        try:
            call_command("publish_due", stdout=output)
        except CommandError as raised:
            error = raised
        return output.getvalue().splitlines(), error and (error.returncode, str(error))

    return run


def draft(title, /, time=None, **data):
    essay = factories.essay(title=title)
    return Draft.objects.create(target=essay, data=data, publish_at=time or timezone.now())


def test_due_drafts_are_published_and_listed(run):
    draft("Prisoners Return", title="The Thaw")
    draft("Virgin Lands", title="The Steppe")
    assert run() == (["Published: Prisoners Return", "Published: Virgin Lands"], None)
    titles = Essay.objects.order_by("pk").values_list("title", flat=True)
    assert (list(titles), Draft.objects.count()) == (["The Thaw", "The Steppe"], 0)


def test_nothing_due_prints_nothing(run):
    draft("Prisoners Return", time=TOMORROW, title="The Thaw")
    assert (run(), Essay.objects.get().title) == (([], None), "Prisoners Return")


def test_failed_draft_is_listed_with_its_reason_and_ends_with_exit_code_1(run):
    factories.essay(slug="thaw")
    draft("Prisoners Return", slug="thaw")
    assert run() == (
        ["Failed: Prisoners Return: Essay with this Slug already exists."],
        (1, "1 of 1 drafts were not published."),
    )


def test_failed_draft_leaves_the_others(run):
    factories.essay(slug="thaw")
    draft("Prisoners Return", slug="thaw")
    draft("Virgin Lands", title="The Steppe")
    lines, error = run()
    assert (lines[1], error[0]) == ("Published: Virgin Lands", 1)


def test_failed_draft_is_not_tried_again(run):
    factories.essay(slug="thaw")
    draft("Prisoners Return", slug="thaw")
    run()
    assert run() == ([], None)
