import re
from pathlib import Path

import pytest

from essays.models import Essay
from resources import text_tracks
from seventeen_moments.core import richtext
from seventeen_moments.core.kinds import kinds
from seventeen_moments.samples import guide, guide_words
from seventeen_moments.samples.population.essays import MOMENTS

pytestmark = pytest.mark.django_db

FILES = ["fan.png", "song.mp3", "fan.webm"]


def sources(essay):
    return [source for kind in kinds() for source in kind.objects.published().filter(essay=essay)]


def test_guide_is_a_published_essay_outside_time_with_open_comments():
    guide.add()
    essay = Essay.objects.published().without_year().get(slug="how-to-read-this-archive")
    assert (essay.comments_open, essay.byline) == (True, "The makers of this archive")


def test_guide_has_one_published_source_of_each_kind():
    titles = [source.title for source in sources(guide.add())]
    assert titles == [
        "How to Read a Text in Three Columns",
        "The Line of Years, Seen as a Fan",
        "The Fan Opens, Year by Year",
        "Song of the Line of Years, Composed and Synthesised by the Program",
        "Seventeen Moments in Soviet History",
    ]


def test_guide_and_sources_pass_validation():
    essay = guide.add()
    for row in [essay, *sources(essay)]:
        row.full_clean()


def test_picture_leads_the_guide_in_four_sizes():
    lead = guide.add().lead()
    assert (lead.width, lead.height) == (2000, 1440)
    assert [(size["width"], size["height"]) for size in lead.renditions] == [
        (200, 144),
        (400, 288),
        (1000, 720),
        (2000, 1440),
    ]


def test_text_stands_in_three_columns_in_full():
    text = guide.add().texts.get()
    assert text.rows() == guide_words.THREE_COLUMNS


def test_guide_has_its_picture_its_sound_and_its_film():
    essay = guide.add()
    sources = [essay.images.get(), essay.recordings.get(), essay.videos.get()]
    stored = [Path(source.file.path).read_bytes() for source in sources]
    assert stored == [(guide.FOLDER / name).read_bytes() for name in FILES]


def test_files_of_the_guide_are_small():
    assert sum(path.stat().st_size for path in guide.FOLDER.iterdir()) < 700_000


def test_song_has_its_words_and_its_length():
    recording = guide.add().recordings.get()
    assert (recording.lines(), recording.length) == (guide_words.SONG, "0:31")


def test_each_line_of_the_song_begins_with_its_note():
    # A year lasts 0.36 seconds, from the first note in 1917.
    expected = [(year - MOMENTS[0]) * 0.36 for year in MOMENTS]
    assert [time for time, *_ in guide.add().recordings.get().times] == pytest.approx(expected)


def test_captions_follow_the_years_of_the_film():
    [cues, *_others] = [
        track.cues for track in text_tracks.parse(guide.add().videos.get().captions)
    ]
    # The film shows four years a second.
    assert [cue.start for cue in cues] == [(year - MOMENTS[0]) / 4 for year in MOMENTS]


def test_film_says_the_words_of_the_song_in_three_columns():
    video = guide.add().videos.get()
    rows = [tuple(text for _column, text in row.cells) for row in video.parallel().rows]
    assert (rows, video.length, video.width) == (guide_words.SONG, "0:19", 640)
    assert [column.name for column in video.parallel().columns] == ["ru", "ru-Latn", "en"]


def test_guide_and_its_sources_share_one_theme():
    essay = guide.add()
    themes = [list(row.themes.names()) for row in [essay, *sources(essay)]]
    assert themes == [["Method"]] * (1 + len(kinds()))


def test_only_the_works_of_the_archive_have_a_licence():
    rights = [source.rights for source in sources(guide.add())]
    assert rights == [*[guide.CC0] * (len(kinds()) - 1), ""]


def test_guide_that_cannot_be_finished_leaves_neither_row_nor_file(monkeypatch, everything):
    before = everything()
    monkeypatch.setattr(guide, "THEME", None)
    with pytest.raises(ValueError, match="Cannot add None"):
        guide.add()
    assert everything() == before


def test_cleaner_changes_nothing_in_the_body():
    assert richtext.clean(guide.body()) == guide.body()


def test_body_has_footnotes_and_marked_russian():
    rendered = richtext.render(guide.body())
    assert (len(rendered.notes), re.findall('<span lang="ru">(.+?)</span>', rendered.html)) == (
        2,
        ["источник"],
    )


def test_body_says_that_it_is_no_historical_document():
    assert "This page is a guide. It is not a historical document" in guide.body()
