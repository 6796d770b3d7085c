import pytest
from django.contrib.auth.models import Group

from tests import factories

EVERYTHING = {"add", "change", "delete", "view"}
EDITED = ["essays.essay", "resources.text", "resources.image", "resources.recording"]
EDITED += ["resources.reference", "taggit.tag"]


def rights(group):
    """By model: what the group may do with it."""
    granted = {}
    for permission in Group.objects.get(name=group).permissions.select_related("content_type"):
        kind = permission.content_type
        action = permission.codename.removesuffix(f"_{kind.model}")
        granted.setdefault(f"{kind.app_label}.{kind.model}", set()).add(action)
    return granted


def test_editors_write_and_read_comments(db):
    assert rights("Editors") == {
        **dict.fromkeys(EDITED, EVERYTHING),
        "essays.essay": {*EVERYTHING, "open_close_comments"},
        "essays.comment": {"view"},
    }


def test_moderators_judge_comments_and_open_and_close_them(db):
    assert rights("Moderators") == {
        "essays.essay": {"view", "open_close_comments"},
        "essays.comment": {"change", "view"},
    }


@pytest.mark.parametrize(
    ("group", "permission", "granted"),
    [
        ("Moderators", "essays.change_essay", False),
        ("Moderators", "resources.change_image", False),
        ("Moderators", "essays.change_comment", True),
        ("Editors", "essays.change_essay", True),
        ("Editors", "essays.change_comment", False),
        ("Editors", "auth.change_user", False),
        ("Editors", "auth.view_user", False),
    ],
)
def test_member_of_a_group_may_do_what_it_may(db, group, permission, granted):
    assert factories.user(group).has_perm(permission) is granted
