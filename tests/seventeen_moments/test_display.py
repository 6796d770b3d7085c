import pytest

from seventeen_moments.templatetags.display import letters


@pytest.mark.parametrize("title", ["", "Prisoners Return", "Virgin-Land-Campaign-of-1954"])
def test_words_of_a_usual_length_say_nothing(title):
    assert letters(title) == ""


def test_longest_word_is_counted_and_rounded_up():
    assert letters("The Electrification of it") == ' data-letters="16"'


@pytest.mark.parametrize("title", ["ШШШШШШШШШШ", "шшшшшшшшшш"])
def test_wide_letters_count_for_more(title):
    assert letters(title) == ' data-letters="14"'


def test_word_of_no_language_is_as_long_as_the_longest():
    assert letters("W" * 200) == ' data-letters="48"'
