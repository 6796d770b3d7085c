import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from resources import audio, film
from tests.played_films import FILMS
from tests.played_formats import FORMATS, SENTENCE

TAKEN = {name: case for name, case in FORMATS.items() if case.ending}
REFUSED = {name: case for name, case in FORMATS.items() if not case.ending}
TAKEN_FILMS = {name: case for name, case in FILMS.items() if not case.sentence}
REFUSED_FILMS = {name: case for name, case in FILMS.items() if case.sentence}


def upload(case):
    return SimpleUploadedFile("song.mp3", case.content)


@pytest.mark.parametrize("case", TAKEN.values(), ids=TAKEN)
def test_sound_that_browsers_play_is_taken(case):
    assert audio.read(upload(case))[:2] == (case.ending, pytest.approx(case.seconds, abs=0.03))


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_refusal_names_the_codec_and_what_to_make_of_it(case):
    with pytest.raises(ValidationError) as refused:
        audio.read(upload(case))
    assert refused.value.messages == [SENTENCE.format(case.name)]


@pytest.mark.parametrize("case", TAKEN_FILMS.values(), ids=TAKEN_FILMS)
def test_film_that_browsers_play_is_taken(case):
    assert film.read(upload(case)).seconds > 0


@pytest.mark.parametrize("case", REFUSED_FILMS.values(), ids=REFUSED_FILMS)
def test_refusal_of_a_film_names_what_is_not_played(case):
    with pytest.raises(ValidationError) as refused:
        film.read(upload(case))
    assert refused.value.messages == [case.sentence]
