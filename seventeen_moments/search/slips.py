"""Words that differ from a word by slips: a letter too many, too few, another, or two exchanged."""

LONG = {7: 2, 12: 3}  # slips that are likely in a word of so many letters
ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщъыьэюяі"]


def one_slip_apart(word):
    """All strings that are one slip from the word, whether words or not."""
    letters = next((alphabet for alphabet in ALPHABETS if set(alphabet) & set(word)), "")
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {begin + end[1:] for begin, end in splits if end}
    found |= {begin + end[1] + end[0] + end[2:] for begin, end in splits if len(end) > 1}
    found |= {begin + letter + end[1:] for begin, end in splits if end for letter in letters}
    found |= {begin + letter + end for begin, end in splits for letter in letters}
    return found - {word}


def likely_slips(word):
    return max((slips for letters, slips in LONG.items() if len(word) >= letters), default=1)


def slips_between(word, other, most):
    """The number of slips, or more than `most` if there are more."""
    if abs(len(word) - len(other)) > most or len({*word} ^ {*other}) > 2 * most:
        return most + 1
    before, row = [], list(range(len(other) + 1))
    for at, letter in enumerate(word, 1):
        earlier, before, row = before, row, [at]
        for where, there in enumerate(other, 1):
            cost = min(before[where] + 1, row[-1] + 1, before[where - 1] + (letter != there))
            if at > 1 < where and letter == other[where - 2] and word[at - 2] == there:
                cost = min(cost, earlier[where - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
