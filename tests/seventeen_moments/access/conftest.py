import logging
from datetime import timedelta
from itertools import count

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from taggit.models import Tag

from essays.discussion.confirmations import confirm_path
from essays.discussion.moderation_log import record as record_action
from essays.models import Block, CommentSettings, Essay, ModerationAction, SavedReply
from resources.models import Recording, Text
from seventeen_moments.audit.models import Event
from seventeen_moments.bulk.models import ImportMapping
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
    HIDDEN_SLUG,
    PREVIEWS,
    SECRET,
    SECTIONS,
    sources_of,
)

# In the order of the tables.
ROLES = ["visitor", "staff", "moderator", "author", "other author", "editor", "administrator"]
AUTHOR = ROLES.index("author")
BEFORE_EDITORS = ROLES.index("editor")  # so many may not know of the secret
# The kind whose addresses all roles are asked for; of the others only the author is, whose rights
# depend on most. It has all that a kind can declare.
WHOLE = Recording
HIDDEN_KEY = 700_001  # the first; found in no answer by chance
HIDDEN_YEAR = 1911


@pytest.fixture(autouse=True)
def media_root(shared, settings):
    settings.MEDIA_ROOT = shared


@pytest.fixture(autouse=True)
def unlogged(caplog):
    """A refusal is expected here, and its traceback takes longer than the answer."""
    caplog.set_level(logging.ERROR, logger="django.request")
    caplog.set_level(logging.ERROR, logger="django.security")


@pytest.fixture(scope="module")
def author(shared):
    return factories.user("Authors", username="author")


@pytest.fixture(scope="module")
def clients(author):
    """A client for each role."""
    users = [
        factories.user(),
        factories.user("Moderators"),
        author,
        factories.user("Authors"),
        factories.user("Editors"),
        factories.user(is_superuser=True),
    ]
    return dict(zip(ROLES, [Client(), *map(logged_in, users)], strict=True))


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(scope="module")
def archive(author):
    """The keys of essays: an editor's draft, scheduled and withdrawn one, an author's draft, the
    same author's published essay, and a published one of the editor.

    The last three also have sources that the editor hides from others.
    """
    editor = factories.user("Editors")
    now = timezone.now()
    theirs = {"owner": editor, "title": SECRET, "status": Status.DRAFT}
    states = {
        "theirs": {"slug": HIDDEN_SLUG},
        "scheduled": {
            "slug": f"{HIDDEN_SLUG}-scheduled",
            "status": Status.PUBLISHED,
            "published_at": now + timedelta(days=1),
        },
        "withdrawn": {
            "slug": f"{HIDDEN_SLUG}-withdrawn",
            "published_at": now - timedelta(days=1),
        },
    }
    essays, hidden, keys = {}, [], count(HIDDEN_KEY)
    for name, state in states.items():
        words = {"summary": SECRET, "body": f"<p>{SECRET}</p>", "year": HIDDEN_YEAR}
        essays[name] = factories.essay(pk=next(keys), **words | theirs | state)
        hidden.append(essays[name])
    essays["own"] = factories.essay(slug="own", owner=author, status=Status.DRAFT)
    essays["mine"] = factories.essay(slug="mine", owner=author)
    essays["public"] = factories.essay(slug="public", owner=editor)

    def hide(make, state, **fields):
        words = {"description": SECRET, "date": str(HIDDEN_YEAR)}
        hidden.append(make(pk=next(keys), **words | fields | theirs | state))

    for make in factories.SOURCES:
        for name in ["theirs", "own", "mine", "public"]:
            hide(make, states["theirs"], essay=essays[name])
        make(essay=essays["own"], slug="own", owner=author, status=Status.DRAFT)
        make(essay=essays["mine"], slug="own", owner=author)
    for name in ["scheduled", "withdrawn"]:
        hide(factories.maker(WHOLE), states[name], essay=essays["public"])
    for name in ["own", "mine", "public"]:
        cited = [source for source in hidden if getattr(source, "essay", None) == essays[name]]
        links = (f'<a data-source="{source.key}">source</a>' for source in cited)
        essays[name].body = f"<p>{' '.join(links)}</p>"
        essays[name].lead_image = essays[name].images.get(slug=HIDDEN_SLUG)
        essays[name].save()
    for obj in hidden:
        obj.themes.add(f"{SECRET} theme")
    essays["own"].themes.add("Law")
    return {name: essay.pk for name, essay in essays.items()}


@pytest.fixture(scope="module")
def keys(archive, author):
    """The keys of all objects in the addresses."""
    public = Essay.objects.get(pk=archive["public"])
    hidden_comment = factories.comment(essay_id=archive["theirs"])
    factories.comment(essay_id=archive["theirs"], state="waiting")
    comment = factories.comment(essay=public)
    mail = Mail.objects.create(kind="appeared", comment=comment, reader=comment, to=comment.email)
    for name in ["own", "theirs", "public", "mine"]:
        essay = Essay.objects.get(pk=archive[name])
        data = {"title": "Later"} if name == "own" else {"title": SECRET, "summary": SECRET}
        draft = Draft.objects.create(target=essay, data=data)
        for kind in kinds():
            for source in kind.objects.filter(essay=essay):
                data = {"title": "Later" if name == "own" and source.slug == "own" else SECRET}
                Draft.objects.create(target=source, data=data, parent=draft)
        keep_draft(draft)
        record(Essay, essay.pk)
    own = {"essay": Essay.objects.get(pk=archive["own"]), "owner": author, "status": Status.DRAFT}
    picture = factories.image(alternative_text="", **own)  # for the page “Add pictures”
    page = factories.page(title=SECRET, slug=HIDDEN_SLUG, status=Status.DRAFT)
    keep_draft(Draft.objects.create(target=page, data={"title": SECRET}))
    record(Page, page.pk)
    return archive | {
        "page": page.pk,
        "picture": picture.pk,
        "page_state": states_of(Page, page.pk).first().pk,
        "page_saved": saved_draft(Page, page.pk),
        "bulk_change_of_page": bulk_change(Page),
        "comment": comment.pk,
        "commented": archive["theirs"],
        "signed": signed(comment),
        "confirmed": confirm_path(comment).split("/")[-2],
        "hidden_comment": hidden_comment.pk,
        "hidden_signed": signed(hidden_comment),
        "correction": factories.correction(subject=public).pk,
        "mapping": ImportMapping.objects.create(name="Samples").pk,
        "block": Block.objects.create(kind="domain", value="spam.example", comment=comment).pk,
        "action": hidden_action(archive["theirs"], hidden_comment).pk,
        "saved_reply": SavedReply.objects.create(title="Thanks", text="Thank you.").pk,
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


def hidden_action(essay, comment):
    """Listed for moderators, who may not see the title of the essay."""
    switch = {"open": False, "essays": [essay]}
    about = {"essay_id": essay, "comment": comment}
    return record_action(ModerationAction.Kind.SWITCH, None, changes=switch, **about)


def takes_posts(address):
    """Whether its view may do more with a POST than refuse it."""
    view = getattr(resolve(address.partition("?")[0]).func, "view_class", None)
    return view is None or hasattr(view, "post")


def signed(comment):
    return comment.own_url.split("/")[-2]


def bulk_change(model):
    """The key of a change that an editor made."""
    content_type = ContentType.objects.get_for_model(model)
    return BulkChange.objects.create(content_type=content_type, fields=["language"], rows=1).pk


def saved_draft(model, key):
    return SavedDraft.objects.of(model(pk=key)).first().pk


@pytest.fixture(scope="module")
def admin_pages(keys):
    """The answers by the address, and by the row of the table from which it is made."""
    return {(f"/admin/{row.format(**keys)}", row): by_role(answers) for row, answers in ADMIN_PAGES}


def by_role(answers, whole=True):
    """Administrators are asked only where an editor is answered otherwise: they have all rights."""
    found = dict(zip(ROLES, answers, strict=True))
    if found["administrator"] == found["editor"]:
        del found["administrator"]
    return found if whole else {"author": found["author"]}


@pytest.fixture(scope="module")
def admin_pages_of_kinds(keys):
    pages = {}
    for model in kinds():
        keys_of_kind = {name: source.pk for name, source in sources_of(keys, model).items()}
        state = states_of(model, keys_of_kind["own_source"]).first()
        all_keys = keys | keys_of_kind | {"source_state": state and state.pk}
        all_keys["source_saved"] = saved_draft(model, keys_of_kind["own_source"])
        all_keys["bulk_change_of_source"] = bulk_change(model)
        rows = ADMIN_PAGES_OF_KINDS + [
            (address, answers)
            for declared, address, answers in ADMIN_PAGES_OF_SOME_KINDS
            if getattr(model.source_kind, declared)
        ]
        for row, answers in rows:
            path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row}"
            pages[path.format(**all_keys), row] = by_role(answers, model is WHOLE)
    return pages


def is_whole(row):
    """Whether the row is of no section, or of that of the kind."""
    others = {*SECTIONS} - {WHOLE.source_kind.address}
    return not others & {*row.split("/")}


@pytest.fixture(scope="module")
def previews(keys):
    slugs = keys | {"theirs": HIDDEN_SLUG, "hidden": HIDDEN_SLUG}
    return {
        (f"/essays/{row.format(**slugs)}", row): by_role(answers, is_whole(row))
        for row, answers in PREVIEWS
    }
