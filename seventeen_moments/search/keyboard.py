"""Words typed in the wrong layout of the keyboard: “fvybcnbz” is амнистия, “фьтуыен” amnesty."""

QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
UKRAINIAN = RUSSIAN.translate(str.maketrans("ыэъёЫЭЪЁ", "ієї'ІЄЇ'"))

LAYOUTS = [
    table
    for letters in (RUSSIAN, UKRAINIAN)
    for table in (str.maketrans(QWERTY, letters), str.maketrans(letters, QWERTY))
]


def in_other_layouts(typed):
    """What the same keys write in the other layouts."""
    return [
        *dict.fromkeys(other for table in LAYOUTS if (other := typed.translate(table)) != typed)
    ]
