from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image, Recording, Reference, Text
from seventeen_moments.bulk.bundle import Zip
from seventeen_moments.bulk.importing import Import
from seventeen_moments.core.kinds import kinds, kinds_by_name
from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.bulk.conftest import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def thaw():
    return factories.essay(slug="thaw", title="Thaw")


@pytest.fixture
def files(packed):
    return Zip(
        packed(
            files={
                "gate.png": factories.picture().read(),
                "half.png": factories.picture(400, 300).read()[:200],
                "song.wav": factories.sound().read(),
            }
        )
    )


def gate(**cells):
    return {
        "source": "image",
        "title": "Gate",
        "slug": "gate",
        "alternative_text": "A gate",
    } | cells


@contextmanager
def meanwhile(signal, act):
    """Acts once, as another editor might, when the first text is being saved."""

    def receiver(**kwargs):
        signal.disconnect(receiver, sender=Text)
        act()

    signal.connect(receiver, sender=Text)
    yield
    signal.disconnect(receiver, sender=Text)


def stored_files():
    folders, _names = default_storage.listdir("")
    return [name for folder in folders for name in default_storage.listdir(folder)[0]]


def test_each_kind_is_added(thaw, load, files):
    load(
        {"title": "Decree", "kind": "decree", "original": "Указ"},
        gate(file="gate.png"),
        {"source": "recording", "title": "Song", "file": "song.wav", "words": "Мы"},
        {"source": "reference", "title": "Book", "url": "https://example.org/"},
        bundle=files,
    )
    assert (Text.objects.get().original, Recording.objects.get().words) == ("Указ", "Мы")
    assert (Image.objects.get().width, Reference.objects.get().url) == (40, "https://example.org/")


def test_defaults_are_those_of_the_form(thaw, load):
    load({"title": "Decree", "kind": "", "status": "", "position": "", "slug": ""})
    text = Text.objects.get()
    assert (text.kind, text.status, text.position, text.slug) == ("other", "draft", 1, "decree")


def test_new_rows_stand_at_the_end_in_their_order(thaw, load):
    factories.text(essay=thaw, position=5)
    load({"title": "A", "slug": "a"}, {"title": "B", "slug": "b"})
    assert list(thaw.texts.order_by("position").values_list("title", "position"))[1:] == [
        ("A", 6),
        ("B", 7),
    ]


def test_missing_slugs_avoid_what_is_there_and_what_will_come(thaw, load):
    factories.text(essay=thaw, title="Указ", slug="text")
    load(
        {"title": "Указ", "slug": ""},
        {"title": "Указ", "slug": ""},
        {"title": "Указ", "slug": "text-2"},
    )
    assert sorted(Text.objects.values_list("slug", flat=True)) == [
        "text",
        "text-2",
        "text-3",
        "text-4",
    ]


def test_row_that_is_there_is_changed(thaw, load):
    text = factories.text(essay=thaw, slug="decree", creators="Presidium", position=3)
    load({"slug": "decree", "title": "The Decree"})
    text.refresh_from_db()
    assert (text.title, text.creators, text.position) == ("The Decree", "Presidium", 3)


def test_empty_cell_empties_what_may_be_empty(thaw, load):
    text = factories.text(essay=thaw, slug="decree", creators="Presidium", kind="decree")
    load({"slug": "decree", "title": text.title, "creators": "", "kind": "", "position": ""})
    text.refresh_from_db()
    assert (text.creators, text.kind, text.position) == ("", "decree", 1)


def test_same_slug_in_another_section_is_another_source(thaw, load):
    factories.reference(essay=thaw, slug="decree")
    report = load({"slug": "decree", "title": "Decree"})
    assert (report.new, Reference.objects.get().title) == (1, "Khrushchev’s Cold Summer")


def test_line_ends_of_the_spreadsheet_change_nothing(thaw, load):
    text = factories.text(essay=thaw, slug="decree", original="One\r\nTwo")
    report = load({"slug": "decree", "title": text.title, "original": "One\nTwo"})
    text.refresh_from_db()
    assert (report.unchanged, text.original) == (1, "One\r\nTwo")


def test_themes_are_spelled_as_the_archive_spells_them(thaw, load):
    Tag.objects.create(name="Оттепель")
    load({"title": "A", "themes": 'оттепель, "law, and order"'}, {"title": "B", "themes": "ТЕРРОР"})
    load({"title": "A", "slug": "a", "themes": "террор"})
    assert sorted(Tag.objects.values_list("name", flat=True)) == [
        "law, and order",
        "Оттепель",
        "ТЕРРОР",
    ]
    assert list(Text.objects.get(slug="a").themes.names()) == ["ТЕРРОР"]


def test_change_of_themes_alone_is_a_change(thaw, load):
    text = factories.text(essay=thaw, slug="decree")
    report = load({"slug": "decree", "title": text.title, "themes": "Law"})
    earlier, text = text.updated, Text.objects.get()
    assert (report.changed, text.updated > earlier) == (1, True)


def test_saving_leaves_alone_what_the_table_did_not_change(thaw, table):
    text = factories.text(essay=thaw, slug="decree", creators="Presidium")
    work = Import(table({"slug": "decree", "title": "The Decree"}, {"title": "B"}))
    with meanwhile(pre_save, lambda: Text.objects.update(creators="Secretariat")):
        work.store()
    text.refresh_from_db()
    assert (text.title, text.creators) == ("The Decree", "Secretariat")


# Files


def test_picture_is_read_when_it_is_stored(thaw, load, files):
    report = load(gate(file="gate.png"), bundle=files)
    image = Image.objects.get()
    assert (report.files, image.file.name.split("/")[-1]) == (1, "gate.png")
    assert [rendition["width"] for rendition in image.renditions] == [40]


@pytest.mark.parametrize("cell", ["", "as stored"])
def test_file_stays_where_the_cell_does_not_name_another(thaw, load, cell):
    image = factories.image(essay=thaw, slug="gate")
    report = load(gate(file=image.file.name if cell else ""))
    assert (report.files, Image.objects.get().file.name) == (0, image.file.name)


def test_file_is_replaced_and_the_earlier_one_kept_for_the_history(
    thaw, load, files, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image(essay=thaw, slug="gate", file=factories.picture(80, 60))
    with django_capture_on_commit_callbacks(execute=True):
        load(gate(file="gate.png"), bundle=files)
    now = Image.objects.get()
    folders = sorted(folder.split("/")[1] for folder in [image.folder, now.folder])
    assert (now.width, sorted(stored_files())) == (40, folders)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("half.png", "This picture is damaged or incomplete."),
        (
            "song.wav",
            "This file is not a picture that browsers can show. Use JPEG, PNG, WebP, GIF or TIFF.",
        ),
        ("away.png", "“away.png” is not among the files."),
        ("../gate.png", "“../gate.png” is not among the files."),
        ("", "Enter a file name: there is no file yet."),
    ],
)
def test_bad_file_is_told_by_its_row(thaw, load, files, name, sentence):
    report = load(gate(slug="a", file="gate.png"), gate(file=name), bundle=files)
    assert problems(report) == [(3, "file", sentence)]
    assert Image.objects.count() == 0


def test_file_that_went_bad_after_the_check_takes_all_back(thaw, table, tmp_path, packed):
    path = packed(files={"a.png": factories.picture().read(), "b.png": b"no picture"})
    rows = [gate(slug=name, file=f"{name}.png") for name in "ab"]
    work = Import(table(*rows), Zip(path))
    work.store()
    assert [(row, column) for row, column, _sentence in problems(work.report)] == [(3, "file")]
    assert (Image.objects.count(), stored_files()) == (0, [])


def test_files_that_no_row_names_are_noted(thaw, load, files):
    report = load({"title": "A"}, bundle=files)
    assert [note.sentence for note in report.notes] == [
        f"No row uses the file “{name}”." for name in ["gate.png", "half.png", "song.wav"]
    ]


# What is refused


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        (
            {"source": "photo"},
            "source",
            f"“photo” is not one of: {', '.join(kinds_by_name())}.",
        ),
        ({"essay": "freeze"}, "essay", "There is no essay with the slug “freeze”."),
        ({"title": ""}, "title", "This field cannot be blank."),
        (
            {"title": "t" * 251},
            "title",
            "Ensure this value has at most 250 characters (it has 251).",
        ),
        (
            {"slug": "a b"},
            "slug",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
        (
            {"creators": "Khrushchev, "},
            "creators",
            "“Khrushchev,”: write a person as “family name, given names”.",
        ),
        ({"date": "1953-02-30"}, "date", "1953-02-30 is not a day in the calendar."),
        (
            {"kind": "song"},
            "kind",
            "“song” is not one of: decree, letter, speech, article, memoir, poem, report, other.",
        ),
        ({"position": "-1"}, "position", "Ensure this value is greater than or equal to 0."),
        ({"themes": "?"}, "themes", "“?”: a theme needs a letter or a digit."),
        (
            {"url": "https://example.org/"},
            "url",
            "A source of this kind (text) has no such field: leave the cell empty.",
        ),
        (
            {"source": "reference", "url": "example"},
            "url",
            "Enter a valid URL.",
        ),
        (
            {"source": "image", "slug": "gate", "decorative": "no", "alternative_text": ""},
            "alternative_text",
            "Write an alternative text, or mark the picture as decorative.",
        ),
    ],
)
def test_bad_row_is_told_by_row_and_column(thaw, load, cells, column, sentence):
    factories.image(essay=thaw, slug="gate", decorative=True)
    report = load({"title": "Good", "slug": "good"}, {"title": "Bad", "slug": "bad"} | cells)
    assert problems(report) == [(3, column, sentence)]
    assert Text.objects.count() == 0


def test_all_problems_are_told_at_once(thaw, load):
    report = load(
        {"title": "", "date": "1953-02-30", "position": "x"},
        {"source": "photo"},
        {"title": "A", "status": "live"},
    )
    assert [(row, column) for row, column, _sentence in sorted(problems(report))] == [
        (2, "date"),
        (2, "position"),
        (2, "title"),
        (3, "source"),
        (4, "status"),
    ]


@pytest.mark.parametrize("known", [True, False])
def test_key_that_comes_twice_is_refused(thaw, load, known):
    if known:
        factories.text(essay=thaw, slug="decree")
    rows = [{"slug": slug, "title": "A"} for slug in ["decree", "other", "decree"]]
    assert problems(load(*rows)) == [(4, "slug", "Row 2 has the same source, essay and slug.")]


def test_fault_of_the_header_is_told_in_row_one(thaw, load):
    report = load(written="source,essay\ntext,thaw\n")
    assert problems(report) == [(1, "title", "This column is missing.")]


def test_header_alone_is_refused(thaw, load):
    report = load(written="source,essay,title\n")
    assert problems(report) == [(1, "", "There are no rows below the header.")]


def test_faulty_row_is_told_among_the_others(thaw, load):
    report = load(written='source,essay,title\ntext,thaw,\ntext,thaw\ntext,thaw,"x')
    assert problems(report) == [
        (2, "title", "This field cannot be blank."),
        (3, "", "This row has 2 cells, the header has 3."),
        (4, "", "A quotation mark that opens in this row is not closed."),
    ]


def test_what_was_stored_meanwhile_is_told_and_nothing_kept(thaw, table):
    rows = [{"title": title, "slug": title.lower()} for title in "AB"]
    work = Import(table(*rows))
    with meanwhile(post_save, lambda: factories.text(essay=thaw, slug="b")):
        work.store()
    assert problems(work.report) == [
        (
            3,
            "",
            "The database refused this row because someone changed the archive in the "
            "meantime. Try again.",
        )
    ]
    assert Text.objects.count() == 0


def test_other_figures_than_announced_are_not_stored(thaw, table):
    work = Import(table({"title": "A", "slug": "a"}))
    list(work.check())
    factories.text(essay=thaw, slug="a", title="B")
    work.store(work.report.figures)
    assert (work.is_stored, Text.objects.get().title) == (False, "B")


def test_check_stores_nothing(thaw, load):
    report = load({"title": "A", "themes": "Law"}, store=False)
    assert (report.new, Text.objects.count(), Tag.objects.count()) == (1, 0, 0)


def test_second_of_one_title_without_slug_is_noted(thaw, load):
    factories.text(essay=thaw, title="Decree")
    assert load({"title": "Decree"}, store=False).notes == [
        (
            2,
            "title",
            "A source with this title already exists; without its slug, this row adds another.",
        )
    ]


# What becomes public


def test_report_counts_what_becomes_public(thaw, load):
    factories.essay(slug="hidden", status=Status.DRAFT)
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    for slug in ["stays", "goes"]:
        factories.text(essay=thaw, slug=slug, title=slug)
    factories.text(essay=thaw, slug="comes", title="comes", status=Status.DRAFT)
    report = load(
        {"title": "a", "status": "published"},
        {"title": "b", "status": "published", "published_at": tomorrow},
        {"title": "c", "status": "published", "essay": "hidden"},
        {"title": "d", "status": "draft"},
        {"title": "stays", "slug": "stays", "status": "published", "date": "1954"},
        {"title": "goes", "slug": "goes", "status": "draft"},
        {"title": "comes", "slug": "comes", "status": "published"},
    )
    assert (report.published, report.scheduled, report.withdrawn) == (2, 2, 1)
    assert thaw.texts.published().count() == 3


# Many rows


@pytest.mark.parametrize("number", [50, 100])
def test_new_row_without_files_and_themes_is_one_query(
    thaw, unsearched, table, number, django_assert_num_queries
):
    ContentType.objects.get_for_models(Essay, *kinds())  # once a process
    rows = [{"title": f"Text {row}", "slug": ""} for row in range(number)]
    work = Import(table(*rows))
    # Besides: the look-ups, and the states of the essay with each kind before and after.
    with django_assert_num_queries(number + 26 + 2 * len(kinds())):
        work.store()


@pytest.mark.parametrize("number", [100, 200])
def test_check_asks_alike_for_few_and_many(thaw, table, number, django_assert_num_queries):
    work = Import(table(*({"title": f"Text {row}", "themes": "Law"} for row in range(number))))
    with django_assert_num_queries(4):
        list(work.check())


def test_rows_beyond_the_first_chunk_are_stored(thaw, load):
    report = load(*({"title": f"Text {row}", "slug": ""} for row in range(450)))
    assert (report.rows, report.new, Text.objects.count()) == (451, 450, 450)
    assert Text.objects.latest("pk").position == 450
