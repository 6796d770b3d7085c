import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version
from taggit.models import Tag

from essays.models import Comment, Decision, Essay
from seventeen_moments.browse.models import FormerSlug
from seventeen_moments.core.kinds import kinds
from seventeen_moments.corrections.models import Correction
from seventeen_moments.feeds.models import QueueFeed
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail, Subscription
from seventeen_moments.privacy.models import Erasure
from seventeen_moments.search.models import Document
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.register import record
from tests import factories
from tests.seventeen_moments.editorial.deletion import (
    account_with_mail,
    decided_comment,
    delete_selected,
    page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing():
    def fail(**kwargs):
        raise ZeroDivisionError

    post_delete.connect(fail, sender=Comment)
    yield
    post_delete.disconnect(fail, sender=Comment)


def test_failed_deletion_changes_nothing(editor_client, failing):
    comment = factories.comment()
    with pytest.raises(ZeroDivisionError):
        editor_client.post(page(comment.essay), {"post": "yes"})
    counts = [model.objects.count() for model in (Essay, Comment, LogEntry, Version)]
    assert counts == [1, 1, 0, 0]


def test_failed_deletion_of_selected_objects_changes_nothing(editor_client, failing):
    essays = [factories.essay(), factories.comment().essay]
    with pytest.raises(ZeroDivisionError):
        delete_selected(editor_client, *essays, post="yes")
    counts = [model.objects.count() for model in (Essay, Comment, LogEntry, Version)]
    assert counts == [2, 1, 0, 0]


# Accounts


def work_of(user):
    essay = factories.essay(owner=user)
    reference = factories.reference(essay=essay, owner=user)
    Draft.objects.create(target=essay, author=user)
    record(Essay, essay.pk, user)
    decided_comment(user, essay=essay)
    factories.correction(subject=essay, settled_by=user)
    Erasure.objects.create(by=user)
    return essay, reference


@pytest.mark.parametrize("selected", [False, True])
def test_work_of_a_deleted_account_stays(admin_client, selected):
    user = factories.user("Editors")
    essay, reference = work_of(user)
    if selected:
        delete_selected(admin_client, user, post="yes")
    else:
        admin_client.post(page(user), {"post": "yes"})
    essay.refresh_from_db()
    reference.refresh_from_db()
    accounts = [
        essay.owner,
        reference.owner,
        Draft.objects.get().author,
        Version.objects.get_for_object(essay).get().revision.user,
        Decision.objects.get().by,
        Correction.objects.get().settled_by,
        Erasure.objects.get().by,
    ]
    assert (User.objects.filter(pk=user.pk).count(), accounts) == (0, [None] * 7)


def test_subscriptions_of_an_account_are_deleted_with_it(admin_client):
    user = account_with_mail(None)
    QueueFeed.objects.create(user=user)
    admin_client.post(page(user), {"post": "yes"})
    assert [model.objects.count() for model in (Subscription, Mail, QueueFeed)] == [0, 0, 0]


def test_history_says_that_an_account_may_be_deleted(admin_client):
    user = factories.user("Editors")
    essay, _reference = work_of(user)
    user.delete()
    author = '<span class="who">outside the admin, or by a deleted account</span>'
    assert author in admin_client.get(page(essay, "history")).text


# Themes


@pytest.mark.parametrize("selected", [False, True])
def test_deleted_theme_is_removed_from_search(editor_client, selected):
    essay = factories.essay()
    essay.themes.add("Moscow")
    theme = essay.themes.get()
    if selected:
        delete_selected(editor_client, theme, post="yes")
    else:
        editor_client.post(page(theme), {"post": "yes"})
    assert list(Tag.objects.all()) == list(essay.themes.all()) == []
    assert list(Document.objects.get().themes.all()) == []


# Comments


@pytest.fixture
def answered():
    comment = factories.comment(text="Was it the spring?")
    factories.comment(essay=comment.essay, parent=comment, reply_to=comment, text="It was.")
    return comment


@pytest.mark.parametrize("selected", [False, True])
def test_replies_to_a_deleted_comment_stay(admin_client, answered, selected):
    if selected:
        delete_selected(admin_client, answered, post="yes")
    else:
        admin_client.post(page(answered), {"post": "yes"})
    reply = Comment.objects.get()
    assert (reply.text, reply.parent, reply.reply_to) == ("It was.", None, None)


def test_replies_to_a_deleted_comment_are_still_shown(admin_client, answered):
    admin_client.post(page(answered), {"post": "yes"})
    discussion = admin_client.get(reverse("essays:comments", args=[answered.essay.slug])).text
    assert ("It was." in discussion, "Was it the spring?" in discussion) == (True, False)


def test_mail_about_a_deleted_comment_is_not_sent(admin_client, mailoutbox):
    comment = factories.comment(notices_since=timezone.now())
    queue.write()
    assert Mail.objects.count() == 1
    admin_client.post(page(comment), {"post": "yes"})
    assert (queue.send(), mailoutbox, Mail.objects.count()) == (0, [], 0)


# Sources


@pytest.mark.parametrize("selected", [False, True])
def test_essay_stays_when_its_lead_image_is_deleted(editor_client, selected):
    image = factories.image()
    Essay.objects.filter(pk=image.essay_id).update(lead_image=image)
    if selected:
        delete_selected(editor_client, image, post="yes")
    else:
        editor_client.post(page(image), {"post": "yes"})
    assert Essay.objects.get().lead_image is None


@pytest.mark.parametrize("make", [getattr(factories, kind._meta.model_name) for kind in kinds()])
def test_draft_and_search_document_are_deleted_with_a_source(editor_client, make):
    source = make()
    Draft.objects.create(target=source)
    editor_client.post(page(source), {"post": "yes"})
    documents = Document.objects.values_list("kind", flat=True)
    assert (Draft.objects.count(), list(documents)) == (0, ["essay"])


def test_draft_of_an_essay_is_deleted_with_its_only_changed_source(editor_client):
    text = factories.text()
    draft = Draft.objects.create(target=text.essay)
    Draft.objects.create(target=text, parent=draft, data={"title": "Decree"})
    editor_client.post(page(text), {"post": "yes"})
    assert Draft.objects.count() == 0


def test_draft_of_an_essay_with_changes_of_its_own_stays(editor_client):
    text = factories.text()
    draft = Draft.objects.create(target=text.essay, data={"title": "Virgin Lands"})
    Draft.objects.create(target=text, parent=draft, data={"title": "Decree"})
    editor_client.post(page(text), {"post": "yes"})
    assert list(Draft.objects.all()) == [draft]


# Essays


@pytest.mark.parametrize("selected", [False, True])
def test_drafts_and_search_documents_are_deleted_with_an_essay(editor_client, selected):
    text = factories.text()
    essay = text.essay
    draft = Draft.objects.create(target=essay)
    Draft.objects.create(target=text, parent=draft, data={"title": "Decree"})
    if selected:
        delete_selected(editor_client, essay, post="yes")
    else:
        editor_client.post(page(essay), {"post": "yes"})
    deleted = [Essay, *kinds(), Draft, Document]
    assert [model.objects.count() for model in deleted] == [0] * len(deleted)


def test_slug_of_a_deleted_essay_is_stored_for_its_recovery(editor_client):
    essay = factories.essay(slug="virgin-lands")
    editor_client.post(page(essay), {"post": "yes"})
    assert FormerSlug.objects.get().slug == "virgin-lands"
    assert editor_client.get("/essays/virgin-lands/").status_code == 404
