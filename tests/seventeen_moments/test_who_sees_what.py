"""Every address of the admin, every preview and every file, asked by each who may come.

302 is the way to the login, or, from a row that the admin does not show, to the index.
"""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from taggit.models import Tag

from essays.models import CommentSettings, Decision, Essay
from resources.files import WithFile
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.notices.models import Mail
from seventeen_moments.privacy.models import Erasure
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import versions_of
from tests import factories
from tests.test_visibility import LISTINGS

pytestmark = pytest.mark.django_db

SECRET = "Unheard-of"
MAKERS = factories.SOURCES
SECTIONS = [kind.source_kind.address for kind in kinds()]

CHOICE = "app_label=resources&model_name=text&field_name=essay"
STATES = "before={state}&after={state}"
SOURCE_STATES = "before={source_state}&after={source_state}"

OF_THE_DESK = [
    #                    visitor, staff, moderator, author, other author, editor, administrator
    ("", (302, 200, 200, 200, 200, 200, 200)),
    ("essays/essay/", (302, 403, 200, 200, 200, 200, 200)),
    ("essays/comment/", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/comment/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/comment/{comment}/change/", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/comment/{comment}/delete/", (302, 403, 403, 403, 403, 403, 200)),
    ("essays/comment/{comment}/history/", (302, 403, 200, 403, 403, 200, 200)),
    ("corrections/correction/", (302, 403, 403, 403, 403, 200, 200)),
    ("corrections/correction/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("corrections/correction/{correction}/change/", (302, 403, 403, 403, 403, 200, 200)),
    ("corrections/correction/{correction}/delete/", (302, 403, 403, 403, 403, 403, 200)),
    ("corrections/correction/{correction}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("privacy/erasure/", (302, 403, 200, 403, 403, 403, 200)),
    ("privacy/erasure/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("privacy/erasure/{erasure}/change/", (302, 403, 200, 403, 403, 403, 200)),
    ("privacy/erasure/{erasure}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("privacy/erasure/{erasure}/history/", (302, 403, 200, 403, 403, 403, 200)),
    ("queue-feed/", (302, 403, 200, 403, 403, 403, 200)),
    ("moderation/", (302, 403, 200, 403, 403, 403, 200)),
    ("moderation/?essay={theirs}", (302, 403, 200, 403, 403, 403, 200)),
    ("moderation/comments/{comment}/", (302, 403, 302, 403, 403, 403, 302)),
    ("moderation/undo/", (302, 403, 405, 403, 403, 403, 405)),
    ("essays/decision/", (302, 403, 200, 403, 403, 403, 200)),
    ("essays/decision/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/decision/{decision}/change/", (302, 403, 200, 403, 403, 403, 200)),
    ("essays/decision/{decision}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/decision/{decision}/history/", (302, 403, 200, 403, 403, 403, 200)),
    ("essays/commentsettings/", (302, 403, 302, 403, 403, 403, 302)),
    ("essays/commentsettings/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/commentsettings/{rules}/change/", (302, 403, 200, 403, 403, 403, 200)),
    ("essays/commentsettings/{rules}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/commentsettings/{rules}/history/", (302, 403, 200, 403, 403, 403, 200)),
    ("taggit/tag/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/add/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/{theme}/change/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/{theme}/delete/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/{theme}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/suggestions/?q=unheard", (302, 403, 403, 403, 403, 200, 200)),
    ("your-notices/", (302, 403, 200, 403, 403, 403, 200)),
    ("notices/mail/", (302, 403, 403, 403, 403, 403, 200)),
    ("notices/mail/{mail}/change/", (302, 403, 403, 403, 403, 403, 200)),
    ("notices/mail/{mail}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("notices/mail/{mail}/history/", (302, 403, 403, 403, 403, 403, 200)),
    ("notices/mail/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("auth/user/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/add/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/change/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/delete/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/history/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/password/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/add/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/{group}/change/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/{group}/delete/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/{group}/history/", (302, 403, 403, 403, 403, 403, 200)),
    ("essays/", (302, 404, 200, 200, 200, 200, 200)),
    ("resources/", (302, 404, 404, 200, 200, 200, 200)),
    ("jsi18n/", (302, 200, 200, 200, 200, 200, 200)),
    ("password_change/", (302, 200, 200, 200, 200, 200, 200)),
    ("password_change/done/", (302, 200, 200, 200, 200, 200, 200)),
    ("logout/", (302, 405, 405, 405, 405, 405, 405)),
    ("import/", (302, 403, 403, 403, 403, 200, 200)),
    ("r/{type}/{theirs}/", (302, 404, 404, 404, 404, 404, 404)),
    ("essays/essay/add/", (302, 403, 403, 200, 200, 200, 200)),
    ("essays/essay/{theirs}/change/", (302, 403, 302, 302, 302, 200, 200)),
    ("essays/essay/{theirs}/delete/", (302, 403, 403, 302, 302, 200, 200)),
    ("essays/essay/{theirs}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{theirs}/draft/", (302, 403, 403, 404, 404, 200, 200)),
    ("essays/essay/{theirs}/sources/", (302, 404, 404, 404, 404, 200, 200)),
    ("essays/essay/{theirs}/terms/", (302, 403, 404, 403, 403, 200, 200)),
    ("essays/essay/{own}/change/", (302, 403, 302, 200, 302, 200, 200)),
    ("essays/essay/{own}/delete/", (302, 403, 403, 200, 302, 200, 200)),
    ("essays/essay/{own}/draft/", (302, 403, 403, 200, 404, 200, 200)),
    ("essays/essay/{own}/sources/", (302, 404, 404, 200, 404, 200, 200)),
    ("essays/essay/{own}/terms/", (302, 403, 404, 403, 403, 200, 200)),
    ("essays/essay/{own}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{own}/history/{state}/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{own}/history/{state}/restore/", (302, 403, 403, 403, 403, 200, 200)),
    (
        "essays/essay/{own}/history/compare/?" + STATES,
        (302, 403, 403, 403, 403, 200, 200),
    ),
    ("essays/essay/recover/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/recover/{state}/", (302, 403, 403, 403, 403, 404, 404)),
    ("essays/essay/{public}/change/", (302, 403, 200, 302, 302, 200, 200)),
    ("essays/essay/{public}/delete/", (302, 403, 403, 302, 302, 200, 200)),
    ("essays/essay/{public}/draft/", (302, 403, 403, 404, 404, 200, 200)),
    ("essays/essay/{public}/sources/", (302, 404, 403, 404, 404, 200, 200)),
    ("essays/essay/{public}/terms/", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/essay/{public}/comments.csv", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/essay/{public}/comments.json", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/essay/{theirs}/comments.csv", (302, 403, 404, 403, 403, 200, 200)),
    ("essays/essay/{own}/comments.json", (302, 403, 404, 403, 403, 200, 200)),
    ("resources/text/reads/", (302, 403, 403, 200, 200, 200, 200)),
    ("resources/image/pictures/", (302, 403, 403, 200, 200, 200, 200)),
    ("resources/image/pictures/?essay={own}", (302, 403, 403, 200, 403, 200, 200)),
    ("resources/image/pictures/?essay={theirs}", (302, 403, 403, 403, 403, 200, 200)),
    ("resources/image/pictures/?essay={public}", (302, 403, 403, 403, 403, 200, 200)),
    (f"autocomplete/?{CHOICE}", (302, 403, 200, 200, 200, 200, 200)),
]
OF_EACH_KIND = [
    #                    visitor, staff, moderator, author, other author, editor, administrator
    ("", (302, 403, 403, 200, 200, 200, 200)),
    ("add/", (302, 403, 403, 200, 200, 200, 200)),
    ("add/?essay={theirs}", (302, 403, 403, 200, 200, 200, 200)),
    ("{their_source}/change/", (302, 403, 403, 302, 302, 200, 200)),
    ("{their_source}/delete/", (302, 403, 403, 302, 302, 200, 200)),
    ("{their_source}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("{their_source}/draft/", (302, 403, 403, 404, 404, 200, 200)),
    ("{hidden_source}/change/", (302, 403, 403, 302, 302, 200, 200)),
    ("{hidden_source}/delete/", (302, 403, 403, 302, 302, 200, 200)),
    ("{hidden_source}/draft/", (302, 403, 403, 404, 404, 200, 200)),
    ("{own_source}/change/", (302, 403, 403, 200, 302, 200, 200)),
    ("{own_source}/delete/", (302, 403, 403, 200, 302, 200, 200)),
    ("{own_source}/draft/", (302, 403, 403, 200, 404, 200, 200)),
    ("{own_source}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("{own_source}/history/{source_state}/", (302, 403, 403, 403, 403, 200, 200)),
    ("{own_source}/history/{source_state}/restore/", (302, 403, 403, 403, 403, 200, 200)),
    (
        "{own_source}/history/compare/?" + SOURCE_STATES,
        (302, 403, 403, 403, 403, 200, 200),
    ),
    ("recover/", (302, 403, 403, 403, 403, 200, 200)),
    ("recover/{source_state}/", (302, 403, 403, 403, 403, 404, 404)),
]
PREVIEWS = [
    #               visitor, staff, moderator, author, other author, editor, administrator
    *(
        (f"{essay}/{page}", answers)
        for page in ["", "comments/"]
        for essay, answers in [
            ("theirs", (404, 404, 404, 404, 404, 200, 200)),
            ("own", (404, 404, 404, 200, 404, 200, 200)),
            ("public", (200, 200, 200, 200, 200, 200, 200)),
        ]
    ),
    *(
        (f"{essay}/{section}/{source}", answers)
        for section in SECTIONS
        for essay, source, answers in [
            ("theirs", "", (404, 404, 404, 404, 404, 200, 200)),
            ("theirs", "theirs/", (404, 404, 404, 404, 404, 200, 200)),
            ("own", "", (404, 404, 404, 200, 404, 200, 200)),
            ("own", "own/", (404, 404, 404, 200, 404, 200, 200)),
            ("own", "theirs/", (404, 404, 404, 404, 404, 200, 200)),
            ("public", "theirs/", (404, 404, 404, 404, 404, 200, 200)),
        ]
    ),
    ("public/?draft", (404, 404, 404, 404, 404, 200, 200)),
    ("own/?draft", (404, 404, 404, 404, 404, 200, 200)),
]
FILES = [
    ("their_source", (404, 404, 404, 404, 404, 200, 200)),
    ("hidden_source", (404, 404, 404, 404, 404, 200, 200)),
    ("own_source", (404, 404, 404, 200, 404, 200, 200)),
]
# Of all others, test_visibility.py asks what they show.
ASKED_ELSEWHERE = {
    "admin:login": "for everybody, and shows nothing: desk/test_login.py",
    "healthz": "for machines, and shows nothing: test_health.py",
    "robots": "for machines, the same for all: test_robots.py",
    "essays:comment": "only redirects: essays/test_comment_place.py",
    "essays:switch_comments": "only takes what is posted: essays/test_comment_switch.py",
    "essays:flag_comment": "about one public comment: essays/test_flags.py",
    "essays:own_comment": "signed, for one reader alone: essays/test_own_comment.py",
    "feeds:queue": "signed, for one moderator alone: feeds/test_queue_feed.py",
    "media:file": "each file of each kind: FILES above",
    "notices:unsubscribe": "signed, for one reader alone: notices/test_unsubscribing.py",
    "sitemap:part": "each part that the index names: test_visibility.py",
}


class Everybody(list):
    """A client for each who may come."""

    def __init__(self, author):
        users = [
            None,
            factories.user(),
            factories.user("Moderators"),
            author,
            factories.user("Authors"),
            factories.user("Editors"),
            factories.user(is_superuser=True),
        ]
        super().__init__(map(signed_in, users))

    def without_editors(self):
        return self[:5]


def signed_in(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def clients(author):
    return Everybody(author)


@pytest.fixture
def archive(author):
    """The keys of an editor's drafts, of an author's, and of what is public. In the author's own
    essay, too, there is a source that is hidden from them."""
    editor = factories.user("Editors")
    hidden = {"status": Status.DRAFT, "owner": editor, "title": SECRET, "slug": "theirs"}
    theirs = factories.essay(summary=SECRET, body=f"<p>{SECRET}</p>", **hidden)
    own = factories.essay(slug="own", owner=author, status=Status.DRAFT)
    public = factories.essay(slug="public", owner=editor)
    things = [theirs]
    for make in MAKERS:
        things += [make(essay=essay, description=SECRET, **hidden) for essay in [theirs, public]]
        things.append(make(essay=own, **hidden))
        make(essay=own, slug="own", owner=author, status=Status.DRAFT)
    for thing in things:
        thing.themes.add(f"{SECRET} theme")
    own.themes.add("Law")
    return {"theirs": theirs.pk, "own": own.pk, "public": public.pk}


@pytest.fixture
def keys(archive):
    """Of all that addresses name."""
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
        record(Essay, essay.pk)
    return archive | {
        "comment": comment.pk,
        "correction": factories.correction(subject=public).pk,
        "decision": Decision.objects.create(comment=comment, after="approved", batch=uuid4()).pk,
        "type": ContentType.objects.get_for_model(Essay).pk,
        "mail": mail.pk,
        "erasure": Erasure.objects.create().pk,
        "rules": CommentSettings.objects.row().pk,
        "user": factories.user().pk,
        "group": Group.objects.first().pk,
        "theme": Tag.objects.get(name="Law").pk,
        "state": versions_of(Essay, archive["own"]).first().pk,
    }


def sources(archive, model):
    return {
        "their_source": model.objects.get(essay=archive["theirs"]),
        "hidden_source": model.objects.get(essay=archive["own"], slug="theirs"),
        "own_source": model.objects.get(essay=archive["own"], slug="own"),
    }


def address_of(model, address, archive):
    keys = {name: source.pk for name, source in sources(archive, model).items()}
    state = versions_of(model, keys["own_source"]).first()
    address = address.format(**archive, **keys, source_state=state and state.pk)
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/{address}"


def answered(clients, address):
    return tuple(client.get(address).status_code for client in clients)


def told(clients, address):
    """What those who may not know of it read of the secret."""
    answers = [client.get(address) for client in clients.without_editors()]
    return [SECRET.encode() in b"".join(answer) for answer in answers]


@pytest.fixture
def desk(keys):
    """Paths of the desk with their answers."""
    return {f"/admin/{address.format(**keys)}": answers for address, answers in OF_THE_DESK}


@pytest.fixture
def pages_of_kinds(keys):
    return {
        address_of(model, address, keys): answers
        for model in kinds()
        for address, answers in OF_EACH_KIND
    }


@pytest.fixture
def previews(keys):
    return {f"/essays/{address}": answers for address, answers in PREVIEWS}


TABLES = ["desk", "pages_of_kinds", "previews"]


@pytest.mark.parametrize("table", TABLES)
def test_each_is_answered_as_their_role_allows(clients, table, request):
    expected = request.getfixturevalue(table)
    assert {path: answered(clients, path) for path in expected} == expected


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_named_to_those_who_may_not_know_of_it(clients, table, request):
    paths = request.getfixturevalue(table)
    assert [path for path in paths if any(told(clients, path))] == []


@pytest.mark.parametrize(("whose", "answers"), FILES)
@pytest.mark.parametrize("model", [model for model in kinds() if issubclass(model, WithFile)])
def test_file_answers_each_as_their_role_allows(clients, archive, model, whose, answers):
    source = sources(archive, model)[whose]
    found = {name: answered(clients, f"/media/{name}") for name in source.file_names()}
    assert found == dict.fromkeys(source.file_names(), answers)


def unnamed(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from unnamed(pattern)
        elif not pattern.name:
            yield pattern


def named_addresses(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_addresses(pattern, space)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def test_every_address_is_asked(desk, pages_of_kinds, previews):
    """A new page of the admin gets its row above; one for everybody its line in LISTINGS."""
    paths = [*desk, *pages_of_kinds, *previews, *LISTINGS]
    asked = {resolve(path.partition("?")[0]).view_name for path in paths}
    assert set(named_addresses(get_resolver())) - asked == set(ASKED_ELSEWHERE)


def test_every_address_has_a_name():
    """Without one it would be missed by no table. Django’s admin has two that only redirect."""
    found = {str(pattern.pattern) for pattern in unnamed(get_resolver())}
    assert found == {"<path:object_id>/", "(?P<url>.*)$"}
