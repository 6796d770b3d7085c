import pytest

from seventeen_moments.versions.patience import diff_blocks
from tests import work


def blocks_of(before, after):
    """Equal items as they are, differing ones as a pair."""
    return [
        before[block.start : block.end]
        if block.same
        else (before[block.start : block.end], after[block.other_start : block.other_end])
        for block in diff_blocks(before, after)
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
def test_blocks_are_the_same_or_differ(before, after, expected):
    assert blocks_of(before, after) == expected


def test_blocks_cover_both_lists_in_order():
    before, after = list("the quick brown fox"), list("a quick red fox ran")
    blocks = diff_blocks(before, after)
    assert [item for block in blocks for item in before[block.start : block.end]] == before
    assert [
        item for block in blocks for item in after[block.other_start : block.other_end]
    ] == after


def test_work_grows_linearly_where_each_pass_advances_by_one_item():
    def lines_run(number):
        before, after = (
            [item for index in range(number) for item in (index, index + 1, letter)]
            for letter in "AB"
        )
        return work.lines(diff_blocks, before, after)

    assert lines_run(400) < 2.5 * lines_run(200)
