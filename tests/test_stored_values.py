"""Values that no form lets through reach the database by the shell, fixtures and other programs.

Every page still answers, without live scripts and with sound markup.
"""

import json
import re
from contextlib import suppress

import pytest
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import DataError, IntegrityError, connection, models, transaction
from django.http import HttpResponse
from django.urls import reverse
from lxml import etree
from taggit.models import Tag

from essays.models import Comment, CommentSettings, Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.richtext import RichTextField
from seventeen_moments.corrections.models import Correction
from seventeen_moments.pages.models import Page
from seventeen_moments.versions.draft_history import keep_draft
from seventeen_moments.versions.models import Draft, SavedDraft
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.test_visibility import LISTINGS, MAKERS

pytestmark = pytest.mark.django_db

MODELS = [Essay, *kinds(), Page, Tag, Comment, CommentSettings, Correction]
# Signs that XML has not, then what would end an attribute, an element or a format.
MARKUP = "\x01\ufffe\"'></p></div>]]><script>alert(1)</script>%s%(x)d{}{0}{{x}}\u0301\u202e/?#.."
SCRIPT = " java\nscript:alert(1)"
RICH = (
    f'<ol start="x"><li>a<table><td colspan="99999999">b</table><a href="{SCRIPT}">c</a>'
    '<a data-source="text-99999999999999999999">d</a><p id="p9">e</p><figure data-source="x"><b>'
)
# What pages are found by, and what our own code alone writes: derived HTML.
KEPT = {"slug", "status", "state", "html", "body_html"}
ADDRESSES = {"href", "src", "action", "formaction", "poster", "srcset"}


def hostile(field):
    """The worst value of a column; None to keep it."""
    if isinstance(field, RichTextField):
        return RICH
    if isinstance(field, models.URLField) or field.choices:
        return SCRIPT
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        return MARKUP[: field.max_length]
    if isinstance(field, models.IntegerField | models.DecimalField):
        return 32_767
    if isinstance(field, models.DateTimeField):
        return "0001-01-01 00:00:00"
    return "0001-01-01" if isinstance(field, models.DateField) else None


def empty(field):
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        return ""
    if isinstance(field, models.JSONField):
        return json.dumps(field.get_default())
    return 0 if isinstance(field, models.IntegerField | models.DecimalField) else None


def store(value):
    """Past Django, as far as the constraints of the database allow."""
    for model in MODELS:
        for field in model._meta.concrete_fields:
            is_kept = field.primary_key or field.is_relation or field.name in KEPT
            new = None if is_kept else value(field)
            if new is not None:
                write(model, field.column, new)


def write(model, column, value):
    table = model._meta.db_table
    with suppress(IntegrityError, DataError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s', [value])  # noqa: S608


@pytest.fixture(autouse=True)
def media_root(shared, settings):
    settings.MEDIA_ROOT = shared


@pytest.fixture(scope="module")
def addresses(shared):
    """The addresses that visitors and administrators find of one page of each model."""
    essay = factories.essay(title="Open", slug="open", year=1954)
    sources = [make(essay=essay, title="Open", slug="open", date="1954-03-27") for make in MAKERS]
    page = factories.page(title="Open", slug="open")
    essay.lead_image = essay.images.get()
    links = "".join(f'<a data-source="{source.key}">a</a>' for source in sources)
    essay.body = (
        f'<p>Open {links}<span class="footnote">n</span></p>'
        f'<figure data-source="{essay.lead_image.key}"></figure>'
    )
    essay.save()
    factories.comment(essay=essay, text="Open", about=1, quote="Open")
    factories.comment(essay=essay, state="waiting")
    factories.correction(subject=sources[0])
    for row in [essay, *sources]:
        row.themes.add("Open")
    for row in [essay, *sources, page]:
        keep_draft(Draft.objects.create(target=row, data={"title": "Later"}))
    record(Essay, essay.pk)
    record(Page, page.pk)
    Essay.objects.update(summary="Later")
    record(Essay, essay.pk)
    rows = [essay, *sources, page]
    staff = ["/admin/", "/admin/moderation/", "/admin/taggit/tag/", "/admin/essays/comment/"]
    staff += [address for row in rows for address in admin_pages(row)]
    for row in [Tag.objects.get(), Comment.objects.first(), Correction.objects.get()]:
        staff.append(reverse(admin_urlname(row._meta, "change"), args=[row.pk]))
    previews = [f"{row.get_absolute_url()}?draft" for row in [essay, *sources]]
    return LISTINGS, staff + previews


def admin_pages(row):
    options, states = row._meta, states_of(type(row), row.pk)
    base = f"/admin/{options.app_label}/{options.model_name}/"
    saved = SavedDraft.objects.of(row).first().pk
    pages = ["change", "draft", "publish", "unpublish", "delete", f"history/{states[0].pk}"]
    if options.model_name == "essay":
        compared = f"before={states[1].pk}&after={states[0].pk}"
        pages += ["history", f"history/drafts/{saved}", "sources"]
        yield f"{base}{row.pk}/history/compare/?{compared}"
    kind = getattr(row, "source_kind", None)
    pages += ["paragraphs"] * bool(kind and kind.parallel) + ["timing"] * bool(kind and kind.timing)
    yield base
    yield from (f"{base}{row.pk}/{page}/" for page in pages)


def faults_of(response):
    """What is wrong with the markup."""
    kind = response.headers.get("Content-Type", "")
    content = response.getvalue()
    if kind.startswith("text/html"):
        root = etree.HTML(content.decode(), etree.HTMLParser(huge_tree=True))
        for element in root.iter(etree.Element) if root is not None else ():
            for name, value in element.attrib.items():
                address = re.sub(r"[\0-\x20]", "", value).lower()
                is_script = name in ADDRESSES and re.match(
                    "javascript:|vbscript:|data:text", address
                )
                if is_script or name.startswith("on"):
                    yield f"{element.tag} {name}={value[:40]!r}"
            if element.tag == "script" and "alert(1)" in (element.text or ""):
                yield "script"
    elif "xml" in kind and "officedocument" not in kind:
        try:
            etree.fromstring(content)
        except etree.XMLSyntaxError as error:
            yield str(error)


@pytest.fixture
def faults(client):
    """Of the pages, for visitors and then for an administrator."""
    client.raise_request_exception = False

    def faults(public, staff):
        found = {}
        for addresses in (public, staff):
            for address in addresses:
                response = client.get(address)
                wrong = [*faults_of(response)]
                # A page without words offers no file of them.
                if response.status_code >= (500 if "." in address else 400):
                    wrong.append(response.status_code)
                if wrong:
                    found[address] = wrong
            client.force_login(factories.user(is_superuser=True))
        return found

    return faults


@pytest.mark.parametrize("value", [hostile, empty])
def test_every_page_answers_and_has_sound_markup(addresses, faults, value):
    store(value)
    assert faults(*addresses) == {}


@pytest.mark.parametrize("slug", ["", "a/б"])
def test_lists_answer_whatever_the_slugs_are(addresses, faults, slug):
    for model in [Essay, *kinds(), Page, Tag]:
        write(model, "slug", slug)
    public, staff = addresses
    lists = [address for address in public if "open/" not in address]
    assert faults(lists, [address for address in staff if "draft" not in address]) == {}


def test_judge_condemns_scripts():
    response = HttpResponse(f'<a href="{SCRIPT}" onclick=x>a</a><script>alert(1)</script>')
    assert len([*faults_of(response)]) == 3
