import pytest
from django.core.exceptions import ValidationError

from resources.models import Text
from resources.rights import STATEMENTS

URIS = [uri for _group, statements in STATEMENTS for uri, _name in statements]
# https://rightsstatements.org/page/1.0/
RIGHTS_STATEMENTS = [
    "InC",
    "InC-OW-EU",
    "InC-EDU",
    "InC-NC",
    "InC-RUU",
    "NoC-CR",
    "NoC-NC",
    "NoC-OKLR",
    "NoC-US",
    "CNE",
    "UND",
    "NKC",
]


def test_all_twelve_rights_statements_are_offered():
    vocabulary = "http://rightsstatements.org/vocab/"
    assert {uri for uri in URIS if "rightsstatements" in uri} == {
        f"{vocabulary}{name}/1.0/" for name in RIGHTS_STATEMENTS
    }


def test_all_licences_of_creative_commons_are_offered():
    licences = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"]
    assert [uri for uri in URIS if "/licenses/" in uri] == [
        f"https://creativecommons.org/licenses/{licence}/4.0/" for licence in licences
    ]


def test_public_domain_is_offered():
    assert [uri for uri in URIS if "/publicdomain/" in uri] == [
        "https://creativecommons.org/publicdomain/mark/1.0/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ]


def test_each_statement_is_offered_once_and_fits():
    assert len(URIS) == len(set(URIS))
    assert max(map(len, URIS)) <= Text._meta.get_field("rights").max_length


@pytest.mark.parametrize(
    "uri", ["all rights reserved", "https://rightsstatements.org/", URIS[0][:-1]]
)
def test_statement_that_is_not_offered_is_refused(uri):
    with pytest.raises(ValidationError):
        Text._meta.get_field("rights").clean(uri, None)


def test_statement_is_shown_by_its_name():
    rights = "http://rightsstatements.org/vocab/InC/1.0/"
    assert Text(rights=rights).get_rights_display() == "In copyright"
