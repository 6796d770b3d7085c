import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from seventeen_moments.core.publication import Status
from seventeen_moments.pages.models import FIRST, Page
from tests import factories

pytestmark = pytest.mark.django_db

RUSSIAN = {"HTTP_ACCEPT_LANGUAGE": "ru"}


@pytest.mark.parametrize("slug", FIRST)
def test_fresh_archive_has_the_page_in_both_languages(client, slug):
    shown = [client.get(f"{root}/{slug}/").context["shown"] for root in ("/en", "/ru")]
    assert [(row.language, row.body_html != "") for row in shown] == [("en", True), ("ru", True)]


@pytest.mark.parametrize("slug", ["about", "rights"])
def test_first_words_name_headings_and_buttons_as_the_pages_do(client, slug):
    for language in ("en", "ru"):
        shown = client.get(f"/{language}/{slug}/").context["shown"]
        with override(language):
            assert str(_("How to cite")) in shown.body_html
            assert str(_("Suggest a correction")) in shown.body_html


def test_foot_links_the_pages_in_the_readers_language(client):
    factories.page(title="Команда", language="ru")
    factories.page(title="Partners", slug="partners")
    factories.page(title="Draft", slug="draft", status=Status.DRAFT)
    linked = client.get("/years/", **RUSSIAN).context["foot_pages"]
    assert [(row.title, row.address) for row in linked] == [
        ("Об архиве", "/about/"),
        ("Контакты", "/contact/"),
        ("Права и использование", "/rights/"),
        ("Конфиденциальность", "/privacy/"),
        ("Partners", "/about/partners/"),
        ("Команда", "/about/team/"),
    ]


def test_parts_of_every_page_are_rendered_once(client):
    first, second = (client.get("/years/") for _ in range(2))
    parts = {"_mast.html", "_foot.html", "_canonical.html", "_link_preview.html"}
    rendered = [{template.name for template in page.templates} & parts for page in (first, second)]
    assert (rendered, second.text) == ([parts, set()], first.text)


def test_foot_follows_a_change_at_once(client):
    client.get("/years/")
    Page.objects.get(slug="rights", language="en").delete()
    about = Page.objects.get(slug="about", language="en")
    about.title = "Who we are"
    about.save()
    titles = [row.title for row in client.get("/years/").context["foot_pages"]]
    assert titles == ["Who we are", "Contact", "Права и использование", "Privacy"]


def test_page_without_words_in_the_readers_language_is_shown_in_its_own(client):
    factories.page(title="Команда", language="ru")
    response = client.get("/en/about/team/")
    assert '<h1 lang="ru" dir="auto"' in response.text
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    "hidden", [{"status": Status.DRAFT}, {"published_at": timezone.now().replace(year=2999)}]
)
def test_unpublished_page_is_missing_for_visitors(client, hidden):
    factories.page(**hidden)
    assert client.get("/about/team/").status_code == 404


def test_editor_previews_a_translation_that_visitors_do_not_see(client, editor_client):
    factories.page()
    factories.page(title="Команда", language="ru", status=Status.DRAFT)
    response = editor_client.get("/ru/about/team/")
    assert (response.context["shown"].title, response.context["preview"]) == ("Команда", True)
    editor_client.logout()
    assert client.get("/ru/about/team/").context["shown"].title == "Team"


def test_address_of_a_row_names_its_language(client):
    rows = [factories.page(), factories.page(title="Команда", language="ru")]
    addresses = [row.get_absolute_url() for row in rows]
    assert addresses == ["/en/about/team/", "/ru/about/team/"]
    assert [client.get(address).context["shown"] for address in addresses] == rows


def test_first_page_has_one_address(client):
    response = client.get("/about/privacy/")
    assert (response.status_code, response["Location"]) == (301, "/privacy/")


def test_page_has_its_notes(client):
    factories.page(body='<p>Founded<span class="footnote">In 1954.</span></p>')
    text = client.get("/about/team/").text
    assert ('id="n1"' in text, "In 1954." in text, 'href="#n1"' in text) == (True, True, True)


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_one_query(client, number, django_assert_num_queries):
    for index in range(number):
        factories.page(slug=f"page-{index}")
    client.get("/years/")
    with django_assert_num_queries(1):  # the foot is cached
        client.get("/privacy/")


def test_page_is_editable_by_editors_only(client):
    found = {}
    for group in ["Authors", "Moderators", "Editors"]:
        client.force_login(factories.user(group))
        found[group] = client.get("/admin/pages/page/").status_code
    assert found == {"Authors": 403, "Moderators": 403, "Editors": 200}
