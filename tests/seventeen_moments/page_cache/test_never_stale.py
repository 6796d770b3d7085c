"""After each cause of change, the next reader in another process sees it."""

import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.utils import timezone
from taggit.models import Tag

from essays.models import CommentSettings, Essay
from seventeen_moments.browse.admin import merge_themes
from seventeen_moments.core import edition
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.several.changes import Edit, Undo
from seventeen_moments.removals.removing import remove
from seventeen_moments.search.models import Document
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.register import record
from seventeen_moments.versions.restoration import Restoration
from seventeen_moments.versions.states import State, states_of
from tests import factories
from tests.seventeen_moments.page_cache.reader import reading, variables

HOUR = 3600  # seconds
OPEN = "Write a comment"

# Each yields an address, words that are on its page or not, and after the change the opposite. A
# number of seconds instead of a change: the clock goes on.


def edit():
    essay = factories.essay(title="Prisoners Return")
    yield essay.get_absolute_url(), "Prisoners Return", True
    essay.title = "Amnesty"
    essay.save()


def new_essay_in_a_list():
    yield "/essays/", "Zhdanov", False
    factories.essay(title="Zhdanov")


def edit_of_a_source():
    text = factories.text(title="Decree on amnesty")
    yield text.essay.get_absolute_url(), "Decree on amnesty", True
    text.title = "Ukaz"
    text.save()


def publication_time():
    yield "/essays/", "Tomorrow’s essay", False
    soon = timezone.now() + timedelta(seconds=HOUR)
    factories.essay(title="Tomorrow’s essay", published_at=soon)
    yield HOUR + 1


def scheduled_draft():
    essay = factories.essay(title="Until now")
    soon = timezone.now() + timedelta(seconds=HOUR)
    Draft.objects.create(target=essay, data={"title": "From now on"}, publish_at=soon)
    yield essay.get_absolute_url(), "From now on", False
    yield HOUR + 1


def comments_that_close_at_a_time():
    soon = timezone.now() + timedelta(seconds=HOUR)
    essay = factories.essay(comments_until=soon)
    yield essay.get_absolute_url(), OPEN, True
    yield HOUR + 1


def comments_that_close_after_days():
    essay = factories.essay(quiet_days=1, published_at=timezone.now() - timedelta(hours=23))
    yield essay.get_absolute_url(), OPEN, True
    yield HOUR + 1


def midnight():
    source = factories.text(date=f"1953-{timezone.localdate() + timedelta(days=1):%m-%d}")
    yield "/on-this-day/", source.title, False
    yield (edition.midnight() - timezone.now()).total_seconds() + 1


def approved_comment():
    comment = factories.comment(text="I was there", state="waiting")
    yield comment.essay.get_absolute_url(), "I was there", False
    type(comment).objects.filter(pk=comment.pk).update(state="approved")


def withdrawn_comment():
    comment = factories.comment(text="I was mistaken")
    yield comment.essay.get_absolute_url(), "I was mistaken", True
    comment.withdraw()


def comments_closed_for_an_essay():
    essay = factories.essay()
    yield essay.get_absolute_url(), OPEN, True
    Essay.objects.filter(pk=essay.pk).switch_comments(False, None)


def comments_closed_for_all():
    essay = factories.essay()
    yield essay.get_absolute_url(), OPEN, True
    row = CommentSettings.objects.row()
    row.comments_open = False
    row.save()


def comments_opened_for_all():
    essay = factories.essay()
    yield essay.get_absolute_url(), OPEN, False
    CommentSettings.objects.update(comments_open=True)


def slug():
    essay = factories.essay(slug="old-address", title="Moved essay")
    yield essay.get_absolute_url(), "<h1", True
    essay.slug = "new-address"
    essay.save()


def slug_taken_again():
    essay = Essay.objects.get(slug="new-address")
    yield "/essays/old-address/", "<h1", False
    essay.slug = "old-address"
    essay.save()


def theme_added():
    essay = factories.essay()
    yield "/themes/", "Rehabilitation", False
    essay.themes.add("Rehabilitation")


def theme_renamed():
    yield "/themes/", "Return to legality", False
    theme = Tag.objects.get(name="Rehabilitation")
    theme.name = "Return to legality"
    theme.save()


def theme_merged():
    factories.essay().themes.add("Gulag")
    yield "/themes/", "Return to legality", True
    merged = Tag.objects.filter(name="Return to legality")
    merge_themes(merged, Tag.objects.get(name="Gulag"))


def restored_version():
    essay = factories.essay(title="First wording")
    record(Essay, essay.pk)
    essay.title = "Second wording"
    essay.save()
    record(Essay, essay.pk)
    yield essay.get_absolute_url(), "First wording", False
    first = State(states_of(Essay, essay.pk).last())
    Restoration(first, factories.user(is_superuser=True)).restore()


def bulk_change():
    essay = factories.essay(title="Changed with others", year=1954)
    yield "/years/1987/", "Changed with others", False
    user = factories.user(is_superuser=True)
    Edit(admin.site.get_model_admin(Essay), user, [essay.pk], {"year": 1987}).apply()


def bulk_undo():
    from seventeen_moments.editorial.models import BulkChange  # noqa: PLC0415

    yield "/years/1987/", "Changed with others", True
    change = BulkChange.objects.get()
    Undo(admin.site.get_model_admin(Essay), factories.user(is_superuser=True), change).undo()


def queryset_update():
    factories.essay(title="Updated in bulk")
    yield "/essays/", "Updated in bulk", True
    Essay.objects.filter(title="Updated in bulk").update(status=Status.DRAFT)


def removal_for_good():
    text = factories.text(title="Not ours to show")
    yield text.get_absolute_url(), "<article", True
    remove(text, factories.user(is_superuser=True), "A request")


def page_about_the_archive():
    page = factories.page(title="Our team")
    yield "/years/", "Our team", True  # in the foot
    page.delete()


def search_index():
    factories.text(title="Not yet found")
    Document.objects.all().delete()
    yield "/search/?kind=text", "Not yet found", False
    call_command("rebuild_search", stdout=StringIO())


def command_in_another_process():
    table = settings.DATA_DIR / "essays.csv"
    table.write_text("title,year,status\nImported elsewhere,1961,published\n")
    yield "/essays/", "Imported elsewhere", False
    subprocess.run(
        [sys.executable, "manage.py", "import_essays", table],
        cwd=settings.BASE_DIR,
        env=variables(settings.DATA_DIR),
        capture_output=True,
        check=True,
    )


CAUSES = [
    *(edit, new_essay_in_a_list, edit_of_a_source, approved_comment, withdrawn_comment),
    *(publication_time, scheduled_draft, midnight),
    *(comments_that_close_at_a_time, comments_that_close_after_days),
    *(comments_closed_for_an_essay, comments_closed_for_all, comments_opened_for_all),
    *(slug, slug_taken_again, theme_added, theme_renamed, theme_merged),
    *(restored_version, bulk_change, bulk_undo, queryset_update, removal_for_good),
    *(page_about_the_archive, search_index, command_in_another_process),
]


def unseen(reader, cause):
    """What is wrong with the answers around the change, or nothing."""
    steps = cause()
    path, words, was_there = next(steps)
    for _ in range(2):
        before = reader.get(path)
    seconds = next(steps, 0)
    after = reader.get(path, ahead=seconds)
    was_kept = before["kept"] or before["status"] != 200 or path.startswith("/search/")
    found = [was_kept, words in before["text"], words in after["text"]]
    return "" if found == [True, was_there, not was_there] else f"{cause.__name__} {path} {found}"


def test_next_reader_in_another_process_sees_each_change(transactional_db):
    """One test, as each that commits takes a second."""
    with reading(settings.DATA_DIR) as reader:
        faults = [fault for cause in CAUSES if (fault := unseen(reader, cause))]
    assert not "\n".join(faults)


@pytest.mark.parametrize("path", ["/essays/", "/ru/essays/"])
def test_page_is_kept_for_the_other_process(transactional_db, path):
    factories.essay(title="Prisoners Return")
    with reading(settings.DATA_DIR) as first, reading(settings.DATA_DIR) as second:
        made, kept = first.get(path), second.get(path)
    del made["headers"]["X-Request-ID"], kept["headers"]["X-Request-ID"]
    assert (made["kept"], kept["kept"]) == (False, True)
    assert (kept["text"], kept["headers"]) == (made["text"], made["headers"])
