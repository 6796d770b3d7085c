"""Cyrillic titles and file names become plain Latin addresses on every path."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.bulk.essays import ExistingEssays
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.sources import ExistingSources
from seventeen_moments.bulk.table import Table
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import themes_named
from seventeen_moments.core.transliteration import to_plain_latin, to_slug
from tests import factories
from tests.films import film
from tests.forms import filled, row

TITLE = "Щит и Хрущёв: ещё объём"
SLUG = "shchit-i-khrushchev-eshche-obem"


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Хрущёв, Троцкий и Эйзенштейн", "khrushchev, trotskii i eizenshtein"),
        ("Съезд: подъём и обольщение", "sezd: podem i obolshchenie"),
        ("Київ, Їжак, Єдність, Ґанок", "kiiv, izhak, iednist, ganok"),
        ("Беларусь і ўсё", "belarus i use"),
        ("Љубљана, Џаваxерлал, Ђорђе", "ljubljana, dzavaxerlal, djordje"),
        ("вѣра, ѳита", "viera, fita"),
        ("и\u0306ога", "ioga"),  # й in two characters, as in file names of macOS
        ("שער המחנה", "שער המחנה"),
    ],
)
def test_cyrillic_letters_become_plain_latin_ones(text, latin):
    assert to_plain_latin(text) == latin


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Łódź, Ærø und Straße", "lodz-aero-und-strasse"),
        ("Πρωτομαγιά", "protomagia"),
        ("თბილისი — Հայաստան", "tbilisi-hayastan"),
        ("שער המחנה", "sr-hmhnh"),
        ("الحرب", "lhrb"),
        ("北京, 1953–1954", "beijing-1953-1954"),
        ("№\u00a05", "no-5"),
        ("…", ""),
    ],
)
def test_words_of_every_script_become_a_slug(title, slug):
    assert to_slug(title) == slug


# Slugs


def save_essay(**clients):
    return Essay.objects.create(title=TITLE, language="ru").slug


def save_source(model):
    return lambda **clients: factories.maker(model)(title=TITLE, slug="").slug


def submit_essay(client, **others):
    page = client.get(reverse("admin:essays_essay_add"))
    fields = row("texts", 0, title=TITLE, slug="", kind="other", status="draft") | {
        "texts-TOTAL_FORMS": 1
    }
    data = filled(page, title="Home", slug="", _draft="", **fields)
    client.post(page.request["PATH_INFO"], data)
    return Text.objects.get().slug


def add_pictures(client, **others):
    essay = factories.essay()
    address = f"{reverse('admin:resources_image_pictures')}?essay={essay.pk}"
    file = factories.picture(name=f"{TITLE}.png".replace(":", ""))
    client.post(address, {"send": "Send", "files": [file]})
    return Image.objects.get().slug


def import_table(tmp_path, existing, written):
    path = tmp_path / "table.csv"
    path.write_text(written, encoding="utf-8")
    new_import = Import(Table(path, existing.headings()), existing=existing)
    list(new_import.check())
    new_import.store()
    assert new_import.is_stored


def import_essay(tmp_path, **others):
    import_table(tmp_path, ExistingEssays, f"title,language\n{TITLE},ru\n")
    return Essay.objects.get().slug


def import_source(tmp_path, **others):
    factories.essay(slug="home")
    import_table(tmp_path, ExistingSources, f"source,essay,title\ntext,home,{TITLE}\n")
    return Text.objects.get().slug


def tag_essay(**clients):
    factories.essay().themes.add(TITLE)
    return Tag.objects.get().slug


def show_theme_in_preview(**clients):
    (theme,) = themes_named([TITLE])
    return theme.slug


def import_theme(tmp_path, **others):
    import_table(tmp_path, ExistingEssays, f"title,language,themes\nHome,ru,{TITLE}\n")
    return Tag.objects.get().slug


PATHS = [save_essay, *map(save_source, kinds()), submit_essay, add_pictures, import_essay]
PATHS += [import_source, tag_essay, show_theme_in_preview, import_theme]


@pytest.mark.parametrize("path", PATHS)
def test_title_is_transliterated_in_its_slug(path, editor_client, tmp_path):
    assert path(client=editor_client, tmp_path=tmp_path) == SLUG


def test_theme_of_another_script_keeps_its_letters(db):
    factories.essay().themes.add("שער", "Café")
    assert set(Tag.objects.values_list("slug", flat=True)) == {"שער", "café"}


def test_slug_of_an_existing_theme_stays(db):
    Tag.objects.create(name="Оттепель", slug="оттепель")
    factories.essay().themes.add("оттепель")
    assert Tag.objects.get().slug == "оттепель"


# File names


def store_image():
    return factories.image(file=factories.picture(name="Ворота щита.png")).file


def store_recording():
    content = factories.sound().read()
    return factories.recording(file=SimpleUploadedFile("Ворота щита.wav", content)).file


def store_film():
    return factories.video(file=film(name="Ворота щита.webm")).file


def store_poster():
    return factories.video(poster=factories.picture(name="Ворота щита.png")).poster


@pytest.mark.parametrize("store", [store_image, store_recording, store_film, store_poster])
def test_file_name_is_transliterated(store, db, client):
    file = store()
    assert file.name.rpartition("/")[2].partition(".")[0] == "vorota-shchita"
    disposition = client.get(file.url)["Content-Disposition"]
    assert disposition.startswith('inline; filename="vorota-shchita.')
