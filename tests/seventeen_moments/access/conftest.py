from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from taggit.models import Tag

from essays.models import CommentSettings, Decision, Essay
from resources.models import Text
from seventeen_moments.audit.models import Event
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.models import BulkChange
from seventeen_moments.notices.models import Mail
from seventeen_moments.pages.models import Page
from seventeen_moments.privacy.models import Erasure
from seventeen_moments.removals.models import Removal
from seventeen_moments.versions.draft_history import keep_draft
from seventeen_moments.versions.models import Draft, SavedDraft
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.seventeen_moments.access.addresses import (
    ADMIN_PAGES,
    ADMIN_PAGES_OF_KINDS,
    ADMIN_PAGES_OF_SOME_KINDS,
    PREVIEWS,
    SECRET,
    sources_of,
)

BEFORE_EDITORS = 5  # so many clients may not know of the secret


def logged_in(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def clients(author):
    """A client for each role, in the order of the tables."""
    users = [
        None,
        factories.user(),
        factories.user("Moderators"),
        author,
        factories.user("Authors"),
        factories.user("Editors"),
        factories.user(is_superuser=True),
    ]
    return [logged_in(user) for user in users]


@pytest.fixture
def archive(author):
    """The keys of an editor's draft, an author's draft, and a published essay.

    The author's essay also has a source that is hidden from them.
    """
    editor = factories.user("Editors")
    hidden = {"status": Status.DRAFT, "owner": editor, "title": SECRET, "slug": "theirs"}
    theirs = factories.essay(summary=SECRET, body=f"<p>{SECRET}</p>", **hidden)
    own = factories.essay(slug="own", owner=author, status=Status.DRAFT)
    public = factories.essay(slug="public", owner=editor)
    objects = [theirs]
    for make in factories.SOURCES:
        objects += [make(essay=essay, description=SECRET, **hidden) for essay in [theirs, public]]
        objects.append(make(essay=own, **hidden))
        make(essay=own, slug="own", owner=author, status=Status.DRAFT)
    for obj in objects:
        obj.themes.add(f"{SECRET} theme")
    own.themes.add("Law")
    return {"theirs": theirs.pk, "own": own.pk, "public": public.pk}


@pytest.fixture
def keys(archive):
    """The keys of all objects in the addresses."""
    public = Essay.objects.get(pk=archive["public"])
    factories.comment(essay_id=archive["theirs"], state="waiting")
    comment = factories.comment(essay=public)
    mail = Mail.objects.create(kind="appeared", comment=comment, reader=comment, to=comment.email)
    for name in ["own", "theirs", "public"]:
        essay = Essay.objects.get(pk=archive[name])
        draft = Draft.objects.create(target=essay, data={"title": f"Later: {name}"})
        for kind in kinds():
            for source in kind.objects.filter(essay=essay):
                data = {"title": "Later"} if source.slug == "own" else {"title": SECRET}
                Draft.objects.create(target=source, data=data, parent=draft)
        keep_draft(draft)
        record(Essay, essay.pk)
    page = factories.page(title=SECRET, status=Status.DRAFT)
    keep_draft(Draft.objects.create(target=page, data={"title": SECRET}))
    record(Page, page.pk)
    return archive | {
        "page": page.pk,
        "page_state": states_of(Page, page.pk).first().pk,
        "page_saved": saved_draft(Page, page.pk),
        "bulk_change_of_page": bulk_change(Page),
        "comment": comment.pk,
        "correction": factories.correction(subject=public).pk,
        "decision": Decision.objects.create(comment=comment, after="approved", batch=uuid4()).pk,
        "type": ContentType.objects.get_for_model(Essay).pk,
        "mail": mail.pk,
        "event": Event.objects.create(kind="backup").pk,
        "erasure": Erasure.objects.create().pk,
        "removal": Removal.objects.create(kind="image", reason="A request").pk,
        "their_text": Text.objects.get(essay=archive["theirs"]).pk,
        "rules": CommentSettings.objects.row().pk,
        "user": factories.user().pk,
        "group": Group.objects.first().pk,
        "theme": Tag.objects.get(name="Law").pk,
        "state": states_of(Essay, archive["own"]).first().pk,
        "saved": saved_draft(Essay, archive["own"]),
        "bulk_change": bulk_change(Essay),
    }


def bulk_change(model):
    """The key of a change that an editor made."""
    content_type = ContentType.objects.get_for_model(model)
    return BulkChange.objects.create(content_type=content_type, fields=["language"], rows=1).pk


def saved_draft(model, key):
    return SavedDraft.objects.of(model(pk=key)).first().pk


@pytest.fixture
def admin_pages(keys):
    return {f"/admin/{address.format(**keys)}": answers for address, answers in ADMIN_PAGES}


@pytest.fixture
def admin_pages_of_kinds(keys):
    pages = {}
    for model in kinds():
        keys_of_kind = {name: source.pk for name, source in sources_of(keys, model).items()}
        state = states_of(model, keys_of_kind["own_source"]).first()
        all_keys = keys | keys_of_kind | {"source_state": state and state.pk}
        all_keys["source_saved"] = saved_draft(model, keys_of_kind["own_source"])
        all_keys["bulk_change_of_source"] = bulk_change(model)
        pages_of_kind = ADMIN_PAGES_OF_KINDS + [
            (address, answers)
            for declared, address, answers in ADMIN_PAGES_OF_SOME_KINDS
            if getattr(model.source_kind, declared)
        ]
        for address, answers in pages_of_kind:
            path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{address}"
            pages[path.format(**all_keys)] = answers
    return pages


@pytest.fixture
def previews(keys):
    return {f"/essays/{address}": answers for address, answers in PREVIEWS}
