import pytest

from seventeen_moments.versions.patience import stretches
from tests import work


def told(before, after):
    """What is the same as it is, what differs as a pair."""
    return [
        before[part.start : part.end]
        if part.same
        else (before[part.start : part.end], after[part.there : part.there_end])
        for part in stretches(before, after)
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("abc", "abc", ["abc"]),
        ("", "abc", [("", "abc")]),
        ("abc", "axc", ["a", ("b", "x"), "c"]),
        ("xaby", "zabw", [("x", "z"), "a", "b", ("y", "w")]),
        ("ab", "ba", [("a", ""), "b", ("", "a")]),
    ],
)
def test_stretches_tell_what_is_the_same_and_what_differs(before, after, expected):
    assert told(before, after) == expected


def test_stretches_cover_both_lists_in_their_order():
    before, after = list("the quick brown fox"), list("a quick red fox ran")
    parts = stretches(before, after)
    assert [item for part in parts for item in before[part.start : part.end]] == before
    assert [item for part in parts for item in after[part.there : part.there_end]] == after


def test_work_grows_with_the_length_where_each_look_advances_by_one_item():
    def looked_at(number):
        before, after = (
            [item for place in range(number) for item in (place, place + 1, letter)]
            for letter in "AB"
        )
        return work.lines(stretches, before, after)

    assert looked_at(400) < 2.5 * looked_at(200)
