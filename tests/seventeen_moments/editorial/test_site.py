import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils.text import capfirst

from seventeen_moments.core.kinds import kinds
from tests import factories
from tests.forms import filled

INDEX = reverse("admin:index")
LOGIN = reverse("admin:login")
LISTS = [
    reverse(f"admin:{name}_changelist")
    for name in [
        "essays_essay",
        "essays_comment",
        "corrections_correction",
        *(kind._meta.label_lower.replace(".", "_") for kind in kinds()),
        "taggit_tag",
    ]
]
every_list = pytest.mark.parametrize("address", LISTS)


def app_list(response):
    return [
        (app["name"], [str(model["name"]) for model in app["models"]])
        for app in response.context["app_list"]
    ]


def test_models_are_in_the_order_of_the_work(admin_client):
    assert app_list(admin_client.get(INDEX)) == [
        (
            "Essays",
            [
                "Essays",
                "Comments",
                "Moderation log",
                "Blocked senders",
                "Saved replies",
                "Comment settings",
            ],
        ),
        ("Sources", [capfirst(kind._meta.verbose_name_plural) for kind in kinds()]),
        ("Themes", ["Themes"]),
        ("Corrections", ["Corrections"]),
        ("Pages", ["Pages"]),
        ("Privacy", ["About one e-mail address"]),
        ("Import and export", ["Import mappings"]),
        ("Removals", ["Removals"]),
        ("Audit trail", ["Events"]),
        ("Authentication and Authorization", ["Groups", "Users"]),
        ("E-mail notifications", ["Outgoing e-mails"]),
    ]


def test_moderator_sees_the_models_of_discussions(moderator_client):
    assert app_list(moderator_client.get(INDEX)) == [
        (
            "Essays",
            [
                "Essays",
                "Comments",
                "Moderation log",
                "Blocked senders",
                "Saved replies",
                "Comment settings",
            ],
        ),
        ("Privacy", ["About one e-mail address"]),
    ]


def test_title_has_the_name_of_the_archive(admin_client):
    page = admin_client.get(INDEX).content.decode()
    assert "<title>Dashboard | Seventeen Moments</title>" in page
    assert '<div id="site-name"><a href="/admin/">Seventeen Moments</a></div>' in page


def test_admin_links_the_site(admin_client):
    assert '<a href="/">View site</a>' in admin_client.get(INDEX).content.decode()


@every_list
def test_list_has_no_inline_script_or_style(admin_client, address):
    page = admin_client.get(address).content.decode()
    assert [mark for mark in ("<style", "style=", "<script>", "onclick=") if mark in page] == []


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["username", "password"])
def test_null_character_in_the_login_is_refused(client, field):
    data = filled(client.get(LOGIN), username="editor", password="x") | {field: "a\0b"}
    response = client.post(LOGIN, data)
    assert response.context["form"].errors[field] == ["Null characters are not allowed."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "redirect"), [("/admin/\0", "/admin/%00"), ("https://example.org/", INDEX)]
)
def test_login_redirects_to_safe_urls_only(client, target, redirect):
    user = factories.user("Editors", password=make_password("correct horse"))
    data = {"username": user.username, "password": "correct horse", "next": target}
    assert client.post(LOGIN, data).url == redirect


@every_list
@pytest.mark.parametrize(
    "query",
    [
        {"q": "word " * 2000},
        {"q": "w" * 60_000},
        {"q": '"'},
        {"q": "'%_\\"},
        {"p": "abc"},
        {"p": "99999"},
        {"o": "abc"},
        {"o": "99.-99"},
        {"all": ""},
    ],
)
def test_list_accepts_any_query(admin_client, address, query):
    assert admin_client.get(address, query, follow=True).status_code == 200


@every_list
@pytest.mark.parametrize(
    "query",
    [
        {"year": "abc"},
        {"year": "9" * 30},
        {"essay__id__exact": "abc"},
        {"essay__id__exact": "9" * 30},
        {"essay__year": "9" * 30},
        {"themes__id__exact": "abc"},
        {"published_at__year": "0"},
        {"published_at__year": "99999"},
        {"published_at__year": "1954", "published_at__month": "13"},
        {"published_at__year": "1954", "published_at__month": "2", "published_at__day": "31"},
        {"created__year": "abc"},
        {"created__year": "0"},
        {"updated__year": "0"},
        {"slug__regex": "("},
        {"name__regex": "("},
    ],
)
def test_list_accepts_any_filter(admin_client, address, query):
    assert admin_client.get(address, query, follow=True).status_code == 200


@every_list
@pytest.mark.parametrize("key", ["abc", "-1", "0", "9" * 30])
def test_unknown_key_redirects_to_the_index(admin_client, address, key):
    assert admin_client.get(f"{address}{key}/change/").url == INDEX


@every_list
@pytest.mark.parametrize("key", ["abc", "\0", "9" * 30])
def test_invalid_selection_is_not_found(admin_client, address, key):
    data = {"action": "delete_selected", "_selected_action": key}
    assert admin_client.post(address, data).status_code == 404
