"""Each kind of source on every page, in every list and for every role.

This includes the kind that tests/test_sixth_kind.py installs.
"""

import csv
import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from essays.models import Essay
from resources.admin.inlines import inlines
from seventeen_moments.browse.sitemaps import SIZE
from seventeen_moments.bulk import exporting
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.core.themes import tagged_items
from seventeen_moments.search.models import Document
from seventeen_moments.versions.register import record
from tests import factories
from tests.seventeen_moments.versions.draft_forms import publish

pytestmark = pytest.mark.django_db

DAY = "1953-03-27"
TITLE, HIDDEN = "Uncommonwort", "Unheardofwort"


@pytest.fixture(params=kinds(), ids=lambda kind: kind._meta.model_name)
def kind(request):
    return request.param


@pytest.fixture
def make(kind):
    return factories.maker(kind)


@pytest.fixture
def essay():
    return factories.essay(title="Home", slug="home", year=1953)


@pytest.fixture
def source(make, essay):
    """A published source and a draft."""
    make(essay=essay, title=HIDDEN, date=DAY, status=Status.DRAFT).themes.add("Law")
    source = make(essay=essay, title=TITLE, slug="one", date=DAY)
    source.themes.add("Law")
    return source


def admin_of(kind, page, *args):
    return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_{page}", args=args)


def typed(kind):
    """The fields that an editor writes, without those that are derived from them."""
    return [name for name in kind.source_kind.texts if kind._meta.get_field(name).editable]


def test_system_checks_find_nothing():
    call_command("check")


# Readers


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/years/1953/",
        "/themes/law/",
        "/on-this-day/03-27/",
        f"/search/?q={TITLE}",
        f"/search/suggest/?q={TITLE[:5]}",
        "/feeds/sources/",
        "/years/1953/feed/",
        "/themes/law/feed/",
    ],
)
def test_list_shows_published_sources_and_no_drafts(client, source, address):
    page = client.get(address).text
    assert (TITLE in page, HIDDEN in page) == (True, False)


def test_essay_links_its_section_with_the_count(client, kind, source):
    section = f"/essays/home/{kind.source_kind.address}/"
    assert f'<a href="{section}">{kind.source_kind.title}' in client.get("/essays/home/").text
    page = client.get(section).text
    assert (TITLE in page, HIDDEN in page) == (True, False)


def test_source_has_a_page_and_accepts_corrections(client, kind, source):
    address = f"/essays/home/{kind.source_kind.address}/one/"
    assert source.get_absolute_url() == address
    page = client.get(address).text
    assert "<h1" in page and TITLE in page
    assert f'href="/essays/home/{kind.source_kind.address}/"' in page
    assert client.get(f"{address}correction/").status_code == 200


def test_citation_has_all_creators_with_their_roles(client, kind, make, essay):
    names = {name: f"Dobson, {name}" for name in kind.source_kind.credits}
    page = client.get(make(essay=essay, **names).get_absolute_url()).text
    for name, role in kind.source_kind.credits.items():
        assert re.search(rf"(Dobson, {name}|{name} Dobson)</bdi> \({role}\)", page)


def test_all_texts_of_a_source_are_searched(client, kind, make, essay):
    named = [*typed(kind), *kind.source_kind.details]
    made = [make(essay=essay, **{name: TITLE}) for name in named]
    found = client.get("/search/", {"q": TITLE}).context["object_list"]
    assert {hit.pk for hit in found} == {source.pk for source in made}


def test_search_can_be_narrowed_to_the_kind(client, kind, source):
    factories.essay(title=TITLE)
    found = client.get("/search/", {"q": TITLE, "kind": kind._meta.model_name})
    assert [hit.title for hit in found.context["object_list"]] == [TITLE]
    assert Document.objects.get(kind=kind._meta.model_name, object_id=source.pk)


def test_moved_source_is_found_at_its_former_address(client, source):
    before = source.get_absolute_url()
    source.slug = "two"
    source.save()
    assert client.get(before)["Location"] == source.get_absolute_url()


def test_essay_links_the_source(client, source, essay):
    essay.body = f'<p>See <a data-source="{source.key}">this</a>.</p>'
    essay.save()
    assert essay.body.count(source.key) == 1
    assert f'<a href="{source.get_absolute_url()}"' in client.get("/essays/home/").text
    assert "paragraph 1" in client.get(source.get_absolute_url()).text


def test_sitemap_has_a_part_for_the_kind(client, kind, source):
    part = f"/sitemap/{kind.source_kind.relation}-{source.pk // SIZE}.xml"
    assert part in client.get("/sitemap.xml").text
    assert source.get_absolute_url() in client.get(part).text


# Roles


@pytest.mark.parametrize(
    ("group", "actions"),
    [
        ("Editors", {"add", "change", "delete", "view"}),
        ("Authors", {"add"}),
        ("Moderators", set()),
    ],
)
def test_role_has_its_permissions(kind, group, actions):
    user = factories.user(group)
    label, name = kind._meta.app_label, kind._meta.model_name
    every = {"add", "change", "delete", "view"}
    assert {each for each in every if user.has_perm(f"{label}.{each}_{name}")} == actions


def test_draft_is_shown_to_editors_only(client, editor_client, kind, source):
    draft = kind.objects.get(title=HIDDEN)
    assert editor_client.get(draft.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(draft.get_absolute_url()).status_code == 404


# Editors


def test_admin_can_list_add_and_change(editor_client, kind, source):
    pages = [admin_of(kind, "changelist"), admin_of(kind, "add")]
    pages += [admin_of(kind, "change", source.pk), admin_of(kind, "history", source.pk)]
    assert [editor_client.get(page).status_code for page in pages] == [200] * 4
    assert str(kind._meta.verbose_name_plural) in editor_client.get("/admin/").text.lower()


def test_admin_finds_sources_without_a_rights_statement(editor_client, kind, source):
    page = editor_client.get(admin_of(kind, "changelist"), {"incomplete": "rights"})
    assert {row.title for row in page.context["cl"].result_list} == {TITLE, HIDDEN}


def test_form_saves_what_is_typed(editor_client, kind, source):
    words = dict.fromkeys(typed(kind), TITLE)
    response = publish(editor_client, source, **words)
    assert response.status_code == 302
    source.refresh_from_db()
    assert {name: getattr(source, name) for name in words} == words


def test_form_of_the_essay_has_rows_for_the_kind(editor_client, kind, source, essay):
    page = editor_client.get(reverse("admin:essays_essay_change", args=[essay.pk]))
    rows = {inline.opts.model: inline for inline in page.context["inline_admin_formsets"]}
    assert len(rows) == len(kinds()) == len(inlines())
    assert [form.instance.title for form in rows[kind].formset.initial_forms] == [HIDDEN, TITLE]
    assert f"{admin_of(kind, 'add')}?essay={essay.pk}" in page.text


def test_list_of_essays_counts_the_kind(editor_client, kind, source):
    page = editor_client.get(reverse("admin:essays_essay_changelist"))
    assert kind.source_kind.counted % {"n": 2} in page.text


def test_editor_offers_the_source_for_a_link(editor_client, source, essay):
    offered = editor_client.get(reverse("admin:essays_essay_sources", args=[essay.pk])).json()
    keys = [each["key"] for section in offered["sections"] for each in section["sources"]]
    assert source.key in keys


# Export, recovery and deletion


def test_table_holds_it(kind, source):
    table = "".join(exporting.lines(exporting.all_sources())).removeprefix(exporting.BOM)
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["title"] for row in rows if row["source"] == kind._meta.model_name] == [
        HIDDEN,
        TITLE,
    ]


def test_deleted_essay_is_recovered_with_the_source(client, kind, source, essay):
    record(Essay, essay.pk)
    pk, page = source.pk, reverse("admin:essays_essay_recover", args=[essay.pk])
    essay.delete()
    client.force_login(factories.user("Editors"))
    client.post(page)
    assert kind.objects.get(pk=pk).title == TITLE
    assert tagged_items(kind).filter(object_id=pk).count() == 1


def test_sample_archive_has_the_kind(kind):
    call_command("populate", essays=1, verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())
    assert kind.objects.filter(essay__slug="invented-1").exists()


def test_source_is_deleted_with_its_essay(kind, source, essay):
    essay.delete()
    assert not kind.objects.exists()
    assert not Document.objects.filter(kind=kind._meta.model_name).exists()
