from collections import Counter

from seventeen_moments.samples.population.vocabulary import INVENTED, rarity, vocabulary
from seventeen_moments.samples.population.writer import Writer


def documents(number, words=400):
    return [set(Writer(n).english(words).lower().replace(".", "").split()) for n in range(number)]


def test_same_writer_writes_the_same_words():
    assert Writer(7).passage(100) == Writer(7).passage(100)


def test_different_writers_write_different_words():
    assert Writer(7).english(100) != Writer(8).english(100)


def test_passage_has_the_words_asked_for():
    assert len(Writer(7).english(400).split()) == 400


def test_three_columns_have_the_same_sentences():
    passage = Writer(7).passage(100, apart="\n\n")
    assert len({column.count("\n\n") for column in passage}) == 1


def test_half_of_the_documents_are_about_people():
    count = sum("people" in words for words in documents(400))
    assert 180 <= count <= 220


def test_each_essay_has_a_unique_word():
    assert len({rarity(number) for number in range(20_000)}) == 20_000


def test_invented_words_are_unique():
    words = Counter(vocabulary().original[-INVENTED:])
    assert [word for word, times in words.items() if times > 1] == []
