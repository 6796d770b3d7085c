"""Every address of the admin, every preview and every file, asked by each who may come.

302 is the way to the login, or, from a row that the admin does not show, to the index.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from essays.models import Essay
from resources.models import KINDS
from seventeen_moments.notices.models import Mail
from seventeen_moments.privacy.models import Erasure
from seventeen_moments.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db

MAKERS = [factories.text, factories.image, factories.recording, factories.reference]
SECTIONS = ["texts", "images", "music", "other-resources"]

CHOICE = "app_label=resources&model_name=text&field_name=essay"

OF_THE_DESK = [
    #                                    visitor, moderator, author, editor, administrator
    ("", (302, 200, 200, 200, 200)),
    ("essays/essay/", (302, 200, 200, 200, 200)),
    ("essays/comment/", (302, 200, 403, 200, 200)),
    ("essays/comment/{comment}/change/", (302, 200, 403, 200, 200)),
    ("corrections/correction/", (302, 403, 403, 200, 200)),
    ("corrections/correction/add/", (302, 403, 403, 403, 403)),
    ("corrections/correction/{correction}/change/", (302, 403, 403, 200, 200)),
    ("corrections/correction/{correction}/delete/", (302, 403, 403, 403, 200)),
    ("privacy/erasure/", (302, 200, 403, 403, 200)),
    ("privacy/erasure/add/", (302, 403, 403, 403, 403)),
    ("privacy/erasure/{erasure}/change/", (302, 200, 403, 403, 200)),
    ("privacy/erasure/{erasure}/delete/", (302, 403, 403, 403, 403)),
    ("queue-feed/", (302, 200, 403, 403, 200)),
    ("moderation/", (302, 200, 403, 403, 200)),
    ("essays/decision/", (302, 200, 403, 403, 200)),
    ("essays/decision/add/", (302, 403, 403, 403, 403)),
    ("taggit/tag/", (302, 403, 403, 200, 200)),
    ("taggit/tag/add/", (302, 403, 403, 200, 200)),
    ("your-notices/", (302, 200, 403, 403, 200)),
    ("notices/mail/", (302, 403, 403, 403, 200)),
    ("notices/mail/{mail}/change/", (302, 403, 403, 403, 200)),
    ("notices/mail/{mail}/delete/", (302, 403, 403, 403, 403)),
    ("notices/mail/add/", (302, 403, 403, 403, 403)),
    ("auth/user/", (302, 403, 403, 403, 200)),
    ("auth/group/", (302, 403, 403, 403, 200)),
    ("r/{type}/{theirs}/", (302, 404, 404, 404, 404)),
    ("essays/essay/add/", (302, 403, 200, 200, 200)),
    ("essays/essay/{theirs}/change/", (302, 302, 302, 200, 200)),
    ("essays/essay/{theirs}/delete/", (302, 403, 302, 200, 200)),
    ("essays/essay/{theirs}/history/", (302, 403, 403, 200, 200)),
    ("essays/essay/{own}/change/", (302, 302, 200, 200, 200)),
    ("essays/essay/{own}/delete/", (302, 403, 200, 200, 200)),
    ("essays/essay/{own}/history/", (302, 403, 403, 200, 200)),
    ("essays/essay/recover/", (302, 403, 403, 200, 200)),
    ("essays/essay/{public}/change/", (302, 200, 302, 200, 200)),
    ("essays/essay/{public}/delete/", (302, 403, 302, 200, 200)),
    ("essays/essay/{public}/comments.csv", (302, 200, 403, 200, 200)),
    ("essays/essay/{public}/comments.json", (302, 200, 403, 200, 200)),
    ("essays/essay/{theirs}/comments.csv", (302, 404, 403, 200, 200)),
    ("essays/essay/{own}/comments.json", (302, 404, 403, 200, 200)),
    ("resources/text/reads/", (302, 403, 200, 200, 200)),
    (f"autocomplete/?{CHOICE}", (302, 200, 200, 200, 200)),
]
OF_EACH_KIND = [
    ("", (302, 403, 200, 200, 200)),
    ("add/", (302, 403, 200, 200, 200)),
    ("add/?essay={theirs}", (302, 403, 200, 200, 200)),
    ("{their_source}/change/", (302, 403, 302, 200, 200)),
    ("{their_source}/delete/", (302, 403, 302, 200, 200)),
    ("{their_source}/history/", (302, 403, 403, 200, 200)),
    ("{own_source}/change/", (302, 403, 200, 200, 200)),
    ("{own_source}/delete/", (302, 403, 200, 200, 200)),
    ("{own_source}/history/", (302, 403, 403, 200, 200)),
]
PREVIEWS = [
    ("theirs/", (404, 404, 404, 200, 200)),
    ("theirs/comments/", (404, 404, 404, 200, 200)),
    ("own/", (404, 404, 200, 200, 200)),
    ("own/comments/", (404, 404, 200, 200, 200)),
    ("public/", (200, 200, 200, 200, 200)),
    *(
        (f"{essay}/{section}/{source}", answers)
        for section in SECTIONS
        for essay, source, answers in [
            ("theirs", "", (404, 404, 404, 200, 200)),
            ("theirs", "theirs/", (404, 404, 404, 200, 200)),
            ("own", "", (404, 404, 200, 200, 200)),
            ("own", "own/", (404, 404, 200, 200, 200)),
            ("public", "theirs/", (404, 404, 404, 200, 200)),
        ]
    ),
]
FILES = [
    ("their_source", (404, 404, 404, 200, 200)),
    ("own_source", (404, 404, 200, 200, 200)),
]


@pytest.fixture
def clients(author):
    users = [
        None,
        factories.user("Moderators"),
        author,
        factories.user("Editors"),
        factories.user(is_superuser=True),
    ]
    clients = [Client() for _ in users]
    for client, user in zip(clients, users, strict=True):
        if user:
            client.force_login(user)
    return clients


@pytest.fixture
def archive(author):
    """The keys of an editor's drafts, of an author's, and of what is public."""
    editor = factories.user("Editors")
    drafts = {"status": Status.DRAFT}
    theirs = factories.essay(slug="theirs", owner=editor, **drafts)
    own = factories.essay(slug="own", owner=author, **drafts)
    public = factories.essay(slug="public", owner=editor)
    for make in MAKERS:
        make(essay=theirs, slug="theirs", owner=editor, **drafts)
        make(essay=public, slug="theirs", owner=editor, **drafts)
        make(essay=own, slug="own", owner=author, **drafts)
    return {"theirs": theirs.pk, "own": own.pk, "public": public.pk}


def sources(archive, model):
    return {
        "their_source": model.objects.get(essay=archive["theirs"]),
        "own_source": model.objects.get(essay=archive["own"]),
    }


def answered(clients, address):
    return tuple(client.get(address).status_code for client in clients)


@pytest.mark.parametrize(("address", "answers"), OF_THE_DESK)
def test_desk_answers_each_as_their_role_allows(clients, archive, address, answers):
    comment = factories.comment(essay_id=archive["public"])
    correction = factories.correction(subject=comment.essay)
    kind = ContentType.objects.get_for_model(Essay)
    keys = {"comment": comment.pk, "correction": correction.pk, "type": kind.pk}
    mail = Mail.objects.create(kind="appeared", comment=comment, reader=comment, to=comment.email)
    keys |= {"mail": mail.pk}
    keys["erasure"] = Erasure.objects.create().pk
    address = address.format(**keys, **archive)
    assert answered(clients, f"/admin/{address}") == answers


@pytest.mark.parametrize(("address", "answers"), OF_EACH_KIND)
@pytest.mark.parametrize("model", KINDS)
def test_sources_answer_each_as_their_role_allows(clients, archive, model, address, answers):
    keys = {name: source.pk for name, source in sources(archive, model).items()}
    address = address.format(**archive, **keys)
    assert answered(clients, f"/admin/resources/{model._meta.model_name}/{address}") == answers


@pytest.mark.parametrize(("address", "answers"), PREVIEWS)
def test_preview_answers_each_as_their_role_allows(clients, archive, address, answers):
    assert answered(clients, f"/essays/{address}") == answers


@pytest.mark.parametrize(("whose", "answers"), FILES)
@pytest.mark.parametrize("model", [model for model in KINDS if hasattr(model, "file")])
def test_file_answers_each_as_their_role_allows(clients, archive, model, whose, answers):
    source = sources(archive, model)[whose]
    found = {name: answered(clients, f"/media/{name}") for name in source.file_names()}
    assert found == dict.fromkeys(source.file_names(), answers)
