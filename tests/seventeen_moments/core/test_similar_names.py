import random

import pytest

from seventeen_moments.core import similar_names
from seventeen_moments.core.similar_names import similar
from tests.work import lines


@pytest.mark.parametrize(
    "names",
    [
        ("Gulag", "gulag"),
        ("Gulag", "gulags"),
        ("Virgin Lands", "virgin  land"),
        ("Five-Year Plan", "five year plans"),
        ("diary", "Diaries"),
        ("Ёлка", "елка"),
        ("Хрущёв", "Khrushchev"),
        ("Достоевский", "Dostoevsky"),
        ("Agriculture", "Agricultre"),
        ("Collectivization", "Collectivisation"),
        ("Łódź", "Łodz"),
        ("Memorial’", "Memorial"),
    ],
)
def test_two_spellings_of_one_name_are_similar(names):
    assert similar([*names, "Space"]) == set(names)


@pytest.mark.parametrize(
    "names",
    [
        ("Law", "Lawn"),
        ("Baku", "Bakun"),
        ("Stalin", "Lenin"),
        ("Prisoners", "Prisons"),
        ("World War I", "World War II"),
        ("1953", "1954"),
        ("1950s", "1960s"),
        ("XX Congress", "XXI Congress"),
        ("abcdef", "bcdefg"),
        ("Moscow",),
        (),
    ],
)
def test_different_names_are_not_similar(names):
    assert similar(names) == set()


def test_only_equal_spellings_are_found_among_many_names(monkeypatch):
    monkeypatch.setattr(similar_names, "MOST", 3)
    names = ["Gulag", "gulags", "Agriculture", "Agricultre", "Space"]
    assert similar(names) == {"Gulag", "gulags"}


def test_work_grows_linearly_with_the_names():
    syllables = ["ka", "ro", "ti", "men", "sov", "pra", "vda", "len", "gra", "mos"]
    invented = random.Random(1953)  # noqa: S311 - names, no secrets
    names = ["".join(invented.choices(syllables, k=8)) for _ in range(2000)]
    assert lines(similar, set(names)) < 5 * lines(similar, set(names[:500]))


def test_names_that_differ_in_one_letter_are_not_compared_pair_by_pair():
    names = [f"{chr(0x4E00 + number)}ollective" for number in range(400)]
    assert similar(names) == set(names)
    assert lines(similar, names) < 3 * lines(similar, names[:200])
