import re

from essays.notes import with_notes
from seventeen_moments.core.richtext import render


def placed(html):
    """The HTML as readers get it, with the numbers of the notes in place of each list."""
    rendered = render(html)
    html = with_notes(rendered.html, rendered.notes)
    html = re.sub(r'<a class="ref" id="r(\d+)".*?</a>', r"\1", html)
    lists = re.compile(r'<ol class="notes".*?</ol>\s*', re.DOTALL)
    return lists.sub(lambda match: str(re.findall(r'id="n(\d+)"', match[0])), html)


NOTE = '<span class="footnote">Izvestiia</span>'


def test_notes_follow_their_paragraph():
    html = f"<p>Bread{NOTE} and{NOTE}</p><p>steel</p><p>again{NOTE}</p>"
    assert placed(html) == "<p>Bread1 and2</p>['1', '2']<p>steel</p><p>again3</p>['3']"


def test_notes_of_a_list_follow_the_whole_list():
    html = f"<ul><li><p>One{NOTE}</p></li><li><p>Two{NOTE}</p></li></ul><p>End</p>"
    expected = "<ul><li><p>One1</p></li><li><p>Two2</p></li></ul>['1', '2']<p>End</p>"
    assert placed(html) == expected


def test_notes_outside_any_paragraph_are_listed_at_the_end():
    assert placed(f"Bread{NOTE}") == "Bread1['1']"


def test_note_does_not_end_with_a_space():
    rendered = render('<p>Bread<span class="footnote">Izvestiia, 1953. </span></p>')
    assert "1953.&nbsp;</span>" in with_notes(rendered.html, rendered.notes)


def test_text_without_notes_is_unchanged():
    assert placed("<h2>Later</h2><p>Bread</p>") == "<h2>Later</h2><p>Bread</p>"


def test_list_starts_with_the_number_of_its_first_note():
    html = "".join(f"<p>Bread{NOTE}</p>" for _ in range(30))
    rendered = render(html)
    starts = re.findall(r'start="(\d+)"', with_notes(rendered.html, rendered.notes))
    assert starts == [str(number) for number in range(1, 31)]
