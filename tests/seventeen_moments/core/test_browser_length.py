import pytest
from django.core.exceptions import ValidationError

from seventeen_moments.core.browser_length import TypedField, browser_length


@pytest.mark.parametrize(
    ("text", "units"), [("", 0), ("ab", 2), ("щ", 1), ("é", 1), ("a\nb", 3), ("😀", 2), ("👩‍🌾", 5)]
)
def test_length_is_that_of_javascript(text, units):
    assert browser_length(text) == units


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\nb", "😀a", "  abc  "])
def test_field_accepts_what_fits_in_the_browser(text):
    assert TypedField(max_length=3).clean(text) == "\n".join(text.strip().splitlines())


@pytest.mark.parametrize(("text", "units"), [("a\r\nbc", 4), ("😀😀", 4)])
def test_field_refuses_what_does_not_fit_and_counts_the_same(text, units):
    with pytest.raises(ValidationError) as refused:
        TypedField(max_length=3).clean(text)
    assert refused.value.messages == [
        f"Ensure this value has at most 3 characters (it has {units})."
    ]
