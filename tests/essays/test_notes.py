import re

from essays.notes import with_notes
from seventeen_moments.core.richtext import render


def placed(html):
    """What readers get of the HTML, of each list of notes the numbers alone."""
    rendered = render(html)
    written = with_notes(rendered.html, rendered.notes)
    written = re.sub(r'<a class="ref" id="r(\d+)".*?</a>', r"\1", written)
    lists = re.compile(r'<ol class="notes".*?</ol>\s*', re.DOTALL)
    return lists.sub(lambda found: str(re.findall(r'id="n(\d+)"', found[0])), written)


NOTE = '<span class="footnote">Izvestiia</span>'


def test_notes_follow_the_paragraph_that_calls_them():
    html = f"<p>Bread{NOTE} and{NOTE}</p><p>steel</p><p>again{NOTE}</p>"
    assert placed(html) == "<p>Bread1 and2</p>['1', '2']<p>steel</p><p>again3</p>['3']"


def test_notes_of_a_list_follow_the_whole_list():
    html = f"<ul><li><p>One{NOTE}</p></li><li><p>Two{NOTE}</p></li></ul><p>End</p>"
    written = "<ul><li><p>One1</p></li><li><p>Two2</p></li></ul>['1', '2']<p>End</p>"
    assert placed(html) == written


def test_notes_of_words_outside_of_any_paragraph_stand_at_the_end():
    assert placed(f"Bread{NOTE}") == "Bread1['1']"


def test_text_without_notes_stays_as_it_is():
    assert placed("<h2>Later</h2><p>Bread</p>") == "<h2>Later</h2><p>Bread</p>"


def test_list_begins_with_the_number_of_its_first_note():
    html = "".join(f"<p>Bread{NOTE}</p>" for _ in range(30))
    rendered = render(html)
    starts = re.findall(r'start="(\d+)"', with_notes(rendered.html, rendered.notes))
    assert starts == [str(number) for number in range(1, 31)]
