"""Whoever may delete a row deletes along what belongs to it, although nobody may delete that by
hand."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models import CASCADE
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version
from taggit.models import Tag

from essays.models import Comment, Decision, Essay
from seventeen_moments.browse.models import FormerSlug
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.corrections.models import Correction
from seventeen_moments.feeds.models import QueueFeed
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail, Subscription
from seventeen_moments.privacy.models import Erasure
from seventeen_moments.search.models import Document
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.register import record
from tests import factories

pytestmark = pytest.mark.django_db

ROLES = ["Administrators", "Editors", "Authors", "Moderators"]


def decided_comment(user, **fields):
    comment = factories.comment(**fields)
    comment.flags.create(reason="It names a neighbour.")
    Comment.objects.filter(pk=comment.pk).decide("removed", user, seen=None)
    return comment


def essay_of(user):
    return factories.essay(owner=user, status=Status.DRAFT)


def essay_with_decision(user):
    return decided_comment(user, essay=essay_of(user)).essay


def essay_with_comment(user):
    return factories.comment(essay=essay_of(user)).essay


def comment_with_decision(user):
    return decided_comment(user)


def account_with_mail(user):
    account = factories.user("Moderators")
    subscription = Subscription.objects.create(user=account, email="vera@example.org")
    Mail.objects.create(kind="digest", subscription=subscription, to="vera@example.org")
    return account


# Each parent that the role may delete, with what it takes along and the role may not delete.
PAIRS = {
    ("Administrators", Essay, Decision): essay_with_decision,
    ("Administrators", Comment, Decision): comment_with_decision,
    ("Administrators", User, Mail): account_with_mail,
    ("Editors", Essay, Decision): essay_with_decision,
    ("Editors", Essay, Comment): essay_with_comment,
    ("Authors", Essay, Decision): essay_with_decision,
    ("Authors", Essay, Comment): essay_with_comment,
}
each_pair = pytest.mark.parametrize(("role", "parent", "dependent"), PAIRS)


def account(role):
    return factories.user(role, is_superuser=role == "Administrators")


def cascading(model, found=None):
    """The models whose rows go with one of the model."""
    found = set() if found is None else found
    for relation in model._meta.get_fields(include_hidden=True):
        generic = hasattr(relation, "bulk_related_objects")
        cascades = getattr(relation, "on_delete", None) is CASCADE and relation.auto_created
        # Of themes, the uses go along.
        related = getattr(relation, "through", None) or relation.related_model
        if (generic or cascades) and related not in found:
            found.add(related)
            cascading(related, found)
    return found


def forbidden_pairs(role, rf):
    request = rf.get("/")
    request.user = account(role)
    refused = {
        model
        for model, model_admin in admin.site._registry.items()
        if not model_admin.has_delete_permission(request)
    }
    return {
        (role, parent, dependent)
        for parent in admin.site._registry.keys() - refused
        for dependent in cascading(parent) & refused
    }


def page(row, name="delete"):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[row.pk])


def changelist(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")


def delete_chosen(client, *rows, **data):
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    return client.post(changelist(rows[0]), chosen | data)


@pytest.fixture
def signed_in(client):
    def sign_in(role):
        user = account(role)
        client.force_login(user)
        return user

    return sign_in


@pytest.mark.parametrize("role", ROLES)
def test_every_pair_of_the_admin_is_tested_here(role, rf):
    assert forbidden_pairs(role, rf) == {pair for pair in PAIRS if pair[0] == role}


@each_pair
def test_confirmation_lists_what_goes_along(client, signed_in, role, parent, dependent):
    row = PAIRS[role, parent, dependent](signed_in(role))
    context = client.get(page(row)).context
    counts = dict(context["model_count"])
    assert not context["perms_lacking"]
    assert counts[dependent._meta.verbose_name_plural] == 1


@each_pair
def test_row_is_deleted_with_what_belongs_to_it(client, signed_in, role, parent, dependent):
    row = PAIRS[role, parent, dependent](signed_in(role))
    client.post(page(row), {"post": "yes"})
    assert not parent.objects.filter(pk=row.pk).exists()
    assert dependent.objects.count() == 0


@each_pair
def test_confirmation_of_chosen_rows_lists_all(client, signed_in, role, parent, dependent):
    make = PAIRS[role, parent, dependent]
    user = signed_in(role)
    context = delete_chosen(client, make(user), make(user)).context
    assert not context["perms_lacking"]
    assert dict(context["model_count"])[dependent._meta.verbose_name_plural] == 2


@each_pair
def test_chosen_rows_are_deleted(client, signed_in, role, parent, dependent):
    user = signed_in(role)
    rows = [PAIRS[role, parent, dependent](user) for _ in range(2)]
    delete_chosen(client, *rows, post="yes")
    assert not parent.objects.filter(pk__in=[row.pk for row in rows]).exists()
    assert dependent.objects.count() == 0


# By hand


def decision():
    return decided_comment(None).decisions.get()


def mail():
    account_with_mail(None)
    return Mail.objects.get()


@pytest.mark.parametrize("make", [decision, mail])
def test_administrator_does_not_delete_by_hand(admin_client, make):
    row = make()
    assert admin_client.post(page(row), {"post": "yes"}).status_code == 403
    assert type(row).objects.count() == 1


@pytest.mark.parametrize("make", [decision, mail])
def test_administrator_does_not_delete_chosen_rows_by_hand(admin_client, make):
    row = make()
    delete_chosen(admin_client, row, post="yes")
    assert type(row).objects.count() == 1


def test_comment_is_not_deleted_by_whoever_deletes_essays(editor_client):
    comment = factories.comment()
    assert editor_client.post(page(comment), {"post": "yes"}).status_code == 403
    delete_chosen(editor_client, comment, post="yes")
    assert Comment.objects.count() == 1


# Whole or not at all


@pytest.fixture
def failing():
    def fail(**kwargs):
        raise ZeroDivisionError

    post_delete.connect(fail, sender=Comment)
    yield
    post_delete.disconnect(fail, sender=Comment)


def test_failing_deletion_of_a_row_leaves_everything(editor_client, failing):
    comment = factories.comment()
    with pytest.raises(ZeroDivisionError):
        editor_client.post(page(comment.essay), {"post": "yes"})
    kept = [model.objects.count() for model in (Essay, Comment, LogEntry, Version)]
    assert kept == [1, 1, 0, 0]


def test_failing_deletion_of_chosen_rows_leaves_everything(editor_client, failing):
    essays = [factories.essay(), factories.comment().essay]
    with pytest.raises(ZeroDivisionError):
        delete_chosen(editor_client, *essays, post="yes")
    kept = [model.objects.count() for model in (Essay, Comment, LogEntry, Version)]
    assert kept == [2, 1, 0, 0]


# Accounts


def everything_of(user):
    essay = factories.essay(owner=user)
    reference = factories.reference(essay=essay, owner=user)
    Draft.objects.create(target=essay, author=user)
    record(Essay, essay.pk, user)
    decided_comment(user, essay=essay)
    factories.correction(subject=essay, settled_by=user)
    Erasure.objects.create(by=user)
    return essay, reference


@pytest.mark.parametrize("chosen", [False, True])
def test_what_an_account_did_stays_without_it(admin_client, chosen):
    user = factories.user("Editors")
    essay, reference = everything_of(user)
    if chosen:
        delete_chosen(admin_client, user, post="yes")
    else:
        admin_client.post(page(user), {"post": "yes"})
    essay.refresh_from_db()
    reference.refresh_from_db()
    who = [
        essay.owner,
        reference.owner,
        Draft.objects.get().author,
        Version.objects.get_for_object(essay).get().revision.user,
        Decision.objects.get().by,
        Correction.objects.get().settled_by,
        Erasure.objects.get().by,
    ]
    assert (User.objects.filter(pk=user.pk).count(), who) == (0, [None] * 7)


def test_what_an_account_asked_for_goes_with_it(admin_client):
    user = account_with_mail(None)
    QueueFeed.objects.create(user=user)
    admin_client.post(page(user), {"post": "yes"})
    assert [model.objects.count() for model in (Subscription, Mail, QueueFeed)] == [0, 0, 0]


def test_state_recorded_by_a_deleted_account_is_not_said_to_come_from_elsewhere(admin_client):
    user = factories.user("Editors")
    essay, _reference = everything_of(user)
    user.delete()
    told = '<span class="who">outside the admin, or by an account that is deleted</span>'
    assert told in admin_client.get(page(essay, "history")).text


# Themes


@pytest.mark.parametrize("chosen", [False, True])
def test_editor_deletes_a_theme_and_search_no_longer_has_it(editor_client, chosen):
    essay = factories.essay()
    essay.themes.add("Moscow")
    theme = essay.themes.get()
    if chosen:
        delete_chosen(editor_client, theme, post="yes")
    else:
        editor_client.post(page(theme), {"post": "yes"})
    assert list(Tag.objects.all()) == list(essay.themes.all()) == []
    assert list(Document.objects.get().themes.all()) == []


# Comments


@pytest.fixture
def answered():
    comment = factories.comment(text="Was it the spring?")
    factories.comment(essay=comment.essay, parent=comment, answered=comment, text="It was.")
    return comment


@pytest.mark.parametrize("chosen", [False, True])
def test_replies_to_a_deleted_comment_stay(admin_client, answered, chosen):
    if chosen:
        delete_chosen(admin_client, answered, post="yes")
    else:
        admin_client.post(page(answered), {"post": "yes"})
    reply = Comment.objects.get()
    assert (reply.text, reply.parent, reply.answered) == ("It was.", None, None)


def test_replies_to_a_deleted_comment_are_read_on_their_own(admin_client, answered):
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


@pytest.mark.parametrize("chosen", [False, True])
def test_essay_stays_when_its_lead_image_is_deleted(editor_client, chosen):
    image = factories.image()
    Essay.objects.filter(pk=image.essay_id).update(lead_image=image)
    if chosen:
        delete_chosen(editor_client, image, post="yes")
    else:
        editor_client.post(page(image), {"post": "yes"})
    assert Essay.objects.get().lead_image is None


@pytest.mark.parametrize("make", [getattr(factories, kind._meta.model_name) for kind in kinds()])
def test_draft_and_search_row_go_with_a_source(editor_client, make):
    source = make()
    Draft.objects.create(target=source)
    editor_client.post(page(source), {"post": "yes"})
    kept = Document.objects.values_list("kind", flat=True)
    assert (Draft.objects.count(), list(kept)) == (0, ["essay"])


def test_essay_has_no_draft_left_when_the_only_changed_source_is_deleted(editor_client):
    text = factories.text()
    draft = Draft.objects.create(target=text.essay)
    Draft.objects.create(target=text, parent=draft, data={"title": "Decree"})
    editor_client.post(page(text), {"post": "yes"})
    assert Draft.objects.count() == 0


def test_draft_of_an_essay_stays_when_one_of_its_changed_sources_is_deleted(editor_client):
    text = factories.text()
    draft = Draft.objects.create(target=text.essay, data={"title": "Virgin Lands"})
    Draft.objects.create(target=text, parent=draft, data={"title": "Decree"})
    editor_client.post(page(text), {"post": "yes"})
    assert list(Draft.objects.all()) == [draft]


# Essays


@pytest.mark.parametrize("chosen", [False, True])
def test_drafts_and_search_rows_go_with_an_essay(editor_client, chosen):
    text = factories.text()
    essay = text.essay
    draft = Draft.objects.create(target=essay)
    Draft.objects.create(target=text, parent=draft, data={"title": "Decree"})
    if chosen:
        delete_chosen(editor_client, essay, post="yes")
    else:
        editor_client.post(page(essay), {"post": "yes"})
    gone = [Essay, *kinds(), Draft, Document]
    assert [model.objects.count() for model in gone] == [0] * len(gone)


def test_address_of_a_deleted_essay_is_remembered_for_whoever_recovers_it(editor_client):
    essay = factories.essay(slug="virgin-lands")
    editor_client.post(page(essay), {"post": "yes"})
    assert FormerSlug.objects.get().slug == "virgin-lands"
    assert editor_client.get("/essays/virgin-lands/").status_code == 404
