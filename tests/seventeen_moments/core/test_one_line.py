import pytest

from essays.models import Essay
from seventeen_moments.core.one_line import one_line

PASTED = {
    "line breaks": ("Prisoners\r\nReturn\n", "Prisoners Return"),
    "line breaks of Word and Unicode": ("a\vb\u2028c\u2029d\x85e", "a b c d e"),
    "tabs and spaces": ("\tPrisoners \t Return  ", "Prisoners Return"),
    "invisible": ("Pri\u00adson\u200bers\ufeff\u2060\ufffc\x07", "Prisoners"),
    "nothing visible": ("\u200b\ufeff ", ""),
    "joiners": ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),
    "marks of direction": ("שלום\u200f!", "שלום\u200f!"),
    "no-break space": ("в\u00a01954", "в\u00a01954"),
}


@pytest.mark.parametrize(("text", "line"), PASTED.values(), ids=PASTED)
def test_pasted_title_is_one_line(text, line):
    assert one_line(text) == line


def test_cleaning_a_row_makes_lines_of_its_fields_only():
    essay = Essay(title="Prisoners\nReturn", slug="a", year=1954, body="<p>a\nb</p>")
    essay.clean_fields(exclude=["status", "language"])
    assert (essay.title, essay.body) == ("Prisoners Return", "<p>a\nb</p>")
